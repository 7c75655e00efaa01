package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// who is a source resolved: an entity, or the words themselves.
type who struct {
	entity int32          // -1 = none
	words  annotate.Range // a description, where no entity fits
	typ    sayso.SpeakerType
}

func (w who) known() bool { return w.entity >= 0 || w.words.Len() > 0 }

// speakers resolves every source, in the order in which the cues stand.
func (f *finder) speakers() {
	f.who = make([]who, len(f.found))
	last := int32(-1) // the last attribution with a speaker that stands on its own
	for i := range f.found {
		x := &f.found[i]
		w := who{entity: -1}
		switch {
		case x.source.Len() > 0:
			w = f.resolve(x, i, last)
		case x.rule == ruleCarried && last >= 0:
			w = f.who[last]
		}
		f.who[i] = w
		if w.known() && (x.parent < 0 || last < 0) && x.class == sayso.Speech {
			last = int32(i)
		}
	}
}

// resolve tells whom a source names.
func (f *finder) resolve(x *found, i int, last int32) who {
	first := x.source.First
	w := f.d.Words[first]
	if x.source.Len() == 1 {
		switch f.d.Tags[first] {
		case lexicon.PRP, lexicon.PRPS:
			return f.pronoun(x, i, last, w)
		case lexicon.WP, lexicon.WDT, lexicon.IN, lexicon.DT:
			if w == f.w.Who || w == f.w.Which || w == f.w.That {
				return f.antecedent(first)
			}
		}
	}
	return f.describe(x.source, last)
}

// describe is the person, body or description that a noun phrase names.
func (f *finder) describe(r annotate.Range, last int32) who {
	c := int(f.d.ChunkOf[r.First])
	best := who{entity: -1, words: f.bare(r)}
	if int(f.d.ChunkOf[r.End-1]) == c && r.End < int(f.d.Chunks[c].End) { // a possessor
		if e := f.d.EntityOf(r); e >= 0 {
			return who{entity: e, typ: f.d.Entities[e].Type}
		}
		best.typ = f.typeOf(r.End - 1)
		return best
	}
	if w, ok := f.namedIn(c, r); ok {
		return w
	}
	for k := c; k < len(f.d.Chunks) && int(f.d.Chunks[k].First) < r.End; k++ {
		if f.d.Chunks[k].Kind == annotate.Conj && best.entity < 0 {
			break
		}
		e := f.d.Mentions[k]
		if e < 0 {
			continue
		}
		ent := &f.d.Entities[e]
		if k == c {
			best.typ = ent.Type
			// "the ministry", joined to its name; a fuller phrase stands for
			// itself ("a spokesman for the army")
			if ent.Last != int32(k) || ent.Name.First < int(f.d.Chunks[k].First) {
				if int(f.d.Chunks[k].End) >= r.End-1 || ent.Named {
					return who{entity: e, typ: ent.Type}
				}
			}
			if f.statement(k) && last >= 0 && ent.Type == sayso.Artefact && f.d.Words[r.First] == f.w.The {
				if int(f.d.Chunks[k].End) == r.End {
					return f.who[last]
				}
			}
		}
	}
	return best
}

// namedIn is the name that heads the phrase, or the person's name that stands
// beside its description: "the union's head, Rami Dal".
func (f *finder) namedIn(c int, r annotate.Range) (who, bool) {
	for k := c; k < len(f.d.Chunks) && int(f.d.Chunks[k].First) < r.End; k++ {
		if f.d.Chunks[k].Kind == annotate.Conj {
			break
		}
		e := f.d.Mentions[k]
		if e < 0 || !f.d.Entities[e].Named {
			continue
		}
		if ent := &f.d.Entities[e]; k == c || ent.Type == sayso.Person && f.apposed(c, k) {
			return who{entity: e, typ: ent.Type}, true
		}
	}
	return who{}, false
}

// statement reports whether the noun phrase is a paper that speaks for the one
// who was speaking: "the statement added".
func (f *finder) statement(c int) bool {
	return f.lex.Nouns.Is(f.d.Words[f.d.Chunks[c].Head], lexicon.Venue)
}

// apposed reports whether the name in chunk k is an apposition to chunk c: a
// comma, a bracket or nothing between, no preposition.
func (f *finder) apposed(c, k int) bool {
	for j := c; j < k; j++ {
		switch f.d.Chunks[j].Kind {
		case annotate.Mark:
			return true
		case annotate.Prep:
			// "a spokesman for the army, Omar Dal": the comma is still to come
			for m := j; m < k; m++ {
				if f.d.Chunks[m].Kind == annotate.Mark {
					return true
				}
			}
			return false
		}
	}
	return true
}

