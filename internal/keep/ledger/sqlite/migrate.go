package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"

	"sayso/internal/keep/ledger"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks the file as ours in its header: "says".
const applicationID = 0x73617973

// migrate brings the file to this program's schema, or says why it cannot.
func (l *Ledger) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return err
	}
	newest := int64(len(names)) // they are numbered from 1 without a gap
	for attempt := 0; ; attempt++ {
		version, err := l.version(ctx)
		switch {
		case err != nil:
			return err
		case version == newest:
			return nil
		case version > newest:
			return fmt.Errorf("ledger: %s: %w: its form is number %d and this program knows up to %d; use the newer sayso", l.path, ledger.ErrNewer, version, newest)
		}
		if err = l.up(ctx, files); err == nil {
			continue
		}
		// Another process may be doing the same: then a moment later all is well.
		if attempt == 20 || errors.Is(err, context.Canceled) {
			return fmt.Errorf("ledger: %s: cannot bring it to the form of this sayso: %w", l.path, kind(err))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (l *Ledger) up(ctx context.Context, files fs.FS) error {
	if _, err := l.write.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, l.write, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// version is the number of the newest migration in the file; 0 for none.
func (l *Ledger) version(ctx context.Context) (int64, error) {
	var table bool
	err := l.write.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'goose_db_version')").Scan(&table)
	if err != nil || !table {
		return 0, l.fail("its form", err)
	}
	var v sql.NullInt64
	err = l.write.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&v)
	return v.Int64, l.fail("its form", err)
}
