package attribution_test

import (
	"fmt"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"sayso"
	"sayso/internal/lab/golden"
	"sayso/internal/read"
	"sayso/internal/read/text"
)

// pools are names of one kind, of one word each: any may stand for any other.
// The first of each are the golden texts' own.
var pools = [][]string{
	{"Orvel", "Sarn", "Halden", "Gaza", "Kharkiv", "Haifa", "Aleppo", "Donetsk", "Khartoum"},
	{"Marsk", "Lindh", "Dal", "Ruiz", "Vask", "Tarn", "Haddad", "Cohen", "Petrov", "Shevchenko", "Okafor", "Yilmaz"},
}

// swapped is the text with every pool's names moved round by n places.
func swapped(body string, n int) string {
	var pairs []string
	for _, pool := range pools {
		for i, name := range pool {
			to := pool[(i+n)%len(pool)]
			pairs = append(pairs, name, to, strings.ToUpper(name), strings.ToUpper(to))
		}
	}
	return strings.NewReplacer(pairs...).Replace(body)
}

// outline is the attributions in word numbers, so that names of another length
// change nothing.
func outline(t *testing.T, body string) string {
	t.Helper()
	doc, err := text.Read(sayso.Input{ID: "n", Place: "n", Bytes: []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	tokens := read.Annotate(doc).Tokens
	var b strings.Builder
	at := func(list []sayso.Span) {
		for _, s := range list {
			first := sort.Search(len(tokens), func(i int) bool { return int(tokens[i].End) > s.Start })
			end := sort.Search(len(tokens), func(i int) bool { return int(tokens[i].Start) >= s.End })
			fmt.Fprintf(&b, "[%d,%d)", first, end)
		}
		b.WriteByte(' ')
	}
	for _, a := range read.Document(doc).Attributions {
		at(a.Source)
		at(a.Cue)
		at(a.Content)
		fmt.Fprintf(&b, "%s %s in %d, %.2f by %s\n", a.Kind, a.Class, a.Parent, a.Confidence, a.Rule)
	}
	return b.String()
}

// TestNamesChangeNothing moves the golden texts' places and surnames round, among
// them names of parties to real wars: every side's words go through the same
// rules, so nothing but the names may change.
func TestNamesChangeNothing(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no golden files", err)
	}
	cases := 0
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if !strings.HasSuffix(f.Name, ".text") {
				continue
			}
			body, _, err := golden.Parse(strings.TrimRight(string(f.Data), "\n"))
			if err != nil {
				t.Fatal(err)
			}
			want := outline(t, body)
			for _, n := range []int{3, 4, 6} {
				other := swapped(body, n)
				if other == body {
					break
				}
				cases++
				if got := outline(t, other); got != want {
					t.Errorf("%s %s:\n%s\n%s\n%s\n%s", filepath.Base(path), f.Name, body, want, other, got)
				}
			}
		}
	}
	if cases < 100 {
		t.Errorf("%d swaps only", cases)
	}
}
