package attribution

import (
	"sort"

	"sayso"
	"sayso/internal/read/annotate"
)

// settle drops what contradicts itself or says the same twice.
func (f *finder) settle() {
	for i := range f.found {
		x := &f.found[i]
		if x.cue.n > 0 && x.content.has(x.cue.first()) && x.rule != ruleAdverb || f.silent(x) {
			x.dead = true
			continue
		}
		for j := i - 1; j >= 0 && f.found[j].sent == x.sent; j-- {
			y := &f.found[j]
			if y.dead || x.dead {
				continue
			}
			if x.cue.n > 0 && y.cue.n > 0 && x.cue.first() < y.cue.end() && y.cue.first() < x.cue.end() {
				// one cue inside the other's: the longer one stands
				if x.cue.words() >= y.cue.words() {
					y.dead = true
				} else {
					x.dead = true
				}
			}
		}
	}
	kept := f.found[:0]
	for _, x := range f.found {
		if !x.dead {
			kept = append(kept, x)
		}
	}
	f.found = kept
	sort.SliceStable(f.found, func(i, j int) bool { return f.found[i].start() < f.found[j].start() })
	f.untag()
}

// untag takes out of each content the tag of what holds it: "He is believed to
// have fled, | the mayor said | on Monday" is believed without the mayor. What
// was found stands in the order of its first words.
func (f *finder) untag() {
	r := reachOf(f.found)
	for i := range f.found {
		y := &f.found[i]
		if y.cue.n == 0 {
			continue
		}
		at := y.cue.first()
		for k := r.from(at); k < len(f.found) && f.found[k].start() <= at; k++ {
			x := &f.found[k]
			if k == i || !x.lead && y.rule != ruleAdverb || x.cue.n == 0 || !f.likely(x) || !x.content.has(at) || !y.content.has(x.cue.first()) && !(x.source.Len() > 0 && y.content.has(x.source.First)) {
				continue
			}
			if in := y.content.within(&x.content); in.n > 0 {
				y.content = pieces{}
				for _, r := range in.all() {
					y.content.add(f.trim(r))
				}
			}
		}
	}
}

// likely reports whether an attribution like x is mostly right.
func (f *finder) likely(x *found) bool {
	if x.rule == ruleLearned {
		return x.trust >= doubt
	}
	return f.measured(x) >= plain
}

// within is what of the pieces lies in the other ones.
func (p *pieces) within(q *pieces) (out pieces) {
	for _, a := range p.all() {
		for _, b := range q.all() {
			out.add(annotate.Range{First: max(a.First, b.First), End: min(a.End, b.End)})
		}
	}
	return out
}

// start is the attribution's first token.
func (x *found) start() int {
	s := x.content.first()
	if x.cue.n > 0 {
		s = min(s, x.cue.first())
	}
	if x.source.Len() > 0 {
		s = min(s, x.source.First)
	}
	return s
}

// nest gives each attribution its parent: the smallest content that holds its
// cue (or, without a cue, its content).
func (f *finder) nest() {
	starts, asks := f.order((*found).contentFirst), f.order((*found).place)
	var open []int32 // contents that have begun and not ended
	for _, i := range asks {
		x := &f.found[i]
		at := x.place()
		for len(starts) > 0 && f.found[starts[0]].contentFirst() <= at {
			open = append(open, starts[0])
			starts = starts[1:]
		}
		size, ended := 1<<30, 0
		for n, j := range open {
			y := &f.found[j]
			if y.content.n == 0 || y.content.end() <= at {
				ended++
				continue
			}
			open[n-ended] = j
			if i == j || !y.content.has(at) || y.rule == ruleCiting && x.content == y.content {
				continue
			}
			if w := y.content.words(); (w < size || w == size && j < x.parent) && !(x.content.has(y.cueFirst()) && i < j) && f.holds(y, x) {
				size = w
				x.parent = j
			}
		}
		open = open[:len(open)-ended]
		if j := f.citedBy(int(i)); j >= 0 {
			x.parent = j
		}
	}
}

