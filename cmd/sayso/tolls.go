package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"slices"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
	"sayso/internal/out/export"
	"sayso/internal/out/plot"
	"sayso/internal/out/terminal"
)

type tollsCmd struct {
	dbFlag
	ID       string   `arg:"" optional:"" help:"Only this toll: its ID, the ID of one of its figures, or a beginning that no other has."`
	Place    string   `placeholder:"NAME" help:"Only tolls whose place or country has this in its name."`
	Since    string   `placeholder:"DAY" help:"Only tolls with a number for this day or later (2031-04-02)."`
	Until    string   `placeholder:"DAY" help:"Only tolls with a number for this day or earlier."`
	Category []string `short:"c" placeholder:"WHAT" help:"Only tolls of people killed, injured, missing, displaced, ..."`
	Origin   string   `placeholder:"NAME" help:"Only tolls that an origin of this name counts."`
	Flagged  bool     `help:"Only tolls whose arithmetic does not work out."`
	JSON     bool     `xor:"form" help:"Print JSON Lines for machines (docs/format.md)."`
	Color    string   `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never."`
	plotFlags
}

// Help is shown by "sayso tolls --help".
func (tollsCmd) Help() string {
	return `Shows counts that run on ("226 killed since January 9") as they grew: a series for each origin, with its counts of single days beside it. A total that falls and is not said to be put right, a part larger than its whole, days that do not add up to the change of the total, two totals for one day: these are flagged, in words. Nothing is put right, and where "at least" or "about" leaves it open nothing is flagged.

Examples:

    sayso tolls --place Sarrow
    sayso tolls --flagged
    sayso tolls --since 2031-04-01 --json
    sayso tolls t3f9a01 --svg sarrow.svg`
}

// Run groups the ledger and prints its tolls.
func (c *tollsCmd) Run() error { return withTally(&c.dbFlag, c.run) }

func (c *tollsCmd) run(ctx context.Context, l ledger.Ledger, t *tally.Tally) error {
	categories, err := named[sayso.Category]("category", c.Category)
	if err != nil {
		return usageError{err}
	}
	tolls, err := c.chosen(ctx, l, t, categories)
	if err != nil {
		return err
	}
	if c.drawn() {
		var ids []string
		for _, x := range tolls {
			ids = append(ids, x.ID)
		}
		return c.draw(ids, func(i int, o plot.Options) []byte { return plot.Toll(tolls[i], o) })
	}
	out := bufio.NewWriter(os.Stdout)
	style := terminal.For(os.Stdout, c.Color)
	for _, x := range tolls {
		if c.JSON {
			err = export.WriteToll(out, x)
		} else {
			err = terminal.Toll(out, x, style)
		}
		if err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if len(tolls) == 0 {
		fmt.Fprintln(os.Stderr, "no toll matches")
	}
	return nil
}

// chosen are the tolls that the flags let through.
func (c *tollsCmd) chosen(ctx context.Context, l ledger.Ledger, t *tally.Tally, categories []sayso.Category) ([]*tally.Toll, error) {
	if c.ID != "" {
		x, note, err := t.Toll(ctx, l, c.ID)
		if err != nil {
			return nil, notGrouped(err, "toll", "tolls", c.ID)
		}
		tell(note)
		return []*tally.Toll{x}, nil
	}
	var out []*tally.Toll
	for i := range t.Tolls {
		x := &t.Tolls[i]
		if x.At(c.Place) && x.During(c.Since, c.Until) && x.Of(categories) && x.By(c.Origin) && (len(x.Flags) > 0 || !c.Flagged) {
			out = append(out, x)
		}
	}
	return slices.Clip(out), nil
}
