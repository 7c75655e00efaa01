package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
)

// TrustFacts is how many facts a learned attribution's confidence is made of.
const TrustFacts = 37

// TrustTerms is how many terms are weighed beside the facts: what kind of cue,
// source, content and sentence it is.
const TrustTerms = 40

// facts are what its confidence is made of: how sure the labeller was, and
// whether labels, links and rules agree.
func (x *Learner) facts(s *Scene, said *Said, c *likelyCue) (f [TrustFacts]int32) {
	rule, margin := c.rule, x.margin(c.First)
	cue := said.Cue[0]
	f[0] = clip(margin / 16)
	f[1] = flag(x.First[cue.First] == labelCue)
	f[2] = flag(x.First[cue.First] == labelCue || x.First[cue.First] == labelInCue)
	f[3] = clip(said.Score / 64)
	f[4] = flag(len(said.Source) > 0)
	f[5] = clip(said.Score / 16 / int32(max(1, tokensIn(said.Content)+tokensIn(said.Source))))
	in, all := 0, 0
	for _, r := range said.Content {
		for i := r.First; i < r.End; i++ {
			all++
			if y := x.Keen[i]; y == labelContent || y == labelInContent {
				in++
			}
		}
	}
	f[6] = int32(10 * in / max(all, 1))
	first := said.Content[0].First
	f[7] = flag(x.Keen[first] == labelContent)
	last := said.Content[len(said.Content)-1].End
	f[8] = flag(last == len(x.Keen) || x.Keen[last] != labelInContent)
	q := s.Facts[first].Quote
	f[9] = flag(q == quoteOpens || q == quoteInside)
	f[10] = int32(near(all))
	for _, r := range said.Source {
		f[11] = flag(x.Keen[r.First] == labelSource)
		f[12] = flag(r.End == cue.First || r.First == cue.End)
		f[13] = flag(s.Facts[r.First].Rule == labelSource)
	}
	main := &s.Facts[s.mainWord(cue)]
	f[14] = flag(main.Sense == communication)
	f[15] = flag(main.Cue != 0)
	f[16] = flag(s.Facts[cue.First].Rule == labelCue || s.Facts[cue.First].Rule == labelInCue)
	f[17] = flag(s.Facts[first].Rule == labelContent)
	f[18] = flag(last == len(s.Facts) || s.Facts[last-1].Rule >= labelContent && s.Facts[last].Rule != labelInContent)
	f[19] = 10 // the constant
	y := x.First[cue.First]
	f[20] = flag(rule && y == labelOut)
	f[21] = flag(rule && (y == labelContent || y == labelInContent))
	f[22] = flag(rule && (y == labelSource || y == labelInSource))
	f[23] = agree(said.Content, func(i int) bool { return s.Facts[i].Rule >= labelContent }, len(s.Facts))
	f[24] = agree(said.Content, func(i int) bool { return x.Keen[i] >= labelContent }, len(s.Facts))
	f[25] = agree(said.Content, func(i int) bool { return x.First[i] >= labelContent }, len(s.Facts))
	for _, r := range said.Content {
		for i := r.First; i < r.End; i++ {
			if x.Keen[i] == labelCue || s.Facts[i].Rule == labelCue {
				f[26] += 10 // another speaks in it, or behind where it should end
			}
		}
	}
	f[26] = min(f[26], 30)
	f[27] = flag(f[23] == 10 && f[24] == 10)
	f[28] = clip(c.margin / 16)
	f[29] = clip(c.behind / 8)
	f[30], f[31], f[32] = clip(said.begins/16), clip(said.ends/16), clip(said.from/16)
	f[33] = flag(c.behind < 0)
	f[34] = agree(said.Source, func(i int) bool { return s.Facts[i].Rule == labelSource || s.Facts[i].Rule == labelInSource }, len(s.Facts))
	f[35] = flag(f[16] == 10 && f[23] == 10 && f[34] == 10)
	if v := s.Doc.Lex.Cues.Verb(s.Doc.Words[s.mainWord(cue)]); v != nil {
		f[36] = flag(v.Takes()&lexicon.TakesPlain != 0)
	}
	return f
}

// agree is how far the content is what in marks: the tokens that both have, of
// those that one of them has, in tenths. What is marked counts as far as it runs on
// from the content.
func agree(content []annotate.Range, in func(int) bool, n int) int32 {
	both, all := 0, 0
	for _, r := range content {
		for i := r.First; i < r.End; i++ {
			all++
			if in(i) {
				both++
			}
		}
		for i := r.First - 1; i >= 0 && in(i) && in(i+1); i-- {
			all++
		}
		for i := r.End; i < n && in(i) && in(i-1); i++ {
			all++
		}
	}
	return int32(10 * both / max(all, 1))
}

