// Package tally groups what a ledger holds now and gives the groups with their
// words: the events and tolls with their figures, the origins, the families of
// documents that carry one text. The groups themselves are kept in the ledger
// (keep/judge); here they get their figures, ranges and conflicts.
package tally

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// Tally is the groups of a ledger.
type Tally struct {
	Events   []Event // by their first day; those without one come first
	Origins  []Origin
	Families []Family
	Tolls    []Toll // by the day since which they count; those that do not say it come first
}

// Event is one happening, or one running toll.
type Event struct {
	ID         string
	What       string       // the sentence of its first figure
	Place      *sayso.Place // nil where no figure names one
	Start, End string       // ISO days; empty where no figure gives them
	Toll       bool         // a count that runs on
	Quantities []Quantity   // those with most figures first
	Origins    []group.Share
}

// At reports whether a name is in that of the event's place or country. One
// without a place is at none.
func (e *Event) At(name string) bool { return at(e.Place, name) }

// During reports whether the event shares a day with a stretch of ISO days,
// either end of which may be open. One without days is in no stretch.
func (e *Event) During(from, to string) bool {
	return (from == "" || e.End >= from) && (to == "" || e.Start != "" && e.Start <= to)
}

// Quantity is the figures that count the same people in one event.
type Quantity struct {
	ID        string
	Category  sayso.Category
	People    string // class of the people counted; "" is everybody
	Unit      sayso.Unit
	Low, High sayso.Bound // over the numbers that somebody holds to be true
	Figures   []*Figure   // in the order of publication
	Origins   []group.Share
	Updates   []Update
	Conflicts [][2]*Figure // of two origins, that cannot both hold
	Disputes  []Dispute    // its figures that are denied
}

// Update is one origin's successive numbers for a quantity.
type Update struct {
	Origin  string
	Figures []*Figure
}

// Figure is a figure with what a reader needs to judge it.
type Figure struct {
	ID         ledger.ID
	Document   ledger.Document
	Figure     sayso.Figure
	Points     [2]int // the number's place in code points
	NumberText string
	Sentence   string // the words around it
	Origin     string
	Disputers  []string // who calls it into question in its document, as far as they have a name
}

// Origin is whoever figures ultimately come from.
type Origin struct {
	Name     string
	Names    []string // as sources are named that stand under it
	Figures  []*Figure
	Evidence []string
}

// NameOf is a name of a source by that or by the name of its origin; "" where no
// figure comes from it.
func (t *Tally) NameOf(name string) string {
	under := ""
	for i := range t.Origins {
		o := &t.Origins[i]
		if slices.Contains(o.Names, name) {
			return name
		}
		if o.Name == name && len(o.Names) > 0 {
			under = o.Names[0]
		}
	}
	return under
}

// ByName are the origins by their names.
func (t *Tally) ByName() map[string]*Origin {
	out := map[string]*Origin{}
	for i := range t.Origins {
		out[t.Origins[i].Name] = &t.Origins[i]
	}
	return out
}

// Family is documents that carry one text, the first publisher first.
type Family struct {
	Documents []ledger.Document
	Ties      []Tie
}

// Tie is the evidence that two documents of a family carry one text.
type Tie struct {
	A, B    ledger.Document
	Covered float64 // share of the shorter one's words that both have
	Words   int
}

// Ledger is what a tally is made of.
type Ledger interface {
	ledger.Lister
	judge.Ledger

	// LogHead tells whether the ledger is as it was: whatever a tally is made of has
	// its leaf in the log.
	LogHead(ctx context.Context) (ledger.LogHead, error)
}

// Load gives the groups that the ledger keeps of its current readings
// (keep/judge). It reads no text. What is not grouped yet is grouped first.
func Load(ctx context.Context, l Ledger) (*Tally, error) {
	if err := judge.CatchUp(ctx, l, time.Now, nil); err != nil {
		return nil, fmt.Errorf("tally: %w", err)
	}
	b := builder{records: map[string]*record{}}
	for d, err := range l.Documents(ctx, query.Filter{}) {
		if err != nil {
			return nil, fmt.Errorf("tally: %w", err)
		}
		b.records[string(d.ID)] = &record{document: d}
	}
	if err := b.load(ctx, l); err != nil {
		return nil, fmt.Errorf("tally: %w", err)
	}
	persons, err := persons(ctx, l)
	if err != nil {
		return nil, fmt.Errorf("tally: %w", err)
	}
	texts, kin, err := families(ctx, l)
	if err != nil {
		return nil, fmt.Errorf("tally: %w", err)
	}
	for i := range b.docs {
		if s, ok := kin[b.docs[i].ID]; ok {
			b.docs[i].Text = s
		}
	}
	events := map[string]string{}
	for st, err := range l.GroupNodes(ctx, group.EventLevel, "") {
		if err != nil {
			return nil, fmt.Errorf("tally: %w", err)
		}
		events[st.Node] = st.Group
	}
	docs, groups := group.Kept(b.docs, persons, texts, events)
	b.docs = docs
	return b.tally(groups), nil
}

func persons(ctx context.Context, l ledger.Grouper) (*group.Persons, error) {
	all, err := l.Persons(ctx)
	return group.Standing(all), err
}

