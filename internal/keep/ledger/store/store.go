// Package store keeps the ledger in a database: the SQL that every engine
// shares, over database/sql. An engine's own package opens its connections and
// says in a Dialect where it differs; it imports the driver, this one does not.
//
// To add a table: a migration in migrations (one file for all engines), a file
// here with its queries (inserts as methods of Tx, lists as methods of Ledger),
// their names in the ledger's interface, and a case in ledgertest. Queries are
// written with ? for their arguments, whatever the engine.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"

	"sayso/internal/keep/ledger"
)

// Ledger is a ledger in a database.
type Ledger struct {
	d           *Dialect
	name        string // what errors call it: never with a password
	write, read *sql.DB
	added       atomic.Bool
	outside     outside
	stmts       stmts
}

var _ ledger.Ledger = (*Ledger)(nil)

// New is the ledger in a database that is open, brought to this program's form.
// name is what errors call it. The two may be the same.
func New(ctx context.Context, d *Dialect, name string, write, read *sql.DB, with ...Option) (*Ledger, error) {
	l := &Ledger{d: d, name: name, write: write, read: read}
	for _, set := range with {
		set(l)
	}
	if err := l.migrate(ctx); err != nil {
		return nil, err
	}
	return l, l.beginLog(ctx)
}

// DB are the connections that write, for what brings its own tables, and Dialect
// the engine behind them. What belongs to the record goes through InTx.
func (l *Ledger) DB() *sql.DB { return l.write }

// Store is the ledger itself, behind whatever engine holds it.
func (l *Ledger) Store() *Ledger { return l }

// Dialect is how the engine differs.
func (l *Ledger) Dialect() *Dialect { return l.d }

// Added reports whether anything was added since it was opened.
func (l *Ledger) Added() bool { return l.added.Load() }

// Close ends the connections.
func (l *Ledger) Close() error {
	err := errors.Join(l.outside.close(), l.read.Close())
	if l.write == l.read {
		return err
	}
	return errors.Join(err, l.write.Close())
}

// fail wraps an error of the engine with what was being done.
func (l *Ledger) fail(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("ledger: %s: %s: %w", l.name, doing, l.d.Kind(err))
}

// row runs a query for one row.
func (l *Ledger) row(ctx context.Context, q string, args ...any) *sql.Row {
	return l.read.QueryRowContext(ctx, l.d.SQL(q), clean(args)...)
}
