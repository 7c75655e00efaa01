package jobs

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/postgres"
	"sayso/internal/keep/ledger/postgrestest"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/keep/query"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// onBoth runs a test on both engines.
func onBoth(t *testing.T, test func(*testing.T, func() Ledger)) {
	open := func(t *testing.T, open func() (Ledger, error)) func() Ledger {
		return func() Ledger {
			t.Helper()
			l, err := open()
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { l.Close() })
			return l
		}
	}
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "ledger.db")
		test(t, open(t, func() (Ledger, error) { return sqlite.OpenOrCreate(context.Background(), path) }))
	})
	t.Run("postgres", func(t *testing.T) {
		if testing.Short() {
			t.Skip("starts a server")
		}
		url := postgrestest.URL(t)
		test(t, open(t, func() (Ledger, error) { return postgres.OpenOrCreate(context.Background(), url) }))
	})
}

// reader fails at what the text says it fails at, and for as long as it says.
type reader struct {
	mu   sync.Mutex
	seen map[string]int
	now  map[string]bool // no longer fails
	read []string
}

func (r *reader) Read(in sayso.Input) (*sayso.Document, *sayso.Reading, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen == nil {
		r.seen = map[string]int{}
	}
	r.seen[in.ID]++
	text := string(in.Bytes)
	switch {
	case r.now[in.ID]:
	case strings.Contains(text, "poison"):
		panic("poison")
	case strings.Contains(text, "binary"):
		return nil, nil, fmt.Errorf("%s: %w: not a text", in.Place, sayso.ErrInvalid)
	}
	r.read = append(r.read, in.ID)
	doc := &sayso.Document{ID: in.ID, Meta: in.Meta, Text: text, Blocks: []sayso.Block{{Span: sayso.Span{End: len(text)}, Joins: -1}}}
	return doc, &sayso.Reading{Reader: "reader 1"}, nil
}

// groups is a grouper that fails at documents of a name.
type groups struct {
	mu      sync.Mutex
	grouped map[ledger.ID]int
	poison  ledger.ID
}

func (g *groups) Group(_ context.Context, _ ledger.Tx, documents []ledger.ID) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if slices.Contains(documents, g.poison) {
		return errors.New("no group for it")
	}
	for _, d := range documents {
		g.grouped[d]++
	}
	return nil
}

func arrival(id, text string) ledger.Arrival {
	return ledger.Arrival{Input: sayso.Input{ID: id, Place: "week.jsonl:" + id, Bytes: []byte(text)}, Time: time.Now().UTC(), Tool: "sayso test"}
}

func arrivals(n int) (out []ledger.Arrival) {
	for i := range n {
		out = append(out, arrival(fmt.Sprint("n", i), fmt.Sprint("Text number ", i)))
	}
	return out
}

func open1(t *testing.T, c Config) *Queue {
	t.Helper()
	q, err := Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func arrive(t *testing.T, q *Queue, a ...ledger.Arrival) {
	t.Helper()
	if _, err := q.Arrive(context.Background(), a); err != nil {
		t.Fatal(err)
	}
}

// work does what is due.
func work(t *testing.T, q *Queue) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := q.Start(ctx); err != nil {
		t.Fatal(err)
	}
	if err := q.Drain(ctx); err != nil {
		t.Error(err)
	}
	if err := q.Stop(ctx); err != nil {
		t.Fatal(err)
	}
}

func documents(t *testing.T, l Ledger) (ids []string) {
	t.Helper()
	for d, err := range l.Documents(context.Background(), query.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, d.Given)
	}
	slices.Sort(ids)
	return ids
}

