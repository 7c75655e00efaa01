package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// complement finds the content after a cue verb. It returns what the verb took,
// or the preposition that belongs to the cue, and where the cue ends; both zero
// where nothing after the verb is a content.
func (f *finder) complement(x *found, v verbCue) (take lexicon.Takes, prep uint32, end int) {
	c := v.chunk + 1
	takes := v.cue.Takes()
	end = v.r.End
	// "called for", "warned of": the preposition directly behind
	if ch := f.chunk(c); ch != nil && ch.Kind == annotate.Prep {
		if p := f.lex.Cues.Prep(f.d.Words[ch.First]); p&v.cue.Preps() != 0 {
			if n := f.chunk(c + 1); n != nil && !f.isTime(c+1) && (f.d.Words[ch.First] == f.w.On && f.tag(int(n.Head)) != lexicon.NNP || !f.venue(c, c+1)) {
				switch n.Kind {
				case annotate.NP, annotate.VG, annotate.Quotes, annotate.Rel, annotate.Adjective, annotate.Adverb, annotate.Other:
					if q := f.quoteLater(c+1, v.cue.Takes()); q >= 0 {
						// "said of the deal: "...""
						f.quoteContent(x, q, v.chunk)
						return lexicon.TakesQuote, 0, end
					}
					if k := f.phraseEnd(c + 1); n.Kind == annotate.NP && takes&lexicon.TakesThat != 0 && f.d.Words[ch.First] == f.w.On && f.kind(k) == annotate.That && f.lex.Cues.Noun(f.d.Words[f.chunk(k-1).Head]) == nil {
						x.content.add(f.clause(int(f.chunk(k).First), v.chunk))
						x.rule = ruleThat
						return lexicon.TakesThat, 0, int(f.chunk(k - 1).End) // "reported on its page that"
					}
					r := f.phrase(int(n.First), v.chunk)
					if e := f.adjunct(c+1, r.End, takes); n.Kind == annotate.NP && e > r.First {
						r.End = e // "claimed responsibility for the blast | in a statement"
					}
					x.content.add(f.trim(r))
					x.rule = ruleVerbPrep
					return 0, p, int(ch.End)
				}
			}
		}
	}
	after, cueEnd := f.skip(c)
	if cueEnd > end {
		end = cueEnd
	}
	if i := f.addresseeIn(v, after); i > 0 {
		x.content.add(f.clause(i, v.chunk))
		x.rule = ruleTold
		return lexicon.TakesThat, 0, end
	}
	if !f.addresseeFirst(v, after) {
		if t := f.content(x, v, after, takes); t != 0 {
			return t, 0, end
		}
	}
	// "told reporters that", "warned the rebels that"
	if n := f.chunk(c); takes&lexicon.TakesTold != 0 && n != nil && (n.Kind == annotate.NP || n.Kind == annotate.Prep && f.d.Words[n.First] == f.w.To) {
		a := c
		if n.Kind == annotate.Prep {
			a++
		}
		if f.kind(a) != annotate.NP {
			return 0, 0, 0
		}
		a = f.phraseEnd(a)
		after, _ = f.skip(a)
		if t := f.content(x, v, after, takes&^(lexicon.TakesNP)|lexicon.TakesThat); t != 0 {
			x.rule = ruleTold
			return t, 0, end
		}
		if ch := f.chunk(after); ch != nil && ch.Kind == annotate.Prep && v.cue.Preps()&f.lex.Cues.Prep(f.d.Words[ch.First]) != 0 {
			x.content.add(f.clause(int(f.chunk(after).End), v.chunk))
			x.rule = ruleTold
			return 0, f.lex.Cues.Prep(f.d.Words[ch.First]), end
		}
		return 0, 0, 0
	}
	return 0, 0, 0
}

