package annotate

import (
	"sayso"
	"sayso/internal/read/lexicon"
)

// Tag gives every token its part of speech, by lexicon, shape, ending and the
// words beside it. It needs tokens, sentences and Quotations and fills Tags. A trained
// tagger may stand in its place: what follows asks Tags only.
func Tag(d *Doc) {
	t := tagger{d: d, f: &d.Lex.Function}
	for _, s := range d.Sentences {
		t.sentence(s)
	}
}

// tagger holds what was seen of the current clause.
type tagger struct {
	d       *Doc
	f       *lexicon.Function
	titled  bool        // the sentence is a headline in capitals
	finite  bool        // the clause has its verb
	main    lexicon.Tag // the last finite verb's
	beside  bool        // in a relative clause behind a comma
	outer   bool        // the clause that it stands in has its verb
	prev    lexicon.Tag // the last tag but adverbs
	last    lexicon.Tag // the last tag
	start   bool        // nothing but adverbs was seen of the sentence
	sub     bool        // the clause is a subordinate one that began the sentence
	aux     byte        // 'b' after a form of be, 'h' of have, 'd' of do, 'm' after a modal
	subject bool        // a noun was seen in the clause
	inPP    bool        // what follows hangs on a preposition
	plural  bool        // its first noun is a plural
}

const (
	nounTags = 1<<lexicon.NN | 1<<lexicon.NNS | 1<<lexicon.NNP | 1<<lexicon.NNPS
	verbTags = 1<<lexicon.VB | 1<<lexicon.VBD | 1<<lexicon.VBG | 1<<lexicon.VBN | 1<<lexicon.VBP | 1<<lexicon.VBZ
	pastTags = 1<<lexicon.VBD | 1<<lexicon.VBN
	// after these a word that can be a noun is one
	beforeNoun = 1<<lexicon.DT | 1<<lexicon.PRPS | 1<<lexicon.JJ | 1<<lexicon.JJR | 1<<lexicon.JJS | 1<<lexicon.POS | 1<<lexicon.CD | 1<<lexicon.IN | 1<<lexicon.WPS
)

// IsNoun, IsVerb tell a tag's word class.
func IsNoun(t lexicon.Tag) bool { return lexicon.TagSet(nounTags).Has(t) }

// IsVerb reports whether the tag is a verb's; modals are not.
func IsVerb(t lexicon.Tag) bool { return lexicon.TagSet(verbTags).Has(t) }

func (t *tagger) sentence(s Sentence) {
	t.titled = t.d.titleCase(s)
	t.clause()
	t.start = true
	t.prev, t.last, t.main, t.aux = lexicon.NoTag, lexicon.NoTag, lexicon.NoTag, 0
	for i := s.First; i < s.End; i++ {
		tag := t.token(i, i == s.First)
		if (tag == lexicon.VBN || tag == lexicon.VBD) && t.last == lexicon.Hyph && i >= s.First+2 && IsNoun(t.d.Tags[i-2]) {
			tag = lexicon.JJ // "the Norland-based monitor"
		}
		t.d.Tags[i] = tag
		t.note(i, tag)
	}
}

// titleCase reports whether the sentence is written like a headline, so that a
// capital tells nothing of a word.
func (d *Doc) titleCase(s Sentence) bool {
	if d.Blocks[s.Block].Kind == sayso.Headline && s.Len() <= 3 {
		return true
	}
	words, small, caps := 0, 0, 0
	for i := s.First; i < s.End; i++ {
		t := &d.Tokens[i]
		if !t.Shape.Has(Alpha) || t.Shape.Has(Clitic) {
			continue
		}
		can := d.Lex.Parts.Of(d.Words[i])
		if t.End-t.Start < 4 && can&^verbTags != 0 || t.End-t.Start < 4 && can == 0 && !t.Shape.Has(Capital) {
			continue // "in", "of" are small in headlines too; "met" is not, and "Osk" is a name as "Sarn" is
		}
		words++
		switch {
		case !t.Shape.Has(Capital):
			small++
		case i > s.First && can != 0 && !d.Lex.Nouns.Is(d.Words[i], lexicon.Given|lexicon.Title|lexicon.Time):
			caps++ // a name has its capital anywhere: "Omar Dal met Ida Lindh"
		}
	}
	return words >= 4 && caps > 0 && small*5 < small+caps
}

