package web

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/tally"
	"sayso/internal/out/plot"
	"sayso/internal/out/words"
)

type eventPage struct {
	*tally.Event
	*view
	Counted   []quantityPart
	Changes   []changeDay
	Figures   int
	Documents int
	Left      int         // figures that the page has no room for
	Note      string      // the address names it by an ID that it had before
	Series    *tally.Toll // the running toll that its figures are steps of
}

// quantityPart is one quantity of an event: who gives which numbers.
type quantityPart struct {
	*tally.Quantity
	Plot    template.HTML
	Origins []originPart
	Differ  []string
	Denied  bool // nobody holds any of its numbers to be true
}

// originPart is what one origin says of a quantity, and the documents that carry
// it.
type originPart struct {
	Name      string
	Numbers   []string // in the order of publication, each where it changes
	Denies    []string // numbers that it denies
	Way       string   // up or down, where its last number tells so of the one before
	Updated   bool
	Differs   bool
	Figures   []*tally.Figure
	Documents int
	Evidence  []string
}

// eventRows bounds the figures on one event's page.
const eventRows = 1000

// event shows one event: each quantity as a plot of who gives which range, and as
// a table of the words.
func (b *bench) event(w http.ResponseWriter, r *http.Request) error {
	g, e, note, err := b.eventAt(r)
	if err != nil {
		return err
	}
	p := &eventPage{Event: e, Note: note, view: readView(r, "scale"), Changes: changes(e)}
	if e.Toll {
		p.Series = g.series(e)
	}
	room := eventRows
	docs := map[string]bool{}
	for i := range e.Quantities {
		q := &e.Quantities[i]
		part := quantityPart{Quantity: q, Origins: originParts(q, g), Differ: differing(q)}
		part.Denied = !slices.ContainsFunc(q.Figures, held)
		part.Plot = template.HTML(plot.Quantity(q, p.drawn()))
		for k := range part.Origins {
			o := &part.Origins[k]
			p.Figures += len(o.Figures)
			for _, f := range o.Figures {
				docs[string(f.Document.ID)] = true
			}
			shown := min(room, len(o.Figures))
			p.Left += len(o.Figures) - shown
			room -= shown
			o.Figures = o.Figures[:shown]
		}
		p.Counted = append(p.Counted, part)
	}
	p.Documents = len(docs)
	title := eventPlace(e) + " · " + eventDays(e)
	return b.render(w, http.StatusOK, "event", frame{Title: clip(title, 80), Nav: "events", Data: p})
}

// originParts are the origins of a quantity in the order of their first figure:
// that ranks none of them.
func originParts(q *tally.Quantity, g *groups) []originPart {
	var out []originPart
	at := map[string]int{}
	docs := map[[2]string]bool{}
	for _, f := range q.Figures {
		i, ok := at[f.Origin]
		if !ok {
			i = len(out)
			at[f.Origin] = i
			out = append(out, originPart{Name: f.Origin})
			if o := g.origins[f.Origin]; o != nil {
				out[i].Evidence = o.Evidence
			}
		}
		o := &out[i]
		o.Figures = append(o.Figures, f)
		if key := [2]string{f.Origin, string(f.Document.ID)}; !docs[key] {
			docs[key] = true
			o.Documents++
		}
	}
	for i := range out {
		o := &out[i]
		var gives, denies []*tally.Figure
		for _, f := range o.Figures {
			if f.Figure.Status == sayso.Denied {
				denies = append(denies, f)
			} else {
				gives = append(gives, f)
			}
		}
		o.Numbers, o.Denies = words.Numbers(gives, said), words.Numbers(denies, said)
	}
	for _, u := range q.Updates {
		if i, ok := at[u.Origin]; ok {
			out[i].Updated = true
			out[i].Way = words.Revised(u.Figures[len(u.Figures)-2], u.Figures[len(u.Figures)-1])
		}
	}
	for _, c := range q.Conflicts {
		for _, f := range c {
			if i, ok := at[f.Origin]; ok {
				out[i].Differs = true
			}
		}
	}
	return out
}

// held reports whether a figure's origin holds it to be true, or may do so.
func held(f *tally.Figure) bool {
	switch f.Figure.Status {
	case sayso.Asserted, sayso.Possible, sayso.Disputed:
		return true
	}
	return false
}

// drawn is how a plot of this view is drawn.
func (v *view) drawn() plot.Options {
	return plot.Options{Page: true, Log: v.Has("scale", "log"), Link: func(f *tally.Figure) string { return "/claims/" + string(f.ID) }}
}

// said is a figure's number as people write it.
func said(f *tally.Figure) string { return quantityOf(&f.Figure, f.NumberText) }

// pairsTold is the number of conflicts up to which each is told on its own.
const pairsTold = 3

// differing says in words which numbers cannot hold together. It names them in
// the order of publication and takes no side.
func differing(q *tally.Quantity) []string {
	var out []string
	if len(q.Conflicts) <= pairsTold {
		for _, c := range q.Conflicts {
			out = append(out, standing(c[0])+", and "+standing(c[1])+": both cannot hold.")
		}
		return out
	}
	var last []*tally.Figure
	for _, f := range q.Figures {
		if slices.ContainsFunc(q.Conflicts, func(c [2]*tally.Figure) bool { return c[0] == f || c[1] == f }) {
			last = append(last, f)
		}
	}
	var numbers []string
	by := map[string][]string{}
	for _, f := range last {
		s := said(f)
		if by[s] == nil {
			numbers = append(numbers, s)
		}
		by[s] = append(by[s], words.Origin(f.Origin))
	}
	for i, s := range numbers {
		numbers[i] = s + " (" + strings.Join(by[s], "; ") + ")"
	}
	return []string{"The last numbers of these origins cannot all hold: " + strings.Join(numbers, ", ") + "."}
}

// standing is an origin with its last number: "the ministry gives 12 (4 Mar 2026)".
func standing(f *tally.Figure) string {
	s := words.Origin(f.Origin) + " gives " + said(f)
	if d := words.Date(f.Document.Meta.Published); d != "" {
		s += " (" + d + ")"
	}
	return s
}
