package tally

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/changes"
	"sayso/internal/keep/ledger"
)

// maxCandidates is how many IDs an ambiguous beginning names.
const maxCandidates = 20

// An event, a quantity and a toll are named by their first figure, so their names
// change when an earlier report joins them or its page changes. A name that was
// given once leads on to what holds that figure now.

// Event is the event that an ID leads to: its own, that of a quantity or a figure
// in it, one that it had before, or a beginning that leads to no other event. The
// note says why it is not the event's own; it is empty where nothing is to be said.
func (t *Tally) Event(ctx context.Context, l ledger.Lister, id string) (*Event, string, error) {
	return lead(ctx, l, id, kind[Event]{name: "event", letter: 'e', letters: "eqf", all: t.Events,
		id: func(e *Event) string { return e.ID }, figures: (*Event).All})
}

// Toll is the toll that an ID leads to, as Event is.
func (t *Tally) Toll(ctx context.Context, l ledger.Lister, id string) (*Toll, string, error) {
	return lead(ctx, l, id, kind[Toll]{name: "toll", letter: 't', letters: "tf", all: t.Tolls,
		id: func(x *Toll) string { return x.ID }, figures: (*Toll).All})
}

// kind is what lead has to know of events or tolls.
type kind[T any] struct {
	name    string
	letter  byte
	letters string // that its IDs and those of its parts begin with
	all     []T
	id      func(*T) string
	figures func(*T) iter.Seq[*Figure]
}

func lead[T any](ctx context.Context, l ledger.Lister, id string, k kind[T]) (*T, string, error) {
	none := fmt.Errorf("tally: %s %q: %w", k.name, id[:min(80, len(id))], sayso.ErrNotFound)
	if len(id) < 2 || !strings.Contains(k.letters, strings.ToLower(id[:1])) {
		return nil, "", none
	}
	figure, ok := ledger.ParseID("f" + id[1:])
	if !ok {
		return nil, "", none
	}
	letter := strings.ToLower(id[:1])[0]
	own := func(x *T) string { return "f" + k.id(x)[1:] }
	if letter == k.letter {
		if x, err := k.first(id, string(figure), own); x != nil || err != nil {
			return x, "", err
		}
	}
	x, err := k.holding(id, string(figure))
	if x == nil && err == nil {
		return k.after(ctx, l, id, figure, none)
	}
	if err != nil || letter != k.letter {
		return x, "", err
	}
	return x, fmt.Sprintf("%s is called %s now: reports that count as earlier joined it since it had the other name", id, k.id(x)), nil
}

// first is the group whose own name begins so; nil where there is none.
func (k *kind[T]) first(given, figure string, own func(*T) string) (*T, error) {
	var found []*T
	for i := range k.all {
		switch name := own(&k.all[i]); {
		case name == figure:
			return &k.all[i], nil
		case strings.HasPrefix(name, figure):
			found = append(found, &k.all[i])
		}
	}
	return k.one(given, found)
}

// holding is the group with a figure whose ID begins so; nil where there is none.
func (k *kind[T]) holding(given, figure string) (*T, error) {
	var found []*T
	for i := range k.all {
		x := &k.all[i]
		for f := range k.figures(x) {
			if string(f.ID) == figure {
				return x, nil
			}
			if strings.HasPrefix(string(f.ID), figure) && !slices.Contains(found, x) {
				found = append(found, x)
			}
		}
	}
	return k.one(given, found)
}

func (k *kind[T]) one(given string, found []*T) (*T, error) {
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return found[0], nil
	}
	var ids []string
	for _, x := range found[:min(maxCandidates, len(found))] {
		ids = append(ids, k.id(x))
	}
	slices.Sort(ids)
	return nil, &ledger.Ambiguous{Given: given, Candidates: ids}
}

// after leads on from a figure of an earlier state of its document, or of an
// earlier reading, to the one that stands in its place now.
func (k *kind[T]) after(ctx context.Context, l ledger.Lister, id string, figure ledger.ID, none error) (*T, string, error) {
	old, err := l.Claim(ctx, string(figure))
	if err != nil {
		if errors.Is(err, sayso.ErrNotFound) {
			err = none
		}
		return nil, "", err
	}
	now, i, err := heir(ctx, l, old)
	if err != nil {
		return nil, "", err
	}
	if i < 0 {
		return nil, "", &Gone{What: k.name, ID: id, Number: old.Figure.NumberText, Document: now.Document}
	}
	x, err := k.holding(id, string(now.FigureIDs[i]))
	if x == nil || err != nil {
		return nil, "", errors.Join(err, none)
	}
	why := "another version of the reader reads it now"
	if old.Record.Current().Number != now.Newest {
		why = "its page has changed since"
	}
	return x, fmt.Sprintf("%s leads to %s now, which holds the figure %s that stands in the place of %s: %s", id, k.id(x), now.FigureIDs[i].Short(), old.Figure.ID.Short(), why), nil
}

// heir is the figure that stands in the place of an old one now: a page that
// changed several times is followed from each state to the next. It is -1 where
// one of them does not have it.
func heir(ctx context.Context, l ledger.Lister, old *ledger.Claim) (*ledger.Record, int, error) {
	now, err := l.Record(ctx, string(old.Record.ID))
	if err != nil {
		return nil, -1, err
	}
	at, i := old.Record, old.Figure.Index
	for n := at.Current().Number + 1; i >= 0 && n < now.Newest; n++ {
		next, err := l.Revision(ctx, string(now.ID), n)
		if err != nil {
			return nil, -1, err
		}
		i = changes.Heirs(at, next)[i]
		at = next
	}
	if i >= 0 {
		i = changes.Heirs(at, now)[i]
	}
	return now, i, nil
}

// Gone is the error for an ID whose figure no longer stands in its document.
type Gone struct {
	What, ID string
	Number   string // as it was written
	Document ledger.Document
}

func (g *Gone) Error() string {
	return fmt.Sprintf("%s was named by the number %q in document %s, which no longer gives it: \"sayso diff %[3]s\" shows how the page changed", g.ID, g.Number, g.Document.ID.Short())
}

// Unwrap tells what kind of failure it is.
func (g *Gone) Unwrap() error { return sayso.ErrNotFound }

// All are all figures of the event.
func (e *Event) All() iter.Seq[*Figure] {
	return func(yield func(*Figure) bool) {
		for i := range e.Quantities {
			for _, f := range e.Quantities[i].Figures {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// All are all figures of the toll.
func (t *Toll) All() iter.Seq[*Figure] {
	return func(yield func(*Figure) bool) {
		for _, c := range t.Counts {
			for _, s := range c.Series {
				for _, list := range [][]Step{s.Totals, s.Periods} {
					for i := range list {
						for _, f := range list[i].Figures {
							if !yield(f) {
								return
							}
						}
					}
				}
			}
		}
	}
}
