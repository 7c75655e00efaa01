package reader_test

import (
	"fmt"
	"unicode/utf8"

	"sayso"
)

// check is what holds for every reading of every text.
func check(doc *sayso.Document, r *sayso.Reading) error {
	c := checker{text: doc.Text, ids: map[int]bool{}}
	end := 0
	for i, b := range doc.Blocks {
		c.span(fmt.Sprintf("block %d", i), b.Span)
		if b.Span.Start < end {
			c.fault("block %d begins before block %d ends", i, i-1)
		}
		if b.Joins >= len(doc.Blocks) || b.Joins == i {
			c.fault("block %d joins %d", i, b.Joins)
		}
		end = b.Span.End
	}
	for i := range r.Attributions {
		if a := &r.Attributions[i]; a.ID <= 0 || c.ids[a.ID] {
			c.fault("attribution %d has id %d", i, a.ID)
		} else {
			c.ids[a.ID] = true
		}
	}
	for i := range r.Attributions {
		c.attribution(&r.Attributions[i])
	}
	c.nesting(r.Attributions)
	last := 0
	for i := range r.Figures {
		f := &r.Figures[i]
		c.figure(i, f, len(r.Figures))
		if f.Number.Start < last {
			c.fault("figure %d is out of order", i)
		}
		last = f.Number.Start
	}
	for i, p := range r.Places {
		c.span(fmt.Sprintf("place %d", i), p.Span)
		c.place(&p)
	}
	return c.err
}

type checker struct {
	text string
	ids  map[int]bool
	err  error
}

func (c *checker) fault(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

func (c *checker) span(what string, s sayso.Span) {
	if s.Start < 0 || s.End > len(c.text) || s.Empty() {
		c.fault("%s: [%d,%d) is no span of %d bytes", what, s.Start, s.End, len(c.text))
		return
	}
	for _, at := range []int{s.Start, s.End} {
		if at < len(c.text) && !utf8.RuneStart(c.text[at]) {
			c.fault("%s: [%d,%d) cuts a rune", what, s.Start, s.End)
		}
	}
}

func (c *checker) attribution(a *sayso.Attribution) {
	for name, pieces := range map[string][]sayso.Span{"source": a.Source, "cue": a.Cue, "content": a.Content} {
		end := 0
		for _, s := range pieces {
			c.span(fmt.Sprintf("attribution %d: %s", a.ID, name), s)
			if s.Start < end {
				c.fault("attribution %d: pieces of the %s overlap or are out of order", a.ID, name)
			}
			end = s.End
		}
	}
	switch {
	case len(a.Content) == 0 && len(a.Cue) == 0:
		c.fault("attribution %d has neither cue nor content", a.ID)
	case a.Parent != 0 && (!c.ids[a.Parent] || a.Parent == a.ID):
		c.fault("attribution %d has the parent %d", a.ID, a.Parent)
	case a.Confidence < 0 || a.Confidence > 1:
		c.fault("attribution %d: confidence %v", a.ID, a.Confidence)
	case a.Rule == "":
		c.fault("attribution %d names no rule", a.ID)
	case a.Speaker != nil && a.Speaker.Name == "":
		c.fault("attribution %d: a speaker without a name", a.ID)
	}
}

// nesting: whoever follows the parents comes to an end.
func (c *checker) nesting(said []sayso.Attribution) {
	parent := map[int]int{}
	for i := range said {
		parent[said[i].ID] = said[i].Parent
	}
	for i := range said {
		steps := 0
		for id := said[i].ID; id != 0; id = parent[id] {
			if steps++; steps > len(said) {
				c.fault("attribution %d is nested in itself", said[i].ID)
				return
			}
		}
	}
}

func (c *checker) figure(i int, f *sayso.Figure, figures int) {
	c.span(fmt.Sprintf("figure %d", i), f.Number)
	if !f.Term.Empty() {
		c.span(fmt.Sprintf("figure %d: term", i), f.Term)
	}
	if f.Victims != nil {
		c.span(fmt.Sprintf("figure %d: victims", i), f.Victims.Span)
	}
	if f.Place != nil {
		c.span(fmt.Sprintf("figure %d: place", i), f.Place.Span)
		c.place(f.Place)
	}
	if f.When != nil && !f.When.Span.Empty() {
		c.span(fmt.Sprintf("figure %d: when", i), f.When.Span)
	}
	switch {
	case f.Category == sayso.NoCategory:
		c.fault("figure %d has no category", i)
	case !f.Low.Known && !f.High.Known:
		c.fault("figure %d has no bound", i)
	case f.Low.Known && f.High.Known && f.Low.N > f.High.N:
		c.fault("figure %d: %d to %d", i, f.Low.N, f.High.N)
	case f.Attribution != 0 && !c.ids[f.Attribution]:
		c.fault("figure %d: no attribution %d", i, f.Attribution)
	case f.PartOf >= figures || f.PartOf == i:
		c.fault("figure %d is part of %d", i, f.PartOf)
	case f.Rule == "":
		c.fault("figure %d names no rule", i)
	case f.Confidence < 0 || f.Confidence > 1:
		c.fault("figure %d: confidence %v", i, f.Confidence)
	}
}

func (c *checker) place(p *sayso.Place) {
	if p.Resolved && (p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180) {
		c.fault("place %q lies at %v, %v", p.Text, p.Lat, p.Lon)
	}
}
