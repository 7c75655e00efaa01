package ledgertest

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

func arrival(e ledger.Entry) ledger.Arrival {
	return ledger.Arrival{Input: e.Input, File: e.File, Time: e.Captured, Tool: e.Tool}
}

func inTx(t *testing.T, l ledger.Ledger, do func(ledger.Tx) error) {
	t.Helper()
	if err := l.InTx(context.Background(), do); err != nil {
		t.Fatal(err)
	}
}

func arrive(t *testing.T, l ledger.Ledger, arrivals ...ledger.Arrival) (out []ledger.Arrived) {
	t.Helper()
	inTx(t, l, func(tx ledger.Tx) (err error) {
		out, err = tx.Arrive(arrivals)
		return err
	})
	return out
}

// testArrivals: what came is kept as it came until it is read, once.
func testArrivals(t *testing.T, l ledger.Ledger) {
	ctx := context.Background()
	bridge, market := Bridge(), Market()
	came := arrive(t, l, arrival(bridge), arrival(market), arrival(bridge))
	if came[0].Is != ledger.ArrivedNew || came[1].Is != ledger.ArrivedNew || came[2].Is != ledger.ArrivedWaiting || came[2].Number != came[0].Number || came[0].Number >= came[1].Number {
		t.Fatalf("arrived %+v", came)
	}
	numbers := []int64{came[0].Number, came[1].Number}
	got, err := l.Arrivals(ctx, numbers)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range []ledger.Entry{bridge, market} {
		want := arrival(e)
		want.Number = numbers[i]
		if d := cmp.Diff(want, got[i]); d != "" {
			t.Errorf("arrival %d (-want +got)\n%s", i, d)
		}
	}
	if n, err := l.Totals(ctx, query.Filter{}); err != nil || n.Documents != 0 {
		t.Errorf("what nobody has read counts as %+v, %v", n, err)
	}
	inTx(t, l, func(tx ledger.Tx) error {
		if err := tx.Carry(7, numbers); err != nil {
			return err
		}
		return tx.Killed(numbers[1:])
	})
	want := []ledger.Waiting{{Arrival: numbers[0], Job: 7}, {Arrival: numbers[1], Job: 7, Kills: 1}}
	if waiting, err := l.Waiting(ctx, nil); err != nil || cmp.Diff(want, waiting) != "" {
		t.Errorf("waiting %+v, %v", waiting, err)
	}
	inTx(t, l, func(tx ledger.Tx) error {
		if _, err := tx.Add([]ledger.Entry{bridge}); err != nil {
			return err
		}
		return tx.Settle(numbers[:1])
	})
	if waiting, err := l.Waiting(ctx, numbers); err != nil || len(waiting) != 1 || waiting[0].Arrival != numbers[1] {
		t.Errorf("waiting %+v, %v", waiting, err)
	}
	if again := arrive(t, l, arrival(bridge)); again[0].Is != ledger.ArrivedKnown {
		t.Errorf("what is read arrives again as %+v", again)
	}
	o, captured, err := l.Captured(ctx, ledger.FingerprintOf(&bridge.Input))
	if err != nil || !captured || o.Status != ledger.Added || o.Revision != 1 || o.Figures != len(bridge.Reading.Figures) || o.Attributions != len(bridge.Reading.Attributions) {
		t.Errorf("captured: %+v, %v, %v", o, captured, err)
	}
	if _, captured, err = l.Captured(ctx, ledger.FingerprintOf(&market.Input)); captured || err != nil {
		t.Errorf("what waits is captured: %v, %v", captured, err)
	}
	// What failed and comes again is tried anew, as it came then.
	inTx(t, l, func(tx ledger.Tx) error { return tx.Failed(numbers[1], true) })
	again := arrive(t, l, arrival(market))
	if again[0].Is != ledger.ArrivedNew || again[0].Job != 7 || again[0].Number <= numbers[1] {
		t.Errorf("what failed arrives again as %+v", again)
	}
}

// testLanes: a later state of a document waits for an earlier one that is still
// to be read, but not for one that failed, and not for other documents.
func testLanes(t *testing.T, l ledger.Ledger) {
	in := func(id, text string) ledger.Arrival {
		e := Market()
		e.Input.ID, e.Input.Bytes, e.Input.Meta.URL, e.File = id, []byte(text), "", ""
		e.Input.Form = sayso.FormText
		return arrival(e)
	}
	page := in("p", "<p>A page that may be of any document.")
	page.Input.Form = sayso.FormHTML
	came := arrive(t, l, in("a", "one"), in("b", "one of b"), in("a", "two"), page, in("c", "one of c"))
	n := make([]int64, len(came))
	for i := range came {
		n[i] = came[i].Number
	}
	check := func(want bool, numbers ...int64) {
		t.Helper()
		inTx(t, l, func(tx ledger.Tx) error {
			got, err := tx.Blocked(numbers)
			if got != want {
				t.Errorf("%v: blocked %v", numbers, got)
			}
			return err
		})
	}
	check(false, n[0])
	check(false, n[1])
	check(true, n[2])
	check(false, n[0], n[1], n[2])
	check(true, n[3])
	check(true, n[4])
	inTx(t, l, func(tx ledger.Tx) error { return tx.Failed(n[0], true) })
	check(false, n[2])
	inTx(t, l, func(tx ledger.Tx) error { return tx.Settle([]int64{n[1], n[2]}) })
	check(false, n[3])
	check(true, n[4])
}

// testSuperseded: the ledger knows when a later state of a document was read.
func testSuperseded(t *testing.T, l ledger.Ledger) {
	e := Market()
	add(t, l, e)
	for add, want := range map[int]bool{-1: true, 0: false, 1: false} {
		early := e
		early.Captured = e.Captured.AddDate(0, 0, add)
		early.Input.Bytes = []byte("Another text.")
		inTx(t, l, func(tx ledger.Tx) error {
			got, err := tx.Superseded(&early)
			if got != want {
				t.Errorf("%d days: %v", add, got)
			}
			return err
		})
	}
}
