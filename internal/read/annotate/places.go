package annotate

import (
	"sayso"
	"sayso/internal/read/lexicon"
)

// Place is a place named in the text: the tokens of its name and, where the
// gazetteer and the text allow, the location that is meant.
type Place struct {
	Range
	Location *sayso.Location    // nil where unresolved
	Kind     sayso.LocationKind // the location's, else what the words beside the name say
	Demonym  bool               // "Syrian": the adjective of the place
}

// Gazetteer is a list of places beside the built-in one. Named gives what the
// name may mean; the name is lower-cased, its words parted by single spaces.
type Gazetteer interface {
	Named(name []byte) []sayso.Location
}

// Places finds the places that the text names and settles which location each
// means. It needs tokens and sentences. extra may be nil.
func Places(d *Doc, extra Gazetteer) {
	f := placeFinder{d: d, g: &d.Lex.Gazetteer, extra: extra}
	for i := 0; i < len(d.Tokens); {
		if d.Tokens[i].Shape&(Capital|Alpha) != Capital|Alpha && !f.articleAt(i) {
			i++
			continue
		}
		end := f.at(i)
		if end <= i {
			end = i + 1
		}
		i = end
	}
	f.dropPersons()
	f.settle()
	d.Places = make([]Place, len(f.found))
	for i := range f.found {
		d.Places[i] = f.found[i].Place
	}
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

// mention is a place while its meaning is being settled.
type mention struct {
	Place
	name   int              // number of its name in the gazetteer; -1 = not listed there
	senses []sayso.Location // of a name from the extra gazetteer
	sure   bool             // the words around it show that a place is meant
}

// placeFinder walks the tokens once.
type placeFinder struct {
	d     *Doc
	g     *lexicon.Gazetteer
	extra Gazetteer
	found []mention
	buf   []byte

	words [longestName]lexicon.Word
	ends  [longestName]int // the token after word i
}

// at looks for a place that begins at token i and returns the token after it.
func (f *placeFinder) at(i int) int {
	n := f.gather(i)
	if n == 0 || !f.g.Begins(f.words[0]) {
		return f.otherwise(i)
	}
	// The longest listed name that may be one here: of "Deir ez-Zor" and "Deir".
	for n > 0 {
		length, name := f.g.Match(f.words[:n])
		if length == 0 {
			break
		}
		n = length - 1
		r := Range{i, f.ends[length-1]}
		if !f.allowed(r, name) {
			continue
		}
		if long := f.longer(r, name); long.End > r.End {
			return f.note(mention{Place: Place{Range: long, Kind: sayso.City}, name: -1, sure: true})
		}
		if wide := f.wider(r); wide.End > r.End && !f.listedKind(name, f.kindAfter(r.End)) {
			return f.note(mention{Place: Place{Range: wide, Kind: f.kindAfter(wide.End - 1)}, name: -1, sure: true})
		}
		return f.note(mention{Place: Place{Range: r, Demonym: f.g.Flags(name).Has(lexicon.Demonym)}, name: name, sure: f.evidence(r)})
	}
	return f.otherwise(i)
}

// otherwise looks for a place that the built-in gazetteer does not list.
func (f *placeFinder) otherwise(i int) int {
	if f.extra != nil {
		if end := f.fromExtra(i); end > 0 {
			return end
		}
	}
	return f.unlisted(i)
}

// note keeps the mention, with the Arabic article before it: "ar-Raqqa".
func (f *placeFinder) note(m mention) int {
	d := f.d
	if i := m.First; i >= 2 && d.Form(i-1) == "-" && !d.Is(i-1, Spaced) && !d.Is(i, Spaced) && f.g.Articles.Has(d.Words[i-2]) {
		m.First -= 2
	}
	if f.extra != nil && m.senses == nil && !m.Demonym {
		m.senses = f.extra.Named(f.key(m.Range))
	}
	f.found = append(f.found, m)
	return m.End
}

// articleAt reports whether token i is a small Arabic article before a hyphen.
func (f *placeFinder) articleAt(i int) bool {
	d := f.d
	return f.g.Articles.Has(d.Words[i]) && i+2 < len(d.Tokens) && d.Is(i+2, Capital) && !d.Is(i+1, Spaced) && !d.Is(i+2, Spaced) && d.Form(i+1) == "-"
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
		w := f.word(i)
		if w == 0 {
			break
		}
		f.words[n], f.ends[n] = w, i+1
		n++
	}
	return n
}

