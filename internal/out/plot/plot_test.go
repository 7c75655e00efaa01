package plot

import (
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
)

var update = flag.Bool("update", false, "rewrite the expected pictures")

// gave is a figure of an origin, published on a day of April.
func gave(origin string, day int, q sayso.Quantifier, low, high sayso.Bound) *tally.Figure {
	return &tally.Figure{
		ID: ledger.ID(fmt.Sprintf("f%s%d", origin, day)), Origin: origin, NumberText: "dozens",
		Document: ledger.Document{Meta: sayso.Meta{Outlet: "Coast Today", Published: fmt.Sprintf("2031-04-%02d", day)}},
		Figure:   sayso.Figure{Category: sayso.Killed, Quantifier: q, Low: low, High: high, Chain: []string{origin}},
	}
}

func exactly(origin string, day int, n int64) *tally.Figure {
	return gave(origin, day, sayso.Exact, sayso.At(n), sayso.At(n))
}

func market() *tally.Event {
	denied := exactly("Lomar Ministry", 4, 17)
	denied.Figure.Status = sayso.Denied
	league := exactly("Free League", 3, 17)
	q := tally.Quantity{ID: "a1", Category: sayso.Killed, Low: sayso.At(9), High: sayso.At(17), Figures: []*tally.Figure{
		gave("Lomar Ministry", 2, sayso.AtLeast, sayso.At(9), sayso.Bound{}), league,
		gave("Vesh Clinic", 3, sayso.Between, sayso.At(11), sayso.At(14)), denied, exactly("Lomar Ministry", 5, 14),
	}, Disputes: []tally.Dispute{{Figure: denied, Answers: []*tally.Figure{league}}}}
	return &tally.Event{ID: "e1", Place: &sayso.Place{Text: "Marrow"}, Start: "2031-04-02", End: "2031-04-02", Quantities: []tally.Quantity{q}}
}

func step(end string, f *tally.Figure) tally.Step {
	return tally.Step{Figures: []*tally.Figure{f}, End: end, Until: end}
}

func vesh() *tally.Toll {
	a, b, c := exactly("Observatory", 2, 226), exactly("Observatory", 5, 214), exactly("Observatory", 9, 219)
	d := gave("Ministry", 3, sayso.LessThan, sayso.Bound{}, sayso.At(199))
	return &tally.Toll{ID: "c1", Place: &sayso.Place{Text: "Vesh"}, Since: "2031-01-09",
		Counts: []tally.Count{{Category: sayso.Killed, Low: sayso.At(219), High: sayso.At(219), Series: []tally.Series{
			{Origin: "Observatory", Totals: []tally.Step{step("2031-04-02", a), step("2031-04-05", b), step("2031-04-09", c)}},
			{Origin: "Ministry", Totals: []tally.Step{step("2031-04-03", d)}},
		}}},
		Flags: []tally.Flag{{Kind: group.Falls, Origin: "Observatory", Category: sayso.Killed, Day: "2031-04-05", Figures: []*tally.Figure{a, b}}},
	}
}

func TestGolden(t *testing.T) {
	for name, got := range map[string][]byte{
		"event.svg":      Event(market(), Options{}),
		"event-page.svg": Event(market(), Options{Page: true, Link: func(f *tally.Figure) string { return "/claims/" + string(f.ID) }}),
		"toll.svg":       Toll(vesh(), Options{}),
		"toll-log.svg":   Toll(vesh(), Options{Log: true}),
	} {
		file := "testdata/" + name
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// parse reads an SVG as XML and gives the texts that stand in it.
func parse(t *testing.T, svg []byte) []box {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(svg)))
	var out []box
	var in *box
	depth := 0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("no XML: %v\n%s", err, svg)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if in != nil {
				depth++
			}
			if e.Name.Local == "script" || e.Name.Local == "foreignObject" {
				t.Errorf("the picture holds a %s", e.Name.Local)
			}
			if e.Name.Local == "text" {
				in = &box{size: 12}
				for _, a := range e.Attr {
					switch a.Name.Local {
					case "x":
						in.x, _ = strconv.ParseFloat(a.Value, 64)
					case "y":
						in.y, _ = strconv.ParseFloat(a.Value, 64)
					case "text-anchor":
						in.anchor = a.Value
					case "class":
						if a.Value == "flag-n" {
							in.size = 10
						}
					}
				}
			}
		case xml.CharData:
			if in != nil && depth == 0 {
				in.text += string(e)
			}
		case xml.EndElement:
			if in != nil && depth > 0 {
				depth--
			} else if in != nil {
				out, in = append(out, *in), nil
			}
		}
	}
}

// box is a text with its place.
type box struct {
	x, y, size   float64
	anchor, text string
}

func (b *box) sides() (left, right float64) {
	w := long(b.text) * .92 // the measure is rather too wide
	switch b.anchor {
	case "end":
		return b.x - w, b.x
	case "middle":
		return b.x - w/2, b.x + w/2
	}
	return b.x, b.x + w
}

