package store

import (
	"database/sql"

	"sayso"
	"sayso/internal/keep/ledger"
)

// absence is a value that no row of a table has in a column. Nobody else writes
// during a transaction, so it lasts until the transaction adds such a row itself:
// what it knows to be absent need not be looked up, which is a journey each where
// the engine is far.
type absence struct {
	column string // as "documents.key"
	value  string
}

// lookUp finds out which values are absent.
func (t *Tx) lookUp(table, column string, values []any) error {
	if len(values) == 0 {
		return nil
	}
	if t.absent == nil {
		t.absent = map[absence]bool{}
	}
	name := table + "." + column
	for _, v := range clean(values) {
		t.absent[absence{name, text(v)}] = true
	}
	number := "0" // of the row, where it is wanted
	if table == "names" || table == "toponyms" {
		number = "id"
	}
	return t.amongAny("SELECT "+number+", "+column+" FROM "+table+" WHERE "+column+" IN ", nil, values, func(rs *sql.Rows) error {
		var id int64
		var have []byte
		err := rs.Scan(&id, &have)
		delete(t.absent, absence{name, string(have)})
		switch {
		case err != nil:
		case table == "names":
			t.names[string(have)] = id
		case table == "toponyms" && len(have) == len(ledger.Hash{}):
			t.toponyms[ledger.Hash(have)] = id
		}
		return err
	})
}

// no reports whether it is known that no row has the value.
func (t *Tx) no(column string, value any) bool { return t.absent[absence{column, text(value)}] }

// now notes that a row has the value.
func (t *Tx) now(column string, value any) { delete(t.absent, absence{column, text(value)}) }

func text(v any) string {
	if b, ok := v.([]byte); ok {
		return string(b)
	}
	return escaped(v.(string))
}

// lookUpEntries finds out what of entries is new.
func (t *Tx) lookUpEntries(entries []ledger.Entry) error {
	if !t.l.d.bulk() || len(entries) < 2 {
		return nil
	}
	var prints, keys, files, blobs, layouts []any
	for i := range entries {
		print := ledger.FingerprintOf(&entries[i].Input)
		e := cleanEntry(&entries[i])
		key, _ := ledger.DocumentKey(e)
		blob, layout := ledger.Sum(e.Input.Bytes), layoutHash(e.Document)
		prints, keys, blobs, layouts = append(prints, print[:]), append(keys, key), append(blobs, blob[:]), append(layouts, layout[:])
		if e.File != "" && e.File != ledger.Stdin {
			files = append(files, e.File)
		}
	}
	for _, look := range []struct {
		table, column string
		values        []any
	}{{"captures", "fingerprint", prints}, {"documents", "key", keys}, {"captures", "file", files}, {"blobs", "hash", blobs}, {"texts", "hash", layouts}} {
		if err := t.lookUp(look.table, look.column, look.values); err != nil {
			return err
		}
	}
	return t.lookUpNames(entries)
}

// lookUpNames finds out which of the names and places in readings are new.
func (t *Tx) lookUpNames(entries []ledger.Entry) error {
	var names, hashes []any
	seen := map[string]bool{}
	name := func(s string) {
		if _, ok := t.names[s]; !ok && !seen[s] {
			seen[s], names = true, append(names, s)
		}
	}
	places := map[ledger.Hash]bool{}
	place := func(p *sayso.Place) {
		if hash, err := toponymHash(p); err == nil && t.toponyms[hash] == 0 && !places[hash] {
			places[hash], hashes = true, append(hashes, hash[:])
		}
	}
	for i := range entries {
		r := cleanEntry(&entries[i]).Reading
		for k := range r.Attributions {
			if s := r.Attributions[k].Speaker; s != nil {
				name(s.Name)
			}
		}
		for k := range r.Figures {
			for _, s := range r.Figures[k].Chain {
				name(s)
			}
			if p := r.Figures[k].Place; p != nil {
				place(p)
			}
		}
		for k := range r.Places {
			place(&r.Places[k])
		}
	}
	if err := t.lookUp("names", "name", names); err != nil {
		return err
	}
	return t.lookUp("toponyms", "hash", hashes)
}

// lookUpArrivals finds out what of arrivals is new.
func (t *Tx) lookUpArrivals(inputs []ledger.Arrival) error {
	if !t.l.d.bulk() || len(inputs) < 2 {
		return nil
	}
	var prints, blobs []any
	for i := range inputs {
		print, blob := ledger.FingerprintOf(&inputs[i].Input), ledger.Sum(inputs[i].Input.Bytes)
		prints, blobs = append(prints, print[:]), append(blobs, blob[:])
	}
	for _, err := range []error{t.lookUp("captures", "fingerprint", prints), t.lookUp("arrivals", "fingerprint", prints), t.lookUp("blobs", "hash", blobs)} {
		if err != nil {
			return err
		}
	}
	return nil
}
