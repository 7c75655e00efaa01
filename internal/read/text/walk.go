package text

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sayso"
)

// place is what a block of a page stands in.
type place uint16

// The places; a block stands in several.
const (
	inHeading place = 1 << iota
	inTitle         // an h1
	inList
	inQuote
	inCaption
	inFigure
	inTable
	inLink
	inChrome // nav, footer, aside, form
	inHidden // buttons, drawings, templates: never an article's text
	inMain   // article, main
)

// pageBlock is a run of a page's text that no block-level tag cuts.
type pageBlock struct {
	text   sayso.Span // in page.text
	raw    sayso.Span // in the page
	place  place
	linked int // bytes of the text in links
}

// page is a page as its tokens show it.
type page struct {
	text   []byte // the blocks' text, one after the other
	blocks []pageBlock
	head   head
	tags   int
}

// head is what the page says of itself beside its text.
type head struct {
	lang, title, canonical string
	meta                   []metaTag  // in page order
	json                   []string   // JSON-LD
	times                  []string   // <time datetime>
	ld                     *ldArticle // of json, once it is asked for
}

type metaTag struct{ name, content string }

// deepest bounds how many open elements are remembered, and so the time that a
// page of a million open tags takes.
const deepest = 256

// walker cuts a page into blocks. The tokenizer's raw bytes, one token after the
// other, are the page byte for byte, so that every block knows its bytes.
type pageWalker struct {
	page
	z     *html.Tokenizer
	open  []openTag
	count [16]int // open elements by place
	over  int     // open elements above the deepest
	at    int     // bytes of the page behind us

	cur    pageBlock
	space  bool // white space waits before the next word
	breaks int  // <br> since the last word
	raw    bool // inside script, style or title: the text is no text
	inRaw  atom.Atom
	script bool // of JSON-LD
}

type openTag struct {
	name  atom.Atom
	place place
}

// walkPage reads a page that is UTF-8.
func walkPage(b []byte) *page {
	w := &pageWalker{z: html.NewTokenizer(bytes.NewReader(b))}
	w.text = make([]byte, 0, len(b)/4)
	for {
		kind := w.z.Next()
		n := len(w.z.Raw())
		switch kind {
		case html.ErrorToken:
			w.flush()
			return &w.page
		case html.TextToken:
			w.words(w.z.Raw(), n)
		case html.StartTagToken, html.SelfClosingTagToken:
			w.start(kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := w.z.TagName()
			w.end(atom.Lookup(name))
		}
		w.at += n
	}
}

var places = map[atom.Atom]place{
	atom.H1: inHeading | inTitle, atom.H2: inHeading, atom.H3: inHeading, atom.H4: inHeading, atom.H5: inHeading, atom.H6: inHeading,
	atom.Li: inList, atom.Dt: inList, atom.Dd: inList, atom.Blockquote: inQuote, atom.Figcaption: inCaption, atom.Figure: inFigure,
	atom.Table: inTable, atom.A: inLink, atom.Nav: inChrome, atom.Footer: inChrome, atom.Aside: inChrome, atom.Form: inChrome,
	atom.Button: inHidden, atom.Svg: inHidden, atom.Math: inHidden, atom.Template: inHidden, atom.Select: inHidden,
	atom.Object: inHidden, atom.Canvas: inHidden, atom.Audio: inHidden, atom.Video: inHidden, atom.Dialog: inHidden,
	atom.Article: inMain, atom.Main: inMain,
}

// blockTags cut the text. All others run on in the line.
var blockTags = func() map[atom.Atom]bool {
	out := map[atom.Atom]bool{}
	for _, a := range []atom.Atom{
		atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Button, atom.Canvas, atom.Caption, atom.Center, atom.Dd, atom.Details,
		atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.Frame,
		atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Iframe,
		atom.Legend, atom.Li, atom.Link, atom.Main, atom.Math, atom.Menu, atom.Nav, atom.Noscript, atom.Object, atom.Ol, atom.Optgroup, atom.Option,
		atom.P, atom.Pre, atom.Section, atom.Select, atom.Summary, atom.Svg, atom.Table, atom.Tbody, atom.Td, atom.Template, atom.Textarea,
		atom.Tfoot, atom.Th, atom.Thead, atom.Title, atom.Tr, atom.Ul, atom.Video, atom.Audio, atom.Img,
	} {
		out[a] = true
	}
	return out
}()

var voidTags = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true, atom.Input: true,
	atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

var rawTags = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Textarea: true, atom.Noscript: true, atom.Iframe: true,
	atom.Noembed: true, atom.Noframes: true, atom.Xmp: true, atom.Plaintext: true,
}

func (w *pageWalker) start(closed bool) {
	w.tags++
	name, more := w.z.TagName()
	tag := atom.Lookup(name)
	if tag == atom.Br {
		w.breaks++
		w.space = true
		return
	}
	if blockTags[tag] {
		w.flush()
	}
	w.attributes(tag, more)
	if closed || voidTags[tag] {
		return
	}
	if rawTags[tag] {
		w.raw, w.inRaw = true, tag
	}
	if len(w.open) >= deepest {
		w.over++
		return
	}
	p := places[tag]
	w.open = append(w.open, openTag{tag, p})
	w.tally(p, 1)
}

