package web

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"sayso"
	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

// rangePlot shows who gives which range for one quantity: a row an origin, a
// mark a number, none of them drawn as the middle or the best.
type rangePlot struct {
	Width, Height          int
	Left, Right, Bottom    int
	Rows                   []rangeRow
	Ticks                  []plotTick
	Log, Earlier, Unproven bool // which keys the plot needs
	More                   int  // origins that are in the table only
	Origins                int
}

type rangeRow struct {
	Y     float64
	Label string
	Marks []plotMark
}

const (
	rangeWidth, rangeLeft, rangeAside = 820, 250, 34
	rangeTop, rangeStep               = 20, 26
	// rangeRows bounds the rows of a plot.
	rangeRows = 60
	// rangeLabel bounds an origin's name in a plot, in letters.
	rangeLabel = 36
	// rangeLog is the ratio of the highest to the lowest number from which on the
	// scale is logarithmic.
	rangeLog = 15
)

// newRangePlot plots a quantity; nil where no figure of it has a number.
func newRangePlot(q *tally.Quantity, origins []originPart) *rangePlot {
	p := &rangePlot{Width: rangeWidth, Left: rangeLeft, Right: rangeWidth - rangeAside, Origins: len(origins)}
	longest := 0 // no more room for the names than they need
	for i := range origins[:min(rangeRows, len(origins))] {
		longest = max(longest, utf8.RuneCountInString(short(words.Origin(origins[i].Name))))
	}
	p.Left = min(rangeLeft, 40+longest*6)
	low, high := math.Inf(1), math.Inf(-1)
	for _, f := range q.Figures {
		for _, b := range []sayso.Bound{f.Figure.Low, f.Figure.High} {
			if b.Known {
				low, high = min(low, float64(b.N)), max(high, float64(b.N))
			}
		}
	}
	if low > high {
		return nil
	}
	x := p.scale(low, high)
	for i := range origins {
		if i == rangeRows {
			p.More = len(origins) - i
			break
		}
		o := &origins[i]
		row := rangeRow{Y: float64(rangeTop + i*rangeStep), Label: short(words.Origin(o.Name))}
		for k, f := range o.Figures {
			if k > 0 && same(f, o.Figures[k-1]) {
				continue
			}
			last := !slices.ContainsFunc(o.Figures[k:], func(g *tally.Figure) bool { return !same(f, g) })
			if !last {
				p.Earlier = true
			}
			if f.Figure.Status != sayso.Asserted {
				p.Unproven = true
			}
			if m, ok := rangeMark(f, row.Y, x, last); ok {
				row.Marks = append(row.Marks, m)
			}
		}
		p.Rows = append(p.Rows, row)
	}
	p.Bottom = rangeTop + len(p.Rows)*rangeStep - rangeStep/2 + 4
	p.Height = p.Bottom + 26
	return p
}

// same reports whether two figures are drawn alike.
func same(f, g *tally.Figure) bool {
	return f.Figure.Low == g.Figure.Low && f.Figure.High == g.Figure.High && f.Figure.Status == g.Figure.Status
}

// short is a name that fits beside its row.
func short(s string) string {
	if utf8.RuneCountInString(s) <= rangeLabel {
		return s
	}
	return string([]rune(s)[:rangeLabel-1]) + "…"
}

// scale chooses the axis and its ticks. Numbers that lie close to each other get
// a plain one, since on a log scale they would fall together.
func (p *rangePlot) scale(low, high float64) func(int64) float64 {
	room := float64(p.Right - p.Left)
	if p.Log = low > 0 && high/low > rangeLog || low <= 0 && high > 10*rangeLog; p.Log {
		a := math.Log10(max(low, 1)) - .1
		z := math.Log10(high) + .1
		x := func(n int64) float64 {
			return float64(p.Left) + (math.Log10(max(float64(n), 1))-a)/(z-a)*room
		}
		steps := []int64{1, 2, 5}
		if z-a > 3 {
			steps = []int64{1}
		}
		for ten := int64(1); float64(ten) <= high*1.2 && ten < math.MaxInt64/100; ten *= 10 {
			for _, s := range steps {
				if n := ten * s; math.Log10(float64(n)) >= a && math.Log10(float64(n)) <= z {
					p.Ticks = append(p.Ticks, plotTick{x(n), words.Number(n)})
				}
			}
		}
		return x
	}
	// Beyond a trillion neighbours fall together: the step keeps up with the size.
	step := niceStep(max((high-low)/5, high/1e12))
	first := max(0, math.Floor(low/step)*step-step)
	last := math.Ceil(high/step)*step + step
	x := func(n int64) float64 { return float64(p.Left) + (float64(n)-first)/(last-first)*room }
	for i := range 12 {
		t := first + float64(i)*step
		if t > last || t > math.MaxInt64-1e6 {
			break
		}
		p.Ticks = append(p.Ticks, plotTick{x(int64(t)), words.Number(int64(t))})
	}
	return x
}

// niceStep is the next of 1, 2, 5, 10, 20 ...; people are counted whole.
func niceStep(least float64) float64 {
	ten := math.Pow(10, math.Floor(math.Log10(max(least, 1))))
	for _, s := range []float64{1, 2, 5} {
		if s*ten >= least {
			return s * ten
		}
	}
	return 10 * ten
}

// rangeMark is one number: a dot at a single one, a bar with ends between two
// bounds, an arrow where an end is open.
func rangeMark(f *tally.Figure, y float64, x func(int64) float64, last bool) (plotMark, bool) {
	low, high := f.Figure.Low, f.Figure.High
	if !low.Known && !high.Known {
		return plotMark{}, false
	}
	m := plotMark{
		Class: "c-" + f.Figure.Category.String(), Link: "/claims/" + string(f.ID),
		Title: said(f) + " " + words.Category(f.Figure.Category) + "\n" + words.Chain(f.Document.Meta.Outlet, f.Figure.Chain) + "\n" + words.Date(f.Document.Meta.Published),
	}
	size := markSize
	if !last {
		m.Class += " earlier"
		size = markSize * .62
		m.Title += "\nlater given otherwise"
	}
	if f.Figure.Status != sayso.Asserted {
		m.Class += " hollow"
		m.Title += "\n" + words.Status(f.Figure.Status)
	}
	at := low
	if !low.Known {
		at = high
	}
	cx := x(at.N)
	m.Shape = shape(f.Figure.Category, cx, y, size)
	switch {
	case low.Known && high.Known && low.N != high.N:
		m.Bar = fmt.Sprintf("M%.1f %.1fH%.1fm0-5v10", cx, y, x(high.N))
	case low.Known && !high.Known:
		m.Bar = fmt.Sprintf("M%.1f %.1fh22m-4-4l4 4l-4 4", cx, y)
	case !low.Known:
		m.Bar = fmt.Sprintf("M%.1f %.1fh-22m4-4l-4 4l4 4", cx, y)
	}
	return m, true
}
