package text

import (
	"sayso"
	"sayso/internal/read/lexicon"
)

// fromHTML makes a Document of a page: its title, the article's blocks in page
// order, and what asks something of the reader among them. Navigation, footers
// and teasers of other articles are no part of the document and are left out.
func fromHTML(in sayso.Input, lex *lexicon.Lexicon, extract extractor) (*sayso.Document, error) {
	d, err := decodePage(in.Bytes, in.Charset)
	if err != nil {
		return nil, err
	}
	p := walkPage(d.text)
	x := extract(d.text, p)
	doc := &sayso.Document{ID: in.ID, Meta: in.Meta}
	title := p.titleBlock()
	near := p.near(title, lex)
	p.describe(&doc.Meta, x, title, near, lex)
	keep := p.article(x)
	if title >= 0 && p.before(keep, title) {
		keep[title] = true
	}
	for _, i := range near.blocks {
		if p.before(without(keep, title), i) {
			keep[i] = true
		}
	}
	doc.Text, doc.Blocks = p.document(doc, d, keep, title, lex)
	return doc, nil
}

func without(keep []bool, i int) []bool {
	out := append([]bool(nil), keep...)
	out[i] = false
	return out
}

// before reports whether block i stands before all of the article's.
func (p *page) before(keep []bool, i int) bool {
	for _, k := range keep[:i] {
		if k {
			return false
		}
	}
	return true
}

// document writes the kept blocks as a text and types them.
func (p *page) document(doc *sayso.Document, d *decoded, keep []bool, title int, lex *lexicon.Lexicon) (string, []sayso.Block) {
	const doubled = 80 // bytes: a paragraph of that length is said once
	seen := map[string]bool{}
	var text []byte
	var units []unit
	for i, b := range p.blocks {
		if !keep[i] {
			continue
		}
		if len(text) > 0 {
			text = append(text, "\n\n"...)
		}
		u := unit{gap: true, raw: d.back(b.raw), hint: hintOf(b.place)}
		switch words := string(p.text[b.text.Start:b.text.End]); {
		case i == title:
			u.be(sayso.Headline)
		case len(words) >= doubled && seen[words]:
			u.be(sayso.Boilerplate) // once for the phone, once for the desk
		default:
			seen[words] = len(words) >= doubled
		}
		u.span.Start = len(text)
		text = append(text, p.text[b.text.Start:b.text.End]...)
		u.span.End = len(text)
		units = append(units, u)
	}
	doc.Text = string(text)
	return doc.Text, blocks(doc, units, lex, true)
}

// hintOf is the kind that a block's elements give it.
func hintOf(p place) sayso.BlockKind {
	switch {
	case p&inHeading != 0:
		return sayso.Headline
	case p&inCaption != 0:
		return sayso.Caption
	case p&inQuote != 0:
		return sayso.Quotation
	case p&inList != 0:
		return sayso.List
	}
	return sayso.Paragraph
}
