package jobs

import (
	"context"
	"errors"
	"testing"

	"sayso"
)

// TestLook: who only looks at jobs makes no tables for them, and sees them where
// there are some.
func TestLook(t *testing.T) {
	ctx := context.Background()
	onBoth(t, func(t *testing.T, open func() Ledger) {
		l := open()
		waiting := func() int {
			t.Helper()
			q := open1(t, Config{Ledger: l, Look: true})
			counts, letters, err := q.List(ctx)
			if err != nil || len(letters) > 0 {
				t.Fatal(letters, err)
			}
			return counts[StageRead][Ready]
		}
		if n := waiting(); n != 0 {
			t.Errorf("%d wait where nothing arrived", n)
		}
		q := open1(t, Config{Ledger: l, Look: true})
		if _, err := q.Retry(ctx, 7); !errors.Is(err, sayso.ErrNotFound) {
			t.Errorf("retried a job that there is not: %v", err)
		}
		if n, err := q.Retry(ctx); n != 0 || err != nil {
			t.Errorf("retried %d, %v", n, err)
		}
		if n, err := q.Left(ctx); n != 0 || err != nil {
			t.Errorf("%d left, %v", n, err)
		}
		if v, err := version(ctx, l); v != 0 || err != nil {
			t.Errorf("tables of form %d were made, %v", v, err)
		}
		arrive(t, open1(t, Config{Ledger: l}), arrivals(3)...)
		if n := waiting(); n != 3 {
			t.Errorf("%d wait of 3", n)
		}
	})
}