func list(t *testing.T, q *Queue) (Counts, []Letter) {
	t.Helper()
	counts, letters, err := q.List(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return counts, letters
}

// TestPoison: what fails goes on alone; the rest is read and grouped at once.
func TestPoison(t *testing.T) {
	saved := backoff
	backoff = []time.Duration{time.Hour} // a slow machine would come to the second attempt
	defer func() { backoff = saved }()
	onBoth(t, func(t *testing.T, open func() Ledger) {
		l := open()
		r, g := &reader{}, &groups{grouped: map[ledger.ID]int{}}
		var mu sync.Mutex
		failed := map[string]int{}
		q := open1(t, Config{Ledger: l, Read: r.Read, Group: g, Failed: func(a *ledger.Arrival, err error) {
			mu.Lock()
			defer mu.Unlock()
			failed[a.Input.ID]++
		}})
		batch := append(arrivals(20), arrival("p", "poison"), arrival("b", "binary"))
		slices.Reverse(batch)
		arrive(t, q, batch...)
		if counts, _ := list(t, q); counts[StageRead][Ready] != 22 {
			t.Errorf("before: %v", counts)
		}
		work(t, q)
		if n := len(documents(t, l)); n != 20 || len(g.grouped) != 20 {
			t.Errorf("%d documents, %d grouped", n, len(g.grouped))
		}
		if failed["p"] != 1 || failed["b"] != 1 {
			t.Errorf("told of %v", failed)
		}
		counts, letters := list(t, q)
		if counts[StageRead][Again] != 1 || counts[StageRead][Dead] != 1 || counts[StageRead][Ready] != 0 || len(letters) != 2 {
			t.Fatalf("after: %v %+v", counts, letters)
		}
		for _, letter := range letters {
			switch letter.Name {
			case "week.jsonl:p":
				if letter.State != Again || letter.Due.Before(time.Now().Add(-time.Minute)) || !strings.Contains(letter.Error, "a fault in sayso: poison") {
					t.Errorf("%+v", letter)
				}
			case "week.jsonl:b":
				if letter.State != Dead || letter.Error != "invalid: not a text" || letter.Attempts != 1 {
					t.Errorf("%+v", letter)
				}
			default:
				t.Errorf("%+v", letter)
			}
		}
	})
}

// TestDeadLetters: what fails as often as may be is a dead letter; it is kept,
// read when it is retried and can be read, and given up when it is dropped.
func TestDeadLetters(t *testing.T) {
	saved := backoff
	backoff = []time.Duration{time.Millisecond}
	defer func() { backoff = saved }()
	onBoth(t, func(t *testing.T, open func() Ledger) {
		l := open()
		r := &reader{now: map[string]bool{}}
		q := open1(t, Config{Ledger: l, Read: r.Read})
		arrive(t, q, arrival("p", "poison"), arrival("o", "poison too"))
		for range tries + 2 {
			work(t, open1(t, q.Config))
			time.Sleep(5 * time.Millisecond)
		}
		counts, letters := list(t, q)
		if counts[StageRead][Dead] != 2 || len(letters) != 2 || letters[0].Attempts != tries || r.seen["p"] != tries+1 {
			t.Fatalf("%v %+v, read %d times", counts, letters, r.seen["p"])
		}
		r.now["p"] = true
		if _, err := q.Retry(context.Background(), letters[0].ID, 4711); !errors.Is(err, sayso.ErrNotFound) {
			t.Error(err)
		}
		if n, err := q.Retry(context.Background(), letters[0].ID); n != 1 || err != nil {
			t.Error(n, err)
		}
		work(t, open1(t, q.Config))
		if got := documents(t, l); !slices.Equal(got, []string{"p"}) {
			t.Errorf("%v are there", got)
		}
		if n, err := q.Drop(context.Background()); n != 1 || err != nil {
			t.Error(n, err)
		}
		counts, letters = list(t, q)
		waiting, err := l.Waiting(context.Background(), nil)
		if len(letters) != 0 || counts[StageRead][Dead] != 0 || len(waiting) != 0 || err != nil {
			t.Errorf("%v %v %v %v", counts, letters, waiting, err)
		}
		if b, err := l.Capture(context.Background(), ledger.Sum([]byte("poison too"))); err != nil || string(b) != "poison too" {
			t.Errorf("what was dropped is lost: %q, %v", b, err)
		}
	})
}

// TestDeadLettersStay: what clears away the jobs that are done leaves dead letters
// alone, and one whose job was lost all the same is tried again and named again.
func TestDeadLettersStay(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() Ledger) {
		ctx, l := t.Context(), open()
		q := open1(t, Config{Ledger: l, Read: (&reader{}).Read})
		arrive(t, q, arrival("a", "Text"))
		work(t, q)
		arrive(t, q, arrival("b", "binary"))
		work(t, q)
		count := func(where string) (n int) {
			t.Helper()
			if err := l.DB().QueryRowContext(ctx, "SELECT count(*) FROM river_job WHERE "+where).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		exec := func(statement string) {
			t.Helper()
			if _, err := l.DB().ExecContext(ctx, statement); err != nil {
				t.Fatal(err)
			}
		}
		// Both ended long ago: one is of no use, one is for a person.
		exec("UPDATE river_job SET finalized_at = '2021-01-02 03:04:05'")
		if err := q.Start(ctx); err != nil {
			t.Fatal(err)
		}
		for i := 0; count("state = 'completed'") > 0; i++ {
			if i == 600 {
				t.Fatal("what was done long ago is not cleared away")
			}
			time.Sleep(50 * time.Millisecond)
		}
		if err := q.Stop(ctx); err != nil {
			t.Fatal(err)
		}
		if _, letters := list(t, q); len(letters) != 1 || letters[0].State != Dead {
			t.Fatalf("after clearing away: %+v", letters)
		}
		exec("DELETE FROM river_job")
		work(t, q)
		if _, letters := list(t, q); len(letters) != 1 || letters[0].Name != "week.jsonl:b" {
			t.Errorf("after the loss of its job: %+v", letters)
		}
	})
}

