package plot

import (
	"fmt"
	"slices"
	"strings"
)

// Line is a series of a curve.
type Line struct {
	Name   string
	X      []int64
	Y      []float64
	Fitted bool // drawn through the others, not measured
}

const (
	curveTall = 300
	curveLeft = 62
)

// Curve draws what something takes while something else grows. The axis of what
// grows is logarithmic: what grows by its logarithm is a straight line.
func Curve(title, x, y string, lines []Line) []byte {
	c := &canvas{height: 10}
	c.label("heading", aside, c.height+14, width-2*aside, "", title)
	var low, high int64
	most := 0.0
	for _, l := range lines {
		for i, n := range l.X {
			if low == 0 || n < low {
				low = n
			}
			high = max(high, n)
			most = max(most, l.Y[i])
		}
	}
	top := c.height + headingRoom + 22
	bottom := top + curveTall
	across := people(low, high, curveLeft, width-aside-10, true)
	up := people(0, int64(most)+1, bottom, top, false)
	at := func(v float64) float64 { return bottom + v*(up.at(1)-up.at(0)) }
	c.printf(`<text x="%.1f" y="%.1f">%s</text>`+"\n", float64(aside), top-12, text(y))
	for _, t := range up.ticks {
		c.printf("<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", curveLeft, t.at, width-aside-10, curveLeft-8, t.at+4, t.label)
	}
	for _, t := range apart(across.ticks, func(s string) float64 { return long(s) + 12 }) {
		c.printf("<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", t.at, top, bottom, t.at, bottom+18, t.label)
	}
	c.printf("<path class=\"axis\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", curveLeft, bottom, width-aside-10, (curveLeft+width)/2, bottom+36, text(x))
	c.height = bottom + 44
	for k, l := range lines {
		c.curve(&l, k, across.at, at)
	}
	c.height += 8
	var desc []string
	for _, l := range lines {
		if n := len(l.Y); n > 0 {
			desc = append(desc, fmt.Sprintf("%s: from %.1f to %.1f, the largest %.1f.", l.Name, l.Y[0], l.Y[n-1], slices.Max(l.Y)))
		}
	}
	return c.finish("curve", title, strings.Join(desc, " "), Options{})
}

// curve draws a line with its points, and what it is beneath the plot.
func (c *canvas) curve(l *Line, k int, x func(int64) float64, y func(float64) float64) {
	class := fmt.Sprintf("k%d", k%6+1)
	dash := ""
	if l.Fitted {
		dash = " dash1"
	}
	c.height += 18
	c.printf("<g class=\"%s\"><path class=\"line%s\" d=\"M%d %.1fh26\"/><text class=\"who\" x=\"%d\" y=\"%.1f\">%s</text>\n", class, dash, curveLeft, c.height-4, curveLeft+36, c.height, text(l.Name))
	var d strings.Builder
	for i, n := range l.X {
		fmt.Fprintf(&d, "%c%.1f %.1f", "ML"[min(i, 1)], x(n), y(l.Y[i]))
	}
	c.printf("<path class=\"line%s\" d=\"%s\"/>\n", dash, d.String())
	if !l.Fitted {
		for i, n := range l.X {
			c.printf("<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>\n", x(n), y(l.Y[i]), markSize-.8)
		}
	}
	c.printf("</g>\n")
}
