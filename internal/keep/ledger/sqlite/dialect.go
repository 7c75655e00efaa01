package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/store"
)

// applicationID marks the file as ours in its header: "says".
const applicationID = 0x73617973

// dialect is what SQLite is, in the words of store. One connection writes, with
// a lock from its transaction's beginning: so no Lock of ours.
var dialect = &store.Dialect{
	Name:       "sqlite",
	Goose:      goose.DialectSQLite3,
	Migrating:  mark,
	HasTable:   "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?)",
	AppendOnly: guard,
	Prepared:   true,
	LastNumber: "SELECT coalesce(max(id), 0) + ? FROM %s",
	NestedJoin: "CROSS JOIN",
	Snapshot:   sql.TxOptions{ReadOnly: true},
	FirstName:  "%s ->> 0",
	Search:     index{},
	Kind:       kind,
	Catalog:    catalog,
	Strays:     "SELECT count(*) FROM pragma_foreign_key_check",
}

const guard = `CREATE TRIGGER %s_u BEFORE UPDATE ON %s BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER %s_d BEFORE DELETE ON %s BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
`

// integrity lets SQLite look through all its pages. It does so in a connection of
// its own: one that searched before other connections added takes their newer
// index for damage.
func integrity(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(path, "_pragma=query_only(1)"))
	if err != nil {
		return err
	}
	defer db.Close()
	var ok string
	err = db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&ok)
	if err == nil && ok != "ok" {
		err = fmt.Errorf("%w: %s", ledger.ErrDamaged, ok)
	}
	return err
}

// mark makes the file ours before its schema is made. Each migration is a
// transaction, which is lock enough.
func mark(ctx context.Context, db *sql.DB, up func() error) error {
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return err
	}
	return up()
}
