package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// object reads a content that stands before its source, as what the cue's verb
// has for an object: "what he called a trap", "what we want to do", "the claims
// she made", "the post I am hoping for".
func (f *finder) object(v verbCue, c int) bool {
	takes := v.cue.Takes()
	if v.form&(annotate.Finite|annotate.Passive) != annotate.Finite || f.kind(c-1) != annotate.NP {
		return false
	}
	subject := f.chunk(c - 1)
	k := c - 2 // what stands for the object
	what := f.kind(k) == annotate.Rel && f.d.Words[f.chunk(k).First] == f.w.What
	noun := f.kind(k) == annotate.NP && !f.isTime(k) && (f.relativeSubject(subject) || f.apart(k))
	if !what && !noun && !f.whom(k) {
		return false
	}
	x := found{head: int32(v.head), rule: ruleObject, source: subject.Range(), firm: noun && f.apart(k)}
	x.cue.add(v.r)
	x.content.add(f.chunk(k).Range())
	n := f.chunk(v.chunk + 1)
	prep := uint32(0)
	if n != nil && n.Kind == annotate.Prep {
		prep = f.lex.Cues.Prep(f.d.Words[n.First])
	}
	switch {
	case n != nil && n.Kind == annotate.Prep && f.d.Words[n.First] == f.w.As && takes&lexicon.TakesAs != 0 && f.chunk(v.chunk+2) != nil:
		// "what it sees as a plot"
		x.cue.add(n.Range())
		x.content.add(f.phrase(int(n.End), v.chunk))
		x.class = v.cue.Class(lexicon.TakesAs, 0)
	case what && n != nil && (n.Kind == annotate.NP || n.Kind == annotate.Adjective || f.mark(v.chunk+1, lexicon.OpenQuote)) && takes&lexicon.TakesAs != 0 && !f.isTime(v.chunk+1):
		// "what he called a trap"
		x.content.add(f.named(int(n.First), v.chunk))
		x.class = v.cue.Class(lexicon.TakesAs, 0)
	case what && n != nil && n.Kind == annotate.VG && n.Form&annotate.ToInf != 0 && takes&lexicon.TakesTo != 0:
		x.content.add(f.phrase(int(n.First), v.chunk))
		x.class = v.cue.Class(lexicon.TakesTo, 0)
	case prep != 0 && v.cue.Preps()&prep != 0 && f.endsThere(v.chunk+2):
		x.cue.add(n.Range())
		x.class = v.cue.Class(0, prep)
	case takes&lexicon.TakesNP != 0 && f.endsThere(v.chunk+1) && !what && (v.cue.Speech&lexicon.TakesNP != 0 || f.whom(k)):
		x.class = v.cue.Class(lexicon.TakesNP, 0)
	default:
		return false
	}
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
	return true
}

// relativeSubject reports whether a noun phrase right behind another can only be
// the subject of a relative clause: "the claims | she made".
func (f *finder) relativeSubject(ch *annotate.Chunk) bool {
	return f.tag(int(ch.First)) == lexicon.PRP && f.w.Subject.Has(f.d.Words[ch.First])
}

// apart reports whether noun phrase k stands behind a comma for all that was told
// before it: ", a charge | the rebels rejected", ", something | the ministry denies".
func (f *finder) apart(k int) bool {
	ch := f.chunk(k)
	if ch == nil || ch.Kind != annotate.NP || !f.mark(k-1, lexicon.Comma) && !f.mark(k-1, lexicon.Dash) || !f.finiteBetween(f.ca, k) {
		return false
	}
	if ch.End-ch.First == 1 {
		return f.d.Form(int(ch.First)) == "something"
	}
	w := f.d.Words[ch.First]
	return (w == f.w.A || w == f.w.An) && (f.lex.Cues.Noun(f.d.Words[ch.Head]) != nil || f.lex.Cues.Resumes.Has(f.d.Words[ch.Head]))
}

// whom reports whether chunk k is "whom".
func (f *finder) whom(k int) bool {
	ch := f.chunk(k)
	return ch != nil && ch.Kind == annotate.Rel && f.d.Words[ch.First] == f.w.Whom
}

// named is the name that somebody gives to something, from token i on: it ends
// where another subject follows it ("what he called a trap | he said").
func (f *finder) named(i, cue int) annotate.Range {
	r := f.phrase(i, cue)
	for k := int(f.d.ChunkOf[i]) + 1; k < f.cb && int(f.chunk(k).First) < r.End; k++ {
		ch := f.chunk(k)
		if ch.Kind == annotate.NP && f.tag(int(ch.First)) == lexicon.PRP && f.w.Subject.Has(f.d.Words[ch.First]) && f.kind(k-1) != annotate.Rel && f.kind(k-1) != annotate.Conj {
			r.End = int(ch.First)
			break
		}
		if ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 && f.kind(k-1) != annotate.Rel && !f.finiteBetween(int(f.d.ChunkOf[i]), k) {
			r.End = int(ch.First)
			break
		}
	}
	return f.trim(r)
}

// endsThere reports whether a clause ends at chunk c, so that its object must
// stand before it.
func (f *finder) endsThere(c int) bool {
	ch := f.chunk(c)
	if ch == nil {
		return true
	}
	switch ch.Kind {
	case annotate.Mark:
		return !f.mark(c, lexicon.Colon) && !f.mark(c+1, lexicon.OpenQuote)
	case annotate.Conj:
		return true
	case annotate.VG:
		return ch.Form&annotate.Finite != 0
	case annotate.Prep:
		return f.isTime(c+1) || !f.w.Breaks.Has(f.d.Words[ch.First]) && f.kind(c+1) == annotate.NP
	}
	return f.mark(c, lexicon.CloseQuote) || f.isTime(c)
}
