package ledger

import (
	"context"
	"iter"
	"time"

	"sayso"
)

// Rereader keeps what other versions of the reader make of what is stored. Their
// readings lie beside those that count, until a person promotes the version.
type Rereader interface {
	// Unread yields the revisions that the version has not read, each with the
	// input that it is of but for its bytes (Capture has them). Readings may be
	// added meanwhile.
	Unread(ctx context.Context, reader string) iter.Seq2[Unread, error]

	// AddReadings stores readings beside those that count, all or none. One that
	// is there already adds nothing.
	AddReadings(ctx context.Context, list []Rereading) error

	// ReadingBy is a document's newest revision as a version of the reader read it.
	ReadingBy(ctx context.Context, document, reader string) (*Record, error)

	// Readers are the versions that read anything here, the first one first.
	Readers(ctx context.Context) ([]Reader, error)

	// Promote makes a version's readings count from now on, wherever it has read,
	// and tells for how many documents another reading counts now.
	Promote(ctx context.Context, p Promotion) (int, error)
}

// Unread is a revision that a version of the reader has not read.
type Unread struct {
	Document ID
	Revision int
	Hash     Hash  // of the captured bytes
	Size     int64 // of them
	Input    sayso.Input
}

// Rereading is another reading of a stored revision.
type Rereading struct {
	Document ID
	Revision int
	Text     *sayso.Document
	Reading  *sayso.Reading
	Time     time.Time
}

// Reader is a version of the reader with what it has read here.
type Reader struct {
	Version     string
	Readings    int // of revisions
	Current     int // documents whose current reading it made
	First, Last time.Time
	Promotion   *Promotion // by which its readings count; nil = they count where they were the first
}

// Promotion is a person's word that a version's readings are to count.
type Promotion struct {
	Reader  string
	By, Why string
	Time    time.Time
}
