package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
)

// pronoun is whom a pronoun stands for.
func (f *finder) pronoun(x *found, i int, last int32, w lexicon.Word) who {
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
	want.thing = w == f.w.It || f.d.Form(x.source.First) == "itself"
	if want == (pronounKind{}) { // "you", "nobody", "someone"
		return who{entity: -1, words: x.source}
	}
	return f.antecedentOf(x, i, last, want)
}

// farBack is how far back an antecedent is looked for, in tokens.
const farBack = 600

// The weights of what speaks for an antecedent. They were set by hand on the
// training articles.
const (
	perSentence = 9  // each sentence between
	asSubject   = 14 // it was a subject
	asFirst     = 8  // it was the first subject of its sentence
	sameClause  = 10 // a subject of the same sentence before the pronoun
	asSpeaker   = 20 // it spoke last
	asEarlier   = 7  // it spoke before that
	asElsewhere = 14 // it spoke in another paragraph, and this one has begun before
	asNamed     = 10
	asKnown     = 7  // the text or the name tells that this pronoun answers
	asParent    = 44 // the pronoun stands in its words
	inContent   = 24 // it is spoken about: "if a tenant moves, she added"
)

// antecedentOf weighs everybody that the pronoun, the source of attribution i,
// can stand for. last is the last attribution that spoke for itself, -1 = none.
func (f *finder) antecedentOf(x *found, i int, last int32, want pronounKind) who {
	at := x.source.First
	// whoever speaks is not "he" in the own quotation
	not := who{entity: -2}
	if f.d.InQuote[at] != 0 && x.parent >= 0 && int(x.parent) < i {
		not = f.who[x.parent]
	}
	sent := f.sentenceOf(at)
	best, most := who{entity: -1}, -1<<30
	take := func(w who, score int) {
		if score > most {
			best, most = w, score
		}
	}
	for c := int(f.d.ChunkOf[at]) - 1; c >= 0 && at-int(f.d.Chunks[c].First) < farBack; c-- {
		e := f.d.Mentions[c]
		first := int(f.d.Chunks[c].First)
		if e < 0 && want.plural && f.people(c) && f.d.InQuote[first] == f.d.InQuote[at] {
			if s := f.sentenceOf(first); s == sent && f.subjectAt(c) {
				take(who{entity: -1, words: f.bare(annotate.Range{First: first, End: int(f.d.Chunks[c].End)}), typ: sayso.Group}, asSubject+sameClause)
			}
			continue
		}
		if e < 0 || e == not.entity || !f.entityFits(e, want) {
			continue
		}
		if f.d.InQuote[first] != 0 && f.d.InQuote[first] != f.d.InQuote[at] {
			continue
		}
		s := f.sentenceOf(first)
		if s == sent && f.asker(c) {
			continue
		}
		score := f.weight(c, s, sent, want) - perSentence*(sent-s)
		if x.content.n > 0 && x.content.has(first) {
			if !f.d.Entities[e].Named {
				continue
			}
			score -= inContent
		}
		if want.male && f.answers[e] == annotate.Male || want.female && f.answers[e] == annotate.Female {
			score += asKnown
		}
		take(who{entity: e, typ: f.d.Entities[e].Type}, score)
	}
	if w := f.above(x, i, want); w.known() {
		take(w, asParent)
	}
	goesOn := !f.d.Is(f.d.Sentences[sent].First, annotate.Opens)
	rank := 0
	for k, steps := last, 0; k >= 0 && steps < 12; k, steps = k-1, steps+1 {
		w := f.who[k]
		y := &f.found[k]
		if !w.known() || w.entity == not.entity || y.class != sayso.Speech || y.parent >= 0 || !f.fits(w, want) {
			continue
		}
		score := asSpeaker
		if rank++; rank > 1 {
			score = asEarlier
		}
		score += asSubject - perSentence*max(0, sent-int(y.sent))/2
		if goesOn && f.d.Tokens[y.place()].Block != f.d.Tokens[at].Block {
			score -= asElsewhere
		}
		if w.entity >= 0 {
			score += f.likeness(&f.d.Entities[w.entity], want)
		}
		take(w, score)
	}
	if best.known() {
		return best
	}
	if w := f.ahead(x, not, want); w.known() {
		return w
	}
	return who{entity: -1, words: x.source}
}

