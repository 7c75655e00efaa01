package main

import (
	"bufio"
	"os"

	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type originsCmd struct {
	dbFlag
	JSON  bool   `help:"Print JSON Lines for machines (docs/format.md)."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso origins --help".
func (originsCmd) Help() string {
	return `Lists whoever the figures of the ledger ultimately come from: the innermost source of each chain, else the first publisher of a text that several carry, else the outlet; with the reason wherever different words were put under one name.

Example:

    sayso origins`
}

// Run groups the ledger and prints its origins.
func (c *originsCmd) Run() error {
	t, err := loadTally(&c.dbFlag)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	if c.JSON {
		for i := range t.Origins {
			if err := export.WriteOrigin(out, &t.Origins[i]); err != nil {
				return err
			}
		}
	} else if err := terminal.Origins(out, t.Origins, terminal.For(os.Stdout, c.Color)); err != nil {
		return err
	}
	return out.Flush()
}
