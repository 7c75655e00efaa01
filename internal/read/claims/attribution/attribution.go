// Package attribution finds who is said to have said what: source, cue and
// content, the speaker behind the source, and what lies within what.
package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
)

// Find is every attribution of a marked-up document, by the place of its first
// piece.
func Find(d *annotate.Doc) []sayso.Attribution {
	return nil
}
