package web

import (
	"net/http"

	"sayso/internal/keep/ledger"
)

type documentsPage struct {
	*view
	Rows  []ledger.Document
	Pager pager
	// Marked tells invented documents apart, where the page does not say already
	// that all of them are.
	Marked bool
}

var documentFields = []string{"q", "outlet", "since", "until", "sort"}

// documents lists what was added.
func (b *bench) documents(w http.ResponseWriter, r *http.Request) error {
	p := documentsPage{view: readView(r, documentFields...), Marked: b.opt.Notice == ""}
	if len(p.Faults) == 0 {
		var err error
		if p.Rows, err = collect(b.ledger.Documents(r.Context(), p.Filter)); err != nil {
			return err
		}
		total, err := b.ledger.Totals(r.Context(), p.Filter, ledger.DocumentList)
		if err != nil {
			return err
		}
		p.Pager = p.pager(len(p.Rows), total.Documents, "documents")
	}
	return b.render(w, status(p.view), "documents", frame{Title: "Documents", Nav: "documents", Data: &p})
}
