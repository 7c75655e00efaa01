package annotate

import (
	"math/bits"

	"sayso/internal/read/lexicon"
)

// ambiguous picks one of the tags that a word can have.
func (t *tagger) ambiguous(i int, w lexicon.Word, can lexicon.TagSet) lexicon.Tag {
	if can&(can-1) == 0 && !can.Any(verbTags) {
		return lexicon.Tag(bits.TrailingZeros64(uint64(can)))
	}
	switch w {
	case t.f.That:
		return t.that(i)
	case t.f.Her:
		if next := t.d.Lex.Parts.Of(t.d.Word(i + 1)); t.d.Is(i+1, Alpha) && (next == 0 || next.Any(nounTags|1<<lexicon.JJ|1<<lexicon.CD)) && !next.Any(1<<lexicon.IN|1<<lexicon.TO|1<<lexicon.RB) {
			return lexicon.PRPS
		}
		return lexicon.PRP
	case t.f.Like:
		if t.aux == 'm' || t.last == lexicon.TO {
			return lexicon.VB
		}
		if t.last == lexicon.PRP && t.f.Subject.Has(t.d.Word(i-1)) || t.last == lexicon.RB && t.prev == lexicon.PRP {
			return lexicon.VBP
		}
		return lexicon.IN
	case t.f.There:
		if next := t.d.Word(i + 1); t.f.Be.Has(next) || t.d.Lex.Parts.Of(next).Has(lexicon.MD) || t.f.Have.Has(next) || t.d.Lex.Parts.Of(next).Has(lexicon.VBZ) && !t.d.Lex.Parts.Of(next).Any(nounTags) {
			return lexicon.EX
		}
		return lexicon.RB
	case t.f.So, t.f.Than, t.f.No:
		return t.d.Lex.Parts.First(w)
	}
	if can.Any(verbTags) {
		return t.verbOr(i, can, t.d.Lex.Parts.First(w))
	}
	if next := i + 1; t.last == lexicon.TO && can.Has(lexicon.JJ) && (t.d.Is(next, Digit) || t.d.Lex.Parts.Of(t.d.Word(i+1)).Any(1<<lexicon.DT|1<<lexicon.PRPS|1<<lexicon.CD)) && !t.d.Is(i, Capital) {
		return lexicon.VB // "to close the bridge"
	}
	first := t.d.Lex.Parts.First(w)
	if can.Has(lexicon.JJ) && can.Any(nounTags) {
		// "the international ministry" and "the international": before a noun
		// an adjective.
		if next := t.d.Lex.Parts.Of(t.d.Word(i + 1)); t.d.Is(i+1, Alpha) && (next == 0 || next.Any(nounTags)) && !next.Any(1<<lexicon.IN|1<<lexicon.RB|1<<lexicon.MD|1<<lexicon.VBD|1<<lexicon.VBZ) {
			return lexicon.JJ
		}
		if can.Has(lexicon.NNS) {
			return lexicon.NNS
		}
		return lexicon.NN
	}
	if can.Has(lexicon.CD) {
		return lexicon.CD
	}
	return first
}

