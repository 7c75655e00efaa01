package terminal

import (
	"fmt"
	"io"
	"strings"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/words"
)

// Claim writes one figure or attribution: what it says, its words in the given
// stretches of the text, and where all of it comes from.
func Claim(w io.Writer, c *ledger.Claim, context []sayso.Span, s Style) error {
	var out strings.Builder
	var id ledger.ID
	var facts []fact
	if c.Figure != nil {
		id, facts = c.Figure.ID, figureFacts(c)
	} else {
		id, facts = c.Attribution.ID, attributionFacts(c)
	}
	title(&out, string(id), s)
	writeFacts(&out, facts, s)
	out.WriteByte('\n')
	excerpt(&out, c, context, s)
	out.WriteByte('\n')
	writeFacts(&out, provenance(c.Record), s)
	_, err := io.WriteString(w, out.String())
	return err
}

// Provenance writes where a document comes from.
func Provenance(w io.Writer, r *ledger.Record, s Style) error {
	var out strings.Builder
	writeFacts(&out, provenance(r), s)
	_, err := io.WriteString(w, out.String())
	return err
}

// fact is a line of name and value; an empty one is not written.
type fact struct{ name, value string }

func writeFacts(out *strings.Builder, facts []fact, s Style) {
	t := Table{}
	var row []string
	for _, f := range facts {
		t.Columns = append(t.Columns, Column{Title: f.name})
		row = append(row, f.value)
	}
	t.Rows = [][]string{row}
	t.lines(out, s)
}

func figureFacts(c *ledger.Claim) []fact {
	f := c.Figure
	place := oneLine(words.Place(f.Place))
	if p := f.Place; p != nil && p.Resolved {
		place += fmt.Sprintf(" (%s; %.4g, %.4g)", p.Precision, p.Lat, p.Lon)
	}
	if p := f.Place; p != nil && p.Name != "" && p.Text != p.Name {
		place += ", “" + oneLine(p.Text) + "” in the text"
	}
	when := oneLine(words.When(f.When))
	if f.When != nil && !f.When.Span.Empty() {
		when += ", “" + oneLine(f.When.Span.In(c.Record.Text.Text)) + "” in the text"
	}
	return []fact{
		{"how many", howManyOf(f)},
		{"what", whatOf(f)},
		{"whom", victimsOf(f)},
		{"where", place},
		{"when", when},
		{"who says so", oneLine(words.Chain(f.Document.Meta.Outlet, f.Chain))},
		{"disputed by", oneLine(strings.Join(c.Record.Disputers(&f.Figure), ", "))},
		{"claim", string(f.AttributionID)},
		{"part of", string(f.PartOfID)},
		{"rule", rulesOf(f.Rule, f.Confidence, c.Record)},
	}
}

func attributionFacts(c *ledger.Claim) []fact {
	a := c.Attribution
	who := speakerOf(a)
	if a.Speaker != nil && a.Speaker.Type != sayso.UnknownSpeaker {
		who += " (" + a.Speaker.Type.String() + ")"
	}
	how := a.Kind.String()
	if a.Class != sayso.Speech {
		how += ", " + a.Class.String() + " than speech"
	}
	return []fact{
		{"who", who},
		{"cue", oneLine(a.CueText)},
		{"what", oneLine(a.ContentText)},
		{"how", how},
		{"within", string(a.ParentID)},
		{"rule", rulesOf(a.Rule, a.Confidence, c.Record)},
	}
}

func rulesOf(rule string, confidence float64, r *ledger.Record) string {
	return fmt.Sprintf("%s, confidence %.2f, reader %s", oneLine(rule), confidence, r.Reader)
}

// provenance is which document it is, which state of it, and whence.
func provenance(r *ledger.Record) []fact {
	now := r.Current()
	revision := ""
	switch {
	case r.Revision < r.Newest:
		revision = fmt.Sprintf("%d of %d: the page has changed since", r.Revision, r.Newest)
	case r.Newest > 1:
		revision = fmt.Sprintf("%d, the newest", r.Revision)
	}
	published := strings.Trim(oneLine(r.Meta.Outlet)+", "+oneLine(words.Date(r.Meta.Published)), ", ")
	c := &now.Capture
	return []fact{
		{"document", string(r.ID) + "  " + oneLine(r.Name())},
		{"published", published},
		{"address", oneLine(r.Meta.URL)},
		{"revision", revision},
		{"captured", c.Time.UTC().Format("2 Jan 2006 15:04:05 UTC") + " from " + oneLine(c.Place) + " by " + oneLine(c.Tool)},
		{"SHA-256", c.Hash.String() + " of " + words.Number(c.Size) + " bytes, checked"},
	}
}

// title is the line over one thing.
func title(out *strings.Builder, name string, s Style) {
	line := strings.Repeat("━", max(0, min(s.width(), textWidth)-4-len(name)))
	out.WriteString(ink("━━ ", s, dim) + ink(name, s, bold) + ink(" "+line, s, dim) + "\n\n")
}

// excerpt writes stretches of the text with the claim's words marked, a new
// paragraph where the text has one.
func excerpt(out *strings.Builder, c *ledger.Claim, context []sayso.Span, s Style) {
	doc := c.Record.Text
	m := marker{text: doc.Text, all: marks(claimReading(c))}
	for i := range m.all {
		m.all[i].note = "" // there is no table that it leads to
	}
	last := -1
	f := newFlow(out, s, min(s.width(), textWidth), indent+"│ ")
	for _, span := range context {
		block := blockAt(doc, span.Start)
		if block != last && last >= 0 {
			f.end()
			out.WriteString(indent + "│\n")
			f = newFlow(out, s, min(s.width(), textWidth), indent+"│ ")
		}
		if block != last && block >= 0 && span.Start > doc.Blocks[block].Span.Start {
			f.text("… ", dim)
		}
		last = block
		m.block(f, span, plain)
		f.text(" ", plain)
	}
	if n := len(context); n > 0 && last >= 0 && context[n-1].End < doc.Blocks[last].Span.End {
		f.text("…", dim)
	}
	f.end()
}

// claimReading is the claim alone with the attributions that it stands in.
func claimReading(c *ledger.Claim) *sayso.Reading {
	r := &sayso.Reading{}
	within := 0
	if f := c.Figure; f != nil {
		r.Figures, within = []sayso.Figure{f.Figure}, f.Figure.Attribution
	} else {
		r.Attributions, within = []sayso.Attribution{c.Attribution.Attribution}, c.Attribution.Parent
	}
	all := c.Record.Reading.Attributions
	for range all { // no longer than this, whatever the parents say
		for i := range all {
			if within != 0 && all[i].ID == within {
				r.Attributions, within = append(r.Attributions, all[i]), all[i].Parent
				break
			}
		}
	}
	return r
}

func blockAt(doc *sayso.Document, at int) int {
	for i := range doc.Blocks {
		if doc.Blocks[i].Span.Start <= at && at < doc.Blocks[i].Span.End {
			return i
		}
	}
	return -1
}
