package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"sayso"
)

// memory keeps a log as a ledger does: a leaf with the nodes it completes.
type memory struct {
	tree   *Tree
	leaves [][]byte
	kept   [][]byte
}

func newMemory(t testing.TB, leaves int) *memory {
	t.Helper()
	tree, err := NewTree(0, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := &memory{tree: tree}
	for i := range leaves {
		m.add(fmt.Appendf(nil, `{"n":%d}`, i))
	}
	return m
}

func (m *memory) add(leaf []byte) {
	m.leaves = append(m.leaves, leaf)
	m.kept = append(m.kept, m.tree.Append(leaf, nil))
}

func (m *memory) nodes(want []Node) ([]Hash, error) {
	out := make([]Hash, len(want))
	for i, n := range want {
		leaf, place := n.KeptWith()
		if leaf >= int64(len(m.kept)) || len(m.kept[leaf]) < (place+1)*len(Hash{}) {
			return nil, fmt.Errorf("no node %v", n)
		}
		copy(out[i][:], m.kept[leaf][place*len(Hash{}):])
	}
	return out, nil
}

// theirs is the same log by the library's own hand: hashes in its own order.
func (m *memory) theirs(t testing.TB) tlog.HashReader {
	t.Helper()
	var stored []tlog.Hash
	r := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = stored[x]
		}
		return out, nil
	})
	for i, leaf := range m.leaves {
		h, err := tlog.StoredHashes(int64(i), leaf, r)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, h...)
	}
	return r
}

// TestTreeIsTheStandards: root, proofs and what is kept are what the library of
// Go's checksum database makes of the same leaves.
func TestTreeIsTheStandards(t *testing.T) {
	for _, size := range []int{0, 1, 2, 3, 7, 8, 255, 256, 257, 1000} {
		m := newMemory(t, size)
		theirs := m.theirs(t)
		want, err := tlog.TreeHash(int64(size), theirs)
		if err != nil {
			t.Fatal(err)
		}
		if got := m.tree.Root(); got != Hash(want) {
			t.Fatalf("%d leaves: root %v, want %v", size, got, want)
		}
		if got, err := RootAt(int64(size), m.nodes); err != nil || got != Hash(want) {
			t.Fatalf("%d leaves: root by nodes %v, %v", size, got, err)
		}
		for index := 0; index < size; index += 1 + size/9 {
			proof, err := Prove(int64(size), int64(index), m.nodes)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckProof(proof, int64(size), m.tree.Root(), int64(index), m.leaves[index]); err != nil {
				t.Errorf("leaf %d of %d: %v", index, size, err)
			}
			var p tlog.RecordProof
			for _, h := range proof {
				p = append(p, tlog.Hash(h))
			}
			if err := tlog.CheckRecord(p, int64(size), want, int64(index), tlog.RecordHash(m.leaves[index])); err != nil {
				t.Errorf("leaf %d of %d by the library: %v", index, size, err)
			}
			for i := range proof {
				proof[i][7] ^= 1
				if CheckProof(proof, int64(size), m.tree.Root(), int64(index), m.leaves[index]) == nil {
					t.Errorf("leaf %d of %d: a wrong hash %d proves it too", index, size, i)
				}
				proof[i][7] ^= 1
			}
			if CheckProof(proof, int64(size), m.tree.Root(), int64(index), []byte("other")) == nil {
				t.Errorf("leaf %d of %d: another leaf is proved too", index, size)
			}
		}
		if _, err := Prove(int64(size), int64(size), m.nodes); !errors.Is(err, sayso.ErrNotFound) {
			t.Errorf("a leaf past the end: %v", err)
		}
	}
}

