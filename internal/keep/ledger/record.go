package ledger

import (
	"sort"

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

func (r *Record) attributionID(number int) ID {
	for i := range r.Reading.Attributions {
		if number != 0 && r.Reading.Attributions[i].ID == number {
			return r.AttributionIDs[i]
		}
	}
	return ""
}

// passage is the text around spans: all of them, with the block of the first.
func (r *Record) passage(spans ...sayso.Span) Passage {
	if len(spans) == 0 {
		return Passage{}
	}
	p := Passage{Span: spans[0]}
	for _, s := range spans {
		if !s.Empty() {
			p.Span.Start, p.Span.End = min(p.Span.Start, s.Start), max(p.Span.End, s.End)
		}
	}
	blocks := r.Text.Blocks
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].Span.End > spans[0].Start })
	if i < len(blocks) && blocks[i].Span.Start <= spans[0].Start {
		p.Kind = blocks[i].Kind
		p.Span.Start, p.Span.End = min(p.Span.Start, blocks[i].Span.Start), max(p.Span.End, blocks[i].Span.End)
	}
	p.Text = p.Span.In(r.Text.Text)
	return p
}
