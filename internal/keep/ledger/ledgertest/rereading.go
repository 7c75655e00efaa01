package ledgertest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// testRereading: another version's readings lie beside those that count until it
// is promoted, and nothing that was stored changes.
func testRereading(t *testing.T, l ledger.Ledger) {
	ctx := context.Background()
	old := Bridge()
	other := Text("market", "The market reopened.\n", sayso.Meta{Outlet: "Veld Post", Published: "2024-03-02"})
	out := add(t, l, old, other)
	bridge, market := out[0].Document, out[1].Document

	unread := all(t, l.Unread(ctx, "reader 2"))
	if len(unread) != 2 || unread[0].Document != bridge || unread[0].Revision != 1 {
		t.Fatalf("unread %+v", unread)
	}
	in := unread[0].Input
	b, err := l.Capture(ctx, unread[0].Hash)
	if err != nil {
		t.Fatal(err)
	}
	in.Bytes = b
	want := old.Input
	if d := cmp.Diff(want, in); d != "" {
		t.Errorf("the input to read again (-captured +had):\n%s", d)
	}

	// Version 2 finds one figure fewer.
	next := *old.Reading
	next.Reader, next.Figures = "reader 2", old.Reading.Figures[:1]
	reread := ledger.Rereading{Document: bridge, Revision: 1, Text: old.Document, Reading: &next, Time: day.Add(time.Hour)}
	for range 2 { // twice: the second adds nothing
		if err := l.AddReadings(ctx, []ledger.Rereading{reread}); err != nil {
			t.Fatal(err)
		}
	}
	if left := all(t, l.Unread(ctx, "reader 2")); len(left) != 1 || left[0].Document != market {
		t.Errorf("left unread %+v", left)
	}
	figures := func() int { return len(all(t, l.Figures(ctx, query.Filter{}))) }
	if n := figures(); n != 2 {
		t.Errorf("%d figures before the promotion", n)
	}
	if r, err := l.ReadingBy(ctx, string(bridge), "reader 2"); err != nil || len(r.Reading.Figures) != 1 || r.Reader != "reader 2" {
		t.Errorf("by reader 2: %+v, %v", r, err)
	}
	if _, err := l.ReadingBy(ctx, string(market), "reader 2"); !errors.Is(err, sayso.ErrNotFound) {
		t.Errorf("a reading that is not there: %v", err)
	}
	testPromotion(t, l, bridge, figures)
}

func testPromotion(t *testing.T, l ledger.Ledger, bridge ledger.ID, figures func() int) {
	ctx := context.Background()
	if _, err := l.Promote(ctx, ledger.Promotion{Reader: "reader 9"}); !errors.Is(err, sayso.ErrNotFound) {
		t.Errorf("promoting a version that read nothing: %v", err)
	}
	head, err := l.LogHead(ctx)
	if err != nil {
		t.Fatal(err)
	}
	p := ledger.Promotion{Reader: "reader 2", By: "Mira", Why: "it reads tolls better", Time: day.Add(2 * time.Hour)}
	if moved, err := l.Promote(ctx, p); err != nil || moved != 1 {
		t.Errorf("promoted for %d documents, %v", moved, err)
	}
	if now, err := l.LogHead(ctx); err != nil || now.Size != head.Size+1 {
		t.Errorf("the log grew from %d to %d, %v", head.Size, now.Size, err)
	}
	if n := figures(); n != 1 {
		t.Errorf("%d figures after the promotion", n)
	}
	for name, get := range map[string]func() (*ledger.Record, error){
		"record":   func() (*ledger.Record, error) { return l.Record(ctx, string(bridge)) },
		"revision": func() (*ledger.Record, error) { return l.Revision(ctx, string(bridge), 1) },
	} {
		if r, err := get(); err != nil || r.Reader != "reader 2" || r.Figures != 1 {
			t.Errorf("%s after the promotion: %+v, %v", name, r.Document, err)
		}
	}
	readers, err := l.Readers(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := []ledger.Reader{
		{Version: "reader 1", Readings: 2, Current: 1, First: day, Last: day},
		{Version: "reader 2", Readings: 1, Current: 1, First: day.Add(time.Hour), Last: day.Add(time.Hour), Promotion: &p},
	}
	if d := cmp.Diff(want, readers); d != "" {
		t.Errorf("readers (-want +got):\n%s", d)
	}
	// It is taken back by promoting the other.
	p.Reader = "reader 1"
	if moved, err := l.Promote(ctx, p); err != nil || moved != 1 || figures() != 2 {
		t.Errorf("promoted back for %d documents, %v, %d figures", moved, err, figures())
	}
}
