package web

import (
	"net/http"

	"sayso"
	"sayso/internal/keep/ledger"
)

type attributionsPage struct {
	*view
	Rows  []ledger.Attribution
	Pager pager
}

var attributionFields = []string{"q", "document", "outlet", "source", "since", "until", "kind", "class", "confidence", "sort"}

// attributions is the table of who said what.
func (b *bench) attributions(w http.ResponseWriter, r *http.Request) error {
	p := attributionsPage{view: readView(r, attributionFields...)}
	if len(p.Faults) == 0 {
		var err error
		if p.Rows, err = collect(b.ledger.Attributions(r.Context(), p.Filter)); err != nil {
			return err
		}
		total, err := b.ledger.Totals(r.Context(), p.Filter, ledger.AttributionList)
		if err != nil {
			return err
		}
		p.Pager = p.pager(len(p.Rows), total.Attributions, "attributions")
	}
	return b.render(w, status(p.view), "attributions", frame{Title: "Attributions", Nav: "attributions", Data: &p})
}

// Kinds are the choices of kind.
func (p *attributionsPage) Kinds() []choice {
	return every(p.view, "kind", sayso.Mixed)
}

// Classes are the choices of class.
func (p *attributionsPage) Classes() []choice {
	return every(p.view, "class", sayso.Other)
}

func every[T interface {
	~uint8
	String() string
}](v *view, name string, last T) []choice {
	var out []choice
	for t := T(0); t <= last; t++ {
		out = append(out, choice{Value: t.String(), Label: t.String(), On: v.Has(name, t.String())})
	}
	return out
}
