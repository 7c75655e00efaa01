// Command bench times sayso's reader against other open readers of English, all
// in one run on the same articles, and prints how many times as fast it is. The
// others do less: none of them finds who said what, about how many people. It is
// a module of its own, so that nothing of theirs comes into sayso.
//
//	cd bench && npm ci && go run . -rounds 9
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/jdkato/prose/v2"

	"sayso"
	"sayso/reader"
	"sayso/samples"
)

// peer is a reader: pass reads every text once and tells the processor time that
// took.
type peer struct {
	name, does string
	pass       func() (time.Duration, error)
	best       time.Duration // of all rounds
}

func main() {
	rounds := flag.Int("rounds", 7, "rounds; every reader reads all texts once in each, and its best counts")
	copies := flag.Int("copies", 20, "how many times the articles are read in a round")
	flag.Parse()
	if err := run(*rounds, *copies); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(rounds, copies int) error {
	runtime.GOMAXPROCS(1)
	texts, err := articles(copies)
	if err != nil {
		return err
	}
	words := 0
	for _, t := range texts {
		words += len(strings.Fields(t))
	}
	peers := []*peer{
		ours("sayso", "tokens, tags, names, places, dates, attributions, figures", reader.Read, texts),
		ours("sayso --rules", "the same without the learned weights", reader.With(reader.Options{RulesOnly: true}), texts),
	}
	tags, err := prosed("prose v2, tags", "tokens, sentences, tags", false, texts)
	if err != nil {
		return err
	}
	names, err := prosed("prose v2, names", "tokens, sentences, tags, names", true, texts)
	if err != nil {
		return err
	}
	peers = append(peers, tags, names)
	wink, stop, err := startWink(texts)
	if err != nil {
		fmt.Fprintln(os.Stderr, "left out: wink-nlp:", err)
	} else {
		defer stop()
		peers = append(peers, wink)
	}
	for round := range rounds {
		for _, p := range peers {
			took, err := p.pass()
			if err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
			if round > 0 && (p.best == 0 || took < p.best) { // the first round warms up
				p.best = took
			}
		}
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, rounds)
	}
	return table(peers, words)
}

// table prints the words a second of processor time, and how many times as fast
// sayso is.
func table(peers []*peer, words int) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "reader\twords/s/core\tsayso is\tsayso --rules is\twhat it does\n")
	for _, p := range peers {
		if p.best == 0 {
			return fmt.Errorf("%s: no round was timed: want at least two", p.name)
		}
		ratio := func(of *peer) float64 { return float64(p.best) / float64(of.best) }
		fmt.Fprintf(w, "%s\t%.0f\t%.2f×\t%.2f×\t%s\n", p.name, float64(words)/p.best.Seconds(), ratio(peers[0]), ratio(peers[1]), p.does)
	}
	return w.Flush()
}

// articles are the texts of the invented samples, some times over.
func articles(copies int) ([]string, error) {
	var once []string
	err := fs.WalkDir(samples.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".jsonl" {
			return err
		}
		b, err := fs.ReadFile(samples.Files(), path)
		if err != nil {
			return err
		}
		for line := range bytes.Lines(b) {
			var a struct{ Text string }
			if err := json.Unmarshal(line, &a); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			if a.Text != "" {
				once = append(once, a.Text)
			}
		}
		return nil
	})
	return slices.Repeat(once, copies), err
}

// used is the processor time of this process.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // there is no such error for the process itself
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func timed(texts []string, read func(string) error) func() (time.Duration, error) {
	return func() (time.Duration, error) {
		runtime.GC() // nobody pays for another's garbage
		begin := used()
		for _, t := range texts {
			if err := read(t); err != nil {
				return 0, err
			}
		}
		return used() - begin, nil
	}
}

func ours(name, does string, read func(sayso.Input) (*sayso.Document, *sayso.Reading, error), texts []string) *peer {
	return &peer{name: name, does: does, pass: timed(texts, func(t string) error {
		_, _, err := read(sayso.Input{ID: "bench", Form: sayso.FormText, Bytes: []byte(t)})
		return err
	})}
}

// prosed is prose with one of its pipelines. Its model is loaded once: by itself
// it loads it anew for every document, and would look thirty times slower.
func prosed(name, does string, extract bool, texts []string) (*peer, error) {
	first, err := prose.NewDocument("", prose.WithExtraction(extract))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &peer{name: name, does: does, pass: timed(texts, func(t string) error {
		_, err := prose.NewDocument(t, prose.WithExtraction(extract), prose.UsingModel(first.Model))
		return err
	})}, nil
}

// startWink starts wink-nlp in Node.js; each line that is sent makes it read all
// texts once.
func startWink(texts []string) (*peer, func(), error) {
	if _, err := os.Stat("node_modules/wink-nlp"); err != nil {
		return nil, nil, fmt.Errorf("not installed: run npm ci first")
	}
	f, err := os.CreateTemp("", "sayso-bench-*.json")
	if err != nil {
		return nil, nil, err
	}
	err = json.NewEncoder(f).Encode(texts)
	f.Close()
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.Command("node", "wink.mjs", f.Name())
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, err
	}
	answers := bufio.NewScanner(out)
	p := &peer{name: "wink-nlp", does: "tokens, sentences, tags, negation, sentiment, entities", pass: func() (time.Duration, error) {
		if _, err := in.Write([]byte("go\n")); err != nil {
			return 0, err
		}
		if !answers.Scan() {
			return 0, fmt.Errorf("it ended: %w", answers.Err())
		}
		var a struct{ Microseconds float64 }
		err := json.Unmarshal(answers.Bytes(), &a)
		return time.Duration(a.Microseconds * 1e3), err
	}}
	return p, func() { in.Close(); cmd.Wait(); os.Remove(f.Name()) }, nil
}