// TestTreeGoesOn: a tree taken up from its edge grows as one that never stopped.
func TestTreeGoesOn(t *testing.T) {
	m := newMemory(t, 0)
	r := rand.New(rand.NewSource(1))
	for range 60 {
		edge, err := m.nodes(Edge(m.tree.Size()))
		if err != nil {
			t.Fatal(err)
		}
		if m.tree, err = NewTree(m.tree.Size(), edge); err != nil {
			t.Fatal(err)
		}
		for range r.Intn(40) {
			m.add(fmt.Appendf(nil, "%d", r.Int()))
		}
	}
	want, err := tlog.TreeHash(m.tree.Size(), m.theirs(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.tree.Root(); got != Hash(want) {
		t.Errorf("root %v, want %v", got, want)
	}
	if _, err := NewTree(3, nil); err == nil {
		t.Error("a tree of three leaves without its edge")
	}
}

// tileDir serves tiles to the library's reader of logs, which checks each against
// the root.
type tileDir map[string][]byte

func (d tileDir) Height() int                     { return tileHeight }
func (d tileDir) SaveTiles([]tlog.Tile, [][]byte) {}
func (d tileDir) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, t := range tiles {
		b, ok := d[Tile{t}.Path()]
		if !ok {
			return nil, fmt.Errorf("no tile %s", Tile{t}.Path())
		}
		out = append(out, b)
	}
	return out, nil
}

func (d tileDir) write(t testing.TB, m *memory, old int64) {
	for _, tile := range Tiles(old, m.tree.Size()) {
		from, to, entries := tile.Leaves()
		var b []byte
		var err error
		if entries {
			for _, leaf := range m.leaves[from:to] {
				if b, err = AppendEntry(b, leaf); err != nil {
					t.Fatal(err)
				}
			}
		} else if b, err = tile.Hashes(m.nodes); err != nil {
			t.Fatal(err)
		}
		d[tile.Path()] = b
	}
}

// TestTilesByAnotherReader: what is written as tiles is a log to a reader that
// knows nothing of us.
func TestTilesByAnotherReader(t *testing.T) {
	m := newMemory(t, 0)
	dir := tileDir{}
	old := int64(0)
	for _, size := range []int{3, 256, 300, 70_000} {
		for len(m.leaves) < size {
			m.add(fmt.Appendf(nil, "leaf %d", len(m.leaves)))
		}
		dir.write(t, m, old)
		tree := tlog.Tree{N: int64(size), Hash: tlog.Hash(m.tree.Root())}
		r := tlog.TileHashReader(tree, dir)
		for i := 0; i < size; i += 1 + size/50 {
			proof, err := tlog.ProveRecord(int64(size), int64(i), r)
			if err != nil {
				t.Fatal(err)
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(m.leaves[i])); err != nil {
				t.Fatal(err)
			}
		}
		if old > 0 {
			before, err := tlog.TreeHash(old, r)
			if err != nil {
				t.Fatal(err)
			}
			proof, err := tlog.ProveTree(int64(size), old, r)
			if err != nil {
				t.Fatal(err)
			}
			if err := tlog.CheckTree(proof, tree.N, tree.Hash, old, before); err != nil {
				t.Fatal(err)
			}
		}
		old = int64(size)
	}
	// A tree of 70,000 has, by the letter of tlog-tiles, these files at its edge.
	for path, hashes := range map[string]int{"tile/0/272": 256, "tile/0/273.p/112": 112, "tile/1/000": 256, "tile/1/001.p/17": 17, "tile/2/000.p/1": 1} {
		if len(dir[path]) != 32*hashes {
			t.Errorf("%s has %d bytes", path, len(dir[path]))
		}
	}
	b := dir["tile/entries/273.p/112"]
	for i := 273 * 256; i < 70_000; i++ {
		n := int(binary.BigEndian.Uint16(b))
		if !bytes.Equal(b[2:2+n], m.leaves[i]) {
			t.Fatalf("entry %d is %q", i, b[2:2+n])
		}
		b = b[2+n:]
	}
	if len(b) != 0 {
		t.Errorf("%d bytes behind the last entry", len(b))
	}
	dir["tile/0/005"][100] ^= 1
	r := tlog.TileHashReader(tlog.Tree{N: 70_000, Hash: tlog.Hash(m.tree.Root())}, dir)
	if _, err := tlog.ProveRecord(70_000, 5*256+3, r); err == nil {
		t.Error("a changed tile is taken")
	}
}

func BenchmarkTreeAppend(b *testing.B) {
	tree, err := NewTree(0, nil)
	if err != nil {
		b.Fatal(err)
	}
	leaf := bytes.Repeat([]byte("x"), 600)
	var nodes []byte
	b.ReportAllocs()
	for b.Loop() {
		nodes = tree.Append(leaf, nodes[:0])
	}
}
