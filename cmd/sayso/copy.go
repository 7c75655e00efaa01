package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"sayso/internal/keep/blobs"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/store"
)

type copyCmd struct {
	From  string `arg:"" placeholder:"FROM" help:"The ledger to copy: a file, or postgres://USER@HOST/DATABASE."`
	To    string `arg:"" placeholder:"TO" help:"Where to: a ledger that is not there yet, or to which nothing was added."`
	Blobs string `placeholder:"DIR|URL" help:"Copy captured bytes that lie outside the old ledger's database too, to this folder or s3://BUCKET, where the new one keeps its own."`
	Quiet bool   `short:"q" help:"No progress bar."`
}

// Help is shown by "sayso copy --help".
func (copyCmd) Help() string {
	return `Copies a whole ledger, with every capture, revision, reading and judgement and its log, into a new one, of the same or of another kind: from a file to a team's PostgreSQL and back. What arrived is read again and compared before it is stored; whatever stops the copy, the new ledger then holds nothing, and the same command does it again. The old one stays as it is. The queue's jobs are not copied.

Captured bytes that the old ledger keeps outside its database ("sayso blobs") stay where they are, and the new one looks for them there, unless --blobs names a place that they are copied to: do that before the old place goes.

Examples:

    sayso copy ledger.db postgres://ana@db.example/news
    sayso copy "postgres://ana@db.example/news?search_path=march" march.db
    sayso copy --blobs /srv/news/blobs ledger.db news.db`
}

// storage is a ledger that is kept in a database.
type storage interface{ Store() *store.Ledger }

// Run copies and says how much.
func (c *copyCmd) Run() error {
	ctx, stop := untilStopped()
	defer stop()
	from, err := openLedger(ctx, c.From)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := createLedger(ctx, c.To)
	if err != nil {
		return err
	}
	defer to.Close()
	done, err := c.copy(ctx, from, to)
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("stopped; %s holds nothing yet, and the same command does it again", shown(c.To))
	}
	if err != nil {
		return err
	}
	fmt.Printf("copied %s in %s to %s, and compared them\n", plural(int(done.Rows), "row"), plural(done.Tables, "table"), shown(c.To))
	if err := c.sayBlobs(ctx, to); err != nil {
		return err
	}
	if done.Waiting > 0 {
		fmt.Fprintf(os.Stderr, "sayso: %s not read yet in %s: finish that there, or add them to the copy again\n", plural(int(done.Waiting), "input"), shown(c.From))
	}
	return nil
}

// copy copies the bytes outside first: what the new ledger then says is there, is.
func (c *copyCmd) copy(ctx context.Context, from, to ledger.Ledger) (done store.Copied, err error) {
	a, ok1 := from.(storage)
	b, ok2 := to.(storage)
	if !ok1 || !ok2 {
		return done, errors.New("copy: a ledger is not kept in a database")
	}
	address := ""
	if c.Blobs != "" {
		if address, err = blobs.Prepare(ctx, c.Blobs); err != nil {
			return done, err
		}
		bar := newBar("copying", "captures", c.Quiet)
		err = store.CopyBlobs(ctx, a.Store(), b.Store(), address, bar.set)
		if bar.end(); err != nil {
			return done, err
		}
	}
	bar := newBar("copying", "rows", c.Quiet)
	done, err = store.Copy(ctx, a.Store(), b.Store(), bar.set)
	if bar.end(); err != nil || address == "" {
		return done, err
	}
	if err := to.KeepBlobs(ctx, address, time.Now()); err != nil {
		return done, fmt.Errorf("all was copied, and the bytes are in %s, but %s does not know it (%w): say so with \"sayso blobs %s --db %s\"", c.Blobs, shown(c.To), err, c.Blobs, shown(c.To))
	}
	return done, nil
}

// sayBlobs says where the bytes are that no database holds.
func (c *copyCmd) sayBlobs(ctx context.Context, to ledger.Ledger) error {
	p, err := to.BlobPlaces(ctx)
	if err != nil || p.Beside.Blobs == 0 {
		return err
	}
	if c.Blobs != "" {
		fmt.Printf("copied the bytes of %s, %s, to %s\n", plural(int(p.Beside.Blobs), "capture"), size(p.Beside.Bytes), p.Named[0].Address)
		return nil
	}
	fmt.Fprintf(os.Stderr, "sayso: the bytes of %s, %s, stay outside the ledger, where both look for them:", plural(int(p.Beside.Blobs), "capture"), size(p.Beside.Bytes))
	seen := map[string]bool{"": true}
	for _, at := range p.Named {
		if !seen[at.Address] {
			fmt.Fprintf(os.Stderr, " %s", at.Address)
		}
		seen[at.Address] = true
	}
	fmt.Fprintln(os.Stderr, " (--blobs copies them)")
	return nil
}
