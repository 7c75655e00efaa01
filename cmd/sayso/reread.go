package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/work/reread"
)

type rereadCmd struct {
	readerFlags
	dbFlag
	Quiet bool `short:"q" help:"No progress bar."`
}

// Help is shown by "sayso reread --help".
func (rereadCmd) Help() string {
	return `Reads every stored revision again with this version of the reader. The new readings lie beside the old ones, and no list or page changes until "sayso promote" makes them count: see first what would change with "sayso diff --reader". It can be stopped at any moment and run again to go on.

Examples:

    sayso reread
    sayso diff --reader this
    sayso promote this --why "reads tolls better"`
}

// Run reads what this version has not read yet.
func (c *rereadCmd) Run(status *int) error {
	ctx, stop := untilStopped()
	defer stop()
	read, closeGazetteer, err := c.reader()
	if err != nil {
		return err
	}
	defer closeGazetteer()
	version, err := versionOf(read)
	if err != nil {
		return err
	}
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	bar := newProgress(ctx, nil, c.Quiet)
	sum, err := reread.Run(ctx, reread.Config{
		Ledger: l, Read: read, Version: version, Now: time.Now,
		Failed: func(err error) { bar.message("sayso: " + err.Error()) },
		Stored: func(ledger.Unread) { bar.step() },
	})
	bar.end()
	if sum.Read+sum.Failed == 0 && err == nil {
		fmt.Printf("%s has read all revisions already\n", version)
		return nil
	}
	fmt.Printf("read %s by %s", plural(sum.Read, "revision"), version)
	if sum.Failed > 0 {
		fmt.Printf("; %d could not be read", sum.Failed)
		*status = exitSome
	}
	fmt.Println()
	if errors.Is(err, context.Canceled) {
		return errors.New("stopped; what is counted above is safe, and the same command again goes on")
	}
	return err
}

// versionOf is what the reader's readings say of who made them.
func versionOf(read readFunc) (string, error) {
	_, r, err := read(sayso.Input{ID: "version", Bytes: []byte("Version.")})
	if err != nil {
		return "", err
	}
	return r.Reader, nil
}
