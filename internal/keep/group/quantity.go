package group

import (
	"cmp"
	"slices"
	"strings"

	"sayso"
)

// Quantity is the figures that count the same people in one event.
type Quantity struct {
	ID        string
	Category  sayso.Category
	People    string // class of the people counted; "" is everybody
	Unit      sayso.Unit
	Low, High sayso.Bound // over the numbers that somebody holds to be true
	Figures   []Ref       // in the order of publication
	Origins   []Share     // those with most figures first
	Ladders   []Ladder    // updates: an origin that replaced its own number
	Conflicts [][2]Ref    // figures of two origins that cannot both hold
	Disputes  []Dispute   // its figures that are denied, with what they answer
}

// Ladder is what one origin said of a quantity over time.
type Ladder struct {
	Origin  string
	Figures []Ref
}

// Ref names a figure: the document's and the figure's index.
type Ref struct{ Doc, Fig int }

// event parts a happening's mentions into quantities and sums them up.
func (h *happening) event(docs []Document, persons *Persons) Event {
	first := h.m[0]
	e := Event{ID: called('e', figureID(docs, first)), What: Ref{first.doc, first.fig}, Running: first.running, Days: Days{NoDay, NoDay}}
	for _, slot := range h.slots(docs, persons) {
		e.Quantities = append(e.Quantities, quantity(docs, slot))
	}
	slices.SortStableFunc(e.Quantities, func(x, y Quantity) int { return -cmp.Compare(len(x.Figures), len(y.Figures)) })
	e.dispute(disputes(h.m))
	e.Place, e.Days = h.where(), h.when()
	e.Origins = shares(h.m)
	return e
}

// dispute files each dispute with the quantity that holds the denied figure.
func (e *Event) dispute(all []Dispute) {
	for i := range e.Quantities {
		q := &e.Quantities[i]
		for _, d := range all {
			if slices.Contains(q.Figures, d.Figure) {
				q.Disputes = append(q.Disputes, d)
			}
		}
	}
}

// slots are the mentions that count the same people.
func (h *happening) slots(docs []Document, persons *Persons) [][]mention {
	var slots [][]mention
	for _, m := range h.m {
		best, at := 0.0, -1
		for i, slot := range slots {
			if s := m.countsAll(slot, docs, persons); s > best {
				best, at = s, i
			}
		}
		if at < 0 {
			slots = append(slots, nil)
			at = len(slots) - 1
		}
		slots[at] = append(slots[at], m)
	}
	return slots
}

// countsAll is how well a mention counts the same as the best of a slot; 0 where
// it cannot count the same as any one of it. A person's word goes before that.
func (m *mention) countsAll(slot []mention, docs []Document, persons *Persons) float64 {
	best, held := 0.0, false
	for k := range slot {
		if persons != nil && len(persons.of[QuantityLevel]) > 0 {
			switch v, ok := persons.on(QuantityLevel, docs[m.doc].figureID(m.fig), docs[slot[k].doc].figureID(slot[k].fig)); {
			case ok && v == NotSame:
				return 0
			case ok && v == Same:
				held = true
				continue
			}
		}
		s := slot[k].counts(m)
		if s == 0 {
			best = -1
		} else if best >= 0 {
			best = max(best, s)
		}
	}
	if held {
		return 2
	}
	return max(best, 0)
}

// quantity sums up a slot: its bounds, its updates and its conflicts.
func quantity(docs []Document, slot []mention) Quantity {
	q := Quantity{ID: called('q', figureID(docs, slot[0])), Category: slot[0].f.Category, People: slot[0].people, Unit: slot[0].unit}
	for _, m := range slot {
		q.Figures = append(q.Figures, Ref{m.doc, m.fig})
	}
	q.Low, q.High = span(slot)
	held := slices.DeleteFunc(slices.Clone(slot), func(m mention) bool { return !m.held() })
	q.Ladders = ladders(held)
	q.Conflicts = conflicts(held)
	q.Origins = shares(slot)
	return q
}

// span is the lowest and the highest number of a slot that somebody holds to be
// true; the upper end is open where the highest one is. One that is only
// denied, planned or supposed is none: both ends are unknown where all
// of them are.
func span(slot []mention) (low, high sayso.Bound) {
	open := false
	for _, m := range slot {
		if !m.held() {
			continue
		}
		if l := m.f.Low; l.Known && (!low.Known || l.N < low.N) {
			low = l
		}
		top, isOpen := m.f.High, false
		if !top.Known {
			top, isOpen = m.f.Low, true
		}
		switch {
		case !high.Known || top.N > high.N:
			high, open = top, isOpen
		case top.N == high.N:
			open = open || isOpen
		}
	}
	if open {
		high = sayso.Bound{}
	}
	return low, high
}

