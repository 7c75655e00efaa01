package golden

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sayso"
)

// Parse strips the marks from a text. Marks come in the order in which their
// labels first open, their pieces in text order.
func Parse(marked string) (text string, marks []Mark, err error) {
	var out strings.Builder
	type open struct {
		mark, start int
		at          int // in marked, for messages
	}
	var stack []open
	byLabel := map[string]int{}
	for i := 0; i < len(marked); i++ {
		switch c := marked[i]; c {
		case '\\':
			if i++; i == len(marked) || !strings.ContainsRune(`{}\`, rune(marked[i])) {
				return "", nil, fmt.Errorf(`line %d: \ stands before {, } or \ only; write \\ for the character`, lineOf(marked, i-1))
			}
			out.WriteByte(marked[i])
		case '{':
			label, _, found := strings.Cut(marked[i+1:], " ")
			if !found || !isLabel(label) {
				return "", nil, fmt.Errorf(`line %d: want {label words}, have %q; write \{ for the character`, lineOf(marked, i), clip(marked[i:]))
			}
			m, seen := byLabel[label]
			if !seen {
				m = len(marks)
				byLabel[label] = m
				marks = append(marks, Mark{Label: label})
			}
			stack = append(stack, open{m, out.Len(), i})
			i += len(label) + 1
		case '}':
			if len(stack) == 0 {
				return "", nil, fmt.Errorf(`line %d: } closes no mark; write \} for the character`, lineOf(marked, i))
			}
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			piece := sayso.Span{Start: o.start, End: out.Len()}
			if piece.Empty() {
				return "", nil, fmt.Errorf("line %d: mark %s holds no words", lineOf(marked, i), marks[o.mark].Label)
			}
			marks[o.mark].Pieces = append(marks[o.mark].Pieces, piece)
		default:
			out.WriteByte(c)
		}
	}
	if len(stack) > 0 {
		o := stack[len(stack)-1]
		return "", nil, fmt.Errorf("line %d: mark %s is not closed", lineOf(marked, o.at), marks[o.mark].Label)
	}
	for _, m := range marks {
		slices.SortFunc(m.Pieces, outerFirst)
	}
	return out.String(), marks, nil
}

// Render puts marks into a text, so that Parse gives both back. It refuses
// pieces that cross each other, are empty, or do not lie on the text's rune
// borders.
func Render(text string, marks []Mark) (string, error) {
	type piece struct {
		sayso.Span
		label string
	}
	var pieces []piece
	for _, m := range marks {
		if !isLabel(m.Label) {
			return "", fmt.Errorf("golden: %q is no label", m.Label)
		}
		for _, s := range m.Pieces {
			if s.Start < 0 || s.End > len(text) || s.Empty() || !onBorder(text, s.Start) || !onBorder(text, s.End) {
				return "", fmt.Errorf("golden: %s: [%d,%d) is no span of the text's %d bytes", m.Label, s.Start, s.End, len(text))
			}
			pieces = append(pieces, piece{s, m.Label})
		}
	}
	slices.SortFunc(pieces, func(a, b piece) int {
		if c := outerFirst(a.Span, b.Span); c != 0 {
			return c
		}
		return strings.Compare(a.label, b.label)
	})

	var out strings.Builder
	var open []piece
	next := 0
	for i := 0; i <= len(text); i++ {
		for len(open) > 0 && open[len(open)-1].End == i {
			out.WriteByte('}')
			open = open[:len(open)-1]
		}
		for ; next < len(pieces) && pieces[next].Start == i; next++ {
			p := pieces[next]
			if len(open) > 0 && open[len(open)-1].End < p.End {
				o := open[len(open)-1]
				return "", fmt.Errorf("golden: %s [%d,%d) %q and %s [%d,%d) %q cross each other",
					o.label, o.Start, o.End, o.In(text), p.label, p.Start, p.End, p.In(text))
			}
			out.WriteString("{" + p.label + " ")
			open = append(open, p)
		}
		if i < len(text) {
			if c := text[i]; c == '{' || c == '}' || c == '\\' {
				out.WriteByte('\\')
			}
			out.WriteByte(text[i])
		}
	}
	return out.String(), nil
}

// outerFirst orders spans by start, the longer first.
func outerFirst(a, b sayso.Span) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return b.End - a.End
}

func onBorder(text string, at int) bool {
	return at == len(text) || utf8.RuneStart(text[at])
}

func isLabel(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '.' && c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return s != ""
}

func lineOf(s string, at int) int { return 1 + strings.Count(s[:at], "\n") }

// clip is the beginning of s, for a message.
func clip(s string) string {
	const most = 30
	if len(s) > most {
		s = s[:most] + "…"
	}
	return s
}
