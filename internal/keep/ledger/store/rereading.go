package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"mime"
	"time"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// current orders a revision's readings g: the one that counts comes first. That is
// the promoted version's, or the first that there was.
const current = "CASE WHEN g.reader = (SELECT p.reader FROM promotions p ORDER BY p.id DESC LIMIT 1) THEN 0 ELSE 1 END, g.id"

// unreadAtOnce is how many revisions are looked up in one query, so that no
// snapshot of the database is held for as long as reading them takes.
const unreadAtOnce = 100

// Unread yields the revisions that the version has not read.
func (l *Ledger) Unread(ctx context.Context, reader string) iter.Seq2[ledger.Unread, error] {
	return func(yield func(ledger.Unread, error) bool) {
		for last := int64(0); ; {
			var page []ledger.Unread
			for u, err := range l.unreadAfter(ctx, reader, &last) {
				if err != nil {
					yield(u, err)
					return
				}
				page = append(page, u)
			}
			for _, u := range page {
				if !yield(u, nil) {
					return
				}
			}
			if len(page) < unreadAtOnce {
				return
			}
		}
	}
}

func (l *Ledger) unreadAfter(ctx context.Context, reader string, last *int64) iter.Seq2[ledger.Unread, error] {
	return rows(ctx, l, "what is to be read", `SELECT r.id, d.public, r.number, b.hash, b.size, c.media_type, c.given, c.place, c.facts
		FROM revisions r JOIN documents d ON d.id = r.document
		JOIN captures c ON c.id = (SELECT min(id) FROM captures x WHERE x.revision = r.id) JOIN blobs b ON b.id = c.blob
		WHERE r.id > ? AND NOT EXISTS (SELECT 1 FROM readings g WHERE g.revision = r.id AND g.reader = ?) ORDER BY r.id LIMIT ?`,
		[]any{*last, reader, unreadAtOnce}, func(rs *sql.Rows) (u ledger.Unread, err error) {
			var hash []byte
			var media, facts string
			if err := rs.Scan(last, &u.Document, &u.Revision, &hash, &u.Size, &media, &u.Input.ID, &u.Input.Place, &facts); err != nil {
				return u, err
			}
			copy(u.Hash[:], hash)
			if err := json.Unmarshal([]byte(facts), &u.Input.Meta); err != nil {
				return u, fmt.Errorf("%w: the facts of document %s: %w", ledger.ErrDamaged, u.Document, err)
			}
			form, params, err := mime.ParseMediaType(media)
			if err != nil {
				return u, fmt.Errorf("%w: the media type of document %s: %w", ledger.ErrDamaged, u.Document, err)
			}
			u.Input.Charset = params["charset"]
			if form == "text/html" {
				u.Input.Form = sayso.FormHTML
			}
			return u, nil
		})
}

// AddReadings stores readings beside those that count.
func (l *Ledger) AddReadings(ctx context.Context, list []ledger.Rereading) error {
	return l.InTx(ctx, func(tx ledger.Tx) error {
		for i := range list {
			if err := tx.(*Tx).addReading(&list[i]); err != nil {
				return l.fail("storing a reading of "+string(list[i].Document), err)
			}
		}
		return nil
	})
}

func (t *Tx) addReading(x *ledger.Rereading) error {
	var doc, revision int64
	m := &sayso.Meta{}
	var authors string
	ok, err := t.find(`SELECT d.id, r.id, r.title, r.authors, r.outlet, r.published, r.url, r.language
		FROM documents d JOIN revisions r ON r.document = d.id WHERE d.public = ? AND r.number = ?`, []any{x.Document, x.Revision},
		&doc, &revision, &m.Title, &authors, &m.Outlet, &m.Published, &m.URL, &m.Language)
	if err == nil && !ok {
		err = fmt.Errorf("revision %d: %w", x.Revision, sayso.ErrNotFound)
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(authors), &m.Authors); err != nil {
		return fmt.Errorf("%w: its authors: %w", ledger.ErrDamaged, err)
	}
	if len(m.Authors) == 0 {
		m.Authors = nil
	}
	var have int64
	if ok, err := t.find("SELECT id FROM readings WHERE revision = ? AND reader = ?", []any{revision, x.Reading.Reader}, &have); ok || err != nil {
		return err
	}
	// What a page says of itself belongs to the revision, which stays as it is.
	text := *x.Text
	text.Meta = *m
	e := cleanEntry(&ledger.Entry{Document: &text, Reading: x.Reading, Captured: x.Time})
	o := ledger.Outcome{Document: x.Document, Revision: x.Revision}
	id, err := t.putReading(revision, e, &o)
	if err != nil {
		return err
	}
	t.added = true
	return t.promoteReading(doc, revision, id, x.Reading.Reader)
}