// word is token i as the gazetteer's names have it: "Hasakah" where only
// "Hasaka" is listed, "Zurich" for "Zürich".
func (f *placeFinder) word(i int) lexicon.Word {
	d := f.d
	w := d.Words[i]
	if w == 0 && d.Is(i, Capital) {
		form := d.Form(i)
		if plain := lexicon.PlainLetters(form); plain != form {
			return d.Lex.Word(plain)
		}
		if len(form) > 4 && form[len(form)-1] == 'h' && form[len(form)-2] == 'a' {
			return d.Lex.Word(form[:len(form)-1])
		}
		return 0
	}
	if f.g.Articles.Has(w) && (f.articleAt(i) || lower(d.Form(i)) == "el") {
		return f.g.Article()
	}
	return w
}

func lower(s string) string { return lexicon.Fold(s) }

// allowed reports whether the listed name may be read as a place here.
func (f *placeFinder) allowed(r Range, name int) bool {
	d, flags := f.d, f.g.Flags(name)
	if !d.hasCapital(r.End-1) && (r.Len() == 1 || f.kindAfter(r.End-1) == sayso.NoLocation) || flags.Has(lexicon.UpperOnly) && !d.Is(r.First, Upper) ||
		flags.Has(lexicon.AfterComma) && (r.First == 0 || d.Form(r.First-1) != ",") {
		return false
	}
	next := r.End
	if next < len(d.Tokens) && !d.Is(next, Spaced) && d.Form(next) == "$" {
		return false // "US$5m"
	}
	if f.beside(next) && f.g.Near.Illness.Has(d.Words[next]) {
		return false
	}
	if d.Is(next, Capital) && f.beside(next) && f.g.Near.Organ.Has(d.Words[next]) {
		return false
	}
	if flags.Has(lexicon.Demonym) {
		return true
	}
	return !f.person(r, name) && (r.Len() > 1 || !f.g.Near.Wordlike.Has(d.Words[r.First]) || f.evidence(r) || f.qualified(r))
}

// beside reports whether token i follows token i-1 with nothing but space.
func (f *placeFinder) beside(i int) bool {
	return i > 0 && i < len(f.d.Tokens) && f.d.Tokens[i].Shape&(Spaced|Opens) == Spaced
}

// evidence reports whether the words before the name show a place: "in
// Lincoln", "the city of Reading".
func (f *placeFinder) evidence(r Range) bool {
	d := f.d
	i := r.First - 1
	if i < 0 || d.Is(r.First, Opens) {
		return false
	}
	if f.g.Near.Evidence.Has(d.Words[i]) {
		return true
	}
	return i > 0 && d.Form(i) == "of" && f.g.Near.Kind(f.g.Near.Of, d.Words[i-1]) != sayso.NoLocation
}

// qualified reports whether the name is followed by what it lies in: "Paris,
// Texas".
func (f *placeFinder) qualified(r Range) bool {
	d := f.d
	if r.End+1 >= len(d.Tokens) || d.Form(r.End) != "," || !d.Is(r.End+1, Capital) {
		return false
	}
	var save placeFinder
	save.words, save.ends = f.words, f.ends
	defer func() { f.words, f.ends = save.words, save.ends }()
	n := f.gather(r.End + 1)
	length, name := f.g.Match(f.words[:n])
	if length == 0 || f.g.Flags(name).Has(lexicon.Demonym) {
		return false
	}
	for _, s := range f.g.Senses(name) {
		if k := f.g.Locations[s].Kind; k == sayso.Country || k == sayso.Region {
			return true
		}
	}
	return false
}

