package group

import (
	"slices"
	"strings"
	"unicode"

	"sayso"
)

// mention is one figure made ready for comparison.
type mention struct {
	doc, fig int // indices
	f        *sayso.Figure
	running  bool // a toll that grows: period and cumulative counts
	days     Days
	given    bool // the text gives the days; else they are guessed from publication
	place    key
	breadth  breadth
	context  []uint64
	named    map[string]bool // skeletons of every place that its document names
	near     []string        // the first of them, in the order of the text
	told     []key           // spots that its document's figures are placed at
	sorts    uint32          // what sorts of happening its sentence tells of
	people   string          // class of the people counted; "" is everybody
	unit     sayso.Unit      // what one of the number is: a person or a household
	revised  bool            // the words around it say that a number was put right
	origin   string
}

// mentions are a document's figures that tell of something that happened.
func mentions(docs []Document, i int, origin func(Ref) string) []mention {
	var out []mention
	d := &docs[i]
	named, near := placesNamed(d)
	for k := range d.Reading.Figures {
		f := &d.Reading.Figures[k]
		m := mention{doc: i, fig: k, f: f, running: f.Scope == sayso.Cumulative, people: peopleClass(f.Victims), unit: unitOf(f.Victims), origin: origin(Ref{i, k}), named: named, near: near, breadth: breadthOf(f.Place)}
		m.days, m.given = figureDays(f, d.Published)
		if f.Place != nil {
			m.place = placeKey(f.Place.Text)
			if len(m.place) == 0 {
				m.place = placeKey(f.Place.Name)
			}
		}
		if k < len(d.Contexts) {
			m.context = d.Contexts[k]
			m.revised = saysRevised(m.context)
			m.sorts = sortsIn(m.context)
		}
		out = append(out, m)
	}
	var told []key
	for k := range out {
		if m := &out[k]; m.breadth >= spot && !slices.ContainsFunc(told, func(t key) bool { return slices.Equal(t, m.place) }) {
			told = append(told, m.place)
		}
	}
	for k := range out {
		out[k].told = told
	}
	return out
}

// placesNamed are the skeletons of the places that a document names.
func placesNamed(d *Document) (map[string]bool, []string) {
	out := map[string]bool{}
	var first []string
	for _, p := range d.Reading.Places {
		if p.Precision == "country" {
			continue // it tells nothing apart
		}
		for _, w := range placeKey(p.Text) {
			if !out[w] && len(first) < namedPlaces {
				first = append(first, w)
			}
			out[w] = true
		}
	}
	return out, first
}

// figureDays are the days a figure is about: those it gives, else the days
// before its publication.
func figureDays(f *sayso.Figure, published Day) (Days, bool) {
	if f.When != nil {
		if from := ParseDay(f.When.Start); from != NoDay {
			to := ParseDay(f.When.End)
			if to == NoDay {
				to = from
			}
			return Days{from, to}, true
		}
	}
	if published == NoDay {
		return Days{NoDay, NoDay}, false
	}
	return Days{published - 1, published}, false
}

// peopleClass is the class of the people counted: "" for everybody, else the
// class of the last listed noun, else the last word.
func peopleClass(v *sayso.Victims) string {
	if v == nil {
		return ""
	}
	words := strings.FieldsFunc(strings.ToLower(v.Text), func(r rune) bool { return !unicode.IsLetter(r) })
	class := ""
	for _, w := range words {
		if c, ok := known.class[w]; ok {
			class = c
		}
	}
	if class != "" || len(words) == 0 || v.Unit == sayso.Households || slices.ContainsFunc(words, func(w string) bool { return known.everybody[w] }) {
		return class
	}
	last := words[len(words)-1]
	if strings.HasSuffix(last, "ed") {
		return "" // "six feared dead": what became of them, not who they are
	}
	return singular(last)
}

func singular(w string) string {
	for _, end := range []struct{ many, one string }{{"ies", "y"}, {"sses", "ss"}, {"ches", "ch"}, {"shes", "sh"}, {"ss", "ss"}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(w, end.many); ok && len(stem) > 1 {
			return stem + end.one
		}
	}
	return w
}

// unitOf tells households from people; a body is a person.
func unitOf(v *sayso.Victims) sayso.Unit {
	if v != nil && v.Unit == sayso.Households {
		return sayso.Households
	}
	return sayso.Persons
}

// sortsIn are the sorts of happening that stand in a context, a bit for each.
func sortsIn(context []uint64) uint32 {
	out := uint32(0)
	for i, s := range known.sorts {
		if _, ok := slices.BinarySearch(context, s); ok {
			out |= 1 << i
		}
	}
	return out
}

// saysRevised reports whether the words around a figure speak of a number that
// was put right: "revised", "corrected", "counted twice".
func saysRevised(context []uint64) bool {
	for _, h := range known.revision {
		if _, ok := slices.BinarySearch(context, h); ok {
			return true
		}
	}
	return false
}

// bounds are a figure's lowest and highest number; open ends are wide, but not
// without end: "dozens" is hardly ten thousand.
func (m *mention) bounds() (low, high int64) {
	low, high = 0, 1<<40
	if m.f.Low.Known {
		low = m.f.Low.N
	}
	if m.f.High.Known {
		high = m.f.High.N
	} else if m.f.Quantifier == sayso.Vague {
		high = low * 8
	}
	return low, high
}

// unknownWhole stands in PartOf for a part of people who are counted in another
// document: "eleven of the wounded remained in hospital".
const unknownWhole = -2

// partOfWhat is the index of the figure that a figure breaks down, unknownWhole,
// or -1 where it is no part.
func partOfWhat(f *sayso.Figure) int {
	if f.PartOf == -1 && f.Rule == "of-those" {
		return unknownWhole
	}
	return f.PartOf
}

// held reports whether its origin holds the number to be true, or may do so:
// also one that somebody else disputes. Whoever denies a number has not given it.
func (m *mention) held() bool {
	switch m.f.Status {
	case sayso.Asserted, sayso.Possible, sayso.Disputed:
		return true
	}
	return false
}

// number is the number as it is written, for comparison: 12 for "at least 12"
// and "more than 12" alike; 0 for a vague one.
func (m *mention) number() int64 {
	switch {
	case m.f.Quantifier == sayso.Vague:
		return 0
	case m.f.Quantifier == sayso.MoreThan:
		return m.f.Low.N - 1
	case m.f.Quantifier == sayso.LessThan:
		return m.f.High.N + 1
	case m.f.Low.Known:
		return m.f.Low.N
	}
	return m.f.High.N
}
