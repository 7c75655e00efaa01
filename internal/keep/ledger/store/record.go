package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Record is one document with its text and its current reading.
func (l *Ledger) Record(ctx context.Context, document string) (*ledger.Record, error) {
	id, err := l.documentRow(ctx, document)
	if err != nil {
		return nil, err
	}
	var reading int64
	if err := l.row(ctx, "SELECT reading FROM heads WHERE document = ?", id).Scan(&reading); err != nil {
		return nil, l.fail("document "+document, err)
	}
	return l.record(ctx, reading)
}

// Revision is the document as one of its revisions showed it.
func (l *Ledger) Revision(ctx context.Context, document string, number int) (*ledger.Record, error) {
	id, err := l.documentRow(ctx, document)
	if err != nil {
		return nil, err
	}
	var reading int64
	err = l.row(ctx, "SELECT g.id FROM revisions r JOIN readings g ON g.revision = r.id WHERE r.document = ? AND r.number = ? ORDER BY "+current+" LIMIT 1", id, number).Scan(&reading)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("ledger: revision %d of document %s: %w", number, document, sayso.ErrNotFound)
	}
	if err != nil {
		return nil, l.fail("document "+document, err)
	}
	return l.record(ctx, reading)
}

// record loads a reading, the current one of its document or an older one.
func (l *Ledger) record(ctx context.Context, reading int64) (*ledger.Record, error) {
	tx, err := l.read.BeginTx(ctx, &l.d.Snapshot)
	if err != nil {
		return nil, l.fail("reading a document", err)
	}
	defer tx.Rollback()
	r, err := l.recordIn(ctx, tx, reading)
	return r, l.fail("reading a document", err)
}

// recordIn loads a reading in a transaction.
func (l *Ledger) recordIn(ctx context.Context, tx *sql.Tx, reading int64) (*ledger.Record, error) {
	return readRecord(reading, func(q string, args []any) (*sql.Rows, error) {
		return tx.QueryContext(ctx, l.d.SQL(q), clean(args)...)
	})
}

// readRecord loads a reading; query runs its queries, for one record or for many.
func readRecord(reading int64, query func(string, []any) (*sql.Rows, error)) (*ledger.Record, error) {
	q := &recordReader{query: query, id: reading, out: &ledger.Record{Text: &sayso.Document{}, Reading: &sayso.Reading{}}}
	for _, part := range []func() error{q.head, q.revisions, q.blocks, q.attributions, q.figures, q.places} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return q.out, nil
}

// recordReader loads one reading's record, part by part.
type recordReader struct {
	query    func(string, []any) (*sql.Rows, error)
	id       int64
	document int64
	text     int64
	out      *ledger.Record
}

func (q *recordReader) each(sql string, row func(*sql.Rows) error, args ...any) error {
	rs, err := q.query(sql, args)
	return eachOf(rs, err, row)
}

func (q *recordReader) head() error {
	var d documentScan
	var text, sum []byte
	into := append(d.into(), &q.document, &q.out.Newest, &q.text, &text, &sum)
	err := q.each(`SELECT d.public, d.given, r.title, r.authors, r.outlet, r.published, r.url, r.language, d.added,
		(SELECT min(c.time) FROM captures c WHERE c.revision = r.id), r.number, g.reader, length(t.text),
		(SELECT count(*) FROM attributions a WHERE a.reading = g.id), (SELECT count(*) FROM figures f WHERE f.reading = g.id),
		d.id, (SELECT max(number) FROM revisions x WHERE x.document = d.id), t.id, t.text, t.text_hash
		FROM readings g JOIN revisions r ON r.id = g.revision JOIN documents d ON d.id = r.document JOIN texts t ON t.id = g.text
		WHERE g.id = ?`, func(rs *sql.Rows) error { return rs.Scan(into...) }, q.id)
	if err == nil && q.document == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return err
	}
	if q.out.Document, err = d.document(); err != nil {
		return err
	}
	if have := ledger.Sum(text); string(have[:]) != string(sum) {
		return fmt.Errorf("document %s: %w: its text is not what was stored", d.ID, ledger.ErrDamaged)
	}
	q.out.Text.ID, q.out.Text.Meta, q.out.Text.Text = q.out.Given, q.out.Meta, string(text)
	q.out.Reading.Reader = q.out.Reader
	return nil
}

