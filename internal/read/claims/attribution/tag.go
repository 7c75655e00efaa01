package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// tagAfter reads a tag behind or inside its content: "..., the mayor said",
// "..., said the mayor", "... , he said, ...". It reports whether the verb
// group was one.
func (f *finder) tagAfter(v verbCue, c int) bool {
	if v.cue.Takes()&(lexicon.TakesQuote|lexicon.TakesThat) == 0 || v.form&annotate.Finite == 0 || v.adjective {
		return false
	}
	x := found{head: int32(v.head), lead: true, class: v.cue.Class(pick(v.cue.Takes(), lexicon.TakesQuote, lexicon.TakesThat), 0)}
	var left, right int // the content ends before chunk left; the sentence goes on at chunk right
	inverted := false
	k := c - 1
	if f.closesContent(k) && f.kind(v.chunk+1) == annotate.NP && !f.isTime(v.chunk+1) && f.inverts(v, c) {
		// "said the mayor"
		x.source = annotate.Range{First: int(f.chunk(v.chunk + 1).First), End: f.sourceAfter(v.chunk + 1)}
		left, right, inverted = k, f.sourceAfterEnd(v.chunk+1), true
		x.rule = ruleTagInverted
	} else {
		src, first, ok := f.sourceBefore(c, v.form)
		if !ok || src.Len() == 0 || f.w.Subordinators.Has(f.d.Words[src.First]) && src.Len() == 1 {
			return false // "the mayor, when | asked, said"
		}
		if first >= 0 {
			v.r.First = min(v.r.First, first)
		}
		k := int(f.d.ChunkOf[src.First]) - 1
		for f.kind(k) == annotate.Adverb || f.isTime(k) {
			k--
		}
		if k < f.ca && f.quoteBehind() && f.tagEndsWith(v.chunk+1, v.cue) {
			return f.tagAlone(v, src)
		}
		if k < f.ca || !f.closesContent(k) && !(f.kind(k) == annotate.Prep && f.d.Words[f.chunk(k).First] == f.w.As && f.closesContent(k-1)) {
			return f.unmarkedTag(v, src, c)
		}
		if !f.tagEndsWith(v.chunk+1, v.cue) && !(f.quoteBefore(k) && !f.contentFollows(v)) {
			return false
		}
		x.source = src
		left, right = k, v.chunk+1
		if f.kind(k) == annotate.Prep {
			left = k - 1
		}
		x.rule = ruleTagAfter
	}
	if !f.before(&x, left) || f.occasion(&x, left) && f.atEnd(right) {
		return false
	}
	if n, _ := f.lex.Cues.Prefix.Match(f.d.Words[x.content.first():f.b]); n > 0 && v.cue.Takes()&lexicon.TakesPlain == 0 {
		return false // "According to Marsk, who toured the camp, the tents | leak"
	}
	cue := v.r
	after, cueEnd := f.skip(right)
	if cueEnd > cue.End && !inverted {
		cue.End = cueEnd
	}
	x.cue.add(cue)
	f.resume(&x, after, inverted)
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
	return true
}

// inverts reports whether the verb stands before its source: "...," said the
// mayor. Without marks of quotation the words before must be a clause, and the
// noun before the comma no subject with its apposition ("Dal, the mayor, told").
func (f *finder) inverts(v verbCue, c int) bool {
	np := f.chunk(v.chunk + 1)
	if f.tag(int(np.First)) == lexicon.PRP && !f.w.Subject.Has(f.d.Words[np.First]) {
		return false
	}
	if f.counted(int(np.Head)) || f.tag(int(np.Head)) == lexicon.CD || f.d.Words[np.Head] == f.w.It {
		return false // "..., denies civilian deaths", "The mayor, asked how many fell, said 12": what is said, not who
	}
	if f.tag(int(np.First)) == lexicon.CD && v.cue.Takes()&lexicon.TakesPlain == 0 && !f.quoteBefore(c-1) {
		return false // "A team, sent on Monday, found two survivors"
	}
	end := f.sourceAfterEnd(v.chunk + 1)
	if f.kind(end) == annotate.VG && f.chunk(end).Form&annotate.Finite != 0 || f.kind(end) == annotate.That {
		return false
	}
	if f.quoteBefore(c - 1) {
		return true
	}
	if f.splits(v, c, end) {
		return true
	}
	if v.cue.Takes()&lexicon.TakesTold != 0 && end >= f.cb-1 && f.tag(int(np.Head)) == lexicon.NNP && np.Noun&(lexicon.Role|lexicon.Title) != 0 && f.tag(v.head) == lexicon.VBD && f.finiteBetween(f.ca, c-1) && !f.apposition(c-1) {
		return true // "The road is closed, | informed Inspector Dal."
	}
	if v.cue.Takes()&lexicon.TakesTold != 0 || v.cue.Takes()&lexicon.TakesThat == 0 {
		return false
	}
	if end >= f.cb && f.mark(c-1, lexicon.Comma) && np.Noun&(lexicon.Role|lexicon.Org|lexicon.Unnamed) != 0 && f.tag(v.head) != lexicon.VBD && c-f.ca > 2 {
		return true // a headline: "Toll of ferry fire rises to 31, | say officials"
	}
	return f.tagEnds(end) && f.finiteBetween(f.ca, c-1) && f.kind(c-2) != annotate.Rel && !f.apposition(c-1)
}

