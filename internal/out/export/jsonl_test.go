package export

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sayso"
)

// anyText is text with letters of one to four bytes.
func anyText(t *rapid.T) string {
	return rapid.StringOfN(rapid.RuneFrom([]rune("ab 1é“”漢\n😀\u0301<&\x00")), 0, 80, -1).Draw(t, "text")
}

// anySpan is a span of the text on rune borders; empty ones too.
func anySpan(t *rapid.T, text string) sayso.Span {
	var borders []int
	for i := range text {
		borders = append(borders, i)
	}
	borders = append(borders, len(text))
	a := rapid.SampledFrom(borders).Draw(t, "start")
	b := rapid.SampledFrom(borders).Draw(t, "end")
	return sayso.Span{Start: min(a, b), End: max(a, b)}
}

// TestPointsAgreeWithCounting: in whatever order spans are asked for, their
// offsets are the number of runes before them.
func TestPointsAgreeWithCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t)
		p := points{text: text}
		for range rapid.IntRange(1, 30).Draw(t, "spans") {
			s := anySpan(t, text)
			got := p.span(s)
			want := [2]int{utf8.RuneCountInString(text[:s.Start]), utf8.RuneCountInString(text[:s.End])}
			if got != want {
				t.Fatalf("%v of %q is at %v, want %v", s, text, got, want)
			}
			if words := string([]rune(text)[got[0]:got[1]]); words != s.In(text) {
				t.Fatalf("%v of %q is %q, want %q", got, text, words, s.In(text))
			}
		}
	})
}

func anyReading(t *rapid.T, text string) *sayso.Reading {
	spans := func(name string) (out []sayso.Span) {
		for range rapid.IntRange(0, 3).Draw(t, name) {
			out = append(out, anySpan(t, text))
		}
		return out
	}
	word := rapid.SampledFrom([]string{"", "a", "é\"\\", "two words", "<b>&\u2028"})
	r := &sayso.Reading{Reader: "test"}
	for i := range rapid.IntRange(0, 4).Draw(t, "attributions") {
		a := sayso.Attribution{ID: i + 1, Source: spans("source"), Cue: spans("cue"), Content: spans("content"),
			Kind: sayso.QuoteKind(rapid.IntRange(0, 2).Draw(t, "kind")), Class: sayso.Class(rapid.IntRange(0, 1).Draw(t, "class")),
			Parent: rapid.IntRange(0, i).Draw(t, "parent"), Confidence: rapid.Float64Range(0, 1).Draw(t, "confidence"), Rule: "r"}
		if rapid.Bool().Draw(t, "speaker") {
			a.Speaker = &sayso.Speaker{Name: word.Draw(t, "name"), Role: word.Draw(t, "role"), Type: sayso.SpeakerType(rapid.IntRange(0, 5).Draw(t, "type"))}
		}
		r.Attributions = append(r.Attributions, a)
	}
	bound := func(name string) sayso.Bound {
		if !rapid.Bool().Draw(t, name) {
			return sayso.Bound{}
		}
		return sayso.At(rapid.Int64Range(0, 1e12).Draw(t, name))
	}
	place := func() sayso.Place {
		p := sayso.Place{Text: word.Draw(t, "text"), Span: anySpan(t, text)}
		if p.Resolved = rapid.Bool().Draw(t, "resolved"); p.Resolved {
			p.Name, p.Country, p.Precision = "N", word.Draw(t, "country"), "city"
			p.Lat, p.Lon = rapid.Float64Range(-90, 90).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")
		}
		return p
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "figures") {
		f := sayso.Figure{Number: anySpan(t, text), Quantifier: sayso.Quantifier(rapid.IntRange(0, 7).Draw(t, "quantifier")), Low: bound("low"), High: bound("high"),
			Category: sayso.Category(rapid.IntRange(1, 10).Draw(t, "category")), Term: anySpan(t, text),
			Scope: sayso.Scope(rapid.IntRange(0, 3).Draw(t, "scope")), Status: sayso.Status(rapid.IntRange(0, 5).Draw(t, "status")),
			Attribution: rapid.IntRange(0, len(r.Attributions)).Draw(t, "attribution"), PartOf: rapid.IntRange(-1, i-1).Draw(t, "part"),
			Article: rapid.Bool().Draw(t, "article"), Confidence: rapid.Float64Range(0, 1).Draw(t, "confidence"), Rule: "r"}
		for range rapid.IntRange(0, 3).Draw(t, "chain") {
			f.Chain = append(f.Chain, word.Draw(t, "link"))
		}
		if rapid.Bool().Draw(t, "victims") {
			f.Victims = &sayso.Victims{Text: word.Draw(t, "who"), Span: anySpan(t, text)}
		}
		if rapid.Bool().Draw(t, "place") {
			p := place()
			f.Place = &p
		}
		if rapid.Bool().Draw(t, "when") {
			f.When = &sayso.When{Start: "2031-05-03", End: word.Draw(t, "end"), Span: anySpan(t, text), Precision: "day"}
		}
		r.Figures = append(r.Figures, f)
	}
	for range rapid.IntRange(0, 3).Draw(t, "places") {
		r.Places = append(r.Places, place())
	}
	return r
}

