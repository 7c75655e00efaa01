package reader_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"testing"

	"sayso"
	"sayso/internal/out/export"
	"sayso/reader"
)

// readAll reads the articles in the given order with a number of goroutines and
// returns their lines in the articles' own order.
func readAll(t *testing.T, all []sayso.Input, order []int, workers int) []string {
	t.Helper()
	lines := make([]string, len(all))
	next := make(chan int)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := range next {
				var b bytes.Buffer
				doc, r, err := reader.Read(all[i])
				if err == nil {
					err = export.WriteReading(&b, doc, r, export.Options{Body: true})
				}
				if err != nil {
					t.Errorf("%s: %v", all[i].ID, err)
				}
				lines[i] = b.String()
			}
		})
	}
	for _, i := range order {
		next <- i
	}
	close(next)
	wait.Wait()
	return lines
}

// TestDeterminism: same bytes in, same claims out, byte for byte: whatever the
// order, the number of cores, and the process with its own hash seeds.
func TestDeterminism(t *testing.T) {
	all := articles(t)
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	const child = "SAYSO_DETERMINISM_CHILD"
	want := readAll(t, all, order, 1)
	if os.Getenv(child) != "" {
		fmt.Print("READINGS\n", want, "\nEND\n")
		return
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	random := rand.New(rand.NewPCG(1, 2))
	for _, cores := range []int{1, 8} {
		runtime.GOMAXPROCS(cores)
		for round := range 3 {
			random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			for i, line := range readAll(t, all, order, cores) {
				if line != want[i] {
					t.Fatalf("%d cores, round %d: %s is read as\n%s\nand as\n%s", cores, round, all[i].ID, want[i], line)
				}
			}
		}
	}
	again := exec.Command(os.Args[0], "-test.run=^TestDeterminism$")
	again.Env = append(os.Environ(), child+"=1")
	out, err := again.Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(out, []byte(fmt.Sprint("READINGS\n", want, "\nEND\n"))) {
		t.Errorf("another process reads otherwise")
	}
}

// TestReadingsHold: what a reading must be whatever the text: spans in the text
// and on rune borders, in order, ids that lead somewhere.
func TestReadingsHold(t *testing.T) {
	for _, in := range articles(t) {
		doc, r, err := reader.Read(in)
		if err != nil {
			t.Errorf("%s: %v", in.ID, err)
			continue
		}
		if err := check(doc, r); err != nil {
			t.Errorf("%s: %v", in.ID, err)
		}
	}
}
