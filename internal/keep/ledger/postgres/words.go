package postgres

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strconv"
	"strings"

	"sayso/internal/keep/ledger/store"
	"sayso/internal/keep/query"
)

// index is one of tsvectors over words that we cut ourselves, as SQLite's
// index cuts them: PostgreSQL's own parser knows addresses and compounds, and
// would find other things.
type index struct{}

// A part holds this many words, and begins this many after the one before: so
// no word has more places than are kept, and any phrase of up to the difference
// is whole in some part.
const (
	partWords = 250
	partStep  = 200
	phrase    = partWords - partStep
)

func (index) Index(t *store.Tx, passage int64, text string) error {
	tokens := query.Tokens(text)
	t.Indexed(len(tokens))
	var b []byte
	for part, start := 0, 0; part == 0 || start < len(tokens)-phrase; part, start = part+1, start+partStep {
		b = b[:0]
		for i, token := range tokens[start:min(start+partWords, len(tokens))] {
			b = append(append(append(b, '\''), token...), "':"...)
			b = append(strconv.AppendInt(b, int64(i+1), 10), ' ')
		}
		if err := t.Put(store.PassageWords, passage, part, string(b)); err != nil {
			return err
		}
	}
	return nil
}

func (index) End(t *store.Tx, passages, words int) error {
	return t.Exec("INSERT INTO passage_sums (passages, words) VALUES (?, ?)", passages, words)
}

func (index) Having(words []query.Word) (string, []any) {
	var parts []string
	var args []any
	for _, w := range words {
		for _, q := range tsqueries(w) {
			parts = append(parts, "SELECT rowid FROM passage_words WHERE words @@ ?::tsquery")
			args = append(args, q)
		}
	}
	return strings.Join(parts, " INTERSECT "), args
}

// tsqueries are the queries that a passage must match in one part each for the
// word, or words in a row, to be in it. A phrase longer than what parts share is
// looked for piece by piece, each with the words before.
func tsqueries(w query.Word) []string {
	tokens := query.Tokens(w.Text)
	var out []string
	for start := 0; ; start += phrase / 2 {
		end := min(start+phrase, len(tokens))
		var b strings.Builder
		for i, token := range tokens[start:end] {
			if i > 0 {
				b.WriteString(" <-> ")
			}
			b.WriteString("'" + token + "'")
			if w.Prefix && start+i == len(tokens)-1 {
				b.WriteString(":*")
			}
		}
		out = append(out, b.String())
		if end == len(tokens) {
			return out
		}
	}
}

// hit is a passage with its rank, the lower the better.
type hit struct {
	id   int64
	rank float64
}

// Ranked ranks by BM25, in the form and with the constants of SQLite's index, so
// that the same passages come first.
func (s index) Ranked(ctx context.Context, db *sql.DB, words []query.Word, n int) (string, []any, error) {
	r, err := s.ranking(ctx, db, words)
	if err != nil {
		return "", nil, err
	}
	having, args := s.Having(words)
	rs, err := db.QueryContext(ctx, dialect.SQL(`SELECT p.id, substr(t.text, p.start + 1, p."end" - p.start) FROM (`+having+`) x
		JOIN passages p ON p.id = x.rowid JOIN texts t ON t.id = p.text
		WHERE EXISTS (SELECT 1 FROM readings g JOIN heads h ON h.reading = g.id WHERE g.text = t.id)`), args...)
	if err != nil {
		return "", nil, err
	}
	defer rs.Close()
	var hits []hit
	for rs.Next() {
		var h hit
		var text sql.RawBytes
		if err := rs.Scan(&h.id, &text); err != nil {
			return "", nil, err
		}
		h.rank = r.rank(query.Tokens(string(text)))
		hits = append(hits, h)
	}
	if rs.Err() != nil {
		return "", nil, rs.Err()
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.id, b.id)) })
	if k := n; n > 0 && len(hits) > k {
		for k < len(hits) && hits[k].rank == hits[k-1].rank {
			k++ // equally good: documents decide
		}
		hits = hits[:k]
	}
	ids, ranks := make([]int64, len(hits)), make([]float64, len(hits))
	for i, h := range hits {
		ids[i], ranks[i] = h.id, h.rank
	}
	return "SELECT * FROM unnest(?::bigint[], ?::float8[]) AS ranked(id, rank)", []any{ids, ranks}, nil
}

// ranking is what ranks of a search depend on beside the passage.
type ranking struct {
	phrases []phraseWords
	mean    float64 // words of a passage
}

type phraseWords struct {
	words  []string
	prefix bool
	idf    float64
}

func (s index) ranking(ctx context.Context, db *sql.DB, words []query.Word) (*ranking, error) {
	var passages, total float64
	if err := db.QueryRowContext(ctx, "SELECT coalesce(sum(passages), 0)::float8, coalesce(sum(words), 0)::float8 FROM passage_sums").Scan(&passages, &total); err != nil {
		return nil, err
	}
	r := &ranking{mean: total / passages}
	for _, w := range words {
		having, args := s.Having([]query.Word{w})
		var with float64
		if err := db.QueryRowContext(ctx, dialect.SQL("SELECT count(DISTINCT rowid)::float8 FROM ("+having+") x"), args...).Scan(&with); err != nil {
			return nil, err
		}
		idf := math.Log((passages - with + .5) / (with + .5))
		if idf <= 0 {
			idf = 1e-6
		}
		r.phrases = append(r.phrases, phraseWords{query.Tokens(w.Text), w.Prefix, idf})
	}
	return r, nil
}

func (r *ranking) rank(tokens []string) float64 {
	const k1, b = 1.2, .75
	score := 0.0
	for _, p := range r.phrases {
		f := p.count(tokens)
		score += p.idf * ((f * (k1 + 1)) / (f + k1*(1-b+b*float64(len(tokens))/r.mean)))
	}
	return -score
}

// count is how often the phrase occurs.
func (p *phraseWords) count(tokens []string) float64 {
	n := 0
	for i := 0; i+len(p.words) <= len(tokens); i++ {
		same := true
		for k, w := range p.words {
			got := tokens[i+k]
			if got != w && !(p.prefix && k == len(p.words)-1 && strings.HasPrefix(got, w)) {
				same = false
				break
			}
		}
		if same {
			n++
		}
	}
	return float64(n)
}
