package annotate

import (
	"sayso/internal/read/model"
)

// Learn fills what the learned parts know of the tokens: Known, Atoms and Parts.
// It needs Tokenize.
func (d *Doc) Learn(m *model.Model) {
	d.Model = m
	d.Know(m)
	d.Parts = make([]model.Part, len(d.Tokens))
	var sum model.WideSum
	var fs [TagFeatureCount]uint64
	n := 0
	for i := range d.Tokens {
		for n+1 < len(d.Sentences) && d.Sentences[n].End <= i {
			n++
		}
		if t := m.TagWords.Find(d.Tokens[i].Hash); t >= 0 {
			d.Parts[i] = model.Part(t)
			continue
		}
		if d.Atoms[i] == AtomName && m.Forms == nil { // nothing that claims are read by may depend on a name's own tag
			d.Parts[i] = model.NNP
			continue
		}
		sum.Reset()
		m.Tagger.Add(&sum, d.TagFeatures(i, n, &fs))
		best, _ := m.Tagger.Best(&sum)
		d.Parts[i] = model.Part(best + 1)
	}
}

// Grammar is the document with the tags and trees of the grammar's own weights,
// all sentences parsed; nil where the program has none. It is a copy: the tags
// that claims are read by stay what they are. It needs Tokenize.
func (d *Doc) Grammar() *Doc {
	m := model.Grammar()
	if m == nil {
		return nil
	}
	x := *d
	x.Learn(m)
	var p Parser
	for _, s := range x.Sentences {
		p.Parse(&x, s.Range)
	}
	return &x
}

// Atoms that stand for whole classes of tokens.
const (
	AtomNone   model.Atom = iota // outside the sentence
	AtomName                     // a name: no feature may know which
	AtomNumber                   // digits
	AtomYear                     // four digits that may be a year
	atomClass                    // below: classes; above: hashes of forms
)

// Know looks the tokens up: Known is what the lexicon of learned words has,
// Atoms is each token's identity for features. A name's identity is that it is
// one. A reading that depends on which party is named would take a side.
func (d *Doc) Know(m *model.Model) {
	w := m.Words
	d.Known = make([]model.Word, len(d.Tokens))
	if m.Forms != nil {
		d.Forms = make([]model.Word, len(d.Tokens))
		for i := range d.Tokens {
			d.Forms[i] = m.Forms.Find(d.Tokens[i].Hash)
		}
		d.written()
	}
	d.Atoms = make([]model.Atom, len(d.Tokens))
	for i := range d.Tokens {
		t := &d.Tokens[i]
		k := w.Find(t.Hash)
		d.Known[i] = k
		switch {
		case t.Shape.Has(Digit) && !t.Shape.Has(Alpha):
			d.Atoms[i] = AtomNumber
			if f := d.Form(i); len(f) == 4 && (f[0] == '1' || f[0] == '2' && f[1] == '0') {
				d.Atoms[i] = AtomYear
			}
		case t.Shape.Has(Capital) && (!k.Common() || d.Lex.Names.Has(d.Words[i]) || d.initials(i)) && !d.Lex.Abbreviations.Leading.Has(d.Words[i]):
			d.Atoms[i] = AtomName
		default:
			d.Atoms[i] = t.Hash | 1<<63
		}
	}
}

// initials reports whether token i is a short word in capitals among others that
// are not: "PRO" and "US" are bodies, whatever they spell.
func (d *Doc) initials(i int) bool {
	n := d.Tokens[i].Len()
	return d.Is(i, Upper) && n >= 2 && n <= 5 && !d.Is(i-1, Upper) && !d.Is(i+1, Upper)
}

// How words are written in a sentence: a capital tells little where all have one.
const (
	casePlain  = iota
	caseTitle  // most longer words have a capital
	caseUpper  // most letters are capitals
	caseNoMark // no longer word but the first
)

