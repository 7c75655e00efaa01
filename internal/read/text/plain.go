package text

import (
	"slices"
	"strings"
	"unicode"

	"sayso"
	"sayso/internal/read/lexicon"
)

// plain takes the file as it stands, so that offsets hold in the file.
func plain(in sayso.Input, lex *lexicon.Lexicon) (*sayso.Document, error) {
	text, err := decodePlain(in.Bytes)
	if err != nil {
		return nil, err
	}
	doc := &sayso.Document{ID: in.ID, Meta: in.Meta, Text: text}
	doc.Meta.Published = Date(in.Meta.Published)
	units := paragraphs(text, lines(text), lex)
	doc.Blocks = blocks(doc, units, lex, false)
	if s := sample(doc); doc.Meta.Language == "" && strange(s, lex) {
		doc.Meta.Language = guessLanguage(s)
	}
	return doc, nil
}

// blocks types the units of a document's text and repairs what was broken.
func blocks(doc *sayso.Document, units []unit, lex *lexicon.Lexicon, html bool) []sayso.Block {
	t := &typing{text: doc.Text, lex: lex, meta: &doc.Meta, words: words{lex: lex}, html: html}
	t.units = t.divide(units)
	t.run()
	joins := t.joins()
	out := make([]sayso.Block, len(t.units))
	for i, u := range t.units {
		out[i] = sayso.Block{Kind: u.kind, Span: u.span, Raw: u.raw, Joins: joins[i]}
	}
	return out
}

// divide cuts off what stands in one line with the running text: a date line at
// its front, the title, the dateline of an agency.
func (t *typing) divide(units []unit) []unit {
	out := make([]unit, 0, len(units)+4)
	paragraphs := 0
	for i, u := range units {
		if i == 0 {
			u = t.cutDate(u, &out)
			u = t.cutHeadline(u, &out)
		}
		if u.set || u.span.Len() < 40 || paragraphs > 3 {
			out = append(out, u)
			continue
		}
		paragraphs++
		if n := dateline(u.in(t.text)); n > 0 && !t.label(u.in(t.text)[:n], paragraphs) {
			u = t.cut(u, n, sayso.Dateline, &out)
		}
		out = append(out, u)
	}
	return out
}

// cut appends the unit's first n bytes as a unit of the kind and returns the
// rest.
func (t *typing) cut(u unit, n int, kind sayso.BlockKind, out *[]unit) unit {
	head, rest := u, u
	head.span = trim(t.text, sayso.Span{Start: u.span.Start, End: u.span.Start + n})
	rest.span = trim(t.text, sayso.Span{Start: u.span.Start + n, End: u.span.End})
	rest.gap = false
	head.be(kind)
	if head.span.Empty() || rest.span.Empty() {
		return u
	}
	*out = append(*out, head)
	return rest
}

// cutDate cuts "Tue 05 Jul 2016" off the front of the first paragraph.
func (t *typing) cutDate(u unit, out *[]unit) unit {
	part := u.in(t.text)
	iso, n := datePrefix(part)
	if n == 0 || len(iso) < len("2016-07-05") || !opensAfter(part[n:]) {
		return u
	}
	if t.meta.Published == "" {
		t.meta.Published = iso
	}
	return t.cut(u, n, sayso.Dateline, out)
}

// opensAfter reports whether running text begins in s: white space and then a
// capital, a digit or an opening mark.
func opensAfter(s string) bool {
	rest := strings.TrimLeftFunc(s, isSpace)
	if rest == s || rest == "" {
		return false
	}
	for _, r := range rest {
		return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“‘'([", r)
	}
	return false
}