func (w *pageWalker) tally(p place, n int) {
	for i := range w.count {
		if p>>i&1 == 1 {
			w.count[i] += n
		}
	}
}

// end closes the element and what was left open in it; the end of what was
// never opened is nothing.
func (w *pageWalker) end(tag atom.Atom) {
	w.raw, w.script = false, false
	if blockTags[tag] {
		w.flush()
	}
	if tag == atom.Br {
		w.breaks++
	}
	if w.over > 0 {
		w.over--
		return
	}
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i].name != tag {
			continue
		}
		for _, o := range w.open[i:] {
			w.tally(o.place, -1)
		}
		w.open = w.open[:i]
		return
	}
}

// words adds a text token of n raw bytes.
func (w *pageWalker) words(raw []byte, n int) {
	if w.raw {
		w.rawText()
		return
	}
	lead := len(raw) - len(bytes.TrimLeft(raw, " \t\r\n\f"))
	if lead == len(raw) {
		w.space = true
		return
	}
	trail := len(raw) - len(bytes.TrimRight(raw, " \t\r\n\f"))
	before := len(w.text)
	for text := w.z.Text(); len(text) > 0; {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		switch {
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '\u2060':
		case r < ' ' || r == 0x7f || unicode.IsSpace(r) || r == utf8.RuneError && size == 1:
			w.space = true
		default:
			w.rune(r, lead)
		}
	}
	if len(w.text) > before {
		w.cur.raw.End = w.at + n - trail
		if w.count[7] > 0 { // inLink
			w.cur.linked += len(w.text) - before
		}
	}
}

func (w *pageWalker) rune(r rune, lead int) {
	if w.cur.text.Len() > 0 && w.breaks > 1 {
		w.flush()
	}
	if w.cur.text.Empty() && w.cur.raw.Empty() {
		w.cur.text.Start = len(w.text)
		w.cur.raw.Start = w.at + lead
		w.cur.raw.End = w.at + lead
		w.cur.place = w.where()
		w.cur.linked = 0
	} else if w.breaks > 0 {
		w.text = append(w.text, '\n')
	} else if w.space {
		w.text = append(w.text, ' ')
	}
	w.space, w.breaks = false, 0
	w.text = utf8.AppendRune(w.text, r)
	w.cur.text.End = len(w.text)
}

func (w *pageWalker) where() place {
	var p place
	for i, n := range w.count {
		if n > 0 {
			p |= 1 << i
		}
	}
	return p
}

func (w *pageWalker) flush() {
	if !w.cur.text.Empty() {
		w.blocks = append(w.blocks, w.cur)
	}
	w.cur = pageBlock{}
	w.space, w.breaks = false, 0
}

// rawText keeps a title and JSON-LD.
func (w *pageWalker) rawText() {
	switch {
	case w.inRaw == atom.Title && w.head.title == "" && w.count[9] == 0: // not a drawing's
		w.head.title = oneLine(string(w.z.Text()))
	case w.script && len(w.head.json) < 20:
		w.head.json = append(w.head.json, string(w.z.Raw()))
	}
}

func (w *pageWalker) attributes(tag atom.Atom, more bool) {
	switch tag {
	case atom.Html, atom.Meta, atom.Link, atom.Script, atom.Time:
	default:
		return
	}
	var name, content, rel, href, kind string
	for more {
		var key, val []byte
		key, val, more = w.z.TagAttr()
		switch string(key) {
		case "lang":
			if tag == atom.Html {
				w.head.lang = string(val)
			}
		case "name", "property", "itemprop", "http-equiv":
			name = strings.ToLower(string(val))
		case "content":
			content = string(val)
		case "rel":
			rel = strings.ToLower(string(val))
		case "href":
			href = string(val)
		case "type":
			kind = strings.ToLower(string(val))
		case "datetime":
			if tag == atom.Time && len(w.head.times) < 20 {
				w.head.times = append(w.head.times, string(val))
			}
		}
	}
	switch {
	case tag == atom.Meta && name != "" && content != "" && len(w.head.meta) < 300:
		w.head.meta = append(w.head.meta, metaTag{name, oneLine(html.UnescapeString(strings.ToValidUTF8(content, "�")))})
	case tag == atom.Link && rel == "canonical" && w.head.canonical == "":
		w.head.canonical = strings.TrimSpace(href)
	case tag == atom.Script && strings.Contains(kind, "ld+json"):
		w.script = true
	}
}

// plainText is the text of a string that may hold mark-up.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	p := walkPage([]byte(strings.ToValidUTF8(s, "\uFFFD")))
	var b strings.Builder
	for i, block := range p.blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.Write(p.text[block.text.Start:block.text.End])
	}
	return b.String()
}
