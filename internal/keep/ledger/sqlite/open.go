// Package sqlite keeps the ledger in one SQLite file: nothing to set up, and a
// ledger is handed on by copying it. One connection writes, several read, and a
// transaction holds all of a document or nothing of it.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	_ "modernc.org/sqlite" // the engine

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/store"
)

// Ledger is a ledger in an SQLite file.
type Ledger struct {
	*store.Ledger
	path  string
	write *sql.DB
}

var _ ledger.Ledger = (*Ledger)(nil)

// Open opens the ledger to read it. There must be one.
func Open(ctx context.Context, path string, with ...store.Option) (*Ledger, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("ledger: %w at %s: \"sayso add PATH...\" makes one", ledger.ErrNone, path)
	}
	return open(ctx, path, with)
}

// OpenOrCreate opens the ledger and makes it, and its folder, where there is none.
func OpenOrCreate(ctx context.Context, path string, with ...store.Option) (*Ledger, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("ledger: %s: cannot make its folder: %w", path, err)
	}
	if err := writable(path); err != nil {
		return nil, err
	}
	return open(ctx, path, with)
}

// writable finds out what SQLite only tells as "unable to open database file".
func writable(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil // the next look says so
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return fmt.Errorf("ledger: cannot write %w", err)
	}
	return f.Close()
}

func open(ctx context.Context, path string, with []store.Option) (*Ledger, error) {
	if err := first(looksLikeSQLite(path), ours(ctx, path)); err != nil {
		return nil, err
	}
	write, err := sql.Open("sqlite", dsn(path, "_txlock=immediate", "_pragma=cache_size(-65536)", "_pragma=journal_mode(wal)", "_pragma=synchronous(full)"))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", dsn(path, "_pragma=query_only(1)", "_pragma=cache_size(-8192)", "_pragma=mmap_size(268435456)"))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(max(4, runtime.GOMAXPROCS(0)))
	d := *dialect
	d.Whole = func(ctx context.Context, _ *sql.DB) error { return integrity(ctx, path) }
	l, err := store.New(ctx, &d, path, write, read, with...)
	if err != nil {
		read.Close()
		write.Close()
		return nil, err
	}
	return &Ledger{Ledger: l, path: path, write: write}, nil
}

// dsn is the address by which the driver opens the file, whatever its name.
func dsn(path string, options ...string) string {
	u := url.URL{Path: path}
	options = append([]string{"_pragma=busy_timeout(20000)", "_pragma=foreign_keys(1)"}, options...)
	return "file:" + strings.ReplaceAll(u.EscapedPath(), "?", "%3f") + "?" + strings.Join(options, "&")
}

const magic = "SQLite format 3\x00"

// looksLikeSQLite refuses a file of another kind before SQLite touches it. An
// empty file is a database without tables.
func looksLikeSQLite(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return fmt.Errorf("ledger: %s: %w: it is a folder", path, ledger.ErrForeign)
	}
	head := make([]byte, len(magic))
	n, err := io.ReadFull(f, head)
	switch {
	case n == 0 && errors.Is(err, io.EOF):
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("ledger: %s: %w", path, err)
	case string(head[:n]) != magic:
		return fmt.Errorf("ledger: %s: %w: it is no SQLite database; choose another file with --db", path, ledger.ErrForeign)
	}
	return nil
}

// ours refuses a database of another program before anything is written to it. A
// database without tables is nobody's yet.
func ours(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return err
	}
	defer db.Close()
	var app, tables int64
	err = db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)").Scan(&app, &tables)
	switch {
	case err != nil:
		return fmt.Errorf("ledger: %s: %w", path, kind(err))
	case app != applicationID && (app != 0 || tables > 0):
		return fmt.Errorf("ledger: %s: %w: it is a database of another program; choose another file with --db", path, ledger.ErrForeign)
	}
	return nil
}

// Path is the ledger's file.
func (l *Ledger) Path() string { return l.path }

// Close releases the file. Where something was added it first lets SQLite look
// how the rows lie, so that queries take the shortest way.
func (l *Ledger) Close() error {
	if l.Added() {
		// No harm where it fails: another program may be writing.
		l.write.Exec("PRAGMA analysis_limit = 1000; PRAGMA busy_timeout = 100; PRAGMA optimize")
	}
	return l.Ledger.Close()
}

// first is the first error.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
