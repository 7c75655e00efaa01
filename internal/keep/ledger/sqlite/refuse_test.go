package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/ledger/store"
	"sayso/internal/keep/query"
)

// raw opens a file past the ledger.
func raw(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRefusals(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	file := func(name, content string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	other := filepath.Join(dir, "other.db")
	raw(t, other, "CREATE TABLE cats (name TEXT)")
	marked := filepath.Join(dir, "marked.db")
	raw(t, marked, "PRAGMA application_id = 7")
	newer := filepath.Join(dir, "newer.db")
	if l, err := OpenOrCreate(ctx, newer); err != nil {
		t.Fatal(err)
	} else if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	raw(t, newer, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)")

	for _, tt := range []struct {
		name, path string
		want       error
		says       string
	}{
		{"a text", file("notes.txt", "Not a database at all, but long enough."), ledger.ErrForeign, "it is no SQLite database"},
		{"a short text", file("short.txt", "x"), ledger.ErrForeign, "it is no SQLite database"},
		{"a folder", dir, ledger.ErrForeign, "folder"},
		{"another program's database", other, ledger.ErrForeign, "another program"},
		{"another program's empty database", marked, ledger.ErrForeign, "another program"},
		{"a newer ledger", newer, ledger.ErrNewer, "use the newer sayso"},
		{"a header and nothing more", file("torn.db", magic), ledger.ErrForeign, ""},
		{"under a file", filepath.Join(file("f", ""), "ledger.db"), nil, "folder"},
	} {
		before, _ := os.ReadFile(tt.path)
		for name, open := range map[string]func(context.Context, string, ...store.Option) (*Ledger, error){"Open": Open, "OpenOrCreate": OpenOrCreate} {
			l, err := open(ctx, tt.path)
			if err == nil {
				l.Close()
				t.Errorf("%s: %s opens it", tt.name, name)
				continue
			}
			if tt.want != nil && !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.path) {
				t.Errorf("%s: %s: %v", tt.name, name, err)
			}
			if name == "OpenOrCreate" && !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%s: %s: %q does not say %q", tt.name, name, err, tt.says)
			}
		}
		if after, _ := os.ReadFile(tt.path); string(after) != string(before) {
			t.Errorf("%s: the file was changed", tt.name)
		}
	}
	none := filepath.Join(dir, "none", "ledger.db")
	if _, err := Open(ctx, none); !errors.Is(err, ledger.ErrNone) {
		t.Errorf("no ledger: %v", err)
	}
	if _, err := os.Stat(filepath.Dir(none)); err == nil {
		t.Error("looking for a ledger made its folder")
	}
}

// TestKept: the database itself refuses to change the record.
func TestKept(t *testing.T) {
	l := fresh(t)
	made := " AND name NOT IN ('" + strings.Join(store.Made, "', '") + "')"
	tables := func() []string {
		return ledgertest.Names(t, l.write, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'passage_words%' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%'"+made)
	}
	column := func(table string) string {
		return ledgertest.Names(t, l.write, "SELECT name FROM pragma_table_info(?)", table)[0]
	}
	ledgertest.Kept(t, l, l.write, tables, column, "DELETE FROM %[1]s", "UPDATE %[1]s SET %[2]s = %[2]s")
	var missing int
	if err := l.write.QueryRow(`SELECT count(*) FROM sqlite_schema s WHERE type = 'table' AND name NOT LIKE 'passage_words%' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%'` + made + `
		AND 2 > (SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = s.name)`).Scan(&missing); err != nil || missing > 0 {
		t.Errorf("%d tables of the record have no guard, %v", missing, err)
	}
}

// TestFull: where there is no room, the batch is not stored, what was there
// before stays whole, and with room again the work goes on.
func TestFull(t *testing.T) {
	l := fresh(t)
	ctx := context.Background()
	if _, err := l.Add(ctx, []ledger.Entry{ledgertest.Bridge()}); err != nil {
		t.Fatal(err)
	}
	var pages int
	if err := l.write.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		if _, err := l.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 3)
	batch := []ledger.Entry{ledgertest.Market()}
	for i := range 200 {
		batch = append(batch, ledgertest.Text(fmt.Sprint("n", i), fmt.Sprintf("Text %d. %s", i, strings.Repeat("Words. ", 50)), sayso.Meta{}))
	}
	_, err := l.Add(ctx, batch)
	if !errors.Is(err, ledger.ErrFull) || !strings.Contains(err.Error(), "no room left") || !strings.Contains(err.Error(), l.path) {
		t.Fatalf("a full disk: %v", err)
	}
	if n, err := l.Totals(ctx, query.Filter{}); err != nil || n.Documents != 1 || n.Figures != 2 {
		t.Errorf("after it: %+v, %v", n, err)
	}
	limit(1 << 30)
	if _, err := l.Add(ctx, batch); err != nil {
		t.Error(err)
	}
	if n, err := l.Totals(ctx, query.Filter{}); err != nil || n.Documents != 202 {
		t.Errorf("with room again: %+v, %v", n, err)
	}
	whole(t, l)
}