// person reports whether the name is part of a person's: "Mr. Lincoln", "Graeme
// Hamilton", "Nancy Kellogg".
func (f *placeFinder) person(r Range, name int) bool {
	d := f.d
	l := &f.g.Locations[f.g.Senses(name)[0]]
	if r.Len() > 1 {
		return false
	}
	given := d.Lex.Nouns.Is(d.Words[r.First], lexicon.Given)
	if next := r.End; given && next < len(d.Tokens) && d.Form(next) == "-" && !d.Is(next, Spaced) && d.Is(next+1, Capital) {
		return true // "Kerry-Ann"
	}
	if prev := r.First - 1; f.beside(r.First) && d.Is(prev, Alpha) && !d.Is(prev, Clitic) {
		w := d.Words[prev]
		switch {
		case f.g.Near.Title.Has(w) && l.Kind != sayso.Country:
			return true
		case !d.Is(prev, Capital):
		case d.Lex.Nouns.Is(w, lexicon.Given) && !f.ends1(prev):
			return true
		case w == 0 && !d.Is(prev, Upper) && l.Kind != sayso.Country && l.Kind != sayso.Region && !d.titleLine(prev) && !f.ends1(prev):
			return true
		}
	}
	if next := r.End; given && f.beside(next) && l.Kind != sayso.Country && (d.Lex.Nouns.Is(d.Words[next], lexicon.Particle) && !d.Is(next, Capital) || f.g.Articles.Has(d.Words[next])) {
		return true // "Vladimir al-Sawari"
	}
	if next := r.End; f.beside(next) && d.Is(next, Capital) && !d.Is(next, Upper) && !f.bodyAhead(next) {
		w := d.Words[next]
		if l.Kind == sayso.Country {
			return given && (w == 0 || d.Lex.Nouns.Is(w, lexicon.Given) || f.g.Near.Wordlike.Has(w)) // "Chad Moore"
		}
		if (w == 0 || d.Lex.Nouns.Is(w, lexicon.Given)) && (given || l.Population < 300_000 && !f.evidence(r)) && !d.titleLine(next) {
			return true
		}
	}
	return given && l.Kind != sayso.Country && l.Population < 300_000 && !f.evidence(r) && !f.qualified(r)
}

// bodyAhead reports whether the capitals from token i on end with a body's noun:
// "Orvel | Relief Council" is named for the place, large or small.
func (f *placeFinder) bodyAhead(i int) bool {
	d := f.d
	for i+1 < len(d.Tokens) && d.Is(i+1, Capital|Spaced) && !d.Is(i+1, Opens) && !d.Is(i+1, Starts) {
		i++
		if d.Lex.Nouns.Is(d.Words[i], lexicon.Org) {
			return true
		}
	}
	return false
}

// ends1 reports whether token i ends a place found before.
func (f *placeFinder) ends1(i int) bool {
	return len(f.found) > 0 && f.found[len(f.found)-1].End == i+1
}

// titleLine reports whether token i stands among capitals that say nothing: a
// word in capitals throughout.
func (d *Doc) titleLine(i int) bool { return d.Is(i, Upper) && len(d.Form(i)) > 3 }

// dropPersons takes back names that the document uses for a person elsewhere:
// after "Abraham Lincoln", "Lincoln said".
func (f *placeFinder) dropPersons() {
	d := f.d
	var persons map[uint64]bool
	for i := 1; i < len(d.Tokens); i++ {
		if d.Is(i, Capital|Spaced) && d.Is(i-1, Capital) && !d.Is(i, Opens) && d.Lex.Nouns.Is(d.Words[i-1], lexicon.Given) && f.g.Begins(d.Words[i]) {
			if persons == nil {
				persons = map[uint64]bool{}
			}
			persons[d.Tokens[i].Hash] = true
		}
	}
	if persons == nil {
		return
	}
	keep := f.found[:0]
	for _, m := range f.found {
		if m.Len() == 1 && !m.sure && !m.Demonym && m.name >= 0 && persons[d.Tokens[m.First].Hash] &&
			f.g.Locations[f.g.Senses(m.name)[0]].Kind != sayso.Country && !f.qualified(m.Range) {
			continue
		}
		keep = append(keep, m)
	}
	f.found = keep
}
