package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// Tx is one transaction of the one writer.
type Tx struct {
	ctx      context.Context
	l        *Ledger
	tx       *sql.Tx
	conn     *sql.Conn // that the transaction runs on
	stmts    map[string]*sql.Stmt
	kept     *stmts           // from earlier transactions on the same connections; nil = none
	names    map[string]int64 // rows known in this transaction
	toponyms map[ledger.Hash]int64
	tree     *archive.Tree // of the log, where anything was logged
	buf      []byte        // of the last reading's encoding
	waiting  map[*Table][]any
	weight   int                // bytes of what waits
	aside    map[string]numbers // by table
	absent   map[absence]bool

	blobPlace *string // where bytes go; nil = not asked yet
	added     bool
	shelf     *shelf

	indexedPassages, indexedWords int
}

var _ ledger.Tx = (*Tx)(nil)

// InTx runs what must happen all or not at all. Writers come one after the
// other: what one reads in its transaction nobody changes until it ends.
func (l *Ledger) InTx(ctx context.Context, do func(ledger.Tx) error) error {
	l.stmts.prepare(ctx, l)
	conn, err := l.write.Conn(ctx)
	if err != nil {
		return l.fail("beginning to store", err)
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return l.fail("beginning to store", err)
	}
	defer tx.Rollback()
	t := &Tx{ctx: ctx, l: l, tx: tx, conn: conn, kept: &l.stmts, stmts: map[string]*sql.Stmt{}, names: map[string]int64{}, toponyms: map[ledger.Hash]int64{}, waiting: map[*Table][]any{}}
	if l.d.Lock != "" {
		if _, err := tx.ExecContext(ctx, l.d.Lock); err != nil {
			return l.fail("waiting for the other writers", err)
		}
	}
	if err := do(t); err != nil {
		return err
	}
	if err := t.closeLog(); err != nil {
		return l.fail("its log", err)
	}
	if err := t.end(); err != nil {
		return l.fail("storing", err)
	}
	if err := tx.Commit(); err != nil {
		return l.fail("storing", err)
	}
	if t.added {
		l.added.Store(true)
	}
	return nil
}

// SQL is the transaction itself, for what brings its own queries, in the
// engine's dialect, and must happen together with ours.
func (t *Tx) SQL() *sql.Tx { return t.tx }

// Queries are those that ran so far, as the engine got them; tests look at
// their plans.
func (t *Tx) Queries() []string {
	var out []string
	for q := range t.stmts {
		out = append(out, t.l.d.SQL(q))
	}
	return out
}

// stmt is the query, prepared where that pays.
func (t *Tx) stmt(q string) (*sql.Stmt, error) {
	if s, ok := t.stmts[q]; ok {
		return s, nil
	}
	if kept := t.kept.of(q); kept != nil {
		t.stmts[q] = t.tx.StmtContext(t.ctx, kept)
		return t.stmts[q], nil
	}
	s, err := t.tx.PrepareContext(t.ctx, t.l.d.SQL(q))
	if err == nil {
		t.stmts[q] = s
	}
	return s, err
}

// exec runs a statement.
func (t *Tx) exec(q string, args ...any) (sql.Result, error) {
	if err := t.settle(q); err != nil {
		return nil, err
	}
	if !t.l.d.Prepared {
		return t.tx.ExecContext(t.ctx, t.l.d.SQL(q), clean(args)...)
	}
	s, err := t.stmt(q)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(t.ctx, clean(args)...)
}

func (t *Tx) end() error {
	if t.shelf != nil {
		if err := t.shelf.save(); err != nil {
			return err
		}
	}
	if err := t.flush(); err != nil || t.indexedPassages == 0 {
		return err
	}
	return t.l.d.Search.End(t, t.indexedPassages, t.indexedWords)
}

// Indexed counts a passage whose words were indexed.
func (t *Tx) Indexed(words int) {
	t.indexedPassages++
	t.indexedWords += words
}

// Exec runs a statement; for a dialect's own.
func (t *Tx) Exec(q string, args ...any) error {
	_, err := t.exec(q, args...)
	return err
}

// insert adds a row to a table with numbered rows and returns its number.
func (t *Tx) insert(q string, args ...any) (id int64, err error) {
	if t.l.d.Returning {
		ok, err := t.find(q+" RETURNING id", args, &id)
		if err == nil && !ok {
			err = fmt.Errorf("nothing was added by %s", q)
		}
		return id, err
	}
	r, err := t.exec(q, args...)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// find looks for one row; it reports whether there is one.
func (t *Tx) find(q string, args []any, into ...any) (bool, error) {
	if err := t.settle(q); err != nil {
		return false, err
	}
	var row *sql.Row
	if t.l.d.Prepared {
		s, err := t.stmt(q)
		if err != nil {
			return false, err
		}
		row = s.QueryRowContext(t.ctx, clean(args)...)
	} else {
		row = t.tx.QueryRowContext(t.ctx, t.l.d.SQL(q), clean(args)...)
	}
	err := row.Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// each runs a query and calls row for each of its rows.
func (t *Tx) each(q string, row func(*sql.Rows) error, args ...any) error {
	if err := t.settle(q); err != nil {
		return err
	}
	rs, err := t.query(q, args)
	return eachOf(rs, err, row)
}

// eachOf calls row for each of a query's rows.
func eachOf(rs *sql.Rows, err error, row func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rs.Close()
	for rs.Next() {
		if err := row(rs); err != nil {
			return err
		}
	}
	return rs.Err()
}

// query runs a query, prepared where that pays.
func (t *Tx) query(q string, args []any) (*sql.Rows, error) {
	if !t.l.d.Prepared || len(t.stmts) >= maxStmts {
		return t.tx.QueryContext(t.ctx, t.l.d.SQL(q), clean(args)...)
	}
	s, err := t.stmt(q)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(t.ctx, clean(args)...)
}

// maxStmts bounds the statements that are kept for a transaction: some are made
// with as many arguments as there happen to be.
const maxStmts = 200
