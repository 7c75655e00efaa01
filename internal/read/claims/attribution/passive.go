package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// passive reads "is believed to", "was accused of ... by", "it was announced
// that".
func (f *finder) passive(v verbCue, c int) {
	if v.form&annotate.Passive == 0 {
		f.participle(v, c)
		return
	}
	takes := v.cue.Takes()
	next := f.chunk(v.chunk + 1)
	x := found{head: int32(v.head), rule: rulePassive}
	if takes&lexicon.TakesTold != 0 && f.toldBy(&x, v) {
		f.emit(x)
		return
	}
	x.cue.add(v.r)
	subj, _, ok := f.sourceBefore(c, v.form)
	it := ok && subj.Len() == 1 && f.d.Words[subj.First] == f.w.It
	switch {
	case takes&lexicon.TakesTold != 0 && takes&lexicon.TakesThat == 0 || v.cue.Lemma == "ask":
		// "were told that", "was asked about": the subject is spoken to
		y := found{head: int32(v.head), rule: rulePassiveTold}
		take, prep, end := f.complement(&y, v)
		if take == 0 && prep == 0 {
			return
		}
		y.cue.add(annotate.Range{First: v.r.First, End: max(v.r.End, end)})
		y.class = v.cue.Class(take, prep)
		if i := f.emit(y); i >= 0 {
			f.takeQuotes(i)
		}
		return
	case next != nil && next.Kind == annotate.That && (it || !ok || takes&lexicon.TakesThat != 0):
		x.content.add(f.clause(int(next.First), c))
		x.class = v.cue.Class(lexicon.TakesThat, 0)
	case it && next != nil && next.Kind == annotate.NP && takes&lexicon.TakesThat != 0 && f.bareClause(v.chunk+1):
		x.content.add(f.clause(int(next.First), c))
		x.class = v.cue.Class(lexicon.TakesThat, 0)
	case next != nil && next.Kind == annotate.VG && next.Form&annotate.ToInf != 0 && takes&(lexicon.TakesPassive|lexicon.TakesThat|lexicon.TakesObjTo) != 0:
		if !it && ok {
			x.content.add(subj)
		}
		x.content.add(f.clause(int(next.First), c))
		x.class = v.cue.Class(lexicon.TakesPassive, 0)
		x.rule = rulePassiveTo
	case next != nil && next.Kind == annotate.Prep && v.cue.ChargePreps&f.lex.Cues.Prep(f.d.Words[next.First]) != 0:
		// "is accused of theft": by nobody who is named
		x.cue.add(next.Range())
		if takes&lexicon.TakesPassive != 0 && ok && !it {
			x.content.add(subj) // "he is known as the Baron": both belong to what is known
		}
		x.content.add(f.phrase(int(next.End), c))
		x.class = v.cue.Class(lexicon.TakesCharge, 0)
		x.rule = ruleCharged
	default:
		if !ok || takes&(lexicon.TakesNP|lexicon.TakesAs|lexicon.TakesAlone) == 0 {
			return
		}
		by := f.byPhrase(v.chunk + 1)
		if by < 0 && next != nil && next.Kind == annotate.Prep && f.d.Words[next.First] == f.w.As && takes&lexicon.TakesAs != 0 {
			// "is seen as a rival"
			x.content.add(subj)
			x.content.add(f.phrase(int(next.First), c))
			x.class = v.cue.Class(lexicon.TakesAs, 0)
			x.rule = rulePassiveTo
			break
		}
		if by < 0 && !it && takes&lexicon.TakesAlone != 0 && (next == nil || next.Kind == annotate.Mark || next.Kind == annotate.Conj) {
			// "more deaths are feared": nobody is named
			x.content.add(subj)
			x.class = v.cue.Class(lexicon.TakesAlone, 0)
			break
		}
		if by < 0 {
			return // "was shown", "was called"
		}
		x.content.add(subj)
		if int(f.chunk(by).First) > v.r.End {
			x.content.add(annotate.Range{First: v.r.End, End: int(f.chunk(by).First)})
		}
		src := f.nounPhraseFrom(by + 1)
		if src.Len() == 0 {
			return
		}
		if src.End < f.b {
			x.content.add(f.rest(src.End))
		}
		x.source = src
		x.cue.add(f.chunk(by).Range())
		x.class = v.cue.Class(lexicon.TakesNP, 0)
		x.rule = rulePassiveBy
	}
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
}

