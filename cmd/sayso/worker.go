package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"sayso/internal/keep/ledger"
	"sayso/internal/out/words"
	"sayso/internal/work/jobs"
)

type workerCmd struct {
	readerFlags
	dbFlag
	UntilEmpty bool `help:"End when nothing is left to be done now."`
	Quiet      bool `short:"q" help:"No line a document."`
}

// Help is shown by "sayso worker --help".
func (workerCmd) Help() string {
	return `Reads what is captured and not yet read, from "sayso add --queue" or from an add that was stopped, and goes on until it is interrupted. Several workers, on several machines, share one ledger in PostgreSQL; each document is read once. Ctrl-C ends it after the documents in hand, and a worker that dies leaves its documents to the others.

Examples:

    sayso worker
    sayso worker --until-empty
    sayso worker --db postgres://ledger.example/sayso`
}

// Run carries jobs.
func (c *workerCmd) Run() error {
	read, closeGazetteer, err := c.reader()
	if err != nil {
		return err
	}
	defer closeGazetteer()
	return c.work(read, os.Stdout)
}

func (c *workerCmd) work(read readFunc, out io.Writer) error {
	ctx, stop := untilStopped()
	defer stop()
	ctx, broken := context.WithCancelCause(ctx)
	defer broken(nil)
	l, err := c.createQueue(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	w := &workerLog{out: out, quiet: c.Quiet}
	q, err := jobs.Open(ctx, jobs.Config{
		Ledger: l, Read: read, Group: grouper(l),
		Settled: w.settled, Failed: w.failed, Grouped: w.grouped, Broken: broken, Trouble: w.trouble,
	})
	if err != nil {
		return err
	}
	if err := q.Start(ctx); err != nil {
		return err
	}
	if c.UntilEmpty {
		err = q.Drain(ctx)
	} else {
		<-ctx.Done()
	}
	// Whatever hurry there is, what is in hand is worth the wait.
	err = errors.Join(err, q.Stop(context.WithoutCancel(ctx)))
	fmt.Fprintln(out, w)
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	if errors.Is(err, context.Canceled) {
		return nil // as it was told to
	}
	return err
}

// workerLog says what a worker does, a line a document.
type workerLog struct {
	mu          sync.Mutex
	out         io.Writer
	quiet       bool
	read, other int
	troubles    map[string]time.Time
}

func (w *workerLog) settled(a *ledger.Arrival, o ledger.Outcome) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.read++
	if w.quiet {
		return
	}
	what := o.Document.Short() + "  " + map[ledger.Status]string{ledger.Added: "new", ledger.Revised: "new revision", ledger.Seen: "unchanged text", ledger.Known: "known"}[o.Status]
	if o.Status <= ledger.Revised {
		what += fmt.Sprintf(", %s, %s", plural(o.Figures, "figure"), plural(o.Attributions, "attribution"))
	}
	fmt.Fprintf(w.out, "read    %s  %s\n", nameOf(a), what)
}

func (w *workerLog) failed(a *ledger.Arrival, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.other++
	if !w.quiet {
		fmt.Fprintf(w.out, "failed  %s  %s\n", nameOf(a), oneLine(strings.TrimPrefix(err.Error(), a.Input.Place+": ")))
	}
}

func (w *workerLog) grouped(documents []ledger.ID, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case err != nil:
		w.other++
		fmt.Fprintf(w.out, "failed  grouping %s  %s\n", documents[0].Short(), oneLine(err.Error()))
	case !w.quiet:
		fmt.Fprintf(w.out, "group   %s\n", plural(len(documents), "document"))
	}
}

// trouble says once a minute what goes wrong beside the documents.
func (w *workerLog) trouble(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now := time.Now(); now.Sub(w.troubles[what]) > time.Minute {
		if w.troubles == nil {
			w.troubles = map[string]time.Time{}
		}
		w.troubles[what] = now
		fmt.Fprintln(os.Stderr, "sayso: worker:", oneLine(what))
	}
}

func (w *workerLog) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := "read " + words.Number(int64(w.read)) + " documents"
	if w.read == 1 {
		s = "read 1 document"
	}
	if w.other > 0 {
		s += fmt.Sprintf("; %s failed (sayso jobs)", plural(w.other, "attempt"))
	}
	return s
}

// nameOf is an arrival's name for people.
func nameOf(a *ledger.Arrival) string {
	if a.Input.Place != "" {
		return oneLine(a.Input.Place)
	}
	return oneLine(a.Input.ID)
}

// oneLine is hostile text on one line.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' }), " ")
}
