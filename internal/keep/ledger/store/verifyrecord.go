package store

import (
	"database/sql"
	"fmt"
	"mime"
	"strings"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// revisionRow is a revision as it is verified: with its captures and readings.
type revisionRow struct {
	id, document   int64
	number         int
	hash, textHash []byte
	public         ledger.ID
	first          []byte // the bytes that it was read from; nil where they are lost
	media          string
}

func (r *revisionRow) name() string {
	return fmt.Sprintf("document %s, revision %d", r.public, r.number)
}

// revisions walks over the revisions, each with what shows it and what was read
// in it.
func (v *verifier) revisions() error {
	for last := int64(0); ; {
		var r revisionRow
		ok, err := v.find(`SELECT r.id, r.document, r.number, r.hash, r.text_hash, coalesce((SELECT d.public FROM documents d WHERE d.id = r.document), '?')
			FROM revisions r WHERE r.id > ? ORDER BY r.id LIMIT 1`, []any{last}, &r.id, &r.document, &r.number, &r.hash, &r.textHash, &r.public)
		if err != nil || !ok {
			return err
		}
		if err := v.captures(&r); err != nil {
			return err
		}
		if err := v.readings(&r); err != nil {
			return err
		}
		last = r.id
		v.step(1)
		if err := v.ctx.Err(); err != nil {
			return err
		}
	}
}

// captures looks at all captures of a revision; the first is the one that was
// read.
func (v *verifier) captures(r *revisionRow) error {
	var all []captureRow
	err := v.each(captureQuery+" WHERE c.revision = ? ORDER BY c.id", func(rs *sql.Rows) error {
		var c captureRow
		err := c.scan(rs)
		all = append(all, c)
		return err
	}, r.id)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		v.found(r.name(), "it has no capture", lost)
	}
	for i := range all {
		c := &all[i]
		v.sum.Captures++
		b, err := v.capture(c)
		if err != nil {
			return err
		}
		if c.documentRow != r.document {
			v.found(c.name(), "it names another document than the revision that it shows", changed)
		}
		if i == 0 {
			r.first, r.media = b, c.Media
		}
	}
	return nil
}

// captureRow is a capture as it is stored.
type captureRow struct {
	archive.Capture
	id, documentRow int64
	url             string
	bad             error // of what cannot be read
}

const captureQuery = `SELECT c.id, c.document, c.fingerprint, coalesce(b.hash, ''), coalesce(b.size, 0), coalesce(d.public, '?'), r.number, r.hash, c.media_type, c.given, c.url, c.place, c.file, c.facts, c.time, c.tool
	FROM captures c LEFT JOIN blobs b ON b.id = c.blob LEFT JOIN documents d ON d.id = c.document JOIN revisions r ON r.id = c.revision`

func (c *captureRow) scan(rs *sql.Rows) error {
	var print, blob, revision []byte
	var facts string
	if err := rs.Scan(&c.id, &c.documentRow, &print, &blob, &c.Blob.Bytes, &c.Document, &c.Revision, &revision, &c.Media, &c.Given, &c.url, &c.Place, &c.File, &facts, &c.Time, &c.Tool); err != nil {
		return err
	}
	copy(c.Fingerprint[:], print)
	copy(c.Blob.SHA256[:], blob)
	copy(c.RevisionHash[:], revision)
	c.Facts, c.bad = parseFacts(facts)
	return nil
}

func (c *captureRow) name() string {
	return fmt.Sprintf("the capture of %s (document %s, revision %d)", c.Place, c.Document, c.Revision)
}

// capture looks at one capture and returns its bytes, nil where they are lost.
func (v *verifier) capture(c *captureRow) ([]byte, error) {
	if c.bad != nil {
		v.found(c.name(), "the facts it came with cannot be read: "+c.bad.Error(), changed)
	}
	if c.url != c.Facts.URL {
		v.found(c.name(), fmt.Sprintf("its address is %q, and the facts it came with say %q", c.url, c.Facts.URL), changed)
	}
	if _, err := v.logged(c.name(), func(recorded string) archive.Leaf {
		c.Recorded = recorded
		return c.Leaf()
	}); err != nil {
		return nil, err
	}
	b, err := v.l.Capture(v.ctx, c.Blob.SHA256)
	if err != nil {
		if v.ctx.Err() != nil {
			return nil, err
		}
		v.found(c.name(), fmt.Sprintf("its bytes under SHA-256 %s: %v", c.Blob.SHA256, err), lost)
		return nil, nil
	}
	v.sum.Bytes += int64(len(b))
	if int64(len(b)) != c.Blob.Bytes {
		v.found(c.name(), fmt.Sprintf("its %d bytes are said to be %d", len(b), c.Blob.Bytes), changed)
	}
	if in, ok := c.input(b); ok && ledger.Hash(ledger.FingerprintOf(in)) != c.Fingerprint {
		v.found(c.name(), "its fingerprint is not the one that its bytes and facts give", changed)
	}
	return b, nil
}

