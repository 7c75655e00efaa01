package archive

import (
	"context"
	"fmt"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Source is what a bundle is made from.
type Source interface {
	ledger.Log
	Capture(ctx context.Context, hash ledger.Hash) ([]byte, error)
}

// LogNodes are the nodes of a ledger's log.
func LogNodes(ctx context.Context, l ledger.Log) Nodes {
	return NodesOf(func(leaves []int64) ([][]byte, error) { return l.LogNodes(ctx, leaves) })
}

// Make makes the bundle of a record for one of its claims, or for all of it,
// against a checkpoint of the log as it was issued.
func Make(ctx context.Context, l Source, r *ledger.Record, about ledger.ID, checkpoint *Note) (*Bundle, error) {
	root, err := RootAt(checkpoint.Size, LogNodes(ctx, l))
	if err != nil {
		return nil, err
	}
	head, err := l.LogHead(ctx)
	if err != nil {
		return nil, err
	}
	if head.Origin != checkpoint.Origin || root != checkpoint.Root {
		return nil, fmt.Errorf("archive: %w: the checkpoint of %d leaves is not of this log, %s, or something before it was changed since: \"sayso verify --against\" tells", sayso.ErrConflict, checkpoint.Size, head.Origin)
	}
	b := &Bundle{About: about, Text: []byte(r.Text.Text), Reading: ReadingOf(r).Append(nil)}
	c := r.Current().Capture
	if b.Capture, err = l.Capture(ctx, c.Hash); err != nil {
		return nil, err
	}
	if b.CaptureLeaf, b.CaptureProof, err = prove(ctx, l, Hash(c.Fingerprint), checkpoint); err != nil {
		return nil, err
	}
	b.ReadingLeaf, b.ReadingProof, err = prove(ctx, l, ReadingSubject(r.ID, r.Document.Revision, r.Reading.Reader), checkpoint)
	return b, err
}

// prove is a leaf with its proof.
func prove(ctx context.Context, l ledger.Log, subject Hash, checkpoint *Note) (leaf, proof []byte, err error) {
	found, err := l.LogLeafOf(ctx, subject)
	if err != nil {
		return nil, nil, err
	}
	if found.Index >= checkpoint.Size {
		return nil, nil, fmt.Errorf("archive: %w: %s was recorded after the checkpoint of %d leaves: its leaf is number %d", sayso.ErrNotFound, Describe(found.Data), checkpoint.Size, found.Index)
	}
	hashes, err := Prove(checkpoint.Size, found.Index, LogNodes(ctx, l))
	if err != nil {
		return nil, nil, err
	}
	if err := CheckProof(hashes, checkpoint.Size, checkpoint.Root, found.Index, found.Data); err != nil {
		return nil, nil, fmt.Errorf("%s: %w: \"sayso verify\" tells what was changed", Describe(found.Data), err)
	}
	p := &Proof{Index: found.Index, Hashes: hashes, Checkpoint: checkpoint.Raw}
	return found.Data, p.Format(), nil
}