func whole(t *testing.T, l *Ledger) {
	t.Helper()
	if err := l.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestLocked(t *testing.T) {
	ctx := context.Background()
	l := fresh(t)
	if _, err := l.write.Exec("PRAGMA busy_timeout = 50"); err != nil {
		t.Fatal(err)
	}
	other, err := sql.Open("sqlite", dsn(l.path, "_txlock=immediate"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(ctx, []ledger.Entry{ledgertest.Bridge()}); !errors.Is(err, ledger.ErrLocked) {
		t.Errorf("while another writes: %v", err)
	}
	// Readers do not wait for a writer.
	if n, err := l.Totals(ctx, query.Filter{}); err != nil || n.Documents != 0 {
		t.Errorf("%+v, %v", n, err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(ctx, []ledger.Entry{ledgertest.Bridge()}); err != nil {
		t.Errorf("after it: %v", err)
	}
}

// TestDamage: bytes and texts that are not what was stored are told, not shown.
func TestDamage(t *testing.T) {
	ctx := context.Background()
	long := ledgertest.Text("long", strings.Repeat("The bridge at Tessaly failed. ", 200), sayso.Meta{})
	for _, e := range []ledger.Entry{ledgertest.Bridge(), long} { // stored as they are, and packed
		for _, change := range []string{
			"data = CAST(x'5a' || substr(data, 2) AS BLOB)",
			"data = x''",
			"data = CAST(substr(data, 1, length(data) - 1) AS BLOB)",
			"size = 3, data = CAST(substr(data, 1, 3) AS BLOB)",
			"coding = 'zip'",
		} {
			l := fresh(t)
			if _, err := l.Add(ctx, []ledger.Entry{e}); err != nil {
				t.Fatal(err)
			}
			raw(t, l.path, "DROP TRIGGER blobs_u", "UPDATE blobs SET "+change)
			if _, err := l.Capture(ctx, ledger.Sum(e.Input.Bytes)); !errors.Is(err, ledger.ErrDamaged) {
				t.Errorf("%s: %s: %v", e.Input.ID, change, err)
			}
		}
	}
	l := fresh(t)
	o, err := l.Add(ctx, []ledger.Entry{ledgertest.Bridge()})
	if err != nil {
		t.Fatal(err)
	}
	raw(t, l.path, "DROP TRIGGER texts_u", "UPDATE texts SET text = CAST(replace(CAST(text AS TEXT), 'twelve', 'eleven') AS BLOB)")
	if _, err := l.Record(ctx, string(o[0].Document)); !errors.Is(err, ledger.ErrDamaged) {
		t.Errorf("a changed text: %v", err)
	}
}

// TestTorn: a file whose pages were overwritten is told to be damaged.
func TestTorn(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "ledger.db")
	l, err := OpenOrCreate(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(ctx, []ledger.Entry{ledgertest.Bridge(), ledgertest.Market()}); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096; i < len(b); i++ {
		b[i] = 0x5a
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	l, err = Open(ctx, path)
	if err == nil {
		_, err = l.Totals(ctx, query.Filter{})
		l.Close()
	}
	if !errors.Is(err, ledger.ErrDamaged) {
		t.Errorf("pages overwritten: %v", err)
	}
}
