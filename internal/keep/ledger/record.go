package ledger

import (
	"sort"
	"strings"
	"unicode/utf8"

	"sayso"
)

// Attribution is the record's attribution at index i with the words at its spans.
func (r *Record) Attribution(i int) *Attribution {
	a := r.Reading.Attributions[i]
	out := &Attribution{ID: r.AttributionIDs[i], Document: r.Document, Attribution: a}
	out.ParentID = r.attributionID(a.Parent)
	pieces := append(append(append([]sayso.Span{}, a.Cue...), a.Content...), a.Source...)
	out.Passage = r.passage(pieces...)
	out.SourceText, out.CueText, out.ContentText = out.Passage.Pieces(a.Source), out.Passage.Pieces(a.Cue), out.Passage.Pieces(a.Content)
	return out
}

// Figure is the record's figure at index i with the words at its spans.
func (r *Record) Figure(i int) *Figure {
	f := r.Reading.Figures[i]
	out := &Figure{ID: r.FigureIDs[i], Document: r.Document, Index: i, Figure: f}
	out.AttributionID = r.attributionID(f.Attribution)
	if f.PartOf >= 0 && f.PartOf < len(r.FigureIDs) {
		out.PartOfID = r.FigureIDs[f.PartOf]
	}
	out.Passage = r.passage(f.Number, f.Term)
	out.NumberText, out.TermText = out.Passage.Pieces([]sayso.Span{f.Number}), out.Passage.Pieces([]sayso.Span{f.Term})
	return out
}

// Disputers are those who call a figure of the record into question: by their
// names, else as the text has them.
func (r *Record) Disputers(f *sayso.Figure) []string {
	var out []string
	for _, id := range f.DisputedBy {
		for i := range r.Reading.Attributions {
			a := &r.Reading.Attributions[i]
			if a.ID != id {
				continue
			}
			name := ""
			if a.Speaker != nil {
				name = a.Speaker.Name
			}
			if name == "" && len(a.Source) > 0 && a.Source[0].Start >= 0 && a.Source[0].Start <= a.Source[0].End && a.Source[0].End <= len(r.Text.Text) {
				name = a.Source[0].In(r.Text.Text)
			}
			if name != "" {
				out = append(out, name)
			}
		}
	}
	return out
}

func (r *Record) attributionID(number int) ID {
	for i := range r.Reading.Attributions {
		if number != 0 && r.Reading.Attributions[i].ID == number {
			return r.AttributionIDs[i]
		}
	}
	return ""
}

// passage is the text around spans.
func (r *Record) passage(spans ...sayso.Span) Passage {
	extent, block := Extent(r.Text, spans...)
	if extent.Start < 0 || extent.End > len(r.Text.Text) {
		return Passage{} // somebody changed the ledger: "sayso verify" tells
	}
	p := Passage{Span: extent, Text: extent.In(r.Text.Text)}
	if block >= 0 {
		p.Kind = r.Text.Blocks[block].Kind
	}
	return p
}

// around bounds how much of a block lists show on either side of a claim: some
// pages are one block of a megabyte.
const around = 600

// Extent is what lists show of a claim: all its spans with the block of the first
// around them, and that block's index or -1.
func Extent(doc *sayso.Document, spans ...sayso.Span) (sayso.Span, int) {
	if len(spans) == 0 {
		return sayso.Span{}, -1
	}
	all := spans[0]
	for _, s := range spans {
		if !s.Empty() {
			all.Start, all.End = min(all.Start, s.Start), max(all.End, s.End)
		}
	}
	blocks, anchor := doc.Blocks, spans[0].Start
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].Span.End > anchor })
	if i == len(blocks) || blocks[i].Span.Start > anchor {
		return all, -1
	}
	b := blocks[i].Span
	if b.Start < 0 || b.End > len(doc.Text) || all.Start < 0 || all.End > len(doc.Text) || all.End < all.Start {
		return all, -1 // somebody changed the ledger: "sayso verify" tells
	}
	if b.Start < all.Start-around {
		b.Start = all.Start - around
		b.Start += max(0, strings.IndexByte(doc.Text[b.Start:all.Start], ' ')+1)
		for b.Start < all.Start && !utf8.RuneStart(doc.Text[b.Start]) {
			b.Start++
		}
	}
	if b.End > all.End+around {
		b.End = all.End + around
		b.End = all.End + max(0, strings.LastIndexByte(doc.Text[all.End:b.End], ' '))
	}
	return sayso.Span{Start: min(all.Start, b.Start), End: max(all.End, b.End)}, i
}
