package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// prefix reads "according to X": before, behind or inside its content. The
// phrase is n tokens at k.
func (f *finder) prefix(k, n, id int) {
	cue := &f.lex.Cues.All[id]
	if k+n >= f.b {
		return
	}
	c := int(f.d.ChunkOf[k+n])
	if int(f.chunk(c).First) != k+n || f.kind(c) != annotate.NP {
		if f.tag(k+n) != lexicon.OpenQuote {
			return
		}
	}
	if v := f.kind(int(f.d.ChunkOf[k])); v == annotate.VG && f.d.Words[k] != f.w.According && f.chunk(int(f.d.ChunkOf[k])).Form&annotate.Finite != 0 {
		return // "was citing"
	}
	src := f.nounPhraseFrom(c)
	if src.Len() == 0 {
		return
	}
	x := found{source: src, rule: ruleAccording, class: cue.Class(lexicon.TakesNP, 0), head: -1}
	x.cue.add(annotate.Range{First: k, End: k + n})
	end := src.End
	endChunk := f.cb
	if end < f.b {
		endChunk = int(f.d.ChunkOf[end])
	}
	if p, ok := f.reduced(endChunk); ok && p < endChunk {
		// "according to residents | interviewed by the board"
		for endChunk < f.cb && f.kind(endChunk) != annotate.Mark {
			endChunk++
		}
		x.source.End = int(f.chunk(endChunk - 1).End)
	}
	endChunk = f.pass(endChunk)
	if f.w.According != f.d.Words[k] {
		f.citing(x, k, endChunk)
		return
	}
	before := k - 1
	if f.tag(before) == lexicon.Comma || f.tag(before) == lexicon.LParen || f.tag(before) == lexicon.Dash {
		before--
	}
	if before >= f.a && f.tag(before) != lexicon.OpenQuote && !f.onlyOpening(before) {
		x.content.add(f.trim(annotate.Range{First: f.accordingStart(before), End: before + 1}))
		if f.mark(endChunk, lexicon.Comma) && endChunk+1 < f.cb {
			n := f.chunk(endChunk + 1)
			if n.Kind != annotate.Rel && !(n.Kind == annotate.VG && n.Form&annotate.Ing != 0) && !(n.Kind == annotate.Prep && f.w.Breaks.Has(f.d.Words[n.First])) && !(n.Kind == annotate.Conj && f.d.Words[n.First] == f.w.But) {
				x.content.add(f.clause(int(n.First), -1))
			}
		}
		x.lead = true
	} else if endChunk < f.cb {
		r := annotate.Range{First: int(f.chunk(endChunk).First), End: f.b}
		x.content.add(f.trim(f.clauseOr(r)))
	}
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
}

// pass is the mark that ends what is told of a source before chunk c, its comma:
// "according to X, | who visited the site, ...", "according to the paper, | citing
// an officer, who had seen the wreck, ...".
func (f *finder) pass(c int) int {
	for n := 0; n < 3 && f.mark(c, lexicon.Comma) && (f.kind(c+1) == annotate.Rel || c+1 < f.cb && f.cites(int(f.chunk(c+1).First))); n++ {
		for c++; c < f.cb && !f.mark(c, lexicon.Comma) && !f.mark(c, lexicon.Stop); {
			c++
		}
	}
	return c
}

// clauseOr is the clause at r's start without a leading comma.
func (f *finder) clauseOr(r annotate.Range) annotate.Range {
	for r.First < r.End && f.tag(r.First) == lexicon.Comma {
		r.First++
	}
	if r.Len() == 0 {
		return r
	}
	return f.clause(r.First, -1)
}

// onlyOpening reports whether nothing but a conjunction or adverb stands between
// the sentence's start and token i.
func (f *finder) onlyOpening(i int) bool {
	for k := f.a; k <= i; k++ {
		if t := f.tag(k); t != lexicon.CC && t != lexicon.RB && t != lexicon.Comma && t != lexicon.OpenQuote && t != lexicon.IN {
			return false
		}
	}
	return true
}

