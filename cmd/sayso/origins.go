package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type originsCmd struct {
	List   originsListCmd   `cmd:"" default:"withargs" help:"List the origins (what origins alone does)."`
	Merge  originsMergeCmd  `cmd:"" help:"Say that two names are one origin."`
	Split  originsSplitCmd  `cmd:"" help:"Say that two names are two origins, whatever they look like."`
	Rename originsRenameCmd `cmd:"" help:"Say what an origin is to be called."`
}

// Help is shown by "sayso origins --help".
func (originsCmd) Help() string {
	return `Lists whoever the figures of the ledger ultimately come from: the innermost source of each chain, else the first publisher of a text that several carry, else the outlet; with the reason wherever different words were put under one name.

Where that is wrong, say so: merge, split and rename are kept as judgements with your name and reason, and "sayso judge undo" takes them back. Nothing else is learned from them.

Examples:

    sayso origins
    sayso origins merge "Vesh Observatory" "VOHR" --why "their own site says so"
    sayso origins split "Health Ministry" "Lomar Health Ministry"
    sayso origins rename "outlet:Coast Today" "Coast Today (regional desk)"`
}

type originsListCmd struct {
	dbFlag
	JSON  bool   `help:"Print JSON Lines for machines (docs/format.md)."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso origins list --help".
func (originsListCmd) Help() string {
	return `Example:

    sayso origins list --json`
}

// Run prints the origins of the ledger.
func (c *originsListCmd) Run() error { return withTally(&c.dbFlag, c.run) }

func (c *originsListCmd) run(_ context.Context, _ ledger.Ledger, t *tally.Tally) error {
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

// nameFlags are two names of origins.
type nameFlags struct {
	dbFlag
	byFlag
	A   string `arg:"" name:"name" help:"An origin's name, as \"sayso origins\" or an article has it."`
	B   string `arg:"" name:"other" help:"The other name."`
	Why string `help:"Why; it is kept with the act."`
}

// say keeps the word, if the names are known; a new name need not be.
func (c *nameFlags) say(v group.Verdict) error {
	return withGroups(&c.dbFlag, func(ctx context.Context, l ledger.Ledger) error {
		t, err := tally.Load(ctx, l)
		if err != nil {
			return err
		}
		w := judge.Word{Verdict: v, Level: group.OriginLevel, A: t.NameOf(c.A), B: c.B, By: c.who(), Why: c.Why}
		if w.A == "" {
			return unknownName(t, c.A)
		}
		if v != group.Renamed {
			if w.B = t.NameOf(c.B); w.B == "" {
				return unknownName(t, c.B)
			}
		}
		return say(ctx, l, w)
	})
}

func unknownName(t *tally.Tally, name string) error {
	var near []string
	for i := range t.Origins {
		if n := t.Origins[i].Name; strings.Contains(strings.ToLower(n), strings.ToLower(name)) && len(near) < 5 {
			near = append(near, fmt.Sprintf("%q", n))
		}
	}
	if len(near) == 0 {
		return usageError{fmt.Errorf("no figure comes from %q: \"sayso origins\" lists whom they come from", name)}
	}
	slices.Sort(near)
	return usageError{errors.New("no figure comes from " + fmt.Sprintf("%q", name) + "; there is " + strings.Join(near, ", "))}
}

type originsMergeCmd struct{ nameFlags }

// Help is shown by "sayso origins merge --help".
func (originsMergeCmd) Help() string {
	return `Example:

    sayso origins merge "Vesh Observatory" "VOHR" --why "their own site says so"`
}

// Run makes two names one origin.
func (c *originsMergeCmd) Run() error { return c.say(group.Same) }

type originsSplitCmd struct{ nameFlags }

// Help is shown by "sayso origins split --help".
func (originsSplitCmd) Help() string {
	return `Example:

    sayso origins split "Health Ministry" "Lomar Health Ministry"`
}

// Run keeps two names apart.
func (c *originsSplitCmd) Run() error { return c.say(group.NotSame) }

type originsRenameCmd struct{ nameFlags }

// Help is shown by "sayso origins rename --help".
func (originsRenameCmd) Help() string {
	return `Example:

    sayso origins rename "outlet:Coast Today" "Coast Today (regional desk)"`
}

// Run gives an origin another name.
func (c *originsRenameCmd) Run() error { return c.say(group.Renamed) }
