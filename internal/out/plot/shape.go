package plot

import (
	"fmt"
	"math"
	"strings"

	"sayso"
)

// Shape is a category's mark as an SVG path: told apart by form, not by colour
// alone.
func Shape(c sayso.Category, x, y, r float64) string {
	switch c {
	case sayso.Killed:
		return circle(x, y, r)
	case sayso.Injured:
		return polygon(x, y, r*1.25, 4, 45)
	case sayso.KilledOrInjured:
		return polygon(x, y, r*1.3, 4, 0)
	case sayso.Missing:
		return polygon(x, y, r*1.3, 3, -90)
	case sayso.Abducted:
		return polygon(x, y, r*1.3, 3, 90)
	case sayso.Detained:
		return polygon(x, y, r*1.2, 6, 0)
	case sayso.Released:
		return polygon(x, y, r*1.2, 5, -90)
	case sayso.Displaced:
		return cross(x, y, r*1.15)
	case sayso.Evacuated:
		return polygon(x, y, r*1.3, 3, 0)
	}
	return polygon(x, y, r*1.3, 3, 180)
}

// lineShape is the mark of the i-th line of a step plot.
func lineShape(i int, x, y, r float64) string {
	switch i % 6 {
	case 0:
		return circle(x, y, r*.9)
	case 1:
		return polygon(x, y, r*1.15, 4, 45)
	case 2:
		return polygon(x, y, r*1.2, 3, -90)
	case 3:
		return polygon(x, y, r*1.2, 4, 0)
	case 4:
		return polygon(x, y, r*1.2, 3, 90)
	}
	return cross(x, y, r*1.1)
}

func circle(x, y, r float64) string {
	return fmt.Sprintf("M%.1f %.1fa%.1f %.1f 0 1 0 %.1f 0a%.1f %.1f 0 1 0 %.1f 0z", x-r, y, r, r, 2*r, r, r, -2*r)
}

func polygon(x, y, r float64, sides int, turn float64) string {
	var b strings.Builder
	for i := range sides {
		a := (turn + 360*float64(i)/float64(sides)) * math.Pi / 180
		fmt.Fprintf(&b, "%s%.1f %.1f", map[bool]string{true: "M", false: "L"}[i == 0], x+r*math.Cos(a), y+r*math.Sin(a))
	}
	return b.String() + "z"
}

func cross(x, y, r float64) string {
	const a = 0.4
	return fmt.Sprintf("M%.1f %.1fh%.1fv%.1fh%.1fv%.1fh%.1fv%.1fh%.1fv%.1fh%.1fv%.1fh%.1fz",
		x-a*r, y-r, 2*a*r, (1-a)*r, (1-a)*r, 2*a*r, -(1-a)*r, (1-a)*r, -2*a*r, -(1-a)*r, -(1-a)*r, -2*a*r, (1-a)*r)
}

// colourOf is the class of a category's colour.
func colourOf(c sayso.Category) string {
	switch c {
	case sayso.Killed, sayso.Released:
		return "k1"
	case sayso.Injured, sayso.Trapped:
		return "k2"
	case sayso.Missing, sayso.KilledOrInjured:
		return "k3"
	case sayso.Displaced, sayso.Evacuated:
		return "k4"
	case sayso.Abducted, sayso.Detained:
		return "k5"
	}
	return "k6"
}
