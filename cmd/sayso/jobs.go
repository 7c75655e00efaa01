package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"time"

	"sayso/internal/out/terminal"
	"sayso/internal/work/jobs"
)

type jobsCmd struct {
	List  jobsListCmd  `cmd:"" default:"withargs" help:"Show what is still to be done in each stage, and name what failed."`
	Retry jobsRetryCmd `cmd:"" help:"Make what failed due again."`
	Drop  jobsDropCmd  `cmd:"" help:"Give up what failed."`
	Run   jobsRunCmd   `cmd:"" help:"Do what is left, then end."`
}

type jobsListCmd struct {
	dbFlag
	JSON  bool   `help:"Print JSON Lines for machines (docs/format.md)."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never."`
}

// Help is shown by "sayso jobs list --help".
func (jobsListCmd) Help() string {
	return `Shows how many documents wait in each stage (read, group), and names those that failed: by which input, in which stage, after how many attempts, and why. What failed is tried four times, at growing intervals, whenever "sayso add" or "sayso worker" runs; then a person has to decide: "sayso jobs retry" or "sayso jobs drop".

Examples:

    sayso jobs
    sayso jobs list --json
    sayso jobs list --db postgres://ledger.example/sayso`
}

// Run lists the jobs.
func (c *jobsListCmd) Run() error {
	return withQueue(&c.dbFlag, func(ctx context.Context, q *jobs.Queue) error {
		counts, letters, err := q.List(ctx)
		if err != nil {
			return err
		}
		out := bufio.NewWriter(os.Stdout)
		if c.JSON {
			err = writeJobs(out, counts, letters)
		} else {
			err = tableJobs(out, counts, letters, terminal.For(os.Stdout, c.Color))
		}
		return errors.Join(err, out.Flush())
	})
}

func tableJobs(out *bufio.Writer, counts jobs.Counts, letters []jobs.Letter, style terminal.Style) error {
	t := terminal.Table{Columns: []terminal.Column{{Title: "stage"}}}
	for _, s := range jobs.States {
		t.Columns = append(t.Columns, terminal.Column{Title: string(s), Right: true})
	}
	for _, stage := range jobs.Stages {
		row := []string{stage}
		for _, s := range jobs.States {
			row = append(row, strconv.Itoa(counts[stage][s]))
		}
		t.Rows = append(t.Rows, row)
	}
	if err := terminal.WriteTable(out, t, style); err != nil || len(letters) == 0 {
		return err
	}
	fmt.Fprintln(out)
	t = terminal.Table{Columns: []terminal.Column{{Title: "job", Right: true}, {Title: "stage"}, {Title: "document", Least: 16}, {Title: "state", Least: 12}, {Title: "attempts", Right: true}, {Title: "last", Least: 16}, {Title: "why", Least: 24}}}
	for _, l := range letters {
		state := string(l.State)
		if !l.Due.IsZero() {
			state += " at " + l.Due.Format("15:04:05 UTC")
		}
		t.Rows = append(t.Rows, []string{strconv.FormatInt(l.ID, 10), l.Stage, oneLine(l.Name), state, strconv.Itoa(l.Attempts), l.At.Format("2006-01-02 15:04"), oneLine(l.Error)})
	}
	return terminal.WriteTable(out, t, style)
}

// jobCounts and failedJob are the lines of "sayso jobs --json".
type jobCounts struct {
	Type    string `json:"type"` // "stage"
	Stage   string `json:"stage"`
	Waiting int    `json:"waiting"`
	Running int    `json:"running"`
	Again   int    `json:"trying_again"`
	Failed  int    `json:"failed"`
}

type failedJob struct {
	Type     string  `json:"type"` // "job"
	ID       int64   `json:"id"`
	Stage    string  `json:"stage"`
	State    string  `json:"state"`
	Name     string  `json:"name"`
	Document *string `json:"document"`
	Attempts int     `json:"attempts"`
	Error    string  `json:"error"`
	Last     string  `json:"last"`
	Due      *string `json:"due"`
}