// TestGroupsFailSingly: a document that cannot be grouped holds up no other.
func TestGroupsFailSingly(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() Ledger) {
		l := open()
		g := &groups{grouped: map[ledger.ID]int{}}
		r := &reader{}
		in := arrival("n7", "Text number 7")
		doc, _, err := r.Read(in.Input)
		if err != nil {
			t.Fatal(err)
		}
		_, g.poison = ledger.DocumentKey(&ledger.Entry{Input: in.Input, Document: doc})
		q := open1(t, Config{Ledger: l, Read: r.Read, Group: g})
		arrive(t, q, arrivals(20)...)
		work(t, q)
		counts, letters := list(t, q)
		if len(g.grouped) != 19 || counts[StageGroup][Again] != 1 || len(letters) != 1 || letters[0].Document != g.poison || letters[0].Error != "no group for it" || letters[0].Name != "n7" {
			t.Errorf("%d grouped, %v, %+v", len(g.grouped), counts, letters)
		}
	})
}

// TestTwoWorkers: two programs share the work, and nothing is done twice.
func TestTwoWorkers(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() Ledger) {
		const n = 400
		var readers [2]reader
		var queues [2]*Queue
		for i := range queues {
			queues[i] = open1(t, Config{Ledger: open(), Read: readers[i].Read})
		}
		all := arrivals(n)
		for part := range slices.Chunk(all, 10) {
			arrive(t, queues[0], part...)
		}
		var both sync.WaitGroup
		for _, q := range queues {
			both.Go(func() { work(t, q) })
		}
		both.Wait()
		if got := documents(t, queues[0].Ledger); len(got) != n {
			t.Errorf("%d documents", len(got))
		}
		if a, b := len(readers[0].read), len(readers[1].read); a+b != n {
			t.Errorf("%d and %d were read", a, b)
		}
	})
}

// TestStates: the states of one document are stored in the order in which they
// came, however many carry them; another program's jobs are awaited.
func TestStates(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() Ledger) {
		const states, workers = 30, 3
		l := open()
		first := open1(t, Config{Ledger: l})
		for i := range states {
			arrive(t, first, arrival("same", fmt.Sprint("State ", i)), arrival(fmt.Sprint("other", i), "Another"))
		}
		var all sync.WaitGroup
		for range workers {
			q := open1(t, Config{Ledger: open(), Read: (&reader{}).Read})
			all.Go(func() { work(t, q) })
		}
		all.Wait()
		for i := range states {
			r, err := l.Revision(context.Background(), "same", i+1)
			if err != nil || r.Text.Text != fmt.Sprint("State ", i) {
				t.Fatalf("revision %d is %+v, %v", i+1, r, err)
			}
		}
	})
}

