package web

import (
	"net/http"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

type overviewPage struct {
	Totals ledger.Totals
	Latest []ledger.Document
	Newest []ledger.Figure
	Facets ledger.Facets
	Plot   *scatter
}

// overview shows what is in the ledger.
func (b *bench) overview(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var p overviewPage
	var err error
	if p.Facets, p.Totals, err = b.menus.all(ctx, b.ledger); err != nil {
		return err
	}
	if p.Totals.Documents > 0 {
		if p.Latest, err = collect(b.ledger.Documents(ctx, query.Filter{Limit: 8})); err != nil {
			return err
		}
		if p.Newest, err = collect(b.ledger.Figures(ctx, query.Filter{Limit: plotted})); err != nil {
			return err
		}
		p.Plot = newPlot(p.Newest, p.Totals.Figures, 1240)
		p.Newest = p.Newest[:min(10, len(p.Newest))]
	}
	return b.render(w, http.StatusOK, "overview", frame{Title: "Overview", Nav: "overview", Data: &p})
}
