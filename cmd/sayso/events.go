package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
	"sayso/internal/out/export"
	"sayso/internal/out/plot"
	"sayso/internal/out/terminal"
)

type eventsCmd struct {
	dbFlag
	ID    string `arg:"" optional:"" help:"Only this event: its ID, the ID of one of its figures, or a beginning that no other has."`
	Place string `placeholder:"NAME" help:"Only events whose place or country has this in its name."`
	Since string `placeholder:"DAY" help:"Only events that end on this day or later (2031-04-02)."`
	Until string `placeholder:"DAY" help:"Only events that begin on this day or earlier."`
	Tolls bool   `help:"Only running tolls."`
	JSON  bool   `xor:"form" help:"Print JSON Lines for machines (docs/format.md)."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never."`
	plotFlags
}

// Help is shown by "sayso events --help".
func (eventsCmd) Help() string {
	return `Groups the figures of the ledger by what happened and, within it, by who is counted. Each number stands under its origin: ten outlets that repeat one agency are one. Where origins differ, all of them are shown; none is called right.

Examples:

    sayso events --place Marrow
    sayso events e3f9a01
    sayso events e3f9a01 --svg market.svg
    sayso events --plot plots/
    sayso events --since 2031-04-01 --json`
}

// Run groups the ledger and prints its events.
func (c *eventsCmd) Run() error { return withTally(&c.dbFlag, c.run) }

func (c *eventsCmd) run(ctx context.Context, l ledger.Ledger, t *tally.Tally) error {
	events, err := c.chosen(ctx, l, t)
	if err != nil {
		return err
	}
	if c.drawn() {
		var ids []string
		for _, e := range events {
			ids = append(ids, e.ID)
		}
		return c.draw(ids, func(i int, o plot.Options) []byte { return plot.Event(events[i], o) })
	}
	out := bufio.NewWriter(os.Stdout)
	origins := t.ByName()
	style := terminal.For(os.Stdout, c.Color)
	for _, e := range events {
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

// chosen are the events that the flags let through.
func (c *eventsCmd) chosen(ctx context.Context, l ledger.Ledger, t *tally.Tally) ([]*tally.Event, error) {
	if c.ID != "" {
		e, note, err := t.Event(ctx, l, c.ID)
		if err != nil {
			return nil, notGrouped(err, "event", "events", c.ID)
		}
		tell(note)
		return []*tally.Event{e}, nil
	}
	var out []*tally.Event
	for i := range t.Events {
		if e := &t.Events[i]; (e.Toll || !c.Tolls) && e.At(c.Place) && e.During(c.Since, c.Until) {
			out = append(out, e)
		}
	}
	return out, nil
}

// notGrouped says what to do where no group has the ID.
func notGrouped(err error, what, command, id string) error {
	if gone := (*tally.Gone)(nil); errors.As(err, &gone) {
		return gone
	}
	if errors.Is(err, sayso.ErrNotFound) {
		return fmt.Errorf("%q is the ID of no %s and of no figure in one: \"sayso %s\" lists what there is", id, what, command)
	}
	return err
}

// tell says on standard error what is to be known beside the answer.
func tell(note string) {
	if note != "" {
		fmt.Fprintln(os.Stderr, "note: "+note)
	}
}
