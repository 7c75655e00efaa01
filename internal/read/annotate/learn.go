package annotate

import (
	"sayso/internal/read/model"
)

// Learn fills what the learned parts know of the tokens: Known, Atoms and Parts.
// It needs Tokenize.
func (d *Doc) Learn(m *model.Model) {
	d.Model = m
	d.Know(m.Words)
	d.Parts = make([]model.Part, len(d.Tokens))
	var sum model.WideSum
	var fs [TagFeatureCount]uint64
	for i := range d.Tokens {
		if t := m.TagWords.Find(d.Tokens[i].Hash); t >= 0 {
			d.Parts[i] = model.Part(t)
			continue
		}
		sum.Reset()
		m.Tagger.Add(&sum, d.TagFeatures(i, &fs))
		best, _ := m.Tagger.Best(&sum)
		d.Parts[i] = model.Part(best + 1)
	}
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
func (d *Doc) Know(w *model.Words) {
	d.Known = make([]model.Word, len(d.Tokens))
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

// TagFeatureCount is how many features TagFeatures makes.
const TagFeatureCount = 23

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
func (d *Doc) TagFeatures(i int, out *[TagFeatureCount]uint64) []uint64 {
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
	*out = [TagFeatureCount]uint64{
		model.F1(1, w), model.F1(2, s1), model.F1(3, s2), model.F1(4, s3), model.F1(5, s4), model.F1(6, pre),
		model.F1(7, shape), model.F1(8, p1), model.F1(9, p2), model.F1(10, n1), model.F1(11, n2), model.F1(12, t1),
		model.F2(13, t2, t1), model.F2(14, t1, w), model.F2(15, t1, n1), model.F2(16, p1, n1), model.F1(17, n1s),
		model.F2(18, t1, s3), model.F2(19, shape, t1), model.F2(20, w, n1), model.F2(21, p1, w), model.F2(22, known, t1),
		model.F3(23, t2, t1, w),
	}
	return out[:]
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
