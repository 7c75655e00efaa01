package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"sayso/internal/keep/blobs"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/postgres"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/keep/ledger/store"
	"sayso/internal/keep/tally"
	"sayso/internal/work/jobs"
)

// dbFlag is the flag of every command that uses a ledger.
type dbFlag struct {
	DB string `name:"db" env:"SAYSO_DB" placeholder:"FILE|URL" help:"The ledger: a file, or postgres://USER@HOST/DATABASE; else the one in your data folder."`
}

// path is the ledger's file, or its address.
func (f *dbFlag) path() (string, error) {
	if f.DB != "" {
		return f.DB, nil
	}
	dir, err := dataDir()
	if err != nil {
		return "", fmt.Errorf("no place for the ledger is known: %w; name one with --db", err)
	}
	return filepath.Join(dir, "sayso", "ledger.db"), nil
}

// open opens the ledger to read it.
func (f *dbFlag) open(ctx context.Context) (ledger.Ledger, error) {
	path, err := f.path()
	if err != nil {
		return nil, err
	}
	return openLedger(ctx, path)
}

// create opens the ledger to add to it, and makes it where there is none.
func (f *dbFlag) create(ctx context.Context) (ledger.Ledger, error) {
	path, err := f.path()
	if err != nil {
		return nil, err
	}
	return createLedger(ctx, path)
}

// createQueue opens the ledger to add to it by jobs.
func (f *dbFlag) createQueue(ctx context.Context) (jobs.Ledger, error) {
	return withJobs(f.create(ctx))
}

// openQueue opens the ledger, which must be there, with its jobs.
func (f *dbFlag) openQueue(ctx context.Context) (jobs.Ledger, error) {
	return withJobs(f.open(ctx))
}

func withJobs(l ledger.Ledger, err error) (jobs.Ledger, error) {
	if err != nil {
		return nil, err
	}
	q, ok := l.(jobs.Ledger)
	if !ok {
		return nil, errors.Join(errors.New("this ledger holds no jobs"), l.Close())
	}
	return q, nil
}

// untilStopped lasts until Ctrl-C, or until the system ends the program: what is in
// hand is then brought to its end. A second Ctrl-C ends the program at once.
func untilStopped() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// withLedger does something with the ledger that the flag names, until it is done
// or interrupted.
func withLedger(f *dbFlag, do func(context.Context, ledger.Ledger) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	l, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	return do(ctx, l)
}

// withGroups is withLedger, once what is new in the ledger is in its groups.
func withGroups(f *dbFlag, do func(context.Context, ledger.Ledger) error) error {
	return withLedger(f, func(ctx context.Context, l ledger.Ledger) error {
		if err := catchUp(ctx, l); err != nil {
			return err
		}
		return do(ctx, l)
	})
}

// catchUp groups what is not in the groups yet, with a bar: that is all of them
// where the groups are of an older version.
func catchUp(ctx context.Context, l ledger.Ledger) error {
	bar := newCounter("grouping", false)
	defer bar.end()
	return judge.CatchUp(ctx, l, time.Now, func(done, total int) { bar.at(int64(done), int64(total)) })
}

// withTally is withLedger with its groups.
func withTally(f *dbFlag, do func(context.Context, ledger.Ledger, *tally.Tally) error) error {
	return withLedger(f, func(ctx context.Context, l ledger.Ledger) error {
		if err := catchUp(ctx, l); err != nil {
			return err
		}
		t, err := tally.Load(ctx, l)
		if err != nil {
			return err
		}
		return do(ctx, l, t)
	})
}

func openLedger(ctx context.Context, name string) (ledger.Ledger, error) {
	if postgres.Is(name) {
		return some(postgres.Open(ctx, name, store.WithBlobs(blobs.Open)))
	}
	return some(sqlite.Open(ctx, name, store.WithBlobs(blobs.Open)))
}

func createLedger(ctx context.Context, name string) (ledger.Ledger, error) {
	if postgres.Is(name) {
		return some(postgres.OpenOrCreate(ctx, name, store.WithBlobs(blobs.Open)))
	}
	return some(sqlite.OpenOrCreate(ctx, name, store.WithBlobs(blobs.Open)))
}

// some is a ledger of any engine; where there is an error it is none.
func some[L ledger.Ledger](l L, err error) (ledger.Ledger, error) {
	if err != nil {
		return nil, err
	}
	return l, nil
}

// shown is a ledger's name as it may be shown: an address without its password.
func shown(name string) string {
	if postgres.Is(name) {
		return postgres.Name(name)
	}
	return name
}

// dataDir is the folder where the system wants programs to keep a user's data.
func dataDir() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	if runtime.GOOS == "windows" {
		if dir := os.Getenv("LocalAppData"); dir != "" {
			return dir, nil
		}
		return "", errors.New("%LocalAppData% is not set")
	}
	home, err := os.UserHomeDir()
	switch {
	case err != nil:
		return "", err
	case runtime.GOOS == "darwin":
		return filepath.Join(home, "Library", "Application Support"), nil
	}
	return filepath.Join(home, ".local", "share"), nil
}

// grouper puts documents into groups as they are read.
func grouper(jobs.Ledger) jobs.Grouper { return judge.Grouper{Now: time.Now} }
