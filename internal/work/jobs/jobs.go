// Package jobs carries what arrived through its stages: read, then group. River
// keeps the jobs in the ledger's own database, so that what a stage made and the
// end of its job are one transaction: killed at any moment, a stage is done or is
// to be done, never half. One client, over database/sql, serves SQLite and
// PostgreSQL alike.
package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/store"
)

// Ledger is a ledger whose database can hold jobs besides.
type Ledger interface {
	ledger.Ledger
	DB() *sql.DB
	Dialect() *store.Dialect
}

// Grouper puts newly read documents among those that are there, in the
// transaction that ends their job. Done twice for a document it must change
// nothing.
type Grouper interface {
	Group(ctx context.Context, tx ledger.Tx, documents []ledger.ID) error
}

// Config is what carrying jobs needs of the world.
type Config struct {
	Ledger Ledger
	// Look is of what only looks at jobs, or decides on them: where there are none yet,
	// their tables are not made.
	Look bool
	// Read turns an input into its document and reading: reader.Read. Nil in what
	// only hands jobs over or looks at them.
	Read  func(sayso.Input) (*sayso.Document, *sayso.Reading, error)
	Group Grouper // nil = documents are not grouped as they are read

	// Settled is told of every arrival that was read, and Failed of every attempt
	// that was in vain. Any may be nil; they are called from several goroutines.
	Settled func(a *ledger.Arrival, o ledger.Outcome)
	Failed  func(a *ledger.Arrival, err error)
	// Grouped is told of documents that were grouped, or of one that could not be.
	Grouped func(documents []ledger.ID, err error)
	// Broken is told where the ledger cannot be written: the work has no end then.
	Broken func(error)
	// Trouble is told what else goes wrong, in words.
	Trouble func(string)
}

// Queue is the jobs of a ledger.
type Queue struct {
	Config
	client *river.Client[*sql.Tx] // nil = there are no jobs' tables, and no jobs
	id     string
	stop   func() // ends the beat
}

// Kinds of jobs are their stages, and each has a queue of its own.
const (
	StageRead  = ledger.StageRead
	StageGroup = ledger.StageGroup
)

// readArgs is a batch of arrivals, in their order, or a single one. Whatever of a
// batch fails goes on alone.
type readArgs struct {
	Arrivals []int64 `json:"arrivals"`
}

func (readArgs) Kind() string { return StageRead }

// groupArgs is documents that were read, or a single one.
type groupArgs struct {
	Documents []ledger.ID `json:"documents"`
}

func (groupArgs) Kind() string { return StageGroup }

// tries is how often a single document is tried before a person has to look.
const tries = 4

// backoff is how long a job waits after each attempt that failed.
var backoff = []time.Duration{2 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute}

// NextRetry is when a job that failed is due again.
func (retries) NextRetry(job *rivertype.JobRow) time.Time {
	return time.Now().UTC().Add(backoff[min(max(job.Attempt, 1), len(backoff))-1])
}

type retries struct{}

// maxBatchTries is after how many attempts a batch is taken apart.
const maxBatchTries = 2

// Open opens the jobs of a ledger, and makes their tables where there are none.
func Open(ctx context.Context, c Config) (*Queue, error) {
	q := &Queue{Config: c, id: newID(), stop: func() {}}
	driver, err := driverFor(c.Ledger)
	if err != nil {
		return nil, err
	}
	if c.Look {
		have, err := version(ctx, c.Ledger)
		if err != nil {
			return nil, fmt.Errorf("jobs: %w", c.Ledger.Dialect().Kind(err))
		}
		if have == 0 {
			return q, nil
		}
	}
	if err := migrate(ctx, c.Ledger, driver); err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	config := &river.Config{
		ID:     q.id,
		Logger: slog.New(logger{q}),
		// Dead letters are for a person to decide on; what is done is of no use.
		DiscardedJobRetentionPeriod: forGood, CancelledJobRetentionPeriod: forGood, CompletedJobRetentionPeriod: time.Hour,
		// A document takes as long as it takes; whom nobody hears of any more is
		// found out by the beat, within a minute.
		JobTimeout: -1, RescueStuckJobsAfter: 24 * time.Hour,
		RetryPolicy: retries{}, MaxAttempts: tries,
		FetchCooldown: 2 * time.Millisecond, FetchPollInterval: pollEmbedded,
		PollOnly: true, SkipUnknownJobCheck: true,
	}
	if c.Ledger.Dialect().Name != "sqlite" {
		config.FetchPollInterval = pollServer
	}
	if c.Read != nil {
		config.Workers = river.NewWorkers()
		river.AddWorker(config.Workers, &readWorker{q: q})
		// Two batches at once: one is read while the other is stored.
		config.Queues = map[string]river.QueueConfig{StageRead: {MaxWorkers: 2}}
		if c.Group != nil {
			river.AddWorker(config.Workers, &groupWorker{q: q})
			config.Queues[StageGroup] = river.QueueConfig{MaxWorkers: 1}
		}
	}
	if q.client, err = river.NewClient(driver, config); err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return q, nil
}

