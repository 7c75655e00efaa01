package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// seems reads "Dal seemed lost", "it appears that the road is open": what seems is
// nobody's word in particular. Both what it is said of and what is said belong to
// the content.
func (f *finder) seems(v verbCue, c int) {
	k := v.chunk + 1
	for f.kind(k) == annotate.Adverb {
		k++
	}
	n := f.chunk(k)
	src, _, ok := f.sourceBefore(c, v.form)
	if n == nil || !ok || src.Len() == 0 || v.form&annotate.Finite == 0 {
		return
	}
	x := found{head: int32(v.head), rule: ruleSeems, class: sayso.Other}
	it := src.Len() == 1 && f.d.Words[src.First] == f.w.It
	switch {
	case n.Kind == annotate.VG && (n.Form&annotate.ToInf != 0 || n.Form&annotate.Participle != 0):
		x.content.add(src)
	case n.Kind == annotate.Adjective:
		x.content.add(src)
	case n.Kind == annotate.That && it:
	default:
		return
	}
	x.cue.add(v.r)
	if x.content.n > 0 {
		x.content.add(f.phrase(int(n.First), c))
	} else {
		x.content.add(f.clause(int(n.First), c))
	}
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
}

// asTold reads "As the agency reported, the road was closed": a tag before its
// content.
func (f *finder) asTold(v verbCue, c int) bool {
	if v.form&annotate.Finite == 0 || v.form&annotate.Passive != 0 || v.cue.Takes()&(lexicon.TakesQuote|lexicon.TakesThat) == 0 {
		return false
	}
	k, _ := f.skip(v.chunk + 1)
	if !f.mark(k, lexicon.Comma) || f.chunk(k+1) == nil {
		return false
	}
	src, first, ok := f.sourceBefore(c, v.form)
	if !ok || src.Len() == 0 {
		return false
	}
	as := int(f.d.ChunkOf[src.First]) - 1
	for f.kind(as) == annotate.Adverb {
		as--
	}
	if f.kind(as) != annotate.Prep || f.d.Words[f.chunk(as).First] != f.w.As || as != f.ca && !(as == f.ca+1 && f.kind(f.ca) == annotate.Conj) {
		return false
	}
	x := found{head: int32(v.head), rule: ruleAsTold, source: src, class: v.cue.Class(pick(v.cue.Takes(), lexicon.TakesThat, lexicon.TakesQuote), 0)}
	if first >= 0 {
		v.r.First = min(v.r.First, first)
	}
	x.cue.add(v.r)
	x.content.add(f.clause(int(f.chunk(k+1).First), -1))
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
	return true
}

// adjective reads one that stands behind its noun without a verb: "those willing
// to pay", "the mayor, wary of looters, left".
func (f *finder) adjective(c int) {
	ch := f.chunk(c)
	cue := f.lex.Cues.Adjective(f.d.Words[ch.End-1])
	n := f.chunk(c + 1)
	if cue == nil || n == nil || f.chunk(c+2) == nil {
		return
	}
	k := c - 1
	for f.kind(k) == annotate.Adverb {
		k--
	}
	x := found{head: ch.End - 1, rule: ruleState}
	switch {
	case f.kind(k) == annotate.NP && !f.isTime(k) && f.kind(k-1) != annotate.VG:
		x.source = f.nounPhraseBefore(k)
	case f.mark(k, lexicon.Comma):
		src, _, ok := f.sourceBefore(c, annotate.Ing)
		if !ok || src.Len() == 0 {
			return
		}
		x.source = src
	default:
		return
	}
	x.cue.add(annotate.Range{First: int(f.chunk(k).End), End: int(ch.End)})
	takes, prep := cue.Takes(), f.lex.Cues.Prep(f.d.Words[n.First])
	switch {
	case n.Kind == annotate.That && takes&lexicon.TakesThat != 0:
		x.class = cue.Class(lexicon.TakesThat, 0)
		x.content.add(f.clause(int(n.First), -1))
	case n.Kind == annotate.VG && n.Form&annotate.ToInf != 0 && takes&lexicon.TakesTo != 0:
		x.class = cue.Class(lexicon.TakesTo, 0)
		x.content.add(f.nounContentEnd(int(n.First)))
	case n.Kind == annotate.Prep && cue.Preps()&prep != 0 && !f.isTime(c+2):
		x.class = cue.Class(0, prep)
		x.cue.add(n.Range())
		x.content.add(f.nounContentEnd(int(n.End)))
	default:
		return
	}
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
}
