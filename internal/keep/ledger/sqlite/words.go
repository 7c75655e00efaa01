package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"sayso/internal/keep/ledger/store"
	"sayso/internal/keep/query"
)

// index is that of SQLite's FTS5.
type index struct{}

func (index) Index(t *store.Tx, passage int64, words string) error {
	return t.Exec("INSERT INTO passage_words (rowid, words) VALUES (?, ?)", passage, words)
}

func (index) Having(words []query.Word) (string, []any) {
	return "SELECT rowid FROM passage_words WHERE passage_words MATCH ?", []any{matches(words)}
}

func (index) Ranked(_ context.Context, _ *sql.DB, words []query.Word, _ int) (string, []any, error) {
	return "SELECT rowid AS id, rank FROM passage_words WHERE passage_words MATCH ?", []any{matches(words)}, nil
}

func (index) End(*store.Tx, int, int) error { return nil }

// matches is the full-text query for words that must all occur.
func matches(words []query.Word) string {
	var parts []string
	for _, w := range words {
		s := `"` + strings.ReplaceAll(w.Text, `"`, `""`) + `"`
		if w.Prefix {
			s += "*"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " AND ")
}
