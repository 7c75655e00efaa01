package web

import (
	"context"
	"net/http"
	"time"

	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
	"sayso/internal/keep/tally"
)

// keptGroups are the events and origins of the whole ledger. Grouping reads every
// document, so the groups are kept while the ledger stays as it is, and made by
// one request at a time: the others wait for it.
type keptGroups struct {
	turn chan struct{} // holds one
	head ledger.LogHead
	kept *groups
}

// groups is a tally that can be looked up.
type groups struct {
	*tally.Tally
	counting map[string]*tally.Toll   // by a figure's ID
	holding  map[string]*tally.Event  // by a figure's ID
	origins  map[string]*tally.Origin // by name
}

// of gives the groups of the ledger as it is now: a document, a reading or a
// judgement that another program or another page added has its leaf in the log,
// so a log of the same length is the same ledger. A request that is given up gives
// up its grouping too, and the next in turn begins.
func (k *keptGroups) of(ctx context.Context, l tally.Ledger) (*groups, error) {
	select {
	case k.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-k.turn }()
	head, err := l.LogHead(ctx)
	if err != nil {
		return nil, err
	}
	if k.kept != nil && k.head == head {
		return k.kept, nil
	}
	// What is grouped now adds rules' judgements to the log, so its length is asked
	// for again, and before the groups are read: what comes in between makes them
	// again for the next page.
	if err := judge.CatchUp(ctx, l, time.Now, nil); err != nil {
		return nil, err
	}
	if head, err = l.LogHead(ctx); err != nil {
		return nil, err
	}
	t, err := tally.Load(ctx, l)
	if err != nil {
		return nil, err
	}
	k.head, k.kept = head, lookup(t)
	return k.kept, nil
}

// smallLedger is the number of figures up to which a page that only mentions
// groups waits for them to be made.
const smallLedger = 2_000

// near gives the groups where they are at hand: made before, though the ledger
// may have grown since, or quick to make. Else nil.
func (k *keptGroups) near(ctx context.Context, l tally.Ledger) (*groups, error) {
	size, err := l.Totals(ctx, query.Filter{}, ledger.FigureList)
	if err != nil {
		return nil, err
	}
	if size.Figures <= smallLedger {
		return k.of(ctx, l)
	}
	select {
	case k.turn <- struct{}{}:
		defer func() { <-k.turn }()
		return k.kept, nil
	default: // they are being made
		return nil, nil
	}
}

func lookup(t *tally.Tally) *groups {
	g := &groups{Tally: t, holding: map[string]*tally.Event{}, origins: t.ByName(), counting: map[string]*tally.Toll{}}
	for i := range t.Events {
		e := &t.Events[i]
		for f := range e.All() {
			g.holding[string(f.ID)] = e
		}
	}
	for i := range t.Tolls {
		for f := range t.Tolls[i].All() {
			g.counting[string(f.ID)] = &t.Tolls[i]
		}
	}
	return g
}

// series is the running toll that most of an event's figures are steps of.
func (g *groups) series(e *tally.Event) *tally.Toll {
	n := map[*tally.Toll]int{}
	var best *tally.Toll
	for i := range e.Quantities {
		for _, f := range e.Quantities[i].Figures {
			t := g.counting[string(f.ID)]
			if t == nil {
				continue
			}
			if n[t]++; best == nil || n[t] > n[best] {
				best = t
			}
		}
	}
	return best
}

// eventAt is the groups with the event that the address names, by an ID that it
// has or had; the note says where it has another one now.
func (b *bench) eventAt(r *http.Request) (*groups, *tally.Event, string, error) {
	g, err := b.groups.of(r.Context(), b.ledger)
	if err != nil {
		return nil, nil, "", err
	}
	e, note, err := g.Event(r.Context(), b.ledger, r.PathValue("id"))
	return g, e, note, err
}

// tollAt is eventAt for a toll.
func (b *bench) tollAt(r *http.Request) (*groups, *tally.Toll, string, error) {
	g, err := b.groups.of(r.Context(), b.ledger)
	if err != nil {
		return nil, nil, "", err
	}
	t, note, err := g.Toll(r.Context(), b.ledger, r.PathValue("id"))
	return g, t, note, err
}
