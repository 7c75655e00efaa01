package judge

import (
	"context"
	"fmt"
	"slices"

	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
)

// Step is one judgement among those that hold a group together.
type Step struct {
	A, B  string // figures or documents
	Whole bool   // it is about the groups around the two
	group.Judgement
}

// Explain gives the judgements that hold a group together: of rules, a tie for
// each document or happening but the first, and of persons. The group is known by
// any of its nodes.
func Explain(ctx context.Context, l ledger.Grouper, level group.Level, node string) ([]Step, error) {
	name, err := l.GroupOf(ctx, level, node)
	if err != nil || name == "" {
		return nil, err
	}
	in := map[string]bool{}
	var states []group.State
	var documents []ledger.ID
	for st, err := range l.GroupNodes(ctx, level, name) {
		if err != nil {
			return nil, err
		}
		in[st.Node] = true
		states = append(states, st)
		documents = append(documents, ledger.ID(st.Document))
	}
	var out []Step
	for _, st := range states {
		for _, b := range []struct {
			bond  group.Bond
			whole bool
		}{{st.Tie, false}, {st.Whole, true}} {
			if b.bond.To == "" || !in[b.bond.To] {
				continue
			}
			j, err := l.Judgement(ctx, b.bond.By)
			if err != nil {
				return nil, fmt.Errorf("judge: the judgement on %s and %s: %w", st.Node, b.bond.To, err)
			}
			out = append(out, Step{A: b.bond.To, B: st.Node, Whole: b.whole, Judgement: *j})
		}
	}
	said, err := ofPersons(ctx, l, level, documents)
	return append(out, said...), err
}

// ofPersons are persons' judgements that stand on what a group holds.
func ofPersons(ctx context.Context, l ledger.Grouper, level group.Level, documents []ledger.ID) ([]Step, error) {
	slices.Sort(documents)
	documents = slices.Compact(documents)
	claims := map[string]bool{}
	for d, err := range l.GroupDocuments(ctx, false, documents) {
		if err != nil {
			return nil, err
		}
		claims[d.ID] = true
		for _, f := range d.Figures {
			claims[f] = true
		}
	}
	all, err := l.Persons(ctx)
	if err != nil {
		return nil, err
	}
	var out []Step
	for _, j := range group.Latest(all) {
		about := j.Level == level || level == group.EventLevel && j.Level == group.QuantityLevel
		if about && (claims[j.A] || claims[j.B]) {
			out = append(out, Step{A: j.A, B: j.B, Judgement: j})
		}
	}
	return out, nil
}
