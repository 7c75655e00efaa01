package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
	"sayso/reader"
)

// bundle checks a bundle that somebody handed over.
func (c *verifyCmd) bundle(status *int, trust archive.Trust) error {
	f, err := os.Open(c.Bundle)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a folder, not a bundle", c.Bundle)
	}
	b, err := archive.ReadBundle(f, info.Size())
	if err != nil {
		return fmt.Errorf("%s: %w", c.Bundle, err)
	}
	checked := b.Check(trust)
	if checked.Failed() {
		*status = exitSome
	}
	out := bufio.NewWriter(os.Stdout)
	if c.JSON {
		err = export.WriteChecked(out, checked)
	} else {
		claim := checked.Claim()
		var around []sayso.Span
		if claim != nil && (claim.Figure != nil || claim.Attribution != nil) && !checked.Failed() {
			around = context3(claim)
		}
		err = terminal.Checked(out, checked, claim, around, terminal.For(os.Stdout, c.Color))
	}
	return errors.Join(err, out.Flush())
}

// sameReader is the reader of that version, where this program has it: with what
// was learned, or without (add --rules).
func sameReader(version string) func(sayso.Input) (*sayso.Document, *sayso.Reading, error) {
	switch {
	case version == reader.Version:
		return reader.Read
	case strings.HasPrefix(reader.Version, version+"+weights-"):
		return reader.With(reader.Options{RulesOnly: true})
	}
	return nil
}
