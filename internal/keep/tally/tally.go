// Package tally groups what a ledger holds now and gives the groups with their
// words: the events and tolls with their figures, the origins, the families of
// documents that carry one text. Nothing is stored; the groups are what the
// current readings add up to.
package tally

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"sayso"
	"sayso/internal/keep/group"
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
}

// Origin is whoever figures ultimately come from.
type Origin struct {
	Name     string
	Figures  []*Figure
	Evidence []string
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

// Load groups the current readings of a ledger.
func Load(ctx context.Context, l ledger.Lister) (*Tally, error) {
	b := builder{records: map[string]*record{}}
	for d, err := range l.Documents(ctx, query.Filter{}) {
		if err != nil {
			return nil, fmt.Errorf("tally: %w", err)
		}
		if err := b.add(ctx, l, d); err != nil {
			return nil, fmt.Errorf("tally: %w", err)
		}
	}
	docs, groups := group.Make(b.docs)
	b.docs = docs
	return b.tally(groups), nil
}

// record is what is kept of a document once it is shingled: no text.
type record struct {
	document ledger.Document
	figures  []*Figure
}

type builder struct {
	docs    []group.Document
	records map[string]*record // by document ID
}

func (b *builder) add(ctx context.Context, l ledger.Lister, d ledger.Document) error {
	r, err := l.Record(ctx, string(d.ID))
	if err != nil {
		return err
	}
	rec := &record{document: r.Document}
	for i := range r.Reading.Figures {
		f := r.Figure(i)
		rec.figures = append(rec.figures, &Figure{
			ID: f.ID, Document: r.Document, Figure: f.Figure, NumberText: f.NumberText,
			Points:   points(r.Text.Text, f.Number),
			Sentence: sentence(r.Text.Text, f.Passage.Span, f.Number),
		})
	}
	b.records[string(d.ID)] = rec
	b.docs = append(b.docs, group.Document{
		ID: string(d.ID), Name: r.Document.Name(), Outlet: d.Meta.Outlet, Published: group.ParseDay(d.Meta.Published),
		Text: group.Shingle(r.Text), Reading: r.Reading, Contexts: group.Contexts(r.Text.Text, r.Reading.Figures),
	})
	return nil
}

func points(text string, s sayso.Span) [2]int {
	start := utf8.RuneCountInString(text[:s.Start])
	return [2]int{start, start + utf8.RuneCountInString(s.In(text))}
}

// sentence is the words around a span, within its passage: from the last full
// stop before it to the next one after it. It is shown, not computed with.
func sentence(text string, passage, s sayso.Span) string {
	start, end := passage.Start, passage.End
	if i := strings.LastIndexAny(text[start:s.Start], ".!?\n"); i >= 0 && start+i+1 < s.Start {
		start += i + 1
	}
	if i := strings.IndexAny(text[s.End:end], "!?\n"); i >= 0 {
		end = s.End + i
	}
	if i := strings.Index(text[s.End:end], ". "); i >= 0 {
		end = s.End + i
	}
	return strings.TrimSpace(strings.Join(strings.Fields(text[start:end]), " "))
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
		out := Origin{Name: o.Name, Figures: b.figures(o.Figures), Evidence: o.Evidence}
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
