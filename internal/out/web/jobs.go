package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Jobs is what is still to be done in a ledger: what "sayso jobs" lists.
type Jobs interface {
	List(ctx context.Context) (ledger.JobCounts, []ledger.Letter, error)
	// Retry makes failed jobs due at once; of none, all that failed.
	Retry(ctx context.Context, ids ...int64) (int, error)
}

// jobsPage is how much waits in each stage, and what failed.
type jobsPage struct {
	Stages  []stageRow
	Letters []ledger.Letter
	More    int // letters that the page leaves out
	Waiting bool
	Idle    bool // nothing is to be done, nothing failed
	Open    bool // what failed may be made due again here
	Token   string
}

type stageRow struct {
	Name                            string
	Waiting, Running, Again, Failed int
}

// maxLetters bounds one page; "sayso jobs" lists all.
const maxLetters = 200

// stages are the stages in their order, in a page's words.
var stages = []struct{ stage, name string }{{ledger.StageRead, "to be read"}, {ledger.StageGroup, "to be put into groups"}}

func stageName(stage string) string {
	if stage == ledger.StageGroup {
		return "grouping"
	}
	return "reading"
}

// jobs shows what waits, what is in hand and what failed.
func (b *bench) jobs(w http.ResponseWriter, r *http.Request) error {
	if b.opt.Jobs == nil {
		return errNoPage
	}
	q, err := b.opt.Jobs(r.Context())
	if err != nil {
		return fmt.Errorf("web: %w", err)
	}
	counts, letters, err := q.List(r.Context())
	if err != nil {
		return fmt.Errorf("web: %w", err)
	}
	p := &jobsPage{Idle: true, Open: b.opt.Retry, Token: b.token, Letters: letters[:min(len(letters), maxLetters)]}
	p.More = len(letters) - len(p.Letters)
	for _, s := range stages {
		n := counts[s.stage]
		row := stageRow{s.name, n[ledger.JobReady], n[ledger.JobRunning], n[ledger.JobAgain], n[ledger.JobDead]}
		p.Waiting = p.Waiting || row.Waiting > 0
		p.Idle = p.Idle && row == stageRow{Name: s.name}
		p.Stages = append(p.Stages, row)
	}
	return b.render(w, http.StatusOK, "jobs", frame{Title: "Jobs", Nav: "jobs", Data: p})
}

// retry makes one failed job due again, or all of them.
func (b *bench) retry(w http.ResponseWriter, r *http.Request) error {
	err := b.makeDue(w, r)
	switch {
	case errors.Is(err, sayso.ErrNotFound):
		b.refuse(w, r, http.StatusConflict, "This job is not among those that failed any more.", "It was done or retried meanwhile: open the page of jobs again.")
		return nil
	case errors.Is(err, sayso.ErrInvalid):
		b.refuse(w, r, http.StatusBadRequest, "Nothing was retried.", "Open the page of jobs again and press the button once more; where it has none, this workbench was started to show only.")
		return nil
	case err != nil:
		return err
	}
	http.Redirect(w, r, "/jobs", http.StatusSeeOther)
	return nil
}

// makeDue does what the form asks for. It must name a job or say that it means
// all: an empty form is no wish.
func (b *bench) makeDue(w http.ResponseWriter, r *http.Request) error {
	if b.opt.Jobs == nil || !b.opt.Retry {
		return fmt.Errorf("web: %w: this workbench only shows", sayso.ErrInvalid)
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return fmt.Errorf("web: %w: the form cannot be read: %v", sayso.ErrInvalid, err)
	}
	if !b.genuine(r.PostForm.Get("token")) {
		return fmt.Errorf("web: %w: the form is of another run of the workbench", sayso.ErrInvalid)
	}
	var ids []int64
	if r.PostForm.Get("all") != "yes" {
		id, err := strconv.ParseInt(r.PostForm.Get("job"), 10, 64)
		if err != nil || id <= 0 {
			return fmt.Errorf("web: %w: the form names no job", sayso.ErrInvalid)
		}
		ids = append(ids, id)
	}
	q, err := b.opt.Jobs(r.Context())
	if err == nil {
		_, err = q.Retry(r.Context(), ids...)
	}
	if err != nil {
		return fmt.Errorf("web: %w", err)
	}
	return nil
}
