package web

import (
	"fmt"
	"math"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/plot"
	"sayso/internal/out/words"
)

// scatter shows figures over time: a mark for each, at the day it was published and
// the number of people it gives. Figures are not added up, averaged or joined by
// lines: the plot does not know which of them speak of one happening.
type scatter struct {
	Width, Height    int
	Left, Right      int
	Top, Bottom      int
	Marks            []plotMark
	XTicks, YTicks   []plotTick
	Legend           []plotKey
	Shown, Total     int
	Newest           int // where there are more than fit: how many were looked at
	Undated, Unequal int // left out: without a date; shown hollow
}

// plotMark is one figure: a shape, and a bar where its range is open or wide.
type plotMark struct {
	Shape, Bar string // SVG paths
	Class      string
	Title      string
	Link       string
}

type plotTick struct {
	At    float64
	Label string
}

type plotKey struct{ Class, Label, Shape string }

const (
	plotHeight          = 230
	plotLeft, plotAside = 52, 12
	plotTop, plotBottom = 14, 200
	markSize            = 4.2
)

// newPlot plots the rows; nil where none of them has a day and a number. total
// is how many figures there are in all, width the room.
func newPlot(rows []ledger.Figure, total, width int) *scatter {
	p := &scatter{Width: width, Height: plotHeight, Left: plotLeft, Right: width - plotAside, Top: plotTop, Bottom: plotBottom, Total: total}
	if len(rows) < total {
		p.Newest = len(rows)
	}
	type point struct {
		f   *ledger.Figure
		day time.Time
	}
	var points []point
	var first, last time.Time
	most := int64(1)
	for i := range rows {
		f := &rows[i]
		day, ok := dayOf(f.Document.Meta.Published)
		if !ok || !f.Low.Known && !f.High.Known {
			p.Undated++
			continue
		}
		if len(points) == 0 || day.Before(first) {
			first = day
		}
		if len(points) == 0 || day.After(last) {
			last = day
		}
		most = max(most, f.Low.N, f.High.N)
		points = append(points, point{f, day})
	}
	if len(points) == 0 {
		return nil
	}
	first = first.Truncate(24 * time.Hour)
	last = last.Truncate(24*time.Hour).AddDate(0, 0, 1)
	x := func(t time.Time) float64 {
		return plotLeft + float64(t.Sub(first))/float64(last.Sub(first))*float64(p.Right-p.Left)
	}
	top := math.Log10(float64(most)*1.25 + 1)
	y := func(n int64) float64 {
		return plotBottom - 6 - math.Log10(float64(max(n, 1)))/top*(plotBottom-plotTop-12)
	}
	var taken [][2]float64
	categories := map[sayso.Category]bool{}
	for _, pt := range points {
		m := markOf(pt.f, x(pt.day), y, &taken, float64(p.Right))
		if pt.f.Status != sayso.Asserted {
			p.Unequal++
		}
		categories[pt.f.Category] = true
		p.Marks = append(p.Marks, m)
	}
	p.Shown = len(p.Marks)
	for c := sayso.Killed; c <= sayso.Trapped; c++ {
		if categories[c] {
			p.Legend = append(p.Legend, plotKey{"c-" + c.String(), words.Category(c), plot.Shape(c, 7, 7, markSize)})
		}
	}
	p.YTicks = peopleTicks(most, y)
	p.XTicks = dayTicks(first, last, x)
	return p
}

// markOf places a figure's mark, beside those that stand there already.
func markOf(f *ledger.Figure, x float64, y func(int64) float64, taken *[][2]float64, right float64) plotMark {
	at := f.Low
	if !at.Known {
		at = f.High
	}
	cy := y(at.N)
	cx := beside(x, cy, right, *taken)
	*taken = append(*taken, [2]float64{cx, cy})
	m := plotMark{
		Shape: plot.Shape(f.Category, cx, cy, markSize),
		Class: "c-" + f.Category.String(),
		Link:  "/claims/" + string(f.ID),
		Title: quantity(f) + " " + words.Category(f.Category) + "\n" + words.Chain(f.Document.Meta.Outlet, f.Chain) + "\n" + words.Date(f.Document.Meta.Published),
	}
	if f.Status != sayso.Asserted {
		m.Class += " hollow"
		m.Title += "\n" + words.Status(f.Status)
	}
	switch {
	case f.Low.Known && f.High.Known && f.Low.N != f.High.N:
		m.Bar = fmt.Sprintf("M%.1f %.1fV%.1f", cx, cy, y(f.High.N))
	case f.Low.Known && !f.High.Known:
		m.Bar = fmt.Sprintf("M%.1f %.1fv-11m-3 3l3-3l3 3", cx, cy)
	case !f.Low.Known:
		m.Bar = fmt.Sprintf("M%.1f %.1fv11m-3-3l3 3l3-3", cx, cy)
	}
	return m
}

// beside is x, or the nearest place beside it where a mark does not cover
// another. Where a crowd is too dense, marks cover each other.
func beside(x, y, right float64, taken [][2]float64) float64 {
	const gap = 2*markSize + 0.6
	for n := 0; n < 9; n++ {
		at := x + float64((n+1)/2)*gap
		if n%2 == 1 {
			at = x - float64((n+1)/2)*gap
		}
		free := at > plotLeft+markSize && at < right-markSize
		for _, t := range taken {
			if math.Abs(t[0]-at) < gap-0.5 && math.Abs(t[1]-y) < gap-1.5 {
				free = false
				break
			}
		}
		if free {
			return at
		}
	}
	return x
}

// peopleTicks are the lines at 1, 10, 100; with more between where they are few.
func peopleTicks(most int64, y func(int64) float64) []plotTick {
	steps := []int64{1}
	if most <= 2000 {
		steps = []int64{1, 3}
	}
	var out []plotTick
	for ten := int64(1); ten <= most && ten < math.MaxInt64/10; ten *= 10 {
		for _, s := range steps {
			if n := ten * s; n <= most {
				out = append(out, plotTick{y(n), words.Number(n)})
			}
		}
	}
	return out
}

// dayTicks are at most a dozen days, a whole number of days apart, in the middle
// of the day where there is room.
func dayTicks(first, last time.Time, x func(time.Time) float64) []plotTick {
	days := int(last.Sub(first).Hours() / 24)
	step := 1
	for _, s := range []int{1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652} {
		if step = s; days/s <= 11 {
			break
		}
	}
	layout := "2 Jan"
	if days > 300 {
		layout = "Jan 2006"
	}
	var out []plotTick
	for d := 0; d < days; d += step {
		t := first.AddDate(0, 0, d)
		out = append(out, plotTick{x(t), t.Format(layout)})
	}
	return out
}

// dayOf is the moment of publication, as far as it is known.
func dayOf(published string) (time.Time, bool) {
	for _, l := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly, "2006-01"} {
		if t, err := time.Parse(l, published); err == nil && t.Year() > 1500 && t.Year() < 2500 {
			if l == time.DateOnly {
				t = t.Add(12 * time.Hour)
			}
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}
