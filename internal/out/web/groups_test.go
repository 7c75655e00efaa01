package web

import (
	"context"
	"errors"
	"iter"
	"strings"
	"sync"
	"testing"
	"time"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
	"sayso/internal/keep/tally"
)

// walked is an empty ledger that counts how often it is walked, and can hold a
// walk up.
type walked struct {
	ledger.Lister
	ungrouped
	size  ledger.Totals
	head  ledger.LogHead
	walks int
	hold  chan struct{}
}

func (w *walked) Totals(context.Context, query.Filter, ...ledger.List) (ledger.Totals, error) {
	return w.size, nil
}

func (w *walked) LogHead(context.Context) (ledger.LogHead, error) { return w.head, nil }

func (w *walked) Documents(ctx context.Context, _ query.Filter) iter.Seq2[ledger.Document, error] {
	w.walks++
	return func(yield func(ledger.Document, error) bool) {
		if w.hold != nil {
			select {
			case <-w.hold:
			case <-ctx.Done():
				yield(ledger.Document{}, ctx.Err())
			}
		}
	}
}

func TestGroupsAreKeptWhileTheLedgerStaysAsItIs(t *testing.T) {
	l := &walked{}
	k := &keptGroups{turn: make(chan struct{}, 1)}
	for range 3 {
		if _, err := k.of(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	if l.walks != 1 {
		t.Errorf("walked %d times for three pages", l.walks)
	}
	l.head.Size++
	if _, err := k.of(t.Context(), l); err != nil || l.walks != 2 {
		t.Errorf("after the log grew: %d walks, %v", l.walks, err)
	}
}

func TestGroupsAreMadeOnceAtATime(t *testing.T) {
	l := &walked{hold: make(chan struct{})}
	k := &keptGroups{turn: make(chan struct{}, 1)}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := k.of(t.Context(), l); err != nil {
				t.Error(err)
			}
		})
	}
	for len(k.turn) == 0 {
		time.Sleep(time.Millisecond)
	}
	// One who does not want to wait leaves.
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if _, err := k.of(ctx, l); !errors.Is(err, context.Canceled) {
		t.Errorf("a request that was given up gets %v", err)
	}
	close(l.hold)
	all.Wait()
	if l.walks != 1 {
		t.Errorf("walked %d times for eight requests at once", l.walks)
	}
}

func TestAGivenUpGroupingLeavesNothingBehind(t *testing.T) {
	l := &walked{hold: make(chan struct{})}
	k := &keptGroups{turn: make(chan struct{}, 1)}
	ctx, leave := context.WithTimeout(t.Context(), time.Millisecond)
	defer leave()
	if _, err := k.of(ctx, l); err == nil {
		t.Error("a walk that was cut off counts as done")
	}
	close(l.hold)
	if _, err := k.of(t.Context(), l); err != nil {
		t.Error(err)
	}
}

// saying is a figure of an origin, published on a day of March.
func saying(origin, day string, low, high sayso.Bound) *tally.Figure {
	q := sayso.Exact
	if !high.Known {
		q = sayso.AtLeast
	}
	return &tally.Figure{ID: ledger.ID("f" + origin + day), Origin: origin, NumberText: "n",
		Document: ledger.Document{ID: ledger.ID("d" + origin + day), Meta: sayso.Meta{Outlet: "Courier", Published: "2026-03-" + day}},
		Figure:   sayso.Figure{Category: sayso.Killed, Quantifier: q, Low: low, High: high}}
}

func TestOriginsOfAQuantity(t *testing.T) {
	at := sayso.At
	first, second := saying("army", "03", at(12), at(12)), saying("army", "05", at(19), at(19))
	doctor := saying("doctor", "04", at(25), sayso.Bound{})
	q := &tally.Quantity{Category: sayso.Killed, Low: at(12), Figures: []*tally.Figure{first, doctor, second},
		Updates:   []tally.Update{{Origin: "army", Figures: []*tally.Figure{first, second}}},
		Conflicts: [][2]*tally.Figure{{second, doctor}}, Origins: []group.Share{{Origin: "army", Figures: 2}, {Origin: "doctor", Figures: 1}}}
	parts := originParts(q, lookup(&tally.Tally{Origins: []tally.Origin{{Name: "army", Evidence: []string{"one name"}}}}))
	if len(parts) != 2 || parts[0].Name != "army" || strings.Join(parts[0].Numbers, " ") != "12 19" || !parts[0].Updated || parts[1].Updated ||
		!parts[0].Differs || !parts[1].Differs || parts[0].Documents != 2 || len(parts[0].Evidence) != 1 {
		t.Errorf("%+v", parts)
	}
	if got := differing(q); len(got) != 1 || got[0] != "army gives 19 (5 Mar 2026), and doctor gives at least 25 (4 Mar 2026): both cannot hold." {
		t.Errorf("%q", got)
	}
	if parts[0].Way != "up" {
		t.Errorf("19 after 12 is revised %q", parts[0].Way)
	}
}

func TestADenialIsNobodysNumber(t *testing.T) {
	given, denied := saying("league", "03", sayso.At(17), sayso.At(17)), saying("army", "04", sayso.At(17), sayso.At(17))
	denied.Figure.Status = sayso.Denied
	first, later := saying("army", "02", sayso.At(9), sayso.At(9)), saying("army", "06", sayso.At(12), sayso.At(12))
	q := tally.Quantity{Category: sayso.Killed, Figures: []*tally.Figure{first, given, denied, later},
		Disputes: []tally.Dispute{{Figure: denied, Answers: []*tally.Figure{given}}}}
	parts := originParts(&q, lookup(&tally.Tally{}))
	if got := strings.Join(parts[0].Numbers, " "); got != "9 12" || strings.Join(parts[0].Denies, " ") != "17" {
		t.Errorf("the army gives %s and denies %s", got, parts[0].Denies)
	}
	var lines []string
	for _, d := range changes(&tally.Event{Quantities: []tally.Quantity{q}}) {
		for _, c := range d.List {
			s := d.Day + " " + c.Origin + " " + said(c.Figure)
			if c.Denies {
				s += " denied, of " + c.Answers[0].Origin
			}
			if c.Before != nil {
				s += " " + c.Way + " from " + said(c.Before)
			}
			lines = append(lines, s)
		}
	}
	want := "2026-03-02 army 9\n2026-03-03 league 17\n2026-03-04 army 17 denied, of league\n2026-03-06 army 12 up from 9"
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestManyConflictsInOneSentence(t *testing.T) {
	q := &tally.Quantity{}
	for i, o := range []string{"army", "doctor", "council", "mayor"} {
		q.Figures = append(q.Figures, saying(o, "03", sayso.At(int64(10+i/2)), sayso.At(int64(10+i/2))))
	}
	for _, a := range q.Figures[:2] {
		for _, b := range q.Figures[2:] {
			q.Conflicts = append(q.Conflicts, [2]*tally.Figure{a, b})
		}
	}
	want := "The last numbers of these origins cannot all hold: 10 (army; doctor), 11 (council; mayor)."
	if got := differing(q); len(got) != 1 || got[0] != want {
		t.Errorf("%q", got)
	}
}
