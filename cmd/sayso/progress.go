package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is a bar on standard error, where that is a terminal.
type progress struct {
	mu  sync.Mutex
	bar *progressbar.ProgressBar // nil = none
}

func newProgress(ctx context.Context, paths []string, quiet bool) *progress {
	p := newBar("reading", "documents", quiet)
	if p.bar == nil {
		return p
	}
	go func() {
		// How many there will be is found out beside the work.
		if n := countInputs(ctx, paths); n > 0 {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.bar.ChangeMax64(max(n, p.bar.State().CurrentNum))
		}
	}()
	return p
}

// newBar is a bar of work whose amount is not known yet.
func newBar(doing, what string, quiet bool) *progress {
	p := &progress{}
	if quiet || !term.IsTerminal(int(os.Stderr.Fd())) || os.Getenv("TERM") == "dumb" {
		return p
	}
	p.bar = progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription(doing),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString(what),
		progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(1e8))
	return p
}

// set says how much is done. Steps are many: only one in a hundred is shown.
func (p *progress) set(done, all int64) {
	if p.bar == nil || done%100 != 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar.GetMax64() != all {
		p.bar.ChangeMax64(all)
	}
	p.bar.Set64(done)
}

func (p *progress) step() {
	if p.bar == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.bar.State(); s.Max >= 0 && s.CurrentNum >= s.Max {
		p.bar.ChangeMax64(s.CurrentNum + 1) // an archive holds more than was counted
	}
	p.bar.Add64(1)
}

// message writes a line past the bar.
func (p *progress) message(s string) {
	if p.bar == nil {
		fmt.Fprintln(os.Stderr, s)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bar.Clear()
	fmt.Fprintln(os.Stderr, s)
	p.bar.Add64(1)
}

func (p *progress) end() {
	if p.bar != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.bar.Clear()
	}
}

// counter is a bar on standard error for work whose length is known.
type counter struct{ bar *progressbar.ProgressBar }

func newCounter(doing string, quiet bool) *counter {
	if quiet || !term.IsTerminal(int(os.Stderr.Fd())) || os.Getenv("TERM") == "dumb" {
		return &counter{}
	}
	return &counter{progressbar.NewOptions64(1, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription(doing),
		progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(1e8), progressbar.OptionSetPredictTime(true))}
}

// at moves the bar.
func (c *counter) at(done, total int64) {
	if c.bar != nil {
		c.bar.ChangeMax64(max(total, 1))
		c.bar.Set64(done)
	}
}

// clear makes room for a line on standard output; the next step draws it again.
func (c *counter) clear() {
	if c.bar != nil {
		c.bar.Clear()
	}
}

func (c *counter) end() { c.clear() }

// countInputs is how many inputs the paths seem to hold: files, and lines of
// JSON Lines files. 0 where it cannot be known.
func countInputs(ctx context.Context, paths []string) int64 {
	var n int64
	for _, path := range paths {
		if path == "-" {
			return 0
		}
		filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return fs.SkipAll
			case err != nil || d.IsDir():
			case strings.HasSuffix(p, ".jsonl"):
				n += countLines(p)
			default:
				n++
			}
			return nil
		})
	}
	return n
}

func countLines(path string) (n int64) {
	f, err := os.Open(path)
	if err != nil {
		return 1
	}
	defer f.Close()
	buf := make([]byte, 1<<16)
	for {
		k, err := f.Read(buf)
		n += int64(bytes.Count(buf[:k], []byte{'\n'}))
		if err != nil {
			if err == io.EOF && k > 0 && buf[k-1] != '\n' {
				n++
			}
			return n
		}
	}
}
