package main

import (
	"bufio"
	"context"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type figuresCmd struct {
	dbFlag
	filterFlags
	listFlags
}

// Help is shown by "sayso figures --help".
func (figuresCmd) Help() string {
	return `Lists the figures of the ledger: how many people, what happened to them, where and when, and on whose word. Each has an ID; "sayso show ID" shows its words.

Names match by whole words, whatever their case and accents: --place niger does not find Nigeria, --place niger* does.

Examples:

    sayso figures --category killed --place Ruvania --since 2031-04
    sayso figures --source "health ministry" --sort=-number
    sayso figures hospital "air strike" --csv > figures.csv`
}

// Run lists the figures.
func (c *figuresCmd) Run() error {
	return c.show(&c.dbFlag, &c.filterFlags, func(ctx context.Context, db ledger.Ledger, f query.Filter, out *bufio.Writer) error {
		texts := export.NewTexts(ctx, db)
		return write(ctx, &c.listFlags, db, f, out, list[ledger.Figure]{
			what: "figure", rows: db.Figures, total: func(t ledger.Totals) int { return t.Figures },
			table: terminal.Figures,
			csv:   func(w *bufio.Writer) export.CSV[ledger.Figure] { return export.NewFigureCSV(w) },
			json: func(w *bufio.Writer, f ledger.Figure) error {
				return export.WriteFigure(w, &f, texts)
			},
		})
	})
}