// input is the input that the capture was of; false where a fact was no text, so
// that it cannot be had back byte for byte.
func (c *captureRow) input(b []byte) (*sayso.Input, bool) {
	in := &sayso.Input{ID: c.Given, Place: c.Place, Bytes: b, Meta: c.Facts}
	kind, params, err := mime.ParseMediaType(c.Media)
	if err != nil {
		return in, true // and it will not have the fingerprint
	}
	if in.Charset = params["charset"]; kind == "text/html" {
		in.Form = sayso.FormHTML
	}
	return in, asItCame(in)
}

// asItCame reports whether the input's names were stored as they came: what is no
// text stands escaped.
func asItCame(in *sayso.Input) bool {
	m := &in.Meta
	for _, s := range append([]string{in.ID, m.Title, m.Outlet, m.Published, m.URL, m.Language}, m.Authors...) {
		if strings.ContainsRune(s, '\uFFFD') || strings.Contains(s, `\x`) {
			return false
		}
	}
	return true
}

// readings looks at all that was read in a revision.
func (v *verifier) readings(r *revisionRow) error {
	type row struct {
		id           int64
		reader, time string
	}
	var all []row
	err := v.each("SELECT id, reader, time FROM readings WHERE revision = ? ORDER BY id", func(rs *sql.Rows) error {
		var g row
		err := rs.Scan(&g.id, &g.reader, &g.time)
		all = append(all, g)
		return err
	}, r.id)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		v.found(r.name(), "it has no reading", takenOut)
	}
	for i, g := range all {
		v.sum.Readings++
		name := fmt.Sprintf("the reading of %s by %s", r.name(), g.reader)
		rec, err := readRecord(g.id, v.query)
		if err != nil {
			if v.ctx.Err() != nil {
				return err
			}
			v.found(name, err.Error(), changed)
			v.mark(archive.ReadingSubject(r.public, r.number, g.reader))
			continue
		}
		if err := v.reading(name, g.id, g.time, r, rec, i == 0); err != nil {
			return err
		}
	}
	return nil
}

// mark notes that the subject's record is there, though it cannot be read.
func (v *verifier) mark(subject ledger.Hash) {
	var n int64
	if ok, err := v.find("SELECT n FROM log_leaves WHERE subject = ?", []any{subject[:]}, &n); ok && err == nil && n >= 0 && n/64 < int64(len(v.seen)) {
		v.seen[n/64] |= 1 << (n % 64)
	}
}

func (v *verifier) reading(name string, id int64, time string, row *revisionRow, rec *ledger.Record, original bool) error {
	r := archive.ReadingOf(rec)
	v.sum.Attributions += int64(len(r.AttributionIDs))
	v.sum.Figures += int64(len(r.FigureIDs))
	entry, buf := archive.EntryOf(r, time, v.buf)
	v.buf = buf
	data, err := v.logged(name, func(recorded string) archive.Leaf {
		entry.Recorded = recorded
		return entry.Leaf()
	})
	if err != nil {
		return err
	}
	if data != nil {
		for _, part := range archive.DifferingParts(data, r, entry) {
			v.found(part+", in "+name, "it is not what was logged", changed)
		}
	}
	if original {
		v.revision(row, entry)
	}
	var layout []byte
	hash := layoutHash(r.Text)
	if ok, err := v.find("SELECT hash FROM texts WHERE hash = ?", []any{hash[:]}, &layout); err != nil || !ok {
		v.found("the text of "+name, "its hash is not the one that its words and blocks give", changed)
	}
	v.faults(name, r.Check())
	if row.first != nil {
		v.faults(name, r.CheckRaw(row.first, row.media))
	}
	return v.derivedRows(name, id, rec)
}

