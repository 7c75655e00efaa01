package attribution_test

import (
	"testing"

	"sayso/internal/lab/golden"
	"sayso/internal/read/annotate"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/text"
)

// TestGolden holds every phenomenon's cases: what the rules mean.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata", func(t *testing.T, c golden.Case) golden.Result {
		doc, err := text.Read(c.Input())
		if err != nil {
			t.Fatal(err)
		}
		d := annotate.Tokenize(doc, lexicon.Default())
		annotate.Places(d, nil)
		annotate.Dates(d)
		annotate.Numbers(d)
		annotate.Quotations(d)
		annotate.Tag(d)
		annotate.Chunked(d)
		annotate.Names(d)
		return golden.Attributions(attribution.Find(d))
	})
}