// accordingStart is where the content before an "according to" begins.
func (f *finder) accordingStart(last int) int { return f.leadStartToken(last) }

// citing reads ", citing officials": the content is what stands before it.
func (f *finder) citing(x found, k, endChunk int) {
	x.rule = ruleCiting
	if k == f.a && f.mark(endChunk, lexicon.Comma) && endChunk+1 < f.cb {
		// "Citing police, the Courier said that"
		x.content.add(f.clause(int(f.chunk(endChunk+1).First), -1))
		f.emit(x)
		return
	}
	before := k - 1
	if before <= f.a || f.tag(before) != lexicon.Comma && !f.toldBefore(int(f.d.ChunkOf[before])) {
		return
	}
	// the content of the attribution that is open here, else the sentence
	for i := len(f.found) - 1; i >= 0 && int(f.found[i].sent) == f.sent; i-- {
		y := &f.found[i]
		if y.content.n > 0 && y.content.end() <= k && y.content.end() >= before-1 {
			x.content.add(annotate.Range{First: y.content.r[y.content.n-1].First, End: y.content.end()})
			break
		}
	}
	if x.content.n == 0 {
		x.content.add(f.trim(annotate.Range{First: f.leadStartToken(before), End: before}))
	}
	f.emit(x)
}

// toldBefore reports whether a verb of saying ends at chunk c, with a time behind
// it or without: "the station reported on Sunday | citing".
func (f *finder) toldBefore(c int) bool {
	for c > f.ca && (f.isTime(c) || f.kind(c) == annotate.Prep && f.isTime(c+1) || f.kind(c) == annotate.Adverb) {
		c--
	}
	if f.kind(c) != annotate.VG {
		return false
	}
	v, ok := f.verbCue(c)
	return ok && v.form&annotate.Finite != 0 && v.cue.Speech&(lexicon.TakesThat|lexicon.TakesQuote) != 0
}

