package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/words"
)

// CSV is a table for spreadsheets (RFC 4180, UTF-8, a line of titles first).
type CSV[T any] struct {
	w     *csv.Writer
	cells func(T) []string
}

// Write writes a row.
func (c CSV[T]) Write(row T) error { return c.w.Write(c.cells(row)) }

// Close writes what is still held back.
func (c CSV[T]) Close() error {
	c.w.Flush()
	return c.w.Error()
}

func newCSV[T any](w io.Writer, titles []string, cells func(T) []string) CSV[T] {
	c := CSV[T]{csv.NewWriter(w), cells}
	c.w.UseCRLF = true
	c.w.Write(titles) // an error is kept until Close
	return c
}

// safe is text from outside as a cell that no spreadsheet takes for a formula:
// an apostrophe before =, +, -, @ and white space that some programs skip. The
// exact words are in the JSON form.
func safe(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// quoted is several lines of text as one.
func quoted(s string) string { return safe(strings.Join(strings.Fields(s), " ")) }

var documentTitles = []string{"document", "given_id", "outlet", "title", "published", "url"}

func documentCells(d *ledger.Document) []string {
	m := &d.Meta
	return []string{string(d.ID), safe(d.Given), safe(m.Outlet), quoted(m.Title), safe(m.Published), safe(m.URL)}
}

// NewDocumentCSV writes documents.
func NewDocumentCSV(w io.Writer) CSV[ledger.Document] {
	titles := append(append([]string{}, documentTitles...), "authors", "language", "revision", "added", "changed", "attributions", "figures", "reader")
	return newCSV(w, titles, func(d ledger.Document) []string {
		return append(documentCells(&d), safe(strings.Join(d.Meta.Authors, "; ")), safe(d.Meta.Language), strconv.Itoa(d.Revision),
			d.Added.Format(time.RFC3339), d.Changed.Format(time.RFC3339), strconv.Itoa(d.Attributions), strconv.Itoa(d.Figures), d.Reader)
	})
}

// NewFigureCSV writes figures.
func NewFigureCSV(w io.Writer) CSV[ledger.Figure] {
	titles := []string{"figure", "quantity", "low", "high", "quantifier", "number_words", "category", "term", "victims",
		"place", "country", "lat", "lon", "place_words", "when_start", "when_end", "scope", "status", "chain", "outermost_source", "innermost_source",
		"part_of", "confidence", "rule"}
	titles = append(append(titles, documentTitles...), "passage")
	return newCSV(w, titles, figureCells)
}

func figureCells(f ledger.Figure) []string {
	cells := []string{string(f.ID), safe(words.Quantity(f.Quantifier, f.Low, f.High, f.NumberText)), open(f.Low), open(f.High),
		f.Quantifier.String(), quoted(f.NumberText), f.Category.String(), quoted(f.TermText), ""}
	if f.Victims != nil {
		cells[len(cells)-1] = quoted(f.Victims.Text)
	}
	cells = append(cells, placeCells(f.Place)...)
	if f.When != nil {
		cells = append(cells, f.When.Start, f.When.End)
	} else {
		cells = append(cells, "", "")
	}
	outermost, innermost := "", ""
	if n := len(f.Chain); n > 0 {
		outermost, innermost = f.Chain[0], f.Chain[n-1]
	}
	cells = append(cells, f.Scope.String(), f.Status.String(), quoted(words.Chain(f.Document.Meta.Outlet, f.Chain)), quoted(outermost), quoted(innermost),
		string(f.PartOfID), confidence(f.Confidence), f.Rule)
	return append(append(cells, documentCells(&f.Document)...), quoted(f.Passage.Text))
}

func placeCells(p *sayso.Place) []string {
	if p == nil {
		return []string{"", "", "", "", ""}
	}
	lat, lon := "", ""
	if p.Resolved {
		lat, lon = strconv.FormatFloat(p.Lat, 'f', -1, 64), strconv.FormatFloat(p.Lon, 'f', -1, 64)
	}
	return []string{safe(p.Name), safe(p.Country), lat, lon, quoted(p.Text)}
}

// NewAttributionCSV writes attributions.
func NewAttributionCSV(w io.Writer) CSV[ledger.Attribution] {
	titles := []string{"claim", "speaker", "role", "speaker_type", "source_words", "cue_words", "content_words", "kind", "class", "parent", "confidence", "rule"}
	return newCSV(w, append(titles, documentTitles...), func(a ledger.Attribution) []string {
		var s sayso.Speaker
		if a.Speaker != nil {
			s = *a.Speaker
		}
		cells := []string{string(a.ID), quoted(s.Name), quoted(s.Role), s.Type.String(), quoted(a.SourceText), quoted(a.CueText), quoted(a.ContentText),
			a.Kind.String(), a.Class.String(), string(a.ParentID), confidence(a.Confidence), a.Rule}
		return append(cells, documentCells(&a.Document)...)
	})
}

func open(b sayso.Bound) string {
	if !b.Known {
		return ""
	}
	return strconv.FormatInt(b.N, 10)
}

func confidence(c float64) string { return strconv.FormatFloat(c, 'f', 2, 64) }
