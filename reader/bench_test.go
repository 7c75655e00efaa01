package reader_test

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
	"sayso/reader"
)

// BenchmarkRead is the whole reader over the invented articles, one at a time:
// words and tokens a second on one core, memory a pass.
func BenchmarkRead(b *testing.B) {
	for _, kind := range []struct {
		name string
		form sayso.Form
		read func(sayso.Input) (*sayso.Document, *sayso.Reading, error)
	}{
		{"text", sayso.FormText, reader.Read},
		{"page", sayso.FormHTML, reader.Read},
		{"text-rules", sayso.FormText, reader.With(reader.Options{RulesOnly: true})},
	} {
		b.Run(kind.name, func(b *testing.B) {
			var inputs []sayso.Input
			words, tokens, size := 0, 0, 0
			for _, in := range articles(b) {
				if in.Form != kind.form {
					continue
				}
				doc, _, err := reader.Read(in)
				if err != nil {
					b.Fatal(err)
				}
				inputs = append(inputs, in)
				words += len(strings.Fields(doc.Text))
				tokens += len(annotate.Tokenize(doc, lexicon.Default()).Tokens)
				size += len(in.Bytes)
			}
			if len(inputs) == 0 {
				b.Skip("no such articles")
			}
			b.ReportAllocs()
			b.SetBytes(int64(size))
			for b.Loop() {
				for _, in := range inputs {
					if _, _, err := kind.read(in); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
			b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}
