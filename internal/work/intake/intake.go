// Package intake takes inputs into the ledger: it records them as they come, a
// batch in one transaction with the job that is to read it, and waits until all
// of them are read. Whatever happens, what is recorded is read once, by this
// program or by the next, and a document is in the ledger whole or not at all.
package intake

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"regexp"
	"time"

	"sayso"
	"sayso/internal/in/folder"
	"sayso/internal/keep/ledger"
	"sayso/internal/work/jobs"
)

// Config is what an intake needs of the world.
type Config struct {
	Ledger jobs.Ledger
	// Read turns an input into its document and reading: reader.Read.
	Read  func(sayso.Input) (*sayso.Document, *sayso.Reading, error)
	Group jobs.Grouper // may be nil
	Now   func() time.Time
	Tool  string // version of the program, for the captures

	// QueueOnly leaves the reading to workers.
	QueueOnly bool

	// Failed is told of every input that could not be had or read, Noted of what
	// was passed over on purpose, and Stored of every input that is in the ledger
	// now (or, with QueueOnly, recorded), all in the order of the inputs. Late is
	// told of what an earlier run had left. Each may be nil.
	Failed, Noted func(error)
	Stored        func(in *sayso.Input, o ledger.Outcome)
	Late          func(a *ledger.Arrival, err error)
}

// A batch is recorded in one transaction, and read as one job. These bound it, so
// that little work is lost when the machine stops, and memory stays small.
const (
	batchInputs = 100
	batchBytes  = 8 << 20
	// ahead is how many inputs may be recorded and not yet reported.
	ahead = 2000
)

// Run takes all inputs in. When the context ends it still completes what is in
// hand, and returns the context's error with the true summary.
func Run(ctx context.Context, inputs iter.Seq2[sayso.Input, error], c Config) (Summary, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := &run{Config: c, desk: newDesk(c), cancel: cancel}
	q, err := jobs.Open(ctx, r.queueConfig())
	if err != nil {
		return Summary{}, err
	}
	r.queue = q
	if !c.QueueOnly {
		if err := q.Start(ctx); err != nil {
			return Summary{}, err
		}
	}
	err = r.take(ctx, inputs)
	if err == nil && !c.QueueOnly {
		err = r.finish(ctx)
	}
	if !c.QueueOnly {
		err = errors.Join(err, r.end(ctx))
	}
	r.desk.close()
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	return r.desk.sum, err
}

type run struct {
	Config
	desk   *desk
	queue  *jobs.Queue
	cancel context.CancelCauseFunc

	batch []ledger.Arrival
	items []*item // of the batch
	bytes int
}

func (r *run) queueConfig() jobs.Config {
	c := jobs.Config{Ledger: r.Ledger}
	if r.QueueOnly {
		return c
	}
	c.Read, c.Group = r.Read, r.Group
	c.Settled = func(a *ledger.Arrival, o ledger.Outcome) { r.desk.settle(a, o, nil) }
	c.Failed = func(a *ledger.Arrival, err error) { r.desk.settle(a, ledger.Outcome{}, err) }
	c.Broken = func(err error) { r.cancel(err) }
	return c
}

// stopWithin bounds how long the end waits for the documents in hand; they are
// read by the next run otherwise.
const stopWithin = 30 * time.Second

// end stops the queue after the jobs in hand.
func (r *run) end(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	return r.queue.Stop(ctx)
}

