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

// speakers resolves every source, and again where a name that follows a
// description changes who is meant.
func (f *finder) speakers() {
	f.resolveAll()
	if f.namedLater() {
		f.resolveAll()
		f.namedLater()
	}
	f.headlined()
}

// resolveAll resolves the sources in the order in which the cues stand.
func (f *finder) resolveAll() {
	f.who = make([]who, len(f.found))
	f.answers = f.answersOf()
	defer f.headings()
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
		if w.known() && (x.parent < 0 || last < 0) && x.class == sayso.Speech && f.headingOf(x) < 0 {
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
			if f.w.Everyone.Has(w) {
				return who{entity: -1, words: x.source, typ: sayso.Group}
			}
			to := f.pronoun(x, i, last, w)
			f.answered(to, w)
			return to
		case lexicon.WP, lexicon.WDT, lexicon.IN, lexicon.DT:
			if w == f.w.Who || w == f.w.Which || w == f.w.That {
				return f.antecedent(first)
			}
		}
	}
	return f.describe(x.source, last)
}

// answered notes which pronoun answers somebody of whom nothing else tells: who was
// "he" once is not "she" two sentences on.
func (f *finder) answered(to who, w lexicon.Word) {
	if to.entity < 0 || f.answers[to.entity] != annotate.NoGender {
		return
	}
	switch {
	case f.w.Masculine.Has(w):
		f.answers[to.entity] = annotate.Male
	case f.w.Feminine.Has(w):
		f.answers[to.entity] = annotate.Female
	}
}

// describe is the person, body or description that a noun phrase names.
func (f *finder) describe(r annotate.Range, last int32) who {
	c := int(f.d.ChunkOf[r.First])
	r = f.withoutRelative(r)
	best := who{entity: -1, words: f.bare(r)}
	if e := f.pairIn(c, r); e >= 0 {
		return who{entity: e, typ: sayso.Group}
	}
	if f.together(c, r) {
		return who{entity: -1, words: best.words, typ: sayso.Group}
	}
	if last >= 0 && f.ownStatement(c, r, last) {
		return f.who[last]
	}
	if int(f.d.ChunkOf[r.End-1]) == c && r.End < int(f.d.Chunks[c].End) { // a possessor
		if e := f.d.EntityOf(r); e >= 0 {
			return who{entity: e, typ: f.d.Entities[e].Type}
		}
		best.typ = f.typeOf(r.End - 1)
		return best
	}
	c = f.beforeName(c, r)
	if w, ok := f.namedIn(c, r); ok {
		return w
	}
	if w, ok := f.nameBehind(c, r); ok {
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
				if int(f.d.Chunks[k].End) >= r.End-1 || ent.Named || ent.Type == sayso.Organisation && ent.Name.Has(int(f.d.Chunks[k].First)) && ent.Name.End >= r.End-1 {
					return who{entity: e, typ: ent.Type}
				}
			}
		}
	}
	return best
}

// namedIn is the name that heads the phrase, or the person's name that stands
// beside its description: "the union's head, Rami Dal".
func (f *finder) namedIn(c int, r annotate.Range) (who, bool) {
	if e := f.d.Mentions[f.d.ChunkOf[r.End-1]]; e >= 0 {
		// "the head of the guild's press office Dr Omar Dal", its comma lost
		if ent := &f.d.Entities[e]; ent.Named && ent.Type == sayso.Person && f.titled(int(f.d.ChunkOf[r.End-1]), r.End) {
			return who{entity: e, typ: ent.Type}, true
		}
	}
	for k := c; k < len(f.d.Chunks) && int(f.d.Chunks[k].First) < r.End; k++ {
		if f.d.Chunks[k].Kind == annotate.Conj {
			break
		}
		e := f.d.Mentions[k]
		if e < 0 || !f.d.Entities[e].Named {
			continue
		}
		if ent := &f.d.Entities[e]; k == c || ent.Type == sayso.Person && f.apposed(c, k) || ent.Type != sayso.Person && !ent.Place && k == c+2 && f.d.Tags[f.d.Chunks[c+1].First] == lexicon.Comma && f.d.Chunks[c].Noun&(lexicon.Role|lexicon.Org) != 0 && f.d.Mentions[c] >= 0 && !f.d.Entities[f.d.Mentions[c]].Plural {
			return who{entity: e, typ: ent.Type}, true
		}
	}
	return who{}, false
}

// withoutRelative is the phrase without a clause behind a comma that tells more
// of it: "two officials, | who asked not to be named,".
func (f *finder) withoutRelative(r annotate.Range) annotate.Range {
	for k := r.First + 1; k+1 < r.End; k++ {
		if t := f.d.Tags[k+1]; f.d.Tags[k] == lexicon.Comma && (t == lexicon.WP || t == lexicon.WDT || t == lexicon.WPS) {
			r.End = k
			break
		}
	}
	return r
}

