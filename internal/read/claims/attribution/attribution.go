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
	f := find(d)
	if f == nil {
		return nil
	}
	return f.result()
}

// Judged is an attribution with what its confidence is made of.
type Judged struct {
	sayso.Attribution
	Plain bool // its cue is a plain verb of saying
	Row   [VerdictRow]int32
}

// FindJudged finds what Find does, for fitting the confidence.
func FindJudged(d *annotate.Doc) []Judged {
	f := find(d)
	if f == nil {
		return nil
	}
	var out []Judged
	for i, a := range f.result() {
		out = append(out, Judged{a, f.plainCue(&f.found[i]), f.row(i)})
	}
	return out
}

func find(d *annotate.Doc) *finder {
	if len(d.Tokens) == 0 {
		return nil
	}
	f := newFinder(d)
	f.rules()
	m := d.Model
	if m != nil && m.Linker != nil {
		f.learned(m)
	}
	f.cite()
	f.unvoiced()
	for i := range f.found {
		f.tidy(&f.found[i].source)
		f.unclock(&f.found[i].content)
	}
	if m != nil && m.Trust != nil {
		f.weigh(&m.Trust.Verdict)
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
