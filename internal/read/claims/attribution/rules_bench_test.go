package attribution_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"sayso"
	"sayso/internal/lab/golden"
	"sayso/internal/read/annotate"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/text"
)

// corpus is all golden texts as one long document.
func corpus(tb testing.TB) *sayso.Document {
	tb.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		tb.Fatal("no golden files", err)
	}
	var b strings.Builder
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".text") {
				body, _, err := golden.Parse(string(f.Data))
				if err != nil {
					tb.Fatal(err)
				}
				b.WriteString(body + "\n")
			}
		}
	}
	doc, err := text.Read(sayso.Input{ID: "all", Place: "all", Bytes: []byte(strings.Repeat(b.String(), 4))})
	if err != nil {
		tb.Fatal(err)
	}
	return doc
}

// rules runs the stages that the rules need, and the rules.
func rules(doc *sayso.Document, lex *lexicon.Lexicon) []sayso.Attribution {
	d := annotate.Tokenize(doc, lex)
	annotate.Quotations(d)
	annotate.Tag(d)
	annotate.Chunked(d)
	annotate.Names(d)
	return attribution.Find(d)
}

// BenchmarkRules is the rule-based reader of attributions, tokens to speakers,
// over the golden texts: words a second on one core. They are dense: an
// attribution in every line.
func BenchmarkRules(b *testing.B) {
	doc, lex := corpus(b), lexicon.Default()
	words := len(strings.Fields(doc.Text))
	b.ReportAllocs()
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		if len(rules(doc, lex)) == 0 {
			b.Fatal("nothing found")
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}

// FuzzRules holds what is true of every reading: spans inside the text, none
// empty, in order; parents that are there and no ring of them.
func FuzzRules(f *testing.F) {
	f.Add(`"We," said X, "are—" he said. According to Y, citing Z: "A "b" 'c'.`)
	f.Add("X said:\n\nblock\n\n\"a\n\"b\"")
	f.Add("''A,'' he said, ''B.'' said said said to be said by that who")
	f.Add("It is clear that (the mayor, who said, adding: ) and and “ ” ” “")
	lex := lexicon.Default()
	f.Fuzz(func(t *testing.T, body string) {
		doc, err := text.Read(sayso.Input{ID: "f", Place: "f", Bytes: []byte(body)})
		if err != nil {
			return
		}
		said := rules(doc, lex)
		for i, a := range said {
			if a.ID != i+1 || a.Parent < 0 || a.Parent > len(said) || a.Parent == a.ID {
				t.Fatalf("attribution %d has ID %d and parent %d of %d", i, a.ID, a.Parent, len(said))
			}
			if len(a.Content) == 0 {
				t.Fatalf("attribution %d has no content", a.ID)
			}
			for _, list := range [][]sayso.Span{a.Source, a.Cue, a.Content} {
				end := 0
				for _, s := range list {
					if s.Start < end || s.Empty() || s.End > len(doc.Text) {
						t.Fatalf("attribution %d: spans %v of %d bytes", a.ID, list, len(doc.Text))
					}
					end = s.End
				}
			}
			steps := 0
			for p := a.Parent; p != 0; p = said[p-1].Parent {
				if steps++; steps > len(said) {
					t.Fatalf("attribution %d is its own ancestor", a.ID)
				}
			}
		}
	})
}
