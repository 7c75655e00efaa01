package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/work/stream"
)

type readWorker struct {
	river.WorkerDefaults[readArgs]
	q *Queue
}

// item is an arrival on its way.
type item struct {
	arrival ledger.Arrival
	entry   ledger.Entry
	outcome ledger.Outcome
	err     error
}

// Work reads a batch and stores what was read with the end of the job.
func (w *readWorker) Work(ctx context.Context, job *river.Job[readArgs]) error {
	r := &reading{q: w.q, ctx: ctx, job: job}
	if err := r.load(); err != nil {
		return r.broken(err)
	}
	switch {
	case len(r.items) == 0: // settled by another
		return r.complete(nil, nil)
	case len(r.items) > 1 && job.Attempt > maxBatchTries:
		return r.complete(nil, r.items)
	case len(job.Args.Arrivals) == 1:
		return r.single()
	}
	return r.batch()
}

// reading is the work on one job.
type reading struct {
	q     *Queue
	ctx   context.Context
	job   *river.Job[readArgs]
	items []*item
	again bool // it failed before
}

// load fetches what of the job still waits.
func (r *reading) load() error {
	waiting, err := r.q.Ledger.Waiting(r.ctx, r.job.Args.Arrivals)
	if err != nil {
		return err
	}
	var numbers []int64
	for _, w := range waiting {
		if w.Job == r.job.ID {
			numbers = append(numbers, w.Arrival)
			r.again = r.again || w.Failed
		}
	}
	arrivals, err := r.q.Ledger.Arrivals(r.ctx, numbers)
	if err != nil {
		return err
	}
	for _, a := range arrivals {
		r.items = append(r.items, &item{arrival: a, entry: ledger.Entry{Input: a.Input, File: a.File, Captured: a.Time, Tool: a.Tool}})
	}
	return nil
}

// batch reads all and stores what could be read. The rest goes on alone.
func (r *reading) batch() error {
	var good, bad []*item
	for it := range stream.Map(r.ctx, slices.Values(r.items), (*item).size, r.read, stream.Options{Workers: processors(), Items: len(r.items)}) {
		if it.err != nil {
			bad = append(bad, it)
		} else {
			good = append(good, it)
		}
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	err := r.complete(good, bad)
	if err == nil || r.waits(err) {
		return err
	}
	if lasting(err) {
		return r.broken(err)
	}
	// One of them; the others need not suffer for it.
	return r.complete(nil, r.items)
}

// single reads one document. Where it fails it says so, and holds up no other.
func (r *reading) single() error {
	it := r.read(r.items[0])
	err := it.err
	if err == nil {
		if err = r.complete([]*item{it}, nil); err == nil || r.waits(err) {
			return err
		}
		if lasting(err) {
			return r.broken(err)
		}
	}
	if err := r.q.Ledger.InTx(r.ctx, func(tx ledger.Tx) error { return tx.Failed(it.arrival.Number, true) }); err != nil {
		return r.broken(err)
	}
	if r.q.Failed != nil {
		r.q.Failed(&it.arrival, err)
	}
	if hopeless(err) {
		return river.JobCancel(err)
	}
	return err
}

// hopeless is an error that another attempt cannot mend.
func hopeless(err error) bool {
	return errors.Is(err, sayso.ErrInvalid) || errors.Is(err, sayso.ErrTooLarge) || errors.Is(err, errSuperseded)
}

// lasting is an error of the ledger, not of a document.
func lasting(err error) bool {
	for _, kind := range []error{ledger.ErrFull, ledger.ErrLocked, ledger.ErrDamaged, ledger.ErrForeign, ledger.ErrNewer, sql.ErrConnDone, context.Canceled} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

func (r *reading) broken(err error) error {
	if lasting(err) && r.q.Broken != nil {
		r.q.Broken(err)
	}
	return err
}

func (it *item) size() int { return len(it.entry.Input.Bytes) }

// read makes a fault of the reader that one input's and no other's.
func (r *reading) read(it *item) (same *item) {
	e := &it.entry
	same = it // after a fault too
	defer func() {
		if fault := recover(); fault != nil {
			it.err = fmt.Errorf("%s: the reader failed, which is a fault in sayso: %v", e.Input.Place, fault)
		}
	}()
	e.Document, e.Reading, it.err = r.q.Read(e.Input)
	return it
}

var (
	errBlocked    = errors.New("an earlier state of the same document is still to be read")
	errSuperseded = errors.New("a later state of the same document has been read already, and it cannot be put before that; add it again to make it the newest")
)

// How long a job waits for an earlier one before it makes room for it.
const (
	blockedStep = 20 * time.Millisecond
	blockedMost = 3 * time.Second
)

// waits makes a job step back that waited long for an earlier one.
func (r *reading) waits(err error) bool { return errors.As(err, new(*river.JobSnoozeError)) }

// complete stores what was read and ends the job, in one transaction, with jobs
// for what is to go on alone.
func (r *reading) complete(good, bad []*item) error {
	for began := time.Now(); ; time.Sleep(blockedStep) {
		err := r.q.Ledger.InTx(r.ctx, func(tx ledger.Tx) error { return r.store(tx, good, bad) })
		switch {
		case errors.Is(err, errBlocked) && (time.Since(began) > blockedMost || r.ctx.Err() != nil):
			return river.JobSnooze(time.Second)
		case errors.Is(err, errBlocked):
			continue
		case err != nil:
			return err
		}
		for _, it := range good {
			if r.q.Settled != nil {
				r.q.Settled(&it.arrival, it.outcome)
			}
		}
		return nil
	}
}

func (r *reading) store(tx ledger.Tx, good, bad []*item) error {
	if len(good) > 0 {
		if err := r.keep(tx, good); err != nil {
			return err
		}
	}
	for _, it := range bad {
		if it.err != nil {
			if err := tx.Failed(it.arrival.Number, true); err != nil {
				return err
			}
		}
		if err := r.q.carry(r.ctx, tx, []int64{it.arrival.Number}); err != nil {
			return err
		}
	}
	_, err := river.JobCompleteTx[*riversqlite.Driver](r.ctx, tx.SQL(), r.job)
	return err
}

// keep stores readings and hands their documents to the next stage.
func (r *reading) keep(tx ledger.Tx, good []*item) error {
	numbers := make([]int64, len(good))
	entries := make([]ledger.Entry, len(good))
	for i, it := range good {
		numbers[i], entries[i] = it.arrival.Number, it.entry
	}
	if blocked, err := tx.Blocked(numbers); err != nil || blocked {
		return errors.Join(err, errIf(blocked, errBlocked))
	}
	if r.again {
		late, err := tx.Superseded(&entries[0])
		if err != nil || late {
			return errors.Join(err, errIf(late, fmt.Errorf("%s: %w", entries[0].Input.Place, errSuperseded)))
		}
	}
	outcomes, err := tx.Add(entries)
	if err != nil {
		return err
	}
	var fresh []ledger.ID
	for i, o := range outcomes {
		good[i].outcome = o
		if o.Status == ledger.Added || o.Status == ledger.Revised {
			fresh = append(fresh, o.Document)
		}
	}
	if err := tx.Settle(numbers); err != nil {
		return err
	}
	return r.q.toGroup(r.ctx, tx, fresh)
}

func errIf(is bool, err error) error {
	if is {
		return err
	}
	return nil
}
