package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// logCmd is the log over the record: what it is, and what others get of it.
type logCmd struct {
	Checkpoint logCheckpointCmd `cmd:"" default:"withargs" help:"Print what the log is now: its name, its size and its root."`
	Key        logKeyCmd        `cmd:"" help:"Make the key that the log's checkpoints are signed with."`
	List       logListCmd       `cmd:"" help:"Print the log's leaves, one a line."`
	Export     logExportCmd     `cmd:"" help:"Write the log as files that other tools can check."`
}

// Help is shown by "sayso log --help".
func (logCmd) Help() string {
	return `Everything that a ledger records is appended to a log that proves it later: whoever noted the log's checkpoint once can tell whether anything that stood before it was changed or taken out. docs/custody.md says how to use that, what it proves and what not.

Examples:

    sayso log > 2031-04-02.checkpoint
    sayso verify --against 2031-04-02.checkpoint
    sayso log key`
}

type logCheckpointCmd struct {
	dbFlag
	keyFlag
}

// Help is shown by "sayso log checkpoint --help".
func (logCheckpointCmd) Help() string {
	return `Prints the log's checkpoint: three lines in the form of c2sp.org/tlog-checkpoint, and a signature where the log has a key (sayso log key). It tells nothing of what is in the ledger. Publish it, have it stamped, send it to somebody you trust: what it holds cannot be changed afterwards without that showing.

Examples:

    sayso log checkpoint > 2031-04-02.checkpoint
    sayso verify --against 2031-04-02.checkpoint`
}

// Run prints the checkpoint.
func (c *logCheckpointCmd) Run() error { return withLedger(&c.dbFlag, c.run) }

func (c *logCheckpointCmd) run(ctx context.Context, db ledger.Ledger) error {
	note, public, err := c.checkpointNow(ctx, db)
	if err != nil {
		return err
	}
	if public == "" {
		fmt.Fprintln(os.Stderr, "not signed: this log has no key here (\"sayso log key\" makes one)")
	}
	_, err = os.Stdout.Write(note.Raw)
	return err
}

type logKeyCmd struct {
	dbFlag
	keyFlag
}

// Help is shown by "sayso log key --help".
func (logKeyCmd) Help() string {
	return `Makes a key (Ed25519) with which this log's checkpoints are signed from now on, and prints the public key to check them with. The key lies in your folder of settings, readable by you alone, and never in the ledger. Where there is one already, its public key is printed again.

Give the public key to whoever will check your proofs, by a way on which it cannot be exchanged.

Example:

    sayso log key`
}

// Run makes the key, or prints the public key of the one there is.
func (c *logKeyCmd) Run() error { return withLedger(&c.dbFlag, c.run) }

func (c *logKeyCmd) run(ctx context.Context, db ledger.Ledger) error {
	head, err := db.LogHead(ctx)
	if err != nil {
		return err
	}
	path, public, err := c.newKey(head.Origin)
	if errors.Is(err, fs.ErrExist) {
		secret, err := c.secret(head.Origin)
		if err != nil {
			return err
		}
		if public, err = archive.PublicKey(secret); err != nil {
			return err
		}
	} else if err != nil {
		return err
	} else {
		fmt.Fprintf(os.Stderr, "made %s: keep it to yourself, and keep a copy. The public key:\n", path)
	}
	_, err = fmt.Println(public)
	return err
}

type logListCmd struct {
	dbFlag
	From int64 `default:"0" placeholder:"N" help:"The first leaf to print."`
}

// Help is shown by "sayso log list --help".
func (logListCmd) Help() string {
	return `Prints the log's leaves as they are hashed, canonical JSON, one a line (docs/format.md).

Example:

    sayso log list | tail -1`
}

// Run prints the leaves.
func (c *logListCmd) Run() error { return withLedger(&c.dbFlag, c.run) }

func (c *logListCmd) run(ctx context.Context, db ledger.Ledger) error {
	head, err := db.LogHead(ctx)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	for leaf, err := range db.LogLeaves(ctx, max(c.From, 0), head.Size) {
		if err != nil {
			return errors.Join(err, out.Flush())
		}
		out.Write(leaf.Data)
		out.WriteByte('\n')
	}
	return out.Flush()
}
