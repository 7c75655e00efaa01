package web

import (
	"errors"
	"fmt"
	"net/http"

	"sayso"
	"sayso/internal/keep/ledger"
)

var errNoPage = fmt.Errorf("web: %w: no such page", sayso.ErrNotFound)

// failures is the one table from kinds of failure to what a person is told.
var failures = []struct {
	is     error
	status int
	what   string
	hint   string
}{
	{errNoPage, http.StatusNotFound, "There is no such page.", "The workbench has documents, figures, attributions, events and a search: see the links above."},
	{sayso.ErrNotFound, http.StatusNotFound, "The ledger does not hold this.", "The address may be from another ledger, or cut off when it was copied. Search for the words instead."},
	{sayso.ErrInvalid, http.StatusBadRequest, "The workbench cannot make sense of this address.", "It may have been cut off when it was copied. Search for the words instead."},
	{sayso.ErrTooLarge, http.StatusRequestEntityTooLarge, "That is too large to show.", "Use the command line: sayso show."},
	{ledger.ErrLocked, http.StatusServiceUnavailable, "Another program holds the ledger.", "Wait for it to end, then load the page again."},
	{ledger.ErrDamaged, http.StatusInternalServerError, "The ledger is damaged.", "Do not write to it. Restore it from a copy, or add the documents again to a new one."},
}

type failurePage struct {
	Status     int
	What, Hint string
	Detail     string
	Candidates []string
}

// fail shows an error. What went wrong inside stays in the log.
func (b *bench) fail(w http.ResponseWriter, r *http.Request, err error) {
	if gone(r.Context()) {
		return
	}
	p := failurePage{Status: http.StatusInternalServerError, What: "This page could not be made.", Hint: "The terminal in which sayso runs says why. Load the page again; if it stays so, check the ledger."}
	if many := (*ledger.Ambiguous)(nil); errors.As(err, &many) {
		p = failurePage{Status: http.StatusConflict, What: "Several IDs begin like that.", Hint: "Open one of these.", Candidates: many.Candidates}
	} else {
		for _, f := range failures {
			if errors.Is(err, f.is) {
				p.Status, p.What, p.Hint = f.status, f.what, f.hint
				break
			}
		}
	}
	if p.Status >= http.StatusInternalServerError {
		b.opt.Log.Error("page failed", "path", r.URL.Path, "error", err)
	}
	b.refusal(w, r, p)
}

func (b *bench) refuse(w http.ResponseWriter, r *http.Request, status int, what, hint string) {
	b.refusal(w, r, failurePage{Status: status, What: what, Hint: hint})
}

func (b *bench) refusal(w http.ResponseWriter, _ *http.Request, p failurePage) {
	if err := b.render(w, p.Status, "failure", frame{Title: p.What, Data: p}); err != nil {
		http.Error(w, p.What+" "+p.Hint, p.Status)
	}
}
