package jobs

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"sayso/internal/keep/ledger"
)

// A program that carries jobs gives a sign of life, so that others take over what
// it was at when it was killed: at once on the same machine, where its process is
// seen to be gone, else after a minute of silence.
const (
	beatEvery   = 5 * time.Second
	beatMissing = time.Minute
)

// maxKills is how many programs may be killed at one document before it counts as
// the reason.
const maxKills = 20

func newID() string { return fmt.Sprintf("sayso-%d-%s", os.Getpid(), rand.Text()[:10]) }

// host is the machine, as far as processes can be seen from here: a container
// sees its own only.
func host() string {
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	if space, err := os.Readlink("/proc/self/ns/pid"); err == nil {
		name += " " + space
	}
	return name
}

// begin registers this program, takes over what others left, and keeps both up.
func (q *Queue) begin(ctx context.Context) error {
	if err := q.beat(ctx); err != nil {
		return err
	}
	if err := q.rescue(ctx); err != nil {
		q.unregister()
		return err
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(beatEvery):
			}
			err := q.beat(ctx)
			if err == nil {
				err = q.rescue(ctx)
			}
			if err != nil && ctx.Err() == nil && q.Trouble != nil {
				q.Trouble(err.Error())
			}
		}
	}()
	q.stop = func() {
		cancel()
		<-done
		q.unregister()
		q.stop = func() {}
	}
	return nil
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// beat is the sign of life.
func (q *Queue) beat(ctx context.Context) error {
	return q.Ledger.InTx(ctx, func(tx ledger.Tx) error {
		return q.exec(ctx, tx, "INSERT INTO workers (id, host, pid, beat) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET beat = excluded.beat",
			q.id, host(), os.Getpid(), stamp(time.Now()))
	})
}

func (q *Queue) unregister() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	q.Ledger.InTx(ctx, func(tx ledger.Tx) error { return q.exec(ctx, tx, "DELETE FROM workers WHERE id = ?", q.id) })
}

func (q *Queue) exec(ctx context.Context, tx ledger.Tx, query string, args ...any) error {
	if _, err := tx.SQL().ExecContext(ctx, q.Ledger.Dialect().SQL(query), args...); err != nil {
		return fmt.Errorf("jobs: %w", q.Ledger.Dialect().Kind(err))
	}
	return nil
}

// alive are the programs that carry jobs now.
func (q *Queue) alive(ctx context.Context, tx ledger.Tx) (map[string]bool, error) {
	rs, err := tx.SQL().QueryContext(ctx, "SELECT id, host, pid, beat FROM workers")
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	defer rs.Close()
	alive := map[string]bool{}
	here := host()
	for rs.Next() {
		var id, machine, beat string
		var pid int
		if err := rs.Scan(&id, &machine, &pid, &beat); err != nil {
			return nil, fmt.Errorf("jobs: %w", err)
		}
		last, err := time.Parse(time.RFC3339Nano, beat)
		silent := err != nil || time.Since(last) > beatMissing
		gone := here != "" && machine == here && !running(pid)
		alive[id] = !silent && !gone
	}
	return alive, rs.Err()
}

// Others reports whether other programs carry jobs of this ledger now.
func (q *Queue) Others(ctx context.Context) (others bool, err error) {
	err = q.Ledger.InTx(ctx, func(tx ledger.Tx) error {
		alive, err := q.alive(ctx, tx)
		for id, is := range alive {
			others = others || is && id != q.id
		}
		return err
	})
	return others, err
}