// ladders are the figures of origins that gave more than one number, each in
// the order in which they were published: updates, not conflicts.
func ladders(slot []mention) []Ladder {
	var out []Ladder
	for _, name := range originsOf(slot) {
		l := Ladder{Origin: name}
		last := int64(-1)
		for _, m := range slot {
			if n := m.number(); m.origin == name && n != last {
				l.Figures = append(l.Figures, Ref{m.doc, m.fig})
				last = n
			}
		}
		if len(l.Figures) > 1 {
			out = append(out, l)
		}
	}
	return out
}

// conflicts are the pairs of origins whose last figures cannot both hold. Running
// tolls of days too far apart may well be two numbers.
func conflicts(slot []mention) [][2]Ref {
	names := originsOf(slot)
	last := make([]*mention, len(names))
	for i, name := range names {
		for k := range slot {
			if slot[k].origin == name {
				last[i] = &slot[k]
			}
		}
	}
	var out [][2]Ref
	for i, a := range last {
		for _, b := range last[i+1:] {
			la, ha := a.bounds()
			lb, hb := b.bounds()
			if (la > hb || lb > ha) && !(a.running && a.daysLike(b) == 0) {
				out = append(out, [2]Ref{{a.doc, a.fig}, {b.doc, b.fig}})
			}
		}
	}
	return out
}

// originsOf are the origins of a slot, in the order of their first figure.
func originsOf(slot []mention) []string {
	var out []string
	for _, m := range slot {
		if !slices.Contains(out, m.origin) {
			out = append(out, m.origin)
		}
	}
	return out
}

// where is the place that most mentions name. A village counts for more than
// the province around it, and that for more than the country.
func (h *happening) where() *sayso.Place {
	weight := [...]int{nowhere: 0, country: 2, region: 3, spot: 7, quarter: 7}
	var best *sayso.Place
	most := 0
	for i := range h.m {
		n := 0
		for k := range h.m {
			if h.m[k].f.Place != nil && slices.Equal(h.m[i].place, h.m[k].place) {
				n += weight[h.m[i].breadth]
			}
		}
		if n > most {
			best, most = h.m[i].f.Place, n
		}
	}
	return best
}

// when are the days that most mentions give.
func (h *happening) when() Days {
	best, most := Days{NoDay, NoDay}, 0
	for i := range h.m {
		if !h.m[i].given {
			continue
		}
		n := 0
		for k := range h.m {
			if h.m[k].given && h.m[k].days == h.m[i].days {
				n++
			}
		}
		if n > most {
			best, most = h.m[i].days, n
		}
	}
	return best
}

// shares are how many mentions come from each origin.
func shares(ms []mention) []Share {
	var out []Share
	for _, name := range originsOf(ms) {
		s := Share{Origin: name}
		for _, m := range ms {
			if m.origin == name {
				s.Figures++
			}
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(x, y Share) int {
		return cmp.Or(-cmp.Compare(x.Figures, y.Figures), cmp.Compare(x.Origin, y.Origin))
	})
	return out
}

// called names an event, a quantity or a toll by its first figure: e3k9v2m7x of f3k9v2m7x.
func called(letter byte, figure string) string {
	if strings.HasPrefix(figure, "f") {
		return string(letter) + figure[1:]
	}
	return figure
}

// figureID names what is known by its first figure.
func figureID(docs []Document, m mention) string {
	return docs[m.doc].figureID(m.fig)
}

// counts tells how well two mentions of one event can count the same people; 0
// is not at all.
func (m *mention) counts(o *mention) float64 {
	if m.f.Category != o.f.Category || m.people != o.people || m.unit != o.unit {
		return 0
	}
	a, b := m.number(), o.number()
	if a == b && a > 0 {
		return 1
	}
	la, ha := m.bounds()
	lb, hb := o.bounds()
	hold := la <= hb && lb <= ha
	if m.people == "" && (partOfWhat(m.f) != -1 || partOfWhat(o.f) != -1) {
		return 0 // some of them: another number is of the whole, or of others of them
	}
	ratio := float64(min(a, b)+1) / float64(max(a, b)+1)
	if m.f.Status == sayso.Denied || o.f.Status == sayso.Denied {
		return .2 + .5*ratio // who denies a number gives none that could not hold with others
	}
	if m.doc == o.doc && m.origin == o.origin && !hold {
		return 0 // one source's two numbers in one text: a part and a whole
	}
	if m.doc == o.doc && m.f.PartOf != o.f.PartOf {
		return 0
	}
	if hold {
		return .8
	}
	return .2 + .5*ratio
}
