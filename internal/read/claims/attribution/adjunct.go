package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// adjuncts ends learned contents that are noun phrases before what tells of the
// saying and not of what is said: "expressed sympathy for her | even as he alluded
// to her faults", "denied the report | in a statement", and all of them before what
// takes them up: "said that nine had died, | a figure the rebels dismissed".
func (f *finder) adjuncts(list []found) {
	for i := range list {
		x := &list[i]
		if x.content.n == 0 || x.lead || x.cue.n == 0 || x.content.first() < x.cue.first() {
			continue
		}
		r := &x.content.r[x.content.n-1]
		f.enter(r.First)
		c := int(f.d.ChunkOf[r.First])
		if r.End > f.b || f.d.InQuote[r.First] != 0 {
			continue
		}
		if end := f.asideEnd(x, c, r.End); end > r.First {
			r.End = end
			*r = f.trim(*r)
		}
		for k := c + 1; k < f.cb && int(f.chunk(k).First) < r.End; k++ {
			if f.mark(k, lexicon.Comma) && f.resumes(k+1) {
				r.End = int(f.chunk(k).First)
			}
		}
		if f.kind(c) != annotate.NP {
			continue
		}
		takes := lexicon.Takes(0)
		if cue := f.lex.Cues.Verb(f.d.Words[max(x.head, 0)]); cue != nil && x.head >= 0 {
			takes = cue.Takes()
		}
		if end := f.adjunct(c, r.End, takes); end > r.First {
			r.End = end
			*r = f.trim(*r)
		}
	}
}

// adjunct is where the phrase that begins at chunk c and ends before token end
// gives way to an adjunct; -1 where it does not. A cue that takes a clause may
// have one there that reads like a phrase.
func (f *finder) adjunct(c, end int, takes lexicon.Takes) int {
	for k := c + 1; k < f.cb && int(f.chunk(k).First) < end; k++ {
		switch ch := f.chunk(k); ch.Kind {
		case annotate.VG:
			if ch.Form&(annotate.Finite|annotate.Ing|annotate.Participle) != 0 {
				return -1
			}
		case annotate.Quotes, annotate.That:
			return -1
		case annotate.Prep, annotate.Rel:
			at := int(ch.First)
			as := f.d.Words[at] == f.w.As && f.tag(at-1) != lexicon.RB // "casts it as a plot"
			if !as && takes&lexicon.TakesThat == 0 && f.w.Breaks.Has(f.d.Words[at]) && f.ownClause(k+1) && f.kind(k+1) == annotate.NP {
				if f.tag(at-1) == lexicon.RB {
					at--
				}
				return at
			}
			if ch.Kind == annotate.Rel {
				return -1
			}
			of := f.kind(k+2) == annotate.Prep && f.d.Words[f.chunk(k+2).First] == f.w.Of // "in the town of Orvel"
			if next, _ := f.skip(k); !of && f.venue(k, k+1) && (next >= f.cb || int(f.chunk(next).First) >= end) {
				return at
			}
		}
	}
	return -1
}

// asideEnd is where a content that is no clause, from chunk c to before token
// end, gives way to what the sentence tells beside it: "agreed to lend him money,
// | and the union stepped in", "has praised the plan | and downplayed the risk".
// -1 where it does not.
func (f *finder) asideEnd(x *found, c, end int) int {
	clause := f.kind(c) != annotate.NP && !(f.kind(c) == annotate.VG && f.chunk(c).Form&annotate.Finite == 0)
	for k := c + 1; k < f.cb && int(f.chunk(k).First) < end; k++ {
		ch := f.chunk(k)
		switch {
		case ch.Kind == annotate.Quotes:
			return -1
		case f.mark(k, lexicon.Colon) && f.d.Form(int(ch.First)) == ";" && f.farClause(k+1):
			return int(ch.First)
		case clause:
		case f.mark(k, lexicon.Comma) && f.newClause(k+1) && f.ruleEnds(x, int(ch.First)):
			return int(ch.First)
		case ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0, ch.Kind == annotate.That, ch.Kind == annotate.Rel:
			clause = true
		case ch.Kind == annotate.Conj && f.kind(k+1) == annotate.NP && f.mark(k-1, lexicon.Comma) && f.ownClause(k+1) && f.finiteSoon(k+1):
			return int(ch.First)
		case ch.Kind == annotate.Conj && f.sameForm(x, k+1):
			return int(ch.First)
		}
	}
	return -1
}

// newClause reports whether a noun that a clause follows stands from chunk k on:
// "blamed the council for not closing the bridge, | anger that grew". Some nouns
// look like bare verbs there.
func (f *finder) newClause(k int) bool {
	if ch := f.chunk(k); ch == nil || ch.Kind != annotate.NP && (ch.Kind != annotate.VG || ch.Form&annotate.Base == 0) {
		return false
	}
	for ; k < f.cb && f.kind(k) != annotate.Mark; k++ {
		if ch := f.chunk(k); ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 {
			return true
		}
	}
	return false
}

// ruleEnds reports whether a rule's reading of the same cue ends at token end.
func (f *finder) ruleEnds(x *found, end int) bool {
	y := f.evidence.rule(x)
	return y != nil && y.content.end() == end
}

// sameForm reports whether chunk k is a finite verb of the cue's own form, which
// shares its subject.
func (f *finder) sameForm(x *found, k int) bool {
	for f.kind(k) == annotate.Adverb {
		k++
	}
	v := f.chunk(k)
	return v != nil && x.head >= 0 && v.Kind == annotate.VG && v.Form&annotate.Finite != 0 && v.Form&annotate.Passive == 0 && int(v.Head) == int(v.First)+int(v.End-v.First)-1 && f.d.Tags[v.Head] == lexicon.VBD && (f.d.Tags[x.head] == lexicon.VBD || f.d.Tags[x.head] == lexicon.VBN)
}

// enter makes the sentence of token i the current one.
func (f *finder) enter(i int) {
	f.sent = f.sentenceOf(i)
	s := f.d.Sentences[f.sent]
	f.a, f.b = s.First, s.End
	f.ca, f.cb = int(f.d.ChunkOf[f.a]), int(f.d.ChunkOf[f.b-1])+1
}
