// Package terminal shows readings and tables to a person at a terminal: the text
// with its sources, cues, contents and figures marked, then the figures as a
// table. Text from outside is shown without its control characters, so that a
// page cannot steer the reader's terminal.
package terminal

import (
	"os"
	"strconv"

	"golang.org/x/term"
)

// Style is how to write to one terminal, file or pipe. The zero Style is plain
// text, 80 columns wide.
type Style struct {
	Width int  // columns; 0 = 80
	Color bool // with colours; else marks are written as characters
}

const (
	defaultWidth = 80
	narrowest    = 20  // below it lines are cut no shorter
	textWidth    = 100 // running text is no easier to read when wider
)

// For is the style for a file. color is always, never or auto: colours where the
// file is a terminal that has them and NO_COLOR is not set.
func For(f *os.File, color string) Style {
	fd := int(f.Fd())
	tty := term.IsTerminal(fd)
	s := Style{Width: defaultWidth, Color: tty && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
	switch color {
	case "always":
		s.Color = true
	case "never":
		s.Color = false
	}
	if w, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && w > 0 {
		s.Width = w
	} else if tty {
		if w, _, err := term.GetSize(fd); err == nil && w > 0 {
			s.Width = w
		}
	}
	return s
}

func (s Style) width() int {
	switch {
	case s.Width == 0:
		return defaultWidth
	case s.Width < narrowest:
		return narrowest
	}
	return s.Width
}

// layer is what a stretch of text is shown as. Where several lie over each
// other the highest shows.
type layer uint8

const (
	plain layer = iota
	dim
	bold
	chain // who says so, in a table
	content
	nested // content within content
	source
	cue
	effect // a figure's term
	number
	layers
)

// look is how a layer is written: in colours that hold on dark and on light
// ground, or between two characters.
type look struct{ sgr, open, close string }

var looks = [layers]look{
	dim:     {sgr: "2"},
	bold:    {sgr: "1"},
	chain:   {sgr: "34"},
	content: {"32", "{", "}"},
	nested:  {"36", "{", "}"},
	source:  {"1;34", "<", ">"},
	cue:     {"35", "_", "_"},
	effect:  {sgr: "1;4"},
	number:  {"1;30;43", "[", "]"},
}
