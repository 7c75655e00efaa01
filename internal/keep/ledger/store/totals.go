package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// Totals counts what the filter lets through.
func (l *Ledger) Totals(ctx context.Context, f query.Filter, lists ...ledger.List) (ledger.Totals, error) {
	var t ledger.Totals
	if aboutDocuments(&f) {
		p := &plan{}
		if err := l.head(ctx, p, &f); err != nil {
			return t, err
		}
		q := "SELECT count(*), coalesce(sum(h.attributions), 0), coalesce(sum(h.figures), 0) FROM heads h" + p.sql()
		var all ledger.Totals
		if err := l.row(ctx, q, p.args...).Scan(&all.Documents, &all.Attributions, &all.Figures); err != nil {
			return t, l.fail("counting", err)
		}
		return named(all, lists), nil
	}
	for _, c := range []struct {
		list ledger.List
		from string
		plan func(context.Context, *query.Filter) (*plan, error)
		into *int
	}{
		{ledger.DocumentList, "heads h JOIN readings g ON g.id = h.reading", l.planDocuments, &t.Documents},
		{ledger.AttributionList, attributionsOf, l.planAttributions, &t.Attributions},
		{ledger.FigureList, figuresOf, l.planFigures, &t.Figures},
	} {
		if len(lists) > 0 && !slices.Contains(lists, c.list) {
			continue
		}
		p, err := c.plan(ctx, &f)
		if err != nil {
			return t, err
		}
		if err := l.row(ctx, "SELECT count(*) FROM "+c.from+p.sql(), p.args...).Scan(c.into); err != nil {
			return t, l.fail("counting", err)
		}
	}
	return t, nil
}

// aboutDocuments reports whether a filter asks nothing of single claims or of
// words, so that each document's own counts are enough.
func aboutDocuments(f *query.Filter) bool {
	return f.Words == "" && f.Source == "" && f.Place == "" && f.From == "" && f.To == "" &&
		len(f.Categories)+len(f.Quantifiers)+len(f.Scopes)+len(f.Statuses)+len(f.Kinds)+len(f.Classes) == 0 &&
		f.AtLeast == 0 && f.AtMost == 0 && f.Confidence == 0
}

// named keeps the counts that were asked for.
func named(all ledger.Totals, lists []ledger.List) ledger.Totals {
	if len(lists) == 0 {
		return all
	}
	var t ledger.Totals
	for _, list := range lists {
		switch list {
		case ledger.DocumentList:
			t.Documents = all.Documents
		case ledger.AttributionList:
			t.Attributions = all.Attributions
		case ledger.FigureList:
			t.Figures = all.Figures
		}
	}
	return t
}

// Facets counts the figures by what they can be filtered by.
func (l *Ledger) Facets(ctx context.Context, f query.Filter) (ledger.Facets, error) {
	var out ledger.Facets
	p, err := l.planFigures(ctx, &f)
	if err != nil {
		return out, err
	}
	// One walk over the figures serves all that a figure has one of. Rows are
	// grouped by numbers and short words; the names come after.
	type group struct {
		outlet, category, status, country string
		n                                 int
	}
	q := `SELECT r.outlet, x.category, x.status, coalesce(o.country, ''), x.n FROM (
SELECT min(h.revision) AS revision, f.category, f.status, f.place, count(*) AS n FROM ` + figuresOf + p.sql() + `
GROUP BY h.outlet, f.category, f.status, f.place) x
JOIN revisions r ON r.id = x.revision LEFT JOIN toponyms o ON o.id = x.place`
	outlets, categories, statuses, countries := counts{}, counts{}, counts{}, counts{}
	for g, err := range rows(ctx, l, "counting", q, p.args, func(rs *sql.Rows) (g group, err error) {
		return g, rs.Scan(&g.outlet, &g.category, &g.status, &g.country, &g.n)
	}) {
		if err != nil {
			return out, err
		}
		outlets[g.outlet] += g.n
		categories[g.category] += g.n
		statuses[g.status] += g.n
		countries[g.country] += g.n
	}
	out.Outlets, out.Categories, out.Statuses, out.Countries = outlets.sorted(), categories.sorted(), statuses.sorted(), countries.sorted()
	q = "SELECT n.name, x.c FROM (SELECT s.name, count(*) AS c FROM " + figuresOf + " JOIN figure_sources s ON s.figure = f.id" + p.sql() + " GROUP BY s.name) x JOIN names n ON n.id = x.name"
	sources := counts{}
	for c, err := range rows(ctx, l, "counting", q, p.args, func(rs *sql.Rows) (c ledger.Count, err error) {
		return c, rs.Scan(&c.Value, &c.N)
	}) {
		if err != nil {
			return out, err
		}
		sources[c.Value] += c.N
	}
	out.Sources = sources.sorted()
	return out, nil
}

// counts are values with how often they occur.
type counts map[string]int

// sorted is the counts of values that are not empty, most frequent first.
func (c counts) sorted() []ledger.Count {
	var out []ledger.Count
	for v, n := range c {
		if v != "" {
			out = append(out, ledger.Count{Value: v, N: n})
		}
	}
	slices.SortFunc(out, func(a, b ledger.Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
	return out
}
