package sqlite

import (
	"context"
	"database/sql"
	"testing"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
)

// tools is the file as any SQLite tool opens it.
func tools(t *testing.T, l *Ledger) ledgertest.Raw {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(l.path))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("PRAGMA foreign_keys = 0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	out := ledgertest.Raw{DB: db, Open: "DROP TRIGGER IF EXISTS %s_u; DROP TRIGGER IF EXISTS %s_d", Arg: func(int) string { return "?" }}
	rs, err := db.Query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	defer rs.Close()
	for rs.Next() {
		var name string
		if err := rs.Scan(&name); err != nil {
			t.Fatal(err)
		}
		out.Tables = append(out.Tables, name)
	}
	if rs.Err() != nil {
		t.Fatal(rs.Err())
	}
	return out
}

func TestTamper(t *testing.T) {
	l := fresh(t)
	ledgertest.Tamper(t, l, tools(t, l))
}

func TestVerifyClean(t *testing.T) {
	l := fresh(t)
	if got := ledgertest.Problems(t, l); len(got) > 0 {
		t.Errorf("an empty ledger: %v", got)
	}
	if _, err := l.Add(context.Background(), []ledger.Entry{ledgertest.Bridge(), ledgertest.Market()}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(context.Background(), ledgertest.Many(300)); err != nil {
		t.Fatal(err)
	}
	if got := ledgertest.Problems(t, l); len(got) > 0 {
		t.Errorf("%d problems, first %v", len(got), got[0])
	}
}
