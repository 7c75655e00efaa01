package stream

import (
	"context"
	"iter"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func one(int) int { return 1 }

func TestOrder(t *testing.T) {
	want := 0
	slow := func(i int) int {
		if rand.IntN(20) == 0 {
			time.Sleep(time.Millisecond)
		}
		return i * i
	}
	for got := range Map(context.Background(), count(3000), one, slow, Options{Workers: 7, Items: 20}) {
		if got != want*want {
			t.Fatalf("result %d is %d", want, got)
		}
		want++
	}
	if want != 3000 {
		t.Fatalf("%d results", want)
	}
}

func TestEmpty(t *testing.T) {
	for range Map(context.Background(), count(0), one, one, Options{}) {
		t.Fatal("a result of nothing")
	}
}

// TestWindow: what is in flight stays under both bounds, and an item above the
// bound still comes through, alone.
func TestWindow(t *testing.T) {
	var items, bytes, most, mostBytes atomic.Int64
	size := func(i int) int { return 1 + i%40 }
	in := func(yield func(int) bool) {
		for i := range 2000 {
			if !yield(i) {
				return
			}
		}
	}
	work := func(i int) int {
		n, b := items.Add(1), bytes.Add(int64(size(i)))
		most.Store(max(most.Load(), n))
		if n > 1 {
			mostBytes.Store(max(mostBytes.Load(), b))
		}
		time.Sleep(10 * time.Microsecond)
		return i
	}
	for i := range Map(context.Background(), in, size, work, Options{Workers: 8, Items: 5, Bytes: 30}) {
		items.Add(-1)
		bytes.Add(-int64(size(i)))
	}
	if most.Load() > 5 || mostBytes.Load() > 30 {
		t.Errorf("%d items, %d bytes in flight", most.Load(), mostBytes.Load())
	}
}

func TestTakerStops(t *testing.T) {
	n := 0
	for range Map(context.Background(), count(1<<30), one, one, Options{}) {
		if n++; n == 100 {
			break
		}
	}
}

func TestContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	for range Map(ctx, count(1<<30), one, one, Options{}) {
		if n++; n == 100 {
			cancel()
		}
	}
	if n != 100 {
		t.Errorf("%d results, the last after the end", n)
	}
}

// TestStuckInput: the context ends the taking although the input is stuck.
func TestStuckInput(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stuck := make(chan int)
	in := func(yield func(int) bool) {
		yield(1)
		<-stuck
	}
	n := 0
	for range Map(ctx, in, one, one, Options{}) {
		n++
		time.AfterFunc(10*time.Millisecond, cancel)
	}
	if n != 1 {
		t.Errorf("%d results", n)
	}
	close(stuck)
}

// TestIdle: before the taker waits it is told so, or a pipe's reader would not
// see what is ready.
func TestIdle(t *testing.T) {
	next := make(chan int)
	in := func(yield func(int) bool) {
		for i := range next {
			if !yield(i) {
				return
			}
		}
	}
	flushed := make(chan int)
	unflushed := 0
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range Map(context.Background(), in, one, one, Options{Workers: 2, Idle: func() {
			if unflushed > 0 {
				flushed <- unflushed
				unflushed = 0
			}
		}}) {
			unflushed++
		}
	}()
	for i := range 5 {
		next <- i
		if n := <-flushed; n != 1 {
			t.Fatalf("%d flushed", n)
		}
	}
	close(next)
	<-done
}

func BenchmarkMap(b *testing.B) {
	n := 0
	for range Map(context.Background(), count(b.N), one, one, Options{}) {
		n++
	}
	if n != b.N {
		b.Fatal(n)
	}
}
