package annotate

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sayso"
	"sayso/internal/read/lexicon"
)

// everywhere is a gazetteer that knows every name.
type everywhere struct{}

func (everywhere) Named(name []byte) []sayso.Location {
	return []sayso.Location{{Name: string(name), Kind: sayso.City, Country: "SY", Lat: 35, Lon: 38, Population: 20_000}, {Name: string(name), Kind: sayso.Site}}
}

func FuzzPlaces(f *testing.F) {
	for _, s := range []string{
		"He left al-Bab for Paris, Texas. Mr. Lincoln, of the village of Dela, stayed.",
		"US$5m for St. Louis, Mo., and N'Djamena; Côte d’Ivoire’s Abidjan-", "al-", "Lake", "Fort 5", ", TX", "of Of of, In In, In",
		"New York New York State State of", "Kerry-Ann Deir ez-Zor al-Al-al", "\u00e9\u0301 Zürich ÅÄÖah",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		doc := &sayso.Document{Text: s, Blocks: []sayso.Block{{Span: sayso.Span{End: len(s)}, Joins: -1}}}
		for _, g := range []Gazetteer{nil, everywhere{}} {
			d := Tokenize(doc, lexicon.Default())
			Places(d, g)
			end := 0
			for i, p := range d.AllPlaces() {
				if p.Span.Start < end || p.Span.End > len(s) || p.Span.Empty() || p.Text != s[p.Span.Start:p.Span.End] || !utf8.ValidString(p.Text) {
					t.Fatalf("%q: place %d %+v", s, i, p)
				}
				if p.Resolved != (p.Precision != "") || !p.Resolved && (p.Name != "" || p.Lat != 0 || p.Lon != 0) {
					t.Fatalf("%q: place %d %+v", s, i, p)
				}
				end = p.Span.End
			}
		}
	})
}

const benchText = "Shells fell on the town of Sarmin in Idlib province on Monday, killing at least 12 people, the Syrian ministry said. " +
	"A spokesman for the army, Colonel Rami Dal, told reporters in Damascus that nothing had happened near the road to Aleppo. " +
	"The dead were taken to two hospitals, and a doctor there said that most of them were women and children who had fled from Hama last week.\n"

// BenchmarkPlaces tells the cost of finding and settling places a word.
func BenchmarkPlaces(b *testing.B) {
	text := strings.Repeat(benchText, 100)
	doc := &sayso.Document{Text: text, Blocks: []sayso.Block{{Span: sayso.Span{End: len(text)}, Joins: -1}}}
	d := Tokenize(doc, lexicon.Default())
	b.ReportAllocs()
	for b.Loop() {
		Places(d, nil)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(d.Tokens)), "ns/word")
}
