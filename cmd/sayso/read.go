package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"golang.org/x/term"

	"sayso"
	"sayso/internal/in/folder"
)

type readCmd struct {
	readerFlags
	Paths []string `arg:"" help:"Text, HTML, JSON Lines or WARC files (also .gz), directories, or - for standard input."`
	JSON  bool     `help:"Print JSON Lines for machines (docs/format.md)."`
	Body  bool     `help:"With --json: the article's running text too."`
	Text  bool     `help:"With --json: the whole text too, which the offsets count in."`
	Color string   `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colours: auto (where the output is a terminal that has them and NO_COLOR is not set), always or never."`
}

// Help is shown by "sayso read --help".
func (*readCmd) Help() string {
	return `Without --json it shows each text with its sources, cues, contents and figures marked, then the figures as a table. Nothing is stored and nothing is sent. Inputs that cannot be read are named on standard error, and the rest is read.

Examples:

    sayso read article.html
    sayso read --json reports/ > readings.jsonl
    sayso read --color=always article.txt | less -R
    curl -s https://example.org/story | sayso read -`
}

// Run reads every input and prints its reading, in input order.
func (c *readCmd) Run(status *int) error {
	if (c.Body || c.Text) && !c.JSON {
		return fmt.Errorf("%w: --body and --text go with --json", errUsage)
	}
	read, closeGazetteer, err := c.reader()
	if err != nil {
		return err
	}
	defer closeGazetteer()
	print, opening, err := c.printer(os.Stdout)
	if err != nil {
		return err
	}
	render := func(doc *sayso.Document, r *sayso.Reading) ([]byte, error) {
		var b bytes.Buffer
		err := print(&b, doc, r)
		return b.Bytes(), err
	}
	ctx, stop := untilStopped()
	defer stop()
	// A bar on the terminal that the readings go to as well would tear them.
	bar := newProgress(ctx, c.Paths, term.IsTerminal(int(os.Stdout.Fd())))
	defer bar.end()
	out := newOutput(os.Stdout)
	printed := 0
	for d := range documents(ctx, c.Paths, read, render, out.idle) {
		if d.err != nil {
			var note *folder.Skipped
			if !errors.As(d.err, &note) {
				*status = exitSome
			}
			out.flush()
			bar.message("sayso: " + d.err.Error())
			continue
		}
		if printed == 0 {
			out.Write(opening)
		}
		if out.Write(d.out); out.err != nil {
			break
		}
		printed++
		bar.step()
	}
	out.flush()
	switch {
	case out.err != nil:
		return fmt.Errorf("standard output: %w", out.err)
	case ctx.Err() != nil:
		return fmt.Errorf("interrupted: the %d documents printed before are whole", printed)
	}
	return nil
}
