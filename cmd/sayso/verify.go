package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"sayso/internal/keep/archive"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/export"
	"sayso/internal/out/terminal"
)

type verifyCmd struct {
	dbFlag
	Bundle  string   `arg:"" optional:"" help:"A proof bundle to check in place of the ledger (sayso prove)."`
	Key     []string `placeholder:"KEY" help:"With a bundle, or with --against: the public key of the ledger's owner, or a file of it."`
	Against []string `placeholder:"FILE" help:"A checkpoint that was noted earlier (sayso log checkpoint): nothing before it may have changed."`
	Regroup bool     `help:"First make the events and families again of what is recorded and of persons' judgements: for where they were found wrong."`
	JSON    bool     `help:"As JSON Lines (docs/format.md)."`
	Quiet   bool     `short:"q" help:"No progress bar."`
	Color   string   `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso verify --help".
func (verifyCmd) Help() string {
	return `Looks through the whole ledger: every captured byte against its SHA-256, every text against the page it was drawn from, every span and every ID, the log over all of it, and whether the events and families that are kept are those that the record and the judgements give. Each problem is named, with what it means. Nothing is written but with --regroup. The exit status is 1 where there is any problem.

With a BUNDLE it checks that instead, without any ledger: that its bytes are those that were logged, that the words stand in them, that the proof leads to the signed checkpoint; and where this program has the reader's version, it reads the page again and compares.

By itself a ledger can only be checked against itself. A checkpoint that was noted elsewhere (sayso log checkpoint) shows besides that nothing that stood before it was changed or taken out. docs/custody.md says what that proves and what not.

Examples:

    sayso verify
    sayso verify --against 2031-04-02.checkpoint
    sayso verify f3k9v2m7x.sayso-proof.zip --key owner.pub`
}

// Run verifies the ledger and tells every problem.
func (c *verifyCmd) Run(status *int) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	keys, err := publicKeys(c.Key)
	if err != nil {
		return err
	}
	notes, err := readCheckpoints(c.Against, keys)
	if err != nil {
		return err
	}
	if c.Bundle != "" && c.Regroup {
		return usageError{errors.New("--regroup is for a ledger, not for a bundle")}
	}
	if c.Bundle != "" {
		return c.bundle(status, archive.Trust{Keys: keys, Against: notes, Read: sameReader})
	}
	var against []ledger.LogHead
	for _, n := range notes {
		against = append(against, ledger.LogHead(n.Checkpoint))
	}
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Regroup {
		if err := c.regroup(ctx, db); err != nil {
			return err
		}
	}
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

func (c *verifyCmd) regroup(ctx context.Context, db ledger.Ledger) error {
	bar := newCounter("grouping", c.Quiet)
	defer bar.end()
	return judge.Regroup(ctx, db, time.Now, func(done, total int) { bar.at(int64(done), int64(total)) })
}

// readCheckpoints reads files of checkpoints. Where keys are given each must be
// signed with one of them.
func readCheckpoints(files, keys []string) ([]*archive.Note, error) {
	var out []*archive.Note
	for _, file := range files {
		n, err := readCheckpoint(file)
		if err == nil && len(keys) > 0 {
			_, err = n.Verify(keys...)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, n)
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
	return archive.ParseNote(b)
}
