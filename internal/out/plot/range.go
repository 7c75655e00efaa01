package plot

import (
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

const (
	rowStep = 24
	// rangeRows bounds the rows of one quantity.
	rangeRows = 60
	// The most room that names and numbers get beside a range plot.
	nameRoom, saidRoom = 250, 190
)

// RangeKey explains a range plot. A file has it inside, a page beside it.
const RangeKey = "A row an origin, in the order in which they were first published. Arrow: open-ended. Bar: a range. Small: an earlier number of the same origin. Hollow: denied, or not held to be so."

// Event draws who gives which range for each quantity of an event.
func Event(e *tally.Event, o Options) []byte {
	c := &canvas{height: 10}
	var desc []string
	for i := range e.Quantities {
		c.beside(rows(&e.Quantities[i]))
	}
	for i := range e.Quantities {
		desc = append(desc, c.quantity(&e.Quantities[i], o, true)...)
	}
	if !o.Page {
		c.note(c.begins() + RangeKey + " No source is ranked, no figure is preferred.")
	}
	title := "Who gives which number: " + place(e.Place)
	if d := words.Days(e.Start, e.End); d != "" {
		title += ", " + d
	}
	return c.finish("e"+e.ID, title, strings.Join(desc, " "), o)
}

// Quantity draws who gives which range for one quantity; nil where none of its
// figures has a number.
func Quantity(q *tally.Quantity, o Options) []byte {
	c := &canvas{height: 4}
	c.beside(rows(q))
	desc := c.quantity(q, o, false)
	if len(desc) == 0 {
		return nil
	}
	return c.finish("q"+q.ID, "Who gives which number: "+words.Counted(q.Category, q.People, q.Unit), strings.Join(desc, " "), o)
}

func place(p *sayso.Place) string {
	if s := words.Place(p); s != "" {
		return s
	}
	return "place unknown"
}

// row is one origin of a range plot.
type row struct {
	name    string
	figures []*tally.Figure
}

// rows are the origins of a quantity, in the order of their first figure.
func rows(q *tally.Quantity) []row {
	var out []row
	at := map[string]int{}
	for _, f := range q.Figures {
		i, ok := at[f.Origin]
		if !ok {
			i = len(out)
			at[f.Origin] = i
			out = append(out, row{name: words.Origin(f.Origin)})
		}
		out[i].figures = append(out[i].figures, f)
	}
	return out
}

// beside makes room for the names and the numbers of rows.
func (c *canvas) beside(all []row) {
	for i := range all {
		c.left = max(c.left, min(long(all[i].name), nameRoom))
		c.right = max(c.right, min(long(strings.Join(all[i].said(), arrow)), saidRoom))
	}
}

const arrow = " → "

// said are a row's numbers in the order of publication, each where it changes.
func (r *row) said() []string {
	return words.Numbers(r.figures, func(f *tally.Figure) string {
		s := words.Said(f)
		switch f.Figure.Status {
		case sayso.Asserted:
			return s
		case sayso.Denied:
			return "denies " + s
		}
		return s + " (" + words.Status(f.Figure.Status) + ")"
	})
}

// lastly are numbers in the room there is for them: the last ones, where not all
// of them fit.
func lastly(numbers []string, room float64) string {
	all := strings.Join(numbers, arrow)
	for i := 1; i < len(numbers) && long(all) > room; i++ {
		all = "…" + arrow + strings.Join(numbers[i:], arrow)
	}
	return all
}

// quantity draws one quantity below what is there, and says it in words.
func (c *canvas) quantity(q *tally.Quantity, o Options, heading bool) []string {
	var low, high int64
	some := false
	for _, f := range q.Figures {
		l, h, ok := ends(f)
		if !ok {
			continue
		}
		if !some || l < low {
			low = l
		}
		high = max(high, h)
		some = true
	}
	if !some {
		return nil
	}
	all := rows(q)
	desc := []string{words.Counted(q.Category, q.People, q.Unit) + ", " + spread(q) + ":"}
	for i := range all {
		desc = append(desc, all[i].name+" "+strings.Join(all[i].said(), arrow)+";")
	}
	left, right := c.left+aside+12, width-c.right-aside-12
	if heading {
		c.height += headingRoom
		c.label("heading", aside, c.height-10, width-2*aside, "", words.Counted(q.Category, q.People, q.Unit)+": "+spread(q))
	}
	shown := all[:min(rangeRows, len(all))]
	top := c.height + 4
	bottom := top + float64(len(shown)*rowStep) + 4
	x := people(low, high, left+24, right-30, o.Log)
	c.raised = c.raised || x.first > 0
	c.printf("<g class=\"range\">\n")
	for _, t := range apart(x.ticks, func(s string) float64 { return long(s) + 10 }) {
		c.printf("<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", t.at, top, bottom, t.at, bottom+16, t.label)
	}
	c.printf("<path class=\"axis\" d=\"M%.1f %.1fH%.1f\"/>\n", left, bottom, right)
	for i := range shown {
		r := &shown[i]
		y := top + float64(i*rowStep) + rowStep/2
		c.label("who", left-12, y+4, left-aside-12, "end", r.name)
		c.printf("<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>\n", left, y, right)
		for k, f := range r.figures {
			if k == 0 || !same(f, r.figures[k-1]) {
				c.rangeMark(f, y, x.at, r.last(k), o)
			}
		}
		c.label("note", right+12, y+4, c.right, "", lastly(r.said(), c.right))
	}
	c.printf("</g>\n")
	c.height = bottom + 26
	if more := len(all) - len(shown); more > 0 {
		c.note(fmt.Sprintf("%d more origins are not drawn.", more))
	}
	return desc
}

// spread is the range of what is held to be true. Where all of a quantity is
// denied, that is said in its place.
func spread(q *tally.Quantity) string {
	if !q.Low.Known && !q.High.Known && len(q.Disputes) > 0 {
		return "denied only"
	}
	return words.Spread(q.Low, q.High)
}

// same reports whether two figures are drawn alike.
func same(f, g *tally.Figure) bool {
	return f.Figure.Low == g.Figure.Low && f.Figure.High == g.Figure.High && f.Figure.Status == g.Figure.Status
}

// last reports whether the origin gives no other number after its k-th figure.
// What it denies is no later number.
func (r *row) last(k int) bool {
	return !slices.ContainsFunc(r.figures[k:], func(g *tally.Figure) bool { return held(g) && !same(r.figures[k], g) })
}

// rangeMark is one number: a dot at a single one, a bar between two bounds, an
// arrow where an end is open.
func (c *canvas) rangeMark(f *tally.Figure, y float64, x func(int64) float64, last bool, o Options) {
	low, high := f.Figure.Low, f.Figure.High
	l, h, ok := ends(f)
	if !ok {
		return
	}
	class, size, more := colourOf(f.Figure.Category), markSize, ""
	if held(f) && !last {
		class += " earlier"
		size *= .62
		more = "later given otherwise"
	}
	if !held(f) {
		class += " hollow"
	}
	c.open(f, class, more, o)
	switch {
	case !high.Known:
		c.printf(`<path class="bar" d="M%.1f %.1fh22m-4 -4l4 4l-4 4"/>`, x(l), y)
	case !low.Known:
		c.printf(`<path class="bar" d="M%.1f %.1fh-22m4 -4l-4 4l4 4"/>`, x(l), y)
	case l != h:
		c.printf(`<path class="bar" d="M%.1f %.1fH%.1fm0 -5v10"/>`, x(l), y, x(h))
	}
	c.printf(`<path class="dot" d="%s"/>`, Shape(f.Figure.Category, x(l), y, size))
	c.close(o)
}

// open begins a figure's mark, which leads to its words where there is a page
// for them.
func (c *canvas) open(f *tally.Figure, class, more string, o Options) {
	if o.Link != nil {
		c.printf(`<a href="%s" tabindex="-1">`, text(o.Link(f)))
	}
	c.printf(`<g class="%s"><title>%s</title>`, class, text(tell(f, more)))
}

func (c *canvas) close(o Options) {
	c.printf("</g>")
	if o.Link != nil {
		c.printf("</a>")
	}
	c.printf("\n")
}

// begins warns of an axis that does not begin at 0: differences look larger on it.
func (c *canvas) begins() string {
	if c.raised {
		return "Where an axis of people does not begin at 0, look at its numbers. "
	}
	return ""
}

// note writes a remark below what is there.
func (c *canvas) note(s string) {
	for _, line := range wrap(s, width-2*aside) {
		c.height += 15
		c.printf(`<text x="%d" y="%.1f">%s</text>`+"\n", aside, c.height, text(line))
	}
	c.height += 12
}