// quoteLater is the token of a quotation that opens behind a comma or a colon
// after chunk c, before another verb; -1 where there is none.
func (f *finder) quoteLater(c int, takes lexicon.Takes) int {
	if takes&lexicon.TakesQuote == 0 {
		return -1
	}
	for k := c; k < f.cb; k++ {
		if f.mark(k, lexicon.OpenQuote) {
			i := int(f.chunk(k).First)
			if (f.mark(k-1, lexicon.Comma) || f.mark(k-1, lexicon.Colon)) && f.longQuote(i) {
				return i
			}
			return -1
		}
		if ch := f.chunk(k); ch.Kind == annotate.That || f.mark(k, lexicon.Stop) {
			return -1
		}
	}
	return -1
}

// addresseeFirst reports whether chunk c is the one spoken to, so that the clause
// begins behind it: "told the daily | she would go".
func (f *finder) addresseeFirst(v verbCue, c int) bool {
	if v.cue.Takes()&lexicon.TakesTold == 0 || f.kind(c) != annotate.NP {
		return false
	}
	n := f.phraseEnd(c)
	for f.kind(n) == annotate.Prep && f.kind(n+1) == annotate.NP || f.isTime(n) {
		n++
	}
	if f.kind(n) == annotate.NP {
		return f.bareClause(n)
	}
	return f.kind(n) == annotate.That || f.mark(n, lexicon.OpenQuote)
}

// skip passes what stands between cue and content: adverbs, times, "in a
// statement", "to reporters". cueEnd is the end of what of it belongs to the cue.
func (f *finder) skip(c int) (next, cueEnd int) {
	for c < f.cb {
		ch := f.chunk(c)
		switch {
		case ch.Kind == annotate.Adverb:
			c++
		case f.isTime(c):
			c++
		case ch.End-ch.First == 1 && f.w.Temporal.Has(f.d.Words[ch.First]) && f.kind(c+1) == annotate.Prep && f.isTime(c+2) && f.w.Temporal.Has(f.d.Words[f.chunk(c+1).First]):
			c += 3 // "late on Monday"
		case ch.Kind == annotate.Prep && f.isTime(c+1) && f.w.Temporal.Has(f.d.Words[ch.First]):
			c += 2
		case ch.Kind == annotate.Prep && f.venue(c, c+1):
			c++
			for {
				c = f.phraseEnd(c)
				if c <= f.ca {
					break
				}
				cueEnd = int(f.chunk(c - 1).End)
				// "in an interview with the daily", "at a hearing in Orvel"
				if f.kind(c) == annotate.Prep && f.kind(c+1) == annotate.NP && !f.isTime(c+1) {
					c++
					continue
				}
				break
			}
		case ch.Kind == annotate.Prep && f.d.Words[ch.First] == f.w.To && f.kind(c+1) == annotate.NP && f.speakTo(c+1):
			c = f.phraseEnd(c + 1)
		default:
			return c, cueEnd
		}
	}
	return c, cueEnd
}

// speakTo reports whether chunk c is people or a paper that is spoken to.
func (f *finder) speakTo(c int) bool {
	ch := f.chunk(c)
	return ch.Noun&(lexicon.Role|lexicon.Org|lexicon.Group) != 0 || f.tag(int(ch.Head)) == lexicon.NNP || f.tag(int(ch.Head)) == lexicon.PRP
}

// venue reports whether "PREP NP" is where or in what a thing was said: "in a
// statement", "on Twitter", "during a debate".
func (f *finder) venue(prep, np int) bool {
	p, ch := f.chunk(prep), f.chunk(np)
	if p == nil || ch == nil || ch.Kind != annotate.NP || !f.w.VenuePrep.Has(f.d.Words[p.First]) {
		return false
	}
	return f.lex.Nouns.Is(f.d.Words[ch.Head], lexicon.Venue)
}

// phraseEnd is the chunk after the noun phrase that begins at chunk c, with its
// "of" phrases and coordinated parts.
func (f *finder) phraseEnd(c int) int {
	for {
		c++
		if f.kind(c) == annotate.Prep && f.d.Words[f.chunk(c).First] == f.w.Of && f.kind(c+1) == annotate.NP {
			c++
			continue
		}
		if f.kind(c) == annotate.Conj && f.kind(c+1) == annotate.NP && f.kind(c+2) != annotate.VG {
			c++
			continue
		}
		return c
	}
}