func (t *tagger) clause() { t.finite, t.subject, t.sub, t.inPP = false, false, false, false }

// note takes account of the tag that token i was given.
func (t *tagger) note(i int, tag lexicon.Tag) {
	w := t.d.Words[i]
	t.last = tag
	start := t.start
	t.start = start && (tag == lexicon.RB || tag == lexicon.OpenQuote)
	switch {
	case tag == lexicon.RB || tag == lexicon.RBR || tag == lexicon.RBS:
		return // "has repeatedly denied"
	case tag == lexicon.MD:
		t.aux, t.finite = 'm', true
	case IsVerb(tag):
		t.aux = 0
		switch {
		case t.f.Be.Has(w):
			t.aux = 'b'
		case t.f.Have.Has(w):
			t.aux = 'h'
		case t.f.Do.Has(w):
			t.aux = 'd'
		}
		if tag == lexicon.VBD || tag == lexicon.VBZ || tag == lexicon.VBP {
			t.finite, t.main = true, tag
			// "said nine people had died": a clause may follow without "that"
			if t.speech(i) && t.clauseAhead(i+1) {
				t.clause()
			}
		}
	case tag == lexicon.Comma:
		// "After the deal was announced, the army withdrew"; the auxiliary
		// before a comma still rules a participle that follows
		t.inPP = false
		if t.sub {
			t.clause()
		}
		if t.beside && t.finite {
			t.beside, t.finite, t.subject = false, t.outer, true // "Dal, who saw the fire, | blamed looters"
		}
	case tag == lexicon.Colon, tag == lexicon.Dash, tag == lexicon.CC, tag == lexicon.WDT, tag == lexicon.WP, tag == lexicon.WPS, tag == lexicon.WRB,
		tag == lexicon.OpenQuote, tag == lexicon.Stop, tag == lexicon.IN && w == t.f.That:
		if tag != lexicon.CC {
			if t.beside = (tag == lexicon.WP || tag == lexicon.WDT || tag == lexicon.WPS) && t.prev == lexicon.Comma; t.beside {
				t.outer = t.finite
			}
			t.clause()
			t.sub = tag == lexicon.WRB && start
		}
		t.aux = 0
	default:
		t.aux = 0
		if IsNoun(tag) || tag == lexicon.PRP {
			if !t.subject {
				t.plural = tag == lexicon.NNS || tag == lexicon.NNPS
			} else if tag == lexicon.NNS && t.last == lexicon.NN {
				t.plural = true
			}
			t.subject = t.subject || !t.inPP
		}
		if tag == lexicon.IN {
			t.inPP = !t.f.Breaks.Has(w) || w == t.f.With
		}
		if tag == lexicon.IN && t.f.Breaks.Has(w) && w != t.f.With {
			t.clause()
			t.sub = start
		}
	}
	t.prev = tag
}

// clauseAhead reports whether token i may begin a clause: it is no mark and no
// preposition.
func (t *tagger) clauseAhead(i int) bool {
	if !t.d.Is(i, Alpha) && !t.d.Is(i, Digit) {
		return false
	}
	can := t.d.Lex.Parts.Of(t.d.Word(i))
	return can == 0 || can.Any(nounTags|1<<lexicon.DT|1<<lexicon.PRP|1<<lexicon.PRPS|1<<lexicon.CD|1<<lexicon.JJ|1<<lexicon.JJS)
}

