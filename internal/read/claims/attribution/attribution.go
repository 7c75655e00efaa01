// Package attribution finds who is said to have said what: source, cue and
// content of every attribution in a document, how they nest, and whom each
// source names.
package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// Find finds the document's attributions. It needs tokens, sentences,
// Quotations, Tags, Chunks and Names; where the program has weights and Learn was
// called, what was learned outweighs the rules.
func Find(d *annotate.Doc) []sayso.Attribution {
	f := find(d)
	if f == nil {
		return nil
	}
	return f.result()
}

// Judged is an attribution with what its confidence is made of: a sum where it was
// learned, else its ground.
type Judged struct {
	sayso.Attribution
	Learned bool
	Sum     int32
	Ground  model.Ground
}

// FindJudged finds what Find does, for fitting the confidence.
func FindJudged(d *annotate.Doc) []Judged {
	f := find(d)
	if f == nil {
		return nil
	}
	var out []Judged
	for i, a := range f.result() {
		x := &f.found[i]
		out = append(out, Judged{a, x.rule == ruleLearned, x.sum, f.ground(x, x.parent >= 0)})
	}
	return out
}

func find(d *annotate.Doc) *finder {
	if len(d.Tokens) == 0 {
		return nil
	}
	f := newFinder(d)
	f.rules()
	if m := d.Model; m != nil && m.Linker != nil {
		f.learned(m)
	}
	f.cite()
	for i := range f.found {
		f.tidy(&f.found[i].source)
	}
	f.speakers()
	return f
}

// rules finds what the rules find.
func (f *finder) rules() {
	for i := range f.d.Sentences {
		f.sentence(i)
	}
	f.quotations()
	f.settle()
	f.nest()
	f.cite()
}
