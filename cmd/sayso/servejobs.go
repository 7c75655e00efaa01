package main

import (
	"context"

	"sayso/internal/keep/ledger"
	"sayso/internal/out/web"
	"sayso/internal/work/jobs"
)

// jobsOf lets the workbench look at what is to be done in a ledger, as "sayso
// jobs" does; nil where a ledger holds no jobs.
func jobsOf(l ledger.Ledger) func(context.Context) (web.Jobs, error) {
	held, ok := l.(jobs.Ledger)
	if !ok {
		return nil
	}
	return func(ctx context.Context) (web.Jobs, error) {
		q, err := jobs.Open(ctx, jobs.Config{Ledger: held, Look: true})
		if err != nil {
			return nil, err // not q: an interface around nil is not nil
		}
		return q, nil
	}
}
