package intake

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"

	"sayso"
	"sayso/internal/in/folder"
	"sayso/internal/keep/ledger"
)

// desk keeps account of the inputs and reports them in their order, whoever is
// done first.
type desk struct {
	Config
	mu      sync.Mutex
	changed *sync.Cond
	line    []*item           // not reported yet
	waiting map[int64][]*item // by arrival
	told    map[int64]bool    // arrivals that were reported
	sum     Summary
	closed  bool
}

// item is an input on its way.
type item struct {
	input   sayso.Input // without its bytes, once they are recorded
	outcome ledger.Outcome
	err     error
	isDone  bool
	waits   bool // recorded before, and still to be read
	twin    bool // of an earlier input of this run
}

func newDesk(c Config) *desk {
	d := &desk{Config: c, waiting: map[int64][]*item{}, told: map[int64]bool{}}
	d.changed = sync.NewCond(&d.mu)
	return d
}

// enter puts the next input in the line, as soon as there is room.
func (d *desk) enter(ctx context.Context) (*item, error) {
	defer context.AfterFunc(ctx, func() { d.mu.Lock(); defer d.mu.Unlock(); d.changed.Broadcast() })()
	d.mu.Lock()
	defer d.mu.Unlock()
	for len(d.line) >= ahead && ctx.Err() == nil {
		d.changed.Wait()
	}
	it := &item{}
	d.line = append(d.line, it)
	return it, ctx.Err()
}

// await notes the arrival that an item waits for; the desk is locked.
func (d *desk) await(it *item, arrival int64) {
	it.twin = len(d.waiting[arrival]) > 0
	d.waiting[arrival] = append(d.waiting[arrival], it)
}

// done ends an item.
func (d *desk) done(it *item, o ledger.Outcome, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	it.outcome, it.err, it.isDone = o, err, true
	d.report()
}

// settle ends the items of an arrival. One that is of none was left by an earlier
// run.
func (d *desk) settle(a *ledger.Arrival, o ledger.Outcome, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	items := d.waiting[a.Number]
	if len(items) == 0 {
		if !d.told[a.Number] && d.Late != nil && !d.closed {
			d.Late(a, err)
		}
		return
	}
	for _, it := range items {
		it.outcome, it.err, it.isDone = o, err, true
		if it.twin && err == nil {
			it.outcome = ledger.Outcome{Status: ledger.Known}
		}
	}
	delete(d.waiting, a.Number)
	d.told[a.Number] = true // a later attempt, or another program's word, is not told again
	d.report()
}

// report reports what is done and first in the line; the desk is locked.
func (d *desk) report() {
	n := 0
	for _, it := range d.line {
		if !it.isDone {
			break
		}
		d.tell(it)
		n++
	}
	d.line = slices.Delete(d.line, 0, n)
	if n > 0 {
		d.changed.Broadcast()
	}
}

func (d *desk) tell(it *item) {
	if note := (*folder.Skipped)(nil); errors.As(it.err, &note) {
		if d.Noted != nil {
			d.Noted(it.err)
		}
		return
	}
	if it.err != nil {
		d.sum.Failed++
		if d.Failed != nil {
			d.Failed(it.err)
		}
		return
	}
	switch {
	case d.QueueOnly && it.outcome.Status != ledger.Known && !it.waits:
		d.sum.Queued++
	case d.QueueOnly && it.waits:
		d.sum.Waiting++
	default:
		d.sum.add(it.outcome)
	}
	if d.Stored != nil {
		d.Stored(&it.input, it.outcome)
	}
}

// open is how many inputs are not reported yet.
func (d *desk) open() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.line)
}

// awaited are the arrivals that inputs wait for, in order.
func (d *desk) awaited() []int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []int64
	for n := range d.waiting {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// close reports, after an interruption, what is done behind something that is
// not.
func (d *desk) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	for _, it := range d.line {
		if it.isDone {
			d.tell(it)
		}
	}
	d.line = nil
}

// given is one input, or why it could not be had.
type given struct {
	input sayso.Input
	err   error
}

// pull reads the inputs beside the work. Where the context ends it stops at once,
// and an input that is stuck in a read (a terminal, a pipe that nobody feeds) is
// left to end by itself.
func pull(ctx context.Context, inputs iter.Seq2[sayso.Input, error]) (next func() (given, bool), stop func()) {
	ctx, stop = context.WithCancel(ctx)
	ch := make(chan given)
	go func() {
		defer close(ch)
		for in, err := range inputs {
			select {
			case ch <- given{in, err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() (given, bool) {
		select {
		case g, ok := <-ch:
			return g, ok
		case <-ctx.Done():
			return given{}, false
		}
	}, stop
}