// cutHeadline cuts the known title off the front of the first paragraph, and the
// agency and date that may follow: "12 die in Marrow AFP Sunday 29 Jun 2014 A
// bomb ...".
func (t *typing) cutHeadline(u unit, out *[]unit) unit {
	part := u.in(t.text)
	n := matchTitle(part, t.meta.Title)
	if n == 0 || n == len(part) {
		return u
	}
	for n < len(part) && strings.IndexByte(`.!?"')`, part[n]) >= 0 {
		n++
	}
	if !opensAfter(part[n:]) {
		return u // the lede goes on: "12 die in Marrow on Sunday, ..."
	}
	u = t.cut(u, n, sayso.Headline, out)
	part = u.in(t.text)
	agency := 0
	for agency < len(part) && part[agency] >= 'A' && part[agency] <= 'Z' {
		agency++
	}
	if agency < 2 || agency > 8 || agency < len(part) && part[agency] != ' ' {
		agency = 0
	}
	iso, n := datePrefix(strings.TrimLeft(part[agency:], " "))
	if n == 0 || len(iso) < len("2016-07-05") {
		return u
	}
	n += len(part) - len(strings.TrimLeft(part[agency:], " "))
	if !opensAfter(part[n:]) {
		return u
	}
	if t.meta.Published == "" {
		t.meta.Published = iso
	}
	return t.cut(u, n, sayso.Dateline, out)
}

// dateline is the length of an agency's dateline at the front of a paragraph,
// its dash included: "MARROW, Ilvia (AP) — ", "(Reuters) - ", "MARROW: ". It has
// a place in capitals or an agency in brackets.
func dateline(s string) int {
	const longest = 80
	end, width := -1, 0
	for i, r := range s {
		if i > longest {
			return 0
		}
		switch {
		case r == '—' || r == '–' || r == '-':
			spaced := i > 0 && s[i-1] == ' '
			after := s[i+len(string(r)):]
			double := r == '-' && strings.HasPrefix(after, "-")
			if double {
				after = after[1:]
			}
			if (spaced || r == '—') && (strings.HasPrefix(after, " ") || strings.HasPrefix(after, "\u00a0") || r == '—') {
				end, width = i, len(s)-len(after)
			}
		case r == ':' && i > 3 && i < 30 && strings.ToUpper(s[:i]) == s[:i] && !strings.ContainsAny(s[:i], "0123456789\"“"):
			end, width = i, i+1
		case r == '.' || r == '!' || r == '?':
			if i > 0 && strings.HasPrefix(s[i+1:], " ") && strings.LastIndexByte(s[:i], ' ') < i-6 {
				return 0 // a sentence ended: "Ky." does not
			}
		case r == '"' || r == '“':
			return 0
		}
		if end >= 0 {
			break
		}
	}
	if end < 0 || !datelinePlace(strings.TrimSpace(s[:end])) || !opensAfter(" "+strings.TrimSpace(s[width:])) {
		return 0
	}
	return width
}

// datelinePlace reports whether s is what stands before a dateline's dash.
func datelinePlace(s string) bool {
	agency := strings.HasSuffix(s, ")") && strings.Contains(s, "(")
	place := s
	if agency {
		place = strings.TrimSpace(s[:strings.LastIndexByte(s, '(')])
		if words := strings.Fields(s[strings.LastIndexByte(s, '('):]); len(words) > 4 {
			return false
		}
	}
	if place == "" {
		return agency
	}
	fields := strings.Fields(place)
	words := slices.DeleteFunc(slices.Clone(fields), func(s string) bool { return unicode.IsDigit(rune(s[0])) }) // "4 March 2031"
	if len(fields) > 9 || !capitalised(strings.Join(words, " ")) {
		return false
	}
	head := strings.TrimRight(fields[0], ",.")
	upper := len(head) > 2 && strings.ToUpper(head) == head && strings.ContainsFunc(head, unicode.IsUpper)
	return upper || agency
}

// label reports whether what looks like a dateline is a label ("UPDATE: ",
// "FILE - "), or stands with a colon anywhere but in the first paragraph.
func (t *typing) label(head string, paragraph int) bool {
	t.words.read(head, sayso.Span{End: len(head)})
	n, _ := t.lex.Blocks.Match(t.words.word)
	return n > 0 || strings.HasSuffix(strings.TrimSpace(head), ":") && paragraph > 1
}
