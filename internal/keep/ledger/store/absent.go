package store

import (
	"database/sql"

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
	return t.amongAny("SELECT "+column+" FROM "+table+" WHERE "+column+" IN ", nil, values, func(rs *sql.Rows) error {
		var have []byte
		err := rs.Scan(&have)
		delete(t.absent, absence{name, string(have)})
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
	if !t.l.d.Bulk || len(entries) < 2 {
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
	return nil
}

// lookUpArrivals finds out what of arrivals is new.
func (t *Tx) lookUpArrivals(inputs []ledger.Arrival) error {
	if !t.l.d.Bulk || len(inputs) < 2 {
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
