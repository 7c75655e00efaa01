package main

import (
	"bufio"
	"context"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type documentsCmd struct {
	dbFlag
	filterFlags
	listFlags
}

// Help is shown by "sayso documents --help".
func (documentsCmd) Help() string {
	return `Lists the documents of the ledger, each as its newest revision shows it. With a condition on figures or sources it lists the documents that have such a figure or source.

Examples:

    sayso documents --outlet "Veld Post" --since 2031-04
    sayso documents --category displaced --sort=-figures
    sayso documents hospital "air strike"`
}

// Run lists the documents.
func (c *documentsCmd) Run() error {
	return c.show(&c.dbFlag, &c.filterFlags, func(ctx context.Context, db ledger.Ledger, f query.Filter, out *bufio.Writer) error {
		return write(ctx, &c.listFlags, db, f, out, list[ledger.Document]{
			what: "document", rows: db.Documents, total: func(t ledger.Totals) int { return t.Documents },
			table: terminal.Documents,
			csv:   func(w *bufio.Writer) export.CSV[ledger.Document] { return export.NewDocumentCSV(w) },
			json:  func(w *bufio.Writer, d ledger.Document) error { return export.WriteDocument(w, &d) },
		})
	})
}
