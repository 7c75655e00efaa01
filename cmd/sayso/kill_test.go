package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sayso/internal/keep/ledger/postgrestest"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/keep/query"
)

// itself is the program itself as a command: the test binary is it where its
// name is sayso (TestMain).
func itself(t *testing.T, db string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "sayso")
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(link, args...)
	cmd.Env = append(os.Environ(), "SAYSO_DB="+db)
	return cmd
}

// articles writes n short articles as JSON Lines: of many happenings, some told by
// several outlets with other numbers, some reprinted.
func articles(t *testing.T, path string, n int) {
	t.Helper()
	rng := rand.New(rand.NewPCG(20310402, 7))
	syllables := strings.Fields("ta ssa ly ka ru no ve ld mi sar row del lin om mer by tor ves hal bre qua zin pol fe")
	word := func(parts int) (w string) {
		for range parts {
			w += syllables[rng.IntN(len(syllables))]
		}
		return strings.ToUpper(w[:1]) + w[1:]
	}
	outlets := []string{"Veld Post", "Karu Times", "Radio Sarrow", "The Ommer Echo", "Tessaly Wire"}
	happenings := make([][3]string, n/4+1)
	for i := range happenings {
		happenings[i] = [3]string{word(3), fmt.Sprintf("2031-%02d-%02d", 1+rng.IntN(12), 1+rng.IntN(28)), []string{"a flood", "a fire", "a strike", "an explosion"}[rng.IntN(4)]}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	text := ""
	for i := range n {
		h := happenings[rng.IntN(len(happenings))]
		if i%10 != 9 { // else the last one again, by another outlet
			filler := make([]string, 12)
			for k := range filler {
				filler[k] = strings.ToLower(word(4))
			}
			text = fmt.Sprintf("%s %s said.\n\nReport %d.\n", strings.Join(filler, " "), word(3), i)
			if i%8 == 0 {
				text = fmt.Sprintf("At least %d people were killed by %s in the town of %s on Monday, the health ministry said.\n\nAnother %d were wounded, Doctor %s told the agency.\n\n%s",
					2+rng.IntN(50), h[2], h[0], 3+rng.IntN(70), word(3), text)
			}
		}
		enc.Encode(map[string]string{"id": fmt.Sprint("article-", i), "outlet": outlets[i%len(outlets)], "published": h[1], "text": text})
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// killsWanted is how often the tests of kills kill on each engine while they add
// how many documents: SAYSO_KILLS (the full test is 100) in 2,000, else a few.
func killsWanted(t *testing.T) (kills, documents int) {
	if testing.Short() {
		t.Skip("starts and kills the program many times")
	}
	s := os.Getenv("SAYSO_KILLS")
	if s == "" {
		return 15, 600
	}
	if _, err := fmt.Sscan(s, &kills); err != nil {
		t.Fatal(err)
	}
	return kills, 2000
}

// undisturbed is what a ledger shows in which nothing was ever killed, and how
// long it took.
func undisturbed(t *testing.T, db, input string) (want string, takes time.Duration) {
	t.Helper()
	began := time.Now()
	must(t, db, "add", "-q", input)
	takes = time.Since(began)
	return rows(t, db), takes
}

func must(t *testing.T, db string, args ...string) string {
	t.Helper()
	out, err := itself(t, db, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("sayso %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// complete: nothing is left to do, all is there once, as in an undisturbed run,
// and all of it is as it was recorded.
func complete(t *testing.T, db, want string) {
	t.Helper()
	if left := must(t, db, "jobs", "list", "--json"); strings.Count(left, `"waiting":0,"running":0,"trying_again":0,"failed":0`) != 2 {
		t.Fatalf("left to do: %s", left)
	}
	if got := rows(t, db); got != want {
		t.Fatalf("the lists differ from those of an undisturbed run: %d bytes, want %d", len(got), len(want))
	}
	must(t, db, "verify", "-q")
}

// kill ends a program as a power cut does; it reports whether it still ran.
func kill(cmd *exec.Cmd) bool {
	cmd.Process.Kill()
	return cmd.Wait() != nil
}

// TestKill: an add that is killed at any moment leaves a sound ledger of whole
// documents, and the same add again completes it.
func TestKill(t *testing.T) {
	kills, n := killsWanted(t)
	dir := t.TempDir()
	input := filepath.Join(dir, "articles.jsonl")
	articles(t, input, n)
	want, takes := undisturbed(t, filepath.Join(dir, "whole.db"), input)
	rng := rand.New(rand.NewPCG(20310402, 1))
	db := filepath.Join(dir, "killed.db")
	cut, whole := 0, 0
	for cut < kills {
		cmd := itself(t, db, "add", "-q", input)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Early in the run most often, while there is still something to do.
		time.Sleep(time.Duration(rng.Float64() * rng.Float64() * float64(takes) / 2))
		if kill(cmd) {
			cut++
			sound(t, db)
			continue
		}
		whole++
		complete(t, db, want)
		for _, name := range []string{db, db + "-wal", db + "-shm"} {
			os.Remove(name)
		}
	}
	t.Logf("%d kills; the last add said: %s", cut, must(t, db, "add", "-q", input))
	complete(t, db, want)
	t.Logf("%d ledgers were complete in spite of them", whole+1)
}

// TestKillWorkers: an add and three workers share a ledger in PostgreSQL, each of
// them is killed again and again, and what is there in the end is as if none had
// been.
func TestKillWorkers(t *testing.T) {
	kills, n := killsWanted(t)
	dir := t.TempDir()
	input := filepath.Join(dir, "articles.jsonl")
	articles(t, input, n)
	want, takes := undisturbed(t, postgrestest.URL(t), input)
	rng := rand.New(rand.NewPCG(20310402, 2))
	cut, whole := 0, 0
	for cut < kills {
		db := postgrestest.URL(t)
		cut += disturb(t, rng, db, input, takes, kills-cut)
		t.Logf("%d kills", cut)
		must(t, db, "jobs", "run", "-q") // the add leaves the groups to the workers, while there are some
		complete(t, db, want)
		whole++
	}
	t.Logf("%d kills; %d ledgers were complete in spite of them", cut, whole)
}

// disturb adds with three workers and kills them in turn, up to so many times,
// until an add has said that all is done.
func disturb(t *testing.T, rng *rand.Rand, db, input string, takes time.Duration, kills int) (cut int) {
	commands := [][]string{{"add", "-q", input}, {"worker", "-q"}, {"worker", "-q"}, {"worker", "-q"}}
	running := make([]*exec.Cmd, len(commands))
	defer func() {
		for _, cmd := range running[1:] {
			kill(cmd)
		}
	}()
	start := func(i int) {
		running[i] = itself(t, db, commands[i]...)
		if err := running[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	for i := range commands {
		start(i)
	}
	for cut < kills {
		time.Sleep(time.Duration(rng.Float64() * float64(takes) / 16))
		i := rng.IntN(len(commands))
		if !kill(running[i]) {
			if i > 0 {
				t.Fatal("a worker ended by itself")
			}
			return cut // the add is done
		}
		cut++
		start(i)
	}
	if err := running[0].Wait(); err != nil {
		t.Fatalf("the last add: %v", err)
	}
	return cut
}

// sound checks what can be checked of a ledger that somebody killed a writer of.
func sound(t *testing.T, db string) {
	t.Helper()
	ctx := context.Background()
	if _, err := os.Stat(db); err != nil {
		return // killed before it was made
	}
	l, err := sqlite.Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := l.Check(ctx); err != nil {
		t.Fatal(err)
	}
	for d, err := range l.Documents(ctx, query.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if d.Revision != 1 {
			t.Fatalf("%s has %d revisions", d.Given, d.Revision)
		}
	}
}

// rows are all documents, claims, figures and groups as the program prints them,
// but for the moments at which they were added.
func rows(t *testing.T, db string) string {
	t.Helper()
	var all strings.Builder
	for _, list := range []string{"documents", "claims", "figures"} {
		out, err := itself(t, db, list, "--csv").Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(out), "\n") {
			cells := strings.Split(line, ",")
			if list == "documents" && len(cells) > 11 {
				cells[9], cells[10] = "", "" // added, changed
			}
			all.WriteString(strings.Join(cells, ",") + "\n")
		}
	}
	for _, groups := range []string{"events", "origins", "families"} {
		all.WriteString(must(t, db, groups, "--json"))
	}
	return all.String()
}

// TestInterrupt: Ctrl-C ends an add after the batch in hand, and says what is
// safe.
func TestInterrupt(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program on a long input")
	}
	dir := t.TempDir()
	input := filepath.Join(dir, "articles.jsonl")
	articles(t, input, 20000)
	db := filepath.Join(dir, "ledger.db")
	cmd := itself(t, db, "add", input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond)
	began := time.Now()
	cmd.Process.Signal(syscall.SIGINT)
	if err := cmd.Wait(); err == nil {
		t.Fatalf("it was done before it was interrupted: %s", stdout.String())
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it ended %v after the interrupt", took)
	}
	if code := cmd.ProcessState.ExitCode(); code != exitSome {
		t.Errorf("exit status %d", code)
	}
	if !strings.Contains(stderr.String(), "stopped; what is counted above is safe") {
		t.Errorf("it says %q", stderr.String())
	}
	sound(t, db)
	l, err := sqlite.Open(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	n, err := l.Totals(context.Background(), query.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var said int
	if _, err := fmt.Sscanf(strings.ReplaceAll(stdout.String(), ",", ""), "added %d documents", &said); err != nil || said != n.Documents {
		t.Errorf("it says %q, and %d documents are there", stdout.String(), n.Documents)
	}
}