// asker reports whether noun phrase c names who asked or told: "Asked by | Ida
// Lindh | if he would go, he said".
func (f *finder) asker(c int) bool {
	if c < 2 || f.d.Chunks[c-1].Kind != annotate.Prep || f.d.Words[f.d.Chunks[c-1].First] != f.w.By || f.d.Chunks[c-2].Kind != annotate.VG {
		return false
	}
	v := f.lex.Cues.Verb(f.d.Words[f.d.Chunks[c-2].Head])
	return v != nil && v.Takes()&lexicon.TakesTold != 0
}

// people reports whether noun phrase c is several people whom the lexicon does not
// know as a party or a trade: "some patients".
func (f *finder) people(c int) bool {
	ch := &f.d.Chunks[c]
	return ch.Kind == annotate.NP && f.d.Tags[ch.Head] == lexicon.NNS && f.d.Known != nil && f.d.Known[ch.Head].Noun() == model.PersonNoun
}

// above is the one in whose words the pronoun stands, if it can be meant: "the
// police said they had found him", "a spokesman of the ministry said it had".
func (f *finder) above(x *found, i int, want pronounKind) who {
	p := x.parent
	if p < 0 || int(p) >= i || f.d.InQuote[x.source.First] != 0 || x.source.First < f.found[p].cue.end() {
		return who{entity: -1}
	}
	w := f.who[p]
	if w.known() && f.fits(w, want) {
		return w
	}
	if !w.known() || want.male || want.female {
		return who{entity: -1}
	}
	if w = f.bodyOf(w); w.known() && f.fits(w, want) {
		return w
	}
	return who{entity: -1}
}

// weight is what speaks for the mention in chunk c of sentence s, for a pronoun
// in sentence sent, but for the distance.
func (f *finder) weight(c, s, sent int, want pronounKind) int {
	score := f.likeness(&f.d.Entities[f.d.Mentions[c]], want)
	if f.d.Chunks[c].Kind == annotate.Conj {
		return score + asSubject // two persons together
	}
	if f.subjectAt(c) {
		score += asSubject
		if f.firstSubject(c, s) {
			score += asFirst
		}
		if s == sent {
			score += sameClause
		}
	}
	return score
}

// subjectAt reports whether the mention in chunk c is the subject of a verb: no
// preposition or verb before it, or one that opens a clause.
func (f *finder) subjectAt(c int) bool {
	k := c + 1
	for k+1 < len(f.d.Chunks) && f.d.Chunks[k].Kind == annotate.Prep && f.d.Chunks[k+1].Kind == annotate.NP {
		k += 2 // "an old man | in Sarn, | who"
	}
	if k >= len(f.d.Chunks) {
		return false
	}
	switch f.d.Chunks[k].Kind {
	case annotate.VG, annotate.Adverb, annotate.Mark:
	default:
		return false
	}
	if c == 0 {
		return true
	}
	p := &f.d.Chunks[c-1]
	return p.Kind != annotate.VG && (p.Kind != annotate.Prep || f.w.Subordinators.Has(f.d.Words[p.First]))
}

// firstSubject reports whether no other subject stands before chunk c in
// sentence s.
func (f *finder) firstSubject(c, s int) bool {
	first := int(f.d.ChunkOf[f.d.Sentences[s].First])
	for k := c - 1; k >= first; k-- {
		if f.d.Mentions[k] >= 0 && f.subjectAt(k) {
			return false
		}
	}
	return true
}

// ahead is the first named one behind a pronoun that nothing before it answers:
// "When he arrived, Dal said". Nobody is "he" of whom he himself speaks.
func (f *finder) ahead(x *found, not who, want pronounKind) who {
	at := x.source.First
	end := f.d.Sentences[f.sentenceOf(at)].End
	for c := int(f.d.ChunkOf[at]) + 1; c < len(f.d.Chunks) && int(f.d.Chunks[c].First) < end; c++ {
		e := f.d.Mentions[c]
		if e >= 0 && e != not.entity && f.d.Entities[e].Named && f.entityFits(e, want) && f.d.Entities[e].Type != sayso.UnknownSpeaker && f.subjectAt(c) && !x.content.has(int(f.d.Chunks[c].First)) {
			return who{entity: e, typ: f.d.Entities[e].Type}
		}
	}
	return who{entity: -1}
}

