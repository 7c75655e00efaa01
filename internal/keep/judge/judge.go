// Package judge brings documents and persons' judgements into the groups of a
// ledger: it compares what was added with what it may be one with, keeps the
// judgements, and makes the groups again that they touch.
package judge

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
)

// Documents groups documents by their current readings within a transaction, in
// which they may just have been added. Writers come one after the other, so the
// groups are those of one keeper, whoever calls it and in whatever order.
func Documents(tx ledger.Tx, now time.Time, ids ...ledger.ID) error {
	k, err := keeper(tx, now)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := put(tx, k, id); err != nil {
			return err
		}
	}
	return nil
}

func keeper(tx ledger.Tx, now time.Time) (*group.Keeper, error) {
	if err := renew(tx); err != nil {
		return nil, err
	}
	all, err := tx.Persons()
	if err != nil {
		return nil, fmt.Errorf("judge: %w", err)
	}
	return group.NewKeeper(tx.Shelf(), group.Standing(all), ledger.JudgementID, now.UTC()), nil
}

// renew drops groups that an older version made of less, or otherwise: CatchUp makes
// them again. Nothing is lost, since the record and persons' judgements stay.
func renew(tx ledger.Tx) error {
	switch form, err := tx.GroupForm(); {
	case err != nil:
		return fmt.Errorf("judge: %w", err)
	case form > group.SketchForm:
		return fmt.Errorf("judge: its groups are %w: use that one, which this ledger's other users have", ledger.ErrNewer)
	case form != 0 && form < group.SketchForm:
		return tx.DropGroups()
	}
	return nil
}

func put(tx ledger.Tx, k *group.Keeper, id ledger.ID) error {
	r, reading, err := tx.Current(id)
	if err != nil {
		return fmt.Errorf("judge: %w", err)
	}
	d, figures := Sketch(r)
	if err := tx.Grouped(id, reading, figures); err != nil {
		return fmt.Errorf("judge: %w", err)
	}
	if err := k.Put(d); err != nil {
		return fmt.Errorf("judge: document %s: %w", id, err)
	}
	return tx.GroupedAs(id, reading)
}

// Sketch is what grouping needs of a record, and the words that lists of groups
// show of its figures.
func Sketch(r *ledger.Record) (*group.Document, []ledger.GroupFigure) {
	d := &group.Document{
		ID: string(r.ID), Name: r.Name(), Outlet: r.Meta.Outlet, Published: group.ParseDay(r.Meta.Published),
		Text: group.Shingle(r.Text), Reading: r.Reading, Contexts: group.Contexts(r.Text.Text, r.Reading.Figures),
	}
	var figures []ledger.GroupFigure
	for i := range r.Reading.Figures {
		f := r.Figure(i)
		d.Figures = append(d.Figures, string(f.ID))
		figures = append(figures, ledger.GroupFigure{ID: f.ID, Document: r.ID, N: i, Words: f.NumberText,
			Points: points(r.Text.Text, f.Number), Sentence: sentence(r.Text.Text, f.Passage.Span, f.Number)})
	}
	return d, figures
}

func points(text string, s sayso.Span) [2]int {
	start := utf8.RuneCountInString(text[:s.Start])
	return [2]int{start, start + utf8.RuneCountInString(s.In(text))}
}

// sentence is the words around a span, within its passage: from the last full
// stop before it to the next one after it. It is shown, not computed with.
func sentence(text string, passage, s sayso.Span) string {
	start, end := passage.Start, passage.End
	if i := strings.LastIndexAny(text[start:s.Start], ".!?\n"); i >= 0 && start+i+1 < s.Start {
		start += i + 1
	}
	if i := strings.IndexAny(text[s.End:end], "!?\n"); i >= 0 {
		end = s.End + i
	}
	if i := strings.Index(text[s.End:end], ". "); i >= 0 {
		end = s.End + i
	}
	return strings.TrimSpace(strings.Join(strings.Fields(text[start:end]), " "))
}

// Grouper is the stage of a queue that groups documents.
type Grouper struct{ Now func() time.Time }

// Group groups documents within the transaction that ends the job.
func (g Grouper) Group(_ context.Context, tx ledger.Tx, documents []ledger.ID) error {
	return Documents(tx, g.Now(), documents...)
}

// Ledger is what groups are kept in.
type Ledger interface {
	ledger.Grouper
	InTx(ctx context.Context, do func(ledger.Tx) error) error
}

// Regroup makes all groups again of the record and of persons' judgements. Killed
// in between, the next CatchUp goes on with it.
func Regroup(ctx context.Context, l Ledger, now func() time.Time, step func(done, total int)) error {
	if err := l.InTx(ctx, func(tx ledger.Tx) error { return tx.DropGroups() }); err != nil {
		return fmt.Errorf("judge: %w", err)
	}
	return CatchUp(ctx, l, now, step)
}

// atOnce is how many documents are grouped in one transaction, and ahead how many
// are asked for together.
const (
	atOnce = 50
	ahead  = 100 * atOnce
)

// CatchUp groups what is not grouped yet: documents of an older ledger, those whose
// current reading is another one now, or all where the groups are of an older form.
// step is told how many are done; it may be nil.
func CatchUp(ctx context.Context, l Ledger, now func() time.Time, step func(done, total int)) error {
	done := 0
	for {
		ids, left, err := l.Ungrouped(ctx, ahead)
		if err != nil || len(ids) == 0 {
			return err
		}
		total := done + left
		for part := range slices.Chunk(ids, atOnce) {
			if err := l.InTx(ctx, func(tx ledger.Tx) error { return Documents(tx, now(), part...) }); err != nil {
				return err
			}
			done += len(part)
			if step != nil {
				step(done, total)
			}
		}
	}
}
