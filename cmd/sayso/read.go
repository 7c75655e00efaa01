package main

import (
	"bufio"
	"fmt"
	"os"

	"sayso/internal/in/folder"
	"sayso/reader"
)

type readCmd struct {
	Paths []string `arg:"" help:"Text, HTML or JSON Lines files, directories, or - for standard input."`
	JSON  bool     `help:"Print JSON Lines for machines (docs/format.md)."`
	Body  bool     `help:"With --json: the article's running text too."`
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
	print, err := c.printer(os.Stdout)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in, err := range folder.Walk(c.Paths) {
		if err == nil {
			doc, reading, readErr := reader.Read(in)
			if err = readErr; err == nil {
				err = print(out, doc, reading)
			}
		}
		if err != nil {
			*status = exitSome
			fmt.Fprintln(os.Stderr, "sayso:", err)
		}
	}
	return nil
}