// forGood is how long dead letters are kept: a century. River's own "for ever",
// -1, is not known to its SQLite driver, which takes it for a nanosecond from now
// and deletes them.
const forGood = 100 * 365 * 24 * time.Hour

// How often jobs are looked for where none are: SQLite is asked within the
// process, a server over the network.
const (
	pollEmbedded = 10 * time.Millisecond
	pollServer   = 200 * time.Millisecond
)

func driverFor(l Ledger) (riverdriver.Driver[*sql.Tx], error) {
	switch name := l.Dialect().Name; name {
	case "sqlite":
		return riversqlite.New(l.DB()), nil
	case "postgres":
		return riverdatabasesql.New(l.DB()), nil
	default:
		return nil, fmt.Errorf("jobs: no queue runs on %s", name)
	}
}

// migrate makes the tables of the jobs, or brings them to this program's form.
func migrate(ctx context.Context, l Ledger, driver riverdriver.Driver[*sql.Tx]) error {
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		return err
	}
	all := m.AllVersions()
	newest := all[len(all)-1].Version
	for attempt := 0; ; attempt++ {
		have, err := version(ctx, l)
		switch {
		case err != nil:
			return l.Dialect().Kind(err)
		case have == newest:
			return nil
		case have > newest:
			return fmt.Errorf("%w: its jobs are of form %d and this program knows up to %d; use the newer sayso", ledger.ErrNewer, have, newest)
		}
		// Another process may be doing the same: then a moment later all is well.
		if _, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil && (attempt == 20 || errors.Is(err, context.Canceled)) {
			return fmt.Errorf("cannot make the tables of its jobs: %w", l.Dialect().Kind(err))
		} else if err != nil {
			time.Sleep(50 * time.Millisecond)
		}
	}
}

// version is the form of the jobs' tables; 0 where there are none.
func version(ctx context.Context, l Ledger) (int, error) {
	var table bool
	if err := l.DB().QueryRowContext(ctx, l.Dialect().SQL(l.Dialect().HasTable), "river_migration").Scan(&table); err != nil || !table {
		return 0, err
	}
	var n sql.NullInt64
	err := l.DB().QueryRowContext(ctx, "SELECT max(version) FROM river_migration").Scan(&n)
	return int(n.Int64), err
}

// Start begins to carry jobs, those that others left first.
func (q *Queue) Start(ctx context.Context) error {
	if err := q.begin(ctx); err != nil {
		return err
	}
	if err := q.client.Start(context.WithoutCancel(ctx)); err != nil {
		q.stop()
		return fmt.Errorf("jobs: %w", err)
	}
	return nil
}

// Stop ends after the jobs in hand.
func (q *Queue) Stop(ctx context.Context) error {
	err := q.client.Stop(ctx)
	q.stop()
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	return nil
}

// Drain waits until nothing is due or in hand, or the context ends.
func (q *Queue) Drain(ctx context.Context) error {
	for {
		if n, err := q.Left(ctx); err != nil || n == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(drainEvery):
		}
	}
}

const drainEvery = 50 * time.Millisecond

// Arrive records inputs with their bytes, and the job that is to read what is new
// among them, in one transaction.
func (q *Queue) Arrive(ctx context.Context, inputs []ledger.Arrival) (out []ledger.Arrived, err error) {
	content := make([][]byte, len(inputs))
	for i := range inputs {
		content[i] = inputs[i].Input.Bytes
	}
	if err := q.Ledger.Stow(ctx, content...); err != nil {
		return nil, err
	}
	err = q.Ledger.InTx(ctx, func(tx ledger.Tx) error {
		if out, err = tx.Arrive(inputs); err != nil {
			return err
		}
		var fresh []int64
		for _, a := range out {
			if a.Job != 0 { // what it carried stands here anew
				if _, err := q.client.JobDeleteTx(ctx, tx.SQL(), a.Job); err != nil && !errors.Is(err, river.ErrNotFound) {
					return err
				}
			}
			if a.Is == ledger.ArrivedNew {
				fresh = append(fresh, a.Number)
			}
		}
		return q.carry(ctx, tx, fresh)
	})
	return out, err
}

// carry makes the job that reads arrivals.
func (q *Queue) carry(ctx context.Context, tx ledger.Tx, arrivals []int64) error {
	if len(arrivals) == 0 {
		return nil
	}
	res, err := q.client.InsertTx(ctx, tx.SQL(), readArgs{arrivals}, q.options(StageRead, len(arrivals)))
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	return tx.Carry(res.Job.ID, arrivals)
}

func (q *Queue) options(stage string, size int) *river.InsertOpts {
	o := &river.InsertOpts{Queue: stage, MaxAttempts: tries}
	if size > 1 {
		o.MaxAttempts = 1000 // a batch is no dead letter: it is taken apart
	}
	return o
}

// processors is how many documents are read at once.
func processors() int { return runtime.GOMAXPROCS(0) }
