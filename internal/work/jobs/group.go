package jobs

import (
	"context"
	"fmt"
	"slices"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"sayso/internal/keep/ledger"
)

// toGroup makes the job that groups documents.
func (q *Queue) toGroup(ctx context.Context, tx ledger.Tx, documents []ledger.ID) error {
	if q.Group == nil || len(documents) == 0 {
		return nil
	}
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
	err := w.end(ctx, job, func(tx ledger.Tx) error { return w.group(ctx, tx, job.Args.Documents) })
	if w.q.Grouped != nil && (err == nil || !lasting(err) && len(job.Args.Documents) == 1) {
		w.q.Grouped(job.Args.Documents, err)
	}
	switch {
	case err == nil:
		return nil
	case lasting(err):
		if w.q.Broken != nil {
			w.q.Broken(err)
		}
		return err
	case len(job.Args.Documents) == 1:
		return err
	}
	// One of them; the others need not suffer for it.
	return w.end(ctx, job, func(tx ledger.Tx) error {
		for _, d := range job.Args.Documents {
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

func (w *groupWorker) group(ctx context.Context, tx ledger.Tx, documents []ledger.ID) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("grouping failed, which is a fault in sayso: %v", fault)
		}
	}()
	return w.q.Group.Group(ctx, tx, documents)
}
