package ledger

import (
	"context"
	"time"

	"sayso"
)

// Arrival is an input as it came, recorded before anybody has read it.
type Arrival struct {
	Number int64 // in the order of arrival; given by the ledger
	Input  sayso.Input
	File   string // as in Entry
	Time   time.Time
	Tool   string
}

// Arrived is what an arrival was to the ledger.
type Arrived struct {
	Number int64
	Is     ArrivedStatus
	// Job carried the same input, which failed: the new arrival stands in for it,
	// and the job has nothing left to do. 0 = none.
	Job int64
}

// ArrivedStatus tells whether an arrival is to be read.
type ArrivedStatus uint8

// The statuses of arrivals.
const (
	ArrivedNew     ArrivedStatus = iota // recorded, and to be read
	ArrivedKnown                        // captured and read before: nothing is recorded
	ArrivedWaiting                      // the same input waits already, under this number
)

// Waiting is an arrival that is still to be read.
type Waiting struct {
	Arrival int64
	Job     int64 // that carries it
	Failed  bool  // it could not be read; its job may try again
	Kills   int   // programs that were killed while they were at it
}

// Lane is what is known of an input's document before it is read: inputs of
// different lanes are of different documents. A page without an address may name
// one itself, so nothing is known of it: "".
func (a *Arrival) Lane() string {
	if url := CanonicalURL(a.Input.Meta.URL); url != "" {
		return "url:" + url
	}
	switch {
	case a.Input.Form == sayso.FormHTML:
		return ""
	case a.File == Stdin:
		return "stdin:" + Sum(a.Input.Bytes).String()
	case a.File != "":
		return "file:" + a.File
	}
	return "id:" + a.Input.ID
}

// Arrivals keeps what came until it is read.
type Arrivals interface {
	// Arrivals are those of the numbers, in their order, with their bytes checked
	// against their hashes.
	Arrivals(ctx context.Context, numbers []int64) ([]Arrival, error)

	// Waiting are those of the numbers that are still to be read; of nil, all.
	Waiting(ctx context.Context, numbers []int64) ([]Waiting, error)

	// Captured tells what became of an input that was read, and whether it was.
	Captured(ctx context.Context, input Fingerprint) (Outcome, bool, error)
}

// ArrivalsTx is the writing side of Arrivals.
type ArrivalsTx interface {
	// Arrive records inputs with their bytes. What is new waits, under no job yet.
	Arrive(inputs []Arrival) ([]Arrived, error)

	// Carry notes the job that carries arrivals.
	Carry(job int64, numbers []int64) error

	// Settle ends the waiting of arrivals: they have been read, or are given up.
	Settle(numbers []int64) error

	// Failed notes that an arrival could not be read, so that it holds up none, or
	// that it is to be tried as if it never had failed.
	Failed(number int64, failed bool) error

	// Killed counts a killed program for each of the arrivals.
	Killed(numbers []int64) error

	// Blocked reports whether an arrival earlier than all of these is still to be
	// read that may be of the same document as one of these.
	Blocked(numbers []int64) (bool, error)

	// Superseded reports whether a later capture of the entry's document has been
	// read already.
	Superseded(e *Entry) (bool, error)
}
