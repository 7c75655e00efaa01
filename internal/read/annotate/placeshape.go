package annotate

import (
	"strings"
	"unicode"

	"sayso"
	"sayso/internal/read/lexicon"
)

// hasCapital reports whether token i has a capital letter: "d'Ivoire" too.
func (d *Doc) hasCapital(i int) bool {
	return d.Is(i, Capital) || strings.IndexFunc(d.Form(i), unicode.IsUpper) >= 0
}

// kindAfter is the kind of place that token i makes of the name before it:
// "County".
func (f *placeFinder) kindAfter(i int) sayso.LocationKind {
	if i >= len(f.d.Tokens) || f.d.Is(i, Opens) {
		return sayso.NoLocation
	}
	return f.g.Near.Kind(f.g.Near.After, f.d.Words[i])
}

// wider is the range with a capitalised class word behind it: a listed name may
// be part of one that is not listed ("Dallas County", "London Road").
func (f *placeFinder) wider(r Range) Range {
	if f.d.Is(r.End, Capital) && f.beside(r.End) && f.makesName(r.End) {
		r.End++
	}
	return r
}

// longer is the range with the words behind it that nothing explains: the town
// of Orsk is not where people died "in Orsk Dal". What follows a country or a
// region is another name ("in Syria Khaled Amin said").
func (f *placeFinder) longer(r Range, name int) Range {
	d := f.d
	if l := &f.g.Locations[f.g.Senses(name)[0]]; l.Kind <= sayso.Region || f.g.Flags(name).Has(lexicon.Demonym) || !f.evidence(r) {
		return r
	}
	for end := r.End; end < r.End+2 && f.beside(end) && d.Is(end, Capital|Alpha) && !d.Is(end, Upper) && f.strange(d.Words[end]); end++ {
		if end+1 == len(d.Tokens) || !f.beside(end+1) || !d.Is(end+1, Capital) {
			r.End = end + 1
			break
		}
	}
	return r
}

// strange reports whether the word is known for nothing, or only for the places
// of whose names it is a part: not "Sunday", not the "Texas" of "Paris Texas".
func (f *placeFinder) strange(w lexicon.Word) bool {
	if w == 0 {
		return true
	}
	lex := f.d.Lex
	if lex.Parts.Of(w) != 0 || lex.Nouns.Of(w) != 0 || f.g.Articles.Has(w) {
		return false
	}
	length, name := f.g.Match([]lexicon.Word{w})
	return length == 0 || f.g.Locations[f.g.Senses(name)[0]].Kind > sayso.Region && !f.g.Flags(name).Has(lexicon.Demonym)
}

// makesName reports whether token i makes a place's name of any words before it.
func (f *placeFinder) makesName(i int) bool {
	return f.kindAfter(i) != sayso.NoLocation && !f.g.Near.Repeats.Has(f.d.Words[i])
}

// listedKind reports whether a sense of the name is of the kind, so that the
// class word only repeats it: "Aleppo Governorate", "Gaza City".
func (f *placeFinder) listedKind(name int, kind sayso.LocationKind) bool {
	for _, s := range f.g.Senses(name) {
		if f.g.Locations[s].Kind == kind || kind == sayso.Region && f.g.Locations[s].Kind == sayso.District {
			return true
		}
	}
	return false
}

// unlisted finds a place that only its shape shows: "Black Hawk County", "the
// village of Dela", "in Dela, Alberta".
func (f *placeFinder) unlisted(i int) int {
	d, near := f.d, &f.g.Near
	if d.Is(i, Dotted) && d.Words[i] != 0 && near.Kind(near.Before, d.Words[i]) == sayso.NoLocation {
		return 0
	}
	if kind := near.Kind(near.Before, d.Words[i]); kind != sayso.NoLocation && f.beside(i+1) && (d.Is(i+1, Capital) || d.Is(i+1, Digit)) {
		end := i + 2
		if f.kindAfter(end) != sayso.NoLocation && d.Is(end, Capital) {
			end++
		}
		return f.noteUnlisted(Range{i, end}, kind)
	}
	end := f.run(i)
	if end == i {
		return 0
	}
	for k := end - 1; k > i; k-- { // "Rest Acres Road"
		if kind := f.kindAfter(k); f.makesName(k) && d.Is(k, Capital) && !f.common(i) && !f.body(i, k) {
			return f.noteUnlisted(Range{i, k + 1}, kind)
		}
	}
	if kind := f.kindAfter(end); kind != sayso.NoLocation && f.beside(end) && !f.common(i) && f.smallClass(end) &&
		(end-i <= 2 || d.Is(end-1, Capital) && !d.Is(end-1, Spaced)) {
		return f.noteUnlisted(Range{i, end}, kind) // "Abbasiya district"
	}
	if i >= 2 && d.Form(i-1) == "of" && end-i <= 3 {
		if kind := near.Kind(near.Of, d.Words[i-2]); kind != sayso.NoLocation && !d.Is(i-2, Capital) {
			return f.noteUnlisted(Range{i, end}, kind)
		}
	}
	if r := (Range{i, end}); end-i <= 3 && f.evidence(r) && f.qualified(r) || f.located(r) {
		return f.noteUnlisted(r, sayso.City)
	}
	return 0
}

