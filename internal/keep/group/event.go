package group

import (
	"cmp"
	"fmt"
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

// Events groups the figures of documents in the order of their publication.
// origin names a figure's origin.
func Events(docs []Document, origin func(Ref) string, persons *Persons) []Event {
	var all []happening
	var nodes []node
	for i := range docs {
		for _, h := range within(mentions(docs, i, origin), docs, persons) {
			all = append(all, h)
			nodes = append(nodes, h.node(&docs[i]))
		}
	}
	groups, _ := eventLevel.batch(nodes, persons, func(i, j int) float64 { return alike(&all[i], &nodes[i], &all[j], &nodes[j]) })
	return events(docs, all, groups, persons)
}

// keptEvents are the events of a Keeper's groups.
func keptEvents(docs []Document, origin func(Ref) string, persons *Persons, kept map[string]string) []Event {
	var all []happening
	var groups [][]int
	at := map[string]int{}
	for i := range docs {
		for _, h := range within(mentions(docs, i, origin), docs, persons) {
			name, ok := kept[docs[i].figureID(h.m[0].fig)]
			if !ok {
				continue
			}
			k, ok := at[name]
			if !ok {
				k = len(groups)
				at[name] = k
				groups = append(groups, nil)
			}
			groups[k] = append(groups[k], len(all))
			all = append(all, h)
		}
	}
	return events(docs, all, groups, persons)
}

func events(docs []Document, all []happening, groups [][]int, persons *Persons) []Event {
	var out []Event
	for _, group := range groups {
		var h happening
		for _, i := range group {
			h.m = append(h.m, all[i].m...)
		}
		out = append(out, h.event(docs, persons))
	}
	slices.SortStableFunc(out, func(x, y Event) int { return cmp.Compare(x.Days.From, y.Days.From) })
	return out
}

// edge says how alike two nodes are.
type edge struct {
	a, b int
	s    float64
}

// alike is the likeness of two happenings. It is asked for in one order, so that
// sums of fractions come out the same.
func alike(a *happening, x *node, b *happening, y *node) float64 {
	if x.id > y.id {
		a, b = b, a
	}
	return a.like(b)
}

// node is the happening as it is grouped.
func (h *happening) node(d *Document) node {
	n := node{id: d.figureID(h.m[0].fig), make: h.files, born: born(d.Published, d.ID, h.m[0].fig)}
	n.order = order(fmt.Sprint(h.vague(), "/", n.born))
	for i := range h.m {
		n.claims = append(n.claims, d.figureID(h.m[i].fig))
	}
	return n
}

// vague counts what the best known figure of a happening does not give: its days,
// its place, and that more closely than the country.
func (h *happening) vague() int8 {
	least := int8(3)
	for i := range h.m {
		m, n := &h.m[i], int8(0)
		for _, missing := range []bool{!m.given, m.breadth < spot, m.breadth < region} {
			if missing {
				n++
			}
		}
		least = min(least, n)
	}
	return least
}