// splits reports whether the tag from chunk c up to chunk end stands between a
// subject and its verb: "The dam, | said the engineer, | would not hold".
func (f *finder) splits(v verbCue, c, end int) bool {
	n, np := f.chunk(end+1), f.chunk(v.chunk+1)
	if v.cue.Takes()&lexicon.TakesTold != 0 && np.Noun&(lexicon.Role|lexicon.Org|lexicon.Group|lexicon.Title) == 0 && f.tag(int(np.Head)) != lexicon.NNP {
		return false // "The minister, told the news, would not comment"
	}
	plain := v.cue.Takes()&lexicon.TakesPlain != 0 || f.tag(v.head) == lexicon.VBZ // which is no participle: "believes the ministry"
	return plain && f.mark(c-1, lexicon.Comma) && f.mark(end, lexicon.Comma) && n != nil && n.Kind == annotate.VG && n.Form&annotate.Finite != 0 &&
		f.kind(c-2) == annotate.NP && !f.finiteBetween(f.ca, c-1)
}

// apposition reports whether the comma at chunk k closes an apposition whose
// noun has no verb yet: "Dal, the mayor, | said".
func (f *finder) apposition(k int) bool {
	for j := k - 1; j > f.ca; j-- {
		if f.mark(j, lexicon.Comma) {
			if f.kind(j-1) == annotate.NP && (f.kind(j+1) == annotate.Rel || f.tag(int(f.chunk(j+1).First)) == lexicon.WPS) && !f.finiteBetween(f.ca, j) {
				return true // "Dal, who saw the fire, | blamed looters"
			}
			return f.kind(j-1) == annotate.NP && !f.finiteBetween(j, k) && (f.kind(j-2) != annotate.VG && f.kind(j-2) != annotate.Prep)
		}
	}
	return false
}

// quoteBehind reports whether the sentence before, in the same block, ended with
// a quotation: "Why now?" | the mayor asked.
func (f *finder) quoteBehind() bool {
	return f.a > 0 && f.d.Tags[f.a-1] == lexicon.CloseQuote && !f.d.Is(f.a, annotate.Opens) && f.d.Quoted(f.a) == nil
}

// tagAlone reads a tag that the splitter made a sentence of its own.
func (f *finder) tagAlone(v verbCue, src annotate.Range) bool {
	q := f.d.InQuote[f.a-1]
	if q == 0 || f.taken[q-1] != 0 {
		return false
	}
	x := found{head: int32(v.head), lead: true, rule: ruleQuoteBefore, source: src, whole: true, class: v.cue.Class(lexicon.TakesQuote, 0)}
	x.cue.add(v.r)
	x.content.add(annotate.Range{First: f.chainStart(q - 1), End: f.d.Quotes[q-1].End})
	f.resumeNext(&x)
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
	return true
}

// unmarkedTag reads a tag without its comma at the sentence's end, as in texts
// that lost their punctuation: "Two people died on Tuesday the mayor said."
func (f *finder) unmarkedTag(v verbCue, src annotate.Range, c int) bool {
	if !f.atEnd(v.chunk+1) || v.cue.Takes()&lexicon.TakesThat == 0 || v.cue.Speech&lexicon.TakesQuote == 0 {
		return false
	}
	k := int(f.d.ChunkOf[src.First])
	if f.apart(k - 1) {
		return false // "..., something | the ministry denies"
	}
	if f.kind(k-1) == annotate.VG {
		if w, is := f.verbCue(k - 1); is && w.cue.Takes()&lexicon.TakesThat != 0 && w.form&annotate.Finite != 0 {
			return false // "she said | he would not speculate"
		}
	}
	if k <= f.ca+2 || f.kind(k-1) == annotate.Rel || f.kind(k-1) == annotate.That || f.kind(k-1) == annotate.Prep || f.kind(k-1) == annotate.Conj || !f.finiteBetween(f.ca, k) {
		return false
	}
	x := found{head: int32(v.head), lead: true, rule: ruleTagUnmarked, source: src, class: v.cue.Class(lexicon.TakesThat, 0)}
	x.cue.add(v.r)
	x.content.add(f.trim(annotate.Range{First: f.leadStart(k), End: src.First}))
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
	return true
}