func (t *tagger) token(i int, first bool) lexicon.Tag {
	d := t.d
	tok := &d.Tokens[i]
	if tok.Shape.Has(Punct) {
		return t.punct(i)
	}
	w := d.Words[i]
	can := d.Lex.Parts.Of(w)
	if tok.Shape.Has(Digit) && !tok.Shape.Has(Alpha) {
		return lexicon.CD
	}
	if tok.Shape.Has(Digit) && can == 0 {
		if d.Text[tok.Start] >= '0' && d.Text[tok.Start] <= '9' {
			return lexicon.JJ // "21st", "7-year"
		}
		return lexicon.NNP
	}
	if tok.Shape.Has(Clitic) {
		return t.clitic(i, w)
	}
	if tok.Shape.Has(Capital) && !t.titled && w != t.f.I {
		if !first && !t.opens(i) {
			if can.Any(1<<lexicon.DT|1<<lexicon.IN|1<<lexicon.CC|1<<lexicon.TO) && t.prev == lexicon.NNP && tok.Shape.Has(Upper) {
				return lexicon.NNP
			}
			if can.Has(lexicon.IN) && t.name(i-1) && t.name(i+1) {
				return lexicon.NNP // "Relief Without Frontiers"
			}
			if can&^(nounTags|verbTags|1<<lexicon.JJ|1<<lexicon.RB|1<<lexicon.CD|1<<lexicon.UH) == 0 {
				if can.Has(lexicon.JJ) && can&^(1<<lexicon.JJ) == 0 && d.Lex.Nouns.Of(w) == 0 && !tok.Shape.Has(Upper) && d.Is(i+1, Alpha) && !d.Is(i+1, Capital) {
					return lexicon.JJ
				}
				return lexicon.NNP
			}
		} else if can == 0 || d.Lex.Nouns.Is(w, lexicon.Given|lexicon.Particle) && d.Is(i+1, Capital) || can&^(nounTags|verbTags|1<<lexicon.JJ) == 0 && d.Is(i+1, Capital|Alpha) && !d.Is(i+1, Upper) && !d.Is(i+1, Punct) && d.Lex.Nouns.Is(w, lexicon.Title|lexicon.Org|lexicon.Given) {
			if can == 0 && !t.verbAhead(i+1) && !d.Is(i+1, Clitic) { // "Obbing's men" begins with a name
				if g := t.guess(i); g == lexicon.RB || g == lexicon.VBG && t.afterParticiple(i+1) {
					return g
				}
			}
			return lexicon.NNP
		} else if can&^verbTags == 0 && t.verbAhead(i+1) {
			return lexicon.NNP // "Fell denied the charge"
		}
	}
	if can == 0 {
		return t.ambiguous(i, w, t.suffixes(i))
	}
	if (w == t.f.Us || w == t.f.Who || w == t.f.It) && tok.Shape.Has(Upper) && !t.titled {
		return lexicon.NNP
	}
	if can&(can-1) == 0 && !can.Any(verbTags) {
		return d.Lex.Parts.First(w)
	}
	return t.ambiguous(i, w, can)
}

// name reports whether token i may be a word of a name, by its capital.
func (t *tagger) name(i int) bool {
	return i >= 0 && i < len(t.d.Tokens) && t.d.Is(i, Capital|Alpha) && (i == 0 || !t.d.Is(i, Starts) || t.canBeNoun(i))
}

// afterParticiple reports whether token i may follow a participle that opens a
// sentence, as an object or a preposition does; behind a name in -ing stand other
// things: "Obbing, 54,", "Obbing province".
func (t *tagger) afterParticiple(i int) bool {
	return t.d.Lex.Parts.Of(t.d.Word(i)).Any(1<<lexicon.DT | 1<<lexicon.PRP | 1<<lexicon.PRPS | 1<<lexicon.TO | 1<<lexicon.IN | 1<<lexicon.RB | 1<<lexicon.WRB | 1<<lexicon.WP)
}

// verbAhead reports whether token i can be nothing but a finite verb, so that a
// name or a noun stands before it: "Harding | denied".
func (t *tagger) verbAhead(i int) bool {
	can := t.d.Lex.Parts.Of(t.d.Word(i))
	const finite = 1<<lexicon.VBD | 1<<lexicon.VBZ | 1<<lexicon.MD
	return can.Any(finite) && can&^(finite|1<<lexicon.VBN) == 0 && !t.d.Is(i, Capital)
}

// opens reports whether token i follows a mark after which any word may have a
// capital.
func (t *tagger) opens(i int) bool {
	return t.last == lexicon.OpenQuote || t.last == lexicon.Colon || t.last == lexicon.LParen
}

