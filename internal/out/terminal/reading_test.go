package terminal

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"sayso"
	"sayso/internal/lab/golden"
)

var update = flag.Lookup("update") // golden's

// sample is a document and reading written as marked text: a block a paragraph,
// "headline: " and the like before it; the attributions' and figures' spans are
// the marks.
func sample(t testing.TB) (*sayso.Document, *sayso.Reading) {
	text, marks, err := golden.Parse(`At least 12 dead as bridge falls in Osk

By Jo Lind

{a.source Mayor Ana Ruiz} {a.cue said} on Wednesday that {a.content {b.source doctors} {b.cue had counted} {b.content at least {f1 12} {f1.victims bridge workers} {f1.term killed} and {f2 six to eight} missing in {f1.place Osk}}, three of them children}. "{c.content We lost the bridge,}" {c.cue she added}.

{d.source The Norland army} {d.cue denied} {d.content that {f3 dozens} of civilians had {f3.term lost their lives} since {f3.when early March}}. In all, {f4 1,204} people have been {f4.term displaced} across 漢字の町, a very-long-hyphenated-name-for-a-town-that-nobody-would-ever-choose-to-live-in-or-near.

Support our newsroom: give today!`)
	if err != nil {
		t.Fatal(err)
	}
	at := map[string][]sayso.Span{}
	for _, m := range marks {
		at[m.Label] = m.Pieces
	}
	one := func(label string) sayso.Span { return at[label][0] }
	doc := &sayso.Document{ID: "osk-bridge", Text: text, Meta: sayso.Meta{
		Title: "At least 12 dead as bridge falls in Osk", Outlet: "Halden Courier", Published: "2031-04-02T09:30:00Z", Authors: []string{"Jo Lind"}}}
	kinds := []sayso.BlockKind{sayso.Headline, sayso.Byline, sayso.Paragraph, sayso.Paragraph, sayso.Boilerplate}
	for _, b := range (golden.Case{Text: text}).Document().Blocks {
		b.Kind = kinds[len(doc.Blocks)]
		doc.Blocks = append(doc.Blocks, b)
	}
	osk := &sayso.Place{Text: "Osk", Span: one("f1.place"), Name: "Osk", Country: "Norland", Resolved: true, Precision: "city"}
	day := &sayso.When{Start: "2031-04-01", End: "2031-04-01", Precision: "day"}
	ruiz := []string{"Mayor Ana Ruiz", "doctors"}
	r := &sayso.Reading{
		Attributions: []sayso.Attribution{
			{ID: 1, Source: at["a.source"], Cue: at["a.cue"], Content: at["a.content"]},
			{ID: 2, Source: at["b.source"], Cue: at["b.cue"], Content: at["b.content"], Parent: 1},
			{ID: 3, Cue: at["c.cue"], Content: at["c.content"], Kind: sayso.Direct},
			{ID: 4, Source: at["d.source"], Content: at["d.content"]},
			{ID: 5, Source: at["d.source"], Cue: at["d.cue"], Content: at["d.content"]},
		},
		Figures: []sayso.Figure{
			{Number: one("f1"), Quantifier: sayso.AtLeast, Low: sayso.At(12), Category: sayso.Killed, Term: one("f1.term"),
				Victims: &sayso.Victims{Text: "bridge workers", Span: one("f1.victims")}, Place: osk, When: day, Attribution: 2, Chain: ruiz, PartOf: -1},
			{Number: one("f2"), Quantifier: sayso.Between, Low: sayso.At(6), High: sayso.At(8), Category: sayso.Missing, Place: osk, When: day, Attribution: 2, Chain: ruiz, PartOf: 0},
			{Number: one("f3"), Quantifier: sayso.Vague, Low: sayso.At(24), Category: sayso.Killed, Term: one("f3.term"), Victims: &sayso.Victims{Text: "civilians"},
				When: &sayso.When{Start: "2031-03-01", End: "2031-04-02", Span: one("f3.when"), Precision: "range"}, Scope: sayso.Period, Status: sayso.Denied, Attribution: 4, Chain: []string{"The Norland army"}, PartOf: -1},
			{Number: one("f4"), Low: sayso.At(1204), High: sayso.At(1204), Category: sayso.Displaced, Term: one("f4.term"), Scope: sayso.Cumulative, PartOf: -1},
		},
	}
	return doc, r
}

