package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

// group shows or explains what is grouped: an event or a quantity (e..., q...), a
// toll (t...), and with --why a document's family or an origin. It reports whether
// the ID is one of these.
func (c *showCmd) group(ctx context.Context, l ledger.Ledger) (bool, error) {
	if _, ok := ledger.ParseID("f" + c.ID[min(1, len(c.ID)):]); ok && strings.ContainsAny(c.ID[:1], "eqtEQT") {
		err := c.eventOrToll(ctx, l)
		gone := (*tally.Gone)(nil)
		if errors.As(err, &gone) {
			return true, gone
		}
		if !errors.Is(err, sayso.ErrNotFound) {
			return true, err
		}
		// A document's name may begin with these letters, too.
	}
	if c.Why {
		return c.whyGroup(ctx, l)
	}
	return false, nil
}

func (c *showCmd) eventOrToll(ctx context.Context, l ledger.Ledger) error {
	t, err := tally.Load(ctx, l)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	if strings.EqualFold(c.ID[:1], "t") {
		err = c.toll(ctx, out, l, t)
	} else {
		err = c.event(ctx, out, l, t)
	}
	return errors.Join(err, out.Flush())
}

func (c *showCmd) event(ctx context.Context, out *bufio.Writer, l ledger.Ledger, t *tally.Tally) error {
	e, note, err := t.Event(ctx, l, c.ID)
	if err != nil {
		return err
	}
	tell(note)
	switch {
	case c.Capture:
		return usageError{fmt.Errorf("%s is an event, which was not captured: \"sayso events %[1]s\" names its figures, and each of these has a capture", c.ID)}
	case c.Why:
		return whyEvent(ctx, out, l, e)
	case c.JSON:
		return export.WriteEvent(out, e, t.ByName())
	}
	return terminal.Event(out, e, terminal.For(os.Stdout, c.Color))
}

func (c *showCmd) toll(ctx context.Context, out *bufio.Writer, l ledger.Ledger, t *tally.Tally) error {
	x, note, err := t.Toll(ctx, l, c.ID)
	if err != nil {
		return err
	}
	tell(note)
	switch {
	case c.Capture:
		return usageError{fmt.Errorf("%s is a toll, which was not captured: \"sayso tolls %[1]s --json\" names its figures, and each of these has a capture", c.ID)}
	case c.Why:
		whyToll(out, x, t)
		return nil
	case c.JSON:
		return export.WriteToll(out, x)
	}
	return terminal.Toll(out, x, terminal.For(os.Stdout, c.Color))
}

// whyToll tells by what a toll's figures were put together, and of which events
// they are: those are judgements that can be looked at.
func whyToll(out *bufio.Writer, x *tally.Toll, t *tally.Tally) {
	place, since := "no place", "whatever day they count from"
	if x.Place != nil {
		place = x.Place.Text
	}
	if x.Since != "" {
		since = "since " + x.Since
	}
	fmt.Fprintf(out, "Toll %s is made of the running totals and the counts of days, weeks and months that are given for %s %s, a series for each origin and each sort of people.\n", x.ID, place, since)
	fmt.Fprintf(out, "Their figures stand in these events, which \"sayso show ID --why\" explains:\n")
	in := map[string]bool{}
	for f := range x.All() {
		in[string(f.ID)] = true
	}
	for i := range t.Events {
		n := 0
		for f := range t.Events[i].All() {
			if in[string(f.ID)] {
				n++
			}
		}
		if n > 0 {
			fmt.Fprintf(out, "  %s  %d figures of it: %s\n", t.Events[i].ID, n, t.Events[i].What)
		}
	}
}
