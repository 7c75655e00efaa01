package figure

import (
	"strings"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// spot is a place that a figure may have happened at.
type spot struct {
	annotate.Range
	grain int  // how close it is: 1 country, 2 region, 3 town, 4 village or part of a town, 5 site
	place int  // index in d.Places; -1 for words that no gazetteer lists
	bound bool // it stands behind "in", "at", "near" or a verb of striking
	many  bool // it is the first of several: "stormed Velk, Tarn and Dorn"
}

// The grains of the listed places.
func listedGrain(l *sayso.Location) int {
	if l == nil {
		return 3
	}
	switch l.Kind {
	case sayso.Country, sayso.Area:
		return 1
	case sayso.Region:
		return 2
	case sayso.Site:
		return 5
	case sayso.City:
		if l.Population < largeCity {
			return 4
		}
	}
	return 3
}

// largeCity is the number of inhabitants from which a city's name is thought to
// be said to tell where a smaller place in it, or around it, lies.
const largeCity = 150_000

// spots are the places that sentence k names, in text order: behind a
// preposition what is written like a place, and what the gazetteer lists.
func (a *assembler) spots(k int) []spot {
	if a.spotsOf == nil {
		a.spotsOf = make([][]spot, len(a.d.Sentences))
		a.spotsDone = make([]bool, len(a.d.Sentences))
	}
	if a.spotsDone[k] {
		return a.spotsOf[k]
	}
	a.spotsDone[k] = true
	s := a.d.Sentences[k].Range
	var out []spot
	for i := s.First; i < s.End; i++ {
		if i == s.First && a.d.Is(i, annotate.Opens) {
			if sp, ok := a.label(i, s.End); ok {
				out = append(out, sp)
				i = sp.End
				continue
			}
		}
		if sp, ok := a.reporting(i, s.End); ok {
			out = append(out, sp)
			i = sp.End
			continue
		}
		if a.tries(i) {
			if sp, ok := a.name(i+1, s.End); ok {
				i = sp.End - 1
			}
			continue
		}
		if a.in(i, a.sets.OpensPlace) && !a.leaves(i) {
			if sp, ok := a.name(i+1, s.End); ok {
				sp.bound, sp.many = true, a.firstOfMany(sp.End, s.End)
				out = append(out, sp)
				i = sp.End - 1
				continue
			}
		}
		if p := a.listed(i); p >= 0 && !a.d.Places[p].Demonym && !a.dateline(i) && !a.ofSource(a.d.Places[p].Range) {
			sp := a.withNouns(spot{a.d.Places[p].Range, listedGrain(a.d.Places[p].Location), p, false, false}, s.End)
			if !a.names(sp.End) && a.d.Lex.People.Of(a.d.Word(sp.End))&lexicon.Plural == 0 {
				out = append(out, sp)
			}
			i = sp.End - 1
		}
	}
	a.spotsOf[k] = out
	return out
}

// firstOfMany reports whether two names or more stand behind a name in one list:
// "Velk | , Tarn and Dorn". "Velk, Marrow province" is one place.
func (a *assembler) firstOfMany(i, end int) bool {
	commas := 0
	for ; i < end; i++ {
		switch {
		case a.form(i) == "," && a.startsName(i+1):
			commas++
		case a.form(i) == "and" && a.startsName(i+1):
			return commas > 0
		case !a.startsName(i):
			return false
		}
	}
	return false
}

// label reads the place that a line of a list is about: "Velk: 21 killed". An
// unlisted name counts only where the text elsewhere says "in Velk".
func (a *assembler) label(i, end int) (spot, bool) {
	for i < end && a.d.Is(i, annotate.Punct) {
		i++ // a bullet
	}
	if a.form(i+1) == ":" && a.d.Lex.PlaceNouns.Grain(a.d.Word(i)) > 0 && a.startsName(i+2) {
		sp, ok := a.run(i+2, min(end, i+10)) // "Province: Marrow."
		sp.bound = true
		return sp, ok
	}
	if !a.startsName(i) {
		return spot{}, false
	}
	sp, ok := a.run(i, min(end, i+8))
	if !ok || sp.End >= end || a.form(sp.End) != ":" {
		return spot{}, false
	}
	if sp.place < 0 && a.d.Lex.PlaceNouns.Grain(a.d.Words[sp.End-1]) == 0 && !a.locates(sp.First) && !a.labelled(sp.Range) {
		return spot{}, false
	}
	sp.bound = true
	return sp, true
}

// reporting reads the place that a sentence lets report its own figures: "Velk has
// reported 19 deaths".
func (a *assembler) reporting(i, end int) (spot, bool) {
	if !a.d.Is(i, annotate.Capital) || i > 0 && !a.d.Is(i, annotate.Starts) && a.grammar(i-1)&lexicon.And == 0 && a.form(i-1) != "," || !a.startsName(i) {
		return spot{}, false
	}
	j := i + 1
	for j < i+3 && j < end && (a.d.Is(j, annotate.Capital) || a.d.Lex.PlaceNouns.Grain(a.d.Words[j]) > 0) {
		j++
	}
	last := j
	if a.form(j) == "has" || a.form(j) == "have" || a.form(j) == "had" {
		j++
	}
	if !a.in(j, a.sets.PlaceReports) {
		return spot{}, false
	}
	for j++; j < end && a.grammar(j)&(lexicon.Adverb|lexicon.Hedge) != 0; j++ {
	}
	if !a.numeral(j) || !a.knownPlace(i) && !a.locates(i) && a.d.Lex.PlaceNouns.Grain(a.d.Words[last-1]) == 0 {
		return spot{}, false
	}
	sp, ok := a.run(i, end)
	sp.bound = true
	return sp, ok && sp.End <= last
}

// labelled reports whether the label is an unknown word before a number, and
// another line of the text is written alike: "Velk: 21 killed", "Tarn: 7 killed".
func (a *assembler) labelled(r annotate.Range) bool {
	d := a.d
	if !a.numeral(r.End+1) || r.Len() > 1 || d.Lex.Parts.Of(d.Words[r.First]) != 0 {
		return false
	}
	for _, k := range [...]int{r.First - 1, r.End} {
		step := 1
		if k < r.First {
			step = -1
		}
		for k >= 0 && k < len(d.Tokens) && !d.Is(k, annotate.Opens) {
			k += step
		}
		if step < 0 {
			// to the first word of the block before
			for k--; k > 0 && !d.Is(k, annotate.Opens); k-- {
			}
		}
		for d.Is(k, annotate.Punct) {
			k++ // a bullet
		}
		if k >= 0 && k < len(d.Tokens) && a.startsName(k) && a.form(k+1) == ":" && a.numeral(k+2) {
			return true
		}
	}
	return false
}

func (a *assembler) numeral(i int) bool {
	return a.d.Is(i, annotate.Digit) || a.d.Lex.Numbers.Of(a.d.Word(i)).Kind != lexicon.NoNumber
}

// locates reports whether the text somewhere has the capitalised form behind
// "in", "at", "near" or "of".
func (a *assembler) locates(i int) bool { return a.locatedForm(a.d.Form(i)) }

func (a *assembler) locatedForm(form string) bool {
	if a.index.located == nil {
		a.index.located = map[string]bool{}
		for k := 1; k < len(a.d.Tokens); k++ {
			if !a.d.Is(k, annotate.Capital) {
				continue
			}
			if a.in(k-1, a.sets.Located) || a.side(k-1) && k > 1 && a.in(k-2, a.sets.Located) || a.form(k-1) == "of" && a.d.Lex.PlaceNouns.Grain(a.d.Word(k-2)) > 0 {
				a.index.located[a.d.Form(k)] = true
			}
		}
	}
	return a.index.located[form]
}

// leaves reports whether the place that opens at token i is one that somebody
// left or is bound for: "had left the port of | Velk", "sailed from Velk".
func (a *assembler) leaves(i int) bool {
	switch a.form(i) {
	case "of":
		for j := i - 1; j > i-4 && j >= 0; j-- {
			if a.in(j, a.sets.Departs) {
				return true
			}
			if a.d.Lex.PlaceNouns.Grain(a.d.Word(j)) == 0 && a.grammar(j)&lexicon.Determiner == 0 {
				return false
			}
		}
	case "from":
		return a.in(i-1, a.sets.Departs) || a.in(i-2, a.sets.Departs)
	}
	return false
}

// tries reports whether the place that opens at token i is where a court sits:
// "a court | in Tarn sentenced the captain". What it tries happened elsewhere.
func (a *assembler) tries(i int) bool {
	if form := a.form(i); form != "in" && form != "at" {
		return false
	}
	if !a.in(i-1, a.sets.Court) {
		return false
	}
	for j := i + 2; j < i+6; j++ {
		if a.in(j, a.sets.Tries) {
			return true
		}
	}
	return false
}

// dateline reports whether token i begins a dateline: "MARROW (Agency) - ...".
func (a *assembler) dateline(i int) bool {
	d := a.d
	if d.Is(i, annotate.Opens) || d.Is(i, annotate.Upper) && !a.titled(i) {
		for j := i + 1; j < i+6 && j < len(d.Tokens); j++ {
			switch d.Form(j) {
			case "-", "--", "—", "–", "(":
				return true
			}
		}
	}
	return d.Is(i, annotate.Upper) && d.Tokens[i].Len() > 3
}

// listed is the index of the gazetteer's place that begins at token i, or -1.
func (a *assembler) listed(i int) int {
	lo, hi := 0, len(a.d.Places)
	for lo < hi {
		if mid := (lo + hi) / 2; a.d.Places[mid].First < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(a.d.Places) && a.d.Places[lo].First == i {
		return lo
	}
	return -1
}

// names reports whether what follows makes the words before it a name of
// something else: "Aleppo Media Center", "Damascus-backed".
func (a *assembler) names(i int) bool {
	d := a.d
	if a.form(i) == "-" && !d.Is(i, annotate.Spaced) && d.Is(i+1, annotate.Alpha) && !d.Is(i+1, annotate.Capital) {
		return true
	}
	return d.Is(i, annotate.Capital) && d.Lex.Nouns.Is(d.Words[i], lexicon.Org|lexicon.Group|lexicon.Artefact) && !a.titled(i)
}

// ofSource reports whether the tokens lie in the words that name a source: the
// place of an office is not the place of what it tells.
func (a *assembler) ofSource(r annotate.Range) bool {
	span := a.d.Span(r)
	return a.index.sources.near(span, func(k int) bool {
		for _, s := range a.said[k].Source {
			if s.Overlaps(span) {
				return true
			}
		}
		return false
	})
}

func (a *assembler) tag(i int) lexicon.Tag {
	if i < 0 || i >= len(a.d.Tags) {
		return lexicon.NoTag
	}
	return a.d.Tags[i]
}

// titled reports whether token i stands in a line written like a headline.
func (a *assembler) titled(i int) bool {
	lower := 0
	for j := i - 4; j <= i+4; j++ {
		if a.d.Is(j, annotate.Alpha) && !a.d.Is(j, annotate.Capital) && a.grammar(j) == 0 {
			lower++
		}
	}
	return lower == 0
}

// name reads the name of a place from token i on: "the northern town of Velk",
// "rebel-held Velk province", "Orlan's Velk".
func (a *assembler) name(i, end int) (spot, bool) {
	d := a.d
	grain := 0
	opener := a.form(i - 1)
	j := i
walk:
	for ; j < end && j < i+12; j++ {
		form := a.form(j)
		switch {
		case a.startsName(j):
			break walk
		case d.Is(j, annotate.Capital) && a.form(j+1) == "-" && !d.Is(j+1, annotate.Spaced) && !d.Is(j+2, annotate.Capital):
			j += 2 // "US-backed", "Kurdish-majority"
		case a.inDate(j):
			return spot{}, false
		case d.Is(j, annotate.Capital) && (a.demonym(j) || a.side(j) && d.Lex.PlaceNouns.Grain(d.Word(j+1)) > 0):
		case form == "-" && !d.Is(j, annotate.Spaced), form == "and" && grain == 0, form == "," && (!a.startsName(j+1) || a.direction(j-1)):
		case d.Is(j, annotate.Punct):
			return spot{}, false
		case form == "of":
			if grain == 0 && !a.direction(j-1) {
				return spot{}, false
			}
		default:
			if g := d.Lex.PlaceNouns.Grain(d.Words[j]); g > 0 && !d.Is(j, annotate.Capital) {
				grain = g
				if next := a.form(j + 1); next != "of" && !a.startsName(j+1) && next != "and" && d.Lex.PlaceNouns.Grain(d.Word(j+1)) == 0 {
					return spot{}, false
				}
				continue
			}
			w := a.grammar(j)
			if w&^(lexicon.Determiner|lexicon.Possessive) != 0 && form != "both" && form != "each" {
				return spot{}, false
			}
			if t := a.tag(j); annotate.IsVerb(t) && t != lexicon.VBN && t != lexicon.VBG {
				return spot{}, false
			}
			if d.Lex.People.Of(d.Words[j]) != 0 && d.Lex.PlaceNouns.Grain(d.Words[j]) == 0 && a.form(j+1) != "-" && !a.nounBefore(j) {
				return spot{}, false
			}
		}
	}
	if j >= end || !a.startsName(j) {
		return spot{}, false
	}
	loose := false // after such a word a name need not be a place's
	switch {
	case a.in(i-1, a.sets.OpensLoosely):
		loose = grain == 0 && (j > i || !a.knownPlace(j)) && !(opener == "of" && j == i && a.d.Lex.PlaceNouns.Grain(a.d.Word(i-2)) > 2)
	case a.in(i-1, a.sets.OpensStruck):
		loose = grain == 0 && !a.knownPlace(j) && !(opener == "on" && d.Lex.EventNouns.Has(d.Word(i-2)))
	}
	if opener == "of" && j == i && !a.direction(i-2) && a.d.Lex.PlaceNouns.Grain(a.d.Word(i-2)) == 0 {
		return spot{}, false
	}
	sp, ok := a.run(j, end)
	if !ok || loose && d.Lex.PlaceNouns.Grain(d.Words[sp.End-1]) == 0 && !a.in(j, a.sets.Landform) {
		return spot{}, false
	}
	sp.grain = max(sp.grain, grain)
	if grain > 0 && grain < 3 && sp.place < 0 {
		sp.grain = grain
	}
	return sp, true
}

func (a *assembler) nounBefore(j int) bool { return a.tag(j) == lexicon.JJ }

func (a *assembler) knownPlace(j int) bool {
	p := a.listed(j)
	return p >= 0 && !a.d.Places[p].Demonym
}

// direction reports whether token i says on which side of a place: "north of".
func (a *assembler) direction(i int) bool { return a.in(i, a.sets.Direction) }

// side reports whether token i is a word like "Northern" or "Rural", which is a
// name only together with one.
func (a *assembler) side(i int) bool { return a.in(i, a.sets.Side) }

func (a *assembler) demonym(i int) bool {
	p := a.listed(i)
	return p >= 0 && a.d.Places[p].Demonym || hasTag(a.d.Lex.People.Tags(a.d.Words[i]), "nation:yes")
}

// startsName reports whether a name begins at token i: a capital that is no
// demonym, or "al-Velk".
func (a *assembler) startsName(i int) bool {
	d := a.d
	if d.Is(i, annotate.Capital) {
		if a.knownPlace(i) {
			return true
		}
		if a.form(i+1) == "-" && !d.Is(i+1, annotate.Spaced) && !d.Is(i+2, annotate.Capital) {
			return false
		}
		if a.demonym(i) || a.inDate(i) || a.grammar(i)&^lexicon.Hedge != 0 || d.Is(i, annotate.Upper) && d.Tokens[i].Len() < 6 {
			return false
		}
		return true
	}
	return a.in(i, a.sets.NameArticle) && a.form(i+1) == "-" && !d.Is(i+1, annotate.Spaced) && d.Is(i+2, annotate.Capital)
}

// run reads the name that begins at token i, with names coordinated to it and
// the nouns behind it.
func (a *assembler) run(i, end int) (spot, bool) {
	d := a.d
	out := spot{annotate.Range{First: i, End: i}, 0, -1, false, false}
	titled := a.titled(i)
	j := i
	for j < end {
		if p := a.listed(j); p >= 0 && !d.Places[p].Demonym {
			if out.End > i && d.Places[p].Location != nil && listedGrain(d.Places[p].Location) < 3 && !titled {
				break // "Velk Syria": a comma lost
			}
			out.place, out.End = p, d.Places[p].Range.End
			out.grain = max(out.grain, listedGrain(d.Places[p].Location))
			j = out.End
			inner := j
			if a.form(j) == "'s" || a.form(j) == "’s" {
				inner++
			} else if !a.possessiveStripped(p) {
				continue
			}
			if sp, ok := a.possessed(inner, end); ok && out.First == d.Places[p].First {
				return sp, true // "Orlan's Velk", "Orlan's western port city of Velk"
			}
			continue
		}
		form := a.form(j)
		if j == i && a.stripped(j) {
			if sp, ok := a.possessed(j+1, end); ok {
				return sp, true // "Orlans Velk": an apostrophe lost
			}
		}
		switch {
		case d.Is(j, annotate.Capital) && !a.inDate(j) && !a.stopsName(j, titled):
			out.End = j + 1
		case form == "-" && !d.Is(j, annotate.Spaced) && j > i:
		case a.startsName(j):
		case a.in(j, a.sets.NameLink) && d.Is(j+1, annotate.Capital):
		default:
			goto done
		}
		j++
	}
done:
	if out.End <= out.First {
		return spot{}, false
	}
	if form := a.form(j); form == "'s" || form == "’s" {
		if sp, ok := a.possessed(j+1, end); ok {
			return sp, true
		}
	}
	if out.grain == 0 {
		out.grain = 4
	}
	if p := a.listed(out.First); p >= 0 && d.Places[p].Range.End == out.End {
		out.place = p
	} else {
		out.place = -1
	}
	out = a.withNouns(out, end)
	return out, !a.notPlace(out)
}

// possessed reads the place that a possessive before token i leads to.
func (a *assembler) possessed(i, end int) (spot, bool) {
	if i >= end || a.nested > 2 {
		return spot{}, false
	}
	a.nested++
	sp, ok := a.name(i, end)
	a.nested--
	return sp, ok
}

// possessiveStripped reports whether the listed place may be a possessive whose
// apostrophe was lost: "Lomars Velk".
func (a *assembler) possessiveStripped(p int) bool {
	l := a.d.Places[p].Location
	return a.stripped(a.d.Places[p].Range.End-1) && (l == nil || !strings.HasSuffix(l.Name, "s"))
}

// stripped reports whether token i is a place's name with the "s" of a possessive
// that lost its apostrophe.
func (a *assembler) stripped(i int) bool {
	form := a.d.Form(i)
	n := len(form)
	if n < 4 || form[n-1] != 's' || !a.d.Is(i, annotate.Capital) {
		return false
	}
	g := &a.d.Lex.Gazetteer
	if w := a.d.Lex.Word(form); w != 0 && g.Begins(w) {
		return false // "Tartus" is no possessive of Tartu
	}
	w := a.d.Lex.Word(form[:n-1])
	return w != 0 && g.Begins(w)
}

// withNouns takes up the place nouns behind a name, and a second name that they
// belong to: "Velk and Dorn neighbourhoods", "Velk city".
func (a *assembler) withNouns(s spot, end int) spot {
	d := a.d
	j := s.End
	if s.Len() > 0 && a.form(j) == "of" && (d.Lex.PlaceNouns.Grain(d.Word(j-1)) > 0 || a.in(j-1, a.sets.Landform)) && a.startsName(j+1) {
		if sp, ok := a.run(j+1, end); ok { // "the Northern Province of Velk"
			return sp
		}
	}
	if k := j + 1; k < end && a.ofSite(j) && d.Lex.PlaceNouns.Grain(d.Words[k]) == 5 {
		s.End, s.grain = k+1, 5 // "the Velk gas field"
		return s
	}
	if a.form(j) == "capital" && j+1 < end && a.startsName(j+1) && !a.demonym(j+1) {
		if sp, ok := a.run(j+1, end); ok { // "the Sadran capital Velk"
			return sp
		}
	}
	if a.in(j, a.sets.Peopled) && j+2 < end && !d.Is(j, annotate.Capital) && a.form(j+1) == "of" && a.startsName(j+2) {
		if sp, ok := a.run(j+2, end); ok { // "the Norland town of Velk"
			return sp
		}
	}
	if g := d.Lex.PlaceNouns.Grain(d.Word(j)); g > 0 && j < end && a.form(j) != "border" && (s.place < 0 || s.grain > 1) {
		s.End, s.grain = j+1, g
		return s
	}
	if a.grammar(j)&lexicon.And != 0 && a.startsName(j+1) {
		k := j + 1
		for k < end && k < j+6 && (d.Is(k, annotate.Capital) || a.form(k) == "-" || a.startsName(k)) {
			k++
		}
		for n := k; n < k+2 && n < end; n++ {
			if g := d.Lex.PlaceNouns.Grain(d.Words[n]); g > 0 {
				s.End, s.grain, s.place = n+1, g, -1
				return s
			}
		}
	}
	return s
}

// ofSite reports whether token i tells what sort of site the noun behind it is:
// "gas field", "refugee camp", "bus station".
func (a *assembler) ofSite(i int) bool {
	d := a.d
	if !d.Is(i, annotate.Alpha) || d.Is(i, annotate.Capital) || a.grammar(i) != 0 {
		return false
	}
	switch a.tag(i) {
	case lexicon.NN, lexicon.JJ, lexicon.VBG:
		return true
	}
	return d.Lex.People.Of(d.Words[i]) != 0
}

// stopsName reports whether a capitalised word is no part of a place's name. In
// a headline every word has a capital, so what the lexicons know as a common
// word ends the name there.
func (a *assembler) stopsName(j int, titled bool) bool {
	d := a.d
	w := d.Words[j]
	if a.grammar(j)&^lexicon.Hedge != 0 {
		return true
	}
	if d.Lex.PlaceNouns.Grain(w) > 0 {
		return false
	}
	if w != 0 && (d.Lex.People.Of(w) != 0 || d.Lex.Nouns.Is(w, lexicon.Org|lexicon.Group|lexicon.Artefact|lexicon.Role)) {
		return true
	}
	if n, _ := d.Lex.Casualties.Match(d.Words[j:]); n > 0 {
		return true
	}
	return titled && a.tag(j) != lexicon.NNP && a.tag(j) != lexicon.NNPS && a.tag(j) != lexicon.NoTag
}

// notPlace reports whether the name is a body's, a person's or a thing's.
func (a *assembler) notPlace(s spot) bool {
	d := a.d
	if s.place >= 0 {
		return false
	}
	if a.ofSource(s.Range) || a.names(s.End) {
		return true
	}
	only := true // nothing but words like "Northern"
	for j := s.First; j < s.End; j++ {
		only = only && (a.side(j) || d.Lex.PlaceNouns.Grain(d.Words[j]) > 0)
		if t := d.Lex.Parts.Of(d.Words[j]); t != 0 && !a.side(j) && d.Lex.PlaceNouns.Grain(d.Words[j]) == 0 && d.Tokens[j].Len() > 3 && d.Lex.EventNouns.Has(d.Words[j]) {
			return true
		}
		if d.Lex.Nouns.Is(d.Words[j], lexicon.Org|lexicon.Group) && d.Lex.PlaceNouns.Grain(d.Words[j]) == 0 {
			return true
		}
	}
	if only || s.Len() == 2 && a.form(s.End-1) == "state" || d.Lex.Nouns.Is(d.Word(s.End), lexicon.Org|lexicon.Group) {
		return true // "Islamic State", "the Velk group"
	}
	if last := d.Words[s.End-1]; d.Lex.People.Of(last)&(lexicon.Singular|lexicon.Plural) != 0 {
		return true
	}
	if d.Lex.PlaceNouns.Grain(d.Words[s.End-1]) > 0 && s.Len() > 1 {
		return false
	}
	next := s.End
	if !d.Is(next, annotate.Alpha) || d.Is(next, annotate.Capital) || d.Is(next, annotate.Clitic) {
		return false
	}
	if d.Lex.People.Of(d.Words[next]) != 0 {
		return true // "in Velk fighters' hands", "Velk mortar attacks"
	}
	t := a.tag(next)
	if a.form(next) == "alone" || strings.HasSuffix(a.form(next), "ly") && a.d.Tokens[next].Len() > 6 {
		return false // "shelling in Velk reportedly killed"
	}
	return (t == lexicon.NN || t == lexicon.NNS) && a.grammar(next) == 0 && d.Lex.PlaceNouns.Grain(d.Words[next]) == 0 && !a.inDate(next)
}

func (a *assembler) inDate(i int) bool {
	k := a.firstDate(i)
	return k < len(a.d.Dates) && a.d.Dates[k].Has(i)
}

// spoilt makes a name whose possessive lost its apostrophe the last choice.
func (a *assembler) spoilt(p int) int {
	if x := &a.d.Places[p]; x.Location != nil && a.d.Span(x.Range).In(a.d.Text) != x.Location.Name {
		return 1 << 20
	}
	return 0
}

// unspoilt is the span of a name without the "s" of a possessive that lost its
// apostrophe ("Velks" in a text that has "Velk" too).
func (a *assembler) unspoilt(r annotate.Range) sayso.Span {
	span := a.d.Span(r)
	if r.Len() == 0 {
		return span
	}
	last := a.d.Form(r.End - 1)
	if n := len(last); n > 3 && last[n-1] == 's' && a.d.Is(r.End-1, annotate.Capital) {
		if a.hasToken(last[:n-1]) {
			span.End--
			return span
		}
		if a.stripped(r.End - 1) {
			span.End--
		}
	}
	return span
}
