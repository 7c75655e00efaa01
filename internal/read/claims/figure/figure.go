// Package figure reads how many people are said to be affected: of whom, where,
// when, over what span, and on whose word.
//
// It walks the sentences once. A sentence with a number-like and a casualty-like
// word is looked at closely: count.go finds what the numbers count, link.go and
// inherit.go which casualty phrase they belong to. What a figure's own sentence
// does not say (place, time, who says so) is then looked for in the text around.
package figure

import (
	"slices"
	"strings"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// Find is every figure of a marked-up document, by the place of its number.
// said is what package attribution found in it. It needs tokens, sentences,
// dates, numbers and places.
func Find(d *annotate.Doc, said []sayso.Attribution) []sayso.Figure {
	s := sentence{d: d, lex: d.Lex, sets: &d.Lex.FigureWords}
	var all []found
	ix := newIndex(d.Text, said)
	next := 0
	last := -1   // the last found of the sentence before
	far := false // that sentence is not the one right before
	for k := range d.Sentences {
		s.span = d.Sentences[k].Range
		from := next
		for next < len(d.Numbers) && d.Numbers[next].First < s.span.End {
			next++
		}
		hasTerm := s.findTerms()
		if !hasTerm && (last < 0 || next == from) {
			// "It publishes a list. 412 were children": only such a number reaches
			// back over a sentence without one
			if last < 0 || far || next > from {
				last = -1
			}
			far = true
			continue
		}
		s.findCounts(d.Numbers[from:next])
		s.before, s.whole = nil, nil
		if last >= 0 {
			s.before, s.whole = &all[last].count, &all[wholeOf(all, last)].count
		}
		if far && hasTerm {
			s.before = nil
		}
		far = false
		s.linkAll()
		first := len(all)
		for i := range s.counts {
			if c := &s.counts[i]; c.linked() && !c.link.negated && !s.speaks(c, &ix, said) && !s.asked(c) && !s.invented(c) {
				all = append(all, found{count: *c, sentence: k, partOf: -1, at: i})
			}
		}
		parts(all, first, last)
		if len(all) > first && last >= 0 && all[first].partOf < 0 && s.ofThese(&all[first].count) && all[first].count.link.category == all[last].count.link.category {
			all[first].partOf = last
		}
		if len(all) > first {
			last = mainOf(all[first:], first)
		} else if hasTerm {
			last = -1
		}
	}
	return assemble(d, said, all, ix)
}

// found is a figure while its fields are gathered.
type found struct {
	count    count
	sentence int
	at       int // its place among the sentence's counts
	partOf   int // index among the found

	day          *annotate.Date // when, as its own words or its event's say
	inheritedDay bool
	partDay      bool  // the day is this part's and not its whole's
	undated      bool  // the day that is told is no day on which it happened
	yearOf       bool  // the day is the year by which its event is named
	place        *spot // where, in its own sentence
	apiece       bool  // the sentence names a place for each of its figures: this one's
	foundAt      *spot // where, as far as the text tells
	scope        sayso.Scope
}

// ofThese reports whether the sentence opens by taking its first count out of the
// one before: "Of these, | 33 died on 9 May alone."
func (s *sentence) ofThese(c *count) bool {
	if s.form(s.span.First) != "of" || c.begin > s.span.First+4 {
		return false
	}
	switch s.form(s.span.First + 1) {
	case "these", "them", "those":
		return true
	}
	return false
}

// mainOf is the count that "of them" in the next sentence stands for: the first
// that is no part of another.
func mainOf(in []found, first int) int {
	for i := range in {
		if in[i].partOf < 0 {
			return first + i
		}
	}
	return first
}

// wholeOf is the count that figure i is a part of, or i.
func wholeOf(all []found, i int) int {
	if p := all[i].partOf; p >= 0 && p < i {
		return p
	}
	return i
}

// parts turns places among a sentence's counts into places among the found.
func parts(all []found, first, before int) {
	for i := first; i < len(all); i++ {
		f := &all[i]
		if f.count.partOf >= 0 {
			for k := first; k < len(all); k++ {
				if all[k].at == f.count.partOf {
					f.partOf = k
				}
			}
		} else if f.count.link.rule == "part-of-them" && before >= 0 {
			if f.partOf = before; !f.count.ofThem {
				f.partOf = wholeOf(all, before) // "Thirty-one were women. | Nine were foreigners."
			}
		}
	}
}

// assemble makes the figures of what was found.
func assemble(d *annotate.Doc, said []sayso.Attribution, all []found, ix index) []sayso.Figure {
	if len(all) == 0 {
		return nil
	}
	a := assembler{d: d, sets: &d.Lex.FigureWords, said: said, all: all, out: make([]sayso.Figure, len(all)), index: ix}
	for i := range all {
		a.basics(i)
	}
	a.ownTimes()
	a.ownPlaces()
	a.scopes()
	a.events()
	a.share()
	a.times()
	a.places()
	a.chains()
	a.readMoods()
	a.voices()
	a.statuses()
	for i := range all {
		a.out[i].Confidence = confidence(d.Lex, &all[i], &a.out[i], all[i].count.link.reading)
	}
	return a.inTextOrder()
}

// assembler fills the figures field by field.
type assembler struct {
	d     *annotate.Doc
	sets  *lexicon.FigureWords
	said  []sayso.Attribution
	all   []found // in the order of their sentences
	out   []sayso.Figure
	index index
	// event is the first figure of the happening that each figure tells of.
	event []int
	// spotsOf are the places of each sentence, once they were looked for.
	spotsOf   [][]spot
	spotsDone []bool
	nested    int
	moods     []lexicon.Stance // of each sentence, what one of its words has
}

// basics are the fields that the figure's own words give.
func (a *assembler) basics(i int) {
	f, c, d := &a.out[i], &a.all[i].count, a.d
	f.Number = d.Span(c.words)
	f.Category = c.link.category
	f.Term = d.Span(c.link.term)
	f.Rule = c.link.rule
	f.PartOf = a.all[i].partOf
	if c.article() {
		f.Article = true
		f.Low, f.High = sayso.At(1), sayso.At(1)
	} else {
		f.Quantifier = c.number.Quantifier
		f.Low, f.High = c.number.Bounds()
	}
	f.Victims = a.victims(c)
}

// victims are the people counted, in the text's words: the noun phrase without
// its number.
func (a *assembler) victims(c *count) *sayso.Victims {
	d := a.d
	if c.head < 0 {
		return nil
	}
	if c.headTerm != nil && !c.attributed && !strings.Contains(c.tags, "unit:") && !strings.Contains(c.tags, "role:") {
		return nil // "12 deaths" says nothing of who died
	}
	first := c.words.End
	if !c.article() {
		first = c.number.Tail
	}
	for first < c.head {
		if a.form(first) == "out" && a.form(first+1) == "of" {
			first += 2
			continue
		}
		if f := d.Form(first); a.in(first, a.sets.Filler) || f == "-" || f == `"` || f == "“" {
			first++
			continue
		}
		if a.numeral(first) && a.form(first+1) != "-" {
			first++ // "97 of the 120 passengers"
			continue
		}
		break
	}
	if first > c.head {
		return nil
	}
	span := d.Span(annotate.Range{First: first, End: c.head + 1})
	if span.Empty() || span.Start > span.End {
		return nil
	}
	v := &sayso.Victims{Text: span.In(d.Text), Span: span}
	for j := first; j <= c.head; j++ {
		a.tags(v, d.Lex.People.Tags(d.Words[j]))
	}
	return v
}

// tags takes up what a noun says of the people: the vocabulary of data/people.tsv.
func (a *assembler) tags(v *sayso.Victims, tags string) {
	for _, tag := range strings.Fields(tags) {
		switch {
		case tag == "unit:households":
			v.Unit = sayso.Households
		case tag == "unit:bodies":
			v.Unit = sayso.Bodies
		case strings.HasPrefix(tag, "unit:"), strings.HasPrefix(tag, "nation:"):
		case !slices.Contains(v.Tags, tag):
			v.Tags = append(v.Tags, tag)
		}
	}
}

func hasTag(tags, tag string) bool {
	for tags != "" {
		word := tags
		if k := strings.IndexByte(tags, ' '); k >= 0 {
			word, tags = tags[:k], tags[k+1:]
		} else {
			tags = ""
		}
		if word == tag {
			return true
		}
	}
	return false
}

// inTextOrder sorts the figures by the place of their number; in a text without
// displaced paragraphs they are so already.
func (a *assembler) inTextOrder() []sayso.Figure {
	order := make([]int, len(a.out))
	for i := range order {
		order[i] = i
	}
	sorted := true
	for i := 1; i < len(order); i++ {
		for k := i; k > 0 && a.out[order[k]].Number.Start < a.out[order[k-1]].Number.Start; k-- {
			order[k], order[k-1] = order[k-1], order[k]
			sorted = false
		}
	}
	if sorted {
		return a.out
	}
	place := make([]int, len(order))
	for at, i := range order {
		place[i] = at
	}
	out := make([]sayso.Figure, len(order))
	for at, i := range order {
		out[at] = a.out[i]
		if p := out[at].PartOf; p >= 0 {
			out[at].PartOf = place[p]
		}
	}
	return out
}
