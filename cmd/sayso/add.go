package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"sync"
	"time"

	"sayso"
	"sayso/internal/in/folder"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/terminal"
	"sayso/internal/out/words"
	"sayso/internal/work/intake"
)

type addCmd struct {
	readerFlags
	dbFlag
	Paths []string `arg:"" help:"Text, HTML, JSON Lines or WARC files (also .gz), directories, or - for standard input."`
	Quiet bool     `short:"q" help:"No progress bar."`
	Queue bool     `help:"Only capture the inputs, and leave the reading to \"sayso worker\"."`
}

// Help is shown by "sayso add --help".
func (addCmd) Help() string {
	return `Captures the inputs, reads them and keeps all of it in the ledger. Nothing in a ledger is ever overwritten: a page that changed becomes a new revision of its document, and the same bytes again add nothing. It can be stopped at any moment, even by a power cut: what was captured is read by the next run.

A document is known by its address, else by its id and outlet in a JSON line, else by its file.

Examples:

    sayso add reports/
    sayso add week.jsonl page.html
    curl -s https://example.org/article | sayso add -
    sayso add --queue --db postgres://ledger.example/sayso archive/`
}

// Run adds every input and says what became of them.
func (c *addCmd) Run(status *int) error {
	ctx, stop := untilStopped()
	defer stop()
	read, closeGazetteer, err := c.reader()
	if err != nil {
		return err
	}
	defer closeGazetteer()
	l, err := c.createQueue(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	before, err := judge.Changed(ctx, l)
	if err != nil {
		return err
	}
	bar := newProgress(ctx, c.Paths, c.Quiet)
	late := leftover{message: bar.message}
	var foreign foreigners
	sum, err := intake.Run(ctx, folder.Walk(c.Paths), intake.Config{
		Ledger: l, Read: foreign.noted(read), Group: grouper(l), Now: time.Now, Tool: "sayso " + build(), QueueOnly: c.Queue,
		Failed: func(err error) { bar.message("sayso: " + err.Error()) },
		Noted:  func(err error) { bar.message("sayso: " + err.Error()) },
		Stored: func(*sayso.Input, ledger.Outcome) { bar.step() },
		Late:   late.note,
	})
	bar.end()
	late.say()
	foreign.say()
	fmt.Println(sum)
	sayResting(ctx, l, before)
	if sum.Failed > 0 {
		*status = exitSome
	}
	if errors.Is(err, context.Canceled) {
		return errors.New("stopped; what is counted above is safe, and the same command again goes on")
	}
	if errors.Is(err, ledger.ErrFull) || errors.Is(err, ledger.ErrLocked) {
		return fmt.Errorf("%w\nWhat is counted above is safe; the same command, once that is mended, goes on", err)
	}
	return err
}

// sayResting names the judgements of persons that came to rest, since the pages that
// were added no longer give the numbers that they are on.
func sayResting(ctx context.Context, l judge.Claims, before map[string]judge.Held) {
	after, err := judge.Changed(ctx, l)
	if err != nil {
		return // whatever was added is safe, and "sayso judgements" says the same
	}
	for _, id := range slices.Sorted(maps.Keys(after)) {
		if h := after[id]; h.Rests != "" && before[id].Rests == "" {
			fmt.Fprintf(os.Stderr, "sayso: what %s judged (%s): %s\n", oneLine(h.Judgement.By), ledger.ID(id).Short(), h.Note())
		}
	}
}

// leftover counts what earlier runs had captured and not read.
type leftover struct {
	mu      sync.Mutex
	read    int
	message func(string)
}

func (l *leftover) note(_ *ledger.Arrival, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		l.message("sayso: left by an earlier run: " + err.Error())
		return
	}
	l.read++
}

func (l *leftover) say() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.read > 0 {
		l.message(fmt.Sprintf("sayso: read what earlier runs had left: %s documents", words.Number(int64(l.read))))
	}
}

// foreigners counts the documents in which nothing was looked for.
type foreigners struct {
	mu    sync.Mutex
	n     int
	first string // by name, so that it does not hang on which was read first
}

// noted is the reader, with an eye on the language.
func (f *foreigners) noted(read readFunc) readFunc {
	return func(in sayso.Input) (*sayso.Document, *sayso.Reading, error) {
		doc, r, err := read(in)
		if err == nil && terminal.Unread(doc, r) != "" {
			f.mu.Lock()
			defer f.mu.Unlock()
			if name := in.Place + " (" + doc.Meta.Language + ")"; f.n == 0 || name < f.first {
				f.first = name
			}
			f.n++
		}
		return doc, r, err
	}
}

func (f *foreigners) say() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.n > 0 {
		fmt.Fprintf(os.Stderr, "sayso: not in English, so kept without being read: %s, the first %s\n", plural(f.n, "document"), oneLine(f.first))
	}
}
