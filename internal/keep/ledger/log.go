package ledger

import (
	"context"
	"crypto/rand"
	"iter"
)

// LogHead is what the log over the record is now.
type LogHead struct {
	Origin string // its name
	Size   int64  // leaves
	Root   Hash
}

// LogLeaf is one leaf of the log: see package archive.
type LogLeaf struct {
	Index   int64
	Subject Hash
	Data    []byte // canonical JSON
	Nodes   []byte // hashes of the subtrees that it completes, its own first
}

// Log reads the log over the record. Every transaction that adds to the record
// adds its leaves.
type Log interface {
	LogHead(ctx context.Context) (LogHead, error)

	// LogLeafOf is the leaf of what a subject names.
	LogLeafOf(ctx context.Context, subject Hash) (LogLeaf, error)

	// LogLeaves are the leaves [from, to), without a gap.
	LogLeaves(ctx context.Context, from, to int64) iter.Seq2[LogLeaf, error]

	// LogNodes are the Nodes of leaves, in the order in which they are asked for.
	LogNodes(ctx context.Context, leaves []int64) ([][]byte, error)
}

// NewOrigin is a name for a new log that no other has.
func NewOrigin() string {
	var h Hash
	rand.Read(h[:])
	return "sayso/" + string(newID('l', h))[1:]
}
