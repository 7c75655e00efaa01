package store

import (
	"context"
	"encoding/json"
	"mime"
	"time"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// Known tells which inputs are already captured.
func (l *Ledger) Known(ctx context.Context, inputs []ledger.Fingerprint) ([]bool, error) {
	out := make([]bool, len(inputs))
	stmt, err := l.read.PrepareContext(ctx, l.d.SQL("SELECT EXISTS (SELECT 1 FROM captures WHERE fingerprint = ?)"))
	if err != nil {
		return nil, l.fail("looking up inputs", err)
	}
	defer stmt.Close()
	for i := range inputs {
		if err := stmt.QueryRowContext(ctx, inputs[i][:]).Scan(&out[i]); err != nil {
			return nil, l.fail("looking up inputs", err)
		}
	}
	return out, nil
}

// Add stores the entries in one transaction.
func (l *Ledger) Add(ctx context.Context, entries []ledger.Entry) ([]ledger.Outcome, error) {
	inputs := make([][]byte, len(entries))
	for i := range entries {
		inputs[i] = entries[i].Input.Bytes
	}
	if err := l.Stow(ctx, inputs...); err != nil {
		return nil, err
	}
	var out []ledger.Outcome
	err := l.InTx(ctx, func(t ledger.Tx) (err error) {
		out, err = t.Add(entries)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Add stores the entries, and tells what became of each.
func (t *Tx) Add(entries []ledger.Entry) ([]ledger.Outcome, error) {
	out := make([]ledger.Outcome, len(entries))
	if err := t.lookUpEntries(entries); err != nil {
		return nil, t.l.fail("storing", err)
	}
	for i := range entries {
		var err error
		if out[i], err = t.entry(&entries[i]); err != nil {
			return nil, t.l.fail("storing "+entries[i].Input.Place, err)
		}
	}
	if err := t.flush(); err != nil {
		return nil, t.l.fail("storing", err)
	}
	t.added = true
	return out, nil
}

// entry stores one input: its capture and, where they are new, its document,
// revision and reading.
func (t *Tx) entry(e *ledger.Entry) (ledger.Outcome, error) {
	print := ledger.FingerprintOf(&e.Input)
	e = cleanEntry(e)
	var o ledger.Outcome
	if !t.no("captures.fingerprint", print[:]) {
		o.Status = ledger.Known
		known, err := t.find("SELECT d.public, r.number FROM captures c JOIN documents d ON d.id = c.document JOIN revisions r ON r.id = c.revision WHERE c.fingerprint = ?",
			[]any{print[:]}, &o.Document, &o.Revision)
		if err != nil || known {
			return o, err
		}
	}
	doc, err := t.document(e, &o)
	if err != nil {
		return o, err
	}
	revision, err := t.revision(doc, e, &o)
	if err != nil {
		return o, err
	}
	if err := t.capture(doc, revision, print, e, &o); err != nil {
		return o, err
	}
	if o.Status == ledger.Seen {
		return o, nil
	}
	return o, t.reading(doc, revision, e, &o)
}

// document finds the entry's document or adds it.
func (t *Tx) document(e *ledger.Entry, o *ledger.Outcome) (int64, error) {
	key, public := ledger.DocumentKey(e)
	o.Document, o.Status = public, ledger.Revised
	var id int64
	if !t.no("documents.key", key) {
		if ok, err := t.find("SELECT id FROM documents WHERE key = ?", []any{key}, &id); ok || err != nil {
			return id, err
		}
	}
	if e.File != "" && e.File != ledger.Stdin && !t.no("captures.file", e.File) {
		// The same file with other bytes: another state of the same document.
		ok, err := t.find(`SELECT d.id, d.public FROM captures c JOIN documents d ON d.id = c.document
			WHERE c.file = ? AND c.file <> '' AND d.key LIKE 'file:%' ORDER BY c.id DESC LIMIT 1`, []any{e.File}, &id, &o.Document)
		if ok && key[:5] == "file:" || err != nil {
			return id, err
		}
		o.Document = public
	}
	o.Status = ledger.Added
	t.now("documents.key", key)
	return t.add(documentsTable, public, key, e.Input.ID, stamp(e.Captured))
}

// revision finds the state that the entry shows, if it is the current one, or
// adds it.
func (t *Tx) revision(doc int64, e *ledger.Entry, o *ledger.Outcome) (int64, error) {
	hash := ledger.RevisionHash(e.Document)
	var id int64
	var number int
	var have []byte
	var ok bool
	if o.Status != ledger.Added {
		var err error
		if ok, err = t.find("SELECT id, number, hash FROM revisions WHERE document = ? ORDER BY number DESC LIMIT 1", []any{doc}, &id, &number, &have); err != nil {
			return 0, err
		}
	}
	o.Revision = number
	if ok && string(have) == string(hash[:]) {
		o.Status = ledger.Seen
		return id, nil
	}
	o.Revision++
	m := &e.Document.Meta
	text := ledger.Sum([]byte(e.Document.Text))
	return t.add(revisionsTable, doc, o.Revision, hash[:], text[:], m.Title, list(m.Authors), m.Outlet, m.Published, m.URL, m.Language)
}

func (t *Tx) capture(doc, revision int64, print ledger.Fingerprint, e *ledger.Entry, o *ledger.Outcome) error {
	blob, err := t.blob(e.Input.Bytes)
	if err != nil {
		return err
	}
	facts, err := json.Marshal(e.Input.Meta)
	if err != nil {
		return err
	}
	media := mediaType(&e.Input)
	t.now("captures.fingerprint", print[:])
	t.now("captures.file", e.File)
	if _, err = t.add(capturesTable, print[:], doc, revision, blob, media, e.Input.ID, e.Input.Meta.URL, e.Input.Place, e.File, string(facts), stamp(e.Captured), e.Tool); err != nil {
		return err
	}
	c := archive.Capture{Fingerprint: ledger.Hash(print), Blob: archive.ContentOf(e.Input.Bytes), Document: o.Document, Revision: o.Revision,
		RevisionHash: ledger.RevisionHash(e.Document), Media: media, Given: e.Input.ID, Place: e.Input.Place, File: e.File, Facts: e.Input.Meta,
		Time: stamp(e.Captured), Tool: e.Tool}
	return t.log(c.Leaf())
}

// mediaType is the input's form with its charset, where that is known.
func mediaType(in *sayso.Input) string {
	media := "text/plain"
	if in.Form == sayso.FormHTML {
		media = "text/html"
	}
	if with := mime.FormatMediaType(media, map[string]string{"charset": in.Charset}); in.Charset != "" && with != "" {
		return with
	}
	return media
}

// name is the row of a source's name.
func (t *Tx) name(name string) (int64, error) {
	if id, ok := t.names[name]; ok {
		return id, nil
	}
	var id int64
	if !t.no("names.name", name) {
		if ok, err := t.find("SELECT id FROM names WHERE name = ?", []any{name}, &id); ok || err != nil {
			t.names[name] = id
			return id, err
		}
	}
	id, err := t.add(namesTable, name, query.Fold(name))
	t.names[name] = id
	return id, err
}

// toponym is the row of a place as it was named and understood.
func (t *Tx) toponym(p *sayso.Place) (int64, error) {
	hash, err := toponymHash(p)
	if err != nil {
		return 0, err
	}
	if id, ok := t.toponyms[hash]; ok {
		return id, nil
	}
	var id int64
	if !t.no("toponyms.hash", hash[:]) {
		if ok, err := t.find("SELECT id FROM toponyms WHERE hash = ?", []any{hash[:]}, &id); ok || err != nil {
			t.toponyms[hash] = id
			return id, err
		}
	}
	id, err = t.add(toponymsTable, hash[:], p.Text, p.Name, p.Country, orNull(p.Resolved, p.Lat), orNull(p.Resolved, p.Lon), string(p.Precision), foldedToponym(p))
	t.toponyms[hash] = id
	return id, err
}

// toponymHash is over what a place is named and understood as.
func toponymHash(p *sayso.Place) (ledger.Hash, error) {
	coordinates := []any{orNull(p.Resolved, p.Lat), orNull(p.Resolved, p.Lon)}
	b, err := json.Marshal([]any{p.Text, p.Name, p.Country, coordinates, p.Precision})
	return ledger.Sum(b), err
}

// foldedToponym is what a place is found by.
func foldedToponym(p *sayso.Place) string {
	return query.Fold(p.Text) + "|" + query.Fold(p.Name) + "|" + query.Fold(p.Country)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// list writes names as a JSON array; none is [].
func list[T any](names []T) string {
	if len(names) == 0 {
		return "[]"
	}
	b, err := json.Marshal(names)
	if err != nil {
		return "[]"
	}
	return string(b)
}