// noun reads nominal cues: "the ministry's claim that", "his call for", "a
// statement by the army that".
func (f *finder) noun(c int) {
	ch := f.chunk(c)
	head := int(ch.Head)
	cue := f.lex.Cues.Noun(f.d.Words[head])
	if cue == nil || f.tag(head) != lexicon.NN && f.tag(head) != lexicon.NNS {
		return
	}
	x := found{head: int32(head), rule: ruleNoun}
	next := f.chunk(c + 1)
	if next == nil || next.Kind == annotate.Mark {
		return
	}
	// the source: a possessive in the phrase
	poss := -1
	for k := head - 1; k >= int(ch.First); k-- {
		if f.tag(k) == lexicon.POS || f.tag(k) == lexicon.PRPS {
			poss = k
			break
		}
	}
	first := int(ch.First)
	switch {
	case poss >= 0 && f.tag(poss) == lexicon.PRPS:
		x.source = annotate.Range{First: poss, End: poss + 1}
		first = poss + 1
	case poss >= 0:
		x.source = f.nounPhraseBefore(c)
		x.source.End = poss
		first = poss
	}
	if f.d.InQuote[head] != 0 && poss < 0 {
		return
	}
	if f.kind(c-1) == annotate.Prep && f.venue(c-1, c) {
		return // "said in a statement that"
	}
	if f.kind(c-1) == annotate.Prep && ch.First == ch.Head && next.Kind == annotate.VG && f.d.Words[f.chunk(c-1).First] == f.w.In {
		return // "in order to"
	}
	if poss < 0 && head > first && f.tag(head-1) == lexicon.NNP || poss < 0 && head > first && f.lex.Nouns.Is(f.d.Words[head-1], lexicon.Org) {
		// "US intelligence claims"
		a := first
		for a < head-1 && (f.tag(a) == lexicon.DT || f.tag(a) == lexicon.JJ) {
			a++
		}
		x.source = annotate.Range{First: a, End: head}
		first = head
	}
	// "a claim by the army that", "statements from the ministry that"
	after := c + 1
	if x.source.Len() == 0 && next.Kind == annotate.Prep && (f.d.Words[next.First] == f.w.By || f.d.Words[next.First] == f.w.From) && f.kind(c+2) == annotate.NP {
		x.source = annotate.Range{First: int(f.chunk(c + 2).First), End: f.sourceAfter(c + 2)}
		after = f.sourceAfterEnd(c + 2)
		next = f.chunk(after)
		if next == nil {
			return
		}
	}
	x.cue.add(annotate.Range{First: first, End: int(ch.End)})
	if f.carrier(x.source) {
		return
	}
	if x.source.Len() == 0 && next.Kind == annotate.Prep && f.d.Words[next.First] == f.w.In && f.kind(c+2) == annotate.NP && f.chunk(c+2).Noun&lexicon.Org != 0 {
		// "rumours in the press of"
		if n := f.chunk(c + 3); n != nil && (n.Kind == annotate.That || n.Kind == annotate.Prep && cue.Preps()&f.lex.Cues.Prep(f.d.Words[n.First]) != 0) {
			x.source = f.chunk(c + 2).Range()
			after, next = c+3, n
		}
	}
	switch {
	case next.Kind == annotate.That && cue.Takes()&lexicon.TakesThat != 0:
		if f.finiteBetween(f.ca, c) {
			x.content.add(f.clause(int(next.First), -1))
		} else {
			x.content.add(f.nounContentEnd(int(next.First)))
		}
		x.class = cue.Class(lexicon.TakesThat, 0)
	case next.Kind == annotate.VG && next.Form&annotate.ToInf != 0 && cue.Takes()&lexicon.TakesTo != 0 && (x.source.Len() > 0 || f.bareNoun(cue, c)):
		x.content.add(f.nounContentEnd(int(next.First)))
		x.class = cue.Class(lexicon.TakesTo, 0)
	case x.source.Len() > 0 && f.isPlain(after):
		// "Halden's goal was to win", "the union's fear is that"
		if !f.nounIs(&x, cue, after) {
			return
		}
	case next.Kind == annotate.Prep && cue.Preps()&f.lex.Cues.Prep(f.d.Words[next.First]) != 0 && (x.source.Len() > 0 || f.bareNoun(cue, c)) && f.chunk(after+1) != nil && !f.isTime(after+1):
		p := f.lex.Cues.Prep(f.d.Words[next.First])
		x.cue.add(next.Range())
		if f.kind(after+1) == annotate.Rel {
			x.content.add(f.clause(int(next.End), -1)) // "reports on how ..."
		} else {
			x.content.add(f.nounContentEnd(int(next.End)))
		}
		x.class = cue.Class(0, p)
	default:
		return
	}
	if x.source.Len() == 0 {
		// "made a claim that", "there were reports that": the verb's subject
		// where the verb has one cue with the noun is found by the verb
		if f.kind(c-1) == annotate.VG && f.lex.Cues.Light.Has(f.d.Words[f.chunk(c-1).Head]) {
			return
		}
	}
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
}

// isPlain reports whether chunk c is a form of "be" and nothing else.
func (f *finder) isPlain(c int) bool {
	ch := f.chunk(c)
	return ch != nil && ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 && f.w.Be.Has(f.d.Words[ch.Head]) && ch.Form&annotate.Passive == 0
}

// nounIs reads what the noun's "be" in chunk c leads to: an infinitive or a
// clause.
func (f *finder) nounIs(x *found, cue *lexicon.Cue, c int) bool {
	n := f.chunk(c + 1)
	if n == nil {
		return false
	}
	t := lexicon.TakesThat
	switch {
	case n.Kind == annotate.VG && n.Form&annotate.ToInf != 0 && cue.Takes()&lexicon.TakesTo != 0:
		t = lexicon.TakesTo
	case n.Kind == annotate.That && cue.Takes()&lexicon.TakesThat != 0:
	default:
		return false
	}
	x.cue.add(f.chunk(c).Range())
	x.content.add(f.clause(int(n.First), -1))
	x.class = cue.Class(t, 0)
	return true
}

