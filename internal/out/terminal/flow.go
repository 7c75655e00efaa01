package terminal

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// flow writes running text wrapped to a width, by the line breaking rules of
// Unicode and with the widths that terminals give to wide and combining
// characters. Space is white space of any kind and length.
type flow struct {
	out     *strings.Builder
	color   bool
	width   int
	indent  string // before every line
	col     int    // columns written in the line
	empty   bool   // nothing but the indent is in the line
	pen     layer  // what the terminal writes in now
	space   bool   // white space waits before the next word
	spaceIn layer
	word    []atom // cannot be broken; not yet written
	wordLen int
	broken  bool // a break is allowed behind the word
}

// atom is a stretch of a word in one layer.
type atom struct {
	text  string
	layer layer
}

func newFlow(out *strings.Builder, s Style, width int, indent string) *flow {
	return &flow{out: out, color: s.Color, width: max(width-uniseg.StringWidth(indent), 8), indent: indent, empty: true}
}

// text adds text in a layer.
func (f *flow) text(s string, in layer) {
	state := -1
	var cluster string
	for s != "" {
		var boundaries int
		cluster, s, boundaries, state = uniseg.StepString(s, state)
		f.cluster(cluster, boundaries>>uniseg.ShiftWidth, in)
		f.broken = f.broken || s != "" && boundaries&uniseg.MaskLine != uniseg.LineDontBreak
	}
}

// cluster adds one character as people see it.
func (f *flow) cluster(c string, width int, in layer) {
	if strings.TrimSpace(c) == "" {
		f.flush()
		f.space, f.spaceIn = true, in
		return
	}
	if f.broken || f.wordLen+width > f.width {
		f.flush()
	}
	f.add(clean(c), width, in)
}

// tie adds a mark that stays with the word before it.
func (f *flow) tie(s string, in layer) {
	if len(f.word) == 0 { // a mark after white space stands alone
		f.flush()
	}
	f.add(s, uniseg.StringWidth(s), in)
}

// open adds a mark that stays with the word after it.
func (f *flow) open(s string, in layer) {
	if f.broken {
		f.flush()
	}
	f.add(s, uniseg.StringWidth(s), in)
}

func (f *flow) add(s string, width int, in layer) {
	if n := len(f.word); n > 0 && f.word[n-1].layer == in {
		f.word[n-1].text += s
	} else {
		f.word = append(f.word, atom{s, in})
	}
	f.wordLen += width
}

// flush writes the word, on a new line where this one has no room for it.
func (f *flow) flush() {
	f.broken = false
	if len(f.word) == 0 {
		return
	}
	gap := 0
	if f.space && !f.empty {
		gap = 1
	}
	if f.col+gap+f.wordLen > f.width && !f.empty {
		f.newline()
		gap = 0
	}
	if f.empty {
		f.out.WriteString(f.indent)
		f.empty = false
	}
	if gap == 1 {
		in := plain // a mark does not colour the space beside it
		if f.spaceIn == f.pen && f.word[0].layer == f.pen {
			in = f.pen
		}
		f.write(" ", in)
	}
	for _, a := range f.word {
		f.write(a.text, a.layer)
	}
	f.col += gap + f.wordLen
	f.word, f.wordLen, f.space = f.word[:0], 0, false
}

func (f *flow) write(s string, in layer) {
	if f.color && in != f.pen {
		f.out.WriteString("\x1b[0")
		if sgr := looks[in].sgr; sgr != "" {
			f.out.WriteString(";" + sgr)
		}
		f.out.WriteString("m")
		f.pen = in
	}
	f.out.WriteString(s)
}

// newline ends the line; colours do not run over its end, so that a pager shows
// every line right.
func (f *flow) newline() {
	f.write("", plain)
	f.out.WriteByte('\n')
	f.col, f.empty = 0, true
}

// end writes what waits and ends the line, if one was begun.
func (f *flow) end() {
	f.flush()
	f.space = false
	if !f.empty {
		f.newline()
	}
}

// clean replaces what would steer a terminal: control characters and marks that
// override the direction of the text around them.
func clean(s string) string {
	for _, r := range s {
		if unsafe(r) {
			return strings.Map(func(r rune) rune {
				if unsafe(r) {
					return unicode.ReplacementChar
				}
				return r
			}, s)
		}
	}
	return s
}

func unsafe(r rune) bool {
	return unicode.Is(unicode.Cc, r) || r == '\u202d' || r == '\u202e'
}
