package store

import (
	"database/sql"
	"slices"
	"strconv"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// reading stores the text, what was read in it, and makes both current.
func (t *Tx) reading(doc, revision int64, e *ledger.Entry, o *ledger.Outcome) error {
	id, err := t.putReading(revision, e, o)
	if err != nil {
		return err
	}
	m := &e.Document.Meta
	row := []any{doc, o.Document, revision, id, m.Published, query.Fold(m.Outlet), stamp(e.Captured), len(e.Document.Text), o.Attributions, o.Figures}
	if o.Status == ledger.Added {
		return t.Put(headsTable, row...)
	}
	if err := t.flush(); err != nil { // what the head points at
		return err
	}
	_, err = t.exec(`INSERT INTO heads (document, public, revision, reading, published, outlet, changed, bytes, attributions, figures)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document) DO UPDATE SET revision = excluded.revision, reading = excluded.reading,
		published = excluded.published, outlet = excluded.outlet, changed = excluded.changed, bytes = excluded.bytes,
		attributions = excluded.attributions, figures = excluded.figures`, row...)
	return err
}

// putReading stores the text and what was read in it, beside what other versions
// of the reader read in the same revision.
func (t *Tx) putReading(revision int64, e *ledger.Entry, o *ledger.Outcome) (int64, error) {
	text, passages, err := t.text(e.Document)
	if err != nil {
		return 0, err
	}
	r := &readingWriter{Tx: t, doc: e.Document, reading: e.Reading, passages: passages}
	if r.id, err = t.add(readingsTable, revision, e.Reading.Reader, text, stamp(e.Captured)); err != nil {
		return 0, err
	}
	r.attributionIDs, r.figureIDs = ledger.ClaimIDs(o.Document, ledger.Sum([]byte(e.Document.Text)), e.Reading)
	entry, buf := archive.EntryOf(&archive.Reading{Document: o.Document, Revision: o.Revision, Text: e.Document, Reading: e.Reading,
		AttributionIDs: r.attributionIDs, FigureIDs: r.figureIDs}, stamp(e.Captured), t.buf)
	t.buf = buf
	if err := t.log(entry.Leaf()); err != nil {
		return 0, err
	}
	if r.figures, err = t.numbers("figures", len(e.Reading.Figures)); err != nil {
		return 0, err
	}
	for i := range e.Reading.Attributions {
		if err := r.attribution(i); err != nil {
			return 0, err
		}
	}
	for i := range e.Reading.Figures {
		if err := r.figure(i); err != nil {
			return 0, err
		}
	}
	for i := range e.Reading.Places {
		if err := r.place(i); err != nil {
			return 0, err
		}
	}
	o.Attributions, o.Figures, o.Places = len(e.Reading.Attributions), len(e.Reading.Figures), len(e.Reading.Places)
	return r.id, nil
}

// text stores a text with its blocks, once, and returns the rows of the blocks.
func (t *Tx) text(doc *sayso.Document) (id int64, passages []int64, err error) {
	hash := layoutHash(doc)
	if !t.no("texts.hash", hash[:]) {
		ok, err := t.find("SELECT id FROM texts WHERE hash = ?", []any{hash[:]}, &id)
		if err != nil {
			return 0, nil, err
		}
		if ok {
			passages, err = t.passages(id, len(doc.Blocks))
			return id, passages, err
		}
	}
	t.now("texts.hash", hash[:])
	sum := ledger.Sum([]byte(doc.Text))
	id, err = t.add(textsTable, hash[:], sum[:], []byte(doc.Text))
	if err != nil {
		return 0, nil, err
	}
	first, err := t.numbers("passages", len(doc.Blocks))
	if err != nil {
		return 0, nil, err
	}
	for n, b := range doc.Blocks {
		var joins any
		if b.Joins >= 0 {
			joins = b.Joins
		}
		p := first + int64(n)
		if err := t.Put(passagesTable, p, id, n, b.Kind.String(), b.Span.Start, b.Span.End, b.Raw.Start, b.Raw.End, joins); err != nil {
			return 0, nil, err
		}
		if err := t.l.d.Search.Index(t, p, b.Span.In(doc.Text)); err != nil {
			return 0, nil, err
		}
		passages = append(passages, p)
	}
	return id, passages, nil
}

func (t *Tx) passages(text int64, n int) ([]int64, error) {
	out := make([]int64, 0, n)
	err := t.each("SELECT id FROM passages WHERE text = ? ORDER BY n", func(rs *sql.Rows) error {
		var id int64
		err := rs.Scan(&id)
		out = append(out, id)
		return err
	}, text)
	return out, err
}

// layoutHash is over a text and its blocks.
func layoutHash(doc *sayso.Document) ledger.Hash {
	b := []byte(doc.Text)
	for _, k := range doc.Blocks {
		b = append(b, '\n')
		b = append(b, k.Kind.String()...)
		for _, n := range []int{k.Span.Start, k.Span.End, k.Raw.Start, k.Raw.End, k.Joins} {
			b = append(b, ' ')
			b = strconv.AppendInt(b, int64(n), 10)
		}
	}
	return ledger.Sum(b)
}

// readingWriter stores the rows of one reading.
type readingWriter struct {
	*Tx
	id                        int64
	figures                   int64 // number of the first
	doc                       *sayso.Document
	reading                   *sayso.Reading
	passages                  []int64
	attributionIDs, figureIDs []ledger.ID
}

// extent is what lists show of a claim, and the row of its block.
func (r *readingWriter) extent(spans ...sayso.Span) (sayso.Span, any) {
	extent, block := ledger.Extent(r.doc, spans...)
	if block < 0 {
		return extent, nil
	}
	return extent, r.passages[block]
}

func (r *readingWriter) attribution(i int) error {
	a := &r.reading.Attributions[i]
	extent, passage := r.extent(slices.Concat(a.Cue, a.Content, a.Source)...)
	var speaker any
	var role, kind string
	if s := a.Speaker; s != nil {
		role, kind = s.Role, s.Type.String()
		id, err := r.name(s.Name)
		if err != nil {
			return err
		}
		speaker = id
	}
	return r.Put(attributionsTable,
		r.attributionIDs[i], r.id, i, a.ID, passage, extent.Start, extent.End, spans(a.Source), spans(a.Cue), spans(a.Content),
		a.Kind.String(), a.Class.String(), speaker, role, kind, orNull(a.Parent != 0, a.Parent), a.Confidence, a.Rule)
}

func (r *readingWriter) figure(i int) error {
	f := &r.reading.Figures[i]
	extent, passage := r.extent(f.Number, f.Term)
	id := r.figures + int64(i)
	args := []any{id, r.figureIDs[i], r.id, i, passage, extent.Start, extent.End,
		f.Number.Start, f.Number.End, f.Quantifier.String(), orNull(f.Low.Known, f.Low.N), orNull(f.High.Known, f.High.N),
		f.Category.String(), f.Term.Start, f.Term.End}
	if v := f.Victims; v != nil {
		args = append(args, v.Text, v.Span.Start, v.Span.End)
	} else {
		args = append(args, nil, nil, nil)
	}
	if p := f.Place; p != nil {
		id, err := r.toponym(p)
		if err != nil {
			return err
		}
		args = append(args, id, p.Span.Start, p.Span.End)
	} else {
		args = append(args, nil, nil, nil)
	}
	if w := f.When; w != nil {
		args = append(args, w.Start, w.End, w.Span.Start, w.Span.End, string(w.Precision))
	} else {
		args = append(args, nil, nil, nil, nil, nil)
	}
	args = append(args, f.Scope.String(), f.Status.String(), orNull(f.Attribution != 0, f.Attribution), list(f.Chain),
		orNull(f.PartOf >= 0, f.PartOf), number(f.Article), f.Confidence, f.Rule)
	if v := f.Victims; v != nil {
		args = append(args, v.Unit.String(), list(v.Tags))
	} else {
		args = append(args, sayso.Persons.String(), "[]")
	}
	args = append(args, list(f.Voices), list(f.DisputedBy))
	if err := r.Put(figuresTable, args...); err != nil {
		return err
	}
	for link, name := range f.Chain {
		n, err := r.name(name)
		if err != nil {
			return err
		}
		if err := r.Put(figureSourcesTable, n, id, link); err != nil {
			return err
		}
	}
	return nil
}

func (r *readingWriter) place(i int) error {
	p := &r.reading.Places[i]
	id, err := r.toponym(p)
	if err != nil {
		return err
	}
	return r.Put(placesTable, r.id, i, id, p.Span.Start, p.Span.End)
}

func orNull[T any](known bool, v T) any {
	if !known {
		return nil
	}
	return v
}

// number is a yes or no as the columns have it.
func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// spans writes pieces as a JSON array of [start, end].
func spans(in []sayso.Span) string {
	b := []byte{'['}
	for i, s := range in {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		b = strconv.AppendInt(b, int64(s.Start), 10)
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(s.End), 10)
		b = append(b, ']')
	}
	return string(append(b, ']'))
}
