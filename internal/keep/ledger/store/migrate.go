package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pressly/goose/v3"

	"sayso/internal/keep/ledger"
)

// One file for all engines, in SQLite's words, which a dialect turns into its
// own. What only one of them has stands in a section:
//
//	-- +only sqlite
//	-- +only postgres
//	-- +all
//	-- +appendonly TABLE ...      the statements that guard these tables
//
//go:embed migrations/*.sql
var migrations embed.FS

// Made are the tables that are made of the record, or hold work that is under
// way: all others are only ever added to, and the engine refuses to change them.
var Made = []string{
	"heads", "log_head", "waiting", "workers",
	"group_documents", "group_figures", "group_lists", "group_nodes", "group_pairs",
}

// migrate brings the database to this program's schema, or says why it cannot.
func (l *Ledger) migrate(ctx context.Context) error {
	wanted, err := l.d.migrations()
	if err != nil {
		return err
	}
	for attempt := 0; ; attempt++ {
		have, err := l.versions(ctx)
		if errors.Is(err, ledger.ErrLocked) && attempt < 20 {
			// SQLite does not wait for another that puts a new file into its mode.
			time.Sleep(50 * time.Millisecond)
			continue
		}
		if err != nil {
			return err
		}
		missing := false
		for _, m := range wanted {
			missing = missing || !slices.Contains(have, m.Version)
		}
		newest := wanted[len(wanted)-1].Version
		if n := len(have); n > 0 && have[n-1] > newest {
			return fmt.Errorf("ledger: %s: %w: its form is number %d and this program knows up to %d; use the newer sayso", l.name, ledger.ErrNewer, have[n-1], newest)
		}
		if !missing {
			return nil
		}
		if err = l.up(ctx, wanted); err == nil {
			continue
		}
		// Another process may be doing the same: then a moment later all is well.
		if attempt == 20 || errors.Is(err, context.Canceled) {
			return fmt.Errorf("ledger: %s: cannot bring it to the form of this sayso: %w", l.name, l.d.Kind(err))
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (l *Ledger) up(ctx context.Context, wanted []*goose.Migration) error {
	return l.d.Migrating(ctx, l.write, func() error {
		p, err := goose.NewProvider(l.d.Goose, l.write, nil, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(wanted...), goose.WithAllowOutofOrder(true))
		if err != nil {
			return err
		}
		_, err = p.Up(ctx)
		return err
	})
}

// versions are the numbers of the migrations in the database, in order.
func (l *Ledger) versions(ctx context.Context) ([]int64, error) {
	var table bool
	err := l.write.QueryRowContext(ctx, l.d.SQL(l.d.HasTable), "goose_db_version").Scan(&table)
	if err != nil || !table {
		return nil, l.fail("its form", err)
	}
	rs, err := l.write.QueryContext(ctx, "SELECT DISTINCT version_id FROM goose_db_version WHERE is_applied ORDER BY 1")
	if err != nil {
		return nil, l.fail("its form", err)
	}
	defer rs.Close()
	var out []int64
	for rs.Next() {
		var v int64
		if err := rs.Scan(&v); err != nil {
			return nil, l.fail("its form", err)
		}
		out = append(out, v)
	}
	return out, l.fail("its form", rs.Err())
}

// migrations are the files in the engine's words, by their numbers.
func (d *Dialect) migrations() ([]*goose.Migration, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var out []*goose.Migration
	for _, name := range names {
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "migrations/"), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("ledger: %s: its name begins with no number: %w", name, err)
		}
		b, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out = append(out, goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, d.Schema(string(b)))
			return err
		}}, nil))
	}
	return out, nil
}

// sqlType finds the words of SQL that engines differ in.
var sqlType = regexp.MustCompile(`\b(INTEGER PRIMARY KEY|INTEGER|TEXT|BLOB|REAL)\b| STRICT(, WITHOUT ROWID)?;`)

// Schema is a migration in the engine's words.
func (d *Dialect) Schema(file string) string {
	types := map[string]string{}
	for i := 0; i+1 < len(d.Types); i += 2 {
		types[d.Types[i]] = d.Types[i+1]
	}
	var b strings.Builder
	ours := true
	for line := range strings.Lines(file) {
		order, isOrder := strings.CutPrefix(strings.TrimSpace(line), "-- +")
		words := strings.Fields(order)
		switch {
		case isOrder && len(words) == 2 && words[0] == "only":
			ours = words[1] == d.Name
		case isOrder && len(words) == 1 && words[0] == "all":
			ours = true
		case isOrder && len(words) > 1 && words[0] == "appendonly":
			if !ours {
				continue
			}
			for _, table := range words[1:] {
				b.WriteString(strings.ReplaceAll(d.AppendOnly, "%s", table))
			}
		case ours:
			sql, comment, _ := strings.Cut(line, "--")
			b.WriteString(sqlType.ReplaceAllStringFunc(sql, func(word string) string {
				if other, ok := types[word]; ok {
					return other
				}
				return word
			}))
			if comment != "" {
				b.WriteString("--" + comment)
			}
		}
	}
	return b.String()
}
