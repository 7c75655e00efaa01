package judge

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
)

// Word is what a person says of two things in a ledger.
type Word struct {
	Verdict group.Verdict
	Level   group.Level
	A, B    string // IDs of documents or figures, or their beginnings; or names of origins
	By, Why string
}

// Say keeps a person's judgement and makes the groups again that it touches.
func Say(ctx context.Context, l ledger.Ledger, w Word, now time.Time) (group.Judgement, error) {
	if strings.TrimSpace(w.By) == "" {
		return group.Judgement{}, fmt.Errorf("judge: %w: whose judgement it is must be said", sayso.ErrInvalid)
	}
	j := group.Judgement{Level: w.Level, Verdict: w.Verdict, By: w.By, Person: true, Why: w.Why, Time: now.UTC()}
	var err error
	if j.A, err = claim(ctx, l, w.Level, w.A); err != nil {
		return j, err
	}
	if j.B, err = claim(ctx, l, w.Level, w.B); err != nil {
		return j, err
	}
	if j.A == j.B && w.Verdict != group.Renamed {
		return j, fmt.Errorf("judge: %w: %s and %s are the same thing already", sayso.ErrInvalid, w.A, w.B)
	}
	return give(ctx, l, j)
}

// Undo takes a judgement back.
func Undo(ctx context.Context, l ledger.Ledger, id, by, why string, now time.Time) (group.Judgement, error) {
	old, err := l.Judgement(ctx, id)
	if err != nil {
		return group.Judgement{}, err
	}
	if !old.Person {
		return group.Judgement{}, fmt.Errorf("judge: %w: %s is a rule's; say otherwise with \"sayso judge not-same %s %s\"", sayso.ErrInvalid, old.ID, old.A, old.B)
	}
	j := *old
	j.By, j.Why, j.Time, j.Takes, j.Undo = by, why, now.UTC(), old.ID, true
	return give(ctx, l, j)
}

// give keeps a judgement and groups the two again that it is about.
func give(ctx context.Context, l ledger.Ledger, j group.Judgement) (group.Judgement, error) {
	j = j.Ordered()
	j.ID = ledger.JudgementID(j)
	err := l.InTx(ctx, func(tx ledger.Tx) error {
		if err := renew(tx); err != nil {
			return err
		}
		before, err := tx.Persons()
		if err != nil {
			return err
		}
		if err := tx.Judge([]group.Judgement{j}); err != nil || j.Level == group.OriginLevel {
			return err
		}
		after, err := tx.Persons()
		if err != nil {
			return err
		}
		k := group.NewKeeper(tx.Shelf(), group.Standing(before), ledger.JudgementID, j.Time)
		var ids []string
		for _, c := range about(after, &j) {
			id := c
			if j.Level != group.TextLevel {
				if id, err = tx.Shelf().Holder(c); err != nil {
					return err
				}
			}
			if id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		return k.Again(group.Standing(after), ids...)
	})
	return j, err
}

// about are the two that a judgement is about, and those that stand in their place
// in later revisions.
func about(all []group.Judgement, j *group.Judgement) []string {
	out := []string{j.A, j.B}
	for i := range all {
		if all[i].ID != j.ID {
			continue
		}
		for _, c := range []string{all[i].A, all[i].B} {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// claim is the whole ID of a document or figure, or the name of an origin.
func claim(ctx context.Context, l ledger.Ledger, level group.Level, name string) (string, error) {
	switch level {
	case group.OriginLevel:
		return strings.TrimSpace(name), nil
	case group.TextLevel:
		r, err := l.Record(ctx, name)
		if err != nil {
			return "", explain(err, name, "document")
		}
		return string(r.ID), nil
	}
	c, err := l.Claim(ctx, name)
	if err == nil && c.Figure == nil {
		err = fmt.Errorf("judge: %w: %s is a claim without a number; events hold figures", sayso.ErrInvalid, name)
	}
	if err != nil {
		return "", explain(err, name, "figure")
	}
	return string(c.Figure.ID), nil
}

func explain(err error, name, what string) error {
	if errors.Is(err, sayso.ErrNotFound) {
		return fmt.Errorf("judge: there is no %s %q in the ledger: \"sayso %ss\" lists what there is: %w", what, name, what, err)
	}
	return err
}
