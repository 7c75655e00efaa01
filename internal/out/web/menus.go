package web

import (
	"context"
	"sync"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
	"sayso/internal/keep/tally"
)

// menus are the choices of the filters over the whole ledger. Counting them walks
// over every figure, so they are kept while the ledger stays as it is.
type menus struct {
	mu     sync.Mutex
	head   ledger.LogHead
	size   ledger.Totals
	facets ledger.Facets
}

// largeLedger is the number of figures from which on a filtered view does not
// count its own choices: it offers those of the whole ledger, without counts.
const largeLedger = 20_000

// all are the choices over the whole ledger, with its size.
func (m *menus) all(ctx context.Context, l tally.Ledger) (ledger.Facets, ledger.Totals, error) {
	head, err := l.LogHead(ctx)
	if err != nil {
		return ledger.Facets{}, ledger.Totals{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.head == head && head.Size > 0 {
		return m.facets, m.size, nil
	}
	size, err := l.Totals(ctx, query.Filter{})
	if err != nil {
		return ledger.Facets{}, size, err
	}
	facets, err := l.Facets(ctx, query.Filter{})
	if err != nil {
		return facets, size, err
	}
	m.head, m.size, m.facets = head, size, facets
	return facets, size, nil
}

// under are the choices under a filter. What they choose between is left open, so
// that a second choice can be made beside the first.
func (m *menus) under(ctx context.Context, l tally.Ledger, f query.Filter) (ledger.Facets, error) {
	f.Categories, f.Statuses, f.Scopes, f.Outlet, f.Source, f.Place = nil, nil, nil, "", "", ""
	f.Sort, f.Limit, f.Offset = query.Sort{}, 0, 0
	all, size, err := m.all(ctx, l)
	if err != nil || open(f) {
		return all, err
	}
	if size.Figures <= largeLedger {
		return l.Facets(ctx, f)
	}
	return uncounted(all), nil
}

// open reports whether a filter lets everything through.
func open(f query.Filter) bool {
	return f.Words == "" && f.Document == "" && f.Since == "" && f.Until == "" && f.From == "" && f.To == "" &&
		len(f.Quantifiers)+len(f.Kinds)+len(f.Classes) == 0 && f.AtLeast == 0 && f.AtMost == 0 && f.Confidence == 0
}

func uncounted(f ledger.Facets) ledger.Facets {
	for _, list := range []*[]ledger.Count{&f.Outlets, &f.Categories, &f.Countries, &f.Sources, &f.Statuses} {
		plain := make([]ledger.Count, len(*list))
		for i, c := range *list {
			plain[i] = ledger.Count{Value: c.Value, N: -1}
		}
		*list = plain
	}
	return f
}