// pairIn is the pair that the phrase names, from chunk c on: "Omar Dal and Ida
// Lindh"; -1 where it is more or less than that.
func (f *finder) pairIn(c int, r annotate.Range) int32 {
	if c+2 >= len(f.d.Chunks) || f.d.Chunks[c+1].Kind != annotate.Conj || int(f.d.Chunks[c+2].End) != r.End {
		return -1
	}
	if e := f.d.Mentions[c+1]; e >= 0 && f.d.Entities[e].Pair {
		return e
	}
	return -1
}

// together reports whether the phrase is a named one and people of theirs, from
// chunk c on: "Ida Dal and her family", "the president and his aides".
func (f *finder) together(c int, r annotate.Range) bool {
	if c+2 >= len(f.d.Chunks) || f.d.Chunks[c].Kind != annotate.NP || f.d.Chunks[c+1].Kind != annotate.Conj || f.d.Words[f.d.Chunks[c+1].First] != f.w.And {
		return false
	}
	other := &f.d.Chunks[c+2]
	return other.Kind == annotate.NP && int(other.End) <= r.End && f.d.Tags[other.First] == lexicon.PRPS && other.Noun&(lexicon.Role|lexicon.Group) != 0
}

// beforeName passes what stands between an article and a name: "the | so-called |
// Halden Observatory".
func (f *finder) beforeName(c int, r annotate.Range) int {
	if f.d.Chunks[c].Kind != annotate.NP || f.d.Chunks[c].End-f.d.Chunks[c].First != 1 || f.d.Tags[r.First] != lexicon.DT {
		return c
	}
	for k := c + 1; k < len(f.d.Chunks) && int(f.d.Chunks[k].First) < r.End; k++ {
		switch f.d.Chunks[k].Kind {
		case annotate.Adverb, annotate.Adjective, annotate.VG, annotate.Quotes:
		case annotate.Mark:
			if f.d.Tags[f.d.Chunks[k].First] != lexicon.Hyph {
				return c
			}
		case annotate.NP:
			return k
		default:
			return c
		}
	}
	return c
}

// nameBehind is the person whose name follows the description between commas:
// "the singer's cousin, | Ida Dal,".
func (f *finder) nameBehind(c int, r annotate.Range) (who, bool) {
	e := f.d.Mentions[c]
	if e < 0 || f.d.Entities[e].Type != sayso.Person || f.d.Entities[e].Plural || r.End+1 >= len(f.d.Tokens) || f.d.Tags[r.End] != lexicon.Comma {
		return who{}, false
	}
	k := f.d.ChunkOf[r.End+1]
	n := f.d.Mentions[k]
	if n < 0 || int(f.d.Chunks[k].First) != r.End+1 || !f.d.Entities[n].Named || f.d.Entities[n].Type != sayso.Person || f.d.Entities[n].Name.Len() < 2 {
		return who{}, false
	}
	if end := int(f.d.Chunks[k].End); end < len(f.d.Tokens) && f.d.Tags[end] != lexicon.Comma && f.d.Tags[end] != lexicon.Stop {
		return who{}, false // "..., Ida Dal left": a clause of her own
	}
	return who{entity: n, typ: sayso.Person}, true
}

// titled reports whether chunk c ends, before token end, with a name behind a
// title or an office.
func (f *finder) titled(c, end int) bool {
	for k := end - 1; k > int(f.d.Chunks[c].First); k-- {
		if f.d.Tags[k] != lexicon.NNP && f.d.Tags[k] != lexicon.NNPS && !f.lex.Nouns.Is(f.d.Words[k], lexicon.Particle) && f.d.Tags[k] != lexicon.Hyph {
			return false
		}
		if f.lex.Nouns.Is(f.d.Words[k-1], lexicon.Title|lexicon.Role) && !f.lex.Nouns.Is(f.d.Words[k-1], lexicon.Given) {
			return true
		}
		if f.lex.Nouns.Is(f.d.Words[k-1], lexicon.Org) && f.d.Is(k, annotate.Dotted) && f.d.Tokens[k].Len() == 2 {
			return true // "Superintendent of Police R. Velan"
		}
		if (f.d.Tags[k-1] == lexicon.NN || f.lex.Nouns.Is(f.d.Words[k-1], lexicon.Org)) && f.lex.Nouns.Is(f.d.Words[k], lexicon.Given) {
			return true // "of the port hospital Omar Dal"
		}
	}
	return false
}

