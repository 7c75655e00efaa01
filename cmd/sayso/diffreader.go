package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"

	"sayso"
	"sayso/internal/keep/changes"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

// readers shows what another version of the reader would change: in one document
// or in all.
func (c *diffCmd) readers(ctx context.Context, db ledger.Ledger) error {
	have, err := db.Readers(ctx)
	if err != nil {
		return err
	}
	version, err := readerNamed(have, c.Reader)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	texts := export.NewTexts(ctx, db)
	style := terminal.For(os.Stdout, c.Color)
	var sum changes.Summary
	err = c.each(ctx, db, func(id string) error {
		old, err := db.Record(ctx, id)
		if err != nil {
			return err
		}
		if old.Reader == version {
			sum.Same++
			return nil
		}
		now, err := db.ReadingBy(ctx, id, version)
		if errors.Is(err, sayso.ErrNotFound) {
			sum.Unread++
			return nil
		}
		if err != nil {
			return err
		}
		all := changes.Between(old, now)
		sum.Add(all)
		switch {
		case all.None():
			return nil
		case c.JSON:
			return export.WriteChanges(out, all, texts)
		}
		return terminal.ReaderChanges(out, old, now, all, style)
	})
	if err := errors.Join(err, out.Flush()); err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, terminal.ChangeSummary(&sum, version))
	return nil
}

// each calls f with the document that was asked for, or with all of them.
func (c *diffCmd) each(ctx context.Context, db ledger.Ledger, f func(id string) error) error {
	if c.Document != "" {
		return f(c.Document)
	}
	for d, err := range db.Documents(ctx, query.Filter{}) {
		if err != nil {
			return err
		}
		if err := f(string(d.ID)); err != nil {
			return err
		}
	}
	return nil
}
