// Package postgres keeps the ledger in a PostgreSQL database, for a team whose
// programs on several machines add to one record and read it.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/store"
)

// Ledger is a ledger in a schema of a PostgreSQL database.
type Ledger struct{ *store.Ledger }

var _ ledger.Ledger = (*Ledger)(nil)

// Is reports whether a ledger's name is an address of a PostgreSQL database.
func Is(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// Name is the address as it may be shown: without a password.
func Name(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://..." // there may be a password anywhere in it
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	q := u.Query()
	for _, secret := range []string{"password", "sslpassword", "sslkey"} {
		q.Del(secret)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// Open opens the ledger to read it. There must be one.
func Open(ctx context.Context, address string, with ...store.Option) (*Ledger, error) {
	return open(ctx, address, false, with)
}

// OpenOrCreate opens the ledger and makes it where there is none. The database
// must be there; the schema, which search_path in the address may name, need not.
func OpenOrCreate(ctx context.Context, address string, with ...store.Option) (*Ledger, error) {
	return open(ctx, address, true, with)
}

// Connections of one program: one that writes, those that read beside it, and
// the queue's.
const connections = 10

func open(ctx context.Context, address string, create bool, with []store.Option) (*Ledger, error) {
	name := Name(address)
	config, err := pgx.ParseConfig(address)
	if err != nil {
		// Its text may hold parts of a password.
		return nil, fmt.Errorf("ledger: %s: the address is not understood (%w): want postgres://USER@HOST/DATABASE, with signs such as # / : in a password written as %%23 %%2F %%3A, or the password in PGPASSWORD", name, sayso.ErrInvalid)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "sayso"
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(3)
	db.SetConnMaxIdleTime(5 * time.Minute)
	if err := ours(ctx, db, name, config.RuntimeParams["search_path"], create); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	l, err := store.New(ctx, dialect, name, db, db, with...)
	if err != nil {
		db.Close()
		return nil, err
	}
	return &Ledger{l}, nil
}

// found is what is known of a database before anything is written to it.
type found struct {
	schema   sql.NullString
	encoding string
	version  int
	marked   bool
	others   int // tables that are no ledger's
}

const look = `SELECT current_schema(), current_setting('server_encoding'), current_setting('server_version_num')::int,
	coalesce(obj_description(to_regclass(quote_ident(current_schema()) || '.documents'), 'pg_class') = 'a ledger of sayso', false),
	(SELECT count(*) FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
		AND c.relname <> 'goose_db_version' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))`

// ours refuses a database of another program. A schema without tables is
// nobody's yet.
func ours(ctx context.Context, db *sql.DB, name, schema string, create bool) error {
	for {
		var f found
		err := db.QueryRowContext(ctx, look).Scan(&f.schema, &f.encoding, &f.version, &f.marked, &f.others)
		switch {
		case err != nil:
			return fmt.Errorf("ledger: %s: %w", name, kind(err))
		case f.version < 130000:
			return fmt.Errorf("ledger: %s: PostgreSQL %d is too old: want 13 or newer", name, f.version/10000)
		case f.encoding != "UTF8":
			return fmt.Errorf("ledger: %s: the database is encoded as %s: make one with \"createdb --encoding=UTF8 --template=template0\"", name, f.encoding)
		case f.marked:
			return nil
		case f.others > 0:
			return fmt.Errorf("ledger: %s: %w: its tables are another program's; name another database, or another schema with ?search_path=NAME", name, ledger.ErrForeign)
		case !create:
			return fmt.Errorf("ledger: %w at %s: \"sayso add PATH...\" makes one", ledger.ErrNone, name)
		case f.schema.Valid:
			return nil
		case schema == "":
			return fmt.Errorf("ledger: %s: this user may use no schema of the database: name one with ?search_path=NAME", name)
		}
		if _, err := db.ExecContext(ctx, "CREATE SCHEMA IF NOT EXISTS "+pgx.Identifier{schema}.Sanitize()); err != nil && !faster(err) {
			return fmt.Errorf("ledger: %s: cannot make its schema: %w", name, kind(err))
		}
		schema = "" // a list of several names made one of a strange name: once is enough
	}
}

// faster reports whether another process made the schema in the same moment,
// which IF NOT EXISTS does not look out for.
func faster(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "23505" || e.Code == "42P06")
}
