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
	Figures   []string   // IDs parallel to the reading's figures, for judgements; may be nil
}

// figureID is the ID of the document's figure at index i.
func (d *Document) figureID(i int) string {
	if i < len(d.Figures) {
		return d.Figures[i]
	}
	return fmt.Sprintf("%s.%d", d.ID, i+1)
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
	Tolls    []Toll
}

// Make groups documents by the rules' judgements alone.
func Make(docs []Document) ([]Document, Groups) { return With(docs, nil) }

// With groups documents by the rules' judgements and by persons', which go before
// them. They are put in the order of their publication first,
// so the order in which they are given makes no difference; indices in the
// result are those of the returned list.
func With(docs []Document, persons *Persons) ([]Document, Groups) {
	docs = slices.Clone(docs)
	slices.SortFunc(docs, earlier)
	g := Groups{Families: Families(docs, persons)}
	origin := g.name(docs, persons)
	g.Events = Events(docs, origin, persons)
	g.Tolls = Tolls(docs, g.Events, origin)
	return docs, g
}

// Kept gives the groups that a Keeper made of documents: texts are the states of
// the documents, events the groups of happenings by the ID of their first figure.
// What is in neither is left out.
func Kept(docs []Document, persons *Persons, texts map[string]State, events map[string]string) ([]Document, Groups) {
	docs = slices.Clone(docs)
	slices.SortFunc(docs, earlier)
	g := Groups{Families: keptFamilies(docs, texts)}
	origin := g.name(docs, persons)
	g.Events = keptEvents(docs, origin, persons, events)
	g.Tolls = Tolls(docs, g.Events, origin)
	return docs, g
}

// name gives every figure its origin, and returns it by name.
func (g *Groups) name(docs []Document, persons *Persons) func(Ref) string {
	g.Origins = Origins(docs, g.Families, persons)
	name := map[Ref]int{}
	for i, o := range g.Origins {
		for _, r := range o.Figures {
			name[r] = i
		}
	}
	return func(r Ref) string { return g.Origins[name[r]].Name }
}

// earlier orders documents by day of publication, then ID; those without a day
// come last.
func earlier(x, y Document) int {
	return cmp.Or(compareDays(x.Published, y.Published), cmp.Compare(x.ID, y.ID))
}