// content takes what begins at chunk c as the cue's content, if the cue takes
// such a thing.
func (f *finder) content(x *found, v verbCue, c int, takes lexicon.Takes) lexicon.Takes {
	ch := f.chunk(c)
	if ch == nil {
		return f.colonAtEnd(x, takes)
	}
	set := func(r annotate.Range, rule ruleID, t lexicon.Takes) lexicon.Takes {
		x.content.add(r)
		x.rule = rule
		return t
	}
	first := int(ch.First)
	switch ch.Kind {
	case annotate.That:
		if takes&lexicon.TakesThat != 0 {
			return set(f.clause(first, v.chunk), ruleThat, lexicon.TakesThat)
		}
	case annotate.Mark:
		return f.afterMark(x, v, c, takes)
	case annotate.Quotes:
		if f.tag(first) == lexicon.OpenQuote && takes&(lexicon.TakesQuote|lexicon.TakesThat|lexicon.TakesNP|lexicon.TakesAs) != 0 {
			f.quoteContent(x, first, v.chunk)
			return pick(takes, lexicon.TakesQuote, lexicon.TakesThat, lexicon.TakesNP, lexicon.TakesAs)
		}
	case annotate.Rel:
		if f.mark(c+1, lexicon.Comma) && (f.d.Words[first] == f.w.Which || f.d.Words[first] == f.w.Who) {
			return 0 // "a document | which, she said, listed"
		}
		if takes&(lexicon.TakesWh|lexicon.TakesThat|lexicon.TakesNP) != 0 && f.d.Words[first] != f.w.When && (takes&lexicon.TakesWh != 0 || f.d.Words[first] == f.w.What || f.d.Words[first] == f.w.How) {
			return set(f.clause(first, v.chunk), ruleWh, pick(takes, lexicon.TakesWh, lexicon.TakesThat, lexicon.TakesNP))
		}
	case annotate.Prep:
		w := f.d.Words[first]
		if w == f.w.Whether && takes&(lexicon.TakesWh|lexicon.TakesThat) != 0 || w == f.w.If && takes&lexicon.TakesIf != 0 {
			return set(f.clause(first, v.chunk), ruleWh, pick(takes, lexicon.TakesWh, lexicon.TakesIf, lexicon.TakesThat))
		}
		if takes&lexicon.TakesThat != 0 && v.cue.Preps()&f.lex.Cues.Prep(w) == 0 && f.leadIn(c) {
			return set(f.clause(first, v.chunk), ruleBareClause, lexicon.TakesThat)
		}
	case annotate.VG:
		switch {
		case ch.Form&annotate.Participle != 0 && takes&lexicon.TakesAdj != 0:
			return set(f.phrase(first, v.chunk), ruleNP, lexicon.TakesAdj)
		case ch.Form&annotate.ToInf != 0:
			if takes&lexicon.TakesTo != 0 {
				return set(f.phrase(first, v.chunk), ruleTo, lexicon.TakesTo)
			}
		case ch.Form&annotate.Ing != 0:
			if takes&lexicon.TakesIng != 0 && !f.cites(first) {
				return set(f.phrase(first, v.chunk), ruleIng, lexicon.TakesIng)
			}
		}
	case annotate.NP, annotate.Adjective:
		return f.nounContent(x, v, c, takes)
	}
	return 0
}

func pick(takes lexicon.Takes, order ...lexicon.Takes) lexicon.Takes {
	for _, t := range order {
		if takes&t != 0 {
			return t
		}
	}
	return 0
}