// rescue hands on the jobs that killed programs were at, and makes due again what
// has waited long enough.
func (q *Queue) rescue(ctx context.Context) error {
	return q.Ledger.InTx(ctx, func(tx ledger.Tx) error {
		alive, err := q.alive(ctx, tx)
		if err != nil {
			return err
		}
		jobs, err := q.list(ctx, tx, river.NewJobListParams().States(rivertype.JobStateRunning))
		if err != nil {
			return err
		}
		for _, job := range jobs {
			if n := len(job.AttemptedBy); n == 0 || !alive[job.AttemptedBy[n-1]] {
				if err := q.release(ctx, tx, job); err != nil {
					return err
				}
			}
		}
		for id, is := range alive {
			if !is {
				if err := q.exec(ctx, tx, "DELETE FROM workers WHERE id = ?", id); err != nil {
					return err
				}
			}
		}
		if err := q.adopt(ctx, tx); err != nil {
			return err
		}
		now := "now()"
		if q.Ledger.Dialect().Name == "sqlite" {
			now = "datetime('now', 'subsec')"
		}
		return q.exec(ctx, tx, "UPDATE river_job SET state = 'available' WHERE state IN ('retryable', 'scheduled') AND scheduled_at <= "+now)
	})
}

// release makes a job due that its program was killed at. That is no attempt of a
// single document: it was not its fault, or not the first times.
func (q *Queue) release(ctx context.Context, tx ledger.Tx, job *rivertype.JobRow) error {
	args, err := decode(job)
	if err != nil {
		return err
	}
	if err := tx.Killed(args.arrivals); err != nil {
		return err
	}
	attempt := job.Attempt
	if args.size() == 1 {
		attempt--
		if job.Kind == StageRead {
			kills, err := q.kills(ctx, tx, args.arrivals[0])
			if err != nil {
				return err
			}
			if kills >= maxKills {
				return q.condemn(ctx, tx, job, fmt.Sprintf("sayso was killed %d times while it read this", kills))
			}
		}
	}
	return q.exec(ctx, tx, "UPDATE river_job SET state = 'available', attempt = ? WHERE id = ? AND state = 'running'", max(attempt, 0), job.ID)
}

func (q *Queue) kills(ctx context.Context, tx ledger.Tx, arrival int64) (n int, err error) {
	err = tx.SQL().QueryRowContext(ctx, q.Ledger.Dialect().SQL("SELECT coalesce(max(kills), 0) FROM waiting WHERE arrival = ?"), arrival).Scan(&n)
	return n, err
}

// condemn makes a job a dead letter.
func (q *Queue) condemn(ctx context.Context, tx ledger.Tx, job *rivertype.JobRow, why string) error {
	if err := q.exec(ctx, tx, "UPDATE waiting SET failed = 1, kills = 0 WHERE job = ?", job.ID); err != nil {
		return err
	}
	if _, err := q.client.JobUpdateTx(ctx, tx.SQL(), job.ID, &river.JobUpdateParams{Output: why}); err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	now := "now()"
	if q.Ledger.Dialect().Name == "sqlite" {
		now = "datetime('now', 'subsec')"
	}
	return q.exec(ctx, tx, "UPDATE river_job SET state = 'discarded', finalized_at = "+now+" WHERE id = ?", job.ID)
}

// adopt makes jobs for what waits and is carried by none, whatever befell it: a
// dead letter that was lost is tried again, so that a person hears of it.
func (q *Queue) adopt(ctx context.Context, tx ledger.Tx) error {
	rs, err := tx.SQL().QueryContext(ctx, `SELECT w.arrival FROM waiting w LEFT JOIN river_job j ON j.id = w.job
		WHERE j.id IS NULL OR w.failed = 0 AND j.state IN ('completed', 'cancelled', 'discarded') ORDER BY w.arrival LIMIT 1000`)
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	defer rs.Close()
	var orphans []int64
	for rs.Next() {
		var n int64
		if err := rs.Scan(&n); err != nil {
			return fmt.Errorf("jobs: %w", err)
		}
		orphans = append(orphans, n)
	}
	if err := rs.Err(); err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	rs.Close()
	for part := range slices.Chunk(orphans, 100) {
		if err := q.carry(ctx, tx, part); err != nil {
			return err
		}
	}
	return nil
}