func (q *recordReader) revisions() error {
	return q.each(`SELECT r.number, r.text_hash, r.title, c.fingerprint, b.hash, b.size, c.media_type, c.given, c.url, c.place, c.time, c.tool
		FROM revisions r JOIN captures c ON c.id = (SELECT min(id) FROM captures WHERE revision = r.id) JOIN blobs b ON b.id = c.blob
		WHERE r.document = ? AND r.number <= ? ORDER BY r.number`, func(rs *sql.Rows) error {
		var r ledger.Revision
		var text, print, blob []byte
		var at string
		c := &r.Capture
		err := rs.Scan(&r.Number, &text, &r.Title, &print, &blob, &c.Size, &c.MediaType, &c.Given, &c.URL, &c.Place, &at, &c.Tool)
		if err != nil {
			return err
		}
		copy(r.TextHash[:], text)
		copy(c.Fingerprint[:], print)
		copy(c.Hash[:], blob)
		c.Time, err = time.Parse(time.RFC3339Nano, at)
		q.out.Revisions = append(q.out.Revisions, r)
		return err
	}, q.document, q.out.Revision)
}

func (q *recordReader) blocks() error {
	return q.each(`SELECT kind, start, "end", raw_start, raw_end, joins FROM passages WHERE text = ? ORDER BY n`, func(rs *sql.Rows) error {
		var b sayso.Block
		var kind string
		var joins sql.NullInt64
		if err := rs.Scan(&kind, &b.Span.Start, &b.Span.End, &b.Raw.Start, &b.Raw.End, &joins); err != nil {
			return err
		}
		b.Joins = -1
		if joins.Valid {
			b.Joins = int(joins.Int64)
		}
		err := b.Kind.UnmarshalText([]byte(kind))
		q.out.Text.Blocks = append(q.out.Text.Blocks, b)
		return err
	}, q.text)
}

func (q *recordReader) attributions() error {
	return q.each(`SELECT a.public, a.number, a.source, a.cue, a.content, a.kind, a.class, n.name, a.role, a.type, a.parent, a.confidence, a.rule
		FROM attributions a LEFT JOIN names n ON n.id = a.speaker WHERE a.reading = ? ORDER BY a.n`, func(rs *sql.Rows) error {
		var a sayso.Attribution
		var id ledger.ID
		var source, cue, content, kind, class, role, typ string
		var speaker sql.NullString
		var parent sql.NullInt64
		if err := rs.Scan(&id, &a.ID, &source, &cue, &content, &kind, &class, &speaker, &role, &typ, &parent, &a.Confidence, &a.Rule); err != nil {
			return err
		}
		a.Parent = int(parent.Int64)
		if err := scanAttribution(&a, source, cue, content, kind, class); err != nil {
			return err
		}
		q.out.AttributionIDs = append(q.out.AttributionIDs, id)
		err := scanSpeaker(&a, speaker, role, typ)
		q.out.Reading.Attributions = append(q.out.Reading.Attributions, a)
		return err
	}, q.id)
}

func (q *recordReader) figures() error {
	return q.each(`SELECT f.public, f.number_start, f.number_end, f.quantifier, f.low, f.high, f.category, f.term_start, f.term_end,
		f.victims, f.victims_start, f.victims_end, o.text, o.name, o.country, o.lat, o.lon, o.precision, f.place_start, f.place_end,
		f.when_first, f.when_last, f.when_start, f.when_end, f.when_precision, f.scope, f.status, f.attribution, f.chain, f.part_of,
		f.article, f.confidence, f.rule, f.unit, f.tags, f.voices, f.disputed_by
		FROM figures f LEFT JOIN toponyms o ON o.id = f.place WHERE f.reading = ? ORDER BY f.n`, func(rs *sql.Rows) error {
		var f sayso.Figure
		var id ledger.ID
		var s figureFields
		if err := rs.Scan(append([]any{&id}, s.into(&f)...)...); err != nil {
			return err
		}
		err := s.fill(&f)
		q.out.FigureIDs = append(q.out.FigureIDs, id)
		q.out.Reading.Figures = append(q.out.Reading.Figures, f)
		return err
	}, q.id)
}

func (q *recordReader) places() error {
	return q.each(`SELECT o.text, o.name, o.country, o.lat, o.lon, o.precision, x.start, x."end"
		FROM places x JOIN toponyms o ON o.id = x.toponym WHERE x.reading = ? ORDER BY x.n`, func(rs *sql.Rows) error {
		var p sayso.Place
		var lat, lon sql.NullFloat64
		err := rs.Scan(&p.Text, &p.Name, &p.Country, &lat, &lon, &p.Precision, &p.Span.Start, &p.Span.End)
		p.Lat, p.Lon, p.Resolved = lat.Float64, lon.Float64, lat.Valid
		q.out.Reading.Places = append(q.out.Reading.Places, p)
		return err
	}, q.id)
}

