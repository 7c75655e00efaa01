package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"strings"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// documentColumns are what a row has of its document, with their joins.
const (
	documentColumns = `d.public, d.given, r.title, r.authors, r.outlet, r.published, r.url, r.language, d.added, h.changed, r.number, g.reader, h.bytes, h.attributions, h.figures`
	headJoins       = `
JOIN documents d ON d.id = h.document
JOIN revisions r ON r.id = h.revision`
	documentJoins = headJoins + `
JOIN readings g ON g.id = h.reading`
)

// documentScan takes a document from a row.
type documentScan struct {
	ledger.Document
	authors, added, changed string
}

func (d *documentScan) into() []any {
	return []any{&d.ID, &d.Given, &d.Meta.Title, &d.authors, &d.Meta.Outlet, &d.Meta.Published, &d.Meta.URL, &d.Meta.Language,
		&d.added, &d.changed, &d.Revision, &d.Reader, &d.Bytes, &d.Attributions, &d.Figures}
}

func (d *documentScan) document() (ledger.Document, error) {
	var err error
	d.Meta.Authors = nil
	if d.authors != "[]" {
		err = json.Unmarshal([]byte(d.authors), &d.Meta.Authors)
	}
	if err == nil {
		d.Added, err = time.Parse(time.RFC3339Nano, d.added)
	}
	if err == nil {
		d.Changed, err = time.Parse(time.RFC3339Nano, d.changed)
	}
	return d.Document, err
}

// The documents and claims of the current readings.
const (
	headsOf        = "heads h JOIN readings g ON g.id = h.reading"
	attributionsOf = "heads h JOIN attributions a ON a.reading = h.reading"
	figuresOf      = "heads h JOIN figures f ON f.reading = h.reading"
)

// orderJoins are what a list must be joined with to be sorted by a key.
var orderJoins = map[string]map[query.Key]string{
	"h.document": {query.ByAdded: " JOIN documents d ON d.id = h.document", query.ByTitle: " JOIN revisions r ON r.id = h.revision"},
	"a.id":       {query.ByAdded: " JOIN documents d ON d.id = h.document", query.ByTitle: " JOIN revisions r ON r.id = h.revision", query.BySource: " LEFT JOIN names n ON n.id = a.speaker"},
	"f.id":       {query.ByAdded: " JOIN documents d ON d.id = h.document", query.ByTitle: " JOIN revisions r ON r.id = h.revision", query.ByPlace: " LEFT JOIN toponyms o ON o.id = f.place"},
}

// from is the rows of a list, and their order. Where the list is cut, its rows
// are found by their keys alone first: sorting whole rows, texts and all, to throw
// most of them away took most of the time. NestedJoin keeps SQLite to that order.
func (l *Ledger) from(id, all, again, joins string, p *plan, f *query.Filter, by string) string {
	if f.Limit <= 0 {
		return "\nFROM " + all + joins + p.sql() + by + limit(f)
	}
	if aboutDocuments(f) {
		// Then the documents' order leads: their claims follow until the page is full.
		all = strings.Replace(all, "JOIN", l.d.NestedJoin, 1)
	}
	return "\nFROM (SELECT " + id + " AS id FROM " + all + orderJoins[id][f.Sort.By] + p.sql() + by + limit(f) + ") page\n" + l.d.NestedJoin + " " + again + joins + by
}

