package web

import (
	"net/http"

	"sayso"
	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

type eventsPage struct {
	*view
	Rows  []eventRow
	Pager pager
}

// eventRow is an event in the list: what was counted in it, and by how many.
type eventRow struct {
	*tally.Event
	Counted []countedRow
	More    int // quantities that are not shown
	Figures int
}

// countedRow is one quantity in a word or two.
type countedRow struct {
	What    string
	Spread  string
	Origins int
	Differ  bool
}

var eventFields = []string{"place", "from", "to", "tolls"}

// countedShown bounds how many quantities a row of the list tells.
const countedShown = 4

// events lists what the figures speak of, the newest first; those without a day
// come last.
func (b *bench) events(w http.ResponseWriter, r *http.Request) error {
	p := eventsPage{view: readView(r, eventFields...)}
	if len(p.Faults) == 0 {
		g, err := b.groups.of(r.Context(), b.ledger)
		if err != nil {
			return err
		}
		total := 0
		for i := len(g.Events) - 1; i >= 0; i-- {
			e := &g.Events[i]
			if p.Has("tolls", "only") && !e.Toll || !e.At(p.Filter.Place) || !e.During(p.Filter.From, p.Filter.To) {
				continue
			}
			if total++; total > p.Filter.Offset && len(p.Rows) < perPage {
				p.Rows = append(p.Rows, newEventRow(e))
			}
		}
		p.Pager = p.pager(len(p.Rows), total, "events")
	}
	return b.render(w, status(p.view), "events", frame{Title: "Events", Nav: "events", Data: &p})
}

func newEventRow(e *tally.Event) eventRow {
	row := eventRow{Event: e}
	for i := range e.Quantities {
		q := &e.Quantities[i]
		row.Figures += len(q.Figures)
		if i >= countedShown {
			row.More++
			continue
		}
		row.Counted = append(row.Counted, countedRow{counted(q), spread(q.Low, q.High), len(q.Origins), len(q.Conflicts) > 0})
	}
	return row
}

// counted is what happened to whom: "killed, child".
func counted(q *tally.Quantity) string {
	if q.People == "" {
		return words.Category(q.Category)
	}
	return words.Category(q.Category) + ", " + q.People
}

// spread is the lowest and the highest number that anybody gave.
func spread(low, high sayso.Bound) string {
	switch {
	case low.Known && high.Known && low.N != high.N:
		return words.Number(low.N) + "–" + words.Number(high.N)
	case low.Known && high.Known:
		return words.Number(low.N)
	case low.Known:
		return words.Number(low.N) + " or more"
	case high.Known:
		return "up to " + words.Number(high.N)
	}
	return "number not known"
}

// eventPlace is where an event was, as far as that is known.
func eventPlace(e *tally.Event) string {
	if s := words.Place(e.Place); s != "" {
		return s
	}
	return "place unknown"
}

// eventDays is when an event was, as far as that is known.
func eventDays(e *tally.Event) string {
	if s := words.Days(e.Start, e.End); s != "" {
		return s
	}
	return "days unknown"
}