// verbOr tells a verb from a noun and an adjective, and a past from a participle.
func (t *tagger) verbOr(i int, can lexicon.TagSet, first lexicon.Tag) lexicon.Tag {
	switch {
	case t.last == lexicon.TO && can.Has(lexicon.VB), t.aux == 'm' && can.Has(lexicon.VB), t.aux == 'd' && can.Has(lexicon.VB):
		return lexicon.VB
	case (t.aux == 'b' || t.aux == 'h') && can.Has(lexicon.VBN):
		return lexicon.VBN
	case t.aux == 'b' && can.Has(lexicon.VBG):
		return lexicon.VBG
	}
	if can.Any(nounTags) && t.nounHere(i, can) {
		return noun(can)
	}
	if can.Any(pastTags) {
		return t.past(i, can)
	}
	switch {
	case can.Has(lexicon.VBG):
		if lexicon.TagSet(beforeNoun).Has(t.last) && t.last != lexicon.IN && t.last != lexicon.CD && !(t.d.Is(i+1, Alpha) && t.canBeNoun(i+1)) {
			return lexicon.NN
		}
		return lexicon.VBG
	case can.Has(lexicon.JJ) && (t.aux == 'b' || lexicon.TagSet(beforeNoun).Has(t.last)):
		return lexicon.JJ
	case can.Has(lexicon.VBZ):
		if w := t.d.Words[i]; t.f.Have.Has(w) || t.f.Be.Has(w) || t.f.Do.Has(w) {
			return lexicon.VBZ // "that is the line"
		}
		if t.last == lexicon.DT || t.last == lexicon.PRPS || t.last == lexicon.JJ || t.last == lexicon.CD || t.last == lexicon.TO {
			return lexicon.NNS // "pointed to figures"
		}
		return lexicon.VBZ
	case can.Has(lexicon.IN):
		return lexicon.IN
	case can.Has(lexicon.RB) && t.last != lexicon.PRP:
		return lexicon.RB
	case can.Has(lexicon.VBP) && (t.prev == lexicon.NNS || t.prev == lexicon.PRP || t.prev == lexicon.WP || t.prev == lexicon.WDT || t.prev == lexicon.NNP):
		return lexicon.VBP
	case can.Any(nounTags):
		return noun(can)
	case can.Has(lexicon.VB):
		if t.last == lexicon.DT || t.last == lexicon.PRPS || t.last == lexicon.JJ {
			return lexicon.NN
		}
		if can.Has(lexicon.VBP) && (t.f.Have.Has(t.d.Words[i]) || t.f.Do.Has(t.d.Words[i]) || !t.finite && t.subject || t.last == lexicon.Comma && t.speech(i) && !t.d.Is(i, Capital)) {
			return lexicon.VBP
		}
		return lexicon.VB
	}
	return first
}

// verbSoon reports whether token i reads like the verb of "court records | show
// that": a plural's form of a cue verb with its object, or at the clause's end.
func (t *tagger) verbSoon(i int) bool {
	w := t.d.Word(i)
	if t.d.Lex.Cues.Verb(w) == nil || !t.d.Lex.Parts.Of(w).Any(1<<lexicon.VBP|1<<lexicon.VBD) {
		return false
	}
	return t.d.Word(i+1) == t.f.That || t.takesClause(i) || t.d.Is(i+1, Punct)
}

// canBeNoun reports whether token i may be a noun or an adjective before one.
func (t *tagger) canBeNoun(i int) bool {
	can := t.d.Lex.Parts.Of(t.d.Word(i))
	return (can == 0 || can.Any(nounTags|1<<lexicon.JJ)) && !can.Any(1<<lexicon.IN|1<<lexicon.MD|1<<lexicon.CC|1<<lexicon.RB|1<<lexicon.DT)
}

// finiteNext reports whether token i is plainly a finite verb.
func (t *tagger) finiteNext(i int) bool {
	can := t.d.Lex.Parts.Of(t.d.Word(i))
	return can.Any(1<<lexicon.MD|1<<lexicon.VBD|1<<lexicon.VBZ|1<<lexicon.VBP) && !can.Any(nounTags)
}

func noun(can lexicon.TagSet) lexicon.Tag {
	if can.Has(lexicon.NNS) && !can.Has(lexicon.NN) {
		return lexicon.NNS
	}
	return lexicon.NN
}

