package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"

	"sayso/internal/keep/changes"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type diffCmd struct {
	dbFlag
	Document string `arg:"" optional:"" help:"A document: the beginning of its ID, its address or its name. With --reader: else all of them."`
	Reader   string `placeholder:"VERSION" help:"Compare the readings that count with those of this version of the reader (\"this\": of this program's), in place of two revisions."`
	From     int    `placeholder:"N" help:"Compare from this revision; else the one before --to."`
	To       int    `placeholder:"N" help:"Compare to this revision; else the newest."`
	JSON     bool   `help:"As JSON Lines (docs/format.md)."`
	Color    string `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso diff --help".
func (diffCmd) Help() string {
	return `Shows what a page that changed claims otherwise than before: which figures and claims appeared, changed or vanished, in words. Every revision is kept; "sayso documents" tells how many a document has.

With --reader it shows what another version of the reader would change, before it is promoted: all stored documents by the readings that count and by those that "sayso reread" made.

Examples:

    sayso diff d8yzt
    sayso diff https://example.org/article --from 1 --to 3
    sayso diff d8yzt --json
    sayso diff --reader this
    sayso diff --reader rules-1+weights-3 d8yzt`
}

// Run compares two revisions of the document.
func (c *diffCmd) Run() error { return withLedger(&c.dbFlag, c.run) }

func (c *diffCmd) run(ctx context.Context, db ledger.Ledger) error {
	switch {
	case c.Reader != "" && (c.From != 0 || c.To != 0):
		return usageError{errors.New("--reader compares readings of the newest revision: it goes without --from and --to")}
	case c.Reader != "":
		return c.readers(ctx, db)
	case c.Document == "":
		return usageError{errors.New("name a document, or a version of the reader with --reader")}
	}
	old, now, err := c.revisions(ctx, db)
	if err != nil || old == nil {
		return err
	}
	all := changes.Between(old, now)
	out := bufio.NewWriter(os.Stdout)
	if c.JSON {
		err = export.WriteChanges(out, all, export.NewTexts(ctx, db))
	} else {
		err = terminal.Changes(out, old, now, all, terminal.For(os.Stdout, c.Color))
	}
	return errors.Join(err, out.Flush())
}

// revisions are the two to compare; none where the document never changed.
func (c *diffCmd) revisions(ctx context.Context, db ledger.Ledger) (old, now *ledger.Record, err error) {
	newest, err := db.Record(ctx, c.Document)
	if err != nil {
		return nil, nil, err
	}
	from, to := c.From, c.To
	if to == 0 {
		to = newest.Newest
	}
	if from == 0 {
		from = to - 1
	}
	if newest.Newest == 1 && from == 0 {
		fmt.Fprintf(os.Stderr, "%s has not changed: one revision is known\n", newest.ID.Short())
		return nil, nil, nil
	}
	for _, n := range []int{from, to} {
		if n < 1 || n > newest.Newest {
			return nil, nil, usageError{fmt.Errorf("there is no revision %d: %s has revisions 1 to %d", n, newest.ID.Short(), newest.Newest)}
		}
	}
	if old, err = db.Revision(ctx, string(newest.ID), from); err != nil {
		return nil, nil, err
	}
	now, err = db.Revision(ctx, string(newest.ID), to)
	return old, now, err
}