func TestReading(t *testing.T) {
	doc, r := sample(t)
	for _, tt := range []struct {
		name  string
		style Style
	}{
		{"wide", Style{Width: 130}},
		{"pipe", Style{}},
		{"narrow", Style{Width: 40}},
		{"color", Style{Width: 100, Color: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Legend(&b, tt.style); err != nil {
				t.Fatal(err)
			}
			if err := Reading(&b, doc, r, tt.style); err != nil {
				t.Fatal(err)
			}
			compare(t, filepath.Join("testdata", tt.name+".txt"), strings.ReplaceAll(b.String(), "\x1b", "␛"))
			for i, line := range strings.Split(b.String(), "\n") {
				if w := uniseg.StringWidth(unpainted(line)); w > tt.style.width() {
					t.Errorf("line %d is %d columns wide: %s", i+1, w, line)
				}
			}
		})
	}
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if update.Value.String() == "true" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got; -update rewrites):\n%s", path, d)
	}
}

// unpainted is a line without its colours.
func unpainted(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, s, _ = strings.Cut(after, "m")
	}
}

// TestHostileText: what stands in a page cannot steer the terminal.
func TestHostileText(t *testing.T) {
	text := "\x1b[2J\x1b]0;title\aGone \u202e17\u009b31m dead"
	doc := &sayso.Document{ID: "x\x1b[31m", Text: text, Meta: sayso.Meta{Outlet: "o\x1bc"}, Blocks: []sayso.Block{{Span: sayso.Span{End: len(text)}, Joins: -1}}}
	r := &sayso.Reading{Figures: []sayso.Figure{{Number: sayso.Span{Start: 0, End: 5}, Term: sayso.Span{Start: 1, End: 5}, Chain: []string{"\x1b[31m"},
		Victims: &sayso.Victims{Text: "\x1b[31m"}, Place: &sayso.Place{Text: "\x1b[31m"}, When: &sayso.When{Start: "\x1b[31m"}, PartOf: -1, Quantifier: sayso.Vague}}}
	var b bytes.Buffer
	if err := Reading(&b, doc, r, Style{}); err != nil {
		t.Fatal(err)
	}
	for i, c := range b.String() {
		if unsafe(c) && c != '\n' {
			t.Fatalf("%q at %d in %q", c, i, b.String())
		}
	}
}

// TestNothingLost: whatever the marks and the width, the words of the text come
// out in order, and no line with a place to break is too long.
func TestNothingLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab é漢字-  \n’👩‍👩‍👧é.“”")), 0, 200, -1).Draw(t, "text")
		var borders []int
		for i := range text {
			borders = append(borders, i)
		}
		borders = append(borders, len(text))
		var r sayso.Reading
		for i := range rapid.IntRange(0, 5).Draw(t, "marks") {
			a := rapid.SampledFrom(borders).Draw(t, "start")
			b := rapid.SampledFrom(borders).Draw(t, "end")
			s := sayso.Span{Start: min(a, b), End: max(a, b)}
			r.Attributions = append(r.Attributions, sayso.Attribution{ID: i + 1, Content: []sayso.Span{s}, Source: []sayso.Span{s}})
		}
		width := rapid.IntRange(20, 60).Draw(t, "width")
		var out strings.Builder
		m := marker{text: text, all: marks(&r)}
		f := newFlow(&out, Style{Color: true}, width, "")
		m.block(f, sayso.Span{End: len(text)}, plain)
		f.end()
		got := unpainted(out.String())
		if a, b := squeeze(text), squeeze(got); a != b {
			t.Fatalf("text %q comes out as %q", a, b)
		}
		for _, line := range strings.Split(got, "\n") {
			if w := uniseg.StringWidth(line); w > width {
				t.Fatalf("%d columns in %d: %q", w, width, line)
			}
		}
	})
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func ExampleWriteTable() {
	t := Table{Columns: []Column{{Title: "figures", Right: true}, {Title: "outlet"}}, Rows: [][]string{{"12", "Halden Courier"}, {"3", "Norpress"}}}
	if err := WriteTable(os.Stdout, t, Style{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	//   figures  outlet
	//        12  Halden Courier
	//         3  Norpress
}