// terms are what kind of attribution it is, one feature each.
func (x *Learner) terms(s *Scene, said *Said) (t [TrustTerms]uint64) {
	cue := said.Cue[0]
	sent := s.Doc.Sentences[s.Facts[cue.First].Sent]
	in := sent.Range
	main := &s.Facts[s.mainWord(cue)]
	before, after := s.at(cue.First-1, in), s.at(cue.End, in)
	from := said.Content[0].First
	to := said.Content[len(said.Content)-1].End
	first, last, next := &s.Facts[from], &s.Facts[to-1], s.at(to, in)
	who, side := s.who(said.Source), model.Atom(1)
	if from < cue.First {
		side = 2
	}
	words := model.Atom(0)
	for i := cue.First; i < min(cue.End, cue.First+4); i++ {
		words = model.F2(0, words, s.Facts[i].Word)
	}
	kind := model.Atom(s.Doc.Blocks[sent.Block].Kind)
	long := near(tokensIn(said.Content))
	labels := model.Atom(x.First[cue.First])<<8 | model.Atom(x.Keen[cue.First])<<4 | main.Rule
	closes := model.Atom(flag(to >= in.End-1)) // the sentence
	asks := model.Atom(flag(s.Doc.Form(in.End-1) == "?"))
	f1, f2, f3 := model.F1, model.F2, model.F3
	margin := step(said.Facts[28], 4)
	begins, ends, source := step(said.Facts[30], 6), step(said.Facts[31], 6), step(said.Facts[32], 6)
	link, each := step(said.Facts[3], 6), step(said.Facts[5], 4)
	own := step(said.Facts[0], 5)
	ruled := model.Atom(said.Facts[23]+1) | model.Atom(said.Facts[16])<<8 | model.Atom(said.Facts[20])<<12
	keen := model.Atom(said.Facts[24]+1)<<4 | model.Atom(said.Facts[25]+1)
	return [TrustTerms]uint64{
		f1(301, main.Lemma), f2(302, main.Lemma, who), f1(303, words), f2(304, main.Tag, before.Word), f2(305, main.Lemma, before.Tag),
		f2(306, main.Lemma, first.Tag), f3(307, first.Word, main.Tag, side), f3(308, side, first.Quote, main.Sense), f2(309, who, main.Sense), f3(310, who, main.Tag, before.Tag),
		f2(311, kind, main.Sense), f2(312, kind, who), f3(313, next.Tag, last.Tag, closes), f2(314, asks, main.Tag), f3(315, long, first.Tag, side),
		f2(316, main.Cue, side), f2(317, labels, main.Tag), f3(318, after.Word, first.Tag, side), f2(319, main.Quote, main.Tag), f3(320, who, side, long),
		f2(321, main.Lemma, asks<<8|main.Quote), f2(322, main.Cue, first.Tag), f2(323, labels, who), f3(324, main.Tag, after.Tag, side),
		f1(325, margin), f2(326, margin, main.Tag), f2(327, margin, main.Cue), f2(328, margin, ruled), f2(329, margin, labels),
		f2(330, begins, ends), f3(331, ends, next.Tag, last.Tag), f3(332, begins, first.Tag, side), f2(333, source, who), f2(334, link, each),
		f2(335, ruled, keen), f2(336, margin, link), f2(337, own, margin), f2(338, keen, margin), f2(339, ruled, ends), f2(340, margin, begins),
	}
}

// who is what kind of source it is: none, which pronoun, a name, or which class of
// noun.
func (s *Scene) who(source []annotate.Range) model.Atom {
	if len(source) == 0 {
		return 1
	}
	r := source[0]
	head := r.Len() - 1
	for i := r.First; i < r.End; i++ {
		if f := &s.Facts[i]; f.Tag == tagName {
			return 2
		} else if f.Tag < tagName && model.Part(f.Tag).Noun() {
			head = i - r.First
		} else if f.Tag == model.Atom(model.IN) || f.Tag == model.Atom(model.Comma) {
			break
		}
	}
	f := &s.Facts[r.First+head]
	if f.Tag < tagName && model.Part(f.Tag).Noun() {
		return 3 | f.Sense<<8 | f.Tag<<16
	}
	return f.Word
}

func tokensIn(list []annotate.Range) int {
	n := 0
	for _, r := range list {
		n += r.Len()
	}
	return n
}

func clip(v int32) int32 { return max(-60, min(60, v)) }

func flag(b bool) int32 {
	if b {
		return 10
	}
	return 0
}

// step is a fact in steps.
func step(v, width int32) model.Atom { return model.Atom((v+64)/width) + 1 }

// TrustRow is how many numbers the forest asks of: the facts, the sum they make,
// and how the attribution stands to those around it.
const TrustRow = TrustFacts + 9

// far is how far around a cue others are looked at, in tokens.
const far = 400

// Compare completes the rows that the forest asks of. A cue inside the content of
// a likelier one, or a content that two cues claim, is seldom right; none is the
// sum of one that is not there. The list stands in the order of its cues.
func Compare(s *Scene, list []Said) {
	const none = -9000
	lo := 0
	for i := range list {
		a := &list[i]
		copy(a.Row[:], a.Facts[:])
		r := a.Row[TrustFacts:]
		r[0], r[1], r[2], r[3], r[4] = a.Sum, none, none, none, none
		cue := a.Cue[0].First
		for list[lo].Cue[0].First < cue-far {
			lo++
		}
		for j := lo; j < len(list) && list[j].Cue[0].First < cue+far; j++ {
			b := &list[j]
			if j == i {
				continue
			}
			at := b.Cue[0].First
			if has(b.Content, cue) {
				r[1] = max(r[1], b.Sum)
			}
			if has(a.Content, at) {
				r[2] = max(r[2], b.Sum)
			}
			if has(a.Content, b.Content[0].First) || has(b.Content, a.Content[0].First) {
				r[3] = max(r[3], b.Sum)
			}
			if s.Facts[at].Sent == s.Facts[cue].Sent {
				r[4] = max(r[4], b.Sum)
			}
		}
		sent := s.Doc.Sentences[s.Facts[cue].Sent].Range
		r[5] = int32(min(cue-sent.First, 60))
		r[6] = int32(min(sent.End-cue, 60))
		r[7] = int32(min(tokensIn(a.Content), 200))
		r[8] = int32(min(tokensIn(a.Source), 60))
	}
}

func has(list []annotate.Range, i int) bool {
	for _, r := range list {
		if r.Has(i) {
			return true
		}
	}
	return false
}
