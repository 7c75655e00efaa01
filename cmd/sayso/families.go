package main

import (
	"bufio"
	"context"
	"os"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type familiesCmd struct {
	dbFlag
	JSON  bool   `help:"Print JSON Lines for machines (docs/format.md)."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso families --help".
func (familiesCmd) Help() string {
	return `Lists the documents of the ledger that carry one text: agency copy and its reprints, whole, cut or lightly rewritten, the first publisher first, with how much of the text they share.

Example:

    sayso families`
}

// Run groups the ledger and prints its families.
func (c *familiesCmd) Run() error { return withTally(&c.dbFlag, c.run) }

func (c *familiesCmd) run(_ context.Context, _ ledger.Ledger, t *tally.Tally) error {
	out := bufio.NewWriter(os.Stdout)
	if c.JSON {
		for i := range t.Families {
			if err := export.WriteFamily(out, &t.Families[i]); err != nil {
				return err
			}
		}
	} else if err := terminal.Families(out, t.Families, terminal.For(os.Stdout, c.Color)); err != nil {
		return err
	}
	return out.Flush()
}
