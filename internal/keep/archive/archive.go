// Package archive proves the record. Every capture, every reading and every
// judgement is a leaf of an append-only Merkle log, so that whoever noted the
// log's root once can tell later whether anything was changed or taken out; and
// a bundle shows a stranger one claim with the bytes it was read from and the
// proof that both stand in the log.
//
// The forms are others' where there are any: tree hashes as in RFC 6962, leaves
// as canonical JSON (RFC 8785), checkpoints, tiles and proofs as C2SP's
// tlog-checkpoint, tlog-tiles and tlog-proof have them. docs/format.md says every
// byte, docs/custody.md what it is good for and what not.
//
// The package does no I/O of its own: hashes come from whoever keeps them.
package archive

import (
	"golang.org/x/mod/sumdb/tlog"

	"sayso/internal/keep/ledger"
)

// Hash is a SHA-256: of bytes, of a leaf, of a node of the tree.
type Hash = ledger.Hash

// LeafHash is the hash of a leaf's bytes.
func LeafHash(leaf []byte) Hash { return Hash(tlog.RecordHash(leaf)) }