// atEnd reports whether the sentence ends at chunk c, but for times and places
// of saying.
func (f *finder) atEnd(c int) bool {
	k, _ := f.skip(c)
	return k >= f.cb || f.mark(k, lexicon.Stop)
}

// tagEndsWith is tagEnds, where "told reporters" has its addressee.
func (f *finder) tagEndsWith(c int, cue *lexicon.Cue) bool {
	if f.tagEnds(c) {
		return true
	}
	if cue.Takes()&lexicon.TakesTold != 0 && f.kind(c) == annotate.NP {
		return f.tagEnds(f.phraseEnd(c))
	}
	if f.kind(c) == annotate.Prep && cue.Preps()&f.lex.Cues.Prep(f.d.Words[f.chunk(c).First]) != 0 && f.kind(c+1) == annotate.NP {
		return f.tagEnds(f.phraseEnd(c + 1))
	}
	return false
}

// occasion reports whether what stands before the tag at chunk left tells only when
// or why: "When the order came, | Dal did not argue".
func (f *finder) occasion(x *found, left int) bool {
	c := int(f.d.ChunkOf[x.content.first()])
	if x.content.n != 1 || f.tag(x.content.first()) != lexicon.WRB && !f.w.Subordinators.Has(f.d.Words[x.content.first()]) || f.d.InQuote[x.content.first()] != 0 || f.kind(c+1) != annotate.NP {
		return false
	}
	for k := c + 1; k < left; k++ {
		if f.mark(k, lexicon.Comma) {
			return false
		}
	}
	return true
}

// contentFollows reports whether the cue has a content behind it too, so that
// the quotation before it is another's.
func (f *finder) contentFollows(v verbCue) bool {
	var x found
	t, p, _ := f.complement(&x, v)
	return t != 0 || p != 0
}

// closesContent reports whether the mark at chunk k can stand between a content
// and its tag.
func (f *finder) closesContent(k int) bool {
	ch := f.chunk(k)
	if ch == nil {
		return false
	}
	switch f.tag(int(ch.First)) {
	case lexicon.Comma, lexicon.CloseQuote, lexicon.Dash:
		return k > f.ca
	case lexicon.Stop: // "Stop!" she said
		return k > f.ca && k < f.cb-1
	}
	return false
}

// quoteBefore reports whether a quotation closes at the mark.
func (f *finder) quoteBefore(k int) bool {
	return f.mark(k, lexicon.CloseQuote) || f.mark(k-1, lexicon.CloseQuote)
}

// before takes the content that ends before chunk left: the quotation that
// closes there, or the sentence so far.
func (f *finder) before(x *found, left int) bool {
	end := int(f.chunk(left).First)
	if f.mark(left, lexicon.CloseQuote) {
		end = int(f.chunk(left).End)
	}
	last := end - 1
	if f.tag(last) == lexicon.Comma && f.tag(last-1) == lexicon.CloseQuote {
		last--
	}
	if f.tag(last) == lexicon.CloseQuote {
		if q := f.d.InQuote[last]; q > 0 && f.d.Quotes[q-1].End >= last+1 {
			quote := &f.d.Quotes[q-1]
			start := f.leadStartToken(last)
			if quote.End == last+1 && (quote.First <= start || f.longQuote(quote.First) && f.nothingBefore(start, quote.First)) {
				// a quotation alone, with those it continues
				x.content.add(annotate.Range{First: f.chainStart(q - 1), End: last + 1})
				x.whole = true
				x.rule = ruleQuoteBefore
				return true
			}
		}
	}
	start := f.leadStartToken(last)
	x.content.add(f.trim(annotate.Range{First: start, End: end}))
	return x.content.n > 0 && x.content.words() > 0
}

// nothingBefore reports whether only a conjunction or an adverb stands between
// the two tokens.
func (f *finder) nothingBefore(start, i int) bool {
	for k := start; k < i; k++ {
		switch f.tag(k) {
		case lexicon.CC, lexicon.RB, lexicon.Comma, lexicon.Dash:
		default:
			return false
		}
	}
	return true
}

// chainStart is the first token of the quotation q with those before it that it
// continues.
func (f *finder) chainStart(q int32) int {
	for f.d.Quotes[q].Continues >= 0 {
		q = f.d.Quotes[q].Continues
	}
	return f.d.Quotes[q].First
}

// leadStart and leadStartToken are where a content begins that stands before its
// tag: the sentence's start, or after the last thing that cannot belong to it.
func (f *finder) leadStart(c int) int { return f.leadStartToken(int(f.chunk(c).First) - 1) }

