package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/ledger/store"
	"sayso/internal/keep/query"
)

func fresh(t testing.TB) *Ledger {
	t.Helper()
	l, err := OpenOrCreate(context.Background(), filepath.Join(t.TempDir(), "a folder", "ledger #1?.db"))
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

func TestLedger(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) ledger.Ledger { return fresh(t) })
}

func TestAnyOrder(t *testing.T) {
	ledgertest.AnyOrder(t, func(t *testing.T) ledger.Ledger { return fresh(t) })
}

// TestTogether: two processes share a file; here two openings of it.
func TestTogether(t *testing.T) {
	a := fresh(t)
	b, err := Open(context.Background(), a.path)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	ledgertest.Together(t, a, b)
	whole(t, a)
}

// TestCheckAfterSearch: what was added after a search is no damage to the
// connection that searched.
func TestCheckAfterSearch(t *testing.T) {
	ctx := context.Background()
	l := fresh(t)
	for i, e := range ledgertest.Many(70) {
		if _, err := l.Add(ctx, []ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
		if i == 50 {
			if _, err := l.Totals(ctx, query.Filter{Words: "killed"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	whole(t, l)
}

// TestBirth: several programs that make the same ledger at once all get it.
func TestBirth(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	ledgertest.Birth(t, 8, func() (ledger.Ledger, error) { return OpenOrCreate(context.Background(), path) })
}

// FuzzWords: whatever is typed for a search, the engine understands what it is
// given.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"bridge", `"the bridge" coll*`, "NEAR(a b) OR col:x NOT ^x", `a"b""c`, "\x00", "*", "‘", "ß*", `"*"`, "a\x00b"} {
		f.Add(s)
	}
	l := fresh(f)
	if _, err := l.Add(context.Background(), []ledger.Entry{ledgertest.Bridge(), ledgertest.Market()}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ctx := context.Background()
		for _, err := range l.Search(ctx, s, 5) {
			if err != nil && !errors.Is(err, sayso.ErrInvalid) {
				t.Fatal(err)
			}
		}
		for _, f := range []query.Filter{{Words: s}, {Outlet: s}, {Source: s}, {Place: s}, {Document: s}, {Since: s}, {To: s}} {
			if _, err := l.Totals(ctx, f); err != nil && !errors.Is(err, sayso.ErrInvalid) && !errors.Is(err, sayso.ErrNotFound) && !errors.Is(err, sayso.ErrConflict) {
				t.Fatal(err)
			}
		}
	})
}

// TestNoScan: what is looked up for every input is found by an index: a look
// through all of a table would make adding slower the more there is.
func TestNoScan(t *testing.T) {
	ctx := context.Background()
	l := fresh(t)
	file := ledgertest.Text("note", "A note.", sayso.Meta{})
	file.File = "/w/note.txt"
	again := file
	again.Input.Bytes = []byte("Another note.")
	var ran []string
	err := l.InTx(ctx, func(t ledger.Tx) error {
		out, err := t.Add([]ledger.Entry{ledgertest.Bridge(), ledgertest.Market(), file, again})
		for _, o := range out {
			if err == nil {
				err = judge.Documents(t, time.Now(), o.Document)
			}
		}
		ran = t.(*store.Tx).Queries()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// Persons' judgements, and the rows that a query brings itself.
	few := []string{"SCAN judgements USING INDEX judgements_person", "SCAN f", "SCAN x", "SCAN 64 CONSTANT", "SCAN 16 CONSTANT", "SCAN 4 CONSTANT", "SCAN CONSTANT"}
	looked := 0
	for _, q := range ran {
		if !strings.HasPrefix(q, "SELECT") {
			continue
		}
		looked++
		rs, err := l.write.Query("EXPLAIN QUERY PLAN "+q, make([]any, strings.Count(q, "?"))...)
		if err != nil {
			t.Fatal(err)
		}
		for rs.Next() {
			var a, b, c int
			var step string
			if err := rs.Scan(&a, &b, &c, &step); err != nil {
				t.Fatal(err)
			}
			all := strings.HasPrefix(step, "SCAN") && !slices.ContainsFunc(few, func(s string) bool { return strings.HasPrefix(step, s) })
			if all && !strings.HasSuffix(q, " LIMIT 1") || strings.HasSuffix(step, "(level=?)") {
				t.Errorf("%s\n%s", q, step)
			}
		}
		rs.Close()
	}
	if looked < 20 {
		t.Errorf("%d queries looked at: %v", looked, ran)
	}
}