// bareNoun reports whether the noun in chunk c credits without a source:
// "reports of looting". A verb that makes one cue with it has a source.
func (f *finder) bareNoun(cue *lexicon.Cue, c int) bool {
	if cue.Takes()&lexicon.TakesBare == 0 {
		return false
	}
	return f.kind(c-1) != annotate.VG || !f.lex.Cues.Light.Has(f.d.Words[f.chunk(c-1).Head])
}

// nounContentEnd is the content of a nominal cue from token i: up to the finite
// verb of the sentence, if the phrase is its subject.
func (f *finder) nounContentEnd(i int) annotate.Range {
	r := f.clause(i, -1)
	c := int(f.d.ChunkOf[i])
	verbs := 0
	if f.kind(c) == annotate.That {
		verbs = -1
	}
	for k := c + 1; k < f.cb && int(f.chunk(k).First) < r.End; k++ {
		ch := f.chunk(k)
		if ch.Kind == annotate.Rel || ch.Kind == annotate.That {
			verbs--
		}
		if ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 {
			if verbs++; verbs > 0 {
				r.End = int(ch.First)
				break
			}
		}
		if f.mark(k, lexicon.Comma) && verbs <= 0 {
			r.End = int(ch.First)
			break
		}
	}
	return f.trim(r)
}

// adverb reads "reportedly": its clause is credited to nobody in particular.
func (f *finder) adverb(c int) {
	k := int(f.chunk(c).First)
	if !f.lex.Cues.Adverb.Has(f.d.Words[k]) {
		return
	}
	f.adverbAt(k)
}

func (f *finder) adverbAt(k int) {
	x := found{rule: ruleAdverb, class: f.lex.Cues.AdverbClass(f.d.Words[k]), head: int32(k)}
	x.cue.add(annotate.Range{First: k, End: k + 1})
	start := f.a
	for j := k - 1; j >= f.a; j-- {
		if t := f.tag(j); t == lexicon.Comma || t == lexicon.Colon || t == lexicon.OpenQuote || t == lexicon.Dash || t == lexicon.CC && f.kind(int(f.d.ChunkOf[j])) == annotate.Conj || t == lexicon.IN && f.d.Words[j] == f.w.That {
			start = j + 1
			break
		}
	}
	sub := start == f.a && f.w.Subordinators.Has(f.d.Words[start]) && f.subordinate(int(f.d.ChunkOf[k]))
	if sub {
		start++ // "When Dal allegedly fell, | the guard ran"
	}
	x.content.add(f.trim(annotate.Range{First: start, End: k}))
	if k+1 < f.b {
		r := f.clause(k+1, -1)
		for j := r.First; sub && j < r.End; j++ {
			if f.tag(j) == lexicon.Comma {
				r.End = j
			}
		}
		x.content.add(r)
	}
	f.emit(x)
}

// headline reads "Ministry: Three die in blast" and "Three die in blast:
// ministry" in a headline or a first line.
func (f *finder) headline() {
	b := f.d.Sentences[f.sent].Block
	kind := f.d.Blocks[b].Kind
	if kind != sayso.Headline && (f.sent > 0 || !f.d.Is(f.a, annotate.Opens)) || f.b-f.a > 40 || f.d.Tags[f.b-1] == lexicon.Stop && kind != sayso.Headline {
		return
	}
	for k := f.a + 1; k < f.b-1; k++ {
		if t := f.tag(k); t == lexicon.Dash && k > f.a+2 && !f.d.Is(k+1, annotate.Capital) && f.speakerLike(k+1, f.b) {
			// "Six die as ferry sinks - coast guard"; a name there is the paper's
			f.sourceLast(k)
			return
		} else if t != lexicon.Colon || f.d.Form(k) != ":" {
			continue
		}
		if f.speakerLike(f.a, k) {
			x := found{rule: ruleHeadline, class: sayso.Speech, head: -1, source: annotate.Range{First: f.a, End: k}}
			x.cue.add(annotate.Range{First: k, End: k + 1})
			x.content.add(f.trim(annotate.Range{First: k + 1, End: f.b}))
			f.emitHeadline(x)
		} else if f.b-k <= 6 && f.speakerLike(k+1, f.b) {
			f.sourceLast(k)
		}
		return
	}
}

