// Package attribution finds who is said to have said what: source, cue and
// content of every attribution in a document, how they nest, and whom each
// source names.
package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
)

// Find finds the document's attributions. It needs tokens, sentences,
// Quotations, Tags, Chunks and Names.
func Find(d *annotate.Doc) []sayso.Attribution {
	if len(d.Tokens) == 0 {
		return nil
	}
	f := newFinder(d)
	for i := range d.Sentences {
		f.sentence(i)
	}
	f.quotations()
	f.settle()
	f.nest()
	f.speakers()
	return f.result()
}
