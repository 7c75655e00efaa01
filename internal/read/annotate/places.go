package annotate

import (
	"strings"
	"unicode"

	"sayso"
	"sayso/internal/read/lexicon"
)

// Place is a place named in the text: the tokens of its name and, where the
// gazetteer and the text allow, the location that is meant.
type Place struct {
	Range
	Location *sayso.Location // nil where unresolved
	Demonym  bool            // "Syrian": the adjective of the place
}

// Places finds the places that the text names. It needs tokens and sentences.
func Places(d *Doc) {
	f := placeFinder{d: d, g: &d.Lex.Gazetteer}
	for i := 0; i < len(d.Tokens); {
		if n := f.at(i); n > 0 {
			i += n
			continue
		}
		i++
	}
	d.Places = f.found
}

// AllPlaces are the document's places as a reading holds them, in text order.
func (d *Doc) AllPlaces() []sayso.Place {
	out := make([]sayso.Place, len(d.Places))
	for i := range d.Places {
		out[i] = d.Place(i)
	}
	return out
}

// Place is place i of d.Places as a reading holds it.
func (d *Doc) Place(i int) sayso.Place {
	p := &d.Places[i]
	span := d.Span(p.Range)
	out := sayso.Place{Text: span.In(d.Text), Span: span}
	if l := p.Location; l != nil {
		out.Name, out.Lat, out.Lon, out.Resolved, out.Precision = l.Name, l.Lat, l.Lon, true, l.Kind.Precision()
		if c, ok := d.Lex.Gazetteer.Country(l.Country); ok {
			out.Country = c.Name
		}
	}
	return out
}

// longestName is the most words that a listed name has.
const longestName = 8

// placeFinder walks the tokens once.
type placeFinder struct {
	d     *Doc
	g     *lexicon.Gazetteer
	found []Place
	words [longestName]lexicon.Word
	ends  [longestName]int // the token after word i
}

// at looks for a place that begins at token i and returns its length in tokens.
func (f *placeFinder) at(i int) int {
	d := f.d
	if !d.Is(i, Capital|Alpha) || !f.g.Begins(d.Words[i]) {
		return 0
	}
	n := f.gather(i)
	length, name := f.g.Match(f.words[:n])
	if length == 0 {
		return 0
	}
	r := Range{i, f.ends[length-1]}
	flags := f.g.Flags(name)
	if !d.hasCapital(r.End-1) || flags.Has(lexicon.UpperOnly) && !d.Is(i, Upper) ||
		flags.Has(lexicon.AfterComma) && (i == 0 || d.Form(i-1) != ",") {
		return 0
	}
	best := &f.g.Locations[f.g.Senses(name)[0]]
	for _, s := range f.g.Senses(name) {
		if l := &f.g.Locations[s]; best.Kind != sayso.Country && l.Population > best.Population {
			best = l
		}
	}
	f.found = append(f.found, Place{Range: r, Location: best, Demonym: flags.Has(lexicon.Demonym)})
	return r.Len()
}

// hasCapital reports whether token i has a capital letter: "d'Ivoire" too.
func (d *Doc) hasCapital(i int) bool {
	return d.Is(i, Capital) || strings.IndexFunc(d.Form(i), unicode.IsUpper) >= 0
}

// gather puts the words from token i on into f.words, as the gazetteer cuts
// names: without hyphens, every form of the Arabic article as one.
func (f *placeFinder) gather(i int) int {
	d := f.d
	n := 0
	for ; i < len(d.Tokens) && n < longestName; i++ {
		t := &d.Tokens[i]
		if t.Shape.Has(Punct) {
			if n > 0 && t.Shape&Spaced == 0 && d.Form(i) == "-" {
				continue
			}
			break
		}
		if n > 0 && t.Shape.Has(Opens) {
			break
		}
		w := d.Words[i]
		if w == 0 {
			break
		}
		f.words[n], f.ends[n] = w, i+1
		n++
	}
	return n
}
