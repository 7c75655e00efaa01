package main

import (
	"bufio"
	"context"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type claimsCmd struct {
	dbFlag
	filterFlags
	listFlags
}

// Help is shown by "sayso claims --help".
func (claimsCmd) Help() string {
	return `Lists who is said to have said what. Each row has an ID; "sayso show ID" shows its words. With a condition on figures it lists what holds such a figure.

Examples:

    sayso claims --source "health ministry" --until 2031-04-05
    sayso claims --kind direct ceasefire
    sayso claims --category killed --json`
}

// Run lists the attributions.
func (c *claimsCmd) Run() error {
	return c.show(&c.dbFlag, &c.filterFlags, func(ctx context.Context, db ledger.Ledger, f query.Filter, out *bufio.Writer) error {
		texts := export.NewTexts(ctx, db)
		return write(ctx, &c.listFlags, db, f, out, list[ledger.Attribution]{
			what: "claim", rows: db.Attributions, total: func(t ledger.Totals) int { return t.Attributions },
			table: terminal.Attributions,
			csv:   func(w *bufio.Writer) export.CSV[ledger.Attribution] { return export.NewAttributionCSV(w) },
			json: func(w *bufio.Writer, a ledger.Attribution) error {
				return export.WriteAttribution(w, &a, texts)
			},
		})
	})
}
