package archive

import (
	"fmt"
	"unicode/utf8"

	"sayso"
	"sayso/internal/keep/ledger"
)

// A Fault is something in a reading that cannot be as it was recorded.
type Fault struct {
	Claim ledger.ID // "" where it is none's
	Found string
}

// Check looks at a reading by itself: every span lies in the text on the borders
// of characters, every ID is its claim's, every reference leads somewhere.
func (r *Reading) Check() []Fault {
	c := &checker{text: r.Text.Text}
	if !utf8.ValidString(c.text) {
		c.fault("its text is not UTF-8")
	}
	c.blocks(r.Text.Blocks)
	attributions, figures := ledger.ClaimIDs(r.Document, ledger.Sum([]byte(c.text)), r.Reading)
	numbers := map[int]bool{}
	for i := range r.Reading.Attributions {
		a := &r.Reading.Attributions[i]
		c.claim = r.AttributionIDs[i]
		if c.claim != attributions[i] {
			c.fault("its ID is not the one that its words give, " + string(attributions[i]))
		}
		if a.ID <= 0 || numbers[a.ID] {
			c.fault(fmt.Sprintf("another attribution of the reading has its number, %d", a.ID))
		}
		numbers[a.ID] = true
		c.pieces("source", a.Source)
		c.pieces("cue", a.Cue)
		c.pieces("content", a.Content)
		c.confidence(a.Confidence)
	}
	for i := range r.Reading.Attributions {
		c.claim = r.AttributionIDs[i]
		c.number("the attribution that holds it", r.Reading.Attributions[i].Parent, numbers)
	}
	for i := range r.Reading.Figures {
		c.claim = r.FigureIDs[i]
		if c.claim != figures[i] {
			c.fault("its ID is not the one that its number's place gives, " + string(figures[i]))
		}
		c.figure(&r.Reading.Figures[i], len(r.Reading.Figures), numbers)
	}
	c.claim = ""
	for i := range r.Reading.Places {
		c.span(fmt.Sprintf("place %d, %q", i+1, r.Reading.Places[i].Text), r.Reading.Places[i].Span)
	}
	return c.faults
}

type checker struct {
	text   string
	claim  ledger.ID
	faults []Fault
}

func (c *checker) fault(found string) { c.faults = append(c.faults, Fault{c.claim, found}) }

// span looks at a span that may be empty: then it names nothing.
func (c *checker) span(name string, s sayso.Span) {
	switch {
	case s.Start < 0 || s.End < s.Start || s.End > len(c.text):
		c.fault(fmt.Sprintf("the span of its %s, %d to %d, lies outside the text of %d bytes", name, s.Start, s.End, len(c.text)))
	case !border(c.text, s.Start) || !border(c.text, s.End):
		c.fault(fmt.Sprintf("the span of its %s, %d to %d, cuts a character", name, s.Start, s.End))
	}
}

func border(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

func (c *checker) pieces(name string, list []sayso.Span) {
	for i, s := range list {
		c.span(name, s)
		if s.Empty() || i > 0 && s.Start < list[i-1].End {
			c.fault(fmt.Sprintf("the pieces of its %s are empty or out of order", name))
		}
	}
}

func (c *checker) confidence(f float64) {
	if !(f >= 0 && f <= 1) {
		c.fault(fmt.Sprintf("its confidence is %g", f))
	}
}

func (c *checker) number(name string, n int, numbers map[int]bool) {
	if n != 0 && !numbers[n] {
		c.fault(fmt.Sprintf("%s, number %d, is none of the reading", name, n))
	}
}

func (c *checker) figure(f *sayso.Figure, figures int, numbers map[int]bool) {
	c.span("number", f.Number)
	if f.Number.Empty() {
		c.fault("it has no number")
	}
	c.span("term", f.Term)
	if f.Victims != nil {
		c.span("victims", f.Victims.Span)
	}
	if f.Place != nil {
		c.span("place", f.Place.Span)
	}
	if f.When != nil {
		c.span("time", f.When.Span)
	}
	if f.Low.Known && f.High.Known && f.Low.N > f.High.N {
		c.fault(fmt.Sprintf("its low bound, %d, is above its high one, %d", f.Low.N, f.High.N))
	}
	if f.PartOf >= figures {
		c.fault("the figure that it is a part of is none of the reading")
	}
	c.number("the attribution that it stands in", f.Attribution, numbers)
	c.confidence(f.Confidence)
}

func (c *checker) blocks(blocks []sayso.Block) {
	end := 0
	for i, b := range blocks {
		name := fmt.Sprintf("block %d", i+1)
		c.span(name, b.Span)
		if b.Span.Empty() || b.Span.Start < end {
			c.fault(name + " is empty or begins before the one before it ends")
		}
		if b.Joins >= len(blocks) || b.Joins == i {
			c.fault(name + " goes on a block that there is not")
		}
		end = max(end, b.Span.End)
	}
}
