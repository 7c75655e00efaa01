package ledgertest

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
)

// Everything fills every table of a ledger: whoever adds a table adds here what
// brings a row into it, and so has it copied and compared.
func Everything(t testing.TB, l ledger.Ledger) {
	t.Helper()
	ctx := context.Background()
	changed := Bridge()
	changed.Captured = changed.Captured.Add(24 * time.Hour)
	changed.Document.Text = strings.ReplaceAll(changed.Document.Text, "twelve", "eleven")
	changed.Input.Bytes = []byte(changed.Document.Text)
	odd := Text("caf\xe9 \x00", "Ärger: \x00.\n"+strings.Repeat("A long passage of words. ", 200), sayso.Meta{Title: "a\x00b"})
	odd.File = "/w/caf\xe8"
	var reports []ledger.Entry
	for r, i := rand.New(rand.NewPCG(3, 4)), 0; i < 20; i++ {
		reports = append(reports, report(r, i))
	}
	for _, batch := range [][]ledger.Entry{reports, Many(60), {Bridge(), Market(), odd}, {changed}} {
		if _, err := l.Add(ctx, batch); err != nil {
			t.Fatal(err)
		}
	}
	waits := Text("waits", "Nobody has read this yet.", sayso.Meta{})
	if err := l.InTx(ctx, func(tx ledger.Tx) error {
		_, err := tx.Arrive([]ledger.Arrival{{Input: waits.Input, Time: day, Tool: "sayso test"}})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	market, err := l.Record(ctx, "market")
	if err != nil {
		t.Fatal(err)
	}
	again := *market.Reading
	again.Reader = "reader 2"
	if err := l.AddReadings(ctx, []ledger.Rereading{{Document: market.ID, Revision: 1, Text: market.Text, Reading: &again, Time: changed.Captured}}); err != nil {
		t.Fatal(err)
	}
	if err := judge.CatchUp(ctx, l, func() time.Time { return day }, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Promote(ctx, ledger.Promotion{Reader: "reader 2", By: "Ana Ruiz", Why: "a test", Time: changed.Captured}); err != nil {
		t.Fatal(err)
	}
}
