package web

import (
	"net/http"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

type eventsPage struct {
	*view
	Rows  []eventRow
	Pager pager
	Kinds []choice
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
	Denied  bool
}

var eventFields = []string{"place", "from", "to", "tolls", "origin", "category", "differ"}

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
		n := map[string]int{}
		for i := len(g.Events) - 1; i >= 0; i-- {
			e := &g.Events[i]
			if !p.wants(e) {
				continue
			}
			of := false
			for c := range eventCategories(e) {
				n[c.String()]++
				of = of || slices.Contains(p.Filter.Categories, c)
			}
			if !of && len(p.Filter.Categories) > 0 {
				continue
			}
			if total++; total > p.Filter.Offset && len(p.Rows) < perPage {
				p.Rows = append(p.Rows, newEventRow(e))
			}
		}
		p.Pager = p.pager(len(p.Rows), total, "events")
		p.Kinds = categoryChoices(p.view, n)
	}
	return b.render(w, status(p.view), "events", frame{Title: "Events", Nav: "events", Data: &p})
}

// wants tells whether the view lets an event through, its category left aside.
func (p *eventsPage) wants(e *tally.Event) bool {
	if p.Has("tolls", "only") && !e.Toll || !e.At(p.Filter.Place) || !e.During(p.Filter.From, p.Filter.To) {
		return false
	}
	if p.Has("differ", "only") && !slices.ContainsFunc(e.Quantities, func(q tally.Quantity) bool { return len(q.Conflicts)+len(q.Disputes) > 0 }) {
		return false
	}
	name := strings.ToLower(p.Get("origin"))
	return name == "" || slices.ContainsFunc(e.Origins, func(s group.Share) bool { return strings.Contains(strings.ToLower(s.Origin), name) })
}

func eventCategories(e *tally.Event) map[sayso.Category]bool {
	out := map[sayso.Category]bool{}
	for i := range e.Quantities {
		out[e.Quantities[i].Category] = true
	}
	return out
}

// categoryChoices are the categories that occur in a list of groups.
func categoryChoices(v *view, n map[string]int) []choice {
	var counts []ledger.Count
	for c := sayso.Killed; c <= sayso.Trapped; c++ {
		counts = append(counts, ledger.Count{Value: c.String(), N: n[c.String()]})
	}
	return choices(v, "category", counts, sayso.Trapped)
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
		row.Counted = append(row.Counted, countedRow{counted(q), quantitySpread(q), len(q.Origins), len(q.Conflicts) > 0, len(q.Disputes) > 0})
	}
	return row
}

// counted is what happened to whom: "killed, child".
func counted(q *tally.Quantity) string { return words.Counted(q.Category, q.People, q.Unit) }

// quantitySpread is the range of what is held to be true; where every number is
// denied, that is said in its place.
func quantitySpread(q *tally.Quantity) string {
	if len(q.Disputes) > 0 && !slices.ContainsFunc(q.Figures, held) {
		return "denied only"
	}
	return words.Spread(q.Low, q.High)
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
