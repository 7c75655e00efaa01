package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type verifyCmd struct {
	dbFlag
	Against []string `placeholder:"FILE" help:"A checkpoint that was noted earlier (sayso log checkpoint): nothing before it may have changed."`
	JSON    bool     `help:"As JSON Lines (docs/format.md)."`
	Quiet   bool     `short:"q" help:"No progress bar."`
	Color   string   `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso verify --help".
func (verifyCmd) Help() string {
	return `Looks through the whole ledger: every captured byte against its SHA-256, every text against the page it was drawn from, every span and every ID, and the log over all of it. Each problem is named, with what it means. Nothing is written. The exit status is 1 where there is any problem.

By itself a ledger can only be checked against itself. A checkpoint that was noted elsewhere (sayso log checkpoint) shows besides that nothing that stood before it was changed or taken out. docs/custody.md says what that proves and what not.

Examples:

    sayso verify
    sayso verify --against 2031-04-02.checkpoint`
}

// Run verifies the ledger and tells every problem.
func (c *verifyCmd) Run(status *int) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	against, err := checkpoints(c.Against)
	if err != nil {
		return err
	}
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	style := terminal.For(os.Stdout, c.Color)
	bar := newCounter("verifying", c.Quiet)
	var failed error
	sum, err := db.Verify(ctx, ledger.Verification{Against: against, Step: bar.at, Found: func(p ledger.Problem) {
		bar.clear()
		if c.JSON {
			failed = errors.Join(failed, export.WriteProblem(os.Stdout, p))
		} else {
			failed = errors.Join(failed, terminal.Problem(os.Stdout, p, style))
		}
	}})
	bar.end()
	if err != nil {
		return err
	}
	if c.JSON {
		failed = errors.Join(failed, export.WriteVerified(os.Stdout, sum))
	} else {
		failed = errors.Join(failed, terminal.Verified(os.Stdout, sum, len(against), style))
	}
	if sum.Problems > 0 {
		*status = exitSome
	}
	return failed
}

// checkpoints reads files of checkpoints.
func checkpoints(files []string) ([]ledger.LogHead, error) {
	var out []ledger.LogHead
	for _, file := range files {
		n, err := readCheckpoint(file)
		if err != nil {
			return nil, err
		}
		out = append(out, ledger.LogHead{Origin: n.Origin, Size: n.Size, Root: n.Root})
	}
	return out, nil
}

func readCheckpoint(file string) (*archive.Note, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	const more = 1 << 17 // than any has
	b, err := io.ReadAll(io.LimitReader(f, more))
	if err != nil {
		return nil, err
	}
	n, err := archive.ParseNote(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return n, nil
}
