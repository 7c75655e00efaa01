package figure

import "sayso"

func (a *assembler) statuses() {}

func confidence(f *found, out *sayso.Figure) float64 { return 0.8 }

func placeOf(span sayso.Span, text string) *sayso.Place {
	return &sayso.Place{Text: span.In(text), Span: span}
}
