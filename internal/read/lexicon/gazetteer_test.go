package lexicon

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"math"
	"os"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"sayso"
)

// Places at sea, on a border or leased abroad, for which the country's box is no
// test.
const boxSlack = .35

func TestGazetteerIsSound(t *testing.T) {
	g := &Default().Gazetteer
	if n := len(g.Locations); n < 5000 {
		t.Errorf("%d places only", n)
	}
	type key struct {
		name, country, region string
		kind                  sayso.LocationKind
	}
	seen := map[key]int{}
	regions := map[string]bool{}
	for i := range g.Locations {
		if l := &g.Locations[i]; l.Kind == sayso.Region {
			regions[l.Country+l.Name] = true
		}
	}
	for i := range g.Locations {
		l := &g.Locations[i]
		where := l.Kind.String() + " " + l.Name + " (" + l.Country + ")"
		if !utf8.ValidString(l.Name) || strings.ContainsAny(l.Name, "\ufffd\u200b\"") || strings.TrimSpace(l.Name) != l.Name || strings.Contains(l.Name, "  ") {
			t.Errorf("%s: the name's letters", where)
		}
		if l.Lat == 0 && l.Lon == 0 {
			t.Errorf("%s: at 0, 0", where)
		}
		if l.Kind.Precision() == "" {
			t.Errorf("%s: no precision", where)
		}
		k := key{l.Name, l.Country, l.Region, l.Kind}
		if j, twice := seen[k]; twice && apart(l, &g.Locations[j]) < 50 {
			t.Errorf("%s is listed twice", where)
		}
		seen[k] = i
		if l.Region != "" && !regions[l.Country+l.Region] {
			t.Errorf("%s: no region %q", where, l.Region)
		}
		c, ok := g.Country(l.Country)
		if !ok {
			if l.Country != "" {
				t.Errorf("%s: no such country", where)
			}
			continue
		}
		east := c.East
		lon := l.Lon
		if c.West > c.East { // across the 180th meridian
			east += 360
			if lon < c.West-boxSlack {
				lon += 360
			}
		}
		slack := boxSlack
		if l.Kind == sayso.Site {
			slack = 2
		}
		if l.Lat < c.South-slack || l.Lat > c.North+slack || lon < c.West-slack || lon > east+slack {
			if !abroad[l.Name] {
				t.Errorf("%s: %.2f %.2f is outside %s's box", where, l.Lat, l.Lon, c.Name)
			}
		}
	}
}

// abroad are sites that lie outside the country that holds them.
var abroad = map[string]bool{"Guantanamo Bay": true, "Diego Garcia": true, "Gulf of Mexico": true}

// TestGazetteerAgainstCorpora compares with places that others put on the map.
func TestGazetteerAgainstCorpora(t *testing.T) {
	f, err := os.Open("../../../../shared/corpora/places/dev.jsonl")
	if err != nil {
		t.Skip("left out: no ../shared here, so no coordinates by others to compare with")
	}
	defer f.Close()
	lex := Default()
	g := &lex.Gazetteer
	gold := map[string][][2]float64{}
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var doc struct {
			Corpus string
			Places []struct {
				Text     string
				Lat, Lon *float64
			}
		}
		if err := json.Unmarshal(s.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		if doc.Corpus == "lgl" {
			continue // local news: nearly every name is a small namesake's
		}
		for _, p := range doc.Places {
			if p.Lat != nil {
				gold[p.Text] = append(gold[p.Text], [2]float64{*p.Lat, *p.Lon})
			}
		}
	}
	names := make([]string, 0, len(gold))
	for n := range gold {
		names = append(names, n)
	}
	sort.Strings(names)
	known, far := 0, 0
	for _, n := range names {
		words := lex.nameWords(n)
		if len(words) == 0 {
			continue
		}
		length, id := g.Match(words)
		if length != len(words) {
			continue
		}
		known++
		near := math.Inf(1)
		for _, sense := range g.Senses(id) {
			for _, c := range gold[n] {
				near = min(near, apart(&g.Locations[sense], &sayso.Location{Lat: c[0], Lon: c[1]}))
			}
		}
		if near > 300 {
			far++
			t.Logf("%s: %.0f km from the nearest that others give", n, near)
		}
	}
	if known < 400 || far*15 > known {
		t.Errorf("%d of %d names are far from where others put them", far, known)
	}
}

func apart(a, b *sayso.Location) float64 {
	dx := math.Abs(a.Lon - b.Lon)
	if dx > 180 {
		dx = 360 - dx
	}
	return 111.2 * math.Hypot(a.Lat-b.Lat, dx*math.Cos((a.Lat+b.Lat)*math.Pi/360))
}

func TestNameKey(t *testing.T) {
	for name, want := range map[string]string{
		"Saint-Étienne": "saint etienne", "St. Louis": "st louis", " Deir  ez-Zor ": "deir ez zor", "Łódź": "lodz", "Washington, D.C.": "washington dc", "-": "",
	} {
		if got := string(NameKey(nil, name)); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	data, err := fs.Sub(embedded, "data")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Load(data); err != nil {
			b.Fatal(err)
		}
	}
}
