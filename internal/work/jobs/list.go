package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"sayso"
	"sayso/internal/keep/ledger"
)

// State is what there is to say of a document in a stage.
type State = ledger.JobState

// The states, in the order in which a job goes through them.
const (
	Ready   = ledger.JobReady
	Running = ledger.JobRunning
	Again   = ledger.JobAgain
	Dead    = ledger.JobDead
)

// States are all of them.
var States = []State{Ready, Running, Again, Dead}

// Stages are all of them, in their order.
var Stages = []string{StageRead, StageGroup}

// stateOf is what a job's state in River means to people; "" for what is done.
func stateOf(job *rivertype.JobRow) State {
	switch job.State {
	case rivertype.JobStateRunning:
		return Running
	case rivertype.JobStateRetryable:
		return Again
	case rivertype.JobStateCancelled, rivertype.JobStateDiscarded:
		return Dead
	case rivertype.JobStateCompleted:
		return ""
	}
	// A short while to the next attempt River waits with the job's time alone.
	if len(job.Errors) > 0 && job.ScheduledAt.After(time.Now()) {
		return Again
	}
	return Ready
}

// Counts and letters are the ledger's words, so that pages can show them.
type (
	Counts = ledger.JobCounts
	Letter = ledger.Letter
)

// decoded is what a job is about.
type decoded struct {
	arrivals  []int64
	documents []ledger.ID
}

func (d *decoded) size() int { return len(d.arrivals) + len(d.documents) }

func decode(job *rivertype.JobRow) (d decoded, err error) {
	switch job.Kind {
	case StageRead:
		var a readArgs
		err = json.Unmarshal(job.EncodedArgs, &a)
		d.arrivals = a.Arrivals
	case StageGroup:
		var a groupArgs
		err = json.Unmarshal(job.EncodedArgs, &a)
		d.documents = a.Documents
	}
	if err != nil {
		err = fmt.Errorf("jobs: job %d: %w", job.ID, err)
	}
	return d, err
}

// perPage is how many jobs are listed at once; River allows no more.
const perPage = 10000

// list is all jobs of the parameters by their number; tx may be nil.
func (q *Queue) list(ctx context.Context, tx ledger.Tx, p *river.JobListParams) ([]*rivertype.JobRow, error) {
	if q.client == nil {
		return nil, nil
	}
	var out []*rivertype.JobRow
	p = p.OrderBy(river.JobListOrderByID, river.SortOrderAsc).First(perPage)
	for {
		var page *river.JobListResult
		var err error
		if tx != nil {
			page, err = q.client.JobListTx(ctx, tx.SQL(), p)
		} else {
			page, err = q.client.JobList(ctx, p)
		}
		if err != nil {
			return nil, fmt.Errorf("jobs: %w", err)
		}
		out = append(out, page.Jobs...)
		if len(page.Jobs) < perPage {
			return out, nil
		}
		p = p.After(page.LastCursor)
	}
}

// open are the states of jobs that are not done.
var open = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateScheduled,
	rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateCancelled, rivertype.JobStateDiscarded}

// List counts what is not done, and names what failed.
func (q *Queue) List(ctx context.Context) (Counts, []Letter, error) {
	counts := Counts{}
	for _, s := range Stages {
		counts[s] = map[State]int{}
	}
	jobs, err := q.list(ctx, nil, river.NewJobListParams().States(open...))
	if err != nil {
		return nil, nil, err
	}
	var letters []Letter
	for _, job := range jobs {
		d, err := decode(job)
		if err != nil {
			return nil, nil, err
		}
		state := stateOf(job)
		if counts[job.Kind] == nil {
			continue // of a newer sayso
		}
		counts[job.Kind][state] += d.size()
		if state == Again || state == Dead {
			letter, err := q.letter(ctx, job, d)
			if err != nil {
				return nil, nil, err
			}
			letters = append(letters, letter...)
		}
	}
	return counts, letters, nil
}

