package postgres

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/keep/query"
)

// TestSameAsSQLite: both engines list and find the same, in the same order.
func TestSameAsSQLite(t *testing.T) {
	ctx := context.Background()
	file, err := sqlite.OpenOrCreate(ctx, filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	server := fresh(t)
	entries := append(ledgertest.Many(150), ledgertest.Bridge(), ledgertest.Market(),
		ledgertest.Text("words", "Ärger im Café: naïve coöperation, 2½ km, x²; İstanbul's e-mail. État d’âme — déjà vu.\nbridge bridge bridge market\nKilled in KARU, karu, Karu.\n", sayso.Meta{Title: "Ärger", Outlet: "Éclair"}),
		ledgertest.Text("none", "a", sayso.Meta{Title: "zebra", Outlet: "zebra"}), ledgertest.Text("upper", "B", sayso.Meta{Title: "Zebra", Outlet: "apple"}))
	for _, l := range []ledger.Ledger{file, server} {
		if _, err := l.Add(ctx, entries); err != nil {
			t.Fatal(err)
		}
	}
	for _, words := range []string{"bridge", "killed karu", `"people were killed"`, "rep*", `"number 1*"`, "cafe", "café", "etat", "coop*", "2½", "x²", "istanbul", "e-mail", `"e mail"`, "mayor doctor", "killed OR bridge", "karu tessaly", "zz*", "d'ame", "BRIDGE market"} {
		for _, n := range []int{0, 7} {
			a, b := hits(t, file, words, n), hits(t, server, words, n)
			if d := cmp.Diff(a, b, cmpopts.EquateEmpty()); d != "" {
				t.Errorf("%s, %d: %d and %d hits (-SQLite +PostgreSQL):\n%s", words, n, len(a), len(b), d)
			}
		}
		if a, b := totals(t, file, query.Filter{Words: words}), totals(t, server, query.Filter{Words: words}); a != b {
			t.Errorf("%s: %+v, %+v", words, a, b)
		}
	}
	for _, key := range query.Keys {
		for _, f := range []query.Filter{{}, {Limit: 11}, {Limit: 11, Offset: 30}, {Offset: 100}, {Place: "karu", Limit: 20}, {Source: "mayor", Limit: 20}} {
			for _, down := range []bool{false, true} {
				f.Sort = query.Sort{By: key, Down: down}
				if d := cmp.Diff(ledgertest.Lists(t, file, f), ledgertest.Lists(t, server, f)); d != "" {
					t.Errorf("%+v (-SQLite +PostgreSQL):\n%s", f, d)
				}
			}
		}
	}
}

func hits(t *testing.T, l ledger.Ledger, words string, n int) (out []ledger.Hit) {
	t.Helper()
	for h, err := range l.Search(context.Background(), words, n) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, h)
	}
	return out
}

func totals(t *testing.T, l ledger.Ledger, f query.Filter) ledger.Totals {
	t.Helper()
	n, err := l.Totals(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