// quoted is the one whose quotation attribution i stands in: of those above it
// the nearest that speaks from outside the marks. "When people say it is bad, we
// want to help," Dal said: "we" are not the people.
func (f *finder) quoted(x *found, i int) who {
	best := who{entity: -1}
	for p := x.parent; p >= 0; p = f.found[p].parent {
		y := &f.found[p]
		if (f.d.InQuote[x.source.First] == 0 && y.rule != ruleBlock && y.rule != ruleTurn) || int(p) >= i || !f.who[p].known() {
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
	if w.entity < 0 || !f.d.Entities[w.entity].Named || f.d.Entities[w.entity].Role == r {
		if body := f.bodyBefore(r.First, end); body.known() {
			return body
		}
	}
	for k := c + 1; k < len(f.d.Chunks) && int(f.d.Chunks[k].First) < r.End; k++ {
		if e := f.d.Mentions[k]; e >= 0 && f.d.Entities[e].Type == sayso.Organisation && !f.d.Entities[e].Place {
			return who{entity: e, typ: sayso.Organisation}
		}
	}
	return w
}

// bodyBefore is the body whose name ends before an office, from token first to
// token end: "Halden Sea Rescue executive | director".
func (f *finder) bodyBefore(first, end int) who {
	for end > first && (f.d.Tags[end-1] == lexicon.JJ || f.d.Tags[end-1] == lexicon.NN) {
		end--
	}
	a := end
	for a > first && f.d.Tags[a-1] == lexicon.NNP {
		a--
	}
	if a == end {
		return who{entity: -1}
	}
	name := annotate.Range{First: a, End: end}
	if e := f.d.EntityOf(name); e >= 0 && f.d.Entities[e].Named && !f.d.Entities[e].Place && f.d.Entities[e].Type != sayso.Person {
		return who{entity: e, typ: sayso.Organisation}
	}
	if name.Len() < 2 || f.lex.Nouns.Is(f.d.Words[a], lexicon.Given|lexicon.Title) {
		return who{entity: -1}
	}
	return who{entity: -1, words: name, typ: sayso.Organisation}
}

// pronounKind is what a pronoun can stand for.
type pronounKind struct{ male, female, plural, thing bool }

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
	return f.entityFits(w.entity, k)
}

func (f *finder) entityFits(i int32, k pronounKind) bool {
	e, gender := &f.d.Entities[i], f.answers[i]
	switch {
	case k.male:
		return (e.Type == sayso.Person || e.Type == sayso.UnknownSpeaker && e.Named && !e.Place) && gender != annotate.Female && !e.Plural
	case k.female:
		return (e.Type == sayso.Person || e.Type == sayso.UnknownSpeaker && e.Named && !e.Place) && gender != annotate.Male && !e.Plural
	case k.plural:
		return e.Type == sayso.Group || e.Plural || e.Type == sayso.Organisation && !e.Place
	}
	return e.Type == sayso.Organisation || e.Type == sayso.Artefact || e.Type == sayso.UnknownSpeaker && e.Named
}

// likeness is how readily a pronoun is taken for the entity, beside its nearness.
func (f *finder) likeness(e *annotate.Entity, k pronounKind) int {
	s := int(min(e.Count, 5))
	if e.Named {
		s += asNamed
	}
	switch {
	case e.Pair:
		s -= 4
	case k.plural && e.Type == sayso.Organisation && (e.Plural || f.lex.Nouns.Is(f.d.Words[e.Name.End-1], lexicon.Group)):
		s -= 4 // "the police ... they"
	case k.plural && e.Type == sayso.Organisation:
		s -= 20 // "they": people before a body
	case e.Type == sayso.UnknownSpeaker:
		s -= 24
	case k.thing && e.Place:
		s -= 30
	case k.thing && e.Type == sayso.Artefact:
		s -= 14
	}
	return s
}