func (f *finder) leadStartToken(last int) int {
	start := f.a
	if q := f.d.Quoted(last); q != nil && q.First > f.a && q.End > last+1 {
		start = q.First + 1 // a tag inside a quotation
	} else if q != nil && q.First < f.a && q.End > last+1 {
		start = f.a
	} else if q != nil && q.First < f.a && q.End <= last+1 {
		start = q.First // the quotation began sentences ago
	}
	for k := last; k > start; k-- {
		switch f.tag(k) {
		case lexicon.Colon:
			return k + 1
		case lexicon.Stop:
			if f.d.Quoted(k) == nil {
				return k + 1
			}
		}
		// a cue with its own source earlier in the sentence
	}
	if t := f.tag(start); t == lexicon.CC && f.d.Quoted(start) == nil {
		start++
		if f.tag(start) == lexicon.Comma {
			start++
		}
	}
	return start
}

// resume adds what of the content goes on behind the tag: the rest of the
// sentence after a comma, and the quotation's next sentences.
func (f *finder) resume(x *found, c int, inverted bool) {
	if f.mark(c, lexicon.Comma) || f.mark(c, lexicon.Dash) || f.mark(c, lexicon.Colon) {
		n := f.chunk(c + 1)
		if n != nil && !x.whole && f.mark(c, lexicon.Comma) && !f.mark(c+1, lexicon.OpenQuote) && !f.finiteBetween(int(f.d.ChunkOf[x.content.first()]), int(f.d.ChunkOf[x.content.end()-1])+1) {
			// "In those years, she said, when ...": the clause proper is behind
			x.content.add(f.clause(int(n.First), -1))
			return
		}
		switch {
		case n == nil:
			return
		case f.mark(c+1, lexicon.OpenQuote):
			if q := f.d.InQuote[n.First]; q > 0 && f.d.Quotes[q-1].First == int(n.First) {
				x.content.add(f.quotePiece(q - 1))
				return
			}
			x.content.add(f.clause(int(n.First), -1))
			return
		case f.mark(c, lexicon.Colon):
			return
		case n.Kind == annotate.VG && n.Form&annotate.Ing != 0, n.Kind == annotate.Rel, x.whole && n.Kind != annotate.Adverb:
			f.resumeRest(x, c)
			return // "he said, adding", "he said, referring to"
		case n.Kind == annotate.Conj && f.d.Words[n.First] != f.w.And, n.Kind == annotate.Prep && (f.w.Breaks.Has(f.d.Words[n.First]) || f.d.Words[n.First] == f.w.According):
			return
		case inverted && n.Kind == annotate.NP && !f.ownClause(c+1), f.apart(c+1) && f.kind(c+2) == annotate.NP:
			return
		case x.content.n > 0 && f.d.Quoted(x.content.end()-1) != nil && f.d.Quoted(x.content.end()-1).End == x.content.end():
			return
		}
		x.content.add(f.clause(int(n.First), -1))
		return
	}
	f.resumeRest(x, c)
}

// resumeRest looks beyond the rest of the tag's sentence for the quotation's
// next sentence.
func (f *finder) resumeRest(x *found, c int) {
	if !x.whole {
		return
	}
	for ; c < f.cb; c++ {
		if f.kind(c) == annotate.Quotes {
			return
		}
	}
	f.resumeNext(x)
}

// resumeNext adds the quotation that opens the next sentence of the paragraph,
// when it has no tag of its own: "...," he said. "..."
func (f *finder) resumeNext(x *found) {
	i := f.b
	for i < len(f.d.Tokens) && !f.d.Is(i, annotate.Opens) && f.d.Tags[i] == lexicon.OpenQuote {
		q := f.d.InQuote[i]
		if q == 0 || f.d.Quotes[q-1].First != i {
			return
		}
		quote := &f.d.Quotes[q-1]
		if !f.endsStatement(quote) && quote.Closed && quote.End < len(f.d.Tokens) && f.d.Tags[quote.End] != lexicon.Stop {
			return
		}
		if f.tagBehind(quote) {
			return
		}
		r := f.quotePiece(q - 1)
		x.content.add(r)
		i = r.End
		if i < len(f.d.Tokens) && f.d.Tags[i] == lexicon.Stop {
			i++
		}
	}
}

// tagBehind reports whether the quotation has a tag of its own behind it.
func (f *finder) tagBehind(q *annotate.Quote) bool {
	last := f.lastInside(q)
	return q.End < len(f.d.Tokens) && (f.d.Tags[last] == lexicon.Comma || f.d.Tags[q.End] == lexicon.Comma || f.d.Tags[last] == lexicon.Stop && !f.d.Is(q.End, annotate.Starts) && f.d.Tags[q.End] != lexicon.Stop && f.d.Tags[q.End] != lexicon.OpenQuote && !f.d.Is(q.End, annotate.Capital))
}
