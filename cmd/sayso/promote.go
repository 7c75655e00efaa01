package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"sayso/internal/keep/ledger"
	"sayso/internal/out/terminal"
	"sayso/reader"
)

type promoteCmd struct {
	dbFlag
	byFlag
	Version string `arg:"" optional:"" help:"The version of the reader whose readings are to count, or \"this\" for that of this program. Without it the versions are listed."`
	Why     string `help:"Why; it is kept with the act."`
	Color   string `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso promote --help".
func (promoteCmd) Help() string {
	return `Makes the readings of one version of the reader count, in every list and page, wherever it has read. It is an act of a person: recorded with name, time and reason in the ledger and its log. Nothing is lost; promoting another version takes it back.

Examples:

    sayso promote
    sayso promote this --why "reads tolls better"
    sayso promote rules-1+weights-3 --why "back: the new one misses relays"`
}

// Run promotes a version, or lists those that there are.
func (c *promoteCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	readers, err := l.Readers(ctx)
	if err != nil {
		return err
	}
	if c.Version == "" {
		return terminal.WriteTable(os.Stdout, terminal.Readers(readers), terminal.For(os.Stdout, c.Color))
	}
	version, err := readerNamed(readers, c.Version)
	if err != nil {
		return err
	}
	if strings.TrimSpace(c.Why) == "" {
		return usageError{errors.New("say why with --why: it is kept with the act, for whoever asks later")}
	}
	moved, err := l.Promote(ctx, ledger.Promotion{Reader: version, By: c.who(), Why: c.Why, Time: time.Now().UTC()})
	if err != nil {
		return err
	}
	fmt.Printf("%s counts now, for %s otherwise than before\n", version, plural(moved, "document"))
	return nil
}

// readerNamed is the version that a person means, where it has read anything.
func readerNamed(readers []ledger.Reader, name string) (string, error) {
	if name == "this" {
		name = reader.Version
	}
	if slices.ContainsFunc(readers, func(r ledger.Reader) bool { return r.Version == name }) {
		return name, nil
	}
	have := make([]string, len(readers))
	for i := range readers {
		have[i] = readers[i].Version
	}
	return "", fmt.Errorf("nothing here was read by %s: \"sayso reread\" does that; there are readings by %s", name, strings.Join(have, ", "))
}

// plural is a number of things in words.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
