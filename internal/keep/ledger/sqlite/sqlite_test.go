package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
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
