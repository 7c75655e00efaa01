package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/ledger/sqlite"
)

// TestStrangersReadTheLog: who knows only c2sp.org/tlog-tiles and RFC 6962 reads
// the exported files, finds every leaf under the checkpoint's root, and sees that
// the log of today has grown from the one of yesterday. Nothing here is computed by
// the code that wrote them.
func TestStrangersReadTheLog(t *testing.T) {
	ctx := context.Background()
	l, err := sqlite.OpenOrCreate(ctx, filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	entries := ledgertest.Many(420)
	var old *stranger
	for _, part := range []struct{ from, to int }{{0, 1}, {1, 128}, {128, 300}, {300, 420}} { // 2, 256, 600 and 840 leaves
		if _, err := l.Add(ctx, entries[part.from:part.to]); err != nil {
			t.Fatal(err)
		}
		if err := (&logExportCmd{Dir: dir, Quiet: true}).run(ctx, l); err != nil {
			t.Fatal(err)
		}
		s := readAsStranger(t, dir)
		if want := int64(2 * part.to); s.size != want {
			t.Fatalf("%d leaves of %d", s.size, want)
		}
		s.checkLeaves(t)
		s.checkWithLibrary(t, old)
		old = s
	}
	changeTiles(t, dir)
}

// stranger is a log as its files tell it.
type stranger struct {
	dir    string
	size   int64
	root   [32]byte
	leaves [][32]byte // hashes of the entries
}

func readAsStranger(t *testing.T, dir string) *stranger {
	t.Helper()
	s := &stranger{dir: dir}
	b, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(b), "\n")
	if s.size, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		t.Fatal(err)
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || copy(s.root[:], root) != 32 {
		t.Fatalf("%q is no root: %v", lines[2], err)
	}
	for n := int64(0); n*256 < s.size; n++ {
		width := min(256, s.size-n*256)
		b := s.tile(t, "entries", n, width)
		for range width {
			long := binary.BigEndian.Uint16(b)
			s.leaves = append(s.leaves, sha256.Sum256(append([]byte{0}, b[2:2+long]...)))
			b = b[2+long:]
		}
		if len(b) > 0 {
			t.Fatalf("%d bytes behind the entries of tile %d", len(b), n)
		}
	}
	return s
}

// tile reads a file by the names of tlog-tiles: three digits at a time, all but the
// last with an x before them, and .p/W for one that is not full.
func (s *stranger) tile(t *testing.T, level string, n, width int64) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(s.dir, "tile", level, filepath.FromSlash(tilePath(n, width))))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func tilePath(n, width int64) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if width < 256 {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

// tree is RFC 6962's hash over leaves, written down from there.
func tree(leaves [][32]byte) [32]byte {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return leaves[0]
	}
	k := 1
	for 2*k < len(leaves) {
		k *= 2
	}
	a, b := tree(leaves[:k]), tree(leaves[k:])
	return sha256.Sum256(append(append([]byte{1}, a[:]...), b[:]...))
}

// checkLeaves checks root and every tile of hashes against the entries.
func (s *stranger) checkLeaves(t *testing.T) {
	t.Helper()
	if tree(s.leaves) != s.root {
		t.Fatal("the entries do not add up to the checkpoint's root")
	}
	below := s.leaves
	for level := 0; len(below) > 0; level++ {
		for n := int64(0); n*256 < int64(len(below)); n++ {
			part := below[n*256 : min(n*256+256, int64(len(below)))]
			var want []byte
			for _, h := range part {
				want = append(want, h[:]...)
			}
			if got := s.tile(t, strconv.Itoa(level), n, int64(len(part))); string(got) != string(want) {
				t.Fatalf("tile %d of level %d is not that of its leaves", n, level)
			}
		}
		var above [][32]byte
		for n := 0; (n+1)*256 <= len(below); n++ {
			above = append(above, tree(below[n*256:n*256+256]))
		}
		below = above
	}
}

// checkWithLibrary lets the reader of Go's checksum database, which reads tiles and
// believes none that does not lead to the root, prove each leaf, and that the log
// has grown from an earlier state.
func (s *stranger) checkWithLibrary(t *testing.T, old *stranger) {
	t.Helper()
	read := tlog.TileHashReader(tlog.Tree{N: s.size, Hash: tlog.Hash(s.root)}, files{s.dir})
	for i, leaf := range s.leaves {
		proof, err := tlog.ProveRecord(s.size, int64(i), read)
		if err == nil {
			err = tlog.CheckRecord(proof, s.size, tlog.Hash(s.root), int64(i), tlog.Hash(leaf))
		}
		if err != nil {
			t.Fatalf("leaf %d of %d: %v", i, s.size, err)
		}
	}
	if old == nil {
		return
	}
	proof, err := tlog.ProveTree(s.size, old.size, read)
	if err == nil {
		err = tlog.CheckTree(proof, s.size, tlog.Hash(s.root), old.size, tlog.Hash(old.root))
	}
	if err != nil {
		t.Fatalf("%d leaves from %d: %v", s.size, old.size, err)
	}
	if tlog.CheckTree(proof, s.size, tlog.Hash(s.root), old.size, tlog.Hash(s.root)) == nil {
		t.Fatal("grown from what it never was")
	}
}

// files are tiles on disk, for the library.
type files struct{ dir string }

func (files) Height() int { return 8 }

func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(tiles))
	for i, t := range tiles {
		var err error
		if out[i], err = os.ReadFile(filepath.Join(f.dir, "tile", strconv.Itoa(t.L), filepath.FromSlash(tilePath(t.N, int64(t.W))))); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (files) SaveTiles([]tlog.Tile, [][]byte) {}

// changeTiles changes each file of hashes by a bit: the library must not prove a leaf
// that it then reads there.
func changeTiles(t *testing.T, dir string) {
	t.Helper()
	s := readAsStranger(t, dir)
	err := filepath.WalkDir(filepath.Join(dir, "tile", "0"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, ".p") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n, err := strconv.ParseInt(filepath.Base(path), 10, 64)
		if err != nil {
			return err
		}
		b[0] ^= 1
		if err := os.WriteFile(path, b, 0o644); err != nil {
			return err
		}
		read := tlog.TileHashReader(tlog.Tree{N: s.size, Hash: tlog.Hash(s.root)}, files{dir})
		if _, err := tlog.ProveRecord(s.size, n*256+1, read); err == nil {
			t.Errorf("%s was changed, and a proof came of it", path)
		}
		b[0] ^= 1
		return os.WriteFile(path, b, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
