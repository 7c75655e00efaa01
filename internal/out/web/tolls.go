package web

import (
	"html/template"
	"net/http"
	"slices"

	"sayso"
	"sayso/internal/keep/tally"
	"sayso/internal/out/plot"
	"sayso/internal/out/words"
)

type tollsPage struct {
	*view
	Rows  []*tally.Toll
	Pager pager
	Kinds []choice
}

var tollFields = []string{"place", "from", "to", "origin", "category", "flagged"}

// tolls lists the counts that run on.
func (b *bench) tolls(w http.ResponseWriter, r *http.Request) error {
	p := tollsPage{view: readView(r, tollFields...)}
	if len(p.Faults) == 0 {
		g, err := b.groups.of(r.Context(), b.ledger)
		if err != nil {
			return err
		}
		f, total := &p.Filter, 0
		n := map[string]int{}
		for i := range g.Tolls {
			t := &g.Tolls[i]
			if !t.At(f.Place) || !t.During(f.From, f.To) || !t.By(p.Get("origin")) || p.Has("flagged", "only") && len(t.Flags) == 0 {
				continue
			}
			for c := range categoriesOf(t) {
				n[c.String()]++
			}
			if !t.Of(f.Categories) {
				continue
			}
			if total++; total > f.Offset && len(p.Rows) < perPage {
				p.Rows = append(p.Rows, t)
			}
		}
		p.Pager = p.pager(len(p.Rows), total, "tolls")
		p.Kinds = categoryChoices(p.view, n)
	}
	return b.render(w, status(p.view), "tolls", frame{Title: "Running tolls", Nav: "tolls", Data: &p})
}

func categoriesOf(t *tally.Toll) map[sayso.Category]bool {
	out := map[sayso.Category]bool{}
	for i := range t.Counts {
		out[t.Counts[i].Category] = true
	}
	return out
}

type tollPage struct {
	*tally.Toll
	*view
	Plot   template.HTML
	Events []*tally.Event // that its figures are filed under
	All    int            // figures of the toll
	Note   string         // the address names it by an ID that it had before
	Left   int            // those that the page has no room for
}

// toll shows one running toll: a line an origin, what does not work out, and
// each number with its words.
func (b *bench) toll(w http.ResponseWriter, r *http.Request) error {
	g, t, note, err := b.tollAt(r)
	if err != nil {
		return err
	}
	p := &tollPage{Note: note, All: t.Figures(), view: readView(r, "scale")}
	p.Plot = template.HTML(plot.Toll(t, p.drawn()))
	p.Toll, p.Left = shortened(t)
	for f := range t.All() {
		if e := g.holding[string(f.ID)]; e != nil && !slices.Contains(p.Events, e) {
			p.Events = append(p.Events, e)
		}
	}
	return b.render(w, http.StatusOK, "toll", frame{Title: clip(tollTitle(t), 80), Nav: "tolls", Data: p})
}

// shortened is the toll with as many figures as a page has room for: each number
// with the first of those that repeat it, as long as there is room.
func shortened(t *tally.Toll) (short *tally.Toll, left int) {
	out, room := *t, eventRows
	cut := func(steps []tally.Step) []tally.Step {
		var kept []tally.Step
		for _, s := range steps {
			n := min(room, perStep, len(s.Figures))
			left += len(s.Figures) - n
			if room -= n; n == 0 {
				continue
			}
			s.Figures = s.Figures[:n]
			kept = append(kept, s)
		}
		return kept
	}
	out.Counts = slices.Clone(t.Counts)
	for i := range out.Counts {
		series := slices.Clone(out.Counts[i].Series)
		for k := range series {
			series[k].Totals, series[k].Periods = cut(series[k].Totals), cut(series[k].Periods)
		}
		out.Counts[i].Series = series
	}
	return &out, left
}

// perStep bounds how many figures that repeat one number a page shows.
const perStep = 8

func tollTitle(t *tally.Toll) string { return plot.TollName(t) }

// countName is what a count of a toll counts.
func countName(c *tally.Count) string { return words.Counted(c.Category, c.People, c.Unit) }
