package postgres

import (
	"fmt"
	"testing"

	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/ledger/postgrestest"
)

func TestTamper(t *testing.T) {
	if testing.Short() {
		t.Skip("changes each column of each table")
	}
	url := postgrestest.URL(t)
	l := at(t, url)
	db := raw(t, url)
	ledgertest.Tamper(t, l, ledgertest.Raw{DB: db, Open: "ALTER TABLE %s DISABLE TRIGGER ALL", Arg: func(n int) string { return fmt.Sprintf("$%d", n) },
		Tables: ledgertest.Names(t, db, "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1")})
}

func TestVerifyClean(t *testing.T) { ledgertest.Clean(t, fresh(t)) }
