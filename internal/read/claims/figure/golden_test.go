package figure_test

import (
	"testing"

	"sayso/internal/lab/golden"
	"sayso/internal/read"
	"sayso/internal/read/text"
)

// TestGolden holds every phenomenon's cases: what the rules mean. Only the
// figures are shown; who said what is package attribution's.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata", func(t *testing.T, c golden.Case) golden.Result {
		doc, err := text.Read(c.Input())
		if err != nil {
			t.Fatal(err)
		}
		r := read.Document(doc)
		for i := range r.Figures {
			r.Figures[i].Attribution = 0
		}
		return golden.Figures(r.Figures, nil)
	})
}
