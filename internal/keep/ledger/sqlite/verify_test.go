package sqlite

import (
	"context"
	"testing"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
)

func problems(t *testing.T, l ledger.Ledger, against ...ledger.LogHead) []ledger.Problem {
	t.Helper()
	var out []ledger.Problem
	sum, err := l.Verify(context.Background(), ledger.Verification{Against: against, Found: func(p ledger.Problem) { out = append(out, p) }})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Problems != int64(len(out)) {
		t.Errorf("%d problems told, %d counted", len(out), sum.Problems)
	}
	return out
}

func TestVerifyClean(t *testing.T) {
	l := fresh(t)
	if got := problems(t, l); len(got) > 0 {
		t.Errorf("an empty ledger: %v", got)
	}
	if _, err := l.Add(context.Background(), []ledger.Entry{ledgertest.Bridge(), ledgertest.Market()}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(context.Background(), ledgertest.Many(300)); err != nil {
		t.Fatal(err)
	}
	if got := problems(t, l); len(got) > 0 {
		t.Errorf("%d problems, first %v", len(got), got[0])
	}
}
