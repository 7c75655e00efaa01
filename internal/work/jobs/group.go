package jobs

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"sayso/internal/keep/ledger"
)

// toGroup makes the job that groups documents.
func (q *Queue) toGroup(ctx context.Context, tx ledger.Tx, documents []ledger.ID) error {
	if q.Group == nil || len(documents) == 0 {
		return nil
	}
	documents = slices.Clone(documents)
	slices.Sort(documents)
	documents = slices.Compact(documents)
	_, err := q.client.InsertTx(ctx, tx.SQL(), groupArgs{documents}, q.options(StageGroup, len(documents)))
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	return nil
}

type groupWorker struct {
	river.WorkerDefaults[groupArgs]
	q *Queue
}

// Work groups documents with the end of the job.
func (w *groupWorker) Work(ctx context.Context, job *river.Job[groupArgs]) error {
	documents := job.Args.Documents
	var done []ledger.ID
	err := w.end(ctx, job, func(tx ledger.Tx) (err error) {
		done, err = w.group(ctx, tx, documents)
		if err != nil {
			return err
		}
		return w.q.toGroup(ctx, tx, documents[len(done):])
	})
	if w.q.Grouped != nil && err == nil {
		w.q.Grouped(done, nil)
	}
	switch {
	case err == nil:
		return nil
	case lasting(err):
		if w.q.Broken != nil {
			w.q.Broken(err)
		}
		return err
	case len(documents) == 1:
		if w.q.Grouped != nil {
			w.q.Grouped(documents, err)
		}
		return err
	}
	// One of them; the others need not suffer for it.
	return w.end(ctx, job, func(tx ledger.Tx) error {
		for _, d := range documents {
			if err := w.q.toGroup(ctx, tx, []ledger.ID{d}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *groupWorker) end(ctx context.Context, job *river.Job[groupArgs], do func(ledger.Tx) error) error {
	return w.q.Ledger.InTx(ctx, func(tx ledger.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		_, err := river.JobCompleteTx[*riversqlite.Driver](ctx, tx.SQL(), job)
		return err
	})
}

// A transaction keeps other writers waiting, so grouping looks up from time to
// time, and leaves the rest to another job.
const (
	groupAtOnce = 10
	groupMost   = 2 * time.Second
)

// group groups documents until it has taken long; it tells which.
func (w *groupWorker) group(ctx context.Context, tx ledger.Tx, documents []ledger.ID) (done []ledger.ID, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("grouping failed, which is a fault in sayso: %v", fault)
		}
	}()
	began := time.Now()
	for len(done) < len(documents) && (len(done) == 0 || time.Since(began) < groupMost) {
		next := documents[len(done):min(len(done)+groupAtOnce, len(documents))]
		if err := w.q.Group.Group(ctx, tx, next); err != nil {
			return nil, err
		}
		done = documents[:len(done)+len(next)]
	}
	return done, nil
}