// nounHere reports whether a word that can be a noun or a verb is a noun.
func (t *tagger) nounHere(i int, can lexicon.TagSet) bool {
	prev := t.last
	if prev == lexicon.RB {
		prev = t.prev
		if prev == lexicon.NoTag {
			return !can.Any(pastTags)
		}
	}
	pronoun := prev == lexicon.PRP && t.f.Subject.Has(t.d.Word(i-1)) || prev == lexicon.WP || prev == lexicon.WDT
	switch {
	case pronoun:
		return false
	case lexicon.TagSet(beforeNoun).Has(prev):
		return !can.Has(lexicon.VBG) || prev != lexicon.IN
	case prev == lexicon.Hyph:
		return true
	case IsVerb(prev) || prev == lexicon.PRP:
		// "described hearing a crack": no article stands behind a noun
		return !(can.Has(lexicon.VBG) && t.d.Lex.Parts.Of(t.d.Word(i+1)).Any(1<<lexicon.DT|1<<lexicon.PRPS|1<<lexicon.PRP))
	case IsNoun(prev) || prev == lexicon.RParen || prev == lexicon.CloseQuote || prev == lexicon.Comma && t.subject && !t.finite:
		if can.Has(lexicon.VBD) {
			return t.finite && can.Has(lexicon.NN)
		}
		if can.Has(lexicon.VBZ) && prev == lexicon.NN && t.d.Word(i+1) == t.f.That && i >= 2 && (t.d.Words[i-2] == t.f.A || t.d.Words[i-2] == t.f.An) {
			return false // "..., and a caption claims that"
		}
		if t.finite {
			return prev != lexicon.Comma || !t.takesClause(i)
		}
		if t.finiteNext(i+1) || can.Has(lexicon.VBZ) && t.verbSoon(i+1) {
			return true
		}
		if can.Has(lexicon.VBZ) { // "the army reports": a verb, unless more noun follows
			return prev == lexicon.NNS && !t.takesClause(i)
		}
		if prev == lexicon.NNS || prev == lexicon.NNPS {
			return false
		}
		// "..., documents compiled by the council show."
		if can.Has(lexicon.VBP) && t.plural && t.d.Lex.Cues.Verb(t.d.Words[i]) != nil && !(t.d.Is(i+1, Alpha) && t.canBeNoun(i+1)) && t.last != lexicon.NN {
			return false
		}
		return !t.takesClause(i) || prev == lexicon.NN
	case prev == lexicon.CC:
		if can.Has(lexicon.VBZ) && t.main == lexicon.VBZ && t.d.Word(i+1) == t.f.That {
			return false // "rejects the charge and claims that"
		}
		return !(t.finite && t.takesClause(i))
	case prev == lexicon.Comma:
		return !t.takesClause(i) || !t.finite
	}
	return !can.Any(pastTags) // at the sentence's start
}

// takesClause reports whether what follows token i looks like a verb's object
// or clause: a determiner, a pronoun, "that", a quotation.
func (t *tagger) takesClause(i int) bool {
	w := t.d.Word(i + 1)
	next := t.d.Lex.Parts.Of(w)
	if next.Any(1<<lexicon.DT | 1<<lexicon.PRP | 1<<lexicon.PRPS | 1<<lexicon.TO | 1<<lexicon.WP | 1<<lexicon.WRB) {
		return true
	}
	return t.d.Is(i+1, Capital) || t.d.Is(i+1, Punct) && isOpener(t.d.Form(i+1)) && t.d.Is(i+1, Spaced)
}

