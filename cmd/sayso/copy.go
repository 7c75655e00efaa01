package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/store"
)

type copyCmd struct {
	From  string `arg:"" placeholder:"FROM" help:"The ledger to copy: a file, or postgres://USER@HOST/DATABASE."`
	To    string `arg:"" placeholder:"TO" help:"Where to: a ledger that is not there yet, or to which nothing was added."`
	Quiet bool   `short:"q" help:"No progress bar."`
}

// Help is shown by "sayso copy --help".
func (copyCmd) Help() string {
	return `Copies a whole ledger, with every capture, revision, reading and judgement and its log, into a new one, of the same or of another kind: from a file to a team's PostgreSQL and back. What arrived is read again and compared before it is stored; whatever stops the copy, the new ledger then holds nothing, and the same command does it again. The old one stays as it is. The queue's jobs are not copied.

Examples:

    sayso copy ledger.db postgres://ana@db.example/news
    sayso copy "postgres://ana@db.example/news?search_path=march" march.db`
}

// storage is a ledger that is kept in a database.
type storage interface{ Store() *store.Ledger }

// Run copies and says how much.
func (c *copyCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
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
	bar := newBar("copying", "rows", c.Quiet)
	done, err := copyLedger(ctx, from, to, bar.set)
	bar.end()
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("stopped; %s holds nothing yet, and the same command does it again", shown(c.To))
	}
	if err != nil {
		return err
	}
	fmt.Printf("copied %s in %s to %s, and compared them\n", plural(int(done.Rows), "row"), plural(done.Tables, "table"), shown(c.To))
	if done.Waiting > 0 {
		fmt.Fprintf(os.Stderr, "sayso: %s not read yet in %s: finish that there, or add them to the copy again\n", plural(int(done.Waiting), "input"), shown(c.From))
	}
	return nil
}

func copyLedger(ctx context.Context, from, to ledger.Ledger, step func(done, all int64)) (store.Copied, error) {
	a, ok1 := from.(storage)
	b, ok2 := to.(storage)
	if !ok1 || !ok2 {
		return store.Copied{}, errors.New("copy: a ledger is not kept in a database")
	}
	return store.Copy(ctx, a.Store(), b.Store(), step)
}
