package text

import (
	"bytes"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"sayso"
)

// extracted is what an extractor makes of a page: the words that it takes for
// the article's, and what it found out about it.
type extracted struct {
	text string
	meta trafilatura.Metadata
	date string
}

// Pages above these are read by the fallback of our own: an extractor walks the
// tree many times.
const (
	largestTree  = 60000 // blocks and tags
	largestBytes = 4 << 20
)

// extractor is a way to an extracted. It never fails: what it cannot read is
// empty.
type extractor func(b []byte, p *page) *extracted

// anyYear takes dates of any year: by itself htmldate takes none that lies more
// than a year behind the day on which the program runs, and the same page would
// be read otherwise next year.
var anyYear = &htmldate.Options{
	UseOriginalDate: true, SkipExtensiveSearch: true,
	MaxDate: time.Date(2200, time.January, 1, 0, 0, 0, 0, time.UTC),
}

// trafilate asks trafilatura.
func trafilate(b []byte, p *page) *extracted {
	x := &extracted{}
	if len(b) > largestBytes || p.tags > largestTree {
		return x
	}
	node, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		return x
	}
	r, err := trafilatura.ExtractDocument(node, trafilatura.Options{ExcludeComments: true, Focus: trafilatura.FavorRecall, HtmlDateOptions: anyYear})
	if err != nil || r == nil {
		return x
	}
	x.text, x.meta = r.ContentText, r.Metadata
	if !r.Metadata.Date.IsZero() {
		x.date = r.Metadata.Date.Format("2006-01-02")
	}
	return x
}

// article tells which blocks are the article's: those of the extractor's text,
// those of the text that the page gives as its article's (JSON-LD), and running
// text between them that the extractor overlooked. Where neither knows any, it is
// what looks like running text.
func (p *page) article(x *extracted) []bool {
	keep := align(p, x.text)
	if body := p.head.article().body; len(body) > 200 {
		for i, k := range align(p, body) {
			keep[i] = keep[i] || k && p.blocks[i].place&inHidden == 0
		}
	}
	p.fill(keep)
	for _, k := range keep {
		if k {
			return keep
		}
	}
	return p.fallback()
}

// runs reports whether block i is running text by its looks: long, hardly
// linked, and in no navigation.
func (p *page) runs(i, least int) bool {
	b := &p.blocks[i]
	return b.place&(inHidden|inChrome|inTable|inCaption) == 0 && b.text.Len() >= least && b.linked*3 <= b.text.Len()
}

// fill keeps running text in short gaps between kept blocks.
func (p *page) fill(keep []bool) {
	const widest = 2
	last := -1
	for i, k := range keep {
		if !k {
			continue
		}
		if last >= 0 && i-last-1 <= widest {
			for j := last + 1; j < i; j++ {
				keep[j] = p.runs(j, 100) && !p.again(j, keep)
			}
		}
		last = i
	}
}

// again reports whether a kept block near by says the same.
func (p *page) again(i int, keep []bool) bool {
	own := p.text[p.blocks[i].text.Start:p.blocks[i].text.End]
	for j := max(0, i-8); j < min(len(keep), i+8); j++ {
		if keep[j] && j != i && bytes.Equal(own, p.text[p.blocks[j].text.Start:p.blocks[j].text.End]) {
			return true
		}
	}
	return false
}

// fallback is for pages that no extractor reads: too large, too deep, too short.
func (p *page) fallback() []bool {
	keep := make([]bool, len(p.blocks))
	some := false
	for i := range p.blocks {
		keep[i] = p.runs(i, 60)
		some = some || keep[i]
	}
	if !some {
		for i := range p.blocks {
			keep[i] = p.runs(i, 1)
			some = some || keep[i]
		}
	}
	if !some { // links only, or all in one form: better too much than nothing
		for i, b := range p.blocks {
			keep[i] = b.place&inHidden == 0
		}
	}
	return keep
}

