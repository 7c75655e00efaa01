// Package reread reads what a ledger keeps again, with another version of the
// reader. The new readings lie beside the old ones; nothing else changes. It can
// be stopped at any moment and goes on where it was.
package reread

import (
	"context"
	"fmt"
	"iter"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/work/stream"
)

// Ledger is what re-reading needs of one.
type Ledger interface {
	ledger.Rereader
	Capture(ctx context.Context, hash ledger.Hash) ([]byte, error)
}

// Config is what re-reading needs of the world.
type Config struct {
	Ledger Ledger
	// Read turns an input into its document and reading; Version names it, as its
	// readings do.
	Read    func(sayso.Input) (*sayso.Document, *sayso.Reading, error)
	Version string
	Now     func() time.Time

	// Failed is told of every revision that could not be read, and Stored of every
	// one that is. Each may be nil.
	Failed func(error)
	Stored func(ledger.Unread)
}

// Summary counts what became of the revisions that the version had not read.
type Summary struct{ Read, Failed int }

// A batch is stored in one transaction; it bounds what is lost when the machine
// stops.
const batch = 100

type item struct {
	unread ledger.Unread
	out    ledger.Rereading
	err    error
	fatal  error // of the ledger: nothing more can be read
}

// Run reads every revision that the version has not read. When the context ends
// it stores what it has and returns the context's error.
func Run(ctx context.Context, c Config) (Summary, error) {
	var sum Summary
	var done []*item
	size := func(it *item) int { return int(min(it.unread.Size, 1<<30)) }
	for it := range stream.Map(ctx, c.items(ctx), size, func(it *item) *item { return c.read(ctx, it) }, stream.Options{Items: 2 * batch}) {
		if it.fatal != nil {
			return sum, it.fatal
		}
		if done = append(done, it); len(done) == batch {
			if err := c.store(ctx, done, &sum); err != nil {
				return sum, err
			}
			done = done[:0]
		}
	}
	if err := c.store(ctx, done, &sum); err != nil {
		return sum, err
	}
	return sum, ctx.Err()
}

func (c *Config) items(ctx context.Context) iter.Seq[*item] {
	return func(yield func(*item) bool) {
		for u, err := range c.Ledger.Unread(ctx, c.Version) {
			if !yield(&item{unread: u, fatal: err}) || err != nil {
				return
			}
		}
	}
}

// read makes the item's reading. A fault of the reader is that one revision's.
func (c *Config) read(ctx context.Context, it *item) (out *item) {
	out = it
	if it.fatal != nil {
		return out
	}
	u := &it.unread
	in := u.Input
	in.Bytes, it.err = c.Ledger.Capture(context.WithoutCancel(ctx), u.Hash)
	if it.err != nil {
		return out
	}
	defer func() {
		if fault := recover(); fault != nil {
			it.err = fmt.Errorf("%s: the reader failed, which is a fault in sayso: %v", in.Place, fault)
		}
	}()
	it.out = ledger.Rereading{Document: u.Document, Revision: u.Revision, Time: c.Now().UTC()}
	if it.out.Text, it.out.Reading, it.err = c.Read(in); it.err == nil && it.out.Reading.Reader != c.Version {
		it.fatal = fmt.Errorf("reread: the reader calls itself %q, not %q", it.out.Reading.Reader, c.Version)
	}
	return out
}

func (c *Config) store(ctx context.Context, done []*item, sum *Summary) error {
	var list []ledger.Rereading
	for _, it := range done {
		if it.err == nil {
			list = append(list, it.out)
		}
	}
	if len(list) > 0 {
		if err := c.Ledger.AddReadings(context.WithoutCancel(ctx), list); err != nil {
			return err
		}
	}
	for _, it := range done {
		if it.err != nil {
			sum.Failed++
			if c.Failed != nil {
				c.Failed(fmt.Errorf("document %s, revision %d: %w", it.unread.Document, it.unread.Revision, it.err))
			}
			continue
		}
		sum.Read++
		if c.Stored != nil {
			c.Stored(it.unread)
		}
	}
	return nil
}