// written fills cases.
func (d *Doc) written() {
	d.cases = make([]uint8, len(d.Sentences))
	for n, s := range d.Sentences {
		words, caps, upper := 0, 0, 0
		for i := s.First + 1; i < s.End; i++ {
			t := &d.Tokens[i]
			if !t.Shape.Has(Alpha) || t.End-t.Start < 4 {
				continue
			}
			words++
			if t.Shape.Has(Capital) {
				caps++
			}
			if t.Shape.Has(Upper) {
				upper++
			}
		}
		switch {
		case words == 0:
			d.cases[n] = caseNoMark
		case upper*3 > words*2:
			d.cases[n] = caseUpper
		case caps*3 > words*2:
			d.cases[n] = caseTitle
		}
	}
}

// casing is how token i and those beside it are written, in a sentence of the
// given case.
func (d *Doc) casing(i int, sentence uint8) model.Atom {
	one := func(j int) model.Atom {
		if j < 0 || j >= len(d.Tokens) {
			return 7
		}
		s := d.Tokens[j].Shape
		switch {
		case s.Has(Punct):
			return 6
		case s.Has(Starts):
			return 5
		case s.Has(Upper):
			return 4
		case s.Has(Capital):
			return 3
		case s.Has(Digit):
			return 2
		}
		return 1
	}
	return one(i-1) | one(i)<<3 | one(i+1)<<6 | model.Atom(sentence)<<9
}

// TagFeatureCount is how many features TagFeatures makes at most; without a list
// of how forms are tagged elsewhere it makes the first few only.
const TagFeatureCount = 51

// tagAtom is the tag of a token as its neighbours may see it: of a name, only
// that it is one.
func (d *Doc) tagAtom(i int, first int) model.Atom {
	switch {
	case i < first:
		return AtomNone
	case d.Atoms[i] == AtomName:
		return 100
	}
	return model.Atom(d.Parts[i])
}

func (d *Doc) atom(i int) model.Atom {
	if i < 0 || i >= len(d.Atoms) {
		return AtomNone
	}
	return d.Atoms[i]
}

// TagFeatures are the features that token i's tag is chosen by, given the tags
// before it. Only the token's own tag may depend on a name's letters.
func (d *Doc) TagFeatures(i, sentence int, out *[TagFeatureCount]uint64) []uint64 {
	first := max(0, i-2)
	for j := i; j > first; j-- {
		if d.Tokens[j].Shape.Has(Starts) {
			first = j
			break
		}
	}
	t := &d.Tokens[i]
	w, shape := t.Hash, model.Atom(t.Shape&(Alpha|Digit|Capital|Upper|Punct|Starts|Clitic|Dotted))
	t1, t2 := d.tagAtom(i-1, first), d.tagAtom(i-2, first)
	var p1, p2 model.Atom
	if i-1 >= first {
		p1 = d.atom(i - 1)
	}
	if i-2 >= first {
		p2 = d.atom(i - 2)
	}
	n1, n2 := d.after(i, 1), d.after(i, 2)
	s1, s2, s3, s4, pre := d.affixes(i)
	var n1s model.Atom
	if n1 > atomClass {
		_, _, n1s, _, _ = d.affixes(i + 1)
	}
	known := model.Atom(d.Known[i] >> 16)
	few := out[:0]
	few = append(few,
		model.F1(1, w), model.F1(2, s1), model.F1(3, s2), model.F1(7, shape), model.F1(8, p1), model.F1(9, p2),
		model.F1(10, n1), model.F1(11, n2), model.F1(12, t1), model.F1(17, n1s), model.F2(19, shape, t1), model.F2(22, known, t1),
	)
	if d.Model == nil || d.Model.Forms == nil {
		return few
	}
	form := d.Form(i)
	cased, s5, look := casedHash(form), tail(form, 5), d.look(i)
	c, cn1, cn2 := d.Forms[i].Tags(), d.afterForm(i, 1), d.afterForm(i, 2)
	cs := d.casing(i, d.cases[sentence])
	return append(few,
		model.F1(4, s3), model.F1(5, s4), model.F1(6, pre), model.F2(13, t2, t1), model.F2(14, t1, w), model.F2(15, t1, n1), model.F2(16, p1, n1),
		model.F2(18, t1, s3), model.F2(20, w, n1), model.F2(21, p1, w), model.F3(23, t2, t1, w),
		model.F1(24, cased), model.F1(25, s5), model.F2(26, look, s2), model.F2(27, t1, s2),
		model.F3(28, t2, t1, n1), model.F2(29, shape, n1), model.F2(30, p1, n1), model.F3(31, w, t1, n1), model.F1(32, pre&0xFFFF), model.F2(33, look, s4),
		model.F1(34, c), model.F2(35, c, t1), model.F2(36, c, cn1), model.F3(37, t1, c, cn1), model.F1(38, cn1), model.F2(39, cn1, cn2), model.F2(40, t1, cn1), model.F2(41, c, shape),
		model.F2(42, s2, c), model.F3(43, t2, t1, cn1), model.F3(44, c, cn1, cn2), model.F2(45, w, cn1), model.F3(46, t1, w, cn1),
		model.F1(47, cs), model.F2(48, cs, s3), model.F2(49, cs, c), model.F2(50, cs, t1), model.F2(51, cs&^7&^(7<<6), w),
	)
}

