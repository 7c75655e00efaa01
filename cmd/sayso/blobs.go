package main

import (
	"context"
	"fmt"
	"time"

	"sayso/internal/keep/blobs"
	"sayso/internal/keep/ledger"
)

type blobsCmd struct {
	dbFlag
	Where string `arg:"" optional:"" placeholder:"DIR|URL|database" help:"Where captured bytes are kept from now on: a folder, s3://BUCKET?region=..., or \"database\". Without it: say where they are."`
}

// Help is shown by "sayso blobs --help".
func (blobsCmd) Help() string {
	return `Says where the captured bytes are, or where they are to be kept from now on: in the ledger's own database, as at first, in a folder, or in storage that speaks S3 (its keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or ~/.aws). Bytes lie there under their SHA-256, and are checked whenever they are shown. What was captured before stays where it is. Bytes are looked for in every place that was ever named: who moves a folder names it again. All who add to the ledger must reach the place by the same name.

Examples:

    sayso blobs
    sayso blobs /srv/sayso/blobs
    sayso blobs "s3://news?region=eu-1&endpoint=https://storage.example&use_path_style=true"
    sayso blobs database`
}

// Run says where bytes are, or has them kept elsewhere.
func (c *blobsCmd) Run() error {
	ctx := context.Background()
	if c.Where == "" {
		l, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer l.Close()
		return printBlobs(ctx, l)
	}
	address := ""
	if c.Where != "database" {
		var err error
		if address, err = blobs.Prepare(ctx, c.Where); err != nil {
			return err
		}
	}
	l, err := c.create(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := l.KeepBlobs(ctx, address, time.Now()); err != nil {
		return err
	}
	return printBlobs(ctx, l)
}

func printBlobs(ctx context.Context, l ledger.Ledger) error {
	p, err := l.BlobPlaces(ctx)
	if err != nil {
		return err
	}
	now := "the database"
	if len(p.Named) > 0 && p.Named[0].Address != "" {
		now = p.Named[0].Address
	}
	fmt.Printf("captured bytes go to %s\n", now)
	fmt.Printf("in the database: %s, %s\n", plural(int(p.Inside.Blobs), "capture"), size(p.Inside.Bytes))
	if p.Beside.Blobs > 0 || len(p.Named) > 0 {
		fmt.Printf("outside: %s, %s\n", plural(int(p.Beside.Blobs), "capture"), size(p.Beside.Bytes))
	}
	for _, at := range p.Named {
		name := at.Address
		if name == "" {
			name = "the database"
		}
		fmt.Printf("  since %s: %s\n", at.Time.UTC().Format("2 Jan 2006 15:04 UTC"), name)
	}
	return nil
}

// size is a number of bytes as people say it.
func size(n int64) string {
	if n < 10_000 {
		return fmt.Sprintf("%d bytes", n)
	}
	f, units := float64(n), []string{"bytes", "KB", "MB", "GB", "TB"}
	i := 0
	for ; f >= 1000 && i < len(units)-1; i++ {
		f /= 1000
	}
	return fmt.Sprintf("%.1f %s", f, units[i])
}
