package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// adjuncts ends learned contents that are noun phrases before what tells of the
// saying and not of what is said: "expressed sympathy for her | even as he alluded
// to her faults", "denied the report | in a statement".
func (f *finder) adjuncts(list []found) {
	for i := range list {
		x := &list[i]
		if x.content.n == 0 || x.lead || x.cue.n == 0 || x.content.first() < x.cue.first() {
			continue
		}
		r := &x.content.r[x.content.n-1]
		f.enter(r.First)
		c := int(f.d.ChunkOf[r.First])
		if f.kind(c) != annotate.NP || r.End > f.b || f.d.InQuote[r.First] != 0 {
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
			if f.venue(k, k+1) && int(f.chunk(k+1).End) >= end {
				return int(ch.First)
			}
		}
	}
	return -1
}

// enter makes the sentence of token i the current one.
func (f *finder) enter(i int) {
	f.sent = f.sentenceOf(i)
	s := f.d.Sentences[f.sent]
	f.a, f.b = s.First, s.End
	f.ca, f.cb = int(f.d.ChunkOf[f.a]), int(f.d.ChunkOf[f.b-1])+1
}