// tail is the last n bytes of a form, folded.
func tail(form string, n int) model.Atom {
	h := model.Atom(n)
	for k := len(form) - 1; k >= max(0, len(form)-n); k-- {
		c := form[k]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		h = h<<8 | model.Atom(c)
	}
	return h
}

func casedHash(form string) model.Atom {
	h := uint64(14695981039346656037)
	for k := range len(form) {
		h = (h ^ uint64(form[k])) * 1099511628211
	}
	return h
}

// look is how a token is written: runs of capitals, small letters, digits and
// marks.
func (d *Doc) look(i int) model.Atom {
	form := d.Form(i)
	h, last, run := model.Atom(0), byte(0), 0
	for k := 0; k < len(form) && k < 12; k++ {
		c := form[k]
		switch {
		case c >= 'A' && c <= 'Z':
			c = 'A'
		case c >= 'a' && c <= 'z' || c >= 0x80:
			c = 'a'
		case c >= '0' && c <= '9':
			c = '0'
		}
		if c == last {
			run++
			if run > 1 {
				continue
			}
		} else {
			run = 0
		}
		last = c
		h = h*31 + model.Atom(c)
	}
	if d.Tokens[i].Shape.Has(Starts) {
		h = h*31 + 1
	}
	return h
}

// after is the atom n tokens on, in the same sentence.
func (d *Doc) after(i, n int) model.Atom {
	for j := i + 1; j <= i+n; j++ {
		if j >= len(d.Tokens) || d.Tokens[j].Shape.Has(Starts) {
			return AtomNone
		}
	}
	return d.Atoms[i+n]
}

// afterForm is what the token n on can be: its tags elsewhere, or its ending.
func (d *Doc) afterForm(i, n int) model.Atom {
	a := d.after(i, n)
	switch {
	case a < atomClass:
		return 1<<30 + a
	case d.Forms[i+n].Tags() == 0:
		_, _, s3, _, _ := d.affixes(i + n)
		return 1<<31 + s3
	}
	return d.Forms[i+n].Tags()
}

// affixes are the token's last one to four bytes and its first three, folded.
func (d *Doc) affixes(i int) (s1, s2, s3, s4, pre model.Atom) {
	form := d.Form(i)
	at := func(k int) model.Atom {
		if k < 0 || k >= len(form) {
			return 0
		}
		c := form[k]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		return model.Atom(c)
	}
	n := len(form)
	s1 = at(n - 1)
	s2 = s1 | at(n-2)<<8
	s3 = s2 | at(n-3)<<16
	s4 = s3 | at(n-4)<<24
	return s1, s2, s3, s4, at(0) | at(1)<<8 | at(2)<<16
}
