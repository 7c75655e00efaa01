package store

import (
	"context"
	"fmt"
	"math"
	"strings"

	"sayso"
	"sayso/internal/keep/query"
)

// plan is a filter as SQL conditions.
type plan struct {
	where []string
	args  []any
}

func (p *plan) add(cond string, args ...any) {
	p.where = append(p.where, cond)
	p.args = append(p.args, args...)
}

func (p *plan) sql() string {
	if len(p.where) == 0 {
		return ""
	}
	return "\nWHERE " + strings.Join(p.where, "\n  AND ")
}

func in[T fmt.Stringer](p *plan, column string, values []T) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v.String()
	}
	p.add(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}

// part adds a condition on a folded name, where one is asked.
func (p *plan) part(cond, name string) {
	if part := query.Part(name); part != "" {
		p.add(cond, part)
	} else if strings.TrimSpace(name) != "" {
		p.add("false") // a name without letters is nobody's
	}
}

// head adds the conditions that concern the document as a whole.
func (l *Ledger) head(ctx context.Context, p *plan, f *query.Filter) error {
	if f.Document != "" {
		id, err := l.documentRow(ctx, f.Document)
		if err != nil {
			return err
		}
		p.add("h.document = ?", id)
	}
	p.part("instr(h.outlet, ?) > 0", f.Outlet)
	// Dates are compared as far as both are known: of a document of "2023-11" it
	// cannot be said that it is not of the 2nd.
	if f.Since != "" {
		p.add("h.published <> '' AND h.published >= substr(?, 1, length(h.published))", f.Since)
	}
	if f.Until != "" {
		p.add("h.published <> '' AND substr(h.published, 1, 10) <= ?", f.Until)
	}
	return nil
}

const (
	someNames    = "(SELECT id FROM names WHERE instr(folded, ?) > 0)"
	someToponyms = "(SELECT id FROM toponyms WHERE instr(folded, ?) > 0)"
)

// figure adds the conditions that only figures have. Its column names begin with f.
func (p *plan) figure(f *query.Filter) {
	in(p, "f.category", f.Categories)
	in(p, "f.quantifier", f.Quantifiers)
	in(p, "f.scope", f.Scopes)
	in(p, "f.status", f.Statuses)
	if f.From != "" {
		p.add("(f.when_last >= ? OR f.when_last = '')", f.From)
	}
	if f.To != "" {
		p.add("f.when_first <= ?", f.To)
	}
	if f.AtLeast != 0 {
		p.add("coalesce(f.low, f.high) >= ?", f.AtLeast)
	}
	if f.AtMost != 0 {
		p.add("coalesce(f.low, f.high) <= ?", f.AtMost)
	}
}

// words adds the condition that the claim's passage has the words.
func (l *Ledger) words(p *plan, column, s string) error {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	words := query.Words(s)
	if len(words) == 0 {
		return fmt.Errorf("ledger: %w: %q has no word to search for", sayso.ErrInvalid, s)
	}
	having, args := l.d.Search.Having(words)
	p.add(column+" IN ("+having+")", args...)
	return nil
}

// figures plans a list of figures.
func (l *Ledger) planFigures(ctx context.Context, f *query.Filter) (*plan, error) {
	p := &plan{}
	if err := l.head(ctx, p, f); err != nil {
		return nil, err
	}
	p.figure(f)
	p.part("f.id IN (SELECT figure FROM figure_sources WHERE name IN "+someNames+")", f.Source)
	p.part("f.place IN "+someToponyms, f.Place)
	if f.Confidence > 0 {
		p.add("f.confidence >= ?", f.Confidence)
	}
	if len(f.Kinds) > 0 || len(f.Classes) > 0 {
		q := &plan{}
		in(q, "a.kind", f.Kinds)
		in(q, "a.class", f.Classes)
		p.add("(f.reading, f.attribution) IN (SELECT a.reading, a.number FROM attributions a"+q.sql()+")", q.args...)
	}
	return p, l.words(p, "f.passage", f.Words)
}