// rows runs a list and yields what scan makes of each row.
func rows[T any](ctx context.Context, l *Ledger, doing, q string, args []any, scan func(*sql.Rows) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		rs, err := l.read.QueryContext(ctx, l.d.SQL(q), clean(args)...)
		if err != nil {
			yield(zero, l.fail(doing, err))
			return
		}
		defer rs.Close()
		for rs.Next() {
			v, err := scan(rs)
			if err != nil {
				yield(zero, l.fail(doing, err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
		if rs.Err() != nil {
			yield(zero, l.fail(doing, rs.Err()))
		}
	}
}

// failed is a list that ends at once.
func failed[T any](err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		yield(zero, err)
	}
}

var documentOrders = map[query.Key]string{
	query.ByPublished: "h.published", query.ByAdded: "d.added", query.ByOutlet: "h.outlet", query.ByTitle: "r.title", query.ByFigures: "h.figures",
}

// Documents lists the documents.
func (l *Ledger) Documents(ctx context.Context, f query.Filter) iter.Seq2[ledger.Document, error] {
	p, err := l.planDocuments(ctx, &f)
	if err != nil {
		return failed[ledger.Document](err)
	}
	by, err := l.order(f.Sort, documentOrders, "h.public")
	if err != nil {
		return failed[ledger.Document](err)
	}
	q := "SELECT " + documentColumns + l.from("h.document", headsOf, "heads h ON h.document = page.id JOIN readings g ON g.id = h.reading", headJoins, p, &f, by)
	return rows(ctx, l, "listing documents", q, p.args, func(rs *sql.Rows) (ledger.Document, error) {
		var d documentScan
		if err := rs.Scan(d.into()...); err != nil {
			return d.Document, err
		}
		return d.document()
	})
}

const attributionColumns = `a.public, a.number, a.start, a."end", a.source, a.cue, a.content, a.kind, a.class, n.name, a.role, a.type,
	a.parent, b.public, a.confidence, a.rule, substr(t.text, a.start + 1, a."end" - a.start), p.kind`

const attributionJoins = documentJoins + `
JOIN texts t ON t.id = g.text
LEFT JOIN names n ON n.id = a.speaker
LEFT JOIN attributions b ON b.reading = a.reading AND b.number = a.parent
LEFT JOIN passages p ON p.id = a.passage`

type attributionScan struct {
	documentScan
	ledger.Attribution
	source, cue, content string
	kind, class, typ     string
	speaker, parentID    sql.NullString
	role                 string
	parent               sql.NullInt64
	text                 []byte
	block                sql.NullString
}

func (s *attributionScan) into() []any {
	a := &s.Attribution
	return append(s.documentScan.into(), &a.ID, &a.Attribution.ID, &a.Passage.Span.Start, &a.Passage.Span.End, &s.source, &s.cue, &s.content,
		&s.kind, &s.class, &s.speaker, &s.role, &s.typ, &s.parent, &s.parentID, &a.Confidence, &a.Rule, &s.text, &s.block)
}

func (s *attributionScan) attribution() (ledger.Attribution, error) {
	a := &s.Attribution
	var err error
	if a.Document, err = s.document(); err != nil {
		return *a, err
	}
	if err := scanAttribution(&a.Attribution, s.source, s.cue, s.content, s.kind, s.class); err != nil {
		return *a, err
	}
	if err := scanSpeaker(&a.Attribution, s.speaker, s.role, s.typ); err != nil {
		return *a, err
	}
	a.Parent, a.ParentID = int(s.parent.Int64), ledger.ID(s.parentID.String)
	a.Passage.Text = string(s.text)
	a.SourceText, a.CueText, a.ContentText = a.Passage.Pieces(a.Source), a.Passage.Pieces(a.Cue), a.Passage.Pieces(a.Content)
	return *a, blockKind(&a.Passage.Kind, s.block)
}

var attributionOrders = map[query.Key]string{
	query.ByPublished: "h.published", query.ByAdded: "d.added", query.ByOutlet: "h.outlet", query.ByTitle: "r.title",
	query.BySource: "n.folded", query.ByConfidence: "a.confidence",
}

// Attributions lists the attributions of the current readings.
func (l *Ledger) Attributions(ctx context.Context, f query.Filter) iter.Seq2[ledger.Attribution, error] {
	p, err := l.planAttributions(ctx, &f)
	if err != nil {
		return failed[ledger.Attribution](err)
	}
	by, err := l.order(f.Sort, attributionOrders, "h.public, a.n")
	if err != nil {
		return failed[ledger.Attribution](err)
	}
	q := "SELECT " + documentColumns + ", " + attributionColumns + l.from("a.id", attributionsOf, "attributions a ON a.id = page.id JOIN heads h ON h.reading = a.reading", attributionJoins, p, &f, by)
	return rows(ctx, l, "listing claims", q, p.args, func(rs *sql.Rows) (ledger.Attribution, error) {
		var s attributionScan
		if err := rs.Scan(s.into()...); err != nil {
			return s.Attribution, err
		}
		return s.attribution()
	})
}

const figureColumns = `f.public, f.n, f.start, f."end", f.number_start, f.number_end, f.quantifier, f.low, f.high, f.category, f.term_start, f.term_end,
	f.victims, f.victims_start, f.victims_end, o.text, o.name, o.country, o.lat, o.lon, o.precision, f.place_start, f.place_end,
	f.when_first, f.when_last, f.when_start, f.when_end, f.when_precision, f.scope, f.status, f.attribution, f.chain, f.part_of,
	f.article, f.confidence, f.rule, f.unit, f.tags, f.voices, f.disputed_by, a.public, w.public, substr(t.text, f.start + 1, f."end" - f.start), p.kind`

const figureJoins = documentJoins + `
JOIN texts t ON t.id = g.text
LEFT JOIN toponyms o ON o.id = f.place
LEFT JOIN attributions a ON a.reading = f.reading AND a.number = f.attribution
LEFT JOIN figures w ON w.reading = f.reading AND w.n = f.part_of
LEFT JOIN passages p ON p.id = f.passage`

type figureScan struct {
	documentScan
	ledger.Figure
	figureFields
	attributionID, partOfID sql.NullString
	text                    []byte
	block                   sql.NullString
}

func (s *figureScan) into() []any {
	f := &s.Figure
	out := append(s.documentScan.into(), &f.ID, &f.Index, &f.Passage.Span.Start, &f.Passage.Span.End)
	out = append(out, s.figureFields.into(&f.Figure)...)
	return append(out, &s.attributionID, &s.partOfID, &s.text, &s.block)
}

func (s *figureScan) figure() (ledger.Figure, error) {
	f := &s.Figure
	var err error
	if f.Document, err = s.document(); err != nil {
		return *f, err
	}
	if err := s.fill(&f.Figure); err != nil {
		return *f, err
	}
	f.AttributionID, f.PartOfID = ledger.ID(s.attributionID.String), ledger.ID(s.partOfID.String)
	f.Passage.Text = string(s.text)
	f.NumberText, f.TermText = f.Passage.Pieces([]sayso.Span{f.Number}), f.Passage.Pieces([]sayso.Span{f.Term})
	return *f, blockKind(&f.Passage.Kind, s.block)
}

// firstOfChain stands for the column that engines write each their way.
const firstOfChain = "first of chain"

var figureOrders = map[query.Key]string{
	query.ByPublished: "h.published", query.ByAdded: "d.added", query.ByOutlet: "h.outlet", query.ByTitle: "r.title",
	query.ByNumber: "coalesce(f.low, f.high)", query.ByCategory: "f.category", query.ByPlace: "coalesce(nullif(o.name, ''), o.text)",
	query.ByWhen: "f.when_first", query.BySource: firstOfChain, query.ByConfidence: "f.confidence",
}

// Figures lists the figures of the current readings.
func (l *Ledger) Figures(ctx context.Context, f query.Filter) iter.Seq2[ledger.Figure, error] {
	p, err := l.planFigures(ctx, &f)
	if err != nil {
		return failed[ledger.Figure](err)
	}
	by, err := l.order(f.Sort, figureOrders, "h.public, f.n")
	if err != nil {
		return failed[ledger.Figure](err)
	}
	q := "SELECT " + documentColumns + ", " + figureColumns + l.from("f.id", figuresOf, "figures f ON f.id = page.id JOIN heads h ON h.reading = f.reading", figureJoins, p, &f, by)
	return rows(ctx, l, "listing figures", q, p.args, func(rs *sql.Rows) (ledger.Figure, error) {
		var s figureScan
		if err := rs.Scan(s.into()...); err != nil {
			return s.Figure, err
		}
		return s.figure()
	})
}

func blockKind(k *sayso.BlockKind, name sql.NullString) error {
	if !name.Valid {
		return nil
	}
	return k.UnmarshalText([]byte(strings.TrimSpace(name.String)))
}
