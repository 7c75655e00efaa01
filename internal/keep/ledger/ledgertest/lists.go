package ledgertest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"testing"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// Lists is all that a ledger lists under a filter, as text; an order that a list
// does not have is told as such.
func Lists(t testing.TB, l ledger.Ledger, f query.Filter) (out []string) {
	t.Helper()
	ctx := context.Background()
	out = append(out, lines(t, l.Documents(ctx, f))...)
	out = append(out, lines(t, l.Attributions(ctx, f))...)
	out = append(out, lines(t, l.Figures(ctx, f))...)
	n, err := l.Totals(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	facets, err := l.Facets(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	return append(out, fmt.Sprintf("%+v", n), fmt.Sprintf("%+v", facets))
}

func lines[T any](t testing.TB, seq iter.Seq2[T, error]) (out []string) {
	t.Helper()
	for v, err := range seq {
		if errors.Is(err, sayso.ErrInvalid) {
			return []string{err.Error()}
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, deep(v))
	}
	return out
}

// deep is a value with all that it points at.
func deep(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
