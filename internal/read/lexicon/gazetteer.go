package lexicon

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"sayso"
)

// Gazetteer is the places that the program knows by itself: what a name may
// mean, and the countries they lie in.
type Gazetteer struct {
	Countries []Country
	Locations []sayso.Location // the countries first, in the order of Countries

	Near PlaceWords

	names   Phrases
	senses  [][]int32 // by the phrase's number: indexes into Locations
	flags   []NameFlag
	byCode  map[string]int
	article Word // "al", which stands for every form of the Arabic article
	// Articles are the forms of the Arabic article before a hyphen: "ash" of
	// "ash-Shaddadi".
	Articles Set
}

// Country is a country or territory.
type Country struct {
	Code, Name               string
	South, West, North, East float64 // a box that holds it; West > East where it crosses the 180th meridian
}

// NameFlag says what a name needs to be read as a place.
type NameFlag uint8

// The flags of a name.
const (
	Demonym    NameFlag = 1 << iota // "Syrian": the adjective of its place
	UpperOnly                       // "US": only in capitals, since "us" is another word
	AfterComma                      // "TX": only after a comma, "Austin, TX"
)

// Has reports whether the flags hold f.
func (n NameFlag) Has(f NameFlag) bool { return n&f != 0 }

// Match is the longest listed name that starts at words[0]: its length in words
// and its number, for Senses and Flags. Length 0 is none.
func (g *Gazetteer) Match(words []Word) (length, name int) { return g.names.Match(words) }

// Begins reports whether a listed name begins with w.
func (g *Gazetteer) Begins(w Word) bool {
	return g.names.first.Has(w)
}

// Senses are the locations that a name may mean, as indexes into Locations.
func (g *Gazetteer) Senses(name int) []int32 { return g.senses[name] }

// Flags are the name's flags.
func (g *Gazetteer) Flags(name int) NameFlag { return g.flags[name] }

// Article is the Word that stands for every form of the Arabic article.
func (g *Gazetteer) Article() Word { return g.article }

// Country is the country of an ISO code.
func (g *Gazetteer) Country(code string) (Country, bool) {
	i, ok := g.byCode[code]
	if !ok {
		return Country{}, false
	}
	return g.Countries[i], true
}

// arabicArticles are written before a hyphen; only the first two also stand
// without one ("Al Bab").
var arabicArticles = []string{"al", "el", "ad", "adh", "an", "ar", "as", "ash", "at", "ath", "az", "ez", "ed", "er", "es", "esh", "et", "ul"}

// gazetteerFiles are the files of data/gazetteer that list places, the more
// detailed first.
var gazetteerFiles = []string{"us", "levant", "eurasia", "africa", "asia", "europe", "world"}

// loadGazetteer reads the countries, then the places in them.
func loadGazetteer(lex *Lexicon, data fs.FS) []error {
	var faults []error
	read := func(name string, load func(*Lexicon, *file)) {
		f, err := open(data, "gazetteer/"+name+".tsv")
		if err != nil {
			faults = append(faults, err)
			return
		}
		load(lex, f)
		faults = append(faults, f.faults...)
	}
	read("countries", loadCountries)
	read("words", loadPlaceWords)
	for _, name := range gazetteerFiles {
		read(name, loadLocations)
	}
	return faults
}

// loadCountries reads code, name, variants, demonyms, latitude, longitude, box
// and population.
func loadCountries(lex *Lexicon, f *file) {
	g := &lex.Gazetteer
	g.byCode = map[string]int{}
	g.article = lex.intern("al")
	for _, a := range arabicArticles {
		g.Articles.add(lex.intern(a))
	}
	f.records(8, 8, func(cols []string) {
		c := Country{Code: cols[0], Name: cols[1]}
		if len(c.Code) != 2 || strings.ToUpper(c.Code) != c.Code {
			f.fault("want a code of two capitals, have %q", c.Code)
		}
		if _, twice := g.byCode[c.Code]; twice {
			f.fault("country %s is there already", c.Code)
		}
		if n, err := fmt.Sscan(cols[6], &c.South, &c.West, &c.North, &c.East); n != 4 || err != nil {
			f.fault("want a box as south west north east, have %q", cols[6])
		}
		at := len(g.Locations)
		g.byCode[c.Code] = len(g.Countries)
		g.Countries = append(g.Countries, c)
		g.Locations = append(g.Locations, f.location(sayso.Country, cols[1], c.Code, "", cols[4], cols[5], cols[7]))
		lex.addNames(f, at, cols[1], cols[2], 0)
		lex.addNames(f, at, "", cols[3], Demonym)
	})
}

