package plot

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// canvas writes an SVG. Its height is known once all is drawn.
type canvas struct {
	b           strings.Builder
	height      float64
	left, right float64 // the room for what stands beside the plots, one for all of them
	raised      bool    // an axis does not begin at 0
}

func (c *canvas) printf(format string, args ...any) { fmt.Fprintf(&c.b, format, args...) }

// text is what came from outside as text of an SVG: escaped, and without the
// characters that XML forbids or that turn the direction of what follows.
func text(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0, r == 0xfffe, r == 0xffff:
			return -1
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return html.EscapeString(s)
}

// long is the width of a text, rather too wide than too narrow.
func long(s string) float64 { return float64(uniseg.StringWidth(s)) * letter }

// fit cuts a text to a width; cut tells whether it did.
func fit(s string, room float64) (short string, cut bool) {
	s = strings.Join(strings.Fields(s), " ")
	if long(s) <= room {
		return s, false
	}
	var b strings.Builder
	used := long("…")
	g := uniseg.NewGraphemes(s)
	for g.Next() {
		if used += long(g.Str()); used > room {
			break
		}
		b.WriteString(g.Str())
	}
	return strings.TrimSpace(b.String()) + "…", true
}

// wrap breaks a text into lines of a width.
func wrap(s string, room float64) []string {
	var lines []string
	line := ""
	for _, w := range strings.Fields(s) {
		w, _ = fit(w, room)
		switch {
		case line == "":
			line = w
		case long(line+" "+w) <= room:
			line += " " + w
		default:
			lines = append(lines, line)
			line = w
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// label writes a text that is cut to its room, with all of it to be had by
// pointing.
func (c *canvas) label(class string, x, y, room float64, anchor, s string) {
	short, cut := fit(s, room)
	if anchor != "" {
		anchor = ` text-anchor="` + anchor + `"`
	}
	c.printf(`<text class="%s" x="%.1f" y="%.1f"%s>`, class, x, y, anchor)
	if cut {
		c.printf(`<title>%s</title>`, text(s))
	}
	c.printf("%s</text>\n", text(short))
}

// finish puts the frame around what was drawn. id keeps the names of one plot
// apart from those of others on a page.
func (c *canvas) finish(id, title, desc string, o Options) []byte {
	var b strings.Builder
	h := int(c.height + .5)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="sayso" viewBox="0 0 %d %d"`, width, h)
	if !o.Page {
		fmt.Fprintf(&b, ` width="%d" height="%d"`, width, h)
	}
	fmt.Fprintf(&b, ` role="img" aria-labelledby="%s-t %s-d">`+"\n", id, id)
	fmt.Fprintf(&b, "<title id=\"%s-t\">%s</title>\n<desc id=\"%s-d\">%s</desc>\n", id, text(title), id, text(desc))
	if !o.Page {
		fmt.Fprintf(&b, "<style>\n%s</style>\n<rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n", fileSheet(), width, h)
	}
	b.WriteString(c.b.String())
	b.WriteString("</svg>\n")
	if !utf8.ValidString(b.String()) {
		return []byte(strings.ToValidUTF8(b.String(), "\uFFFD"))
	}
	return []byte(b.String())
}
