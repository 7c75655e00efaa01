package attribution

import (
	"sort"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// quotations looks after the statements in quotation marks that no cue took: a
// quotation that goes on in the next paragraph, and a paragraph of quotation
// without source and cue, whose speaker carries over.
func (f *finder) quotations() {
	last := int32(-1) // the attribution that holds the quotation before
	f.ruled = len(f.found)
	for qi := range f.d.Quotes {
		q := &f.d.Quotes[qi]
		if q.Outer >= 0 || !q.Double && q.Words < 4 && !f.heading(q) {
			continue
		}
		if f.taken[qi] != 0 {
			last = f.taken[qi] - 1
			continue
		}
		if q.Continues >= 0 && f.taken[q.Continues] != 0 {
			f.taken[qi] = f.taken[q.Continues]
			f.found[f.taken[qi]-1].content.add(q.Range)
			last = f.taken[qi] - 1
			continue
		}
		if f.insideContent(q.First) || q.Words < 4 && !f.heading(q) || !f.ownSentence(q) {
			continue
		}
		if f.heading(q) {
			f.emitAlone(qi)
			continue
		}
		if last >= 0 && f.follows(last, q) {
			f.found[last].content.add(q.Range)
			f.taken[qi] = last + 1
			continue
		}
		last = f.emitAlone(qi)
	}
}

// emitAlone keeps quotation qi as an attribution without source and cue.
func (f *finder) emitAlone(qi int) int32 {
	x := found{rule: ruleCarried, class: sayso.Speech, head: -1, whole: true}
	x.content.add(f.quotePiece(int32(qi)))
	f.sent = f.sentenceOf(f.d.Quotes[qi].First)
	i := f.emit(x)
	f.take(int32(qi+1), i)
	return int32(i)
}

// joinQuotes gives a quotation that stands alone to the one who spoke in the
// sentence before it: "The mayor said that the dam was safe. "We looked at every
// stone.""
func (f *finder) joinQuotes() {
	kept := f.found[:0]
	for i := range f.found {
		x := f.found[i]
		if x.rule == ruleCarried && !f.d.Is(x.content.first(), annotate.Opens) {
			if j := f.spokeBefore(kept, &x); j >= 0 {
				for _, r := range x.content.all() {
					kept[j].content.add(r)
				}
				continue
			}
		}
		kept = append(kept, x)
	}
	f.found = kept
}

// spokeBefore is which of the list, in the order of their first words, speaks up
// to the end of the sentence before the quotation x, in the same paragraph; -1 =
// none.
func (f *finder) spokeBefore(list []found, x *found) int {
	sent := f.sentenceOf(x.content.first()) - 1
	if sent < 0 {
		return -1
	}
	s := &f.d.Sentences[sent]
	for j := len(list) - 1; j >= 0 && list[j].start() >= s.First; j-- {
		y := &list[j]
		if y.class == sayso.Speech && y.source.Len() > 0 && !y.lead && int(y.sent) == sent && y.content.end() >= s.End-1 && y.content.first() >= s.First {
			return j
		}
	}
	return -1
}

// heading reports whether the quotation is a paragraph of its own that does not
// end a sentence: a line between paragraphs that quotes what they tell.
func (f *finder) heading(q *annotate.Quote) bool {
	if !q.Closed || !f.d.Is(q.First, annotate.Opens) || q.End < len(f.d.Tokens) && !f.d.Is(q.End, annotate.Opens) {
		return false
	}
	switch f.d.Tags[f.lastInside(q)] {
	case lexicon.Stop, lexicon.Comma, lexicon.Dash:
		return false
	}
	b := f.d.Tokens[q.First].Block
	return b > 0 && f.d.Blocks[b-1].Kind == sayso.Paragraph
}

// headingOf is the quotation that attribution x consists of, where it is a heading;
// -1 where it is none.
func (f *finder) headingOf(x *found) int {
	if x.rule != ruleCarried || x.source.Len() > 0 || x.content.n == 0 {
		return -1
	}
	q := int(f.d.InQuote[x.content.first()]) - 1
	if q < 0 || !f.heading(&f.d.Quotes[q]) {
		return -1
	}
	return q
}

// headings gives the quotations that are headings to those in whose quoted words
// they stand: 'Safe enough', above "The dam is safe enough," the mayor said.
func (f *finder) headings() {
	for i := range f.found {
		x := &f.found[i]
		q := f.headingOf(x)
		if q < 0 {
			continue
		}
		best, near := -1, 0
		for k := range f.found {
			y := &f.found[k]
			if k == i || !f.who[k].known() || y.class != sayso.Speech || y.content.n == 0 || !f.echoed(f.d.Quotes[q].Range, y) {
				continue
			}
			far := int(y.sent - x.sent)
			if far < 0 {
				far = -2 * far // what a heading quotes rather follows
			}
			if best < 0 || far < near {
				best, near = k, far
			}
		}
		if best >= 0 {
			f.who[i] = f.who[best]
		}
	}
}

// echoed reports whether all longer words of the range stand in quoted words of
// the attribution's content.
func (f *finder) echoed(r annotate.Range, y *found) bool {
	words := 0
next:
	for i := r.First; i < r.End; i++ {
		if f.d.Tokens[i].Len() < 4 || !f.d.Is(i, annotate.Alpha) {
			continue
		}
		words++
		for _, p := range y.content.all() {
			for k := p.First; k < p.End; k++ {
				if f.d.Tokens[k].Hash == f.d.Tokens[i].Hash && f.d.InQuote[k] != 0 && !r.Has(k) {
					continue next
				}
			}
		}
		return false
	}
	return words > 0
}

// ownSentence reports whether the quotation is a sentence of its own, and not a
// title or a word in marks.
func (f *finder) ownSentence(q *annotate.Quote) bool {
	if !f.d.Is(q.First, annotate.Starts) {
		return false
	}
	if !q.Closed {
		return q.Words >= 6
	}
	return q.End >= len(f.d.Tokens) || f.d.Is(q.End, annotate.Starts) || f.d.Tags[q.End] == lexicon.Stop
}

// follows reports whether the quotation stands directly behind the content of
// the attribution, or behind its tag.
func (f *finder) follows(x int32, q *annotate.Quote) bool {
	y := &f.found[x]
	if y.content.n == 0 {
		return false
	}
	last := y.content.end() - 1
	if q.First < last {
		return false
	}
	if f.d.Tokens[q.First].Block == f.d.Tokens[last].Block {
		// no more than a sentence of tag or telling stands between
		return f.sentenceOf(q.First)-f.sentenceOf(last) <= 2
	}
	// a new paragraph: nothing but the tag stands between
	end := max(last+1, y.source.End)
	if y.cue.n > 0 {
		end = max(end, y.cue.end())
	}
	if f.sentenceOf(end-1) == int(y.sent) && y.lead && !f.goesOnTelling(end, f.d.Sentences[y.sent].End) {
		end = max(end, f.d.Sentences[y.sent].End)
	}
	for ; end < q.First; end++ {
		if !f.d.Is(end, annotate.Punct) {
			return false
		}
	}
	return true
}

// goesOnTelling reports whether the rest of a tag's sentence tells something of
// its own: "..., said the driver, who added that he had slept".
func (f *finder) goesOnTelling(a, b int) bool {
	for k := a; k < b; k++ {
		if ch := &f.d.Chunks[f.d.ChunkOf[k]]; ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 && f.lex.Cues.Verb(f.d.Words[ch.Head]) != nil {
			return true
		}
	}
	return false
}

// insideContent reports whether token i is credited already. Found stand in the
// order of their sentences, so that only the last ones are asked.
func (f *finder) insideContent(i int) bool {
	sent := int32(f.sentenceOf(i))
	for k := f.foundUpTo(sent); k >= 0 && f.found[k].sent > sent-40; k-- {
		x := &f.found[k]
		if x.content.n > 0 && x.content.first() <= i && i < x.content.end() && x.content.has(i) {
			return true
		}
	}
	return false
}

// foundUpTo is the last attribution whose cue stands in the sentence or shortly
// behind it.
func (f *finder) foundUpTo(sent int32) int {
	return sort.Search(f.ruled, func(k int) bool { return f.found[k].sent > sent+40 }) - 1
}

// sentenceOf is the sentence that token i stands in.
func (f *finder) sentenceOf(i int) int {
	lo, hi := 0, len(f.d.Sentences)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.d.Sentences[mid].End <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
