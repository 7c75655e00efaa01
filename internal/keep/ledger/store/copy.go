package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Copied is what a copy did.
type Copied struct {
	Tables  int
	Rows    int64
	Waiting int64 // inputs that are not read yet: their jobs stay where they are
}

// Copy puts all of a ledger into another, empty one, of whatever engine, in one
// transaction: all of it or nothing. What arrived is read again and compared
// before it is stored for good. step is told how much of the work is done.
func Copy(ctx context.Context, from, to *Ledger, step func(done, all int64)) (Copied, error) {
	var c Copied
	source, err := from.read.BeginTx(ctx, &from.d.Snapshot)
	if err != nil {
		return c, from.fail("reading it", err)
	}
	defer source.Rollback()
	err = to.InTx(ctx, func(tx ledger.Tx) error {
		w := &copier{ctx: ctx, from: from, to: to, source: source, t: tx.(*Tx), step: step}
		if err := w.run(); err != nil {
			return err
		}
		c = Copied{len(w.tables), w.rows, w.waiting}
		return nil
	})
	if err == nil && to.d.Settle != "" {
		_, err = to.write.ExecContext(ctx, to.d.Settle)
		err = to.fail("looking how its rows lie", err)
	}
	return c, err
}

// copier is one copy.
type copier struct {
	ctx      context.Context
	from, to *Ledger
	source   *sql.Tx
	t        *Tx
	tables   []CatalogTable
	step     func(done, all int64)

	rows, passages, waiting, done, all int64
}

func (w *copier) run() error {
	for _, part := range []func() error{w.compare, w.empty, w.count, w.copy, w.index, w.verify} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (w *copier) tick() {
	w.done++
	if w.step != nil {
		w.step(w.done, w.all)
	}
}

// compare wants the same tables with the same columns on both sides.
func (w *copier) compare() error {
	there, err := w.to.Tables(w.ctx, w.t.tx)
	if err != nil {
		return err
	}
	if w.tables, err = w.from.Tables(w.ctx, w.source); err != nil {
		return err
	}
	form := func(tables []CatalogTable) string {
		var all []string
		for _, t := range tables {
			columns := slices.Sorted(slices.Values(t.Columns))
			all = append(all, t.Name+"("+strings.Join(columns, " ")+")")
		}
		slices.Sort(all)
		return strings.Join(all, " ")
	}
	if a, b := form(w.tables), form(there); a != b {
		return fmt.Errorf("ledger: %s and %s differ in form: %w: %s against %s", w.from.name, w.to.name, sayso.ErrConflict, a, b)
	}
	w.tables = there // with this engine's counters
	return nil
}

// empty wants a ledger to which nothing was added; what a new one has of itself
// gives way.
func (w *copier) empty() error {
	for _, table := range []string{"documents", "log_leaves"} {
		var n int64
		if _, err := w.t.find("SELECT count(*) FROM "+table, nil, &n); err != nil {
			return w.to.fail("table "+table, err)
		}
		if n > 0 {
			return fmt.Errorf("ledger: %s: %w: it holds documents already, and a record is only added to: name a ledger that is not there yet", w.to.name, sayso.ErrConflict)
		}
	}
	for _, t := range slices.Backward(w.tables) {
		var n int64
		if _, err := w.t.find("SELECT count(*) FROM "+t.Name, nil, &n); err != nil {
			return w.to.fail("table "+t.Name, err)
		}
		if n == 0 {
			continue
		}
		if _, err := w.t.exec("DELETE FROM " + t.Name); err != nil {
			return w.to.fail("table "+t.Name+" has rows", err)
		}
	}
	return nil
}

func (w *copier) count() error {
	for _, t := range w.tables {
		var n int64
		if err := w.source.QueryRowContext(w.ctx, "SELECT count(*) FROM "+t.Name).Scan(&n); err != nil {
			return w.from.fail("table "+t.Name, err)
		}
		w.rows += n
		if t.Name == "passages" {
			w.passages = n
		}
	}
	if err := w.source.QueryRowContext(w.ctx, "SELECT count(*) FROM waiting").Scan(&w.waiting); err != nil {
		return w.from.fail("what waits", err)
	}
	w.all = 2*w.rows + w.passages // written, indexed, read again
	return nil
}

func (w *copier) copy() error {
	for _, t := range w.tables {
		if err := w.table(t); err != nil {
			return w.to.fail("table "+t.Name, err)
		}
	}
	return nil
}

func (w *copier) table(t CatalogTable) error {
	to := newTable(t.Name, quoted(t.Columns))
	rows := 1
	if w.to.d.bulk() {
		rows = 16 * batch
	}
	var args []any
	size := 0
	flush := func() (err error) {
		if w.to.d.bulk() {
			err = w.t.send(to, args)
		} else if len(args) > 0 {
			_, err = w.t.exec(to.one, args...)
		}
		args, size = args[:0], 0
		return err
	}
	err := w.from.eachRow(w.ctx, w.source, t, func(row []any) error {
		for _, v := range row {
			switch v := v.(type) {
			case []byte:
				size += len(v)
			case string:
				size += len(v)
			}
		}
		args = append(args, row...)
		w.tick()
		if len(args) == rows*to.width || size > batchBytes {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err == nil && t.Counted && w.to.d.Recount != "" {
		_, err = w.t.exec(strings.ReplaceAll(w.to.d.Recount, "%s", t.Name))
	}
	return err
}

// index makes the full-text index of the passages anew.
func (w *copier) index() error {
	rs, err := w.source.QueryContext(w.ctx, `SELECT p.id, substr(t.text, p.start + 1, p."end" - p.start) FROM passages p JOIN texts t ON t.id = p.text ORDER BY p.id`)
	if err != nil {
		return w.from.fail("its passages", err)
	}
	defer rs.Close()
	for rs.Next() {
		var id int64
		var words []byte
		if err := rs.Scan(&id, &words); err != nil {
			return w.from.fail("its passages", err)
		}
		if err := w.to.d.Search.Index(w.t, id, string(words)); err != nil {
			return w.to.fail("its full-text index", err)
		}
		w.tick()
	}
	if rs.Err() != nil {
		return w.from.fail("its passages", rs.Err())
	}
	w.t.added = true
	return w.to.fail("its full-text index", w.t.flush())
}

// verify reads both again and compares.
func (w *copier) verify() error {
	want, err := w.from.digests(w.ctx, w.source, nil)
	if err != nil {
		return err
	}
	have, err := w.to.digests(w.ctx, w.t.tx, w.tick)
	if err != nil {
		return err
	}
	byName := map[string]Digest{}
	for _, d := range have {
		byName[d.Table] = d
	}
	for _, d := range want {
		if got := byName[d.Table]; got != d {
			return fmt.Errorf("ledger: %s: %w: table %s did not arrive as it was: %d rows of %d; nothing was stored", w.to.name, ledger.ErrDamaged, d.Table, got.Rows, d.Rows)
		}
	}
	return nil
}
