package export

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Texts gives the texts in which the spans of a list's rows lie, so that they can
// be written in code points. Rows of one document mostly come together: it keeps
// the last few.
type Texts struct {
	ctx  context.Context
	from interface {
		Text(context.Context, ledger.ID, int) (string, error)
	}
	kept []keptText
}

type keptText struct {
	document ledger.ID
	revision int
	points   points
}

// NewTexts takes texts from the ledger.
func NewTexts(ctx context.Context, l ledger.Lister) *Texts { return &Texts{ctx: ctx, from: l} }

const keptTexts = 16

func (t *Texts) of(d *ledger.Document) (*points, error) {
	for i := range t.kept {
		if k := &t.kept[i]; k.document == d.ID && k.revision == d.Revision {
			return &k.points, nil
		}
	}
	text, err := t.from.Text(t.ctx, d.ID, d.Revision)
	if err != nil {
		return nil, err
	}
	if len(t.kept) == keptTexts {
		t.kept = append(t.kept[:0], t.kept[1:]...)
	}
	t.kept = append(t.kept, keptText{d.ID, d.Revision, points{text: text}})
	return &t.kept[len(t.kept)-1].points, nil
}

type documentRow struct {
	ID           ledger.ID `json:"id"`
	Given        string    `json:"given"`
	Title        *string   `json:"title"`
	Authors      []string  `json:"authors"`
	Outlet       *string   `json:"outlet"`
	Published    *string   `json:"published"`
	URL          *string   `json:"url"`
	Language     *string   `json:"language"`
	Revision     int       `json:"revision"`
	Added        time.Time `json:"added"`
	Changed      time.Time `json:"changed"`
	Reader       string    `json:"reader"`
	Attributions int       `json:"attributions"`
	Figures      int       `json:"figures"`
}

func rowOf(d *ledger.Document) documentRow {
	m := &d.Meta
	return documentRow{
		ID: d.ID, Given: d.Given, Title: known(m.Title), Authors: list(m.Authors), Outlet: known(m.Outlet), Published: known(m.Published),
		URL: known(m.URL), Language: known(m.Language), Revision: d.Revision, Added: d.Added, Changed: d.Changed, Reader: d.Reader,
		Attributions: d.Attributions, Figures: d.Figures,
	}
}

// documentRef is what a claim's row has of its document.
type documentRef struct {
	ID        ledger.ID `json:"id"`
	Given     string    `json:"given"`
	Title     *string   `json:"title"`
	Outlet    *string   `json:"outlet"`
	Published *string   `json:"published"`
	URL       *string   `json:"url"`
	Revision  int       `json:"revision"`
	Reader    string    `json:"reader"`
}

func refOf(d *ledger.Document) documentRef {
	m := &d.Meta
	return documentRef{ID: d.ID, Given: d.Given, Title: known(m.Title), Outlet: known(m.Outlet), Published: known(m.Published), URL: known(m.URL),
		Revision: d.Revision, Reader: d.Reader}
}

type passageLine struct {
	Text string          `json:"text"`
	Span [2]int          `json:"span"`
	Kind sayso.BlockKind `json:"kind"`
}

type figureRow struct {
	ID         ledger.ID   `json:"id"`
	Document   documentRef `json:"document"`
	NumberText string      `json:"number_text"`
	TermText   string      `json:"term_text"`
	figureLine
	// These name what they point at for good, where a reading alone counts.
	Attribution *ledger.ID  `json:"attribution"`
	PartOf      *ledger.ID  `json:"part_of"`
	Passage     passageLine `json:"passage"`
}

type attributionRow struct {
	ID          ledger.ID   `json:"id"`
	Document    documentRef `json:"document"`
	SourceText  string      `json:"source_text"`
	CueText     string      `json:"cue_text"`
	ContentText string      `json:"content_text"`
	attributionLine
	Parent  *ledger.ID  `json:"parent"`
	Passage passageLine `json:"passage"`
}

// WriteDocument writes a document of the ledger as a line of JSON.
func WriteDocument(w io.Writer, d *ledger.Document) error { return line(w, rowOf(d)) }

// WriteFigure writes a figure of the ledger as a line of JSON.
func WriteFigure(w io.Writer, f *ledger.Figure, texts *Texts) error {
	row, err := texts.figure(f)
	if err != nil {
		return err
	}
	return line(w, row)
}

// WriteAttribution writes an attribution of the ledger as a line of JSON.
func WriteAttribution(w io.Writer, a *ledger.Attribution, texts *Texts) error {
	row, err := texts.attribution(a)
	if err != nil {
		return err
	}
	return line(w, row)
}

func (t *Texts) figure(f *ledger.Figure) (figureRow, error) {
	p, err := t.of(&f.Document)
	if err != nil {
		return figureRow{}, err
	}
	return figureRow{
		ID: f.ID, Document: refOf(&f.Document), NumberText: f.NumberText, TermText: f.TermText, figureLine: p.figure(&f.Figure),
		Attribution: known(f.AttributionID), PartOf: known(f.PartOfID), Passage: p.passage(&f.Passage),
	}, nil
}

func (t *Texts) attribution(a *ledger.Attribution) (attributionRow, error) {
	p, err := t.of(&a.Document)
	if err != nil {
		return attributionRow{}, err
	}
	return attributionRow{
		ID: a.ID, Document: refOf(&a.Document), SourceText: a.SourceText, CueText: a.CueText, ContentText: a.ContentText,
		attributionLine: p.attribution(&a.Attribution), Parent: known(a.ParentID), Passage: p.passage(&a.Passage),
	}, nil
}

func (p *points) passage(x *ledger.Passage) passageLine {
	return passageLine{x.Text, p.span(x.Span), x.Kind}
}

func line(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