// bare is the phrase without a leading article.
func (f *finder) bare(r annotate.Range) annotate.Range {
	if w := f.d.Words[r.First]; r.Len() > 1 && (w == f.w.The || w == f.w.A || w == f.w.An) {
		r.First++
	}
	return r
}

// antecedent is whom a relative pronoun at token i stands for: the noun phrase
// before it.
func (f *finder) antecedent(i int) who {
	c := int(f.d.ChunkOf[i]) - 1
	for c >= 0 && (f.d.Chunks[c].Kind == annotate.Mark || f.d.Chunks[c].Kind == annotate.Conj || f.d.Chunks[c].Kind == annotate.Prep) {
		c--
	}
	if c < 0 || f.d.Chunks[c].Kind != annotate.NP {
		return who{entity: -1}
	}
	if e := f.beside(c, i); e >= 0 {
		return who{entity: e, typ: f.d.Entities[e].Type}
	}
	f.ca, f.cb = 0, len(f.d.Chunks)
	f.a, f.b = 0, len(f.d.Tokens)
	first := c
	for first >= 2 && f.d.Chunks[first-1].Kind == annotate.Prep && f.d.Chunks[first-2].Kind == annotate.NP && f.w.Attach.Has(f.d.Words[f.d.Chunks[first-1].First]) {
		// "employees of the channel, which": a thing takes "which"
		if f.d.Words[i] == f.w.Which || f.d.Mentions[first] >= 0 && f.d.Entities[f.d.Mentions[first]].Named && f.d.Entities[f.d.Mentions[first]].Type == sayso.Person {
			break
		}
		first -= 2
	}
	return f.describe(annotate.Range{First: int(f.d.Chunks[first].First), End: int(f.d.Chunks[c].End)}, -1)
}

// beside is the name that the description in chunk c explains, for the relative
// pronoun at token i right behind it: "Rami Dal, a miner who", "the Sarn League,
// a club that"; -1 where none.
func (f *finder) beside(c, i int) int32 {
	a := int(f.d.Chunks[c].First)
	if int(f.d.Chunks[c].End) != i || c < 2 || f.d.Tags[f.d.Chunks[c-1].First] != lexicon.Comma || f.d.Words[a] != f.w.A && f.d.Words[a] != f.w.An {
		return -1
	}
	e := f.d.Mentions[c-2]
	if e < 0 || !f.d.Entities[e].Named || f.d.Entities[e].Place {
		return -1
	}
	if person := f.d.Entities[e].Type == sayso.Person; person != (f.d.Words[i] == f.w.Who) {
		return -1
	}
	return e
}

// pronoun is whom a pronoun stands for.
func (f *finder) pronoun(x *found, i int, last int32, w lexicon.Word) who {
	at := x.source.First
	if f.w.First.Has(w) {
		if by := f.quoted(x, i); by.known() {
			if f.w.FirstPlural.Has(w) {
				return f.bodyOf(by)
			}
			return by
		}
		return who{entity: -1, words: x.source}
	}
	want := pronounKind{male: f.w.Masculine.Has(w), female: f.w.Feminine.Has(w), plural: f.w.PluralPronoun.Has(w)}
	want.thing = !want.male && !want.female && !want.plural
	if w == f.w.You {
		return who{entity: -1, words: x.source}
	}
	// whoever speaks is not "he" in the own quotation
	not := who{entity: -2}
	if f.d.InQuote[at] != 0 && x.parent >= 0 && int(x.parent) < i {
		not = f.who[x.parent]
	}
	if last >= 0 && f.who[last].entity == not.entity {
		last = -1
	}
	// a subject earlier in the sentence: "As Dal held talks, he said"
	s := f.d.Sentences[f.sentenceOf(at)]
	if e := f.recent(s.First, at, want, true); e >= 0 && (f.d.Entities[e].Named || last < 0 || !f.near(last, at) || !f.fits(f.who[last], want)) {
		return who{entity: e, typ: f.d.Entities[e].Type}
	}
	if last >= 0 && f.near(last, at) && f.fits(f.who[last], want) {
		return f.who[last]
	}
	if e := f.recent(max(0, at-120), s.First, want, false); e >= 0 {
		return who{entity: e, typ: f.d.Entities[e].Type}
	}
	if last >= 0 && f.fits(f.who[last], want) {
		return f.who[last]
	}
	if e := f.recent(max(0, at-600), s.First, want, false); e >= 0 {
		return who{entity: e, typ: f.d.Entities[e].Type}
	}
	return who{entity: -1, words: x.source}
}