// families are the states of documents, and the shingles of those that have kin:
// what they share is shown.
func families(ctx context.Context, l ledger.Grouper) (map[string]group.State, map[string]group.Shingles, error) {
	texts := map[string]group.State{}
	size := map[string]int{}
	for st, err := range l.GroupNodes(ctx, group.TextLevel, "") {
		if err != nil {
			return nil, nil, err
		}
		texts[st.Node] = st
		size[st.Group]++
	}
	ids := []ledger.ID{}
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		if size[texts[id].Group] > 1 {
			ids = append(ids, ledger.ID(id))
		}
	}
	kin := map[string]group.Shingles{}
	for d, err := range l.GroupDocuments(ctx, true, ids) {
		if err != nil {
			return nil, nil, err
		}
		kin[d.ID] = d.Text
	}
	return texts, kin, nil
}

// record is what is kept of a document: no text.
type record struct {
	document ledger.Document
	figures  []*Figure
}

type builder struct {
	docs    []group.Document
	records map[string]*record // by document ID
}

// load loads what groups need of the documents.
func (b *builder) load(ctx context.Context, l ledger.Grouper) error {
	for d, err := range l.GroupDocuments(ctx, false, nil) {
		if err != nil {
			return err
		}
		if b.records[d.ID] == nil {
			continue // just added; the next tally has it
		}
		b.docs = append(b.docs, d.Document)
		rec := b.records[d.ID]
		for i := range d.Reading.Figures {
			rec.figures = append(rec.figures, &Figure{ID: ledger.ID(d.Figures[i]), Document: rec.document, Figure: d.Reading.Figures[i],
				Disputers: disputers(d.Reading, &d.Reading.Figures[i])})
		}
	}
	for f, err := range l.GroupFigures(ctx, "") {
		if err != nil {
			return err
		}
		if rec := b.records[string(f.Document)]; rec != nil && f.N < len(rec.figures) {
			x := rec.figures[f.N]
			x.NumberText, x.Points, x.Sentence = f.Words, f.Points, f.Sentence
		}
	}
	return nil
}

// disputers are the speakers of the attributions by which a figure is disputed.
func disputers(r *sayso.Reading, f *sayso.Figure) []string {
	var out []string
	for _, id := range f.DisputedBy {
		for i := range r.Attributions {
			a := &r.Attributions[i]
			if a.ID == id && a.Speaker != nil && a.Speaker.Name != "" && !slices.Contains(out, a.Speaker.Name) {
				out = append(out, a.Speaker.Name)
			}
		}
	}
	return out
}

func (b *builder) figure(r group.Ref) *Figure {
	return b.records[b.docs[r.Doc].ID].figures[r.Fig]
}

func (b *builder) document(i int) ledger.Document { return b.records[b.docs[i].ID].document }

func (b *builder) figures(refs []group.Ref) []*Figure {
	out := make([]*Figure, len(refs))
	for i, r := range refs {
		out[i] = b.figure(r)
	}
	return out
}

func (b *builder) tally(g group.Groups) *Tally {
	t := &Tally{}
	for _, o := range g.Origins {
		out := Origin{Name: o.Name, Names: o.Names, Figures: b.figures(o.Figures), Evidence: o.Evidence}
		for _, f := range out.Figures {
			f.Origin = o.Name
		}
		t.Origins = append(t.Origins, out)
	}
	for _, e := range g.Events {
		t.Events = append(t.Events, b.event(e))
	}
	for _, x := range g.Tolls {
		t.Tolls = append(t.Tolls, b.toll(x))
	}
	for _, f := range g.Families {
		t.Families = append(t.Families, b.family(f))
	}
	return t
}

func (b *builder) event(e group.Event) Event {
	out := Event{
		ID: e.ID, What: b.figure(e.What).Sentence, Place: e.Place, Toll: e.Running, Origins: e.Origins,
		Start: e.Days.From.String(), End: e.Days.To.String(),
	}
	for _, q := range e.Quantities {
		x := Quantity{ID: q.ID, Category: q.Category, People: q.People, Unit: q.Unit, Low: q.Low, High: q.High, Figures: b.figures(q.Figures), Origins: q.Origins}
		for _, l := range q.Ladders {
			x.Updates = append(x.Updates, Update{l.Origin, b.figures(l.Figures)})
		}
		for _, c := range q.Conflicts {
			x.Conflicts = append(x.Conflicts, [2]*Figure{b.figure(c[0]), b.figure(c[1])})
		}
		for _, d := range q.Disputes {
			x.Disputes = append(x.Disputes, Dispute{b.figure(d.Figure), b.figures(d.Answers)})
		}
		out.Quantities = append(out.Quantities, x)
	}
	return out
}

func (b *builder) family(f group.Family) Family {
	var out Family
	for _, m := range f.Members {
		out.Documents = append(out.Documents, b.document(m))
	}
	for _, t := range f.Ties {
		words := 0
		for _, p := range t.Passages {
			words += p.Words
		}
		out.Ties = append(out.Ties, Tie{b.document(t.A), b.document(t.B), t.Covered, words})
	}
	return out
}
