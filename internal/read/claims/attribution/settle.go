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
		if x.cue.n > 0 && x.content.has(x.cue.first()) && x.rule != ruleAdverb {
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
	for i := range f.found {
		x := &f.found[i]
		at := x.content.first()
		if x.cue.n > 0 {
			at = x.cue.first()
		}
		size := 1 << 30
		for j := range f.found {
			y := &f.found[j]
			if x.content == y.content && y.rule == ruleCiting {
				continue
			}
			if i != j && x.rule == ruleCiting && x.content == y.content {
				// who is cited speaks inside what the citing one reports
				x.parent, size = int32(j), 0
				break
			}
			if i == j || y.content.first() > at || y.content.end() <= at || !y.content.has(at) {
				continue
			}
			if w := y.content.words(); w < size && !(x.content.has(y.cueFirst()) && i < j) && f.holds(y, x) {
				size = w
				x.parent = int32(j)
			}
		}
	}
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
	if x.rule == ruleBlock && f.d.InQuote[x.content.first()] == 0 {
		return sayso.Direct
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
