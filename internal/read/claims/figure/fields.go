package figure

import "sayso"

func (a *assembler) statuses() {}

func confidence(f *found, out *sayso.Figure) float64 { return 0.8 }
