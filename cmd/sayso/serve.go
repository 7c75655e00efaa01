package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"

	"sayso"
	"sayso/internal/keep/tally"
	"sayso/internal/out/web"
)

// defaultAddr is where the workbench is found unless a person says otherwise.
const defaultAddr = "127.0.0.1:7117"

type serveCmd struct {
	dbFlag
	Addr string `default:"127.0.0.1:7117" placeholder:"HOST:PORT" help:"Where to listen; port 0 takes any that is free."`
	Open bool   `help:"Open it in the browser."`
	byFlag
	keyFlag
	ReadOnly bool `help:"Take no judgements and retry no jobs; it is so wherever others than this machine can reach it."`
}

// Help is shown by "sayso serve --help".
func (serveCmd) Help() string {
	return `Shows the ledger in a browser: documents with who says what marked in the text, a table of figures that can be filtered and shared as a link, a search over everything. It shows, and takes your judgements of what belongs together (kept with your name and reason; --read-only takes none); nothing is loaded from elsewhere, and only this machine can reach it unless --addr says otherwise. Documents added meanwhile appear at once. Ctrl-C ends it.

Examples:

    sayso serve
    sayso serve --open
    sayso serve --db week.db --addr 127.0.0.1:0`
}

// Run serves until it is told to stop.
func (c *serveCmd) Run() error {
	ctx, stop := untilStopped()
	defer stop()
	path, err := c.path()
	if err != nil {
		return err
	}
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	place, err := listen(c.Addr)
	if err != nil {
		return err
	}
	return workbench(ctx, place, l, c.Open, web.Options{Ledger: shown(path), Judge: !c.ReadOnly, By: c.who(), Jobs: jobsOf(l), Retry: !c.ReadOnly, Checkpoint: c.checkpointNow})
}

// listen takes the address, and calls an unreadable one a wrong command line.
func listen(addr string) (*web.Listener, error) {
	place, err := web.Listen(addr)
	if errors.Is(err, sayso.ErrInvalid) {
		return nil, fmt.Errorf("%w: --addr: %w", errUsage, err)
	}
	return place, err
}

// workbench says where the pages are and shows them until ctx ends.
func workbench(ctx context.Context, place *web.Listener, l tally.Ledger, open bool, opt web.Options) error {
	opt.Version = build()
	opt.Log = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if !place.Private() {
		opt.Judge = false    // there is no password, so nobody could be held to it
		opt.Retry = false    // nor shall others set this machine to work
		opt.Checkpoint = nil // and nobody else shall have things signed
		fmt.Fprintln(os.Stderr, "sayso: whoever can reach this machine at", place.Addr().(*net.TCPAddr).IP, "can read the whole ledger; there is no password")
	}
	fmt.Printf("The workbench is at %s (Ctrl-C ends it)\n", place.URL())
	if open {
		if err := openBrowser(place.URL()); err != nil {
			fmt.Fprintf(os.Stderr, "sayso: no browser could be opened (%v); open the address yourself\n", err)
		}
	}
	return place.Serve(ctx, l, opt)
}