// TestRoundTrip: a line holds all of its reading: read back, it is the same.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := &sayso.Document{ID: "d", Text: anyText(t), Meta: sayso.Meta{Outlet: "O", Published: "2031-05-03"}}
		r := anyReading(t, doc.Text)
		var b bytes.Buffer
		if err := WriteReading(&b, doc, r, Options{}); err != nil {
			t.Fatal(err)
		}
		if line := b.String(); strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, "\n") {
			t.Fatalf("not one line: %q", line)
		}
		if !utf8.Valid(b.Bytes()) {
			t.Fatalf("not UTF-8: %q", b.Bytes())
		}
		back := readBack(t, b.Bytes(), doc.Text)
		if d := cmp.Diff(canonical(r), back); d != "" {
			t.Fatalf("(-written +read):\n%s", d)
		}
	})
}

// canonical is a reading with what the format does not tell apart made one: an
// empty span of a time is none.
func canonical(r *sayso.Reading) *sayso.Reading {
	c := *r
	c.Figures = slices.Clone(r.Figures)
	for i := range c.Figures {
		if w := c.Figures[i].When; w != nil && w.Span.Empty() {
			v := *w
			v.Span = sayso.Span{}
			c.Figures[i].When = &v
		}
	}
	return &c
}

// readBack is a naive reader of the format.
func readBack(t *rapid.T, line []byte, text string) *sayso.Reading {
	var l readingLine
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&l); err != nil {
		t.Fatal(err)
	}
	starts := []int{}
	for i := range text {
		starts = append(starts, i)
	}
	starts = append(starts, len(text))
	span := func(p [2]int) sayso.Span { return sayso.Span{Start: starts[p[0]], End: starts[p[1]]} }
	spans := func(ps [][2]int) (out []sayso.Span) {
		for _, p := range ps {
			out = append(out, span(p))
		}
		return out
	}
	place := func(l *placeLine) *sayso.Place {
		if l == nil {
			return nil
		}
		p := &sayso.Place{Text: l.Text, Span: span(l.Span), Name: or(l.Name), Country: or(l.Country), Precision: or(l.Precision)}
		if l.Lat != nil {
			p.Lat, p.Lon, p.Resolved = *l.Lat, *l.Lon, true
		}
		return p
	}
	r := &sayso.Reading{Reader: l.Reader}
	for _, a := range l.Attributions {
		x := sayso.Attribution{ID: a.ID, Source: spans(a.Source), Cue: spans(a.Cue), Content: spans(a.Content),
			Kind: a.Kind, Class: a.Class, Parent: or(a.Parent), Confidence: a.Confidence, Rule: a.Rule}
		if s := a.Speaker; s != nil {
			x.Speaker = &sayso.Speaker{Name: s.Name, Role: or(s.Role), Type: s.Type}
		}
		r.Attributions = append(r.Attributions, x)
	}
	for _, f := range l.Figures {
		x := sayso.Figure{Number: span(f.Number), Quantifier: f.Quantifier, Category: f.Category, Term: span(f.Term), Place: place(f.Place),
			Scope: f.Scope, Status: f.Status, Attribution: or(f.Attribution), PartOf: -1, Article: f.Article, Confidence: f.Confidence, Rule: f.Rule}
		if f.Low != nil {
			x.Low = sayso.At(*f.Low)
		}
		if f.High != nil {
			x.High = sayso.At(*f.High)
		}
		if len(f.Chain) > 0 {
			x.Chain = f.Chain
		}
		if f.Victims != nil {
			x.Victims = &sayso.Victims{Text: f.Victims.Text, Span: span(f.Victims.Span)}
		}
		if f.PartOf != nil {
			x.PartOf = *f.PartOf
		}
		if w := f.When; w != nil {
			x.When = &sayso.When{Start: or(w.Start), End: or(w.End), Precision: or(w.Precision)}
			if w.Span != nil {
				x.When.Span = span(*w.Span)
			}
		}
		r.Figures = append(r.Figures, x)
	}
	for _, p := range l.Places {
		r.Places = append(r.Places, *place(p))
	}
	return r
}

func or[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// TestNothingIsNull: lists are [] and unknown things are null, never missing.
func TestNothingIsNull(t *testing.T) {
	var b bytes.Buffer
	if err := WriteReading(&b, &sayso.Document{ID: "d"}, &sayso.Reading{Reader: "r"}, Options{Body: true}); err != nil {
		t.Fatal(err)
	}
	want := `{"id":"d","title":null,"authors":[],"outlet":null,"published":null,"url":null,"language":null,"body":"","blocks":[],"attributions":[],"figures":[],"places":[],"reader":"r"}` + "\n"
	if b.String() != want {
		t.Errorf("got  %s\nwant %s", b.String(), want)
	}
}

func TestBodyLeavesOutHeadlineAndBoilerplate(t *testing.T) {
	text := "Head\nOne.\nGive!\nTwo."
	doc := &sayso.Document{Text: text, Blocks: []sayso.Block{
		{Kind: sayso.Headline, Span: sayso.Span{Start: 0, End: 4}}, {Span: sayso.Span{Start: 5, End: 9}},
		{Kind: sayso.Boilerplate, Span: sayso.Span{Start: 10, End: 15}}, {Kind: sayso.Quotation, Span: sayso.Span{Start: 16, End: 20}},
	}}
	if got, want := body(doc), "One.\nTwo."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