// citedBy is who reports what attribution i is cited for, or -1: who is cited
// speaks inside what the citing one reports.
func (f *finder) citedBy(i int) int32 {
	x := &f.found[i]
	if x.rule != ruleCiting {
		return -1
	}
	first := i
	for first > 0 && f.found[first-1].sent == x.sent {
		first--
	}
	for j := first; j < len(f.found) && f.found[j].sent == x.sent; j++ {
		if y := &f.found[j]; j != i && y.rule != ruleCiting && y.content == x.content {
			return int32(j)
		}
	}
	return -1
}

// order is the numbers of what was found, sorted by a place in the text.
func (f *finder) order(at func(*found) int) []int32 {
	out := make([]int32, len(f.found))
	for i := range out {
		out[i] = int32(i)
	}
	sort.SliceStable(out, func(a, b int) bool { return at(&f.found[out[a]]) < at(&f.found[out[b]]) })
	return out
}

func (x *found) contentFirst() int { return x.content.first() }

// place is where the attribution stands: at its cue, or, without one, at its
// content.
func (x *found) place() int {
	if x.cue.n > 0 {
		return x.cue.first()
	}
	return x.content.first()
}

func (x *found) cueFirst() int {
	if x.cue.n > 0 {
		return x.cue.first()
	}
	return -1
}

// holds reports whether x's content does not reach beyond y's, so that x is a
// part of what y says.
func (f *finder) holds(y, x *found) bool {
	in := 0
	for _, r := range x.content.all() {
		for k := r.First; k < r.End; k++ {
			if y.content.has(k) {
				in++
			}
		}
	}
	return 2*in >= x.content.words() && x.content.words() <= y.content.words()
}

// quoteKind tells how much of the content stands in quotation marks.
func (f *finder) quoteKind(x *found) sayso.QuoteKind {
	if first := x.content.first(); f.d.InQuote[first] == 0 && (x.rule == ruleBlock || x.cue.n > 0 && x.cue.end() <= first && f.d.Is(first, annotate.Opens) && f.d.Form(first-1) == ":") {
		return sayso.Direct // a paragraph set off without marks
	}
	// inside somebody else's quotation only marks that begin in the content count
	in, out := 0, 0
	for _, r := range x.content.all() {
		for k := r.First; k < r.End; k++ {
			if !f.d.Is(k, annotate.Alpha) {
				continue
			}
			q := f.d.Quoted(k)
			if q != nil && x.content.has(q.First) {
				in++
			} else if q != nil && f.chainHas(x, k) {
				in++
			} else {
				out++
			}
		}
	}
	switch {
	case in == 0:
		return sayso.Indirect
	case out == 0:
		return sayso.Direct
	}
	return sayso.Mixed
}

// chainHas reports whether token k stands in a quotation that the content's own
// quotation goes on in.
func (f *finder) chainHas(x *found, k int) bool {
	q := f.d.Quoted(k)
	for q != nil && q.Continues >= 0 {
		q = &f.d.Quotes[q.Continues]
		if x.content.has(q.First) {
			return true
		}
	}
	return false
}

// result writes the attributions in the domain's terms.
func (f *finder) result() []sayso.Attribution {
	out := make([]sayso.Attribution, len(f.found))
	for i := range f.found {
		x := &f.found[i]
		a := sayso.Attribution{ID: i + 1, Kind: f.quoteKind(x), Class: x.class, Parent: int(x.parent) + 1, Rule: ruleNames[x.rule], Confidence: f.confidence(x)}
		if x.source.Len() > 0 {
			a.Source = f.d.Pieces(x.source)
		}
		a.Cue = f.spans(&x.cue)
		a.Content = f.spans(&x.content)
		a.Speaker = f.speakerOf(i)
		out[i] = a
	}
	return out
}

func (f *finder) spans(p *pieces) []sayso.Span {
	if p.n == 1 {
		return f.d.Pieces(p.r[0])
	}
	var out []sayso.Span
	for _, r := range p.all() {
		out = append(out, f.d.Pieces(r)...)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}
