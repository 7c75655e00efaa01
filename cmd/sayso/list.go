package main

import (
	"bufio"
	"context"
	"fmt"
	"iter"
	"os"
	"os/signal"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
	"sayso/internal/out/words"
)

// listFlags are the flags of every list beside its filter.
type listFlags struct {
	Sort  string `placeholder:"BY" default:"-published" help:"Order: published, added, outlet, title, number, category, place, when, source, confidence, figures; with - before it the other way round."`
	Limit int    `short:"n" placeholder:"N" default:"-1" help:"At most so many rows; 0 is all. A table has 500 where nothing is said."`
	CSV   bool   `name:"csv" xor:"form" help:"As CSV, for spreadsheets."`
	JSON  bool   `xor:"form" help:"As JSON Lines (docs/format.md)."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never."`
}

// tableRows is how much of a list a person is shown who did not ask for more.
const tableRows = 500

// list is one kind of list: where its rows come from and how they are written.
type list[T any] struct {
	what  string // "figure"
	rows  func(context.Context, query.Filter) iter.Seq2[T, error]
	total func(ledger.Totals) int
	table func([]T) terminal.Table
	csv   func(*bufio.Writer) export.CSV[T]
	json  func(*bufio.Writer, T) error
}

// show writes the list in the form that was asked for.
func (l *listFlags) show(dbf *dbFlag, ff *filterFlags, run func(context.Context, ledger.Ledger, query.Filter, *bufio.Writer) error) error {
	f, err := ff.filter()
	if err != nil {
		return err
	}
	if f.Sort, err = query.ParseSort(l.Sort); err != nil {
		return usageError{err}
	}
	switch {
	case l.Limit > 0:
		f.Limit = l.Limit
	case l.Limit < 0 && !l.CSV && !l.JSON:
		f.Limit = tableRows
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	db, err := dbf.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	out := bufio.NewWriter(os.Stdout)
	if err := run(ctx, db, f, out); err != nil {
		out.Flush()
		return err
	}
	return out.Flush()
}

// write writes the rows of a list in the form that was asked for.
func write[T any](ctx context.Context, l *listFlags, db ledger.Ledger, f query.Filter, out *bufio.Writer, kind list[T]) error {
	rows := kind.rows(ctx, f)
	switch {
	case l.JSON:
		for row, err := range rows {
			if err != nil {
				return err
			}
			if err := kind.json(out, row); err != nil {
				return err
			}
		}
		return nil
	case l.CSV:
		table := kind.csv(out)
		for row, err := range rows {
			if err != nil {
				return err
			}
			if err := table.Write(row); err != nil {
				return err
			}
		}
		return table.Close()
	}
	var all []T
	for row, err := range rows {
		if err != nil {
			return err
		}
		all = append(all, row)
	}
	if len(all) > 0 {
		if err := terminal.WriteTable(out, kind.table(all), terminal.For(os.Stdout, l.Color)); err != nil {
			return err
		}
	}
	return l.foot(ctx, db, f, out, kind.what, len(all), kind.total)
}

// foot says how many rows there are, and how to see the rest.
func (l *listFlags) foot(ctx context.Context, db ledger.Ledger, f query.Filter, out *bufio.Writer, what string, shown int, total func(ledger.Totals) int) error {
	n := shown
	if f.Limit > 0 && shown == f.Limit {
		t, err := db.Totals(ctx, f)
		if err != nil {
			return err
		}
		n = total(t)
	}
	// The table goes to standard output, the remark beside it.
	if err := out.Flush(); err != nil {
		return err
	}
	switch {
	case n == 0:
		fmt.Fprintf(os.Stderr, "no %s matches\n", what)
	case n > shown:
		fmt.Fprintf(os.Stderr, "%s of %s %ss; --limit 0 shows all\n", words.Number(int64(shown)), words.Number(int64(n)), what)
	case n == 1:
		fmt.Fprintf(os.Stderr, "1 %s\n", what)
	default:
		fmt.Fprintf(os.Stderr, "%s %ss\n", words.Number(int64(n)), what)
	}
	return nil
}
