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

// FirstFeatures appends the first pass's features of token i of a paragraph.
func (s *Scene) FirstFeatures(fs []uint64, i int, p annotate.Range) []uint64 {
	z := s.at(i, p)
	a, aa, aaa := s.at(i-1, p), s.at(i-2, p), s.at(i-3, p)
	b, bb, bbb := s.at(i+1, p), s.at(i+2, p), s.at(i+3, p)
	left, right := s.verb(z.Left), s.verb(z.Right)
	dl, dr := model.Atom(0), model.Atom(0)
	if z.Left >= 0 {
		dl = near(i - int(z.Left))
	}
	if z.Right >= 0 {
		dr = near(int(z.Right) - i)
	}
	sent := s.Doc.Sentences[z.Sent].Range
	open := s.sinceMark(i, p)
	last := s.at(sent.End-1, p)
	first := s.at(sent.First, p)
	f1, f2, f3 := model.F1, model.F2, model.F3
	return append(fs,
		f1(1, z.Word), f1(2, a.Word), f1(3, aa.Word), f1(4, b.Word), f1(5, bb.Word),
		f2(6, a.Word, z.Word), f2(7, z.Word, b.Word), f2(8, aa.Word, a.Word), f2(9, b.Word, bb.Word), f2(10, a.Word, b.Word),
		f1(11, z.Lemma), f2(12, a.Lemma, z.Tag), f2(13, z.Lemma, a.Tag), f2(14, z.Lemma, b.Tag), f2(15, b.Lemma, z.Tag),
		f3(16, z.Lemma, a.Tag, b.Tag),
		f1(17, z.Tag), f2(18, a.Tag, z.Tag), f2(19, z.Tag, b.Tag), f3(20, aa.Tag, a.Tag, z.Tag), f3(21, a.Tag, z.Tag, b.Tag), f3(22, z.Tag, b.Tag, bb.Tag),
		f2(23, z.Sense, z.Tag), f2(24, a.Sense, z.Tag), f2(25, b.Sense, z.Tag), f3(26, a.Sense, z.Sense, b.Tag), f3(27, z.Sense, b.Word, bb.Tag),
		f1(28, z.Suffix), f2(29, z.Suffix, a.Tag),
		f2(30, z.Quote, z.Tag), f3(31, a.Quote, z.Quote, b.Quote), f2(32, z.Quote, z.Lemma), f3(33, aa.Quote, a.Quote, a.Tag), f3(34, a.Quote, a.Word, z.Word),
		f2(35, left.Lemma, z.Tag), f2(36, right.Lemma, z.Tag), f3(37, left.Sense, right.Sense, z.Tag), f3(38, left.Lemma, dl, z.Tag), f3(39, right.Lemma, dr, z.Tag),
		f3(40, z.Quote, open, z.Tag), f2(41, z.Shape, z.Tag), f3(42, z.Shape, a.Tag, b.Tag),
		f3(43, last.Word, first.Quote, z.Tag), f3(44, last.Quote, first.Quote, z.Quote), f3(45, near(i-sent.First), z.Tag, z.Quote), f3(46, near(sent.End-i), z.Tag, z.Quote),
		f3(47, aaa.Tag, aa.Tag, a.Tag), f3(48, b.Tag, bb.Tag, bbb.Tag), f3(49, z.Lemma, b.Word, bb.Tag), f3(50, aa.Lemma, a.Word, z.Word), f3(51, z.Lemma, b.Word, bb.Word),
		f3(52, a.Word, z.Lemma, b.Word), f3(53, left.Lemma, right.Lemma, z.Word), f2(54, left.Lemma, z.Lemma), f3(55, a.Lemma, z.Tag, b.Tag),
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

// SecondFeatures appends the second pass's features of token i of a paragraph:
// the first pass's, and what the first pass made of the token's surroundings.
func (s *Scene) SecondFeatures(fs []uint64, i int, p annotate.Range, labels []uint8) []uint64 {
	fs = s.FirstFeatures(fs, i, p)
	at := func(j int) model.Atom {
		if j < p.First || j >= p.End {
			return 15
		}
		return model.Atom(labels[j])
	}
	z := &s.Facts[i]
	y, a, aa, b, bb := at(i), at(i-1), at(i-2), at(i+1), at(i+2)
	sent := s.Doc.Sentences[z.Sent].Range
	left, right := -1, -1
	var dl, dr, has model.Atom
	for j := i - 1; j >= sent.First; j-- {
		if labels[j] == labelCue {
			left, dl = j, near(i-j)
			break
		}
	}
	for j := i + 1; j < sent.End; j++ {
		if labels[j] == labelCue {
			right, dr = j, near(j-i)
			break
		}
	}
	for j := sent.First; j < sent.End; j++ {
		has |= 1 << labels[j]
	}
	var ll, lr model.Atom
	if left >= 0 {
		ll = s.Facts[left].Lemma
	}
	if right >= 0 {
		lr = s.Facts[right].Lemma
	}
	var before, behind model.Atom // the labels at the sentence's edges
	before, behind = at(sent.First-1), at(sent.End)
	f1, f2, f3 := model.F1, model.F2, model.F3
	ys := y | a<<4 | b<<8
	return append(fs,
		f1(201, y), f1(202, ys), f1(203, ys|aa<<12|bb<<16), f2(204, ys, z.Tag), f2(205, y, z.Lemma), f2(206, a, z.Lemma), f2(207, b, z.Lemma),
		f3(208, y, z.Tag, has), f3(209, ll, dl, y), f3(210, lr, dr, y), f3(211, dl, dr, ys), f3(212, ll, lr, y), f3(213, dl<<8|dr, z.Tag, y),
		f3(214, before, y, z.Quote), f3(215, behind, y, z.Quote), f3(216, before<<4|behind, has, y), f3(217, z.Lemma, has, y), f3(218, ll, z.Tag, y), f3(219, lr, z.Tag, y),
		f3(220, ys, z.Quote, z.Word),
	)
}
