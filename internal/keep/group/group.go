// Package group decides which documents carry the same text, which figures count
// the same people, and how many independent origins stand behind a number: ten
// outlets that repeat one agency are one.
//
// It is pure: documents and judgements in, groups out. Groups are never edited;
// they are what the judgements add up to, so the order in which documents came
// makes no difference and a judgement can be taken back.
package group

import (
	"cmp"
	"fmt"
	"slices"

	"sayso"
)

// Document is what grouping needs of one document's latest revision.
type Document struct {
	ID        string
	Name      string // what to call it in an explanation
	Outlet    string
	Published Day // of publication; NoDay where unknown
	Text      Shingles
	Reading   *sayso.Reading
	Contexts  [][]uint64 // parallel to the reading's figures; see Contexts
}

// label is the document's name with its outlet, for an explanation.
func (d *Document) label() string {
	name := d.Name
	if name == "" {
		name = d.ID
	}
	if d.Outlet == "" {
		return fmt.Sprintf("%q", name)
	}
	return fmt.Sprintf("%q (%s)", name, d.Outlet)
}

// Groups is what documents add up to.
type Groups struct {
	Families []Family
	Origins  []Origin
	Events   []Event
}

// Make groups documents. They are put in the order of their publication first,
// so the order in which they are given makes no difference; indices in the
// result are those of the returned list.
func Make(docs []Document) ([]Document, Groups) {
	docs = slices.Clone(docs)
	slices.SortFunc(docs, earlier)
	g := Groups{Families: Families(docs)}
	g.Origins = Origins(docs, g.Families)
	name := map[Ref]int{}
	for i, o := range g.Origins {
		for _, r := range o.Figures {
			name[r] = i
		}
	}
	origin := func(r Ref) string { return g.Origins[name[r]].Name }
	g.Events = Events(docs, origin)
	return docs, g
}

// earlier orders documents by day of publication, then ID; those without a day
// come last.
func earlier(x, y Document) int {
	if (x.Published == NoDay) != (y.Published == NoDay) {
		if x.Published == NoDay {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.ID, y.ID))
}
