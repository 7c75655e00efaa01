package main

import (
	"bufio"
	"context"
	"os"
	"os/signal"

	"sayso/internal/keep/tally"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type eventsCmd struct {
	dbFlag
	Place string `placeholder:"NAME" help:"Only events whose place or country has this in its name."`
	Since string `placeholder:"DAY" help:"Only events that end on this day or later (2031-04-02)."`
	Until string `placeholder:"DAY" help:"Only events that begin on this day or earlier."`
	Tolls bool   `help:"Only running tolls."`
	JSON  bool   `help:"Print JSON Lines for machines (docs/format.md)."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso events --help".
func (eventsCmd) Help() string {
	return `Groups the figures of the ledger by what happened and, within it, by who is counted. Each number stands under its origin: ten outlets that repeat one agency are one. Where origins differ, all of them are shown; none is called right.

Examples:

    sayso events --place Marrow
    sayso events --since 2031-04-01 --json`
}

// Run groups the ledger and prints its events.
func (c *eventsCmd) Run() error {
	t, err := loadTally(&c.dbFlag)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	origins := map[string]*tally.Origin{}
	for i := range t.Origins {
		origins[t.Origins[i].Name] = &t.Origins[i]
	}
	style := terminal.For(os.Stdout, c.Color)
	for i := range t.Events {
		e := &t.Events[i]
		if !c.wants(e) {
			continue
		}
		if c.JSON {
			err = export.WriteEvent(out, e, origins)
		} else {
			err = terminal.Event(out, e, style)
		}
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

// wants tells whether the flags let an event through.
func (c *eventsCmd) wants(e *tally.Event) bool {
	return (e.Toll || !c.Tolls) && e.At(c.Place) && e.During(c.Since, c.Until)
}

// loadTally groups the ledger that the flag names.
func loadTally(f *dbFlag) (*tally.Tally, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	l, err := f.open(ctx)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	return tally.Load(ctx, l)
}