// clear fails where two texts lie over each other or one leaves the picture.
func clear(t *testing.T, name string, svg []byte) {
	t.Helper()
	if s := string(svg); strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
		t.Errorf("%s: a place that is no number", name)
	}
	boxes := parse(t, svg)
	for i := range boxes {
		a := &boxes[i]
		al, ar := a.sides()
		if al < -1 || ar > width+1 {
			t.Errorf("%s: %q leaves the picture (%.0f to %.0f)", name, a.text, al, ar)
		}
		for k := range boxes[:i] {
			b := &boxes[k]
			bl, br := b.sides()
			if al < br && bl < ar && math.Abs(a.y-b.y) < min(a.size, b.size) {
				t.Errorf("%s: %q lies over %q (%.0f %.0f and %.0f %.0f)", name, a.text, b.text, a.x, a.y, b.x, b.y)
			}
		}
	}
}

func TestNoLabelLiesOverAnother(t *testing.T) {
	for n := 1; n <= 40; n++ {
		q := tally.Quantity{ID: "q", Category: sayso.Killed}
		toll := tally.Toll{ID: "t", Counts: []tally.Count{{Category: sayso.Killed}, {Category: sayso.Displaced}}}
		for i := range n {
			name := strings.Repeat("Joint Office ", i%5) + "of the Lakes " + strconv.Itoa(i)
			f, g := exactly(name, 1+i%28, int64(100+i%3)), exactly(name, 28, int64(4_000_000+i))
			q.Figures = append(q.Figures, f, g)
			for k := range toll.Counts {
				toll.Counts[k].Series = append(toll.Counts[k].Series, tally.Series{Origin: name, Totals: []tally.Step{
					step(fmt.Sprintf("2031-%02d-%02d", 1+i%12, 1+i%28), f), step("2031-12-28", g)}})
			}
		}
		e := tally.Event{ID: "e", Quantities: []tally.Quantity{q, q}}
		for _, log := range []bool{false, true} {
			clear(t, fmt.Sprintf("event of %d, log %t", n, log), Event(&e, Options{Log: log}))
			clear(t, fmt.Sprintf("toll of %d, log %t", n, log), Toll(&toll, Options{Log: log}))
		}
	}
}

func TestAnyNumbersAndDays(t *testing.T) {
	most := sayso.At(math.MaxInt64)
	for _, b := range [][2]sayso.Bound{{sayso.At(0), sayso.At(0)}, {sayso.At(1), most}, {most, most}, {most, {}}, {{}, sayso.At(3)}, {sayso.At(0), most}, {sayso.At(1), sayso.At(2)}, {sayso.At(100), sayso.At(104)}, {{}, {}}, {sayso.At(9_999), {}}} {
		for _, days := range [][2]string{{"2031-04-01", "2031-04-01"}, {"2031-04-01", "2031-04-02"}, {"0001-01-01", "9999-12-31"}, {"2031-01-31", "2031-03-01"}, {"2029-02-28", "2031-12-31"}, {"", ""}} {
			for _, log := range []bool{false, true} {
				f, g := gave("army", 1, sayso.Exact, b[0], b[1]), exactly("army", 2, 3)
				name := fmt.Sprint(b, days, log)
				clear(t, name, Event(&tally.Event{Quantities: []tally.Quantity{{Figures: []*tally.Figure{f}}}}, Options{Log: log}))
				clear(t, name, Toll(&tally.Toll{Counts: []tally.Count{{Series: []tally.Series{{Origin: "army", Totals: []tally.Step{step(days[0], f), step(days[1], g)}}}}}}, Options{Log: log}))
			}
		}
	}
}

func TestTextFromOutsideIsOnlyText(t *testing.T) {
	hostile := "</text><script>alert(1)</script> & \"'\x00\x1b[31m\u202edne \xff\ufffe"
	e, x := market(), vesh()
	e.Place.Text, x.Place.Text = hostile, hostile
	for _, f := range e.Quantities[0].Figures {
		f.Origin, f.NumberText, f.Document.Meta.Outlet, f.Figure.Chain = hostile, hostile, hostile, []string{hostile}
	}
	e.Quantities[0].People = hostile
	x.Counts[0].Series[0].Origin = hostile
	x.Flags[0].Origin = hostile
	for _, svg := range [][]byte{Event(e, Options{Link: func(*tally.Figure) string { return `/claims/"><script>` }}), Toll(x, Options{})} {
		parse(t, svg)
		if regexp.MustCompile(`<script|\x00|\x1b|\x{202e}|\x{fffe}`).Match(svg) {
			t.Errorf("it steers the picture:\n%s", svg)
		}
	}
}

// A number that is only denied is drawn hollow, an earlier one small, an open
// end as an arrow; what is denied is not the origin's last number.
func TestMarks(t *testing.T) {
	svg := string(Event(market(), Options{}))
	for _, want := range []string{
		`<g class="k1 hollow"><title>17 killed (denied)`,
		`<g class="k1 earlier"><title>at least 9 killed`,
		`<g class="k1"><title>14 killed`,
		"h22m-4 -4l4 4l-4 4",
		"at least 9 → denies 17 → 14",
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %q in\n%s", want, svg)
		}
	}
	svg = string(Toll(vesh(), Options{}))
	for _, want := range []string{`<title>Flag 1 at 214</title>`, "v14m-3 -3l3 3l3 -3", "the total falls"} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %q in\n%s", want, svg)
		}
	}
}