// letters appends the letters and digits of s to b, in lower case: what two cuts
// of one text have in common.
func letters(b []byte, s []byte) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b = append(b, c)
			i++
		case c >= 'A' && c <= 'Z':
			b = append(b, c|0x20)
			i++
		case c < utf8.RuneSelf:
			i++
		default:
			r, n := utf8.DecodeRune(s[i:])
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				b = utf8.AppendRune(b, unicode.ToLower(r))
			}
			i += n
		}
	}
	return b
}

// align finds the page's blocks that make up an article's text. Both are
// compared by their letters, however they are cut into lines; the article
// follows the page's order.
func align(p *page, article string) []bool {
	const long = 20       // letters: what is as long is hardly there twice
	const ahead = 1 << 16 // letters: how far a block is looked for
	keep := make([]bool, len(p.blocks))
	text := letters(make([]byte, 0, len(article)), []byte(article))
	var folded []byte
	spans := make([]sayso.Span, len(p.blocks))
	for i, b := range p.blocks {
		start := len(folded)
		folded = letters(folded, p.text[b.text.Start:b.text.End])
		spans[i] = sayso.Span{Start: start, End: len(folded)}
	}
	// The long blocks first, each behind the one before it.
	at := 0
	found := make([]sayso.Span, len(p.blocks))
	for i, s := range spans {
		if s.Len() < long || p.blocks[i].place&inHidden != 0 || at >= len(text) {
			continue
		}
		if k := bytes.Index(text[at:min(len(text), at+ahead+s.Len())], folded[s.Start:s.End]); k >= 0 {
			found[i] = sayso.Span{Start: at + k, End: at + k + s.Len()}
			at = found[i].End
			keep[i] = true
		}
	}
	// The short ones in the gaps between them, where they follow at once.
	alignShort(p, text, folded, spans, found, keep)
	alignRest(p, text, folded, spans, found, keep)
	return keep
}

// alignShort keeps short blocks ("Overview", "12.") that stand in the article
// right where the page has them.
func alignShort(p *page, text, folded []byte, spans, found []sayso.Span, keep []bool) {
	const slack = 24
	next := len(text)
	limit := make([]int, len(spans)) // where the next long block begins
	for i := len(spans) - 1; i >= 0; i-- {
		limit[i] = next
		if keep[i] {
			next = found[i].Start
		}
	}
	at := 0
	for i, s := range spans {
		if keep[i] {
			at = found[i].End
			continue
		}
		if s.Empty() || s.Len() >= 20 || p.blocks[i].place&inHidden != 0 || at >= limit[i] {
			continue
		}
		end := min(at+s.Len()+slack, limit[i])
		if k := bytes.Index(text[at:end], folded[s.Start:s.End]); k >= 0 {
			found[i] = sayso.Span{Start: at + k, End: at + k + s.Len()}
			at = found[i].End
			keep[i] = true
		}
	}
}

// alignRest keeps blocks of which the article holds most, though not all: the
// extractor cut something out of the middle.
func alignRest(p *page, text, folded []byte, spans, found []sayso.Span, keep []bool) {
	const size = 12
	grams := map[string]bool{}
	at := 0
	note := func(to int) {
		for k := at; k+size <= to; k++ {
			grams[string(text[k:k+size])] = true
		}
	}
	for i := range found {
		if keep[i] && found[i].Start >= at {
			note(found[i].Start)
			at = found[i].End
		}
	}
	note(len(text))
	if len(grams) == 0 {
		return
	}
	for i, s := range spans {
		if keep[i] || s.Len() < 2*size || p.blocks[i].place&inHidden != 0 {
			continue
		}
		n, all := 0, 0
		for k := s.Start; k+size <= s.End; k++ {
			all++
			if grams[string(folded[k:k+size])] {
				n++
			}
		}
		keep[i] = n*10 >= all*7
	}
}