// nounContent reads a bare clause, a noun phrase or a noun phrase with an
// infinitive.
func (f *finder) nounContent(x *found, v verbCue, c int, takes lexicon.Takes) lexicon.Takes {
	first := int(f.chunk(c).First)
	clause := takes&lexicon.TakesThat != 0 && f.bareClause(c) && !(f.kind(c) == annotate.Adjective && f.kind(c+1) == annotate.Mark)
	switch {
	case clause:
		x.rule = ruleBareClause
		x.content.add(f.clause(first, v.chunk))
		return lexicon.TakesThat
	case takes&(lexicon.TakesTold) != 0 && takes&lexicon.TakesNP == 0 && takes&lexicon.TakesObjTo == 0:
		return 0
	case takes&(lexicon.TakesNP|lexicon.TakesAs) != 0 && !(takes&lexicon.TakesTold != 0 && f.toldAfter(c)):
		if f.isTime(c) && f.chunk(c).Kind == annotate.NP {
			return 0
		}
		r := f.phrase(first, v.chunk)
		if takes&lexicon.TakesNP == 0 && !f.hasAs(r) {
			return 0 // "know him", not "know him as a liar"
		}
		x.rule = ruleNP
		x.content.add(r)
		return pick(takes, lexicon.TakesNP, lexicon.TakesAs)
	case takes&lexicon.TakesObjTo != 0:
		n := f.chunk(f.phraseEnd(c))
		if n != nil && n.Kind == annotate.VG && n.Form&annotate.ToInf != 0 {
			x.rule = ruleObjTo
			x.content.add(f.phrase(first, v.chunk))
			return lexicon.TakesObjTo
		}
	}
	return 0
}

// hasAs reports whether "as" stands inside the phrase, behind what it is said of.
func (f *finder) hasAs(r annotate.Range) bool {
	for k := r.First + 1; k < r.End; k++ {
		if f.d.Words[k] == f.w.As {
			return true
		}
	}
	return false
}

// toldAfter reports whether chunk c is an addressee: a clause or a quotation
// follows it.
func (f *finder) toldAfter(c int) bool {
	n := f.phraseEnd(c)
	return f.kind(n) == annotate.That || f.mark(n, lexicon.Comma) && f.mark(n+1, lexicon.OpenQuote) || f.mark(n, lexicon.OpenQuote)
}

// bareClause reports whether a clause with its own verb begins at noun phrase c:
// "the road | was closed".
func (f *finder) bareClause(c int) bool {
	for k := c + 1; k < f.cb && k < c+14; k++ {
		switch ch := f.chunk(k); ch.Kind {
		case annotate.VG:
			if ch.Form&annotate.Finite != 0 {
				return !f.tagOf(k)
			}
			if ch.Form&annotate.ToInf != 0 && k == c+1 {
				return false
			}
		case annotate.Conj:
			// "found the letters and | left": what is found, no clause
			n := k + 1
			for f.kind(n) == annotate.Adverb {
				n++
			}
			if v := f.chunk(n); v != nil && v.Kind == annotate.VG && v.Form&annotate.Finite != 0 && !f.verbBetween(c, k) {
				return false
			}
		case annotate.Prep:
			if f.w.Breaks.Has(f.d.Words[ch.First]) && !f.w.Nominal.Has(f.d.Words[ch.First]) {
				return false
			}
		case annotate.Quotes:
			if q := f.d.Quoted(int(ch.First)); f.mark(k, lexicon.CloseQuote) && q != nil && q.First < int(f.chunk(c).First) {
				return false
			}
		case annotate.Rel:
			return f.verbAfterRelative(k)
		case annotate.Mark:
			if f.mark(k, lexicon.Stop) || f.mark(k, lexicon.Colon) || f.mark(k+1, lexicon.OpenQuote) && f.longQuote(int(f.chunk(k+1).First)) {
				return false
			}
		case annotate.That:
			return false
		}
	}
	return false
}

// verbBetween reports whether a verb of any form stands between two chunks: a
// past may have been taken for a participle.
func (f *finder) verbBetween(c, k int) bool {
	for ; c < k; c++ {
		if f.kind(c) == annotate.VG {
			return true
		}
	}
	return false
}

