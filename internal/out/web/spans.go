package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso"
	"sayso/internal/keep/ledger"
)

// role is the part that words play in a claim.
type role uint8

// The roles, the stronger the later: words that play several show the strongest.
const (
	contentRole role = iota
	detailRole       // whom, where, when: seen only while their figure is looked at
	sourceRole
	cueRole
	termRole
	numberRole
)

var roleClasses = []string{"content", "detail", "source", "cue", "term", "number"}

// mark is a span of the text with its role in one claim.
type mark struct {
	sayso.Span
	role  role
	key   string // the claim on this page: "a3", "f12"
	id    ledger.ID
	level int // contents: how deep, from 1
}

// segment is a stretch of text in which no span begins or ends. Cutting the text
// into such stretches shows spans that nest and spans that cross alike.
type segment struct {
	Text  string
	Class string
	Keys  string    // the claims whose words these are, outermost first
	ID    ledger.ID // the claim that this stretch is the first word of; "" = none
	Link  string    // where a click leads; "" = nowhere
	First bool      // reached by the tab key: the first stretch of its claim
}

// marksOf are all marks of a record, in text order, outer before inner.
func marksOf(r *ledger.Record) []mark {
	level := levels(r.Reading.Attributions)
	var out []mark
	add := func(s sayso.Span, m mark) {
		if s.Start >= 0 && s.End <= len(r.Text.Text) && !s.Empty() {
			m.Span = s
			out = append(out, m)
		}
	}
	for i := range r.Reading.Attributions {
		a := &r.Reading.Attributions[i]
		m := mark{key: attributionKey(i), id: r.AttributionIDs[i]}
		for _, part := range []struct {
			role  role
			spans []sayso.Span
		}{{contentRole, a.Content}, {sourceRole, a.Source}, {cueRole, a.Cue}} {
			m.role, m.level = part.role, 0
			if part.role == contentRole {
				m.level = level[i]
			}
			for _, s := range part.spans {
				add(s, m)
			}
		}
	}
	for i := range r.Reading.Figures {
		f := &r.Reading.Figures[i]
		m := mark{key: figureKey(i), id: r.FigureIDs[i], role: detailRole}
		if f.Victims != nil {
			add(f.Victims.Span, m)
		}
		if f.Place != nil {
			add(f.Place.Span, m)
		}
		if f.When != nil {
			add(f.When.Span, m)
		}
		m.role = termRole
		add(f.Term, m)
		m.role = numberRole
		add(f.Number, m)
	}
	slices.SortStableFunc(out, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return out
}

// levels tells how many contents each attribution's content lies in, itself
// included. A parent that is not there, or a ring of parents, counts as none.
func levels(all []sayso.Attribution) []int {
	index := make(map[int]int, len(all))
	for i := range all {
		index[all[i].ID] = i
	}
	out := make([]int, len(all))
	for i := range all {
		n := 1
		for p := all[i].Parent; p != 0 && n < 6; n++ {
			j, ok := index[p]
			if !ok {
				break
			}
			p = all[j].Parent
		}
		out[i] = n
	}
	return out
}

func attributionKey(i int) string { return "a" + strconv.Itoa(i) }
func figureKey(i int) string      { return "f" + strconv.Itoa(i) }

// cutter cuts one stretch of text after the other, in text order.
type cutter struct {
	text   string
	marks  []mark // by start
	next   int    // the first mark that has not begun
	active []mark // begun and not ended, in the order they began
	seen   map[ledger.ID]bool
}

func newCutter(text string, marks []mark) *cutter {
	return &cutter{text: text, marks: marks, seen: map[ledger.ID]bool{}}
}

// cut is the stretch [span) as segments. Stretches must come in text order.
func (c *cutter) cut(span sayso.Span) []segment {
	var out []segment
	for at := span.Start; at < span.End; {
		c.active = slices.DeleteFunc(c.active, func(m mark) bool { return m.End <= at })
		for c.next < len(c.marks) && c.marks[c.next].Start <= at {
			if m := c.marks[c.next]; m.End > at {
				c.active = append(c.active, m)
			}
			c.next++
		}
		end := span.End
		if c.next < len(c.marks) {
			end = min(end, c.marks[c.next].Start)
		}
		for _, m := range c.active {
			end = min(end, m.End)
		}
		out = append(out, c.segment(sayso.Span{Start: at, End: end}))
		at = end
	}
	return out
}

// segment dresses a stretch in the marks that hold all of it.
func (c *cutter) segment(span sayso.Span) segment {
	s := segment{Text: span.In(c.text)}
	if len(c.active) == 0 {
		return s
	}
	var keys []string
	level := 0
	top := c.active[0]
	for _, m := range c.active {
		level = max(level, m.level)
		if m.role >= top.role {
			top = m
		}
		if !slices.Contains(keys, m.key) {
			keys = append(keys, m.key)
		}
	}
	s.Keys = strings.Join(keys, " ")
	s.Class = roleClasses[top.role]
	if level > 0 {
		s.Class += " l" + strconv.Itoa(min(level, 3))
	}
	if top.role == numberRole || top.role == cueRole {
		s.Link = "/claims/" + string(top.id)
		if s.First = !c.seen[top.id]; s.First {
			s.ID = top.id
			c.seen[top.id] = true
		}
	}
	return s
}

// partSize is about how much of a document one page shows: a long report stays
// quick to load and to scroll.
const partSize = 60_000

// parts cuts a document into stretches of about partSize bytes, at the borders of
// blocks where there are any near, else at white space.
func parts(doc *sayso.Document) []sayso.Span {
	var out []sayso.Span
	start := 0
	for _, b := range doc.Blocks {
		if b.Span.Start-start >= partSize {
			out = append(out, sayso.Span{Start: start, End: b.Span.Start})
			start = b.Span.Start
		}
		for b.Span.End-start > 2*partSize {
			end := spaceBefore(doc.Text, start+partSize)
			out = append(out, sayso.Span{Start: start, End: end})
			start = end
		}
	}
	return append(out, sayso.Span{Start: start, End: len(doc.Text)})
}

// spaceBefore is a rune border at or before n, after white space where there is
// any in reach.
func spaceBefore(text string, n int) int {
	if i := strings.LastIndexAny(text[max(0, n-1000):n], " \n\t"); i >= 0 {
		return max(0, n-1000) + i + 1
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return n
}
