//go:build unix

package judge_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/keep/query"
	"sayso/internal/lab/world"
	"sayso/internal/out/plot"
	"sayso/reader"
)

// BenchmarkGrow adds invented documents to a ledger, one of fifty (of ten, as long as
// there are few) in a transaction of its own, and says how long that one takes as the ledger grows. The size is
// SAYSO_GROW, 2,000 where it is not set. So many documents come each day, so that a
// ledger of twice as many spans twice as long; with SAYSO_WORLD=dense all are of the
// same hundred weeks. With SAYSO_LEDGER the ledger is kept at that path, and one
// that is there is gone on with.
func BenchmarkGrow(b *testing.B) {
	size := 2000
	if n, err := strconv.Atoi(os.Getenv("SAYSO_GROW")); err == nil {
		size = n
	}
	for b.Loop() {
		grow(b, size)
	}
}

// daily is how many documents of the steady world come each day: as many as the
// dense one has a day when there are 100,000.
const daily = 143

func grow(b *testing.B, size int) {
	path := os.Getenv("SAYSO_LEDGER")
	if path == "" {
		path = filepath.Join(b.TempDir(), "world.db")
	}
	l, err := sqlite.OpenOrCreate(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	w := world.Steady(1, 400, daily)
	if os.Getenv("SAYSO_WORLD") == "dense" {
		w = world.New(1, 400, 100)
	}
	have, err := l.Totals(b.Context(), query.Filter{}, ledger.DocumentList)
	if err != nil {
		b.Fatal(err)
	}
	for range have.Documents {
		w.Next()
	}
	if _, _, err := reader.Read(sayso.Input{ID: "first", Bytes: []byte("Two people died.")}); err != nil { // loads what is learned
		b.Fatal(err)
	}
	var p point
	last := have.Documents
	for n := have.Documents; n < size; {
		batch := 50
		if n < 4000 {
			batch = 10 // there must be enough of those by themselves
		}
		entries := make([]ledger.Entry, batch)
		for i := range entries {
			entries[i] = w.Next()
		}
		// All but one are grouped together, as adding does; the last by itself, as when
		// a single page comes in.
		if err := l.InTx(b.Context(), func(tx ledger.Tx) error {
			_, _, err := p.add(tx, entries[1:])
			return err
		}); err != nil {
			b.Fatal(err)
		}
		p.alone(b, l, entries[0])
		if n += batch; n >= last*4/3 && n-last >= 300 || n == size {
			p.documents = n
			p.write(b, path)
			last, p = n, point{}
		}
	}
}

// point is what documents took since the last point.
type point struct {
	documents         int
	clock, work       series // of grouping one by itself, by the clock and of the processor
	reading, whole    series // of the processor: reading it; and storing, grouping and writing it to the disk
	together, storing time.Duration
	n                 int
	looked            counts // of those by themselves
}

type series []time.Duration

// of is what so many of a hundred stay below, in milliseconds.
func (s series) of(hundred int) float64 {
	if len(s) == 0 {
		return 0
	}
	s = slices.Sorted(slices.Values(s))
	return ms(s[min(len(s)-1, len(s)*hundred/100)])
}

// add stores entries and groups them, and tells what grouping took.
func (p *point) add(tx ledger.Tx, entries []ledger.Entry) (clock, work time.Duration, err error) {
	t := time.Now()
	out, err := tx.Add(entries)
	if err != nil {
		return 0, 0, err
	}
	p.storing += time.Since(t)
	var ids []ledger.ID
	for _, o := range out {
		ids = append(ids, o.Document)
	}
	p.n += len(ids)
	t = time.Now()
	before := cpu()
	err = judge.Documents(tx, world.First, ids...)
	clock, work = time.Since(t), cpu()-before
	p.together += clock
	return clock, work, err
}

// alone reads, stores and groups a document in a transaction of its own.
func (p *point) alone(b *testing.B, l ledger.Ledger, e ledger.Entry) {
	before := cpu()
	if _, _, err := reader.Read(e.Input); err != nil {
		b.Fatal(err)
	}
	p.reading = append(p.reading, cpu()-before)
	before = cpu()
	if err := l.InTx(b.Context(), func(tx ledger.Tx) error {
		clock, work, err := p.add(counting{tx, &p.looked}, []ledger.Entry{e})
		p.clock, p.work = append(p.clock, clock), append(p.work, work)
		return err
	}); err != nil {
		b.Fatal(err)
	}
	p.whole = append(p.whole, cpu()-before)
}

// counting counts what grouping looks at.
type counting struct {
	ledger.Tx
	n *counts
}

type counts struct{ lists, entries, documents, pairs, states int }

func (c counting) Shelf() group.Shelf { return countingShelf{c.Tx.Shelf(), c.n} }

type countingShelf struct {
	group.Shelf
	n *counts
}

func (c countingShelf) Around(files []group.File, node string, n int) ([]group.Near, error) {
	out, err := c.Shelf.Around(files, node, n)
	c.n.lists += len(files)
	for _, near := range out {
		c.n.entries += len(near.Before) + len(near.After)
	}
	return out, err
}

func (c countingShelf) Documents(ids []string, texts bool) ([]*group.Document, error) {
	c.n.documents += len(ids)
	return c.Shelf.Documents(ids, texts)
}

func (c countingShelf) Pair(l group.Level, a, b string, score float64) error {
	c.n.pairs++
	return c.Shelf.Pair(l, a, b, score)
}

func (c countingShelf) State(l group.Level, node string) (*group.State, error) {
	c.n.states++
	return c.Shelf.State(l, node)
}

// cpu is the processor's time that the program took so far; on a machine that does
// other things it says more than the clock.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// columns are those of the file that SAYSO_CURVE names: of one document's grouping
// the median and 95th of a hundred in milliseconds, by the clock and of the
// processor; the median of reading it, and of storing and grouping it to the disk;
// of those grouped together, the mean of each; what one looked at, in the mean: lists,
// entries found in them, documents, pairs that are alike, states; megabytes of the
// heap, of the whole program at its largest, and of the file.
const columns = "documents,clock_ms,clock_p95_ms,cpu_ms,cpu_p95_ms,reading_cpu_ms,whole_cpu_ms,grouped_together_ms,stored_together_ms,lists,entries,brought,alike,states,heap_mb,largest_mb,file_mb"

func (p *point) row(path string) string {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	var file int64
	if info, err := os.Stat(path); err == nil {
		file = info.Size()
	}
	mean := func(n int) float64 { return float64(n) / float64(len(p.work)) }
	return fmt.Sprintf("%d,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.1f,%.1f,%.1f,%.1f,%.1f,%.0f,%.0f,%.0f", p.documents, p.clock.of(50), p.clock.of(95), p.work.of(50), p.work.of(95),
		p.reading.of(50), p.whole.of(50), ms(p.together)/float64(p.n), ms(p.storing)/float64(p.n),
		mean(p.looked.lists), mean(p.looked.entries), mean(p.looked.documents), mean(p.looked.pairs), mean(p.looked.states),
		float64(m.HeapInuse)/1e6, float64(u.Maxrss)/1e3, float64(file)/1e6)
}

// write appends the point to the file that SAYSO_CURVE names.
func (p *point) write(b *testing.B, path string) {
	row := p.row(path)
	b.Logf("%s\n%s", columns, row)
	name := os.Getenv("SAYSO_CURVE")
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() == 0 {
		fmt.Fprintln(f, columns)
	}
	fmt.Fprintln(f, row)
}

// TestCurve draws the curve of the file that SAYSO_CURVE names as an SVG beside it,
// with the line by the logarithm that lies nearest.
func TestCurve(t *testing.T) {
	name := os.Getenv("SAYSO_CURVE")
	if name == "" {
		t.Skip("SAYSO_CURVE names no curve")
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	clock := plot.Line{Name: "by the clock, median"}
	work := plot.Line{Name: "of the processor, median"}
	whole := plot.Line{Name: "of the processor, read and stored as well, to the disk"}
	for _, row := range rows[1:] {
		var n int64
		var c, w, r, all float64
		if _, err := fmt.Sscan(row[0]+" "+row[1]+" "+row[3]+" "+row[5]+" "+row[6], &n, &c, &w, &r, &all); err != nil {
			t.Fatalf("%s: %v: %v", name, row, err)
		}
		if n < 500 { // of one document
			continue
		}
		clock.X, clock.Y = append(clock.X, n), append(clock.Y, c)
		work.X, work.Y = append(work.X, n), append(work.Y, w)
		whole.X, whole.Y = append(whole.X, n), append(whole.Y, r+all)
	}
	svg := plot.Curve("Grouping one document, as the ledger grows", "documents in the ledger", "milliseconds", []plot.Line{clock, work, logarithm(work), whole})
	if err := os.WriteFile(strings.TrimSuffix(name, ".csv")+".svg", svg, 0o644); err != nil {
		t.Fatal(err)
	}
}

// logarithm is the line a + b log n through points by least squares.
func logarithm(l plot.Line) plot.Line {
	var n, x, y, xx, xy float64
	for i := range l.X {
		v := math.Log(float64(l.X[i]))
		n, x, y, xx, xy = n+1, x+v, y+l.Y[i], xx+v*v, xy+v*l.Y[i]
	}
	b := (n*xy - x*y) / (n*xx - x*x)
	a := (y - b*x) / n
	out := plot.Line{Name: fmt.Sprintf("of the processor, fitted: %.1f %+.1f × log₁₀ documents", a, b*math.Ln10), Fitted: true}
	for _, v := range l.X {
		out.X, out.Y = append(out.X, v), append(out.Y, a+b*math.Log(float64(v)))
	}
	return out
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
