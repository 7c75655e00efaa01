// Package ledger is the record: what was captured, what was read in it, and
// where each claim stands. Records are only ever added, never changed.
//
// The words: a Capture is bytes as they came. A Document is one published piece,
// and a Revision one retrieved state of it. A reading is what one version of the
// reader found in a revision; of the newest revision the first one is current, or
// that of a version that was promoted, and lists show current readings only. All
// spans are in bytes of the revision's text.
package ledger

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"sayso"
	"sayso/internal/keep/query"
)

// Ledger keeps the record. It is safe for concurrent use; any number of readers
// work beside one writer.
type Ledger interface {
	Adder
	Lister
	Rereader
	Log
	Verifier
	Arrivals
	Grouper
	Stower

	// InTx does several things together: all of it is stored, or where do fails
	// nothing. Writers come one after the other, so what is read in a transaction
	// stays true until its end. Another InTx or Add within it waits forever.
	InTx(ctx context.Context, do func(Tx) error) error

	// Close releases the ledger. What was added is safe without it.
	Close() error
}

// Adder appends to the record.
type Adder interface {
	// Known tells which inputs are already captured with these bytes and these
	// facts, so that nobody reads them again.
	Known(ctx context.Context, inputs []Fingerprint) ([]bool, error)

	// Add stores the entries, all or none, and tells what became of each. An entry
	// whose input is already captured adds nothing.
	Add(ctx context.Context, entries []Entry) ([]Outcome, error)
}

// Tx is a transaction that writes. It is for one goroutine, and ends with InTx.
type Tx interface {
	// Add stores entries as Adder.Add does. After an error the transaction is lost.
	Add(entries []Entry) ([]Outcome, error)

	ArrivalsTx

	// SQL is the transaction itself, for what keeps its own tables beside the
	// record, as the queue of jobs does.
	SQL() *sql.Tx

	GroupTx
}

// Lister reads the record. A sequence yields rows in the filter's order and ends
// after its first error.
type Lister interface {
	Documents(ctx context.Context, f query.Filter) iter.Seq2[Document, error]
	Attributions(ctx context.Context, f query.Filter) iter.Seq2[Attribution, error]
	Figures(ctx context.Context, f query.Filter) iter.Seq2[Figure, error]

	// Totals counts what the filter lets through to the lists that are named, or to
	// all of them where none is, whatever its Limit. The others stay 0: counting is
	// work.
	Totals(ctx context.Context, f query.Filter, lists ...List) (Totals, error)

	// Facets counts the figures that the filter lets through by what they can be
	// filtered by, for menus.
	Facets(ctx context.Context, f query.Filter) (Facets, error)

	// Record is one document with its text and its current reading. The name is an
	// ID or the beginning of one, an address, or the id given on input.
	Record(ctx context.Context, document string) (*Record, error)

	// Revision is the document as a revision of it showed it, by the reading of that
	// which counts; numbers run from 1.
	Revision(ctx context.Context, document string, number int) (*Record, error)

	// Text is the text of a document's revision, in which a row's spans lie.
	Text(ctx context.Context, document ID, revision int) (string, error)

	// Claim is one attribution or figure by its ID or the beginning of one.
	Claim(ctx context.Context, id string) (*Claim, error)

	// Capture is the bytes behind a revision, checked against their hash.
	Capture(ctx context.Context, hash Hash) ([]byte, error)

	// Search finds passages by their words (query.Filter.Words), best first.
	Search(ctx context.Context, words string, limit int) iter.Seq2[Hit, error]
}

// The ways in which a ledger cannot be opened or read, beside sayso's own.
var (
	ErrNone    = errors.New("there is no ledger")
	ErrForeign = errors.New("not a ledger of sayso")
	ErrNewer   = errors.New("made by a newer sayso")
	ErrDamaged = errors.New("damaged")
	ErrLocked  = errors.New("in use by another program")
	ErrFull    = errors.New("no room left")

	// Of a server:
	ErrUnreachable = errors.New("cannot be reached")
	ErrDenied      = errors.New("does not let us in")
)

// Ambiguous is the error for a beginning that several IDs share.
type Ambiguous struct {
	Given      string
	Candidates []string // IDs, each with a word on what it is
}

func (e *Ambiguous) Error() string {
	s := e.Given + " is the beginning of several IDs:"
	for _, c := range e.Candidates {
		s += "\n  " + c
	}
	return s
}

// Unwrap tells what kind of failure it is.
func (e *Ambiguous) Unwrap() error { return sayso.ErrConflict }
