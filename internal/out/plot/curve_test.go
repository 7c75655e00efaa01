package plot

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
)

// TestCurve: what grows by the logarithm is a straight line, all of it lies on the
// canvas, and names from outside are only text.
func TestCurve(t *testing.T) {
	l := Line{Name: "by the <logarithm>", X: []int64{10, 100, 1000, 10000}, Y: []float64{1, 3, 5, 7}}
	svg := string(Curve("Growth", "documents", "ms", []Line{l, {Name: "fitted", X: l.X, Y: l.Y, Fitted: true}}))
	d := xml.NewDecoder(strings.NewReader(svg))
	var xs, ys []float64
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok || e.Name.Local != "circle" {
			continue
		}
		xs, ys = append(xs, attr(t, e, "cx")), append(ys, attr(t, e, "cy"))
	}
	if len(xs) != 4 {
		t.Fatalf("%d points of 4", len(xs))
	}
	slope := (ys[1] - ys[0]) / (xs[1] - xs[0])
	for i := 1; i < 4; i++ {
		if got := (ys[i] - ys[i-1]) / (xs[i] - xs[i-1]); got > slope*.99 || got < slope*1.01 || xs[i] > width || ys[i] < 0 {
			t.Errorf("from point %d to %d the line rises by %.3f, before by %.3f", i-1, i, got, slope)
		}
	}
	if strings.Contains(svg, "<logarithm>") {
		t.Error("a name is more than text")
	}
}

func attr(t *testing.T, e xml.StartElement, name string) (v float64) {
	t.Helper()
	for _, a := range e.Attr {
		if a.Name.Local == name {
			var err error
			if v, err = strconv.ParseFloat(a.Value, 64); err != nil {
				t.Fatal(err)
			}
		}
	}
	return v
}
