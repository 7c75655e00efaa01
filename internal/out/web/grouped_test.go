package web

import (
	"context"
	"iter"

	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
)

// ungrouped is a ledger without groups.
type ungrouped struct{}

func (ungrouped) Judgements(context.Context, bool) iter.Seq2[group.Judgement, error] {
	return func(func(group.Judgement, error) bool) {}
}

func (ungrouped) Persons(context.Context) ([]group.Judgement, error) { return nil, nil }

func (ungrouped) Judgement(context.Context, string) (*group.Judgement, error) { return nil, nil }

func (ungrouped) Ungrouped(context.Context, int) ([]ledger.ID, int, error) { return nil, 0, nil }

func (ungrouped) GroupDocuments(context.Context, bool, []ledger.ID) iter.Seq2[ledger.GroupDocument, error] {
	return func(func(ledger.GroupDocument, error) bool) {}
}

func (ungrouped) GroupFigures(context.Context, ledger.ID) iter.Seq2[ledger.GroupFigure, error] {
	return func(func(ledger.GroupFigure, error) bool) {}
}

func (ungrouped) GroupNodes(context.Context, group.Level, string) iter.Seq2[group.State, error] {
	return func(func(group.State, error) bool) {}
}

func (ungrouped) GroupOf(context.Context, group.Level, string) (string, error) { return "", nil }

func (ungrouped) InTx(context.Context, func(ledger.Tx) error) error { return nil }
