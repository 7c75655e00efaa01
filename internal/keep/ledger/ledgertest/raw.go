package ledgertest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Names are what a query for names gives.
func Names(t *testing.T, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	rs, err := db.Query(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rs.Close()
	var out []string
	for rs.Next() {
		var name string
		if err := rs.Scan(&name); err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	if rs.Err() != nil {
		t.Fatal(rs.Err())
	}
	return out
}

// Kept wants the database itself to refuse that the record is changed. Of each of
// the tables columns gives a column; the statements are tried, in which %[1]s is the
// table and %[2]s the column.
func Kept(t *testing.T, l ledger.Ledger, db *sql.DB, tables func() []string, column func(table string) string, statements ...string) {
	ctx := context.Background()
	add(t, l, Bridge(), Market())
	if err := l.InTx(ctx, func(tx ledger.Tx) error {
		_, err := tx.Arrive([]ledger.Arrival{{Input: Text("new", "Nobody has read this.", sayso.Meta{}).Input}})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	all := tables()
	for _, table := range all {
		// A guard of rows guards nothing where there are none.
		var n int
		if err := db.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
			t.Error(err)
		}
		if n == 0 {
			continue
		}
		for _, s := range statements {
			if strings.Contains(s, "%[2]s") {
				s = fmt.Sprintf(s, table, column(table))
			} else {
				s = fmt.Sprintf(s, table)
			}
			if _, err := db.Exec(s); err == nil || !strings.Contains(err.Error(), "the ledger only appends") {
				t.Errorf("%s: %v", s, err)
			}
		}
	}
	for _, table := range strings.Fields("arrivals documents blobs texts passages revisions captures readings names toponyms attributions figures figure_sources places log_leaves") {
		var n int
		if err := db.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil || n == 0 {
			t.Errorf("%s: %d rows, %v", table, n, err)
		}
		if !slices.Contains(all, table) {
			t.Errorf("%s was not looked at", table)
		}
	}
}

// Birth lets several programs make the same ledger at once: all of them get it.
func Birth(t *testing.T, programs int, open func() (ledger.Ledger, error)) {
	var all sync.WaitGroup
	for i := range programs {
		all.Go(func() {
			l, err := open()
			if err != nil {
				t.Error(err)
				return
			}
			defer l.Close()
			if _, err := l.Add(context.Background(), Many(8)[i:]); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// Clean wants nothing to complain of in a ledger without documents and in one with
// many.
func Clean(t *testing.T, l ledger.Ledger) {
	if got := Problems(t, l); len(got) > 0 {
		t.Errorf("an empty ledger: %v", got)
	}
	add(t, l, Bridge(), Market())
	add(t, l, Many(300)...)
	if got := Problems(t, l); len(got) > 0 {
		t.Errorf("%d problems, first %v", len(got), got[0])
	}
}
