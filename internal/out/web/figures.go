package web

import (
	"context"
	"iter"
	"net/http"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

type figuresPage struct {
	*view
	Rows   []ledger.Figure
	Pager  pager
	Facets ledger.Facets
	Plot   *scatter
}

var figureFields = []string{"q", "document", "outlet", "source", "place", "since", "until", "from", "to", "category", "status", "scope", "min", "max", "confidence", "sort"}

// plotted bounds how many figures a plot shows.
const plotted = 400

// figures is the table of figures: filtered, sorted, a page at a time, with a
// plot of what is filtered.
func (b *bench) figures(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p := figuresPage{view: readView(r, figureFields...)}
	if len(p.Faults) == 0 {
		var err error
		if p.Rows, err = collect(b.ledger.Figures(ctx, p.Filter)); err != nil {
			return err
		}
		total, err := b.ledger.Totals(ctx, p.Filter, ledger.FigureList)
		if err != nil {
			return err
		}
		p.Pager = p.pager(len(p.Rows), total.Figures, "figures")
		if p.Plot, err = b.plotOf(ctx, p.Filter, total.Figures); err != nil {
			return err
		}
		if p.Facets, err = b.menus.under(ctx, b.ledger, p.Filter); err != nil {
			return err
		}
	}
	return b.render(w, status(p.view), "figures", frame{Title: "Figures", Nav: "figures", Data: &p})
}

// plotOf plots the newest figures that the filter lets through.
func (b *bench) plotOf(ctx context.Context, f query.Filter, total int) (*scatter, error) {
	f.Sort, f.Limit, f.Offset = query.Sort{}, plotted, 0
	rows, err := collect(b.ledger.Figures(ctx, f))
	if err != nil {
		return nil, err
	}
	return newPlot(rows, total, 900), nil
}

// collect reads all of a sequence.
func collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// status is the answer's status: an address that cannot be read is the asker's.
func status(v *view) int {
	if len(v.Faults) > 0 {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

// The choices of the filter's menus, in the order of the machine format.
func (p *figuresPage) Categories() []choice {
	return choices(p.view, "category", p.Facets.Categories, sayso.Trapped)
}

// Statuses are the choices of status.
func (p *figuresPage) Statuses() []choice {
	return choices(p.view, "status", p.Facets.Statuses, sayso.Hypothetical)
}

// choice is one box of a menu.
type choice struct {
	Value, Label string
	N            int
	On           bool
}

// choices are those values that occur, and those that are chosen.
func choices[T interface {
	~uint8
	String() string
}](v *view, name string, counts []ledger.Count, last T) []choice {
	n := map[string]int{}
	for _, c := range counts {
		n[c.Value] = c.N
	}
	var out []choice
	for t := T(0); t <= last; t++ {
		s := t.String()
		if on := v.Has(name, s); s != "" && (n[s] != 0 || on) {
			out = append(out, choice{s, plain(s), n[s], on})
		}
	}
	return out
}
