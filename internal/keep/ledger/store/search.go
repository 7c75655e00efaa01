package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// Search finds passages of the current readings by their words, best first.
func (l *Ledger) Search(ctx context.Context, s string, n int) iter.Seq2[ledger.Hit, error] {
	words := query.Words(s)
	if len(words) == 0 {
		return failed[ledger.Hit](fmt.Errorf("ledger: %w: %q has no word to search for", sayso.ErrInvalid, s))
	}
	ranked, args, err := l.d.Search.Ranked(ctx, l.read, words, n)
	if err != nil {
		return failed[ledger.Hit](l.fail("searching", err))
	}
	q := "SELECT " + documentColumns + `, p.kind, p.start, p."end", substr(t.text, p.start + 1, p."end" - p.start)
FROM (` + ranked + `) w
JOIN passages p ON p.id = w.id
JOIN texts t ON t.id = p.text
JOIN readings g ON g.text = t.id
JOIN heads h ON h.reading = g.id
JOIN documents d ON d.id = h.document
JOIN revisions r ON r.id = h.revision
ORDER BY w.rank, h.public, p.n` + limit(&query.Filter{Limit: n})
	return rows(ctx, l, "searching", q, args, func(rs *sql.Rows) (ledger.Hit, error) {
		var d documentScan
		var hit ledger.Hit
		var kind string
		var text []byte
		err := rs.Scan(append(d.into(), &kind, &hit.Passage.Span.Start, &hit.Passage.Span.End, &text)...)
		if err != nil {
			return hit, err
		}
		hit.Passage.Text = string(text)
		hit.Marks = query.Marks(hit.Passage.Text, words)
		if hit.Document, err = d.document(); err != nil {
			return hit, err
		}
		return hit, hit.Passage.Kind.UnmarshalText([]byte(kind))
	})
}
