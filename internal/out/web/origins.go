package web

import (
	"net/http"
	"strings"

	"sayso/internal/keep/tally"
)

type originsPage struct {
	*view
	Rows  []originRow
	Pager pager
}

// originRow is an origin with the figures that rest on its word.
type originRow struct {
	*tally.Origin
	Shown     []*tally.Figure
	Documents int
	Events    []*tally.Event
	MoreOf    int // events that are not shown
}

// What a row of the list shows at most.
const (
	originFigures = 20
	originEvents  = 5
)

// origins lists whose word the figures rest on, by name.
func (b *bench) origins(w http.ResponseWriter, r *http.Request) error {
	p := originsPage{view: readView(r, "source")}
	if len(p.Faults) == 0 {
		g, err := b.groups.of(r.Context(), b.ledger)
		if err != nil {
			return err
		}
		total := 0
		want := strings.ToLower(p.Filter.Source)
		for i := range g.Origins {
			o := &g.Origins[i]
			if !strings.Contains(strings.ToLower(o.Name), want) {
				continue
			}
			if total++; total > p.Filter.Offset && len(p.Rows) < perPage {
				p.Rows = append(p.Rows, newOriginRow(o, g))
			}
		}
		p.Pager = p.pager(len(p.Rows), total, "origins")
	}
	return b.render(w, status(p.view), "origins", frame{Title: "Origins", Nav: "origins", Data: &p})
}

func newOriginRow(o *tally.Origin, g *groups) originRow {
	row := originRow{Origin: o, Shown: o.Figures[:min(originFigures, len(o.Figures))]}
	docs, events := map[string]bool{}, map[*tally.Event]bool{}
	for _, f := range o.Figures {
		docs[string(f.Document.ID)] = true
		e := g.holding[string(f.ID)]
		if e == nil || events[e] {
			continue
		}
		events[e] = true
		if len(row.Events) < originEvents {
			row.Events = append(row.Events, e)
		} else {
			row.MoreOf++
		}
	}
	row.Documents = len(docs)
	return row
}
