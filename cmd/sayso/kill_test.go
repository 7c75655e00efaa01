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
	link := filepath.Join(filepath.Dir(db), "sayso")
	if _, err := os.Lstat(link); err != nil {
		if err := os.Symlink(self, link); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(link, args...)
	cmd.Env = append(os.Environ(), "SAYSO_DB="+db)
	return cmd
}

// articles writes n short articles as JSON Lines.
func articles(t *testing.T, path string, n int) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range n {
		enc.Encode(map[string]string{
			"id": fmt.Sprint("article-", i), "outlet": "Veld Post", "published": "2031-04-02",
			"text": fmt.Sprintf("At least %d people were killed in Tessaly on Monday, the health ministry said.\n\nAnother %d were wounded, a doctor told the agency.\n\nIt was report number %d of the day.\n", 2+i%50, 3+i%70, i),
		})
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestKill: an add that is killed at any moment leaves a sound ledger of whole
// documents, and the same add again completes it.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills the program many times")
	}
	const n, kills = 2000, 20
	dir := t.TempDir()
	input := filepath.Join(dir, "articles.jsonl")
	articles(t, input, n)

	undisturbed := filepath.Join(dir, "whole.db")
	began := time.Now()
	if out, err := itself(t, undisturbed, "add", input).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	takes := time.Since(began)
	want := rows(t, undisturbed)

	rng := rand.New(rand.NewPCG(20310402, 1))
	killed := filepath.Join(dir, "killed.db")
	cut := 0
	for range kills {
		cmd := itself(t, killed, "add", input)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Early in the run most often, while there is still something to do.
		time.Sleep(time.Duration(rng.Float64() * rng.Float64() * float64(takes)))
		cmd.Process.Kill()
		err := cmd.Wait()
		if err != nil {
			cut++
		}
		sound(t, killed)
		if err == nil { // all is in it: there is nothing left to be cut
			for _, name := range []string{killed, killed + "-wal", killed + "-shm"} {
				os.Remove(name)
			}
		}
	}
	if cut < kills/4 {
		t.Errorf("%d of %d runs were killed before they ended: the test tests little", cut, kills)
	}
	out, err := itself(t, killed, "add", input).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got := rows(t, killed); got != want {
		t.Errorf("after %d kills and one whole run the lists differ: %d bytes, want %d", cut, len(got), len(want))
	}
	t.Logf("%d of %d runs were cut; the last said: %s", cut, kills, out)
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

// rows are all documents and figures as the program prints them, but for the
// moments at which they were added.
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
