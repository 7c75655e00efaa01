package ledger

import "context"

// Problem is something that is not as it was recorded.
type Problem struct {
	Record string // what: "figure f3k9v2m7x...", "the capture of week.jsonl:17"
	Found  string // how it is not as it was recorded
	Means  string // what follows from that
}

// Verification is how a ledger is to be looked through.
type Verification struct {
	// Against are states of the log that someone noted: it must have grown from
	// them.
	Against []LogHead
	// Found is told of every problem, in the order of the record.
	Found func(Problem)
	// Step is told how far the work is, now and then; it may be nil.
	Step func(done, total int64)
}

// Verified is what was looked at.
type Verified struct {
	Documents, Captures, Readings, Attributions, Figures int64
	Bytes                                                int64 // captured
	Problems                                             int64
	Log                                                  LogHead
}

// Verifier looks through all of a record and its log.
type Verifier interface {
	// Verify checks every byte that was captured, every span and every leaf of the
	// log, in one state of the ledger, and tells each problem. The error is for what
	// kept it from looking.
	Verify(ctx context.Context, v Verification) (Verified, error)
}
