package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Whatever spans nest or cross, the segments are the text, and each carries just
// the claims whose spans hold it.
func TestSegmentsAreTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(1, 60, 200).Draw(t, "text")
		borders := []int{len(text)}
		for i := range text {
			borders = append(borders, i)
		}
		slices.Sort(borders)
		var marks []mark
		for i := range rapid.IntRange(0, 12).Draw(t, "marks") {
			a, b := rapid.SampledFrom(borders).Draw(t, "start"), rapid.SampledFrom(borders).Draw(t, "end")
			if a == b {
				continue
			}
			marks = append(marks, mark{Span: sayso.Span{Start: min(a, b), End: max(a, b)}, role: role(rapid.IntRange(0, 5).Draw(t, "role")), key: fmt.Sprint("a", i), id: ledger.ID(fmt.Sprint("a", i))})
		}
		slices.SortStableFunc(marks, func(a, b mark) int { return a.Start - b.Start })
		middle := rapid.SampledFrom(borders).Draw(t, "middle")
		c := newCutter(text, marks)
		at := 0
		ids := map[ledger.ID]int{}
		for _, block := range []sayso.Span{{Start: 0, End: middle}, {Start: middle, End: len(text)}} {
			for _, s := range c.cut(block) {
				if !strings.HasPrefix(text[at:], s.Text) || s.Text == "" {
					t.Fatalf("segment %q at %d of %q", s.Text, at, text)
				}
				span := sayso.Span{Start: at, End: at + len(s.Text)}
				at = span.End
				var want []string
				for _, m := range marks {
					if m.Contains(span) {
						want = append(want, m.key)
					} else if m.Overlaps(span) {
						t.Fatalf("%v is cut across by %v", span, m.Span)
					}
				}
				if s.Keys != strings.Join(want, " ") {
					t.Fatalf("%v carries %q, want %q", span, s.Keys, want)
				}
				if s.ID != "" {
					ids[s.ID]++
				}
			}
		}
		if at != len(text) {
			t.Fatalf("%d of %d bytes", at, len(text))
		}
		for id, n := range ids {
			if n > 1 {
				t.Fatalf("%s is on the page %d times", id, n)
			}
		}
	})
}

// A long document comes in parts that are its whole text, cut at block borders
// where there are any, never inside a character.
func TestPartsAreTheText(t *testing.T) {
	for name, text := range map[string]string{
		"empty":       "",
		"short":       "One line.",
		"many lines":  strings.Repeat("A paragraph of some words that goes on for a while.\n", 6000),
		"one line":    strings.Repeat("word ", 80_000),
		"no space":    strings.Repeat("ü", 200_000),
		"mixed sizes": strings.Repeat("x", 130_000) + "\n" + strings.Repeat("short\n", 20_000),
	} {
		doc := &sayso.Document{Text: text}
		at := 0
		for line := range strings.SplitAfterSeq(text, "\n") {
			if trimmed := strings.TrimSuffix(line, "\n"); trimmed != "" {
				doc.Blocks = append(doc.Blocks, sayso.Block{Span: sayso.Span{Start: at, End: at + len(trimmed)}})
			}
			at += len(line)
		}
		end := 0
		for _, p := range parts(doc) {
			if p.Start != end || p.Len() > 2*partSize+1 {
				t.Errorf("%s: part %v after %d", name, p, end)
			}
			if !utf8.ValidString(p.In(text)) {
				t.Errorf("%s: part %v cuts a character", name, p)
			}
			end = p.End
		}
		if end != len(text) {
			t.Errorf("%s: %d of %d bytes", name, end, len(text))
		}
	}
}
