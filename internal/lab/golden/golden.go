// Package golden runs tests whose expectation is written into the text. It is
// imported by tests only.
//
// A testdata/*.txtar file shows one phenomenon in many short cases. Its first
// lines say what it shows and why. A case is one to three sections:
//
//	-- split.meta --
//	published: 2031-04-02
//	outlet: Halden Courier
//
//	-- split.text --
//	{a.content "We lost the bridge,"} {a.cue said} {a.source Mayor Ana Ruiz}{a.content , adding that {f1 three} had {f1.term died}}.
//
//	-- split.claims --
//	a   mixed speech  "Ana Ruiz" (person) role="Mayor"  rule=said-after-quote
//	f1  killed =3  said=a  chain="Ana Ruiz"  rule=died
//
// The text is the input: Run strips the marks, gives the plain text to the
// stage, puts the marks that the stage found back and compares as text. There
// is no second copy that could drift. A mark is {label words}; marks nest; a
// label used again is another piece of the same thing; \{ \} \\ are the
// characters themselves. Of marks over the very same words the alphabetically
// first is the outermost, in the file as in what is found.
//
// The meta keys are title, outlet, published, url, language and author (which
// may repeat). "go test ./internal/read/claims/figure -run /split -update"
// rewrites what differs; the diff is reviewed like code. A wrong result that
// cannot be mended yet stays in the file and is named as known in its first
// lines, so that a fix shows as a diff.
//
// Attributions, Figures and Places turn what a stage found into marks and claim
// lines in the common form:
//
//	golden.Run(t, "testdata", func(t *testing.T, c golden.Case) golden.Result {
//		doc := c.Document() // paragraphs parted by blank lines; or text.Read(c.Input())
//		d := annotate.Tokenize(doc, lexicon.Default())
//		said := attribution.Find(d)
//		return golden.Join(golden.Attributions(said), golden.Figures(figure.Find(d, said), said))
//	})
//
// A line of the form "-- 30 --", the old end mark of news copy, would read as a
// section: names other than NAME.text, NAME.meta and NAME.claims are refused,
// and such a text belongs in a file of its own.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
)

var update = flag.Bool("update", false, "rewrite the golden files with what is found")

// Case is one case of a golden file, its marks stripped.
type Case struct {
	Name string
	Text string
	Meta sayso.Meta
}

// Input is the case as an input of plain text.
func (c Case) Input() sayso.Input {
	return sayso.Input{ID: c.Name, Place: c.Name + ".text", Bytes: []byte(c.Text), Meta: c.Meta}
}

// Document is the case as a document of paragraphs parted by blank lines.
func (c Case) Document() *sayso.Document {
	doc := &sayso.Document{ID: c.Name, Meta: c.Meta, Text: c.Text}
	for at := 0; at < len(c.Text); {
		end := len(c.Text)
		if i := strings.Index(c.Text[at:], "\n\n"); i >= 0 {
			end = at + i
		}
		if strings.TrimSpace(c.Text[at:end]) != "" {
			doc.Blocks = append(doc.Blocks, sayso.Block{Span: sayso.Span{Start: at, End: end}, Joins: -1})
		}
		for at = end; at < len(c.Text) && c.Text[at] == '\n'; at++ {
		}
	}
	return doc
}

// Mark is a labelled set of pieces of the text.
type Mark struct {
	Label  string
	Pieces []sayso.Span
}

// Result is what a stage found: marks in the text, and lines that say what they
// add up to.
type Result struct {
	Marks  []Mark
	Claims string
}

// Join puts results together, in order.
func Join(parts ...Result) Result {
	var all Result
	for _, p := range parts {
		all.Marks = append(all.Marks, p.Marks...)
		all.Claims += p.Claims
	}
	return all
}

// Cases are the cases of one golden file, for tests that hold them against
// something else than their marks.
func Cases(t testing.TB, path string) []Case {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parseFile(b)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	cases := make([]Case, len(f.cases))
	for i, c := range f.cases {
		cases[i] = c.Case
	}
	return cases
}

// Run runs a stage over every case of the folder's golden files: a subtest for
// each file and each case.
func Run(t *testing.T, folder string, stage func(*testing.T, Case) Result) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("golden: no *.txtar file in %s (%v)", folder, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			f, err := parseFile(b)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			for _, c := range f.cases {
				t.Run(c.Name, func(t *testing.T) { f.run(t, c, stage) })
			}
			if *update && f.changed {
				if err := os.WriteFile(path, f.format(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func (f *file) run(t *testing.T, c *fileCase, stage func(*testing.T, Case) Result) {
	found := stage(t, c.Case)
	marked, err := Render(c.Text, found.Marks)
	if err != nil {
		t.Fatalf("%s: %v", c.Name, err)
	}
	want, err := Render(c.Text, c.marks)
	if err != nil {
		t.Fatalf("%s: %v", c.Name, err)
	}
	claims := strings.TrimRight(found.Claims, "\n")
	if marked == want && claims == c.claims {
		return
	}
	if *update {
		f.replace(c, marked, claims)
		return
	}
	if marked != want {
		t.Errorf("%s.text:\nwant  %s\nfound %s\n%s", c.Name, want, marked, diff(want, marked))
	}
	if claims != c.claims {
		t.Errorf("%s.claims (-want +found):\n%s", c.Name, diff(c.claims, claims))
	}
}

// diff shows which lines differ; of single lines it has nothing to add.
func diff(want, found string) string {
	return cmp.Diff(strings.Split(want, "\n"), strings.Split(found, "\n"))
}
