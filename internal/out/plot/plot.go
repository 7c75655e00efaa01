// Package plot draws who gives which numbers as SVG: a range plot of an event, a
// step plot of a running toll. Every origin is drawn alike and in the order in
// which it was first published; no mark is the middle, the mean or the best.
//
// The command line and the workbench draw with it. The same groups make the same
// bytes.
package plot

import (
	"sayso"
	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

// Options say where a plot is to stand.
type Options struct {
	// Page is a plot inside a page, which brings the style sheet (Sheet); else it
	// is a file of its own, with its colours in it.
	Page bool
	// Link is where a figure's mark leads to; nil = nowhere.
	Link func(f *tally.Figure) string
	// Log asks for a logarithmic axis of people. It makes large differences look
	// small, so it is never chosen unasked.
	Log bool
}

// The measures that both plots share, in pixels.
const (
	width       = 900
	labelSize   = 12
	letter      = 6.5 // a letter's width at that size, rather too wide
	markSize    = 4.2
	aside       = 14
	headingRoom = 30
)

// held reports whether a figure's origin holds it to be true.
func held(f *tally.Figure) bool {
	s := f.Figure.Status
	return s == sayso.Asserted || s == sayso.Disputed
}

// tell is what a mark says when it is pointed at.
func tell(f *tally.Figure, more string) string {
	s := words.Said(f) + " " + words.Category(f.Figure.Category)
	if st := words.Status(f.Figure.Status); st != "" {
		s += " (" + st + ")"
	}
	s += "\n" + words.Chain(f.Document.Meta.Outlet, f.Figure.Chain)
	if d := words.Date(f.Document.Meta.Published); d != "" {
		s += "\n" + d
	}
	if more != "" {
		s += "\n" + more
	}
	return s
}

// ends are the lowest and the highest known number of a figure; no one where
// both are open.
func ends(f *tally.Figure) (low, high int64, ok bool) {
	l, h := f.Figure.Low, f.Figure.High
	switch {
	case !l.Known && !h.Known:
		return 0, 0, false
	case !l.Known:
		return h.N, h.N, true
	case !h.Known:
		return l.N, l.N, true
	}
	return l.N, h.N, true
}
