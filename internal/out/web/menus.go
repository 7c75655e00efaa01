package web

import (
	"context"
	"sync"
	"time"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// menus are the choices of the filters over the whole ledger. Counting them walks
// over every figure, so they are kept while the ledger stays as large as it is.
type menus struct {
	mu     sync.Mutex
	size   ledger.Totals
	until  time.Time
	facets ledger.Facets
}

// largeLedger is the number of figures from which on a filtered view does not
// count its own choices: it offers those of the whole ledger, without counts.
const largeLedger = 20_000

// keptFor bounds how long choices are kept, for changes that leave the ledger's
// size as it was.
const keptFor = 20 * time.Second

// all are the choices over the whole ledger, with its size.
func (m *menus) all(ctx context.Context, l ledger.Lister) (ledger.Facets, ledger.Totals, error) {
	size, err := l.Totals(ctx, query.Filter{})
	if err != nil {
		return ledger.Facets{}, size, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.size == size && time.Now().Before(m.until) {
		return m.facets, size, nil
	}
	facets, err := l.Facets(ctx, query.Filter{})
	if err != nil {
		return facets, size, err
	}
	m.size, m.facets, m.until = size, facets, time.Now().Add(keptFor)
	return facets, size, nil
}

// under are the choices under a filter. What they choose between is left open, so
// that a second choice can be made beside the first.
func (m *menus) under(ctx context.Context, l ledger.Lister, f query.Filter) (ledger.Facets, error) {
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
