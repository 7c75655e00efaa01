package sqlite

import (
	"strings"

	"sayso/internal/keep/ledger/store"
	"sayso/internal/keep/query"
)

// words is the index of SQLite's FTS5.
type words struct{}

func (words) Index(t *store.Tx, passage int64, words string) error {
	return t.Exec("INSERT INTO passage_words (rowid, words) VALUES (?, ?)", passage, words)
}

func (words) Having(words []query.Word) (string, []any) {
	return "SELECT rowid FROM passage_words WHERE passage_words MATCH ?", []any{matches(words)}
}

func (words) Ranked(words []query.Word) (string, []any) {
	return "SELECT rowid AS id, rank FROM passage_words WHERE passage_words MATCH ?", []any{matches(words)}
}

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
