// Package stream runs many documents through a stage at once and hands the
// results on in the order in which the documents came. However long the input,
// only a window of it is in memory.
package stream

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// Options of Map. The zero Options are sensible.
type Options struct {
	Workers int // how many at once; 0 = one a processor
	Items   int // in flight at most, until their results are taken; 0 = 16 a worker
	Bytes   int // the sizes of those in flight, summed; 0 = 64 MB. A larger one goes alone
	// Idle is called before the taker has to wait for the next result: the time
	// to flush what was written.
	Idle func()
}

// Map calls work on the items of in, several at a time, and yields the results
// in the order of in. size is an item's weight against Options.Bytes.
//
// The input is read by a goroutine of Map's own. Where the taker stops early, Map
// waits for the work that has begun and for the input's next item. Where the
// context ends it stops at once, and an input that is stuck in a read (a
// terminal, a pipe that nobody feeds) is left to end by itself.
func Map[In, Out any](ctx context.Context, in iter.Seq[In], size func(In) int, work func(In) Out, opt Options) iter.Seq[Out] {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.Items <= 0 {
		opt.Items = 16 * opt.Workers
	}
	if opt.Bytes <= 0 {
		opt.Bytes = 64 << 20
	}
	return func(yield func(Out) bool) {
		ctx, cancel := context.WithCancel(ctx)
		m := &pool[In, Out]{
			order: make(chan *job[In, Out], opt.Items), queue: make(chan *job[In, Out], opt.Items),
			window: window{items: opt.Items, bytes: opt.Bytes},
		}
		m.window.changed = sync.NewCond(&m.window.mu)
		stop := context.AfterFunc(ctx, m.window.shut)
		defer stop()
		var reader, workers sync.WaitGroup
		reader.Go(func() { m.read(ctx, in, size) })
		for range opt.Workers {
			workers.Go(func() { m.work(ctx, work) })
		}
		early := m.take(ctx, yield, opt.Idle)
		stopped := ctx.Err() != nil
		cancel()
		if early || !stopped {
			reader.Wait()
			workers.Wait()
		}
	}
}

type job[In, Out any] struct {
	in   In
	size int
	out  Out
	done chan struct{}
}

type pool[In, Out any] struct {
	order  chan *job[In, Out] // as they came
	queue  chan *job[In, Out] // to be worked on
	window window
}

// read brings the items in as far as the window lets it.
func (m *pool[In, Out]) read(ctx context.Context, in iter.Seq[In], size func(In) int) {
	defer close(m.order)
	defer close(m.queue)
	for item := range in {
		j := &job[In, Out]{in: item, size: size(item), done: make(chan struct{})}
		if !m.window.enter(j.size) || ctx.Err() != nil {
			return
		}
		// Neither blocks: the window is as wide as the channels are long.
		m.order <- j
		m.queue <- j
	}
}

func (m *pool[In, Out]) work(ctx context.Context, work func(In) Out) {
	for j := range m.queue {
		if ctx.Err() != nil {
			continue
		}
		j.out = work(j.in)
		var none In
		j.in = none
		close(j.done)
	}
}

// take yields the results in order. It reports whether the taker had enough.
func (m *pool[In, Out]) take(ctx context.Context, yield func(Out) bool, idle func()) bool {
	if idle == nil {
		idle = func() {}
	}
	for {
		var j *job[In, Out]
		var more bool
		select {
		case j, more = <-m.order:
		default:
			idle()
			select {
			case j, more = <-m.order:
			case <-ctx.Done():
				return false
			}
		}
		if !more {
			return false
		}
		select {
		case <-j.done:
		default:
			idle()
			select {
			case <-j.done:
			case <-ctx.Done():
				return false
			}
		}
		if ctx.Err() != nil {
			return false
		}
		if !yield(j.out) {
			return true
		}
		m.window.leave(j.size)
	}
}

// window bounds what is in flight.
type window struct {
	mu           sync.Mutex
	changed      *sync.Cond
	items, bytes int // room left
	inside       int
	closed       bool
}

// enter waits for room; false once the window is shut. What is larger than the
// whole window enters when it is empty.
func (w *window) enter(size int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for !w.closed && w.inside > 0 && (w.items < 1 || w.bytes < size) {
		w.changed.Wait()
	}
	if w.closed {
		return false
	}
	w.items--
	w.bytes -= size
	w.inside++
	return true
}

func (w *window) leave(size int) {
	w.mu.Lock()
	w.items++
	w.bytes += size
	w.inside--
	w.mu.Unlock()
	w.changed.Signal()
}

func (w *window) shut() {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.changed.Broadcast()
}
