package blobs

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/keep/blobs/s3test"
	"sayso/internal/keep/ledger"
)

func TestFolder(t *testing.T) {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "a folder #1", "blobs")
	address, err := Locate(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, address); err == nil {
		t.Error("a folder that is not there is opened")
	}
	p, err := Create(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	roundTrip(t, p, func(key string, b []byte) {
		file := filepath.Join(dir, key)
		if b == nil {
			err = os.Remove(file)
		} else {
			err = os.WriteFile(file, b, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	left := 0
	filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			left++
			if name := d.Name(); len(name) != 64 || filepath.Base(filepath.Dir(path)) != name[:2] {
				t.Errorf("%s is left", path)
			}
		}
		return err
	})
	if left != 2 {
		t.Errorf("%d files", left)
	}
}

func TestS3(t *testing.T) {
	s := s3test.Start(t)
	address, err := Locate(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	p, err := Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if s.Asked() != 0 {
		t.Errorf("opening it asks the server %d times", s.Asked())
	}
	roundTrip(t, p, s.Change)
	if n := len(s.Objects()); n != 2 {
		t.Errorf("%d objects: %v", n, s.Objects())
	}
	t.Setenv("AWS_SECRET_ACCESS_KEY", "wrong")
	wrong, err := Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer wrong.Close()
	if err := wrong.Check(context.Background()); err == nil || strings.Contains(err.Error(), "wrong") {
		t.Errorf("with a wrong key: %v", err)
	}
}

// roundTrip puts and gets; change changes what lies under a key.
func roundTrip(t *testing.T, p ledger.Blobs, change func(key string, b []byte)) {
	ctx := context.Background()
	if err := p.Check(ctx); err != nil {
		t.Fatal(err)
	}
	large := bytes.Repeat([]byte("A long page. "), 500_000)
	for _, b := range [][]byte{{}, []byte("twelve"), large} {
		hash := ledger.Sum(b)
		for range 2 {
			if err := p.Put(ctx, hash, b); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := p.Get(ctx, hash, int64(len(b))); err != nil || !bytes.Equal(got, b) {
			t.Errorf("%d bytes of %d, %v", len(got), len(b), err)
		}
	}
	hash := ledger.Sum([]byte("twelve"))
	for _, size := range []int64{5, 7} {
		if _, err := p.Get(ctx, hash, size); !errors.Is(err, ledger.ErrDamaged) {
			t.Errorf("of another length: %v", err)
		}
	}
	change(key(hash), nil)
	if _, err := p.Get(ctx, hash, 6); !errors.Is(err, sayso.ErrNotFound) {
		t.Errorf("missing: %v", err)
	}
	if err := p.Check(ctx); err != nil {
		t.Error(err)
	}
}

func TestLocate(t *testing.T) {
	for _, bad := range []string{"gs://bucket", "s3://", "s3://key:secret@bucket", "file://host/dir", "mem://", "s3://%zz", "http://veld.example/"} {
		if got, err := Locate(bad); !errors.Is(err, sayso.ErrInvalid) || err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %s, %v", bad, got, err)
		}
	}
	if got, err := Locate("s3://bucket?region=eu"); err != nil || got != "s3://bucket?region=eu" {
		t.Errorf("%s, %v", got, err)
	}
}
