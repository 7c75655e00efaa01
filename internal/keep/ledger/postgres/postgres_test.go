package postgres

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/ledger/postgrestest"
	"sayso/internal/keep/ledger/store"
	"sayso/internal/keep/query"
)

func fresh(t testing.TB) *Ledger { return at(t, postgrestest.URL(t)) }

func at(t testing.TB, url string) *Ledger {
	t.Helper()
	l, err := OpenOrCreate(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// raw asks the database past the ledger.
func raw(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestLedger(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) ledger.Ledger { return fresh(t) })
}

func TestAnyOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many ledgers")
	}
	// Making one takes a third of a second; the pure part has its hundred on SQLite.
	if err := flag.Set("rapid.checks", "15"); err != nil {
		t.Fatal(err)
	}
	ledgertest.AnyOrder(t, func(t *testing.T) ledger.Ledger { return fresh(t) })
}

// TestTogether: two programs share a ledger.
func TestTogether(t *testing.T) {
	url := postgrestest.URL(t)
	a, b := at(t, url), at(t, url)
	ledgertest.Together(t, a, b)
	if err := a.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

// TestBirth: several programs that make the same ledger at once all get it.
func TestBirth(t *testing.T) {
	url := postgrestest.URL(t)
	ledgertest.Birth(t, 5, func() (ledger.Ledger, error) { return OpenOrCreate(context.Background(), url) })
}

// TestKept: the database itself refuses to change the record.
func TestKept(t *testing.T) {
	url := postgrestest.URL(t)
	l, db := at(t, url), raw(t, url)
	tables := func() []string {
		return ledgertest.Names(t, db, "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname NOT IN ('goose_db_version', '"+strings.Join(store.Made, "', '")+"') AND relname NOT LIKE 'river_%'")
	}
	column := func(table string) string {
		return ledgertest.Names(t, db, "SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(current_schema()) || '.' || $1) AND attnum = 1", table)[0]
	}
	ledgertest.Kept(t, l, db, tables, column, "DELETE FROM %[1]s", "UPDATE %[1]s SET %[2]s = %[2]s", "TRUNCATE %[1]s CASCADE")
}

func TestRefusals(t *testing.T) {
	ctx := context.Background()
	foreign := postgrestest.URL(t)
	db := raw(t, foreign)
	schema := strings.TrimPrefix(foreign[strings.LastIndex(foreign, "search_path="):], "search_path=")
	for _, s := range []string{"CREATE SCHEMA " + schema, "CREATE TABLE cats (name TEXT)"} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	newer := postgrestest.URL(t)
	at(t, newer)
	if _, err := raw(t, newer).Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, true)"); err != nil {
		t.Fatal(err)
	}
	const secret = "hush/hush#1"
	for _, tt := range []struct {
		name, url string
		want      error
		says      string
	}{
		{"another program's tables", foreign, ledger.ErrForeign, "search_path=NAME"},
		{"a newer ledger", newer, ledger.ErrNewer, "use the newer sayso"},
		{"a wrong password", postgrestest.Locked(t, secret), ledger.ErrDenied, "check user and password"},
		{"no password", postgrestest.Locked(t, ""), ledger.ErrDenied, ""},
		{"no server", "postgres://someone:" + secret[:4] + "@127.0.0.1:1/none", ledger.ErrUnreachable, "is the server running"},
		{"no such database", strings.Replace(foreign, "/postgres?", "/none?", 1), ledger.ErrUnreachable, "createdb"},
		{"a password with signs", "postgres://someone:" + secret + "@db.example/none", sayso.ErrInvalid, "%23"},
	} {
		for name, open := range map[string]func(context.Context, string, ...store.Option) (*Ledger, error){"Open": Open, "OpenOrCreate": OpenOrCreate} {
			l, err := open(ctx, tt.url)
			if err == nil {
				l.Close()
				t.Errorf("%s: %s opens it", tt.name, name)
				continue
			}
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), "postgres://") {
				t.Errorf("%s: %s: %v", tt.name, name, err)
			}
			if strings.Contains(err.Error(), "hush") || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s: %s: %q", tt.name, name, err)
			}
		}
	}
	none := postgrestest.URL(t)
	if _, err := Open(ctx, none); !errors.Is(err, ledger.ErrNone) {
		t.Errorf("no ledger: %v", err)
	}
	l, err := OpenOrCreate(ctx, postgrestest.Locked(t, postgrestest.Password))
	if err != nil {
		t.Fatal("with the password:", err)
	}
	l.Close()
}

// TestHostile: what a server cannot keep in a text, and what is too long for its
// ordinary indexes, is stored all the same.
func TestHostile(t *testing.T) {
	ctx := context.Background()
	l := fresh(t)
	long := strings.Repeat("The street of "+strings.Repeat("x", 3000)+" and more. ", 40)
	for i, e := range []ledger.Entry{
		ledgertest.Text("caf\xe9\x00", "A text with \x00 in it, and \xff.", sayso.Meta{Title: "a\x00b", Outlet: strings.Repeat("an outlet ", 5000), URL: "https://veld.example/" + strings.Repeat("%C3%A9/x", 4000)}),
		ledgertest.Text(strings.Repeat("id", 9000), long, sayso.Meta{Title: strings.Repeat("title ", 9000)}),
	} {
		e.File = "/w/caf\xe8"
		out, err := l.Add(ctx, []ledger.Entry{e})
		if err != nil {
			t.Fatal(i, err)
		}
		r, err := l.Record(ctx, string(out[0].Document))
		if err != nil || r.Text.Text != e.Document.Text {
			t.Errorf("%d: %v", i, err)
		}
	}
	if n, err := l.Totals(ctx, query.Filter{Words: `"xxxx"`}); err != nil || n.Documents != 0 {
		t.Errorf("%+v, %v", n, err)
	}
	if n, err := l.Totals(ctx, query.Filter{Words: `"street of xxx*" "and more the street"`}); err != nil || n.Documents != 1 {
		t.Errorf("%+v, %v", n, err)
	}
}

// TestReadOnlyRole: who may only read can list, search and verify, and is told
// where he may not.
func TestReadOnlyRole(t *testing.T) {
	ctx := context.Background()
	url := postgrestest.URL(t)
	l := at(t, url)
	if _, err := l.Add(ctx, []ledger.Entry{ledgertest.Bridge()}); err != nil {
		t.Fatal(err)
	}
	schema := url[strings.LastIndex(url, "search_path=")+len("search_path="):]
	db := raw(t, url)
	for _, q := range []string{"CREATE ROLE looks LOGIN", "GRANT USAGE ON SCHEMA " + schema + " TO looks", "GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO looks"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	looks, err := Open(ctx, strings.Replace(url, "tester@", "looks@", 1))
	if err != nil {
		t.Fatal(err)
	}
	defer looks.Close()
	if got := ledgertest.Lists(t, looks, query.Filter{Words: "bridge"}); len(got) < 4 {
		t.Errorf("lists %v", got)
	}
	for _, err := range looks.Search(ctx, "bridge", 5) {
		if err != nil {
			t.Error(err)
		}
	}
	if got := ledgertest.Problems(t, looks); len(got) > 0 {
		t.Errorf("problems: %v", got)
	}
	if _, err := looks.Add(ctx, []ledger.Entry{ledgertest.Market()}); !errors.Is(err, ledger.ErrDenied) {
		t.Errorf("adding: %v", err)
	}
}