// loadLocations reads kind, name, variants, country, region, latitude,
// longitude and population; demonyms come after "~" among the variants.
func loadLocations(lex *Lexicon, f *file) {
	g := &lex.Gazetteer
	f.records(8, 8, func(cols []string) {
		var kind sayso.LocationKind
		if err := kind.UnmarshalText([]byte(cols[0])); err != nil || kind <= sayso.Country {
			f.fault("want region, district, city, site or area, have %q", cols[0])
			return
		}
		if _, ok := g.byCode[cols[3]]; !ok && cols[3] != "" {
			f.fault("no country %q in countries.tsv", cols[3])
		}
		if (cols[3] == "") != (kind == sayso.Area) && kind != sayso.Site {
			f.fault("%s %s: an area has no country, all but some sites have one", kind, cols[1])
		}
		at := len(g.Locations)
		g.Locations = append(g.Locations, f.location(kind, cols[1], cols[3], cols[4], cols[5], cols[6], cols[7]))
		variants, demonyms, _ := strings.Cut(cols[2], "~")
		lex.addNames(f, at, cols[1], strings.TrimSuffix(variants, "|"), 0)
		lex.addNames(f, at, "", demonyms, Demonym)
	})
}

func (f *file) location(kind sayso.LocationKind, name, country, region, lat, lon, population string) sayso.Location {
	l := sayso.Location{Kind: kind, Name: name, Country: country, Region: region}
	l.Lat = f.degrees(lat, 90)
	l.Lon = f.degrees(lon, 180)
	if population != "" {
		n, err := strconv.ParseFloat(population, 64)
		if err != nil || n < 0 || n > 1e7 {
			f.fault("want thousands of people, have %q", population)
		}
		l.Population = int64(n * 1000)
	}
	return l
}

func (f *file) degrees(s string, limit float64) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v < -limit || v > limit {
		f.fault("want degrees up to %g, have %q", limit, s)
	}
	return v
}

// addNames lists the name and its variants as names of the location.
func (lex *Lexicon) addNames(f *file, location int, name, variants string, flags NameFlag) {
	if name != "" {
		lex.addName(f, location, name, flags)
	}
	if variants == "" {
		return
	}
	for _, v := range strings.Split(variants, "|") {
		if v == "" || v == name {
			f.fault("variant %q of %s says nothing", v, name)
			continue
		}
		lex.addName(f, location, v, flags)
	}
}

func (lex *Lexicon) addName(f *file, location int, name string, flags NameFlag) {
	if after, ok := strings.CutPrefix(name, ","); ok {
		name, flags = after, flags|AfterComma
	}
	words := lex.nameWords(name)
	if len(words) == 0 {
		f.fault("no word in %q", name)
		return
	}
	if len(name) <= 4 && strings.ToUpper(name) == name && !strings.Contains(name, ".") {
		flags |= UpperOnly
	}
	g := &lex.Gazetteer
	id := len(g.senses)
	if !g.names.add(words, id) {
		_, id = g.names.Match(words)
		g.flags[id] &= flags // a namesake that asks for less
	} else {
		g.senses, g.flags = append(g.senses, nil), append(g.flags, flags)
	}
	for _, s := range g.senses[id] {
		if int(s) == location {
			return // two spellings that fall together
		}
	}
	g.senses[id] = append(g.senses[id], int32(location))
	if len(words) == 1 && g.Locations[location].Kind == sayso.Country && !flags.Has(UpperOnly) {
		lex.Names.add(words[0])
	}
	if other := otherSpelling(name); other != "" {
		lex.addName(f, location, other, flags)
	}
}

// otherSpelling is the other way in which newsrooms write a listed name, or "".
func otherSpelling(name string) string {
	if plain := PlainLetters(name); plain != name {
		return plain
	}
	for _, p := range [...][2]string{{"Saint ", "St. "}, {"Mount ", "Mt. "}, {"Fort ", "Ft. "}} {
		if rest, ok := strings.CutPrefix(name, p[0]); ok {
			return p[1] + rest
		}
	}
	return ""
}

// nameWords cuts a name as the place finder cuts the text: hyphens part words
// and fall away, full stops fall away but in "U.S.", forms of the Arabic article
// become one. An abbreviation that is all of a name keeps its full stop: "La.".
func (lex *Lexicon) nameWords(name string) []Word {
	g := &lex.Gazetteer
	var words []Word
	for _, part := range strings.Fields(name) {
		pieces := strings.Split(part, "-")
		for i, p := range pieces {
			if strings.Count(p, ".") == 1 && len(p) < len(name) {
				p = strings.TrimSuffix(p, ".")
			}
			p = strings.Trim(p, ",()")
			if p == "" {
				continue
			}
			if stem, ok := strings.CutSuffix(p, "'s"); ok && stem != "" { // "Queen Anne's County"
				words = append(words, lex.intern(stem))
				p = "'s"
			}
			w := lex.intern(p)
			if g.Articles.Has(w) && i+1 < len(pieces) || Fold(p) == "el" {
				w = g.article
			}
			words = append(words, w)
		}
	}
	return words
}
