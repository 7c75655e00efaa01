package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/read/lexicon"
)

// line is one line of a plain-text file without the space at its edges.
type line struct {
	sayso.Span
	gap    bool // a blank line, or the file's beginning, stands before it
	indent int
	width  int // in code points
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// trim is the span without the white space at its edges.
func trim(text string, s sayso.Span) sayso.Span {
	// Nearly always there is nothing to trim.
	part := s.In(text)
	if part == "" || part[0] > ' ' && part[0] < utf8.RuneSelf && part[len(part)-1] > ' ' && part[len(part)-1] < utf8.RuneSelf {
		return s
	}
	left := strings.TrimLeftFunc(part, isSpace)
	s.Start += len(part) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, isSpace))
	return s
}

// lines cuts the text at its line breaks, whichever system wrote them.
func lines(text string) []line {
	out := make([]line, 0, strings.Count(text, "\n")+1)
	cr := strings.IndexByte(text, '\r') >= 0
	gap := true
	for at := 0; at < len(text); {
		end := lineEnd(text, at, cr)
		l := line{Span: trim(text, sayso.Span{Start: at, End: end}), gap: gap}
		if gap = l.Empty(); !gap {
			l.indent = l.Start - at
			l.width = utf8.RuneCountInString(l.In(text))
			out = append(out, l)
		}
		if at = end + 1; end+1 < len(text) && text[end:end+2] == "\r\n" {
			at++
		}
	}
	return out
}

func lineEnd(text string, at int, cr bool) int {
	end := strings.IndexByte(text[at:], '\n')
	if end < 0 {
		end = len(text) - at
	}
	if cr {
		if k := strings.IndexByte(text[at:at+end], '\r'); k >= 0 {
			end = k
		}
	}
	return at + end
}

// wrapWidth is the column at which the file's paragraphs were broken into lines,
// or 0 for a file with a paragraph a line. In a wrapped file the next line's
// first word had no room: of the breaks in mid-sentence hardly one has.
func wrapWidth(text string, ls []line) int {
	const widest = 110
	width := 0
	for _, l := range ls {
		width = max(width, l.width)
	}
	if width > widest || width < 30 {
		return 0
	}
	broken, full := 0, 0
	for i := 1; i < len(ls); i++ {
		if ls[i].gap || ended(ls[i-1].In(text)) {
			continue
		}
		broken++
		if noRoom(text, ls[i-1], ls[i], width) {
			full++
		}
	}
	if broken < 2 || full*10 < broken*7 {
		return 0
	}
	return width
}

func noRoom(text string, a, b line, width int) bool {
	first := b.In(text)
	if i := strings.IndexFunc(first, isSpace); i > 0 {
		first = first[:i]
	}
	return a.width+1+utf8.RuneCountInString(first) > width
}

// paragraphs puts the lines together that are one paragraph.
func paragraphs(text string, ls []line, lex *lexicon.Lexicon) []unit {
	width := wrapWidth(text, ls)
	var out []unit
	for i, l := range ls {
		if i > 0 && !l.gap && sameParagraph(text, ls[i-1], l, width, i == 1, lex) {
			u := &out[len(out)-1]
			u.span.End = l.End
			continue
		}
		out = append(out, unit{span: l.Span, gap: l.gap})
	}
	return out
}

func sameParagraph(text string, a, b line, width int, headline bool, lex *lexicon.Lexicon) bool {
	next := b.In(text)
	if bullet(next) > 0 {
		return false
	}
	if width > 0 && noRoom(text, a, b, width) {
		return true
	}
	last := a.In(text)
	if ended(last) || a.width < 25 {
		return false
	}
	if beginsLower(next) {
		return true
	}
	// A wrapped page's source, indented: "... in Sunday's\n            Marrow attacks".
	return !headline && (b.indent >= 4 && a.width >= 60 || dangles(last, lex))
}

// ended reports whether a paragraph's last character can close it.
func ended(s string) bool {
	if s != "" {
		switch c := s[len(s)-1]; { // nearly every paragraph
		case c == '.' || c == '!' || c == '?' || c == ':' || c == ';':
			return true
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == ',':
			return false
		}
	}
	s = strings.TrimRightFunc(s, func(r rune) bool { return isSpace(r) || strings.ContainsRune(`"”’'»)]*_`, r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:;", r)
}

// beginsLower reports whether the text begins with a word in lower case, which
// a paragraph's first word hardly is. "al-Velk" and "iVote" are names.
func beginsLower(s string) bool {
	s = strings.TrimLeft(s, "\"“‘'([")
	word := s
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '\'' }); i >= 0 {
		if word = s[:i]; s[i] == '-' || s[i] == '.' || s[i] == '@' || s[i] == ':' || s[i] == '/' {
			return false
		}
	}
	if word == "" {
		return false
	}
	for _, r := range word {
		if unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// dangles reports whether the text ends with a word that ends no paragraph.
func dangles(s string, lex *lexicon.Lexicon) bool {
	i := strings.LastIndexFunc(s, isSpace)
	return lex.Blocks.Dangling.Has(lex.Word(s[i+1:]))
}

// bullet is the length of a list item's mark with the space after it, or 0.
func bullet(s string) int {
	for _, mark := range []string{"• ", "· ", "▪ ", "■ ", "◦ ", "‣ ", "* ", "- ", "– ", "— ", "•", "▪", "‣"} {
		if strings.HasPrefix(s, mark) {
			return len(mark)
		}
	}
	n := 0
	for n < len(s) && n < 2 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 0 && n+1 < len(s) && (s[n] == '.' || s[n] == ')') && s[n+1] == ' ' {
		return n + 2
	}
	return 0
}
