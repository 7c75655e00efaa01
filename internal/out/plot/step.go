package plot

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

const (
	stepHeight = 250 // of a count's plot, where its names need no more
	nameStep   = 15
	stepNames  = 230 // the most room for the names of the lines
	// stepLines bounds the lines of one count.
	stepLines = 60
	flagSize  = 7.5
)

// Toll draws how each count of a running toll grew: a line an origin.
func Toll(t *tally.Toll, o Options) []byte {
	c := &canvas{height: 10}
	var desc []string
	numbers := map[*tally.Figure]int{}
	for i := range t.Flags {
		desc = append(desc, fmt.Sprintf("Flag %d: %s", i+1, words.Flag(&t.Flags[i])))
		for _, f := range marked(&t.Flags[i]) {
			if numbers[f] == 0 {
				numbers[f] = i + 1
			}
		}
	}
	for i := range t.Counts {
		for k := range t.Counts[i].Series {
			c.right = max(c.right, min(long(words.Origin(t.Counts[i].Series[k].Origin)), stepNames))
		}
	}
	for i := range t.Counts {
		desc = append(desc, c.count(&t.Counts[i], numbers, o, true)...)
	}
	if !o.Page {
		c.flags(t.Flags)
		c.note(c.begins() + StepKey + " No source is ranked, no figure is preferred.")
	}
	return c.finish("t"+t.ID, "How the count grew: "+TollName(t), strings.Join(desc, " "), o)
}

// StepKey explains a step plot. A file has it inside, a page beside it.
const StepKey = "A line an origin, from one of its totals to the next; it ends with the last day for which its number is given. Arrow: open-ended. Hollow: denied, or not held to be so. Numbered: the arithmetic does not work out."

// flags writes the sentences of the numbered signs.
func (c *canvas) flags(flags []tally.Flag) {
	for i := range flags {
		for k, line := range wrap(words.Flag(&flags[i]), width-2*aside-24) {
			c.height += 16
			if k == 0 {
				c.flag(aside+8, c.height-4, i+1, "")
			}
			c.printf(`<text class="note" x="%d" y="%.1f">%s</text>`+"\n", aside+24, c.height, text(line))
		}
		c.height += 4
	}
	c.height += 4
}

// TollName is where a toll counts and since when.
func TollName(t *tally.Toll) string {
	if t.Since == "" {
		return place(t.Place)
	}
	return place(t.Place) + " since " + words.Date(t.Since)
}

// marked are the figures at which a flag is drawn: the later of two totals, the
// part.
func marked(f *tally.Flag) []*tally.Figure {
	switch {
	case len(f.Figures) < 2:
		return f.Figures
	case f.Kind == "part_above_whole":
		return f.Figures[:1]
	}
	return f.Figures[1:2]
}

// line is one origin of a step plot.
type line struct {
	name   string
	points []point
}

type point struct {
	step       *tally.Step
	day, until time.Time
	low, high  int64
}

// lines are the origins of a count that have a total with a day.
func lines(n *tally.Count) (out []line, undated int) {
	for i := range n.Series {
		s := &n.Series[i]
		l := line{name: words.Origin(s.Origin)}
		for k := range s.Totals {
			step := &s.Totals[k]
			day, err := time.Parse(time.DateOnly, step.End)
			low, high, ok := ends(step.First())
			if err != nil || !ok {
				undated++
				continue
			}
			until, err := time.Parse(time.DateOnly, step.Until)
			if err != nil || until.Before(day) {
				until = day
			}
			l.points = append(l.points, point{step, day, until, low, high})
		}
		if len(l.points) > 0 {
			out = append(out, l)
		}
	}
	return out, undated
}

// words are a line's totals with their days.
func (l *line) words() string {
	var out []string
	for _, p := range l.points {
		s := words.Said(p.step.First())
		if !p.step.Stands() {
			s = words.Status(p.step.First().Figure.Status) + ": " + s
		}
		out = append(out, s+" ("+words.Date(p.step.End)+")")
	}
	return l.name + " " + strings.Join(out, ", ") + ";"
}

// count draws one count of a toll below what is there, and says it in words.
func (c *canvas) count(n *tally.Count, flags map[*tally.Figure]int, o Options, heading bool) []string {
	all, undated := lines(n)
	if len(all) == 0 {
		return nil
	}
	desc := []string{words.Counted(n.Category, n.People, n.Unit) + ":"}
	for i := range all {
		desc = append(desc, all[i].words())
	}
	if heading {
		c.height += headingRoom
		c.label("heading", aside, c.height-10, width-2*aside, "", words.Counted(n.Category, n.People, n.Unit)+", last totals "+words.Spread(n.Low, n.High))
	}
	shown := all[:min(stepLines, len(all))]
	c.steps(shown, flags, o)
	if more := len(all) - len(shown); more > 0 {
		c.note(fmt.Sprintf("%d more origins are not drawn.", more))
	}
	if undated > 0 {
		c.note(fmt.Sprintf("Not drawn: %d without a day.", undated))
	}
	return desc
}

// extent is the stretch of days and numbers of the lines.
func extent(all []line) (first, last time.Time, low, high int64) {
	first, last = all[0].points[0].day, all[0].points[0].until
	low = all[0].points[0].low
	for _, l := range all {
		for _, p := range l.points {
			if p.day.Before(first) {
				first = p.day
			}
			if p.until.After(last) {
				last = p.until
			}
			low, high = min(low, p.low), max(high, p.high)
		}
	}
	return first, last, low, high
}

