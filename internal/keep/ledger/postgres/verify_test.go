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
	out := ledgertest.Raw{DB: db, Open: "ALTER TABLE %s DISABLE TRIGGER ALL", Arg: func(n int) string { return fmt.Sprintf("$%d", n) }}
	rs, err := db.Query("SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1")
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
	ledgertest.Tamper(t, l, out)
}
