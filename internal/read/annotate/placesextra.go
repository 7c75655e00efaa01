package annotate

import "sayso/internal/read/lexicon"

// A large gazetteer lists places of every name there is, "March" and "Said"
// too: a name from it alone is a place only where the words around it say so, or
// where many people live there and nothing speaks against it.
const wellKnown = 15_000

// fromExtra finds a place that only the extra gazetteer lists, and returns the
// token after it, or 0.
func (f *placeFinder) fromExtra(i int) int {
	d := f.d
	for end := f.run(i); end > i; end-- {
		r := Range{i, end}
		if end-i == 1 && (d.Is(i, Dotted) || end-i == 1 && len(d.Form(i)) < 3) {
			return 0
		}
		senses := f.extra.Named(f.key(r))
		if len(senses) == 0 {
			continue
		}
		shown := f.evidence(r) || f.qualified(r)
		people := int64(0)
		for k := range senses {
			people = max(people, senses[k].Population)
		}
		word := d.Words[i] != 0 && d.Lex.Parts.Of(d.Words[i]) != 0
		if !shown && (word || people < wellKnown || f.nameOfPerson(r)) {
			continue
		}
		return f.note(mention{Place: Place{Range: r}, name: -1, senses: senses, sure: shown})
	}
	return 0
}

// nameOfPerson reports whether capitals or a title beside the name make it a
// person's.
func (f *placeFinder) nameOfPerson(r Range) bool {
	d := f.d
	if prev := r.First - 1; f.beside(r.First) && d.Is(prev, Alpha) && !f.ends1(prev) &&
		(d.Is(prev, Capital) && !d.Is(prev, Starts) || f.g.Near.Title.Has(d.Words[prev]) || d.Lex.Nouns.Is(d.Words[prev], lexicon.Given|lexicon.Role)) {
		return true
	}
	return d.Lex.Nouns.Is(d.Words[r.First], lexicon.Given) || f.beside(r.End) && d.Is(r.End, Capital|Alpha)
}

// key is the name as a large gazetteer is asked for it. It is valid until the
// next call.
func (f *placeFinder) key(r Range) []byte {
	d := f.d
	b := f.buf[:0]
	for i := r.First; i < r.End; i++ {
		if d.Is(i, Punct) {
			continue
		}
		if len(b) > 0 && !d.Is(i, Clitic) {
			b = append(b, ' ')
		}
		b = lexicon.NameKey(b, d.Form(i))
	}
	f.buf = b
	return b
}