func (c *canvas) steps(all []line, flags map[*tally.Figure]int, o Options) {
	first, last, low, high := extent(all)
	top := c.height + 12
	bottom := top + max(stepHeight, float64(len(all)*nameStep))
	y := people(low, high, bottom-8, top+14, o.Log)
	c.raised = c.raised || y.first > 0
	left := float64(aside)
	for _, t := range y.ticks {
		left = max(left, aside+long(t.label)+10)
	}
	right := width - aside - c.right - 26
	x, dates := days(first, last, left+16, right-18)
	c.printf("<g class=\"steps\">\n")
	for _, t := range apart(y.ticks, func(string) float64 { return 15 }) {
		c.printf("<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", left, t.at, right, left-8, t.at+4, t.label)
	}
	for _, t := range dates {
		at := min(max(t.at, left+long(t.label)/2-20), right-long(t.label)/2+20)
		c.printf("<path class=\"grid\" d=\"M%.1f %.1fv4\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", t.at, bottom, at, bottom+18, t.label)
	}
	c.printf("<path class=\"axis\" d=\"M%.1f %.1fV%.1fH%.1f\"/>\n", left, top, bottom, right)
	ends := make([]float64, len(all))
	for i := range all {
		ends[i] = c.line(i, &all[i], x, y.at, o)
	}
	// Marks lie over all lines, flags over all marks.
	for i := range all {
		c.points(i, &all[i], x, y.at, o)
	}
	for i := range all {
		for _, p := range all[i].points {
			for _, f := range p.step.Figures {
				if n := flags[f]; n > 0 {
					c.flag(x(p.day), y.at(p.low)-15, n, words.Said(f))
				}
			}
		}
	}
	c.names(all, ends, x, right, top, bottom)
	c.printf("</g>\n")
	c.height = bottom + 30
}

// lineColour is the colour of the i-th line; lines of one colour differ in their
// dashes.
func lineColour(i int) string { return "k" + strconv.Itoa(i%6+1) }

// line draws an origin's totals as steps and returns the height at which it
// ends. What it denies makes no step.
func (c *canvas) line(i int, l *line, x func(time.Time) float64, y func(int64) float64, o Options) float64 {
	var path strings.Builder
	end := math.NaN()
	var until time.Time
	for _, p := range l.points {
		if !p.step.Stands() {
			continue
		}
		if math.IsNaN(end) {
			fmt.Fprintf(&path, "M%.1f %.1f", x(p.day), y(p.low))
		} else {
			fmt.Fprintf(&path, "H%.1fV%.1f", x(p.day), y(p.low))
		}
		end, until = y(p.low), p.until
	}
	if math.IsNaN(end) {
		return y(l.points[len(l.points)-1].low)
	}
	fmt.Fprintf(&path, "H%.1f", x(until))
	c.printf(`<g class="%s"><path class="line dash%d" d="%s"/></g>`+"\n", lineColour(i), i/6%4, path.String())
	return end
}

// points draws a mark for each total.
func (c *canvas) points(i int, l *line, x func(time.Time) float64, y func(int64) float64, o Options) {
	class := lineColour(i)
	for _, p := range l.points {
		f := p.step.First()
		k, more := class, l.name+"\nup to "+words.Date(p.step.End)
		if !held(f) {
			k += " hollow"
		}
		if p.step.Revised {
			more += "\nsaid to be put right"
		}
		c.open(f, k, more, o)
		px, py := x(p.day), y(p.low)
		switch {
		case !f.Figure.High.Known:
			c.printf(`<path class="bar" d="M%.1f %.1fv-14m-3 3l3 -3l3 3"/>`, px, py)
		case !f.Figure.Low.Known:
			c.printf(`<path class="bar" d="M%.1f %.1fv14m-3 -3l3 3l3 -3"/>`, px, py)
		case p.low != p.high:
			c.printf(`<path class="bar" d="M%.1f %.1fV%.1fm-4 0h8"/>`, px, py, y(p.high))
		}
		c.printf(`<path class="dot" d="%s"/>`, lineShape(i, px, py, markSize))
		c.close(o)
	}
}

// names writes the lines' names beside the plot, at the height of their ends but
// never over each other, and leads from each end to its name.
func (c *canvas) names(all []line, ends []float64, x func(time.Time) float64, right, top, bottom float64) {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ends[a], ends[b]) })
	at := make([]float64, len(all))
	next := top
	for _, i := range order {
		at[i] = max(ends[i], next)
		next = at[i] + nameStep
	}
	next = bottom
	for k := len(order) - 1; k >= 0; k-- {
		i := order[k]
		at[i] = min(at[i], next)
		next = at[i] - nameStep
	}
	for _, i := range order {
		l := &all[i]
		last := l.points[len(l.points)-1]
		for k := len(l.points) - 1; k >= 0; k-- {
			if l.points[k].step.Stands() {
				last = l.points[k]
				break
			}
		}
		class := lineColour(i)
		c.printf(`<path class="leader" d="M%.1f %.1fH%.1fL%.1f %.1f"/>`+"\n", x(last.until)+6, ends[i], right-4, right+8, at[i])
		c.printf(`<g class="%s"><path class="dot" d="%s"/></g>`, class, lineShape(i, right+14, at[i], markSize))
		c.label("who", right+24, at[i]+4, width-aside-right-24, "", l.name)
	}
}

// flag is a numbered sign; the sentence of its number stands below the plot.
func (c *canvas) flag(x, y float64, n int, what string) {
	c.printf(`<g>`)
	if what != "" {
		c.printf(`<title>%s</title>`, text(fmt.Sprintf("Flag %d at %s", n, what)))
	}
	c.printf(`<path class="flag" d="%s"/><text class="flag-n" x="%.1f" y="%.1f" text-anchor="middle">%d</text></g>`+"\n", circle(x, y, flagSize), x, y+3.5, n)
}
