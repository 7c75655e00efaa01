package web

import (
	"context"
	"errors"
	"iter"
	"math"
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
	walks int
	hold  chan struct{}
}

func (w *walked) Totals(context.Context, query.Filter, ...ledger.List) (ledger.Totals, error) {
	return w.size, nil
}

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
	l.size.Documents++
	if _, err := k.of(t.Context(), l); err != nil || l.walks != 2 {
		t.Errorf("after a new document: %d walks, %v", l.walks, err)
	}
	k.until = time.Now().Add(-time.Second)
	if _, err := k.of(t.Context(), l); err != nil || l.walks != 3 {
		t.Errorf("after their time: %d walks, %v", l.walks, err)
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
	p := newRangePlot(q, parts)
	if len(p.Rows) != 2 || len(p.Rows[0].Marks) != 2 || !p.Earlier || p.Log {
		t.Fatalf("%+v", p)
	}
	army, open := p.Rows[0].Marks, p.Rows[1].Marks[0]
	if !strings.Contains(army[0].Class, "earlier") || strings.Contains(army[1].Class, "earlier") {
		t.Errorf("the replaced number is not told apart: %+v", army)
	}
	if army[1].Bar != "" || !strings.Contains(open.Bar, "l4 4l-4 4") {
		t.Errorf("only the open end has an arrow: %+v %+v", army[1], open)
	}
}

func TestRangePlotOfAnyNumbers(t *testing.T) {
	most := sayso.At(math.MaxInt64)
	for _, b := range [][2]sayso.Bound{{sayso.At(0), sayso.At(0)}, {sayso.At(1), most}, {most, most}, {most, {}}, {{}, sayso.At(3)}, {sayso.At(0), most}, {sayso.At(1), sayso.At(2)}, {sayso.At(100), sayso.At(104)}} {
		q := &tally.Quantity{Figures: []*tally.Figure{saying("army", "03", b[0], b[1])}}
		p := newRangePlot(q, originParts(q, lookup(&tally.Tally{})))
		if p == nil || len(p.Ticks) < 2 || len(p.Ticks) > 24 {
			t.Errorf("%v: %+v", b, p)
			continue
		}
		for _, k := range p.Ticks {
			if !(k.At >= float64(p.Left)-1 && k.At <= float64(p.Right)+1) {
				t.Errorf("%v: tick %s at %v", b, k.Label, k.At)
			}
		}
		if m := p.Rows[0].Marks[0]; strings.Contains(m.Shape+m.Bar, "NaN") || strings.Contains(m.Shape+m.Bar, "Inf") {
			t.Errorf("%v: %+v", b, m)
		}
	}
	none := &tally.Quantity{Figures: []*tally.Figure{saying("army", "03", sayso.Bound{}, sayso.Bound{})}}
	if p := newRangePlot(none, originParts(none, lookup(&tally.Tally{}))); p != nil {
		t.Errorf("a plot of no number: %+v", p)
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
