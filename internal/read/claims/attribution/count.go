package attribution

import (
	"sort"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// count reads "put the toll at 12": what somebody says a count to be.
func (f *finder) count(c int) bool {
	ch := f.chunk(c)
	if !f.lex.Cues.Count.Has(f.d.Words[ch.Head]) {
		return f.gives(c)
	}
	if ch.Form&annotate.Passive != 0 {
		return f.countBy(c)
	}
	end := f.countEnd(c + 1)
	if end == 0 {
		return f.gives(c)
	}
	src, first, ok := f.sourceBefore(c, ch.Form)
	if !ok || src.Len() == 0 {
		return false
	}
	x := counted(ch, src, first)
	r := f.phrase(int(ch.End), c)
	r.End = max(r.End, end)
	x.content.add(r)
	if r.End+1 < f.b && f.tag(r.End) == lexicon.Comma && f.w.Part.Has(f.d.Words[r.End+1]) {
		// "at 12, | including two children": the count's parts are said too
		x.content.add(annotate.Range{First: r.End, End: f.clause(r.End+1, c).End})
	}
	return f.emit(x) >= 0
}

// gives reads "counted 17 bodies", "has registered 214 deaths since May": what
// somebody who keeps count has for the verb's object.
func (f *finder) gives(c int) bool {
	ch, n := f.chunk(c), f.chunk(c+1)
	if !f.lex.Cues.Tally.Has(f.d.Words[ch.Head]) || n == nil || n.Kind != annotate.NP || f.numberFrom(int(n.First)) == nil || !f.holdsVictims(n.Range()) {
		return false
	}
	src, first, ok := f.sourceBefore(c, ch.Form)
	if !ok || src.Len() == 0 || !f.keepsCount(src) {
		return false
	}
	x := counted(ch, src, first)
	x.content.add(f.clause(int(n.First), c))
	return f.emit(x) >= 0
}

// counted is the beginning of what both find: source and cue, the cue from where
// the words before the verb that belong to it begin (first; -1 for none).
func counted(ch *annotate.Chunk, src annotate.Range, first int) found {
	x := found{rule: ruleCount, head: ch.Head, class: sayso.Speech, source: src}
	cue := ch.Range()
	if first >= 0 {
		cue.First = min(cue.First, first)
	}
	x.cue.add(cue)
	return x
}

// keepsCount reports whether the source is somebody, or a paper, and not a place
// or a thing that things happen to: "the province recorded 12 deaths".
func (f *finder) keepsCount(src annotate.Range) bool {
	c := int(f.d.ChunkOf[src.First])
	n := f.lex.Nouns.Of(f.d.Words[f.chunk(c).Head])
	return n&(lexicon.Role|lexicon.Org|lexicon.Group|lexicon.Unnamed|lexicon.Artefact) != 0 && n&lexicon.Town == 0 || f.d.Words[src.First] == f.w.It
}

// holdsVictims reports whether the phrase counts the dead and the like: "17
// bodies", "214 deaths".
func (f *finder) holdsVictims(r annotate.Range) bool {
	for i := r.First; i < r.End; i++ {
		if f.counted(i) || f.lex.Cues.Counted.Has(f.d.Words[i]) {
			return true
		}
	}
	return false
}

// countBy reads "the toll was put at 12 by the board". Where nobody is named
// nobody is credited.
func (f *finder) countBy(c int) bool {
	ch := f.chunk(c)
	by := f.byPhrase(c + 1)
	at := f.chunk(c + 1)
	if by < 0 || at.Kind != annotate.Prep || f.d.Words[at.First] != f.w.At || f.numberFrom(int(at.End)) == nil {
		return false
	}
	subject, _, ok := f.sourceBefore(c, ch.Form)
	if !ok || !f.holdsCounted(subject) {
		return false
	}
	x := found{rule: ruleCount, head: ch.Head, class: sayso.Speech, source: f.nounPhraseFrom(by + 1)}
	x.cue.add(ch.Range())
	x.content.add(subject)
	x.content.add(annotate.Range{First: int(at.First), End: int(f.chunk(by).First)})
	x.cue.add(f.chunk(by).Range())
	return f.emit(x) >= 0
}

// counts reports whether token i opens a part of what is counted: "including 12
// deaths", "among them two nurses".
func (f *finder) counts(i int) bool {
	if !f.w.Part.Has(f.d.Words[i]) {
		return false
	}
	return i+1 < f.b && f.numberFrom(i+1) != nil || i+2 < f.b && f.tag(i+1) == lexicon.PRP && f.numberFrom(i+2) != nil
}

func (f *finder) holdsCounted(r annotate.Range) bool {
	for i := r.First; i < r.End; i++ {
		if f.lex.Cues.Counted.Has(f.d.Words[i]) {
			return true
		}
	}
	return false
}

// countEnd is the token behind "the number of dead | at | more than 40", which
// begins at chunk c; 0 where no count and number stand there.
func (f *finder) countEnd(c int) int {
	ch := f.chunk(c)
	counted := ch != nil && ch.Kind == annotate.NP && f.d.Words[ch.First] == f.w.It // "put it at nine"
	for k := c; k < min(c+8, f.cb); k++ {
		switch ch := f.chunk(k); ch.Kind {
		case annotate.NP, annotate.Adjective, annotate.VG: // "the number of | missing"
			if counted = counted || f.holdsCounted(ch.Range()); ch.Kind == annotate.VG && !counted {
				return 0
			}
		case annotate.Prep:
			if w := f.d.Words[ch.First]; w != f.w.At && w != f.w.As && (w != f.w.Of || !counted || f.numberFrom(int(ch.End)) == nil) {
				continue
			}
			if n := f.numberFrom(int(ch.End)); counted && n != nil {
				return n.Tail
			}
			return 0
		default:
			return 0
		}
	}
	return 0
}

// numberFrom is the number that begins at token i, with what stands before it
// ("at least"), or nil.
func (f *finder) numberFrom(i int) *annotate.Number {
	list := f.d.Numbers
	k := sort.Search(len(list), func(k int) bool { return list[k].First >= i })
	if k < len(list) && list[k].Begin <= i && i < list[k].End {
		return &list[k]
	}
	return nil
}
