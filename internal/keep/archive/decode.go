package archive

import (
	"bytes"
	"encoding/json"
	"fmt"

	"sayso"
	"sayso/internal/keep/ledger"
)

// The decoded forms. What they leave out or read otherwise than it was written
// shows when the reading is written again.
type (
	readingJSON struct {
		Attributions []attributionJSON
		Blocks       []blockJSON
		Document     ledger.ID
		Facts        sayso.Meta
		Figures      []figureJSON
		Places       []placeJSON
		Reader       string
		Revision     int
		Text         contentJSON
	}
	contentJSON struct {
		Bytes  int64
		SHA256 string
	}
	blockJSON struct {
		Joins     *int
		Kind      sayso.BlockKind
		Raw, Span spanJSON
	}
	attributionJSON struct {
		Class                sayso.Class
		Confidence           float64
		Content, Cue, Source []spanJSON
		ID                   ledger.ID
		Kind                 sayso.QuoteKind
		Number               int
		Parent               *int
		Rule                 string
		Speaker              *sayso.Speaker
	}
	figureJSON struct {
		Article       bool
		Attribution   *int
		Category      sayso.Category
		Chain, Voices []string
		Confidence    float64
		DisputedBy    []int `json:"disputed_by"`
		Low, High     *int64
		ID            ledger.ID
		Number, Term  spanJSON
		PartOf        *int `json:"part_of"`
		Place         *placeJSON
		Quantifier    sayso.Quantifier
		Rule          string
		Scope         sayso.Scope
		Status        sayso.Status
		Victims       *struct {
			Span spanJSON
			Tags []string
			Text string
			Unit sayso.Unit
		}
		When *struct {
			Start, End string
			Precision  sayso.Precision
			Span       spanJSON
		}
	}
	placeJSON struct {
		Country, Name, Text string
		Lat, Lon            *float64
		Precision           sayso.Precision
		Span                spanJSON
	}
	spanJSON [2]int
)

// ParseReading reads what Reading.Append wrote, byte for byte, and what it says
// of its text. The text itself is kept elsewhere.
func ParseReading(b []byte) (*Reading, Content, error) {
	var in readingJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return nil, Content{}, fmt.Errorf("archive: reading: %w: %w", sayso.ErrInvalid, err)
	}
	r := &Reading{Document: in.Document, Revision: in.Revision,
		Text: &sayso.Document{Meta: in.Facts}, Reading: &sayso.Reading{Reader: in.Reader}}
	for i := range in.Blocks {
		k := &in.Blocks[i]
		r.Text.Blocks = append(r.Text.Blocks, sayso.Block{Kind: k.Kind, Span: k.Span.span(), Raw: k.Raw.span(), Joins: or(k.Joins, -1)})
	}
	for i := range in.Attributions {
		r.AttributionIDs = append(r.AttributionIDs, in.Attributions[i].ID)
		r.Reading.Attributions = append(r.Reading.Attributions, in.Attributions[i].attribution())
	}
	for i := range in.Figures {
		r.FigureIDs = append(r.FigureIDs, in.Figures[i].ID)
		r.Reading.Figures = append(r.Reading.Figures, in.Figures[i].figure())
	}
	for i := range in.Places {
		r.Reading.Places = append(r.Reading.Places, *in.Places[i].place())
	}
	text, err := in.Text.content()
	if err != nil {
		return nil, Content{}, fmt.Errorf("archive: reading: %w", err)
	}
	if !bytes.Equal(r.append(nil, text, func([]byte) {}), b) {
		return nil, Content{}, fmt.Errorf("archive: reading: %w: it is not in the form that docs/format.md gives, byte for byte", sayso.ErrInvalid)
	}
	return r, text, nil
}

func (a *attributionJSON) attribution() sayso.Attribution {
	return sayso.Attribution{ID: a.Number, Source: spansOf(a.Source), Cue: spansOf(a.Cue), Content: spansOf(a.Content), Kind: a.Kind, Class: a.Class,
		Speaker: a.Speaker, Parent: or(a.Parent, 0), Confidence: a.Confidence, Rule: a.Rule}
}

func (f *figureJSON) figure() sayso.Figure {
	out := sayso.Figure{Number: f.Number.span(), Quantifier: f.Quantifier, Low: bound(f.Low), High: bound(f.High), Category: f.Category, Term: f.Term.span(),
		Scope: f.Scope, Status: f.Status, Attribution: or(f.Attribution, 0), Chain: some(f.Chain), Voices: some(f.Voices), DisputedBy: some(f.DisputedBy), PartOf: or(f.PartOf, -1),
		Article: f.Article, Confidence: f.Confidence, Rule: f.Rule}
	if f.Place != nil {
		out.Place = f.Place.place()
	}
	if v := f.Victims; v != nil {
		out.Victims = &sayso.Victims{Text: v.Text, Span: v.Span.span(), Unit: v.Unit, Tags: some(v.Tags)}
	}
	if w := f.When; w != nil {
		out.When = &sayso.When{Start: w.Start, End: w.End, Span: w.Span.span(), Precision: w.Precision}
	}
	return out
}

func (p *placeJSON) place() *sayso.Place {
	out := &sayso.Place{Text: p.Text, Span: p.Span.span(), Name: p.Name, Country: p.Country, Precision: p.Precision}
	if p.Lat != nil && p.Lon != nil {
		out.Lat, out.Lon, out.Resolved = *p.Lat, *p.Lon, true
	}
	return out
}

func (s spanJSON) span() sayso.Span { return sayso.Span{Start: s[0], End: s[1]} }

func spansOf(in []spanJSON) []sayso.Span {
	var out []sayso.Span
	for _, s := range in {
		out = append(out, s.span())
	}
	return out
}

// some is the list, or nil where it is empty, as the reader leaves it.
func some[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

func bound(n *int64) sayso.Bound {
	if n == nil {
		return sayso.Bound{}
	}
	return sayso.At(*n)
}

func or(n *int, none int) int {
	if n == nil {
		return none
	}
	return *n
}

func (c contentJSON) content() (Content, error) {
	h, err := ledger.ParseHash(c.SHA256)
	return Content{c.Bytes, h}, err
}