// TestRescue: what a killed program was at is done by the next one, as if it had
// never been begun.
func TestRescue(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() Ledger) {
		l := open()
		r := &reader{}
		q := open1(t, Config{Ledger: l, Read: r.Read})
		arrive(t, q, arrivals(5)...)
		arrive(t, q, arrival("alone", "Alone"))
		// A program of another machine took both and was heard of an hour ago.
		db := l.DB()
		by := `["gone"]`
		if l.Dialect().Name == "postgres" {
			by = `{gone}`
		}
		for _, s := range []string{
			"UPDATE river_job SET state = 'running', attempt = 1, attempted_at = created_at, attempted_by = '" + by + "'",
			"INSERT INTO workers (id, host, pid, beat) VALUES ('gone', 'another machine', 1, '" + stamp(time.Now().Add(-time.Hour)) + "')",
		} {
			if _, err := db.Exec(s); err != nil {
				t.Fatal(err)
			}
		}
		work(t, q)
		if got := documents(t, l); len(got) != 6 {
			t.Errorf("%v are there", got)
		}
		var left int
		if err := db.QueryRow("SELECT count(*) FROM workers").Scan(&left); err != nil || left != 0 {
			t.Errorf("%d programs are said to work, %v", left, err)
		}
	})
}

// TestKiller: a document at which program after program dies becomes a dead
// letter, and one whose job was lost gets another.
func TestKiller(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() Ledger) {
		l := open()
		r := &reader{}
		q := open1(t, Config{Ledger: l, Read: r.Read})
		arrive(t, q, arrival("killer", "Killer"))
		for range maxKills {
			if _, err := l.DB().Exec("UPDATE river_job SET state = 'running', attempt = attempt + 1, attempted_at = created_at"); err != nil {
				t.Fatal(err)
			}
			if err := q.rescue(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		_, letters := list(t, q)
		if len(letters) != 1 || letters[0].State != Dead || !strings.Contains(letters[0].Error, "was killed 20 times") {
			t.Fatalf("%+v", letters)
		}
		if _, err := q.Retry(context.Background()); err != nil {
			t.Fatal(err)
		}
		if _, err := l.DB().Exec("DELETE FROM river_job"); err != nil {
			t.Fatal(err)
		}
		if _, err := l.DB().Exec("UPDATE waiting SET failed = 0"); err != nil {
			t.Fatal(err)
		}
		work(t, q)
		if got := documents(t, l); len(got) != 1 {
			t.Errorf("%v are there", got)
		}
	})
}

// TestSuperseded: what failed is not put over a later state of its document.
func TestSuperseded(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() Ledger) {
		l := open()
		r := &reader{now: map[string]bool{}}
		q := open1(t, Config{Ledger: l, Read: r.Read})
		arrive(t, q, arrival("page", "poison"))
		work(t, q)
		r.now["page"] = true
		arrive(t, q, arrival("page", "The later state"))
		work(t, open1(t, q.Config))
		if n, err := q.Retry(context.Background()); err != nil || n != 1 {
			t.Fatal(n, err)
		}
		work(t, open1(t, q.Config))
		_, letters := list(t, q)
		if len(letters) != 1 || letters[0].State != Dead || !strings.Contains(letters[0].Error, "a later state of the same document") {
			t.Errorf("%+v", letters)
		}
		// Added again it is the newest.
		arrive(t, q, arrival("page", "poison"))
		work(t, open1(t, q.Config))
		if rec, err := l.Record(context.Background(), "page"); err != nil || rec.Text.Text != "poison" || rec.Document.Revision != 2 {
			t.Errorf("%+v, %v", rec, err)
		}
		if _, letters := list(t, q); len(letters) != 0 {
			t.Errorf("%+v", letters)
		}
	})
}

// TestNewer: jobs of a newer program are refused, before anything is changed.
func TestNewer(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() Ledger) {
		l := open()
		open1(t, Config{Ledger: l})
		if _, err := l.DB().Exec("INSERT INTO river_migration (line, version) VALUES ('main', 4711)"); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(context.Background(), Config{Ledger: l}); !errors.Is(err, ledger.ErrNewer) {
			t.Error(err)
		}
	})
}
