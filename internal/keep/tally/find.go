package tally

import (
	"fmt"
	"strings"

	"sayso"
	"sayso/internal/keep/ledger"
)

// maxCandidates is how many IDs an ambiguous beginning names.
const maxCandidates = 20

// Event is the event of an ID, of a beginning that no other ID has, or the one
// that holds the figure of the ID.
func (t *Tally) Event(id string) (*Event, error) {
	for i := range t.Events {
		e := &t.Events[i]
		if e.ID == id || e.Holds(id) {
			return e, nil
		}
	}
	return find(id, "event", t.Events, func(e *Event) string { return e.ID })
}

// Toll is the toll of an ID, of a beginning that no other ID has, or the first
// that holds the figure of the ID.
func (t *Tally) Toll(id string) (*Toll, error) {
	for i := range t.Tolls {
		x := &t.Tolls[i]
		if x.ID == id || x.Holds(id) {
			return x, nil
		}
	}
	return find(id, "toll", t.Tolls, func(x *Toll) string { return x.ID })
}

func find[T any](id, what string, all []T, idOf func(*T) string) (*T, error) {
	var found []string
	var one *T
	for i := range all {
		if id != "" && strings.HasPrefix(idOf(&all[i]), id) {
			found = append(found, idOf(&all[i]))
			one = &all[i]
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("tally: %s %q: %w", what, id[:min(80, len(id))], sayso.ErrNotFound)
	case 1:
		return one, nil
	}
	return nil, &ledger.Ambiguous{Given: id, Candidates: found[:min(maxCandidates, len(found))]}
}

// Holds reports whether a figure of the event has the ID.
func (e *Event) Holds(id string) bool {
	for i := range e.Quantities {
		if holds(e.Quantities[i].Figures, id) {
			return true
		}
	}
	return false
}

// Holds reports whether a figure of the toll has the ID.
func (t *Toll) Holds(id string) bool {
	for _, c := range t.Counts {
		for _, s := range c.Series {
			for _, list := range [][]Step{s.Totals, s.Periods} {
				for i := range list {
					if holds(list[i].Figures, id) {
						return true
					}
				}
			}
		}
	}
	return false
}

func holds(figures []*Figure, id string) bool {
	for _, f := range figures {
		if string(f.ID) == id {
			return true
		}
	}
	return false
}
