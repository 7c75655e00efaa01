package changes

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sayso"
	"sayso/internal/keep/ledger"
)

var toll = regexp.MustCompile(`(\d+) (\w+) were (killed|wounded)`)

// record reads "N people were killed" and "X said" in a text, a line a block.
func record(text string) *ledger.Record {
	r := &ledger.Record{Text: &sayso.Document{Text: text}, Reading: &sayso.Reading{}}
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		if n := len(strings.TrimSpace(line)); n > 0 {
			r.Text.Blocks = append(r.Text.Blocks, sayso.Block{Span: sayso.Span{Start: at, End: at + n}, Joins: -1})
		}
		at += len(line)
	}
	for i, m := range toll.FindAllStringSubmatchIndex(text, -1) {
		n, _ := strconv.ParseInt(text[m[2]:m[3]], 10, 64)
		f := sayso.Figure{Number: sayso.Span{Start: m[2], End: m[3]}, Low: sayso.At(n), High: sayso.At(n), Term: sayso.Span{Start: m[6], End: m[7]},
			Victims: &sayso.Victims{Text: text[m[4]:m[5]], Span: sayso.Span{Start: m[4], End: m[5]}}, Category: sayso.Killed, PartOf: -1}
		if text[m[6]:m[7]] == "wounded" {
			f.Category = sayso.Injured
		}
		r.Reading.Figures = append(r.Reading.Figures, f)
		r.FigureIDs = append(r.FigureIDs, ledger.ID(fmt.Sprint("f", i)))
	}
	for i, m := range regexp.MustCompile(`(\w+) (said|denied) (that )?([^.]*)\.`).FindAllStringSubmatchIndex(text, -1) {
		r.Reading.Attributions = append(r.Reading.Attributions, sayso.Attribution{ID: i + 1, Source: []sayso.Span{{Start: m[2], End: m[3]}},
			Cue: []sayso.Span{{Start: m[4], End: m[5]}}, Content: []sayso.Span{{Start: m[8], End: m[9]}}, Speaker: &sayso.Speaker{Name: text[m[2]:m[3]]}})
		r.AttributionIDs = append(r.AttributionIDs, ledger.ID(fmt.Sprint("a", i)))
	}
	return r
}

// say puts the changes into lines.
func say(c *Changes) (out []string) {
	for _, f := range c.Figures {
		s := string(f.Kind)
		if f.Old != nil {
			s += " " + f.Old.NumberText + " " + f.Old.TermText
		}
		if f.New != nil {
			s += " → " + f.New.NumberText + " " + f.New.TermText
		}
		out = append(out, strings.TrimSpace(s+" "+strings.Join(f.Fields, ",")))
	}
	for _, a := range c.Attributions {
		s := string(a.Kind)
		if a.Old != nil {
			s += " " + a.Old.SourceText + " " + a.Old.CueText
		}
		if a.New != nil {
			s += " → " + a.New.SourceText + " " + a.New.CueText
		}
		out = append(out, strings.TrimSpace(s+" "+strings.Join(a.Fields, ",")))
	}
	return out
}

func TestBetween(t *testing.T) {
	const first = "In Tessaly 12 people were killed on Monday.\nIn Karu 3 people were killed and 20 people were wounded.\nRoads stayed shut.\n"
	for _, tt := range []struct {
		name, old, new string
		want           []string
	}{
		{"nothing", first, first, nil},
		{"lines broken elsewhere", first, strings.ReplaceAll(first, "\n", "\n\n"), nil},
		{"a number", first, strings.Replace(first, "12", "15", 1), []string{"changed 12 killed → 15 killed quantity"}},
		{"a number and its words", first, strings.Replace(first, "12 people", "15 villagers", 1), []string{"changed 12 killed → 15 killed quantity,victims"}},
		{"a sentence before", first, "Rain fell all night.\n" + first, nil},
		{"a sentence gone", first, strings.Replace(first, "In Tessaly 12 people were killed on Monday.\n", "", 1), []string{"vanished 12 killed"}},
		{"a sentence more", first, first + "In Sarrow 7 people were killed.\n", []string{"appeared → 7 killed"}},
		{"order turned round", "In Tessaly 12 people were killed.\nIn Karu 3 villagers were wounded.\n", "In Karu 3 villagers were wounded.\nIn Tessaly 12 people were killed.\n",
			nil},
		{"the same number twice", "At dawn 5 people were killed.\nAt dusk 5 people were killed.\n", "At dusk 5 people were killed.\n", []string{"vanished 5 killed"}},
		{"another category", first, strings.Replace(first, "12 people were killed", "12 people were wounded", 1), []string{"changed 12 killed → 12 wounded category,term"}},
		{"who said it", "The mayor said that all was well.\n", "The minister said that all was well.\n", []string{"changed mayor said → minister said speaker"}},
		{"what was said", "The mayor said that all was well.\n", "The mayor said that help was near.\n", []string{"changed mayor said → mayor said content"}},
		{"said to be denied", "The mayor said that 4 people were killed.\n", "The mayor denied that 4 people were killed.\n", []string{"changed mayor said → mayor denied cue"}},
	} {
		got := say(Between(record(tt.old), record(tt.new)))
		if tt.name == "order turned round" {
			// A passage that moved is found again or told as gone and come; never
			// as changed.
			for _, g := range got {
				if strings.HasPrefix(g, "changed") {
					t.Errorf("%s: %s", tt.name, g)
				}
			}
			continue
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
	a, b := record("x"), record("x")
	b.Meta.Title = "New"
	if c := Between(a, b); c.None() || len(c.Facts) != 1 || c.Facts[0] != (Fact{"title", "", "New"}) {
		t.Errorf("facts %+v", c.Facts)
	}
	if c := Between(a, a); !c.None() {
		t.Errorf("%+v", c)
	}
}

// TestAlign: what is aligned is the same word, in the same order, each once; a
// text is wholly aligned with itself.
func TestAlign(t *testing.T) {
	text := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("a b c d e f . , 12 13 été")), 0, 60)
	rapid.Check(t, func(rt *rapid.T) {
		old, new := strings.Join(text.Draw(rt, "old"), " "), strings.Join(text.Draw(rt, "new"), " ")
		a := align(old, new)
		last := -1
		for i, j := range a.to {
			if j < 0 {
				continue
			}
			if a.old[i].text != a.new[j].text || j <= last || a.from[j] != i {
				rt.Fatalf("word %d %q aligned with %d %q", i, a.old[i].text, j, a.new[j].text)
			}
			last = j
		}
		for i, j := range align(old, old).to {
			if i != j {
				rt.Fatalf("word %d of the same text is aligned with %d", i, j)
			}
		}
	})
}
