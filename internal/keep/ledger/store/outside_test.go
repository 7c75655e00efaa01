package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/keep/blobs"
	"sayso/internal/keep/blobs/s3test"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/ledger/postgres"
	"sayso/internal/keep/ledger/postgrestest"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/keep/ledger/store"
)

func captured(t *testing.T, l ledger.Ledger, e ledger.Entry) error {
	t.Helper()
	b, err := l.Capture(context.Background(), ledger.Sum(e.Input.Bytes))
	if err == nil && string(b) != string(e.Input.Bytes) {
		t.Errorf("%s: other bytes", e.Input.ID)
	}
	return err
}

// TestOutside: captured bytes go where they are to go, and are found and checked
// wherever they were put.
func TestOutside(t *testing.T) {
	ctx := context.Background()
	for name, open := range map[string]func(*testing.T) *store.Ledger{
		"sqlite": func(t *testing.T) *store.Ledger {
			l, err := sqlite.OpenOrCreate(ctx, filepath.Join(t.TempDir(), "ledger.db"), store.WithBlobs(blobs.Open))
			if err != nil {
				t.Fatal(err)
			}
			return l.Store()
		},
		"postgres": func(t *testing.T) *store.Ledger {
			l, err := postgres.OpenOrCreate(ctx, postgrestest.URL(t), store.WithBlobs(blobs.Open))
			if err != nil {
				t.Fatal(err)
			}
			return l.Store()
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := open(t)
			defer l.Close()
			outside(t, l, s3test.Start(t))
		})
	}
}

func outside(t *testing.T, l *store.Ledger, bucket *s3test.Server) {
	ctx := context.Background()
	add := func(e ledger.Entry) {
		t.Helper()
		if _, err := l.Add(ctx, []ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	asked := bucket.Asked()
	inside, inFolder, inBucket := ledgertest.Bridge(), ledgertest.Market(), ledgertest.Text("note", strings.Repeat("A note. ", 900), sayso.Meta{})
	add(inside)
	dir := filepath.Join(t.TempDir(), "blobs")
	folder, err := blobs.Locate(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.KeepBlobs(ctx, folder, time.Now()); err == nil {
		t.Error("a folder that is not there is taken")
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := l.KeepBlobs(ctx, folder, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	add(inFolder)
	if bucket.Asked() != asked {
		t.Error("the bucket was asked before it was named")
	}
	if err := l.KeepBlobs(ctx, bucket.URL(), time.Now()); err != nil {
		t.Fatal(err)
	}
	add(inBucket)
	for _, e := range []ledger.Entry{inside, inFolder, inBucket} {
		if err := captured(t, l, e); err != nil {
			t.Errorf("%s: %v", e.Input.ID, err)
		}
	}
	p, err := l.BlobPlaces(ctx)
	if err != nil || len(p.Named) != 2 || p.Named[0].Address != bucket.URL() || p.Inside.Blobs != 1 || p.Beside.Blobs != 2 || p.Beside.Bytes != int64(len(inFolder.Input.Bytes)+len(inBucket.Input.Bytes)) {
		t.Errorf("%+v, %v", p, err)
	}
	sum := ledger.Sum(inBucket.Input.Bytes).String()
	if all := strings.Join(bucket.Objects(), " "); !strings.Contains(all, sum[:2]+"/"+sum) {
		t.Errorf("%s is not among %s", sum, all)
	}
	if got := ledgertest.Problems(t, l); len(got) > 0 {
		t.Errorf("problems: %v", got)
	}
	damage(t, l, dir, inFolder, inBucket, bucket)
}

// damage changes bytes where they lie.
func damage(t *testing.T, l *store.Ledger, dir string, inFolder, inBucket ledger.Entry, bucket *s3test.Server) {
	sum := ledger.Sum(inFolder.Input.Bytes).String()
	file := filepath.Join(dir, sum[:2], sum)
	changed := []byte(strings.Replace(string(inFolder.Input.Bytes), "seven", "eight", 1))
	for _, tt := range []struct {
		what string
		do   func() error
	}{
		{"other bytes", func() error { return os.WriteFile(file, changed, 0o644) }},
		{"bytes missing at the end", func() error { return os.Truncate(file, 9) }},
		{"nothing", func() error { return os.Remove(file) }},
	} {
		if err := tt.do(); err != nil {
			t.Fatal(err)
		}
		if err := captured(t, l, inFolder); !errors.Is(err, ledger.ErrDamaged) || !strings.Contains(err.Error(), sum) || !strings.Contains(err.Error(), "blobs") {
			t.Errorf("%s: %v", tt.what, err)
		}
		if got := ledgertest.Problems(t, l); len(got) == 0 {
			t.Errorf("%s: nothing is found", tt.what)
		}
	}
	// Whoever puts the bytes back, in whatever place, mends it.
	bucket.Change(sum[:2]+"/"+sum, inFolder.Input.Bytes)
	if err := captured(t, l, inFolder); err != nil {
		t.Error("put back:", err)
	}
	key := ledger.Sum(inBucket.Input.Bytes).String()
	bucket.Change(key[:2]+"/"+key, []byte("short"))
	if err := captured(t, l, inBucket); !errors.Is(err, ledger.ErrDamaged) || !strings.Contains(err.Error(), key) {
		t.Errorf("in the bucket: %v", err)
	}
}

// TestOutsideFails: where bytes cannot be kept nothing is recorded of them.
func TestOutsideFails(t *testing.T) {
	ctx := context.Background()
	l, err := sqlite.OpenOrCreate(ctx, filepath.Join(t.TempDir(), "ledger.db"), store.WithBlobs(blobs.Open))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	bucket := s3test.Start(t)
	if err := l.KeepBlobs(ctx, bucket.URL(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(ctx, []ledger.Entry{ledgertest.Bridge()}); err != nil {
		t.Fatal(err)
	}
	bucket.Close()
	before := digests(t, l.Store())
	for _, add := range []func() error{
		func() error { _, err := l.Add(ctx, []ledger.Entry{ledgertest.Market()}); return err },
		func() error {
			return l.InTx(ctx, func(tx ledger.Tx) error { _, err := tx.Add([]ledger.Entry{ledgertest.Market()}); return err })
		},
	} {
		if err := add(); err == nil || !strings.Contains(err.Error(), "s3://bucket") {
			t.Errorf("no storage: %v", err)
		}
	}
	for i, d := range digests(t, l.Store()) {
		if d != before[i] {
			t.Errorf("table %s was changed", d.Table)
		}
	}
	if err := captured(t, l, ledgertest.Bridge()); !errors.Is(err, ledger.ErrUnreachable) || errors.Is(err, ledger.ErrDamaged) {
		t.Errorf("bytes that cannot be reached: %v", err)
	}
}
