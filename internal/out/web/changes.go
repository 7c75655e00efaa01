package web

import (
	"cmp"
	"slices"

	"sayso"
	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

// changeDay is a day on which something new was said about an event.
type changeDay struct {
	Day  string // ISO; empty where it is not known
	List []change
}

// change is a new number of an origin, or a denial.
type change struct {
	Figure  *tally.Figure
	Origin  string
	What    string        // "killed, child"
	Before  *tally.Figure // the number that it replaces
	Way     string        // up or down, where the bounds tell
	Denies  bool
	Answers []*tally.Figure // of a denial: whose number is denied, a figure an origin
}

// changes are what was first said when: each number of each origin once, when it
// was new from it, and each denial.
func changes(e *tally.Event) []changeDay {
	var all []change
	for i := range e.Quantities {
		all = append(all, newNumbers(&e.Quantities[i])...)
	}
	day := func(c *change) string {
		d := c.Figure.Document.Meta.Published
		return d[:min(10, len(d))]
	}
	slices.SortStableFunc(all, func(a, b change) int {
		if (day(&a) == "") != (day(&b) == "") {
			return cmp.Compare(day(&b), day(&a)) // those without a day come last
		}
		return cmp.Compare(day(&a), day(&b))
	})
	var out []changeDay
	for i := range all {
		d := day(&all[i])
		if len(out) == 0 || out[len(out)-1].Day != d {
			out = append(out, changeDay{Day: d})
		}
		last := &out[len(out)-1]
		last.List = append(last.List, all[i])
	}
	return out
}

func newNumbers(q *tally.Quantity) []change {
	what := words.Counted(q.Category, q.People, q.Unit)
	last := map[string]*tally.Figure{}
	denied := map[string]bool{}
	var out []change
	for _, f := range q.Figures {
		c := change{Figure: f, Origin: words.Origin(f.Origin), What: what}
		if f.Figure.Status == sayso.Denied {
			if key := f.Origin + "\x00" + said(f); !denied[key] {
				denied[key] = true
				c.Denies, c.Answers = true, answered(q, f)
				out = append(out, c)
			}
			continue
		}
		before := last[f.Origin]
		if before != nil && before.Figure.Low == f.Figure.Low && before.Figure.High == f.Figure.High {
			continue
		}
		if last[f.Origin] = f; before != nil {
			c.Before, c.Way = before, words.Revised(before, f)
		}
		out = append(out, c)
	}
	return out
}

// answered are the figures that a denial answers, the first of each origin.
func answered(q *tally.Quantity, f *tally.Figure) []*tally.Figure {
	var out []*tally.Figure
	for i := range q.Disputes {
		if q.Disputes[i].Figure != f {
			continue
		}
		for _, a := range q.Disputes[i].Answers {
			if !slices.ContainsFunc(out, func(o *tally.Figure) bool { return o.Origin == a.Origin }) {
				out = append(out, a)
			}
		}
	}
	return out
}