// promoteReading lets a reading count at once where its version was promoted
// before: the work of promoting was left off half-way.
func (t *Tx) promoteReading(doc, revision, reading int64, reader string) error {
	var promoted string
	ok, err := t.find("SELECT reader FROM promotions ORDER BY id DESC LIMIT 1", nil, &promoted)
	if err != nil || !ok || promoted != reader {
		return err
	}
	_, err = t.exec(moveHeads+" AND heads.document = ? AND heads.revision = ? AND g.id = ?", reader, doc, revision, reading)
	return err
}

// moveHeads makes a version's readings those that count.
const moveHeads = `UPDATE heads SET reading = g.id,
	bytes = (SELECT length(t.text) FROM texts t WHERE t.id = g.text),
	attributions = (SELECT count(*) FROM attributions a WHERE a.reading = g.id),
	figures = (SELECT count(*) FROM figures f WHERE f.reading = g.id)
	FROM readings g WHERE g.revision = heads.revision AND g.id <> heads.reading AND g.reader = ?`

// firstHeads makes the first readings those that count where a version has none.
const firstHeads = `UPDATE heads SET reading = g.id,
	bytes = (SELECT length(t.text) FROM texts t WHERE t.id = g.text),
	attributions = (SELECT count(*) FROM attributions a WHERE a.reading = g.id),
	figures = (SELECT count(*) FROM figures f WHERE f.reading = g.id)
	FROM readings g WHERE g.id = (SELECT min(x.id) FROM readings x WHERE x.revision = heads.revision) AND g.id <> heads.reading
	AND NOT EXISTS (SELECT 1 FROM readings y WHERE y.revision = heads.revision AND y.reader = ?)`

// Promote makes a version's readings count.
func (l *Ledger) Promote(ctx context.Context, p ledger.Promotion) (int, error) {
	moved := 0
	err := l.InTx(ctx, func(tx ledger.Tx) error {
		t := tx.(*Tx)
		var have int64
		if ok, err := t.find("SELECT id FROM readings WHERE reader = ? LIMIT 1", []any{p.Reader}, &have); err != nil || !ok {
			if err == nil {
				err = fmt.Errorf("readings by %q: %w", p.Reader, sayso.ErrNotFound)
			}
			return l.fail("promoting a version", err)
		}
		id, err := t.insert("INSERT INTO promotions (reader, by, why, time) VALUES (?, ?, ?, ?)", p.Reader, p.By, p.Why, stamp(p.Time))
		if err != nil {
			return l.fail("promoting a version", err)
		}
		entry := archive.Promotion{Number: id, Reader: p.Reader, By: p.By, Why: p.Why, Time: stamp(p.Time)}
		if err := t.log(entry.Leaf()); err != nil {
			return l.fail("its log", err)
		}
		for _, q := range []string{moveHeads, firstHeads} {
			r, err := t.exec(q, p.Reader)
			if err != nil {
				return l.fail("promoting a version", err)
			}
			n, err := r.RowsAffected()
			if err != nil {
				return l.fail("promoting a version", err)
			}
			moved += int(n)
		}
		t.added = true
		return nil
	})
	return moved, err
}

// ReadingBy is a document's newest revision as a version read it.
func (l *Ledger) ReadingBy(ctx context.Context, document, reader string) (*ledger.Record, error) {
	id, err := l.documentRow(ctx, document)
	if err != nil {
		return nil, err
	}
	var reading int64
	err = l.row(ctx, "SELECT g.id FROM heads h JOIN readings g ON g.revision = h.revision WHERE h.document = ? AND g.reader = ?", id, reader).Scan(&reading)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("ledger: document %s read by %s: %w", document, reader, sayso.ErrNotFound)
	}
	if err != nil {
		return nil, l.fail("document "+document, err)
	}
	return l.record(ctx, reading)
}

// Readers are the versions that read anything here.
func (l *Ledger) Readers(ctx context.Context) ([]ledger.Reader, error) {
	var out []ledger.Reader
	for r, err := range rows(ctx, l, "its readers", `SELECT g.reader, count(*), count(h.document), min(g.time), max(g.time)
		FROM readings g LEFT JOIN heads h ON h.reading = g.id GROUP BY g.reader ORDER BY min(g.id)`, nil, func(rs *sql.Rows) (r ledger.Reader, err error) {
		var first, last string
		if err := rs.Scan(&r.Version, &r.Readings, &r.Current, &first, &last); err != nil {
			return r, err
		}
		if r.First, err = time.Parse(time.RFC3339Nano, first); err != nil {
			return r, err
		}
		r.Last, err = time.Parse(time.RFC3339Nano, last)
		return r, err
	}) {
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	var p ledger.Promotion
	var at string
	err := l.row(ctx, "SELECT reader, by, why, time FROM promotions ORDER BY id DESC LIMIT 1").Scan(&p.Reader, &p.By, &p.Why, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return out, nil
	}
	if err == nil {
		p.Time, err = time.Parse(time.RFC3339Nano, at)
	}
	for i := range out {
		if out[i].Version == p.Reader {
			out[i].Promotion = &p
		}
	}
	return out, l.fail("its readers", err)
}
