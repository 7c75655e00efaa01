package archive

import (
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Tree grows a log. It needs to know only the right edge of what is there: the
// roots of the full subtrees that the leaves make up, one for each 1 in the
// binary form of their number.
type Tree struct {
	size int64
	edge [64]Hash // by level; valid where the size has a 1
}

// Node is the place of a node: the root of the full subtree over the leaves
// [Index<<Level, (Index+1)<<Level).
type Node struct {
	Level int
	Index int64
}

// Edge are the nodes that a tree of the size is grown from.
func Edge(size int64) []Node {
	var out []Node
	for level := 0; size>>level > 0; level++ {
		if size>>level&1 == 1 {
			out = append(out, Node{level, size>>level - 1})
		}
	}
	return out
}

// NewTree is a tree of that many leaves; edge are the hashes of Edge(size).
func NewTree(size int64, edge []Hash) (*Tree, error) {
	if size < 0 || len(edge) != bits.OnesCount64(uint64(size)) {
		return nil, fmt.Errorf("archive: %w: a tree of %d leaves and %d hashes", sayso.ErrInvalid, size, len(edge))
	}
	t := &Tree{size: size}
	for i, n := range Edge(size) {
		t.edge[n.Level] = edge[i]
	}
	return t, nil
}

// Size is the number of leaves.
func (t *Tree) Size() int64 { return t.size }

// Append adds a leaf. It appends to nodes, one after the other, the hashes of
// the subtrees that the leaf completes, from the leaf's own upwards: all that
// has to be kept for it.
func (t *Tree) Append(leaf, nodes []byte) []byte {
	h := LeafHash(leaf)
	nodes = append(nodes, h[:]...)
	level := 0
	for ; t.size>>level&1 == 1; level++ {
		h = Hash(tlog.NodeHash(tlog.Hash(t.edge[level]), tlog.Hash(h)))
		nodes = append(nodes, h[:]...)
	}
	t.edge[level] = h
	t.size++
	return nodes
}

// Root is the hash of the whole tree.
func (t *Tree) Root() Hash {
	var h Hash
	none := true
	for _, n := range Edge(t.size) {
		if none {
			h, none = t.edge[n.Level], false
			continue
		}
		h = Hash(tlog.NodeHash(tlog.Hash(t.edge[n.Level]), tlog.Hash(h)))
	}
	if none {
		return Hash(emptyRoot)
	}
	return h
}

// emptyRoot is the root of a tree without leaves: the hash of nothing.
var emptyRoot = func() tlog.Hash {
	h, err := tlog.TreeHash(0, nil)
	if err != nil {
		panic(err)
	}
	return h
}()

// KeptWith is where a node's hash is kept: with which leaf, and at which place in
// what Append returned for it.
func (n Node) KeptWith() (leaf int64, place int) {
	return (n.Index+1)<<n.Level - 1, n.Level
}

// Nodes gives the hashes of nodes of the tree, in their order.
type Nodes func([]Node) ([]Hash, error)

// reader is the nodes in the form of the library's proofs.
func (nodes Nodes) reader() tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		want := make([]Node, len(indexes))
		for i, x := range indexes {
			want[i].Level, want[i].Index = tlog.SplitStoredHashIndex(x)
		}
		have, err := nodes(want)
		if err != nil {
			return nil, err
		}
		out := make([]tlog.Hash, len(have))
		for i := range have {
			out[i] = tlog.Hash(have[i])
		}
		return out, nil
	})
}

// RootAt is the root that the log had when it held that many leaves.
func RootAt(size int64, nodes Nodes) (Hash, error) {
	if size == 0 {
		return Hash(emptyRoot), nil
	}
	h, err := tlog.TreeHash(size, nodes.reader())
	return Hash(h), err
}

// Prove is the proof that leaf index stands in the log of that size: the hashes
// beside its path to the root (RFC 6962, 2.1.1).
func Prove(size, index int64, nodes Nodes) ([]Hash, error) {
	if index < 0 || index >= size {
		return nil, fmt.Errorf("archive: %w: the log of %d leaves has no leaf %d", sayso.ErrNotFound, size, index)
	}
	proof, err := tlog.ProveRecord(size, index, nodes.reader())
	if err != nil {
		return nil, err
	}
	out := make([]Hash, len(proof))
	for i := range proof {
		out[i] = Hash(proof[i])
	}
	return out, nil
}

// CheckProof checks what Prove made against a root.
func CheckProof(proof []Hash, size int64, root Hash, index int64, leaf []byte) error {
	p := make(tlog.RecordProof, len(proof))
	for i := range proof {
		p[i] = tlog.Hash(proof[i])
	}
	if size < 1 || index < 0 || index >= size {
		return fmt.Errorf("archive: %w: no leaf %d in a log of %d", sayso.ErrInvalid, index, size)
	}
	if err := tlog.CheckRecord(p, size, tlog.Hash(root), index, tlog.RecordHash(leaf)); err != nil {
		return fmt.Errorf("archive: %w: the proof does not lead from the leaf to the root", sayso.ErrInvalid)
	}
	return nil
}

// NodesOf are the nodes of a log that keeps with each leaf what Append returned
// for it.
func NodesOf(kept func(leaves []int64) ([][]byte, error)) Nodes {
	return func(want []Node) ([]Hash, error) {
		leaves := make([]int64, len(want))
		for i, n := range want {
			leaves[i], _ = n.KeptWith()
		}
		all, err := kept(leaves)
		if err != nil {
			return nil, err
		}
		out := make([]Hash, len(want))
		for i, n := range want {
			_, place := n.KeptWith()
			if len(all[i]) < (place+1)*len(out[i]) {
				return nil, fmt.Errorf("archive: %w: leaf %d does not keep its nodes", ledger.ErrDamaged, leaves[i])
			}
			copy(out[i][:], all[i][place*len(out[i]):])
		}
		return out, nil
	}
}