// quoted is the one whose quotation attribution i stands in: of those above it
// the nearest that speaks from outside the marks. "When people say it is bad, we
// want to help," Dal said: "we" are not the people.
func (f *finder) quoted(x *found, i int) who {
	best := who{entity: -1}
	for p := x.parent; p >= 0; p = f.found[p].parent {
		y := &f.found[p]
		if (f.d.InQuote[x.source.First] == 0 && y.rule != ruleBlock) || int(p) >= i || !f.who[p].known() {
			continue
		}
		if inside := f.d.InQuote[y.place()] != 0; !inside || !best.known() {
			if best = f.who[p]; !inside {
				break
			}
		}
	}
	return best
}

// bodyOf is for whom a speaker says "we": the body that the office or the
// description names ("the head of the union", "a police spokesman"), or else
// the speaker.
func (f *finder) bodyOf(w who) who {
	r := w.words
	if w.entity >= 0 {
		if e := &f.d.Entities[w.entity]; e.Role.Len() > 0 {
			r = e.Role
		} else if e.Type == sayso.Person {
			r = f.bare(e.Name)
		} else {
			return w
		}
	}
	if r.Len() == 0 || f.d.Words[r.First] == f.w.Former {
		return w // a former chairman speaks for nobody
	}
	// "the union's chairman", "Sarn police": the words before the office
	end, c := r.First, int(f.d.ChunkOf[r.First])
	for end < min(r.End, int(f.d.Chunks[c].End)) && !f.lex.Nouns.Is(f.d.Words[end], lexicon.Role|lexicon.Title) && f.d.Tags[end] != lexicon.POS {
		end++
	}
	if end > r.First && f.lex.Nouns.Is(f.d.Words[end-1], lexicon.Org) {
		body := f.bare(annotate.Range{First: r.First, End: end})
		if e := f.d.EntityOf(body); e >= 0 && f.d.Entities[e].Type == sayso.Organisation && f.d.Entities[e].Named {
			return who{entity: e, typ: sayso.Organisation}
		}
		return who{entity: -1, words: body, typ: sayso.Organisation}
	}
	for k := c + 1; k < len(f.d.Chunks) && int(f.d.Chunks[k].First) < r.End; k++ {
		if e := f.d.Mentions[k]; e >= 0 && f.d.Entities[e].Type == sayso.Organisation && !f.d.Entities[e].Place {
			return who{entity: e, typ: sayso.Organisation}
		}
	}
	return w
}

type pronounKind struct{ male, female, plural, thing bool }

// near reports whether attribution x stands close before token at.
func (f *finder) near(x int32, at int) bool { return at-f.found[x].start() < 250 }

func (f *finder) fits(w who, k pronounKind) bool {
	if w.entity < 0 {
		switch w.typ {
		case sayso.Person, sayso.Unnamed:
			return k.male || k.female
		case sayso.Group:
			return k.plural
		case sayso.Organisation, sayso.Artefact:
			return k.thing
		}
		if w.words.Len() == 0 {
			return false
		}
		// a noun that the lexicon does not know is rather a thing than a person
		t := f.d.Tags[w.words.End-1]
		many := t == lexicon.NNS || t == lexicon.NNPS || t == lexicon.CD
		return k.plural && many || k.thing && !many
	}
	return f.entityFits(&f.d.Entities[w.entity], k)
}

func (f *finder) entityFits(e *annotate.Entity, k pronounKind) bool {
	switch {
	case k.male:
		return (e.Type == sayso.Person || e.Type == sayso.UnknownSpeaker && e.Named && !e.Place) && e.Gender != annotate.Female && !e.Plural
	case k.female:
		return (e.Type == sayso.Person || e.Type == sayso.UnknownSpeaker && e.Named && !e.Place) && e.Gender != annotate.Male && !e.Plural
	case k.plural:
		return e.Type == sayso.Group || e.Plural || e.Type == sayso.Organisation && !e.Place
	}
	return e.Type == sayso.Organisation || e.Type == sayso.Artefact || e.Type == sayso.UnknownSpeaker && e.Named
}

// recent is the best entity for a pronoun among the mentions between two tokens:
// the last sentence's subject before other mentions.
func (f *finder) recent(from, to int, k pronounKind, firstOnly bool) int32 {
	if from >= to {
		return -1
	}
	best, score := int32(-1), -1
	end := int(f.d.ChunkOf[to-1])
	for c := int(f.d.ChunkOf[from]); c <= end; c++ {
		e := f.d.Mentions[c]
		if e < 0 || !f.entityFits(&f.d.Entities[e], k) {
			continue
		}
		ch := &f.d.Chunks[c]
		if f.d.InQuote[ch.First] != 0 {
			continue
		}
		subject := c+1 < len(f.d.Chunks) && (f.d.Chunks[c+1].Kind == annotate.VG || f.d.Chunks[c+1].Kind == annotate.Adverb || f.d.Chunks[c+1].Kind == annotate.Mark) && (c == 0 || (f.d.Chunks[c-1].Kind != annotate.Prep || f.w.Subordinators.Has(f.d.Words[f.d.Chunks[c-1].First])) && f.d.Chunks[c-1].Kind != annotate.VG)
		s := c * 2
		if subject {
			s += 24
		}
		s += f.likeness(&f.d.Entities[e], k)
		if firstOnly && !subject {
			continue
		}
		if firstOnly && best >= 0 {
			continue // the first subject of the sentence
		}
		if s > score {
			best, score = e, s
		}
	}
	return best
}