// revision looks at a revision's own hashes, which are of the text that its first
// reading was of: another version of the reader may draw another text from the
// same bytes.
func (v *verifier) revision(row *revisionRow, entry *archive.ReadingEntry) {
	if string(row.hash) != string(entry.RevisionHash[:]) {
		v.found(row.name(), "its hash is not the one that its text and facts give", changed)
	}
	if string(row.textHash) != string(entry.Text.SHA256[:]) {
		v.found(row.name(), "the text that was read is not the one whose hash it keeps", changed)
	}
}

func (v *verifier) faults(name string, faults []archive.Fault) {
	for _, f := range faults {
		record := name
		switch {
		case f.Claim == "":
		case f.Claim[0] == 'f':
			record = fmt.Sprintf("figure %s, in %s", f.Claim, name)
		default:
			record = fmt.Sprintf("attribution %s, in %s", f.Claim, name)
		}
		v.found(record, f.Found, changed)
	}
}

// arrivals looks at what came and has not been read yet; what was read is a
// capture.
func (v *verifier) arrivals() error {
	for last := int64(0); ; {
		var id, size int64
		var print, hash []byte
		var form, facts string
		var in sayso.Input
		ok, err := v.find(`SELECT a.id, a.fingerprint, coalesce(b.hash, ''), coalesce(b.size, 0), a.form, a.charset, a.given, a.place, a.facts FROM arrivals a LEFT JOIN blobs b ON b.id = a.blob
			WHERE a.id > ? AND NOT EXISTS (SELECT 1 FROM captures c WHERE c.fingerprint = a.fingerprint) ORDER BY a.id LIMIT 1`, []any{last},
			&id, &print, &hash, &size, &form, &in.Charset, &in.ID, &in.Place, &facts)
		if err != nil || !ok {
			return err
		}
		last = id
		name := fmt.Sprintf("%s, which waits to be read", in.Place)
		if in.Meta, err = parseFacts(facts); err != nil {
			v.found(name, "the facts it came with cannot be read: "+err.Error(), changed)
			continue
		}
		if form == forms[sayso.FormHTML] {
			in.Form = sayso.FormHTML
		}
		var sum ledger.Hash
		copy(sum[:], hash)
		if in.Bytes, err = v.l.Capture(v.ctx, sum); err != nil {
			if v.ctx.Err() != nil {
				return err
			}
			v.found(name, fmt.Sprintf("its bytes under SHA-256 %s: %v", sum, err), lost)
			continue
		}
		if int64(len(in.Bytes)) != size {
			v.found(name, fmt.Sprintf("its %d bytes are said to be %d", len(in.Bytes), size), changed)
		}
		if have := ledger.FingerprintOf(&in); asItCame(&in) && string(have[:]) != string(print) || form != forms[in.Form] {
			v.found(name, "its fingerprint is not the one that its bytes and facts give", changed)
		}
	}
}

// promotions looks at the acts by which versions of the reader came to count.
func (v *verifier) promotions() error {
	var all []archive.Promotion
	err := v.each("SELECT id, reader, by, why, time FROM promotions ORDER BY id", func(rs *sql.Rows) error {
		var p archive.Promotion
		err := rs.Scan(&p.Number, &p.Reader, &p.By, &p.Why, &p.Time)
		all = append(all, p)
		return err
	})
	for _, p := range all {
		if err != nil {
			return err
		}
		_, err = v.logged(fmt.Sprintf("promotion %d, of the reader %s", p.Number, p.Reader), func(string) archive.Leaf { return p.Leaf() })
	}
	return err
}

// judgements looks at what was judged to be the same, or not.
func (v *verifier) judgements() error {
	const most = 500
	for last, n := int64(0), most; n == most; {
		var page []*archive.Judgement
		err := v.each("SELECT id, "+judgementColumns+" FROM judgements WHERE id > ? ORDER BY id LIMIT ?", func(rs *sql.Rows) error {
			var j archive.Judgement
			var person, undo int64
			err := rs.Scan(&last, &j.ID, &j.Level, &j.A, &j.B, &j.Verdict, &j.By, &person, &j.Why, &j.Score, &j.Time, &j.Takes, &undo)
			j.Person, j.Undo = person == 1, undo == 1
			if person>>1 != 0 || undo>>1 != 0 {
				v.found("judgement "+j.ID, "whether a person gave it, or took one back, is not told", changed)
			}
			page = append(page, &j)
			return err
		}, last, most)
		if err != nil {
			return err
		}
		for _, j := range page {
			if _, err := v.logged("judgement "+j.ID, func(recorded string) archive.Leaf { return j.Leaf() }); err != nil {
				return err
			}
		}
		n = len(page)
	}
	return nil
}
