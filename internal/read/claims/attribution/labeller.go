package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// The labels of the labeller: source, cue and content of the outermost level,
// each with a beginning.
const (
	labelOut = iota
	labelSource
	labelInSource
	labelCue
	labelInCue
	labelContent
	labelInContent
	// Labels is how many there are.
	Labels
)

// LabelFeatures appends the labeller's features of token i of a paragraph.
func (s *Scene) LabelFeatures(fs []uint64, i int, p annotate.Range) []uint64 {
	z := s.at(i, p)
	a, aa, aaa := s.at(i-1, p), s.at(i-2, p), s.at(i-3, p)
	b, bb, bbb := s.at(i+1, p), s.at(i+2, p), s.at(i+3, p)
	left, right := s.verb(z.Left), s.verb(z.Right)
	dr := model.Atom(0)
	if z.Right >= 0 {
		dr = near(int(z.Right) - i)
	}
	sent := s.Doc.Sentences[z.Sent].Range
	open := s.sinceMark(i, p)
	last := s.at(sent.End-1, p)
	first := s.at(sent.First, p)
	f1, f2, f3 := model.F1, model.F2, model.F3
	return append(fs,
		f1(1, z.Word), f1(2, a.Word), f1(3, aa.Word), f1(4, b.Word), f2(8, aa.Word, a.Word),
		f1(11, z.Lemma), f2(12, a.Lemma, z.Tag), f2(13, z.Lemma, a.Tag), f2(14, z.Lemma, b.Tag), f2(15, b.Lemma, z.Tag),
		f1(17, z.Tag), f2(18, a.Tag, z.Tag), f2(19, z.Tag, b.Tag), f3(20, aa.Tag, a.Tag, z.Tag), f3(21, a.Tag, z.Tag, b.Tag), f3(22, z.Tag, b.Tag, bb.Tag),
		f2(23, z.Sense, z.Tag), f2(24, a.Sense, z.Tag), f2(25, b.Sense, z.Tag), f3(26, a.Sense, z.Sense, b.Tag),
		f1(28, z.Suffix), f2(29, z.Suffix, a.Tag),
		f2(30, z.Quote, z.Tag), f3(31, a.Quote, z.Quote, b.Quote), f2(32, z.Quote, z.Lemma), f3(33, aa.Quote, a.Quote, a.Tag),
		f2(36, right.Lemma, z.Tag), f3(37, left.Sense, right.Sense, z.Tag), f3(39, right.Lemma, dr, z.Tag),
		f3(40, z.Quote, open, z.Tag), f2(41, z.Shape, z.Tag), f3(42, z.Shape, a.Tag, b.Tag),
		f3(43, last.Word, first.Quote, z.Tag), f3(44, last.Quote, first.Quote, z.Quote), f3(45, near(i-sent.First), z.Tag, z.Quote), f3(46, near(sent.End-i), z.Tag, z.Quote),
		f3(47, aaa.Tag, aa.Tag, a.Tag), f3(48, b.Tag, bb.Tag, bbb.Tag),
		f3(56, z.Sense, a.Tag, b.Tag), f3(57, z.Lemma, z.Quote, b.Quote), f3(58, first.Tag, first.Word, z.Tag),
		f3(59, a.Rule, z.Rule, b.Rule), f2(60, z.Rule, z.Tag), f2(61, z.Rule, z.Lemma), f3(62, z.Rule, a.Tag, b.Tag), f3(63, aa.Rule, bb.Rule, z.Rule),
		f2(64, z.Cue, z.Tag), f3(65, z.Cue, b.Word, a.Tag), f3(66, z.Cue, b.Tag, a.Tag), f2(67, a.Cue, z.Tag), f2(68, b.Cue, z.Tag), f2(69, left.Cue, z.Tag),
	)
}

// verb is the facts of the verb at i, empty where i is -1.
func (s *Scene) verb(i int32) *Facts {
	if i < 0 {
		return &outside
	}
	return &s.Facts[i]
}

// near is a distance in steps that grow.
func near(n int) model.Atom {
	switch {
	case n < 0:
		return 0
	case n <= 4:
		return model.Atom(n)
	case n <= 6:
		return 5
	case n <= 9:
		return 6
	case n <= 15:
		return 7
	case n <= 30:
		return 8
	}
	return 9
}

// sinceMark is how far the last quotation mark is, and which it was.
func (s *Scene) sinceMark(i int, p annotate.Range) model.Atom {
	for n := 1; n <= 8 && i-n >= p.First; n++ {
		if q := s.Facts[i-n].Quote; q == quoteOpens || q == quoteCloses {
			return near(n)<<4 | q
		}
	}
	return 0
}
