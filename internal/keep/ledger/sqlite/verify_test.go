package sqlite

import (
	"database/sql"
	"testing"

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
	return ledgertest.Raw{DB: db, Open: "DROP TRIGGER IF EXISTS %s_u; DROP TRIGGER IF EXISTS %s_d", Arg: func(int) string { return "?" },
		Tables: ledgertest.Names(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")}
}

func TestTamper(t *testing.T) {
	l := fresh(t)
	ledgertest.Tamper(t, l, tools(t, l))
}

func TestVerifyClean(t *testing.T) { ledgertest.Clean(t, fresh(t)) }
