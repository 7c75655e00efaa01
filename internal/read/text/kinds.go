package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/read/lexicon"
)

// typing gives the units their kinds and reads title, authors and date from the
// first ones where they are clear.
type typing struct {
	text  string
	lex   *lexicon.Lexicon
	units []unit
	meta  *sayso.Meta
	words words
	html  bool // the page's own marks have spoken: no guessing at titles
}

func (t *typing) run() {
	for i := range t.units {
		u := &t.units[i]
		t.words.look(t.text, u)
		t.alone(u)
		if !u.set && u.hint != sayso.Paragraph {
			u.be(u.hint)
		}
	}
	t.lists()
	first := t.header()
	t.subheads(first)
	t.quotations(first)
	t.sandwiched()
	t.closingDate()
}

func (u *unit) be(k sayso.BlockKind) { u.kind, u.set = k, true }

func (u *unit) in(text string) string { return u.span.In(text) }

// alone types the units that show what they are by themselves.
func (t *typing) alone(u *unit) {
	if u.set || !u.short {
		return
	}
	s := &u.signs
	part := u.in(t.text)
	fragment := !ended(part) || strings.HasSuffix(part, ":")
	switch {
	case s.words == 0 && !strings.ContainsFunc(part, unicode.IsLetter):
		u.be(sayso.Boilerplate) // "***", "* * *"
	case s.credit && s.words <= 60 && !s.quoted:
		u.be(sayso.Byline)
	case t.appeals(u):
		u.be(sayso.Boilerplate)
	case s.opening && s.words <= 25 && (fragment || s.link):
		u.be(sayso.Boilerplate)
	case s.whole && fragment, onlyLink(part):
		u.be(sayso.Boilerplate)
	case s.caption && s.words <= 70 && s.words > 1:
		u.be(sayso.Caption)
	}
}

// appeals reports whether the unit asks its reader for something. Words in
// quotation marks are somebody's ("“Please donate blood,” the mayor said").
func (t *typing) appeals(u *unit) bool {
	s := &u.signs
	if s.quoted && s.saying || s.words > 70 {
		return false
	}
	return s.appeal || s.hints > 1 && s.address
}

func onlyLink(part string) bool {
	return hasLink(part) && !strings.ContainsFunc(part, isSpace)
}

// lists types lines with a list mark; a lone dash may be anything.
func (t *typing) lists() {
	marked := func(i int) bool { return i >= 0 && i < len(t.units) && bullet(t.units[i].in(t.text)) > 0 }
	for i := range t.units {
		u := &t.units[i]
		if u.set || !marked(i) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(u.in(t.text))
		if marked(i-1) || marked(i+1) || strings.ContainsRune("•·▪■◦‣*", first) {
			u.be(sayso.List)
		}
	}
}

// subheads types the short lines between paragraphs that head what follows.
func (t *typing) subheads(first int) {
	for i := first + 1; i+1 < len(t.units); i++ {
		u, next := &t.units[i], &t.units[i+1]
		if u.set || !u.short || u.signs.words == 0 || u.signs.words > 10 || next.set && next.kind != sayso.List && next.kind != sayso.Caption {
			continue
		}
		part := u.in(t.text)
		if ended(part) && !strings.HasSuffix(part, "?") || strings.HasSuffix(part, ",") || beginsLower(part) || dangles(part, t.lex) {
			continue
		}
		prev := t.units[i-1].in(t.text)
		if (next.set || next.span.Len() > 2*u.span.Len() && !beginsLower(next.in(t.text))) && (ended(prev) && !strings.HasSuffix(prev, ":") || t.units[i-1].set) {
			u.be(sayso.Headline)
		}
	}
}

// quotations types the paragraph that a saying verb and a colon set off, where
// it has no quotation marks of its own: the layout is the mark.
func (t *typing) quotations(first int) {
	for i := max(first, 0) + 1; i < len(t.units); i++ {
		u, prev := &t.units[i], &t.units[i-1]
		if u.set || prev.set && prev.kind != sayso.Paragraph || !strings.HasSuffix(prev.in(t.text), ":") {
			continue
		}
		part := u.in(t.text)
		if strings.HasPrefix(part, "\"") || strings.HasPrefix(part, "“") || strings.HasPrefix(part, "‘") || strings.HasPrefix(part, "'") || strings.HasPrefix(part, "«") {
			continue
		}
		if t.introduces(prev.in(t.text)) && strings.Count(part, " ") >= 5 {
			u.be(sayso.Quotation)
		}
	}
}

// introduces reports whether one of the last words before a colon is a saying
// verb: "Marrow's mayor, Oro Velk, said on Monday:".
func (t *typing) introduces(s string) bool {
	const reach = 12 // words
	from := len(s)
	for n := 0; n < reach && from > 0; n++ {
		from = strings.LastIndexFunc(strings.TrimRightFunc(s[:from], isSpace), isSpace) + 1
	}
	t.words.read(s, sayso.Span{Start: from, End: len(s)})
	for i := len(t.words.word) - 1; i >= 0; i-- {
		end := t.words.span[i].End
		if end < len(s) && strings.ContainsAny(s[end:min(end+2, len(s))], ".!?") && i < len(t.words.word)-1 {
			return false // an earlier sentence's
		}
		if t.lex.Blocks.Saying.Has(t.words.word[i]) {
			return true
		}
	}
	return false
}

// sandwiched types what stands between appeals after the last paragraph, and
// the short line that hints at one beside one.
func (t *typing) sandwiched() {
	boiler := func(i int) bool { return i >= 0 && i < len(t.units) && t.units[i].kind == sayso.Boilerplate }
	for i := range t.units {
		u := &t.units[i]
		if u.set && u.kind != sayso.Headline || !u.short || u.signs.quoted || u.signs.saying {
			continue
		}
		beside := boiler(i-1) || boiler(i+1)
		between := boiler(i-1) && boiler(i+1)
		if between && t.tail(i) && u.signs.words <= 70 && (u.signs.address || !ended(u.in(t.text))) || beside && u.signs.hints > 0 && u.signs.address ||
			beside && u.signs.link && u.signs.words <= 12 {
			u.be(sayso.Boilerplate)
		}
	}
}

// tail reports whether no running text follows unit i.
func (t *typing) tail(i int) bool {
	for _, u := range t.units[i+1:] {
		if !u.short || u.kind == sayso.Paragraph && !u.set && u.signs.words > 25 {
			return false
		}
	}
	return true
}