func writeJobs(out *bufio.Writer, counts jobs.Counts, letters []jobs.Letter) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, s := range jobs.Stages {
		n := counts[s]
		if err := enc.Encode(jobCounts{"stage", s, n[jobs.Ready], n[jobs.Running], n[jobs.Again], n[jobs.Dead]}); err != nil {
			return err
		}
	}
	for _, l := range letters {
		f := failedJob{Type: "job", ID: l.ID, Stage: l.Stage, State: "failed", Name: l.Name, Attempts: l.Attempts, Error: l.Error, Last: l.At.Format(time.RFC3339)}
		if l.State == jobs.Again {
			due := l.Due.Format(time.RFC3339)
			f.State, f.Due = "trying_again", &due
		}
		if l.Document != "" {
			d := string(l.Document)
			f.Document = &d
		}
		if err := enc.Encode(f); err != nil {
			return err
		}
	}
	return nil
}

type jobsRetryCmd struct {
	dbFlag
	which
}

// which names failed jobs.
type which struct {
	IDs []int64 `arg:"" optional:"" name:"job" help:"Jobs, by the numbers that \"sayso jobs\" shows."`
	All bool    `help:"All that failed."`
}

func (w *which) check() error {
	if w.All == (len(w.IDs) > 0) {
		return usageError{errors.New("name jobs by their numbers (sayso jobs shows them), or all with --all")}
	}
	return nil
}

// Help is shown by "sayso jobs retry --help".
func (jobsRetryCmd) Help() string {
	return `Makes what failed due at once, dead letters too; the next "sayso worker", "sayso add" or "sayso jobs run" does it. Useful after an update of sayso, or when what was missing is there.

Examples:

    sayso jobs retry 17
    sayso jobs retry --all && sayso jobs run`
}

// Run makes jobs due.
func (c *jobsRetryCmd) Run() error {
	if err := c.check(); err != nil {
		return err
	}
	return withQueue(&c.dbFlag, func(ctx context.Context, q *jobs.Queue) error {
		n, err := q.Retry(ctx, c.IDs...)
		if err == nil {
			fmt.Printf("%s due again\n", plural(n, "job"))
		}
		return err
	})
}

type jobsDropCmd struct {
	dbFlag
	which
}

// Help is shown by "sayso jobs drop --help".
func (jobsDropCmd) Help() string {
	return `Gives up what failed: it is not tried again. What was captured stays in the ledger with its bytes, and adding the same input once more makes a new job of it.

Examples:

    sayso jobs drop 17 18
    sayso jobs drop --all`
}

// Run drops jobs.
func (c *jobsDropCmd) Run() error {
	if err := c.check(); err != nil {
		return err
	}
	return withQueue(&c.dbFlag, func(ctx context.Context, q *jobs.Queue) error {
		n, err := q.Drop(ctx, c.IDs...)
		if err == nil {
			fmt.Printf("%s dropped\n", plural(n, "job"))
		}
		return err
	})
}

type jobsRunCmd struct {
	readerFlags
	dbFlag
	Quiet bool `short:"q" help:"No line a document."`
}

// Help is shown by "sayso jobs run --help".
func (jobsRunCmd) Help() string {
	return `Does what is due, as "sayso worker --until-empty" does: what an interrupted add left, what failed and is due again.

Examples:

    sayso jobs run
    sayso jobs run --db other.db`
}

// Run does what is due.
func (c *jobsRunCmd) Run() error {
	w := workerCmd{readerFlags: c.readerFlags, dbFlag: c.dbFlag, UntilEmpty: true, Quiet: c.Quiet}
	return w.Run()
}

// withQueue opens the jobs of a ledger to look at them or decide on them.
func withQueue(f *dbFlag, do func(context.Context, *jobs.Queue) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	l, err := f.openQueue(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	q, err := jobs.Open(ctx, jobs.Config{Ledger: l, Look: true})
	if err != nil {
		return err
	}
	return do(ctx, q)
}
