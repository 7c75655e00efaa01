package main

import (
	"bytes"
	"io"
	"os"

	"sayso"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

// printReading writes one reading in one of read's forms.
type printReading func(w io.Writer, doc *sayso.Document, r *sayso.Reading) error

// printer is how the flags want readings on out, and what stands before the first
// one: nothing where none could be read.
func (c *readCmd) printer(out *os.File) (print printReading, opening []byte, err error) {
	if c.JSON {
		opt := export.Options{Body: c.Body, Text: c.Text}
		return func(w io.Writer, doc *sayso.Document, r *sayso.Reading) error {
			return export.WriteReading(w, doc, r, opt)
		}, nil, nil
	}
	style := terminal.For(out, c.Color)
	var legend bytes.Buffer
	if err := terminal.Legend(&legend, style); err != nil {
		return nil, nil, err
	}
	return func(w io.Writer, doc *sayso.Document, r *sayso.Reading) error {
		return terminal.Reading(w, doc, r, style)
	}, legend.Bytes(), nil
}