// tagOf reports whether the finite verb at chunk k only tags what stands before
// it: "offers shelter to the displaced, | the monitor said".
func (f *finder) tagOf(k int) bool {
	if f.kind(k-1) != annotate.NP || !f.mark(k-2, lexicon.Comma) && f.kind(k-2) != annotate.NP {
		return false
	}
	v, ok := f.verbCue(k)
	return ok && v.form&annotate.Passive == 0 && v.cue.Speech&(lexicon.TakesQuote|lexicon.TakesThat) != 0 && f.atEnd(v.chunk+1)
}

// verbAfterRelative reports whether a second finite verb follows the relative
// clause at chunk c: "the man who fled | was caught".
func (f *finder) verbAfterRelative(c int) bool {
	n := 0
	for k := c + 1; k < f.cb && k < c+14; k++ {
		if ch := f.chunk(k); ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 {
			if n++; n == 2 {
				return true
			}
		} else if ch.Kind == annotate.Conj || f.mark(k, lexicon.Stop) {
			return false
		}
	}
	return false
}

// leadIn reports whether a clause begins with the phrase at chunk c: "said | in
// Orvel two people died", "said | under the plan, they".
func (f *finder) leadIn(c int) bool {
	if f.kind(c+1) != annotate.NP && f.kind(c+1) != annotate.VG || f.w.Breaks.Has(f.d.Words[f.chunk(c).First]) && !f.w.Nominal.Has(f.d.Words[f.chunk(c).First]) && f.d.Words[f.chunk(c).First] != f.w.As {
		return false
	}
	for k := c + 3; k < f.cb && k < c+8; k++ {
		ch := f.chunk(k)
		if ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 {
			return f.kind(k-1) == annotate.NP && f.ownSubject(c+2, k)
		}
		if f.mark(k, lexicon.Stop) || f.mark(k, lexicon.CloseQuote) {
			return false
		}
	}
	return false
}

// ownSubject reports whether a noun phrase that no preposition governs stands
// between two chunks: "rounds found | in the bodies of three | came" has none.
func (f *finder) ownSubject(a, b int) bool {
	for k := a; k < b; k++ {
		if f.kind(k) == annotate.NP && f.kind(k-1) != annotate.Prep {
			return true
		}
	}
	return false
}

// afterMark reads a content behind a colon, a comma or a dash.
func (f *finder) afterMark(x *found, v verbCue, c int, takes lexicon.Takes) lexicon.Takes {
	first := int(f.chunk(c).First)
	said := takes & (lexicon.TakesQuote | lexicon.TakesThat)
	switch f.tag(first) {
	case lexicon.Colon:
		if said == 0 && takes&lexicon.TakesNP == 0 || f.d.Form(first) != ":" {
			return 0
		}
		if first+1 >= f.b {
			return f.colonAtEnd(x, takes)
		}
		x.rule = ruleColon
		if f.tag(first+1) == lexicon.OpenQuote {
			f.quoteContent(x, first+1, v.chunk)
			return pick(takes, lexicon.TakesQuote, lexicon.TakesThat, lexicon.TakesNP)
		}
		if said == 0 {
			return 0
		}
		x.content.add(f.trim(annotate.Range{First: first + 1, End: f.b}))
		return pick(takes, lexicon.TakesQuote, lexicon.TakesThat)
	case lexicon.Comma, lexicon.Dash:
		if takes&lexicon.TakesQuote != 0 && f.tag(first+1) == lexicon.OpenQuote && f.longQuote(first+1) {
			f.quoteContent(x, first+1, v.chunk)
			return lexicon.TakesQuote
		}
		// "said that, with the road closed," begins with its "that"; "said,
		// however, that" and "said, in effect, that"
		if said != 0 {
			for k := c + 1; k < f.cb && k < c+9; k++ {
				ch := f.chunk(k)
				if f.mark(k, lexicon.Comma) {
					if n := f.chunk(k + 1); n != nil && n.Kind == annotate.That && takes&lexicon.TakesThat != 0 {
						x.content.add(f.clause(int(n.First), v.chunk))
						x.rule = ruleThat
						return lexicon.TakesThat
					} else if n != nil && f.mark(k+1, lexicon.OpenQuote) && f.longQuote(int(n.First)) {
						f.quoteContent(x, int(n.First), v.chunk)
						return lexicon.TakesQuote
					} else if n != nil && n.Kind == annotate.NP && takes&lexicon.TakesThat != 0 && f.bareClause(k+1) {
						// "said, if elected, she would"
						x.content.add(f.clause(int(f.chunk(c).End), v.chunk))
						x.rule = ruleBareClause
						return lexicon.TakesThat
					}
					return 0
				}
				if ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 || f.mark(k, lexicon.Stop) {
					return 0
				}
			}
		}
	}
	return 0
}

