package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime/debug"

	"sayso"
	"sayso/internal/in/folder"
	"sayso/internal/work/stream"
)

// document is one input with what was read of it, or the error why not.
type document struct {
	in      sayso.Input
	doc     *sayso.Document
	reading *sayso.Reading
	out     []byte // what render made of it
	err     error
}

// documents reads everything under the paths, on all processors, and yields it
// in input order. render is called by the workers, idle before the taker has to
// wait.
func documents(ctx context.Context, paths []string, read readFunc, render func(*sayso.Document, *sayso.Reading) ([]byte, error), idle func()) iter.Seq[document] {
	inputs := func(yield func(document) bool) {
		for in, err := range folder.Walk(paths) {
			if !yield(document{in: in, err: err}) {
				return
			}
		}
	}
	size := func(d document) int { return len(d.in.Bytes) }
	work := func(d document) document {
		if d.err == nil {
			d.read(read, render)
		}
		return d
	}
	return stream.Map(ctx, inputs, size, work, stream.Options{Idle: idle})
}

// read fills the document. A fault of ours in one document is no reason to lose
// the others: it becomes that document's error.
func (d *document) read(read readFunc, render func(*sayso.Document, *sayso.Reading) ([]byte, error)) {
	defer func() {
		if fault := recover(); fault != nil {
			d.err = fmt.Errorf("%s: a fault in sayso, please report it: %v", d.in.Place, fault)
			if os.Getenv("SAYSO_DEBUG") != "" {
				d.err = fmt.Errorf("%w\n%s", d.err, debug.Stack())
			}
		}
	}()
	if d.doc, d.reading, d.err = read(d.in); d.err == nil {
		d.out, d.err = render(d.doc, d.reading)
	}
}

// output is buffered standard output that keeps its first error.
type output struct {
	w   *bufio.Writer
	err error
}

func newOutput(w io.Writer) *output { return &output{w: bufio.NewWriterSize(w, 64<<10)} }

// Write never cuts a document's line in two where an interruption would leave
// half of it: what does not fit goes out after what is buffered.
func (o *output) Write(b []byte) (int, error) {
	if o.err == nil && len(b) > o.w.Available() {
		o.flush()
	}
	if o.err == nil {
		_, o.err = o.w.Write(b)
	}
	return len(b), o.err
}

func (o *output) flush() {
	if err := o.w.Flush(); o.err == nil {
		o.err = err
	}
}

// idle lets a reader at the other end of a pipe see what is ready.
func (o *output) idle() {
	if o.w.Buffered() > 0 {
		o.flush()
	}
}