// ownStatement reports whether the phrase is a paper that nothing was read of
// before: it speaks for the one who spoke last ("The union refused. | The
// statement added"). One that was named stands for itself.
func (f *finder) ownStatement(c int, r annotate.Range, last int32) bool {
	e := f.d.Mentions[c]
	if e < 0 || f.d.Entities[e].Type != sayso.Artefact || f.d.Words[r.First] != f.w.The || int(f.d.Chunks[c].End) != r.End || !f.lex.Nouns.Is(f.d.Words[f.d.Chunks[c].Head], lexicon.Venue) {
		return false
	}
	return int(f.d.Entities[e].First) == c
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
		if f.d.Words[i] == f.w.Who && f.d.Is(int(f.d.Chunks[first].Head), annotate.Capital) && !f.d.Is(int(f.d.Chunks[first-2].Head), annotate.Capital) && f.d.Chunks[first-2].Noun&(lexicon.Role|lexicon.Group|lexicon.Unnamed|lexicon.Org) == 0 {
			break // "on behalf of Norlanders who"
		}
		if f.d.Words[i] == f.w.Who && (f.d.Chunks[first].Noun&(lexicon.Role|lexicon.Group|lexicon.Unnamed) != 0 || f.d.Tags[f.d.Chunks[first].Head] == lexicon.NNPS) {
			break // "on behalf of traders who"
		}
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

// speakerOf writes the speaker in the domain's terms.
func (f *finder) speakerOf(i int) *sayso.Speaker {
	w := f.who[i]
	if w.entity >= 0 {
		e := &f.d.Entities[w.entity]
		s := &sayso.Speaker{Name: f.text(f.bare(f.full(e))), Type: e.Type}
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
	if w.words.Len() == 0 || w.words.Len() == 1 && f.bareWord(w.words.First) && !f.w.Everyone.Has(f.d.Words[w.words.First]) {
		return nil // a pronoun that nothing answers: don't know
	}
	typ := w.typ
	if typ == sayso.UnknownSpeaker {
		typ = f.guess(f.headOf(w.words))
	}
	if typ == sayso.Person && f.unnamed(w.words) {
		typ = sayso.Unnamed
	}
	return &sayso.Speaker{Name: f.text(f.briefly(w.words)), Type: typ}
}

// full is the words that an entity is shown by: a person without a name is told by
// whose office it is, "a spokesman | for the rebels".
func (f *finder) full(e *annotate.Entity) annotate.Range {
	r := e.Name
	k := int(f.d.ChunkOf[r.End-1])
	if e.Named || e.Type != sayso.Person || int(f.d.Chunks[k].End) != r.End || k+2 >= len(f.d.Chunks) || f.d.Chunks[k+1].Kind != annotate.Prep || f.d.Chunks[k+2].Kind != annotate.NP {
		return r
	}
	if w := f.d.Words[f.d.Chunks[k+1].First]; w == f.w.For || w == f.w.Of {
		r.End = int(f.d.Chunks[k+2].End)
	}
	return r
}

// briefly is the words that say who somebody without a name is, without what
// is told of them by the way: "resident | who asked not to be named", "adviser |,
// speaking on condition of anonymity".
func (f *finder) briefly(r annotate.Range) annotate.Range {
	for i := r.First + 1; i < r.End; i++ {
		switch t := f.d.Tags[i]; {
		case t == lexicon.WP, t == lexicon.WDT, t == lexicon.Comma && i+1 == r.End,
			t == lexicon.Comma && (f.d.Tags[i+1] == lexicon.WPS || f.w.VenuePrep.Has(f.d.Words[i+1]) || f.d.Tags[i+1] == lexicon.VBG || f.d.Tags[i+1] == lexicon.VBN || f.d.Tags[i+1] == lexicon.WP || f.d.Tags[i+1] == lexicon.WDT),
			t == lexicon.VBG && f.d.Form(i) == "speaking":
			r.End = i
			return r
		}
	}
	return r
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

// headOf is the noun that heads the phrase: "monitors | at the Halden Observatory".
func (f *finder) headOf(r annotate.Range) int {
	if ch := &f.d.Chunks[f.d.ChunkOf[r.First]]; ch.Kind == annotate.NP && int(ch.Head) < r.End && annotate.IsNoun(f.d.Tags[ch.Head]) {
		return int(ch.Head)
	}
	return r.End - 1
}

// guess is the likeliest type of a source that the lexicon does not know.
func (f *finder) guess(i int) sayso.SpeakerType {
	if t := f.typeOf(i); t != sayso.UnknownSpeaker {
		return t
	}
	if f.d.Form(i)[0] == '@' {
		return sayso.Unnamed // a handle
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
	if first := f.d.Words[max(r.First-1, 0)]; r.First > 0 && (first == f.w.A || first == f.w.An) || f.d.Words[r.First] == f.w.One || f.d.Words[r.First] == f.w.Another {
		return true // "an official of the Sarn Council": one of several
	}
	for k := r.First; k < r.End; k++ {
		if f.d.Tags[k] == lexicon.NNP && !f.lex.Nouns.Is(f.d.Words[k], lexicon.Org) {
			return false
		}
	}
	return true
}

// text is the words of a range on one line.
func (f *finder) text(r annotate.Range) string {
	if f.d.Tokens[r.First].Block != f.d.Tokens[r.End-1].Block {
		return f.textApart(r)
	}
	s := f.d.Span(r).In(f.d.Text)
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' || s[i] == '\t' {
			return oneLine(s)
		}
	}
	return s
}

// textApart is the words of a range that runs over the seam of a displaced
// paragraph, whose tokens do not stand in the order of the file.
func (f *finder) textApart(r annotate.Range) string {
	s := ""
	for _, p := range f.d.Pieces(r) {
		s += " " + oneLine(p.In(f.d.Text))
	}
	return s[1:]
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
