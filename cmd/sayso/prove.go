package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

type proveCmd struct {
	dbFlag
	keyFlag
	ID  string `arg:"" help:"The ID of a figure (f...), of a claim (a...) or of a document (d...), or its beginning; a document also by its address or name."`
	Out string `short:"o" placeholder:"FILE" help:"The file to write; else ID.sayso-proof.zip here. - is standard output."`
	At  string `placeholder:"FILE" help:"Prove against this checkpoint of the log, one that was published; else against the log as it is now."`
}

// Help is shown by "sayso prove --help".
func (proveCmd) Help() string {
	return `Writes a bundle about one figure, claim or document that anyone can check without your ledger: the page as it was captured, the text, what was read in it, and the proof that all of it stood in the log. It holds nothing else of the ledger. "sayso verify FILE" checks it.

A bundle proves most against a checkpoint that was published at the time (--at). docs/custody.md says what it proves and what not.

Examples:

    sayso prove f3k9v2m7x
    sayso prove f3k9v2m7x --at 2031-04-02.checkpoint -o bridge.zip`
}

// Run writes the bundle.
func (c *proveCmd) Run() error { return withLedger(&c.dbFlag, c.run) }

func (c *proveCmd) run(ctx context.Context, db ledger.Ledger) error {
	record, about, err := c.find(ctx, db)
	if err != nil {
		return err
	}
	note, public, err := c.checkpoint(ctx, db)
	if err != nil {
		return err
	}
	b, err := archive.Make(ctx, db, record, about, note)
	if errors.Is(err, sayso.ErrNotFound) && c.At != "" {
		return fmt.Errorf("%w\nleave out --at, or name a later checkpoint", err)
	}
	if err != nil {
		return err
	}
	if public != "" {
		b.Keys = []string{public}
	}
	if !note.Signed {
		fmt.Fprintln(os.Stderr, "the checkpoint in the bundle is not signed (\"sayso log key\" makes a key): publish it, so that it proves something")
	}
	return c.write(b)
}

// find finds what is to be proved.
func (c *proveCmd) find(ctx context.Context, db ledger.Ledger) (*ledger.Record, ledger.ID, error) {
	claim, err := (&showCmd{ID: c.ID}).find(ctx, db)
	switch {
	case err != nil:
		return nil, "", err
	case claim.Figure != nil:
		return claim.Record, claim.Figure.ID, nil
	case claim.Attribution != nil:
		return claim.Record, claim.Attribution.ID, nil
	}
	return claim.Record, claim.Record.ID, nil
}

// checkpoint is the one to prove against, with the public key where it was signed
// just now.
func (c *proveCmd) checkpoint(ctx context.Context, db ledger.Ledger) (*archive.Note, string, error) {
	if c.At == "" {
		return c.checkpointNow(ctx, db)
	}
	n, err := readCheckpoint(c.At)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", c.At, err)
	}
	secret, err := c.secret(n.Origin)
	if err != nil || secret == "" {
		return n, "", err
	}
	public, err := archive.PublicKey(secret)
	return n, public, err
}

func (c *proveCmd) write(b *archive.Bundle) error {
	var buf bytes.Buffer
	if err := b.Write(&buf); err != nil {
		return err
	}
	if c.Out == "-" {
		if term.IsTerminal(int(os.Stdout.Fd())) {
			return errors.New("a bundle is no text for a terminal: name a file with -o")
		}
		_, err := io.Copy(os.Stdout, &buf)
		return err
	}
	path := c.Out
	if path == "" {
		path = b.About.Short() + ".sayso-proof.zip"
	}
	if err := os.WriteFile(path, buf.Bytes(), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "wrote %s: \"sayso verify %s\" checks it\n", path, path)
	return nil
}