// past tells a finite past ("the army killed two") from a participle ("the two
// killed by the army").
func (t *tagger) past(i int, can lexicon.TagSet) lexicon.Tag {
	if !can.Has(lexicon.VBD) {
		if can.Has(lexicon.VBP) && (t.last == lexicon.PRP || t.last == lexicon.NNS) {
			return lexicon.VBP // "they come"
		}
		return lexicon.VBN
	}
	if !can.Has(lexicon.VBN) {
		return lexicon.VBD
	}
	prev := t.last
	if prev == lexicon.RB {
		prev = t.prev
	}
	if t.f.Have.Has(t.d.Words[i]) {
		return lexicon.VBD
	}
	switch {
	case t.last == lexicon.NoTag && t.d.Lex.Cues.Verb(t.d.Words[i]) != nil && (t.f.Wh.Has(t.d.Word(i+1)) || t.d.Word(i+1) == t.f.About || t.d.Word(i+1) == t.f.By || t.d.Word(i+1) == t.f.To):
		return lexicon.VBN // "Asked whether he would go"
	case t.aux == 'h', t.aux == 'b', prev == lexicon.Hyph:
		return lexicon.VBN
	case prev == lexicon.PRP && t.f.Subject.Has(t.d.Word(i-1)) || t.last == lexicon.RB && prev == lexicon.PRP, prev == lexicon.WP, prev == lexicon.WDT:
		return lexicon.VBD
	case prev == lexicon.CD && t.speech(i) && !t.finite && t.d.Lex.Parts.Of(t.d.Word(i+1)).Any(1<<lexicon.PRP|1<<lexicon.DT|1<<lexicon.PRPS|1<<lexicon.EX):
		return lexicon.VBD // "One said he doubted it"
	case lexicon.TagSet(beforeNoun).Has(prev):
		if can.Has(lexicon.JJ) {
			return lexicon.JJ
		}
		return lexicon.VBN
	}
	if t.d.Word(i+1) == t.f.By && !(t.speech(i) && t.f.Medium.Has(t.d.Word(i+2))) || IsNoun(prev) && t.inPP && !t.subject && !t.finite && !t.speech(i) && t.d.Word(i+1) != t.f.The {
		return lexicon.VBN // "the plan approved by", "In a drawing found at the site, ..."
	}
	if t.finite && prev != lexicon.CC && !(prev == lexicon.CloseQuote || prev == lexicon.Comma) && !t.speech(i) {
		return lexicon.VBN
	}
	if t.finite && (prev == lexicon.Comma || prev == lexicon.CloseQuote) && !t.speech(i) {
		return lexicon.VBN
	}
	return lexicon.VBD
}

// speech reports whether token i is a form of a verb that takes a clause or a
// quotation: "..., said the minister".
func (t *tagger) speech(i int) bool {
	c := t.d.Lex.Cues.Verb(t.d.Words[i])
	return c != nil && c.Speech&(lexicon.TakesQuote|lexicon.TakesThat) != 0
}

// shows reports whether behind the "that" at token i a word that may be a noun is
// the verb of what a paper tells: "figures that | show in 2015 there were".
func (t *tagger) shows(i int) bool {
	w := t.d.Word(i + 1)
	c := t.d.Lex.Cues.Verb(w)
	if t.last != lexicon.NNS || c == nil || c.Speech&lexicon.TakesThat == 0 || !t.d.Lex.Parts.Of(w).Has(lexicon.VBP) || !t.d.Lex.Nouns.Is(t.d.Word(i-1), lexicon.Artefact) {
		return false
	}
	next := t.d.Lex.Parts.Of(t.d.Word(i + 2))
	return next.Any(1<<lexicon.IN|1<<lexicon.DT|1<<lexicon.CD|1<<lexicon.PRP|1<<lexicon.PRPS|1<<lexicon.EX) && !next.Any(verbTags)
}

// that tells the conjunction, the relative pronoun and the determiner.
func (t *tagger) that(i int) lexicon.Tag {
	next := t.d.Lex.Parts.Of(t.d.Word(i + 1))
	verbNext := next.Any(1<<lexicon.MD|1<<lexicon.VBD|1<<lexicon.VBZ|1<<lexicon.VBP) && !next.Any(nounTags) || t.d.Word(i+1) == t.f.S && t.d.Is(i+1, Clitic)
	switch {
	case IsNoun(t.last) && (verbNext || t.shows(i)):
		return lexicon.WDT
	case verbNext:
		return lexicon.DT
	case t.last == lexicon.IN && t.d.Word(i-1) != t.f.But:
		return lexicon.DT
	case t.last == lexicon.NoTag && next.Has(lexicon.NN):
		return lexicon.DT
	}
	return lexicon.IN
}
