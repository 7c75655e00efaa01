package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/internal/keep/blobs"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/ledger/postgres"
	"sayso/internal/keep/ledger/postgrestest"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/keep/ledger/store"
	"sayso/internal/keep/query"
)

func file(t *testing.T) *store.Ledger {
	t.Helper()
	l, err := sqlite.OpenOrCreate(context.Background(), filepath.Join(t.TempDir(), "ledger.db"), store.WithBlobs(blobs.Open))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Store()
}

func server(t *testing.T) *store.Ledger {
	t.Helper()
	l, err := postgres.OpenOrCreate(context.Background(), postgrestest.URL(t), store.WithBlobs(blobs.Open))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Store()
}

// everything fills a ledger, with bytes inside and outside of it.
func everything(t *testing.T, l *store.Ledger) {
	t.Helper()
	ledgertest.Everything(t, l)
	folder, err := blobs.Locate(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := l.KeepBlobs(context.Background(), folder, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(context.Background(), []ledger.Entry{ledgertest.Text("outside", "Kept in a folder.", sayso.Meta{})}); err != nil {
		t.Fatal(err)
	}
}

func digests(t *testing.T, l *store.Ledger) []store.Digest {
	t.Helper()
	d, err := l.Digests(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestCopy: a ledger goes from a file to a server and back, and nothing of it is
// changed.
func TestCopy(t *testing.T) {
	ctx := context.Background()
	first := file(t)
	everything(t, first)
	want := digests(t, first)
	for _, d := range want {
		if d.Rows == 0 {
			t.Errorf("table %s is empty: let ledgertest.Everything bring a row into it, so that it is seen to be copied", d.Table)
		}
	}
	chain := []*store.Ledger{first}
	for _, to := range []*store.Ledger{server(t), file(t)} {
		from, last := chain[len(chain)-1], int64(0)
		c, err := store.Copy(ctx, from, to, func(done, all int64) {
			if done != last+1 || done > all {
				t.Fatalf("%d of %d is done after %d", done, all, last)
			}
			last = done
		})
		if err != nil {
			t.Fatal(err)
		}
		if c.Tables != len(want) || c.Waiting != int64(len(chain))%2 || last != 2*c.Rows+passages(want) {
			t.Errorf("%+v, %d steps", c, last)
		}
		if d := cmp.Diff(want, digests(t, to)); d != "" {
			t.Errorf("(-first +copy):\n%s", d)
		}
		chain = append(chain, to)
	}
	for _, f := range []query.Filter{{}, {Words: "killed"}, {Words: `"long passage of words"`}, {Source: "mayor", Sort: query.Sort{By: query.ByNumber}}, {Sort: query.Sort{By: query.ByTitle, Down: true}, Limit: 9, Offset: 5}} {
		want := ledgertest.Lists(t, first, f)
		if len(want) < 3 {
			t.Errorf("%+v lists little", f)
		}
		for i, l := range chain[1:] {
			if d := cmp.Diff(want, ledgertest.Lists(t, l, f)); d != "" {
				t.Errorf("%+v, copy %d (-first +copy):\n%s", f, i+1, d)
			}
		}
	}
	// Copies are ledgers: the same is added to all.
	for _, l := range chain {
		if _, err := l.Add(ctx, append(ledgertest.Many(70)[55:], ledgertest.Market())); err != nil {
			t.Error(err)
		}
		if err := l.Check(ctx); err != nil {
			t.Error(err)
		}
		if got := ledgertest.Problems(t, l); len(got) > 0 {
			t.Errorf("problems: %v", got)
		}
		if d := cmp.Diff(digests(t, first), digests(t, l)); d != "" {
			t.Errorf("after adding (-first +copy):\n%s", d)
		}
	}
}

func passages(all []store.Digest) int64 {
	for _, d := range all {
		if d.Table == "passages" {
			return d.Rows
		}
	}
	return -1
}

// TestCopyRefuses: a ledger that holds something is left as it is, and a copy
// that fails on the way leaves nothing.
func TestCopyRefuses(t *testing.T) {
	ctx := context.Background()
	full, empty := file(t), file(t)
	everything(t, full)
	before := digests(t, full)
	if _, err := store.Copy(ctx, empty, full, nil); !errors.Is(err, sayso.ErrConflict) || !strings.Contains(err.Error(), "holds documents already") {
		t.Errorf("into a full one: %v", err)
	}
	if d := cmp.Diff(before, digests(t, full)); d != "" {
		t.Error(d)
	}
	fresh := digests(t, empty)
	half, stop := context.WithCancel(ctx)
	defer stop()
	_, err := store.Copy(half, full, empty, func(done, all int64) {
		if done == all/2 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
	if d := cmp.Diff(fresh, digests(t, empty)); d != "" {
		t.Errorf("half a copy was left:\n%s", d)
	}
	if _, err := store.Copy(ctx, full, empty, nil); err != nil {
		t.Error("again:", err)
	}
	if d := cmp.Diff(before, digests(t, empty)); d != "" {
		t.Error(d)
	}
}