// Text is the text of a document's revision, as the reading that counts has it.
func (l *Ledger) Text(ctx context.Context, document ledger.ID, revision int) (string, error) {
	var text []byte
	err := l.row(ctx, `SELECT t.text FROM documents d JOIN revisions r ON r.document = d.id JOIN readings g ON g.revision = r.id JOIN texts t ON t.id = g.text
		WHERE d.public = ? AND r.number = ? ORDER BY `+current+` LIMIT 1`, document, revision).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("ledger: document %s, revision %d: %w", document, revision, sayso.ErrNotFound)
	}
	return string(text), l.fail("the text of "+string(document), err)
}

// documentRow finds a document by an address, the id given on input, or the
// beginning of its ID.
func (l *Ledger) documentRow(ctx context.Context, name string) (int64, error) {
	if url := ledger.CanonicalURL(name); url != "" {
		var id int64
		err := l.row(ctx, "SELECT id FROM documents WHERE key = ?", "url:"+url).Scan(&id)
		if err == nil || !errors.Is(err, sql.ErrNoRows) {
			return id, l.fail("document "+name, err)
		}
	}
	const label = "SELECT d.id, d.public || '  ' || coalesce(nullif(r.title, ''), d.given) FROM documents d JOIN heads h ON h.document = d.id JOIN revisions r ON r.id = h.revision WHERE "
	id, err := l.one(ctx, name, label+"d.given = ?", name)
	if !errors.Is(err, sayso.ErrNotFound) {
		return id, err
	}
	if prefix, ok := ledger.ParseID(name); ok && prefix[0] == 'd' {
		return l.one(ctx, name, label+"d.public >= ? AND d.public < ?", prefix, prefix+"~")
	}
	return 0, fmt.Errorf("ledger: document %q: %w", name, sayso.ErrNotFound)
}

// one runs a query for rows of number and label, and wants one row.
func (l *Ledger) one(ctx context.Context, name, q string, args ...any) (int64, error) {
	rs, err := l.read.QueryContext(ctx, l.d.SQL(q+" ORDER BY 2 LIMIT 20"), clean(args)...)
	if err != nil {
		return 0, l.fail(name, err)
	}
	defer rs.Close()
	var id int64
	var labels []string
	for rs.Next() {
		var label string
		if err := rs.Scan(&id, &label); err != nil {
			return 0, l.fail(name, err)
		}
		labels = append(labels, strings.Join(strings.Fields(label), " "))
	}
	switch {
	case rs.Err() != nil:
		return 0, l.fail(name, rs.Err())
	case len(labels) == 0:
		return 0, fmt.Errorf("ledger: %q: %w", name, sayso.ErrNotFound)
	case len(labels) > 1:
		return 0, &ledger.Ambiguous{Given: name, Candidates: labels}
	}
	return id, nil
}

// Claim is one attribution or figure by its ID or the beginning of one, as the
// reading that counts has it, or the newest that holds it.
func (l *Ledger) Claim(ctx context.Context, name string) (*ledger.Claim, error) {
	prefix, ok := ledger.ParseID(name)
	if !ok || prefix[0] == 'd' {
		return nil, fmt.Errorf("ledger: claim %q: %w: an ID begins with a (attribution) or f (figure)", name, sayso.ErrNotFound)
	}
	table := "attributions"
	if prefix[0] == 'f' {
		table = "figures"
	}
	row, err := l.one(ctx, name, "SELECT max(c.id), c.public FROM "+table+" c WHERE c.public >= ? AND c.public < ? GROUP BY c.public", prefix, prefix+"~")
	if err != nil {
		return nil, err
	}
	var reading int64
	var n int
	// Of the readings that hold it, that of the newest revision, and of those the
	// one that counts.
	if err := l.row(ctx, "SELECT c.reading, c.n FROM "+table+" x JOIN "+table+" c ON c.public = x.public JOIN readings g ON g.id = c.reading JOIN revisions r ON r.id = g.revision WHERE x.id = ? ORDER BY r.number DESC, "+current+" LIMIT 1", row).Scan(&reading, &n); err != nil {
		return nil, l.fail("claim "+name, err)
	}
	rec, err := l.record(ctx, reading)
	if err != nil {
		return nil, err
	}
	if table == "figures" {
		return &ledger.Claim{Record: rec, Figure: rec.Figure(n)}, nil
	}
	return &ledger.Claim{Record: rec, Attribution: rec.Attribution(n)}, nil
}