// letter names what failed.
func (q *Queue) letter(ctx context.Context, job *rivertype.JobRow, d decoded) ([]Letter, error) {
	base := Letter{ID: job.ID, Stage: job.Kind, State: stateOf(job), Attempts: job.Attempt, Error: words(job)}
	if job.AttemptedAt != nil {
		base.At = job.AttemptedAt.UTC()
	}
	if base.State == Again {
		base.Due = job.ScheduledAt.UTC()
	}
	var out []Letter
	arrivals, err := q.Ledger.Arrivals(ctx, d.arrivals)
	if err != nil {
		return nil, err
	}
	for _, a := range arrivals {
		l := base
		l.Name = a.Input.Place
		if l.Name == "" {
			l.Name = a.Input.ID
		}
		l.Error = strings.TrimPrefix(l.Error, l.Name+": ")
		out = append(out, l)
	}
	for _, id := range d.documents {
		l := base
		l.Document, l.Name = id, string(id)
		if r, err := q.Ledger.Record(ctx, string(id)); err == nil {
			l.Name = r.Document.Name()
		} else if !errors.Is(err, sayso.ErrNotFound) {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// words are why a job failed last.
func words(job *rivertype.JobRow) string {
	if out := job.Output(); len(out) > 0 {
		var s string
		if json.Unmarshal(out, &s) == nil {
			return s
		}
	}
	if n := len(job.Errors); n > 0 {
		return strings.TrimPrefix(job.Errors[n-1].Error, "JobCancelError: ")
	}
	return ""
}

// Why is the error for which a job waits for another attempt or was given up; nil
// where it is still to be done.
func (q *Queue) Why(ctx context.Context, id int64) (why, err error) {
	if q.client == nil {
		return nil, nil
	}
	job, err := q.client.JobGet(ctx, id)
	if errors.Is(err, river.ErrNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	if state := stateOf(job); state == Again || state == Dead {
		return errors.New(words(job)), nil
	}
	return nil, nil
}

// Retry makes failed jobs due at once; of none, all that failed. It tells how
// many.
func (q *Queue) Retry(ctx context.Context, ids ...int64) (n int, err error) {
	return q.decide(ctx, ids, func(tx ledger.Tx, job *rivertype.JobRow) error {
		_, err := q.client.JobRetryTx(ctx, tx.SQL(), job.ID)
		return err
	})
}

// Drop gives failed jobs up. What arrived stays recorded with its bytes.
func (q *Queue) Drop(ctx context.Context, ids ...int64) (n int, err error) {
	return q.decide(ctx, ids, func(tx ledger.Tx, job *rivertype.JobRow) error {
		d, err := decode(job)
		if err == nil {
			err = tx.Settle(d.arrivals)
		}
		if err == nil {
			_, err = q.client.JobDeleteTx(ctx, tx.SQL(), job.ID)
		}
		return err
	})
}

// decide does something to failed jobs, all or none.
func (q *Queue) decide(ctx context.Context, ids []int64, do func(ledger.Tx, *rivertype.JobRow) error) (n int, err error) {
	err = q.Ledger.InTx(ctx, func(tx ledger.Tx) error {
		jobs, err := q.list(ctx, tx, river.NewJobListParams().States(open...))
		if err != nil {
			return err
		}
		jobs = slices.DeleteFunc(jobs, func(j *rivertype.JobRow) bool { return stateOf(j) != Again && stateOf(j) != Dead })
		for _, id := range ids {
			if !slices.ContainsFunc(jobs, func(j *rivertype.JobRow) bool { return j.ID == id }) {
				return fmt.Errorf("jobs: job %d: %w among those that failed", id, sayso.ErrNotFound)
			}
		}
		for _, job := range jobs {
			if len(ids) > 0 && !slices.Contains(ids, job.ID) {
				continue
			}
			if err := do(tx, job); err != nil {
				return fmt.Errorf("jobs: job %d: %w", job.ID, err)
			}
			n++
		}
		return nil
	})
	return n, err
}

// Left is how many documents are to be done now or in a moment, by anybody: what
// is due or in hand.
func (q *Queue) Left(ctx context.Context) (n int, err error) {
	jobs, err := q.list(ctx, nil, river.NewJobListParams().States(rivertype.JobStateAvailable, rivertype.JobStateRunning))
	for _, job := range jobs {
		d, err := decode(job)
		if err != nil {
			return n, err
		}
		if job.Kind == StageGroup && q.Group == nil || stateOf(job) == Again {
			continue
		}
		n += d.size()
	}
	return n, err
}
