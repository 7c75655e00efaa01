package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/why"
)

type showCmd struct {
	dbFlag
	ID      string `arg:"" help:"The ID of a figure (f...), a claim (a...), a document (d...), an event (e...) or a toll (t...), or its beginning; a document also by its address or name."`
	JSON    bool   `xor:"form" help:"As a line of JSON (docs/format.md)."`
	Capture bool   `xor:"form" help:"Print the bytes as they were captured."`
	Why     bool   `xor:"form" help:"Explain in words why the figure or claim is read as it is; of an event (e...) or quantity (q...), a document or an origin's name, why what is in it is held to be one."`
	Color   string `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso show --help".
func (showCmd) Help() string {
	return `Shows one figure or claim with its words in their context, whose word it is, the rule that found it, and the capture behind it, checked against its SHA-256. Of a document it shows the whole reading, of an event or a toll who gives which numbers.

Any beginning of an ID will do that no other ID has. An event and a toll are named by their first figure: a name that one had before an earlier report joined it, or before its page changed, leads to it still.

Examples:

    sayso show f3k9v2m7x
    sayso show f3k9v2m7x --why
    sayso show e3k9v2m7x
    sayso show e3k9v2m7x --why
    sayso show d8yzt --json
    sayso show f3k9v2m7x --capture > page.html`
}

// Run shows what the ID names.
func (c *showCmd) Run() error { return withLedger(&c.dbFlag, c.run) }

func (c *showCmd) run(ctx context.Context, db ledger.Ledger) error {
	if done, err := c.group(ctx, db); done || err != nil {
		return err
	}
	claim, err := c.find(ctx, db)
	if err != nil {
		return err
	}
	bytes, err := db.Capture(ctx, claim.Record.Current().Capture.Hash)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	switch {
	case c.Capture:
		_, err = out.Write(bytes)
	case c.Why:
		err = c.why(out, claim)
	case c.JSON:
		err = c.json(ctx, out, db, claim)
	default:
		err = c.page(out, claim)
	}
	return errors.Join(err, out.Flush())
}

// find finds the claim, or the document as a claim without one.
func (c *showCmd) find(ctx context.Context, db ledger.Ledger) (*ledger.Claim, error) {
	if id, ok := ledger.ParseID(c.ID); ok && id[0] != 'd' {
		claim, err := db.Claim(ctx, c.ID)
		if !errors.Is(err, sayso.ErrNotFound) {
			return claim, err
		}
	}
	r, err := db.Record(ctx, c.ID)
	if errors.Is(err, sayso.ErrNotFound) {
		return nil, fmt.Errorf("%q is no ID, address or name of anything in the ledger: \"sayso documents\" and \"sayso figures\" list what there is", c.ID)
	}
	return &ledger.Claim{Record: r}, err
}

func (c *showCmd) json(ctx context.Context, out *bufio.Writer, db ledger.Ledger, claim *ledger.Claim) error {
	texts := export.NewTexts(ctx, db)
	switch {
	case claim.Figure != nil:
		return export.WriteFigure(out, claim.Figure, texts)
	case claim.Attribution != nil:
		return export.WriteAttribution(out, claim.Attribution, texts)
	}
	return export.WriteReading(out, claim.Record.Text, claim.Record.Reading, export.Options{})
}

func (c *showCmd) page(out *bufio.Writer, claim *ledger.Claim) error {
	style := terminal.For(os.Stdout, c.Color)
	if claim.Figure == nil && claim.Attribution == nil {
		if err := terminal.Reading(out, claim.Record.Text, claim.Record.Reading, style); err != nil {
			return err
		}
		return terminal.Provenance(out, claim.Record, style)
	}
	return terminal.Claim(out, claim, context3(claim), style)
}

// why explains the claim under its words.
func (c *showCmd) why(out *bufio.Writer, claim *ledger.Claim) error {
	var reasons []why.Reason
	r := claim.Record
	switch {
	case claim.Figure != nil:
		reasons = why.Figure(r.Text, r.Reading, slices.Index(r.FigureIDs, claim.Figure.ID))
	case claim.Attribution != nil:
		reasons = why.Attribution(r.Text, r.Reading, slices.Index(r.AttributionIDs, claim.Attribution.ID))
	default:
		return fmt.Errorf("%q is a document: --why explains a figure (f...) or a claim (a...); \"sayso show %s\" lists its own", c.ID, c.ID)
	}
	if err := c.page(out, claim); err != nil {
		return err
	}
	fmt.Fprintln(out)
	told := make([]terminal.Reason, len(reasons))
	for i, x := range reasons {
		told[i] = terminal.Reason(x)
	}
	return terminal.Why(out, told, terminal.For(os.Stdout, c.Color))
}

// context3 are the sentences that hold the claim, with the one before and the one
// after them.
func context3(claim *ledger.Claim) []sayso.Span {
	doc := annotate.Tokenize(claim.Record.Text, lexicon.Default())
	spans := claim.Spans()
	first, last := -1, -1
	for i, s := range doc.Sentences {
		words := doc.Span(s.Range)
		for _, span := range spans {
			if words.Overlaps(span) {
				if first < 0 {
					first = i
				}
				last = i
			}
		}
	}
	var out []sayso.Span
	for i := max(0, first-1); first >= 0 && i <= min(last+1, len(doc.Sentences)-1); i++ {
		out = append(out, doc.Pieces(doc.Sentences[i].Range)...)
	}
	return out
}
