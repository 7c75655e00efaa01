package main

import (
	"bufio"
	"fmt"
	"os"

	"sayso/internal/in/folder"
	"sayso/internal/out/export"
	"sayso/reader"
)

type readCmd struct {
	Paths []string `arg:"" help:"Text, HTML or JSON Lines files, directories, or - for standard input."`
	JSON  bool     `help:"Print JSON Lines for machines (docs/format.md)."`
	Body  bool     `help:"With --json: the article's running text too."`
}

// Run reads every input and prints its reading, in input order.
func (c *readCmd) Run(status *int) error {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in, err := range folder.Walk(c.Paths) {
		if err == nil {
			doc, reading, readErr := reader.Read(in)
			if err = readErr; err == nil {
				err = export.WriteReading(out, doc, reading, export.Options{Body: c.Body})
			}
		}
		if err != nil {
			*status = exitSome
			fmt.Fprintln(os.Stderr, "sayso:", err)
		}
	}
	return nil
}