// attributions plans a list of attributions.
func (l *Ledger) planAttributions(ctx context.Context, f *query.Filter) (*plan, error) {
	p := &plan{}
	if err := l.head(ctx, p, f); err != nil {
		return nil, err
	}
	in(p, "a.kind", f.Kinds)
	in(p, "a.class", f.Classes)
	p.part("a.speaker IN "+someNames, f.Source)
	p.part(`EXISTS (SELECT 1 FROM places x WHERE x.reading = a.reading AND x.start >= a.start AND x."end" <= a."end" AND x.toponym IN `+someToponyms+")", f.Place)
	if f.Confidence > 0 {
		p.add("a.confidence >= ?", f.Confidence)
	}
	q := &plan{}
	q.figure(f)
	if len(q.where) > 0 {
		p.add("(a.reading, a.number) IN (SELECT f.reading, f.attribution FROM figures f"+q.sql()+")", q.args...)
	}
	return p, l.words(p, "a.passage", f.Words)
}

// planDocuments plans a list of documents.
func (l *Ledger) planDocuments(ctx context.Context, f *query.Filter) (*plan, error) {
	p := &plan{}
	if err := l.head(ctx, p, f); err != nil {
		return nil, err
	}
	q := &plan{}
	q.figure(f)
	if len(q.where) > 0 {
		p.add("h.reading IN (SELECT f.reading FROM figures f"+q.sql()+")", q.args...)
	}
	if part := query.Part(f.Source); part != "" {
		p.add(`(h.reading IN (SELECT f.reading FROM figure_sources s JOIN figures f ON f.id = s.figure WHERE s.name IN `+someNames+`)
		OR h.reading IN (SELECT reading FROM attributions WHERE speaker IN `+someNames+"))", part, part)
	}
	p.part("h.reading IN (SELECT reading FROM places WHERE toponym IN "+someToponyms+")", f.Place)
	if len(f.Kinds) > 0 || len(f.Classes) > 0 {
		q := &plan{}
		in(q, "a.kind", f.Kinds)
		in(q, "a.class", f.Classes)
		p.add("h.reading IN (SELECT a.reading FROM attributions a"+q.sql()+")", q.args...)
	}
	words := query.Words(f.Words)
	if len(words) == 0 && strings.TrimSpace(f.Words) != "" {
		return p, l.words(p, "", f.Words)
	}
	for _, w := range words {
		having, args := l.d.Search.Having([]query.Word{w})
		p.add("g.text IN (SELECT text FROM passages WHERE id IN ("+having+"))", args...)
	}
	return p, nil
}

// order is the ORDER BY of a list: by the key, then by document and place in the
// text. Rows that have no value for the key come last.
func (l *Ledger) order(s query.Sort, columns map[query.Key]string, ties string) (string, error) {
	if s.By == "" {
		s = query.Sort{By: query.ByPublished, Down: true}
	}
	column, ok := columns[s.By]
	if column == firstOfChain {
		column = strings.ReplaceAll(l.d.FirstName, "%s", "f.chain")
	}
	if !ok {
		return "", fmt.Errorf("ledger: %w: these rows cannot be sorted by %s", sayso.ErrInvalid, s.By)
	}
	if s.By == query.ByPublished && s.Down {
		return "\nORDER BY " + column + " DESC, " + ties, nil // as the index has it
	}
	dir := ""
	if s.Down {
		dir = " DESC"
	}
	none := fmt.Sprintf("(%[1]s IS NULL OR %[1]s = '')", column)
	if numeric[s.By] {
		none = column + " IS NULL"
	}
	return fmt.Sprintf("\nORDER BY %s, %s%s, %s", none, column, dir, ties), nil
}

// numeric are the keys that are numbers: those are not empty but null.
var numeric = map[query.Key]bool{query.ByNumber: true, query.ByConfidence: true, query.ByFigures: true}

func limit(f *query.Filter) string {
	var s string
	if f.Limit > 0 {
		s = fmt.Sprintf("\nLIMIT %d", f.Limit)
	} else if f.Offset > 0 {
		s = fmt.Sprintf("\nLIMIT %d", int64(math.MaxInt64)) // SQLite wants one
	}
	if f.Offset > 0 {
		s += fmt.Sprintf(" OFFSET %d", f.Offset)
	}
	return s
}
