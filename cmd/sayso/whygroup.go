package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
)

// whyGroup explains a document's family or an origin. It reports whether the ID is
// one of these.
func (c *showCmd) whyGroup(ctx context.Context, l ledger.Ledger) (bool, error) {
	if a, ok := ledger.ParseID(c.ID); ok && a[0] != 'd' {
		if _, err := l.Claim(ctx, c.ID); err == nil {
			return false, nil // it explains itself
		}
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	if r, err := l.Record(ctx, c.ID); err == nil {
		if err := catchUp(ctx, l); err != nil {
			return true, err
		}
		return whyFamily(ctx, out, l, r)
	}
	t, err := tally.Load(ctx, l)
	if err != nil {
		return true, err
	}
	for i := range t.Origins {
		if o := &t.Origins[i]; o.Name == c.ID || slices.Contains(o.Names, c.ID) {
			whyOrigin(out, o)
			return true, nil
		}
	}
	return false, nil // the plain command says what is wrong
}

func whyEvent(ctx context.Context, out *bufio.Writer, l ledger.Ledger, e *tally.Event) error {
	figures := map[string]*tally.Figure{}
	var first string
	for i := range e.Quantities {
		for _, f := range e.Quantities[i].Figures {
			figures[string(f.ID)] = f
		}
	}
	first = "f" + e.ID[1:]
	steps, err := judge.Explain(ctx, l, group.EventLevel, first)
	if err != nil {
		return err
	}
	name := func(id string) string {
		if f := figures[id]; f != nil {
			return fmt.Sprintf("%s (%s, %s): %q", ledger.ID(id).Short(), cmp.Or(f.Document.Meta.Outlet, f.Document.Name()), day(f.Document.Meta.Published), f.Sentence)
		}
		return ledger.ID(id).Short()
	}
	fmt.Fprintf(out, "Event %s begins with %s\n", e.ID, name(first))
	if len(steps) == 0 {
		fmt.Fprintln(out, "Nothing else is held to be of the same happening.")
	}
	for i := range steps {
		writeStep(out, &steps[i], name, "of one happening")
	}
	for i := range e.Quantities {
		q := &e.Quantities[i]
		people := q.People
		if people == "" {
			people = "everybody"
		}
		var ids []string
		for _, f := range q.Figures {
			ids = append(ids, f.ID.Short())
		}
		fmt.Fprintf(out, "\nQuantity %s: %s, %s. These count the same people, by category and words, and no source gives two of them side by side: %s\n", q.ID, q.Category, people, strings.Join(ids, ", "))
	}
	return nil
}

// writeStep says one judgement of those that hold a group together.
func writeStep(out *bufio.Writer, s *judge.Step, name func(string) string, held string) {
	fmt.Fprintf(out, "\n%s\n", name(s.B))
	switch {
	case s.Person:
		fmt.Fprintf(out, "  %s said on %s: %s", s.Judgement.By, s.Time.Format("2006-01-02"), judgeWords(&s.Judgement))
		fmt.Fprint(out, earlierWords(&s.Judgement))
		if s.Why != "" {
			fmt.Fprintf(out, ", because: %s", s.Why)
		}
	case s.Whole:
		fmt.Fprintf(out, "  and what belongs to it is %s with %s\n  by rule %s: %s", held, name(s.A), s.Judgement.By, s.Why)
	default:
		fmt.Fprintf(out, "  is %s with %s\n  by rule %s (%.2f): %s", held, name(s.A), s.Judgement.By, s.Score, s.Why)
	}
	fmt.Fprintf(out, "  [%s]\n", ledger.ID(s.Judgement.ID).Short())
}

func whyOrigin(out *bufio.Writer, o *tally.Origin) {
	fmt.Fprintf(out, "Origin %q stands behind %d figures.\n", o.Name, len(o.Figures))
	if len(o.Names) > 1 {
		fmt.Fprintf(out, "Its sources are named: %s\n", strings.Join(o.Names, "; "))
	}
	for _, e := range o.Evidence {
		fmt.Fprintf(out, "  %s\n", e)
	}
}

// whyFamily explains why documents carry one text; there is nothing to explain of a
// document that carries its own.
func whyFamily(ctx context.Context, out *bufio.Writer, l ledger.Ledger, r *ledger.Record) (bool, error) {
	steps, err := judge.Explain(ctx, l, group.TextLevel, string(r.ID))
	if err != nil || len(steps) == 0 {
		return false, err
	}
	name := func(id string) string {
		d, err := l.Record(ctx, id)
		if err != nil {
			return id
		}
		return fmt.Sprintf("%s %q (%s)", d.ID.Short(), d.Name(), strings.TrimPrefix(d.Meta.Outlet+", "+day(d.Meta.Published), ", "))
	}
	for i := range steps {
		writeStep(out, &steps[i], name, "of one text")
	}
	return true, nil
}

func day(published string) string {
	if len(published) > 10 {
		return published[:10]
	}
	if published == "" {
		return "undated"
	}
	return published
}
