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

	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/lab/world"
	"sayso/internal/out/plot"
)

// BenchmarkGrow adds invented documents to a ledger, one of fifty in a transaction
// of its own, and says how long grouping that one takes as the ledger grows. The
// size is SAYSO_GROW, 2,000 where it is not set.
func BenchmarkGrow(b *testing.B) {
	size := 2000
	if n, err := strconv.Atoi(os.Getenv("SAYSO_GROW")); err == nil {
		size = n
	}
	for b.Loop() {
		grow(b, size)
	}
}

func grow(b *testing.B, size int) {
	l, err := sqlite.OpenOrCreate(b.Context(), filepath.Join(b.TempDir(), "world.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	w := world.New(1, 400, 100)
	const batch = 50
	var grouping, adding time.Duration
	var single, work []time.Duration // by the clock, and of the processor
	began, last := time.Now(), 0
	for n := 0; n < size; n += batch {
		entries := make([]ledger.Entry, batch)
		for i := range entries {
			entries[i] = w.Next()
		}
		// All but one are grouped together, as adding does; the last by itself, as when
		// a single page comes in.
		for _, part := range [][]ledger.Entry{entries[1:], entries[:1]} {
			if err := l.InTx(b.Context(), func(tx ledger.Tx) error {
				t := time.Now()
				out, err := tx.Add(part)
				if err != nil {
					return err
				}
				adding += time.Since(t)
				var ids []ledger.ID
				for _, o := range out {
					ids = append(ids, o.Document)
				}
				t = time.Now()
				before := cpu()
				if err := judge.Documents(tx, world.First, ids...); err != nil {
					return err
				}
				grouping += time.Since(t)
				if len(ids) == 1 {
					single = append(single, time.Since(t))
					work = append(work, cpu()-before)
				}
				return nil
			}); err != nil {
				b.Fatal(err)
			}
		}
		if done := n + batch; done >= last*4/3 || done == size {
			slices.Sort(single)
			slices.Sort(work)
			curve(b, done, single, work)
			b.Logf("%d documents, median %.2f ms, p95 %.2f ms, all of grouping %.2f ms, adding %.2f ms, %.0f s", done, ms(single[len(single)/2]), ms(single[len(single)*95/100]), ms(grouping)/float64(done), ms(adding)/float64(done), time.Since(began).Seconds())
			last, single, work = max(done, 500), nil, nil
		}
	}
	b.ReportMetric(ms(grouping)/float64(size), "ms/document")
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

// curve appends a point to the file that SAYSO_CURVE names: documents, median and
// 95th of a hundred in milliseconds by the clock, the same of the processor's
// time, megabytes of the heap and of the whole program at its largest.
func curve(b *testing.B, done int, clock, work []time.Duration) {
	name := os.Getenv("SAYSO_CURVE")
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	if info, err := f.Stat(); err == nil && info.Size() == 0 {
		fmt.Fprintln(f, "documents,clock_ms,clock_p95_ms,cpu_ms,cpu_p95_ms,heap_mb,largest_mb")
	}
	fmt.Fprintf(f, "%d,%.2f,%.2f,%.2f,%.2f,%.0f,%.0f\n", done, ms(clock[len(clock)/2]), ms(clock[len(clock)*95/100]), ms(work[len(work)/2]), ms(work[len(work)*95/100]), float64(m.HeapInuse)/1e6, float64(u.Maxrss)/1e3)
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
	for _, row := range rows[1:] {
		var n int64
		var c, w float64
		if _, err := fmt.Sscan(row[0]+" "+row[1]+" "+row[3], &n, &c, &w); err != nil {
			t.Fatalf("%s: %v: %v", name, row, err)
		}
		if n < 500 { // of one document
			continue
		}
		clock.X, clock.Y = append(clock.X, n), append(clock.Y, c)
		work.X, work.Y = append(work.X, n), append(work.Y, w)
	}
	svg := plot.Curve("Grouping one document, as the ledger grows", "documents in the ledger", "milliseconds", []plot.Line{clock, work, logarithm(work)})
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