// located reports whether words that nothing else explains stand where a place
// would: "two died in Orvelna". Only "in" and "near" show that; after "at" and
// "from" there are bodies and persons as well.
func (f *placeFinder) located(r Range) bool {
	d := f.d
	if r.First == 0 || d.Is(r.First, Opens) || r.Len() > 4 || f.beside(r.End) && d.Is(r.End, Capital) || f.body(r.First, r.End) {
		return false
	}
	switch d.Form(r.First - 1) {
	case "in", "near":
	default:
		return false
	}
	if d.Is(r.End, Clitic) || d.Is(r.First, Upper) && d.Is(r.First, Alpha) && len(d.Form(r.First)) < 6 {
		return false // "in Dela's view", "in CNTV"
	}
	unknown := false
	for i := r.First; i < r.End; i++ {
		unknown = unknown || d.Words[i] == 0 && d.Is(i, Capital)
		if d.Words[i] != 0 && d.Is(i, Capital) && d.Lex.Parts.Of(d.Words[i]) != 0 {
			return false
		}
	}
	return unknown
}

// body reports whether the words name a body rather than a place: "Unified
// School District".
func (f *placeFinder) body(i, end int) bool {
	for ; i < end; i++ {
		if f.d.Lex.Nouns.Is(f.d.Words[i], lexicon.Org) {
			return true
		}
	}
	return false
}

// smallClass reports whether the class word at i is one that follows a place's
// name in lower case and little else.
func (f *placeFinder) smallClass(i int) bool {
	return !f.d.Is(i, Capital) && f.d.Lex.TextWords.ClassNoun.Has(f.d.Word(i))
}

// common reports whether token i begins a sentence with an ordinary word: "The
// County" is no county's name.
func (f *placeFinder) common(i int) bool {
	return f.d.Lex.Parts.Of(f.d.Words[i]) != 0 && f.d.Is(i, Starts) && f.d.Words[i] != 0 || lower(f.d.Form(i)) == "the"
}

func (f *placeFinder) noteUnlisted(r Range, kind sayso.LocationKind) int {
	return f.note(mention{Place: Place{Range: r, Kind: kind}, name: -1, sure: true})
}

// run is the end of the capitalised words from token i on, with what Arabic
// names have between them: "Urum al-Joz", "Khalid ibn al-Walid".
func (f *placeFinder) run(i int) int {
	d := f.d
	j, words := i, 0
	for j < len(d.Tokens) && words < 4 && (j == i || f.beside(j)) {
		switch {
		case f.articleAt(j) && d.Is(j, Alpha):
			j += 3
		case j > i && (d.Form(j) == "bin" || d.Form(j) == "ibn") && f.beside(j+1) && (d.Is(j+1, Capital) || f.articleAt(j+1)):
			j++
			continue
		case d.Is(j, Capital|Alpha) && !d.Is(j, Clitic) && !f.g.Near.Title.Has(d.Words[j]) && !f.givenAlone(j):
			j++
		default:
			return j
		}
		words++
	}
	return j
}

// givenAlone reports whether token j is a given name that no place is known to
// be called by: with "bin" behind it, it may be ("Khalid ibn al-Walid street").
func (f *placeFinder) givenAlone(j int) bool {
	d := f.d
	if !d.Lex.Nouns.Is(d.Words[j], lexicon.Given) {
		return false
	}
	if j+1 < len(d.Tokens) {
		switch lower(d.Form(j + 1)) {
		case "bin", "ibn":
			return false
		}
	}
	return true
}