func (t *tagger) punct(i int) lexicon.Tag {
	switch t.d.Form(i) {
	case ",", "،":
		return lexicon.Comma
	case ".", "!", "?":
		return lexicon.Stop
	case ":", ";":
		return lexicon.Colon
	case "-":
		if !t.d.Is(i, Spaced) {
			return lexicon.Hyph
		}
		return lexicon.Dash
	case "--", "---", "—", "–", "…", "...", "....", "―":
		return lexicon.Dash
	case "(", "[", "{":
		return lexicon.LParen
	case ")", "]", "}":
		return lexicon.RParen
	case "&", "/":
		return lexicon.CC
	case "$", "€", "£", "%":
		return lexicon.SYM
	case `"`, "“", "”", "„", "«", "»", "'", "‘", "’", "``", "''", "`", "‹", "›":
		return t.d.quoteTag(i)
	}
	return lexicon.SYM
}

// clitic tells the possessive from "is" and "has".
func (t *tagger) clitic(i int, w lexicon.Word) lexicon.Tag {
	if w != t.f.S {
		if can := t.d.Lex.Parts.Of(w); can != 0 {
			return t.d.Lex.Parts.First(w)
		}
		return lexicon.POS
	}
	p := t.d.Word(i - 1)
	switch {
	case t.last == lexicon.PRP, t.last == lexicon.EX, t.last == lexicon.WP, t.last == lexicon.WRB, p == t.f.That, p == t.f.Let, t.last == lexicon.RB:
		return lexicon.VBZ
	}
	next := t.d.Lex.Parts.Of(t.d.Word(i + 1))
	if next.Any(1<<lexicon.DT|1<<lexicon.PRPS|1<<lexicon.TO) && !t.d.Is(i+1, Capital) || next.Has(lexicon.VBG) && !next.Any(nounTags) {
		return lexicon.VBZ
	}
	return lexicon.POS
}

// suffixes is what an unlisted word can be, by its ending.
func (t *tagger) suffixes(i int) lexicon.TagSet {
	switch g := t.guess(i); g {
	case lexicon.VBD:
		return pastTags | 1<<lexicon.JJ
	case lexicon.VBG:
		return 1<<lexicon.VBG | 1<<lexicon.NN
	case lexicon.NN:
		// "to cancel the visit": no noun stands between "to" and an article
		if next := t.d.Lex.Parts.Of(t.d.Word(i + 1)); t.last == lexicon.TO && !t.d.Is(i, Capital) && next.Any(1<<lexicon.DT|1<<lexicon.PRP|1<<lexicon.PRPS) && !next.Any(nounTags) {
			return 1 << lexicon.VB
		}
		return 1 << g
	default:
		return 1 << g
	}
}

func (t *tagger) guess(i int) lexicon.Tag {
	form := t.d.Form(i)
	n := len(form)
	end := func(s string) bool { return n > len(s)+2 && form[n-len(s):] == s }
	switch {
	case end("ly"):
		return lexicon.RB
	case t.titled && t.d.Is(i, Capital) && n > 1 && (end("us") || end("is") || end("ing") && !t.afterParticiple(i+1)):
		return lexicon.NNP // a town's name in a headline
	case end("ing"):
		return lexicon.VBG
	case end("ed"):
		return lexicon.VBD
	case end("ous"), end("ful"), end("ive"), end("able"), end("ible"), end("ic"), end("ical"), end("less"), end("ish"), end("ese"), end("al") && !end("ual"), end("ian"), end("ary"), end("ant") && n > 6:
		if n > 3 && t.d.Is(i, Capital) && !t.titled && !end("ian") && !end("ese") && !end("ish") {
			return lexicon.NNP
		}
		return lexicon.JJ
	case end("ss"), end("us"), end("is"):
		return lexicon.NN
	case end("s"):
		return lexicon.NNS
	}
	if t.titled && t.d.Is(i, Capital) && n > 1 {
		return lexicon.NNP
	}
	return lexicon.NN
}
