package ledger

import (
	"context"
	"time"
)

// Blobs is a place outside the database where captured bytes lie under their
// hash.
type Blobs interface {
	// Check finds out whether bytes can be kept there and had again.
	Check(ctx context.Context) error
	// Put stores bytes; when it returns they are safe. Twice is once.
	Put(ctx context.Context, hash Hash, b []byte) error
	// Get is the bytes, which are size long; sayso.ErrNotFound where they are not.
	Get(ctx context.Context, hash Hash, size int64) ([]byte, error)
	Close() error
}

// Stower keeps captured bytes outside the database, where it was told to.
type Stower interface {
	// Stow stores inputs' bytes outside where that is where they go, so that a
	// transaction that records them need not wait for it. It may be left out.
	Stow(ctx context.Context, inputs ...[]byte) error

	// KeepBlobs says where the bytes of what is captured from now on are kept: at
	// an address, or for "" in the database. What is kept already stays where it
	// is, and is looked for in every place that was ever named.
	KeepBlobs(ctx context.Context, address string, at time.Time) error

	// BlobPlaces are the places, the one in force first, with what lies where.
	BlobPlaces(ctx context.Context) (BlobPlaces, error)
}

// BlobPlaces is where captured bytes are.
type BlobPlaces struct {
	Named  []BlobPlace // the newest first, which is in force; none = the database
	Inside BlobCount   // in the database
	Beside BlobCount   // in one of the places named
}

// BlobPlace is a place that a person named; Address "" is the database.
type BlobPlace struct {
	Address string
	Time    time.Time
}

// BlobCount counts blobs and the bytes in them.
type BlobCount struct{ Blobs, Bytes int64 }
