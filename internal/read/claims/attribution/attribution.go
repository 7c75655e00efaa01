// Package attribution finds who is said to have said what: source, cue and
// content of every attribution in a document, how they nest, and whom each
// source names.
package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
)

// Find finds the document's attributions. It needs tokens, sentences,
// Quotations, Tags, Chunks and Names; where the program has weights and Learn was
// called, what was learned outweighs the rules.
func Find(d *annotate.Doc) []sayso.Attribution {
	if len(d.Tokens) == 0 {
		return nil
	}
	f := newFinder(d)
	f.rules()
	if m := d.Model; m != nil && m.Linker != nil {
		f.learned(m)
	}
	f.speakers()
	return f.result()
}

// rules finds what the rules find.
func (f *finder) rules() {
	for i := range f.d.Sentences {
		f.sentence(i)
	}
	f.quotations()
	f.settle()
	f.nest()
}
