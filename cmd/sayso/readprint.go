package main

import (
	"io"
	"os"

	"sayso"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

// printReading writes one reading in one of read's forms.
type printReading func(w io.Writer, doc *sayso.Document, r *sayso.Reading) error

// printer is how the flags want readings on out. It writes what stands before
// the first one.
func (c *readCmd) printer(out *os.File) (printReading, error) {
	if c.JSON {
		opt := export.Options{Body: c.Body, Text: c.Text}
		return func(w io.Writer, doc *sayso.Document, r *sayso.Reading) error {
			return export.WriteReading(w, doc, r, opt)
		}, nil
	}
	style := terminal.For(out, c.Color)
	if err := terminal.Legend(out, style); err != nil {
		return nil, err
	}
	return func(w io.Writer, doc *sayso.Document, r *sayso.Reading) error {
		return terminal.Reading(w, doc, r, style)
	}, nil
}