// longQuote reports whether the quotation that opens at i is a statement and
// not a word in marks.
func (f *finder) longQuote(i int) bool {
	q := f.d.Quoted(i)
	return q != nil && (q.Words >= 4 || f.endsStatement(q))
}

// endsStatement reports whether the quotation closes with a mark of punctuation
// inside.
func (f *finder) endsStatement(q *annotate.Quote) bool {
	last := f.lastInside(q)
	if last <= q.First {
		return false
	}
	t := f.d.Tags[last]
	return t == lexicon.Comma || t == lexicon.Stop || t == lexicon.Dash
}

// lastInside is the last token of the quotation before its closing mark, which
// may be two tokens.
func (f *finder) lastInside(q *annotate.Quote) int {
	last := q.End - 1
	if q.Closed {
		if last--; q.Double && f.single(q.End-1) {
			last-- // the mark is two apostrophes
		}
	}
	return last
}

// single reports whether the mark is a single one, half of a double.
func (f *finder) single(i int) bool {
	form := f.d.Form(i)
	return form == "'" || form == "’"
}

// colonAtEnd reads "the spokesman said:" at a paragraph's end: the next block is
// the content, with marks or set off without them.
func (f *finder) colonAtEnd(x *found, takes lexicon.Takes) lexicon.Takes {
	if takes&(lexicon.TakesQuote|lexicon.TakesThat) == 0 || f.d.Form(f.b-1) != ":" || f.b >= len(f.d.Tokens) || !f.d.Is(f.b, annotate.Opens) {
		return 0
	}
	x.rule = ruleBlock
	if q := f.d.InQuote[f.b]; q > 0 {
		x.content.add(f.quotePiece(q - 1))
		return lexicon.TakesQuote
	}
	end := f.b
	for end < len(f.d.Tokens) && f.d.Tokens[end].Block == f.d.Tokens[f.b].Block {
		end++
	}
	x.content.add(annotate.Range{First: f.b, End: end})
	x.whole = true
	return lexicon.TakesQuote
}

// quoteContent takes the quotation that opens at i, and where it is but a part
// of the sentence, the clause that it stands in.
func (f *finder) quoteContent(x *found, i, cueChunk int) {
	q := f.d.InQuote[i]
	if q == 0 {
		x.content.add(f.clause(i, cueChunk))
		x.rule = ruleMixed
		return
	}
	quote := &f.d.Quotes[q-1]
	if quote.First != i { // a quotation in a quotation
		x.content.add(f.clause(i, cueChunk))
		x.rule = ruleQuoteInQuote
		return
	}
	end := quote.End
	if end >= f.b || f.endsStatement(quote) || f.tag(end) == lexicon.Stop || f.tag(end) == lexicon.Comma || f.tag(end) == lexicon.Colon {
		x.content.add(f.quotePiece(q - 1))
		if x.rule != ruleColon {
			x.rule = ruleQuoteAfter
		}
		x.whole = true
		return
	}
	x.content.add(f.clause(i, cueChunk))
	x.rule = ruleMixed
}

// quotePiece is the quotation with those that continue it in new paragraphs.
func (f *finder) quotePiece(q int32) annotate.Range {
	r := f.d.Quotes[q].Range
	for k := q + 1; int(k) < len(f.d.Quotes); k++ {
		if n := &f.d.Quotes[k]; n.Continues == q {
			r.End = n.End
			q = k
		} else if n.Outer < 0 {
			break
		}
	}
	return r
}
