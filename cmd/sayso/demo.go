package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/term"

	"sayso"
	"sayso/internal/in/folder"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
	"sayso/internal/keep/tally"
	"sayso/internal/out/web"
	"sayso/internal/out/words"
	"sayso/internal/work/intake"
	"sayso/internal/work/jobs"
	"sayso/reader"
	"sayso/samples"
)

type demoCmd struct {
	DB        string `name:"db" placeholder:"FILE" help:"Keep the demo's ledger here; else it is gone when the demo ends."`
	Addr      string `placeholder:"HOST:PORT" help:"Where to listen; else 127.0.0.1:7117, or any port that is free."`
	NoBrowser bool   `help:"Do not open a browser."`
	NoServe   bool   `help:"Fill the ledger, say what is in it, and end."`
}

// Help is shown by "sayso demo --help".
func (demoCmd) Help() string {
	return `Reads 22 invented articles from five invented outlets into a fresh ledger, by the same way as "sayso add", and opens the workbench on it. Nothing leaves this machine. Your own ledger is not touched.

Examples:

    sayso demo
    sayso demo --no-serve
    sayso demo --db demo.db --no-serve && sayso figures --db demo.db`
}

// Run fills the ledger, says what to look at, and shows it.
func (c *demoCmd) Run(status *int) (err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	work, err := os.MkdirTemp("", "sayso-demo-")
	if err != nil {
		return fmt.Errorf("demo: no room for its files: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	path := c.DB
	if path == "" {
		path = filepath.Join(work, "demo.db")
	}
	l, err := withJobs(createLedger(ctx, path))
	if err != nil {
		return err
	}
	defer l.Close()
	if err := onlySamples(ctx, path, l); err != nil {
		return err
	}
	sum, err := c.fill(ctx, work, l)
	if err != nil {
		return err
	}
	if sum.Failed > 0 {
		*status = exitSome
	}
	fmt.Println(sum)
	if err := whatToSee(ctx, os.Stdout, l); err != nil {
		return err
	}
	if c.NoServe {
		if c.DB != "" {
			fmt.Printf("\nThe ledger is %s; look into it with: sayso serve --db %s\n", shown(c.DB), shown(c.DB))
		}
		return nil
	}
	place, err := c.listen()
	if err != nil {
		return err
	}
	name := shown(path)
	if c.DB == "" {
		name = "temporary, gone when the demo ends"
	}
	open := !c.NoBrowser && term.IsTerminal(int(os.Stdout.Fd()))
	fmt.Println()
	return workbench(ctx, place, l, open, web.Options{Ledger: name, Notice: samples.Notice, Jobs: jobsOf(l)})
}

// onlySamples refuses a ledger with other documents: what was added can never be
// taken out again, and invented articles have no place among real ones.
func onlySamples(ctx context.Context, path string, l ledger.Lister) error {
	for d, err := range l.Documents(ctx, query.Filter{}) {
		if err != nil {
			return err
		}
		if !samples.Address(d.Meta.URL) {
			return fmt.Errorf("demo: %w: %s holds documents of your own (%q), and what is added stays for good: name another file with --db", sayso.ErrConflict, shown(path), d.Name())
		}
	}
	return nil
}

// fill lays the articles out as files and adds them as any others.
func (c *demoCmd) fill(ctx context.Context, work string, l jobs.Ledger) (intake.Summary, error) {
	articles := filepath.Join(work, "articles")
	if err := os.CopyFS(articles, samples.Files()); err != nil {
		return intake.Summary{}, fmt.Errorf("demo: articles: %w", err)
	}
	return intake.Run(ctx, folder.Walk([]string{articles}), intake.Config{
		Ledger: l, Read: reader.Read, Now: time.Now, Tool: "sayso " + build(),
		Failed: func(err error) { fmt.Fprintln(os.Stderr, "sayso:", err) },
	})
}

// listen takes the address that was asked for, or else the usual one, or else
// any: a second demo beside the first is no reason to fail.
func (c *demoCmd) listen() (*web.Listener, error) {
	if c.Addr != "" {
		return listen(c.Addr)
	}
	place, err := listen(defaultAddr)
	if errors.Is(err, sayso.ErrConflict) {
		return listen("127.0.0.1:0")
	}
	return place, err
}

// sights are what the articles were made to show.
var sights = []struct {
	what   string
	filter query.Filter
}{
	{"One market, three counters: who says how many were killed at Dellin", query.Filter{Words: "Dellin", Categories: []sayso.Category{sayso.Killed}, AtLeast: 9}},
	{"Two sides, two tolls: Karsk Bridge", query.Filter{Words: `"Karsk Bridge"`, Categories: []sayso.Category{sayso.Killed}}},
	{"A flood, and a page that corrected itself: the missing of Ommerby", query.Filter{Words: "Ommerby", Categories: []sayso.Category{sayso.Missing}}},
}

// perSight is how many figures of each the terminal shows.
const perSight = 10

// whatToSee prints some of what was read, so that the terminal alone shows what
// the program does.
func whatToSee(ctx context.Context, w io.Writer, l tally.Ledger) error {
	fmt.Fprintln(w, "\n"+samples.Notice)
	for _, s := range sights {
		s.filter.Sort = query.Sort{By: query.ByPublished}
		var rows []ledger.Figure
		for f, err := range l.Figures(ctx, s.filter) {
			if err != nil {
				return err
			}
			rows = append(rows, f)
		}
		if rows = told(rows); len(rows) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", s.what)
		for _, f := range rows[:min(perSight, len(rows))] {
			status := words.Status(f.Status)
			if status != "" {
				status = " (" + status + ")"
			}
			fmt.Fprintf(w, "  %-11s  %s %s%s: %s\n", words.Date(f.Document.Meta.Published),
				words.Quantity(f.Quantifier, f.Low, f.High, f.NumberText), words.Category(f.Category), status, words.Chain(f.Document.Meta.Outlet, f.Chain))
		}
		if more := len(rows) - perSight; more > 0 {
			fmt.Fprintf(w, "  and %d more\n", more)
		}
	}
	return remarks(ctx, w, l)
}

// remarks are what grouping found in the samples: whose number is denied by whom,
// and running tolls whose arithmetic does not work out.
func remarks(ctx context.Context, w io.Writer, l tally.Ledger) error {
	t, err := tally.Load(ctx, l)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "\nWho denies whose number (sayso events)")
	for i := range t.Events {
		for k := range t.Events[i].Quantities {
			q := &t.Events[i].Quantities[k]
			for n := range q.Disputes {
				fmt.Fprintln(w, "  "+words.Denial(&q.Disputes[n]))
			}
		}
	}
	fmt.Fprintln(w, "\nRunning tolls whose arithmetic does not work out (sayso tolls)")
	for i := range t.Tolls {
		for k := range t.Tolls[i].Flags {
			fmt.Fprintln(w, "  "+words.Flag(&t.Tolls[i].Flags[k]))
		}
	}
	return nil
}

// told leaves out what an article says twice: its headline's figure where the
// article goes on to say whose word it is, and the same words of the same source.
func told(rows []ledger.Figure) []ledger.Figure {
	type figure struct {
		document  ledger.ID
		low, high sayso.Bound
	}
	credited := map[figure]bool{}
	for i := range rows {
		if f := &rows[i]; len(f.Chain) > 0 {
			credited[figure{f.Document.ID, f.Low, f.High}] = true
		}
	}
	seen := map[string]bool{}
	var out []ledger.Figure
	for _, f := range rows {
		key := figure{f.Document.ID, f.Low, f.High}
		line := fmt.Sprint(key, f.Status, strings.Join(f.Chain, "\x00"))
		if len(f.Chain) == 0 && credited[key] || seen[line] {
			continue
		}
		seen[line] = true
		out = append(out, f)
	}
	return out
}
