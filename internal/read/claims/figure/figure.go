// Package figure reads how many people are said to be affected: of whom, where,
// when, over what span, and on whose word.
package figure

import (
	"sayso"
	"sayso/internal/read/annotate"
)

// Find is every figure of a marked-up document, by the place of its number.
// said is what package attribution found in it.
func Find(d *annotate.Doc, said []sayso.Attribution) []sayso.Figure {
	return nil
}