// sourceLast is a headline whose source stands behind the mark at token k.
func (f *finder) sourceLast(k int) {
	x := found{rule: ruleHeadline, class: sayso.Speech, head: -1, lead: true, source: f.trim(annotate.Range{First: k + 1, End: f.b})}
	x.cue.add(annotate.Range{First: k, End: k + 1})
	x.content.add(f.trim(annotate.Range{First: f.a, End: k}))
	f.emitHeadline(x)
}

// labelled reports whether the tokens only say what kind of piece follows:
// "Flash update 3", "Q&A".
func (f *finder) labelled(a, b int) bool {
	for k := a; k < b; k++ {
		if n, part := f.lex.Blocks.Match(f.d.Words[k:b]); n > 0 && part == lexicon.Label {
			for k += n; k < b; k++ {
				if f.d.Is(k, annotate.Alpha) && !f.d.Is(k, annotate.Digit) && !(f.d.Is(k, annotate.Dotted) || f.d.Words[k] == f.w.No) {
					return false
				}
			}
			return true
		}
	}
	return false
}

func (f *finder) emitHeadline(x found) {
	for i := len(f.found) - 1; i >= 0 && int(f.found[i].sent) == f.sent; i-- {
		if y := &f.found[i]; y.content.n > 0 && x.source.First <= int(y.cue.first()) && y.cue.end() <= x.source.End {
			return
		}
	}
	f.emit(x)
}

// speakerLike reports whether the tokens name somebody who can speak: a few
// words, a name, a body or an office among them, and no verb.
func (f *finder) speakerLike(a, b int) bool {
	if b-a > 6 || b <= a || f.labelled(a, b) || f.happening(annotate.Range{First: a, End: b}) {
		return false
	}
	named := false
	for k := a; k < b; k++ {
		t := f.tag(k)
		if annotate.IsVerb(t) && !f.d.Is(k, annotate.Capital) {
			return false
		}
		if t == lexicon.WP && f.d.Is(k, annotate.Upper) {
			named = true // "WHO"
			continue
		}
		switch t {
		case lexicon.MD, lexicon.VBD, lexicon.VBZ, lexicon.VBP, lexicon.WRB, lexicon.CD, lexicon.WP:
			return false
		}
		n := f.lex.Nouns.Of(f.d.Words[k])
		if n&(lexicon.Role|lexicon.Org|lexicon.Given|lexicon.Artefact) != 0 || t == lexicon.NNP && f.lex.Parts.Of(f.d.Words[k]) == 0 {
			named = true
		}
	}
	return named
}

// happening reports whether the words name what happened, or where, and nobody
// who speaks: "Karsk flood: six feared dead", "Morvan Valley: the search ends". A
// country's or a town's name may stand for those who govern there.
func (f *finder) happening(r annotate.Range) bool {
	if r.Len() == 0 || f.lex.EventNouns.Has(f.d.Words[r.End-1]) {
		return r.Len() > 0
	}
	if ch := &f.d.Chunks[f.d.ChunkOf[r.First]]; ch.Kind == annotate.NP && f.lex.EventNouns.Has(f.d.Words[ch.Head]) {
		return true // "Strikes on Veskar: ..."
	}
	for i := range f.d.Places {
		if p := &f.d.Places[i]; p.End == r.End && p.First <= r.First+1 && !p.Demonym {
			return p.Kind == sayso.Site || p.Kind == sayso.Area
		}
	}
	return false
}