// likeness is how readily a pronoun is taken for the entity, beside its nearness.
func (f *finder) likeness(e *annotate.Entity, k pronounKind) int {
	s := 0
	if e.Named {
		s += 10
	}
	switch {
	case k.plural && e.Type == sayso.Organisation:
		s -= 20 // "they": people before a body
	case e.Type == sayso.UnknownSpeaker:
		s -= 20
	case k.thing && e.Place:
		s -= 30
	case k.thing && e.Type == sayso.Artefact:
		s -= 10
	}
	return s
}

// speakerOf writes the speaker in the domain's terms.
func (f *finder) speakerOf(i int) *sayso.Speaker {
	w := f.who[i]
	if w.entity >= 0 {
		e := &f.d.Entities[w.entity]
		s := &sayso.Speaker{Name: f.text(f.bare(e.Name)), Type: e.Type}
		if s.Type == sayso.UnknownSpeaker {
			s.Type = f.guess(e.Name.End - 1)
		} else if s.Type == sayso.Person && !e.Named {
			s.Type = sayso.Unnamed
		}
		if e.Role.Len() > 0 {
			s.Role = f.text(f.bare(e.Role))
		}
		return s
	}
	if w.words.Len() == 0 || w.words.Len() == 1 && f.bareWord(w.words.First) {
		return nil // a pronoun that nothing answers: don't know
	}
	typ := w.typ
	if typ == sayso.UnknownSpeaker {
		typ = f.guess(w.words.End - 1)
	}
	if typ == sayso.Person && f.unnamed(w.words) {
		typ = sayso.Unnamed
	}
	return &sayso.Speaker{Name: f.text(w.words), Type: typ}
}

// bareWord reports whether token i is a pronoun or another word that names
// nobody.
func (f *finder) bareWord(i int) bool {
	switch f.d.Tags[i] {
	case lexicon.PRP, lexicon.PRPS, lexicon.WP, lexicon.WDT, lexicon.WRB, lexicon.DT, lexicon.IN, lexicon.EX:
		return true
	}
	return false
}

// typeOf is the type that the noun at token i has by the lexicon.
func (f *finder) typeOf(i int) sayso.SpeakerType {
	n := f.lex.Nouns.Of(f.d.Words[i])
	switch {
	case n&lexicon.Unnamed != 0:
		return sayso.Unnamed
	case n&lexicon.Org != 0:
		return sayso.Organisation
	case n&lexicon.Role != 0 && f.d.Tags[i] == lexicon.NNS, n&lexicon.Group != 0:
		return sayso.Group
	case n&lexicon.Role != 0:
		return sayso.Person
	case n&lexicon.Artefact != 0:
		return sayso.Artefact
	}
	return sayso.UnknownSpeaker
}

// guess is the likeliest type of a source that the lexicon does not know.
func (f *finder) guess(i int) sayso.SpeakerType {
	if t := f.typeOf(i); t != sayso.UnknownSpeaker {
		return t
	}
	switch f.d.Tags[i] {
	case lexicon.NNP:
		return sayso.Person
	case lexicon.NNS, lexicon.NNPS, lexicon.CD, lexicon.DT:
		return sayso.Group
	}
	return sayso.Unnamed
}

// unnamed reports whether a description of one person hides the name: "a senior
// official".
func (f *finder) unnamed(r annotate.Range) bool {
	for k := r.First; k < r.End; k++ {
		if f.d.Tags[k] == lexicon.NNP && !f.lex.Nouns.Is(f.d.Words[k], lexicon.Org) {
			return false
		}
	}
	return true
}

// text is the words of a range on one line.
func (f *finder) text(r annotate.Range) string {
	s := f.d.Span(r).In(f.d.Text)
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' || s[i] == '\t' {
			return oneLine(s)
		}
	}
	return s
}

func oneLine(s string) string {
	b := make([]byte, 0, len(s))
	space := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case ' ', '\n', '\t', '\r':
			space = true
		default:
			if space && len(b) > 0 {
				b = append(b, ' ')
			}
			space = false
			b = append(b, c)
		}
	}
	return string(b)
}
