package plot

import (
	"math"
	"time"

	"sayso/internal/out/words"
)

// tick is a line of the grid with its label.
type tick struct {
	at    float64
	label string
}

// axis places numbers of people along a line.
type axis struct {
	ticks []tick
	at    func(n int64) float64
	log   bool
	first float64 // where it begins
}

// people is an axis from one point of the canvas to another for numbers from low
// to high. It begins at 0 where the numbers differ by more than half, or not at
// all, so that a length says how many; numbers closer to each other are shown
// larger.
func people(low, high int64, from, to float64, log bool) axis {
	if log {
		return logAxis(float64(low), float64(high), from, to)
	}
	l, h := float64(low), float64(high)
	if l < h/2 || l == h || h < 5 {
		l = 0
	}
	// Beyond a trillion neighbours fall together: the step keeps up with the size.
	step := niceStep(max((h-l)/5, h/1e12))
	first := max(0, math.Floor(l/step)*step)
	if l > 0 && first == l && first >= step {
		first -= step
	}
	last := math.Ceil(h/step) * step
	if last <= h {
		last += step
	}
	a := axis{first: first, at: func(n int64) float64 { return from + (float64(n)-first)/(last-first)*(to-from) }}
	for i := range 12 {
		t := first + float64(i)*step
		if t > last || t > math.MaxInt64-1e6 {
			break
		}
		a.ticks = append(a.ticks, tick{a.at(int64(t)), words.Number(int64(t))})
	}
	return a
}

func logAxis(low, high, from, to float64) axis {
	a, z := math.Log10(max(low, 1))-.1, math.Log10(max(high, 1))+.1
	if z-a < .5 {
		a, z = a-.15, z+.15
	}
	out := axis{log: true, first: math.Pow(10, a), at: func(n int64) float64 {
		return from + (math.Log10(max(float64(n), 1))-a)/(z-a)*(to-from)
	}}
	steps := []int64{1, 2, 5}
	switch {
	case z-a > 3:
		steps = []int64{1}
	case z-a < 1:
		steps = []int64{1, 2, 3, 4, 5, 6, 7, 8, 9}
	}
	for ten := int64(1); float64(ten) <= high*1.5 && ten < math.MaxInt64/100; ten *= 10 {
		for _, s := range steps {
			if e := math.Log10(float64(ten * s)); e >= a && e <= z {
				out.ticks = append(out.ticks, tick{out.at(ten * s), words.Number(ten * s)})
			}
		}
	}
	return out
}

// apart leaves out the ticks whose labels would run into the one before.
func apart(ticks []tick, room func(label string) float64) []tick {
	var out []tick
	for _, t := range ticks {
		if n := len(out); n > 0 && math.Abs(t.at-out[n-1].at) < room(t.label)/2+room(out[n-1].label)/2 {
			continue
		}
		out = append(out, t)
	}
	return out
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

// days is an axis of days: a function that places a day, and ticks that begin
// where a person would begin to count: at months and years, else at the first
// day.
func days(first, last time.Time, from, to float64) (func(time.Time) float64, []tick) {
	if !last.After(first) {
		first, last = first.AddDate(0, 0, -1), last.AddDate(0, 0, 1)
	}
	at := func(t time.Time) float64 { // not by Sub, which ends at 292 years
		return from + float64(t.Unix()-first.Unix())/float64(last.Unix()-first.Unix())*(to-from)
	}
	for _, c := range calendars {
		var out []tick
		t := c.begin(first)
		for n := 0; !t.After(last) && n < 400; n++ {
			if !t.Before(first) {
				out = append(out, tick{at(t), t.Format(c.layout)})
			}
			t = t.AddDate(c.years, c.months, c.days)
		}
		if room := long(c.layout) + 18; len(out) < 2 || out[1].at-out[0].at >= room {
			return at, out
		}
	}
	return at, []tick{{from, first.Format("2006")}, {to, last.Format("2006")}}
}

type calendar struct {
	years, months, days int
	layout              string
}

var calendars = []calendar{
	{days: 1, layout: "2 Jan 2006"}, {days: 2, layout: "2 Jan 2006"}, {days: 7, layout: "2 Jan 2006"}, {days: 14, layout: "2 Jan 2006"},
	{months: 1, layout: "Jan 2006"}, {months: 2, layout: "Jan 2006"}, {months: 3, layout: "Jan 2006"}, {months: 6, layout: "Jan 2006"},
	{years: 1, layout: "2006"}, {years: 2, layout: "2006"}, {years: 5, layout: "2006"}, {years: 10, layout: "2006"}, {years: 50, layout: "2006"},
}

func (c *calendar) begin(first time.Time) time.Time {
	switch {
	case c.years > 0:
		return time.Date(first.Year()-first.Year()%c.years, 1, 1, 0, 0, 0, 0, time.UTC)
	case c.months > 0:
		return time.Date(first.Year(), 1+time.Month((int(first.Month())-1)/c.months*c.months), 1, 0, 0, 0, 0, time.UTC)
	}
	return first
}
