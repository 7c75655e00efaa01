// Package intake carries inputs into the ledger: it reads them on all cores and
// stores what was read in the order of the inputs, a batch in one transaction.
// Whatever happens, a document is in the ledger whole or not at all.
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
	"sayso/internal/work/stream"
)

// Config is what an intake needs of the world.
type Config struct {
	Ledger ledger.Adder
	// Read turns an input into its document and reading: reader.Read.
	Read func(sayso.Input) (*sayso.Document, *sayso.Reading, error)
	Now  func() time.Time
	Tool string // version of the program, for the captures

	// Failed is told of every input that could not be had or read, Noted of what
	// was passed over on purpose, and Stored of every input that is in the ledger
	// now. Each may be nil.
	Failed, Noted func(error)
	Stored        func(in *sayso.Input, o ledger.Outcome)
}

// A batch is stored in one transaction. These bound it, so that little work is
// lost when the machine stops, and memory stays small.
const (
	batchInputs = 200
	batchBytes  = 8 << 20
)

// Run takes all inputs in. When the context ends it still stores the batch in
// hand, and returns the context's error with the true summary.
func Run(ctx context.Context, inputs iter.Seq2[sayso.Input, error], c Config) (Summary, error) {
	r := &run{Config: c}
	results := stream.Map(ctx, items(inputs), size, func(it *item) *item { return r.read(ctx, it) }, stream.Options{Items: 2 * batchInputs})
	for it := range results {
		r.batch = append(r.batch, it)
		r.bytes += size(it)
		if len(r.batch) < batchInputs && r.bytes < batchBytes {
			continue
		}
		if err := r.store(ctx); err != nil {
			return r.sum, err
		}
	}
	if err := r.store(ctx); err != nil {
		return r.sum, err
	}
	return r.sum, ctx.Err()
}

type run struct {
	Config
	sum   Summary
	batch []*item
	bytes int
}

// item is an input on its way: failed, known, or read.
type item struct {
	entry ledger.Entry
	known bool
	err   error // of the input
	fatal error // of the ledger

	outcome ledger.Outcome
}

func items(inputs iter.Seq2[sayso.Input, error]) iter.Seq[*item] {
	return func(yield func(*item) bool) {
		for in, err := range inputs {
			if !yield(&item{entry: ledger.Entry{Input: in, File: file(&in)}, err: err}) {
				return
			}
		}
	}
}

func size(it *item) int { return len(it.entry.Input.Bytes) }

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

// read reads an input that the ledger does not know yet.
func (r *run) read(ctx context.Context, it *item) *item {
	if it.err != nil {
		return it
	}
	e := &it.entry
	known, err := r.Ledger.Known(context.WithoutCancel(ctx), []ledger.Fingerprint{ledger.FingerprintOf(&e.Input)})
	if err != nil {
		it.fatal = err
		return it
	}
	if it.known = known[0]; it.known {
		return it
	}
	e.Captured, e.Tool = r.Now().UTC(), r.Tool
	it.err = r.readSafely(e)
	return it
}

// readSafely makes a fault of the reader that one input's and no other's.
func (r *run) readSafely(e *ledger.Entry) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%s: the reader failed, which is a fault in sayso: %v", e.Input.Place, fault)
		}
	}()
	e.Document, e.Reading, err = r.Read(e.Input)
	return err
}

// store stores the batch, though the rest may be called off already.
func (r *run) store(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	batch := r.batch
	r.batch, r.bytes = nil, 0
	var fresh []*item
	for _, it := range batch {
		if it.fatal != nil {
			return it.fatal
		}
		if it.err == nil && !it.known {
			fresh = append(fresh, it)
		}
	}
	err := r.add(ctx, fresh)
	if errors.Is(err, sayso.ErrTooLarge) && len(fresh) > 1 {
		// One of them; the others need not suffer for it.
		for _, it := range fresh {
			if err = r.add(ctx, []*item{it}); err != nil && !it.tooLarge(err) {
				break
			}
			err = nil
		}
	} else if len(fresh) == 1 && fresh[0].tooLarge(err) {
		err = nil
	}
	if err != nil {
		return err
	}
	for _, it := range batch {
		r.report(it)
	}
	return nil
}

// add stores the items and notes their outcomes.
func (r *run) add(ctx context.Context, fresh []*item) error {
	if len(fresh) == 0 {
		return nil
	}
	entries := make([]ledger.Entry, len(fresh))
	for i, it := range fresh {
		entries[i] = it.entry
	}
	outcomes, err := r.Ledger.Add(ctx, entries)
	if err != nil {
		return err
	}
	for i, it := range fresh {
		it.outcome = outcomes[i]
	}
	return nil
}

// tooLarge takes the error on if it says that this input is too large to store.
func (it *item) tooLarge(err error) bool {
	if !errors.Is(err, sayso.ErrTooLarge) {
		return false
	}
	it.err = err
	return true
}

func (r *run) report(it *item) {
	if note := (*folder.Skipped)(nil); errors.As(it.err, &note) {
		if r.Noted != nil {
			r.Noted(it.err)
		}
		return
	}
	if it.err != nil {
		r.sum.Failed++
		if r.Failed != nil {
			r.Failed(it.err)
		}
		return
	}
	if it.known {
		it.outcome.Status = ledger.Known
	}
	r.sum.add(it.outcome)
	if r.Stored != nil {
		r.Stored(&it.entry.Input, it.outcome)
	}
}
