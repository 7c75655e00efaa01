package group

import (
	"cmp"
	"slices"

	"sayso"
)

// Event is one happening, or one running toll, with what was counted in it.
type Event struct {
	ID         string // from its first figure, so that it stays when others join
	What       Ref    // the figure whose sentence tells best what happened
	Place      *sayso.Place
	Days       Days // unknown where no figure gives them
	Running    bool
	Quantities []Quantity // those with most figures first
	Origins    []Share    // those with most figures first
}

// Share is how many of an event's figures come from one origin.
type Share struct {
	Origin  string
	Figures int
}

// The least likeness at which two happenings of different documents are one, and
// the least mean likeness between two groups of them.
const (
	sameEvent  = .5
	sameGroups = .45
)

// Events groups the figures of documents in the order of their publication.
// origin names a figure's origin.
//
// Happenings that are alike are edges of a graph. Its components are grouped one
// by one, so that a new document changes only the events it touches.
func Events(docs []Document, origin func(Ref) string) []Event {
	var all []happening
	for i := range docs {
		all = append(all, within(mentions(docs, i, origin))...)
	}
	edges := likenesses(all)
	var out []Event
	for _, component := range components(len(all), edges) {
		for _, group := range agglomerate(all, component, edges) {
			var h happening
			for _, i := range group {
				h.m = append(h.m, all[i].m...)
			}
			out = append(out, h.event(docs))
		}
	}
	slices.SortStableFunc(out, func(x, y Event) int { return cmp.Compare(x.Days.From, y.Days.From) })
	return out
}

// edge says how likely two happenings are one.
type edge struct {
	a, b int // a < b
	s    float64
}

// likenesses are the edges of all happenings, the likeliest first.
func likenesses(all []happening) []edge {
	ix := newIndex()
	var out []edge
	for b := range all {
		for _, a := range ix.candidates(&all[b]) {
			if s := all[a].like(&all[b]); s >= sameEvent {
				out = append(out, edge{a, b, s})
			}
		}
		ix.add(b, &all[b])
	}
	slices.SortFunc(out, func(x, y edge) int {
		return cmp.Or(-cmp.Compare(x.s, y.s), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return out
}

// components are the connected parts of the graph, each sorted, by their first.
func components(n int, edges []edge) [][]int {
	s := newSets(n)
	for _, e := range edges {
		s.join(e.a, e.b)
	}
	at := map[int]int{}
	var out [][]int
	for i := range n {
		k, ok := at[s.root(i)]
		if !ok {
			k = len(out)
			at[s.root(i)] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}

// agglomerate parts a component into groups: likely pairs are joined first, and
// only where the groups they stand in are alike as wholes. One chance likeness
// between two large groups does not make them one.
func agglomerate(all []happening, component []int, edges []edge) [][]int {
	if len(component) == 1 {
		return [][]int{component}
	}
	at := make(map[int]int, len(component))
	for k, i := range component {
		at[i] = k
	}
	s := newSets(len(component))
	members := make([][]int, len(component))
	for k, i := range component {
		members[k] = []int{i}
	}
	for _, e := range edges {
		ka, ok := at[e.a]
		if !ok {
			continue
		}
		a, b := s.root(ka), s.root(at[e.b])
		if a == b || meanLikeness(all, members[a], members[b]) < sameGroups {
			continue
		}
		s.join(a, b)
		a, b = min(a, b), max(a, b)
		members[a], members[b] = append(members[a], members[b]...), nil
	}
	members = slices.DeleteFunc(members, func(m []int) bool { return len(m) == 0 })
	for _, m := range members {
		slices.Sort(m)
	}
	return members
}

func meanLikeness(all []happening, a, b []int) float64 {
	sum := 0.0
	for _, x := range a {
		for _, y := range b {
			sum += all[x].like(&all[y])
		}
	}
	return sum / float64(len(a)*len(b))
}
