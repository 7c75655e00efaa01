// Package export writes what was recorded in the forms that other programs read,
// one file a form.
package export

import (
	"encoding/json"
	"io"
	"strings"
	"unicode/utf8"

	"sayso"
)

// Options of the machine format.
type Options struct {
	Body bool // with the article's running text
	Text bool // with the whole text, which the offsets count in
}

// WriteReading writes one reading as a line of the machine format
// (docs/format.md). Offsets are in code points.
func WriteReading(w io.Writer, doc *sayso.Document, r *sayso.Reading, opt Options) error {
	p := points{text: doc.Text}
	line := readingLine{
		ID: doc.ID, Title: known(doc.Meta.Title), Authors: list(doc.Meta.Authors), Outlet: known(doc.Meta.Outlet),
		Published: known(doc.Meta.Published), URL: known(doc.Meta.URL), Language: known(doc.Meta.Language),
		Blocks: []blockLine{}, Attributions: []attributionLine{}, Figures: []figureLine{}, Places: []*placeLine{},
		Reader: r.Reader,
	}
	if opt.Text {
		line.Text = &doc.Text
	}
	if opt.Body {
		body := body(doc)
		line.Body = &body
	}
	for _, b := range doc.Blocks {
		l := blockLine{Kind: b.Kind, Span: p.span(b.Span)}
		if !b.Raw.Empty() {
			l.Raw = &[2]int{b.Raw.Start, b.Raw.End}
		}
		if b.Joins >= 0 {
			l.Joins = &b.Joins
		}
		line.Blocks = append(line.Blocks, l)
	}
	for i := range r.Attributions {
		line.Attributions = append(line.Attributions, p.attribution(&r.Attributions[i]))
	}
	for i := range r.Figures {
		line.Figures = append(line.Figures, p.figure(&r.Figures[i]))
	}
	for i := range r.Places {
		line.Places = append(line.Places, p.place(&r.Places[i]))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(line)
}

type readingLine struct {
	ID           string            `json:"id"`
	Title        *string           `json:"title"`
	Authors      []string          `json:"authors"`
	Outlet       *string           `json:"outlet"`
	Published    *string           `json:"published"`
	URL          *string           `json:"url"`
	Language     *string           `json:"language"`
	Text         *string           `json:"text,omitempty"`
	Body         *string           `json:"body,omitempty"`
	Blocks       []blockLine       `json:"blocks"`
	Attributions []attributionLine `json:"attributions"`
	Figures      []figureLine      `json:"figures"`
	Places       []*placeLine      `json:"places"`
	Reader       string            `json:"reader"`
}

type blockLine struct {
	Kind  sayso.BlockKind `json:"kind"`
	Span  [2]int          `json:"span"`
	Raw   *[2]int         `json:"raw,omitempty"`
	Joins *int            `json:"joins,omitempty"`
}

type attributionLine struct {
	ID         int             `json:"id"`
	Source     [][2]int        `json:"source"`
	Cue        [][2]int        `json:"cue"`
	Content    [][2]int        `json:"content"`
	Kind       sayso.QuoteKind `json:"kind"`
	Class      sayso.Class     `json:"class"`
	Speaker    *speakerLine    `json:"speaker"`
	Parent     *int            `json:"parent"`
	Confidence float64         `json:"confidence"`
	Rule       string          `json:"rule"`
}

type speakerLine struct {
	Name string            `json:"name"`
	Role *string           `json:"role"`
	Type sayso.SpeakerType `json:"type"`
}

type figureLine struct {
	Number      [2]int           `json:"number"`
	Quantifier  sayso.Quantifier `json:"quantifier"`
	Low         *int64           `json:"low"`
	High        *int64           `json:"high"`
	Category    sayso.Category   `json:"category"`
	Term        [2]int           `json:"term"`
	Victims     *victimsLine     `json:"victims"`
	Place       *placeLine       `json:"place"`
	When        *whenLine        `json:"when"`
	Scope       sayso.Scope      `json:"scope"`
	Status      sayso.Status     `json:"status"`
	Attribution *int             `json:"attribution"`
	Chain       []string         `json:"chain"`
	Voices      []string         `json:"voices"`
	DisputedBy  []int            `json:"disputed_by"`
	PartOf      *int             `json:"part_of"`
	Article     bool             `json:"article"`
	Confidence  float64          `json:"confidence"`
	Rule        string           `json:"rule"`
}

type victimsLine struct {
	Text string     `json:"text"`
	Span [2]int     `json:"span"`
	Unit sayso.Unit `json:"unit"`
	Tags []string   `json:"tags"`
}

type placeLine struct {
	Text      string           `json:"text"`
	Span      [2]int           `json:"span"`
	Name      *string          `json:"name"`
	Country   *string          `json:"country"`
	Lat       *float64         `json:"lat"`
	Lon       *float64         `json:"lon"`
	Precision *sayso.Precision `json:"precision"`
}

type whenLine struct {
	Start     *string          `json:"start"`
	End       *string          `json:"end"`
	Span      *[2]int          `json:"span"`
	Precision *sayso.Precision `json:"precision"`
}

func (p *points) attribution(a *sayso.Attribution) attributionLine {
	l := attributionLine{
		ID: a.ID, Source: p.spans(a.Source), Cue: p.spans(a.Cue), Content: p.spans(a.Content),
		Kind: a.Kind, Class: a.Class, Confidence: a.Confidence, Rule: a.Rule, Parent: known(a.Parent),
	}
	if s := a.Speaker; s != nil {
		l.Speaker = &speakerLine{Name: s.Name, Role: known(s.Role), Type: s.Type}
	}
	return l
}

func (p *points) figure(f *sayso.Figure) figureLine {
	l := figureLine{
		Number: p.span(f.Number), Quantifier: f.Quantifier, Low: bound(f.Low), High: bound(f.High),
		Category: f.Category, Term: p.span(f.Term), Scope: f.Scope, Status: f.Status,
		Attribution: known(f.Attribution), Chain: list(f.Chain), Voices: list(f.Voices), DisputedBy: list(f.DisputedBy), Article: f.Article, Confidence: f.Confidence, Rule: f.Rule,
	}
	if f.Victims != nil {
		l.Victims = &victimsLine{f.Victims.Text, p.span(f.Victims.Span), f.Victims.Unit, list(f.Victims.Tags)}
	}
	if f.Place != nil {
		l.Place = p.place(f.Place)
	}
	if w := f.When; w != nil {
		l.When = &whenLine{Start: known(w.Start), End: known(w.End), Precision: known(w.Precision)}
		if !w.Span.Empty() {
			s := p.span(w.Span)
			l.When.Span = &s
		}
	}
	if f.PartOf >= 0 {
		l.PartOf = &f.PartOf
	}
	return l
}

func (p *points) place(x *sayso.Place) *placeLine {
	l := &placeLine{Text: x.Text, Span: p.span(x.Span), Name: known(x.Name), Country: known(x.Country), Precision: known(x.Precision)}
	if x.Resolved {
		l.Lat, l.Lon = &x.Lat, &x.Lon
	}
	return l
}

// body is the article's running text: its blocks without the headline, the
// byline and boilerplate, a block a line. Headings inside the article are part of
// it. What the page has in one line (an agency's dateline and its paragraph)
// stays in one.
func body(doc *sayso.Document) string {
	var b []byte
	end := 0
	begun := false
	for _, block := range doc.Blocks {
		switch block.Kind {
		case sayso.Boilerplate:
			continue
		case sayso.Caption:
			continue
		case sayso.Headline, sayso.Byline:
			if !begun {
				continue
			}
		case sayso.Dateline:
			if strings.HasPrefix(doc.Text[block.Span.End:], "\n") && !begun {
				continue
			}
		case sayso.Paragraph, sayso.Quotation, sayso.List:
			begun = true
		}
		switch between := doc.Text[end:block.Span.Start]; {
		case len(b) == 0:
		case strings.Contains(between, "\n"):
			b = append(b, '\n')
		default:
			b = append(b, between...)
		}
		b = append(b, block.Span.In(doc.Text)...)
		end = block.Span.End
	}
	return string(b)
}

// points turns byte offsets into code points. Spans mostly come in text order,
// so it remembers where it was.
type points struct {
	text        string
	byte, point int
}

func (p *points) at(byte int) int {
	if byte < p.byte {
		if p.byte-byte < byte {
			p.point -= utf8.RuneCountInString(p.text[byte:p.byte])
			p.byte = byte
			return p.point
		}
		p.byte, p.point = 0, 0
	}
	p.point += utf8.RuneCountInString(p.text[p.byte:byte])
	p.byte = byte
	return p.point
}

func (p *points) span(s sayso.Span) [2]int { return [2]int{p.at(s.Start), p.at(s.End)} }

func (p *points) spans(in []sayso.Span) [][2]int {
	out := make([][2]int, len(in))
	for i, s := range in {
		out[i] = p.span(s)
	}
	return out
}

// known is a pointer to the value, or nil for the zero value, which is written
// as null.
func known[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

func bound(b sayso.Bound) *int64 {
	if !b.Known {
		return nil
	}
	return &b.N
}

func list[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}