// toldBy reads "was told | by a teacher | that she could not": who told stands between
// the cue and the clause.
func (f *finder) toldBy(x *found, v verbCue) bool {
	by := v.chunk + 1
	if f.kind(by) != annotate.Prep || f.d.Words[f.chunk(by).First] != f.w.By || f.kind(by+1) != annotate.NP {
		return false
	}
	n := f.chunk(f.phraseEnd(by + 1))
	if n == nil || n.Kind != annotate.That {
		return false
	}
	x.rule, x.class = rulePassiveTold, v.cue.Class(lexicon.TakesThat, 0)
	x.cue.add(annotate.Range{First: v.r.First, End: int(f.chunk(by).End)})
	x.source = annotate.Range{First: int(f.chunk(by + 1).First), End: int(n.First)}
	x.content.add(f.clause(int(n.First), v.chunk))
	return true
}

// rest is what still belongs to the content of a passive after its source: "to",
// "for" and "as" phrases.
func (f *finder) rest(i int) annotate.Range {
	if w := f.d.Words[i]; w == f.w.As || w == f.w.For {
		return f.clause(i, -1)
	}
	return annotate.Range{}
}

// byPhrase is the chunk "by" that names who does what the passive says, within
// the clause; -1 where there is none.
func (f *finder) byPhrase(c int) int {
	for k := c; k < f.cb && k < c+8; k++ {
		switch ch := f.chunk(k); ch.Kind {
		case annotate.Prep:
			if f.d.Words[ch.First] == f.w.By && f.kind(k+1) == annotate.NP && !f.isTime(k+1) {
				return k
			}
		case annotate.NP, annotate.Adverb, annotate.Adjective, annotate.Quotes:
		default:
			return -1
		}
	}
	return -1
}

// participle reads "a deal announced by the ministry", "a man said to be ...".
func (f *finder) participle(v verbCue, c int) {
	prev := f.chunk(c - 1)
	next := f.chunk(v.chunk + 1)
	if next == nil {
		return
	}
	takes := v.cue.Takes()
	if prev == nil || v.cue.Lemma == "ask" && (prev.Kind == annotate.Rel || prev.Kind == annotate.Mark) {
		// "Asked whether it was over, the mayor said"
		y := found{head: int32(v.head), rule: rulePassiveTold}
		take, prep, end := f.complement(&y, v)
		if take != 0 || prep != 0 {
			y.cue.add(annotate.Range{First: v.r.First, End: max(v.r.End, end)})
			y.class = v.cue.Class(take, prep)
			if f.emit(y) >= 0 {
				return
			}
		}
	}
	x := found{head: int32(v.head), rule: rulePassiveTo, class: v.cue.Class(lexicon.TakesNP, 0)}
	x.cue.add(v.r)
	if prev != nil && f.mark(c-1, lexicon.Comma) && f.kind(c-2) == annotate.NP && next.Kind == annotate.VG && next.Form&annotate.ToInf != 0 {
		prev = f.chunk(c - 2) // "The man, | said | to be a baker, fled"
	}
	if prev == nil || prev.Kind != annotate.NP {
		return
	}
	if next.Kind == annotate.VG && next.Form&annotate.ToInf != 0 && takes&lexicon.TakesPassive != 0 {
		x.content.add(prev.Range())
		x.content.add(f.nounContentEnd(int(next.First)))
		f.emit(x)
		return
	}
	p := f.lex.Cues.Prep(f.d.Words[next.First])
	if next.Kind != annotate.Prep || p == 0 || f.kind(v.chunk+2) == annotate.Mark || f.chunk(v.chunk+2) == nil {
		return
	}
	switch {
	case v.adjective && v.cue.Preps()&p != 0:
		// "a family staunchly opposed to the dam"
		x.source = prev.Range()
		x.rule = ruleVerbPrep
	case v.cue.ChargePreps&p != 0:
		// "four women convicted of theft"
		x.rule = ruleCharged
	default:
		return
	}
	x.class = v.cue.Class(lexicon.TakesCharge, p)
	x.cue.add(next.Range())
	x.content.add(f.nounContentEnd(int(next.End)))
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
}