// take records all inputs.
func (r *run) take(ctx context.Context, inputs iter.Seq2[sayso.Input, error]) error {
	next, stop := pull(ctx, inputs)
	defer stop()
	for {
		in, ok := next()
		if !ok {
			break
		}
		it, err := r.desk.enter(ctx)
		if err != nil {
			return err
		}
		if in.err != nil {
			r.desk.done(it, ledger.Outcome{}, in.err)
			continue
		}
		it.input = in.input
		r.batch = append(r.batch, ledger.Arrival{Input: in.input, File: file(&in.input), Time: r.Now().UTC(), Tool: r.Tool})
		r.items = append(r.items, it)
		r.bytes += len(in.input.Bytes)
		if len(r.batch) >= batchInputs || r.bytes >= batchBytes {
			if err := r.record(ctx); err != nil {
				return err
			}
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return r.record(ctx)
}

// record records the batch, and its job with it.
func (r *run) record(ctx context.Context) error {
	batch, items := r.batch, r.items
	r.batch, r.items, r.bytes = nil, nil, 0
	if len(batch) == 0 {
		return nil
	}
	err := r.arrive(ctx, batch, items)
	if !errors.Is(err, sayso.ErrTooLarge) {
		return err
	}
	// One of them; the others need not suffer for it.
	for i := range batch {
		err := r.arrive(ctx, batch[i:i+1], items[i:i+1])
		if errors.Is(err, sayso.ErrTooLarge) {
			r.desk.done(items[i], ledger.Outcome{}, err)
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (r *run) arrive(ctx context.Context, batch []ledger.Arrival, items []*item) error {
	// The desk is locked meanwhile: a job may be done before its items are known.
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	for _, it := range items {
		it.input.Bytes = nil // they are recorded now
	}
	arrived, err := r.queue.Arrive(context.WithoutCancel(ctx), batch)
	if err != nil {
		return err
	}
	for i, a := range arrived {
		switch {
		case a.Is == ledger.ArrivedKnown:
			items[i].outcome.Status, items[i].isDone = ledger.Known, true
		case r.QueueOnly:
			items[i].isDone, items[i].waits = true, a.Is == ledger.ArrivedWaiting
		default:
			r.desk.await(items[i], a.Number)
		}
	}
	r.desk.report()
	return nil
}

// finish waits until all that was recorded is read, and does what earlier runs
// left. Where other programs carry jobs too, the rest is theirs.
func (r *run) finish(ctx context.Context) error {
	for n := 1; r.desk.open() > 0; n++ {
		if n%10 == 0 {
			if err := r.elsewhere(ctx); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(finishEvery):
		}
	}
	if others, err := r.queue.Others(ctx); err != nil || others {
		return err
	}
	return r.queue.Drain(ctx)
}

const finishEvery = 25 * time.Millisecond

// elsewhere settles what other programs have read or failed at.
func (r *run) elsewhere(ctx context.Context) error {
	numbers := r.desk.awaited()
	waiting, err := r.Ledger.Waiting(ctx, numbers)
	if err != nil {
		return err
	}
	carried := map[int64]int64{}
	for _, w := range waiting {
		carried[w.Arrival] = w.Job
	}
	for _, n := range numbers {
		job, waits := carried[n]
		var why error
		if waits {
			if why, err = r.queue.Why(ctx, job); err != nil {
				return err
			} else if why == nil {
				continue
			}
		}
		arrivals, err := r.Ledger.Arrivals(ctx, []int64{n})
		if err != nil {
			return err
		}
		a := &arrivals[0]
		o, captured, err := r.Ledger.Captured(ctx, ledger.FingerprintOf(&a.Input))
		if err != nil {
			return err
		}
		if why == nil && !captured {
			why = fmt.Errorf("%s: another program has given it up (sayso jobs)", a.Input.Place)
		}
		r.desk.settle(a, o, why)
	}
	return nil
}

// part is how folder names the place of an input that is part of a file.
var part = regexp.MustCompile(`:( record )?\d+$`)

// file is the path of an input that is a file of its own; a line of a file has a
// name of its own (ledger.Entry).
func file(in *sayso.Input) string {
	switch {
	case in.Place == folder.Stdin:
		return ledger.Stdin
	case in.Place == "" || part.MatchString(in.Place):
		return ""
	}
	path, err := filepath.Abs(in.Place)
	if err != nil {
		return in.Place
	}
	return path
}
