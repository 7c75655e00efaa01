package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"math"
	"slices"
	"strings"

	"sayso/internal/keep/ledger"
)

// CatalogTable is a table as the database itself describes it.
type CatalogTable struct {
	Name    string
	Columns []string
	Key     []string // of the primary key, in its order; none = all columns
	Refs    []string // the tables that it points at
	Counted bool     // its rows' numbers come from a counter of the engine's
}

// Querier is a database or a transaction in it.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Tables that are not copied, by the beginnings of their names: those that an
// engine makes of the others, or for itself, and work that is not done yet, which
// belongs to the queue that carries it.
var notCopied = []string{"passage_words", "passage_sums", "goose_", "sqlite_", "river_", "waiting", "workers"}

// Tables are the tables of the ledger, each behind those that it points at. They
// are what the database says they are, so that none can be forgotten.
func (l *Ledger) Tables(ctx context.Context, q Querier) ([]CatalogTable, error) {
	all, err := l.d.Catalog(ctx, q)
	if err != nil {
		return nil, l.fail("its tables", err)
	}
	all = slices.DeleteFunc(all, func(t CatalogTable) bool {
		return slices.ContainsFunc(notCopied, func(prefix string) bool { return strings.HasPrefix(t.Name, prefix) })
	})
	slices.SortFunc(all, func(a, b CatalogTable) int { return cmp.Compare(a.Name, b.Name) })
	var out []CatalogTable
	placed := map[string]bool{}
	for len(out) < len(all) {
		before := len(out)
		for _, t := range all {
			ready := !placed[t.Name]
			for _, r := range t.Refs {
				ready = ready && (placed[r] || r == t.Name)
			}
			if ready {
				out = append(out, t)
				placed[t.Name] = true
			}
		}
		if len(out) == before {
			return nil, l.fail("its tables", errors.New("some point at each other"))
		}
	}
	return out, nil
}

// Digest is what a table holds: equal digests, equal rows.
type Digest struct {
	Table string
	Rows  int64
	Hash  ledger.Hash
}

// Digests are over all tables of the ledger, in the order of Tables. step is
// called for every row; it may be nil.
func (l *Ledger) Digests(ctx context.Context, step func()) ([]Digest, error) {
	tx, err := l.read.BeginTx(ctx, &l.d.Snapshot)
	if err != nil {
		return nil, l.fail("its tables", err)
	}
	defer tx.Rollback()
	return l.digests(ctx, tx, step)
}

func (l *Ledger) digests(ctx context.Context, q Querier, step func()) ([]Digest, error) {
	tables, err := l.Tables(ctx, q)
	if err != nil {
		return nil, err
	}
	out := make([]Digest, len(tables))
	for i, t := range tables {
		sum := sha256.New()
		out[i].Table = t.Name
		err := l.eachRow(ctx, q, t, func(row []any) error {
			digestRow(sum, t.Columns, row)
			out[i].Rows++
			if step != nil {
				step()
			}
			return nil
		})
		if err != nil {
			return nil, l.fail("table "+t.Name, err)
		}
		sum.Sum(out[i].Hash[:0])
	}
	return out, nil
}

// eachRow calls do for the rows of a table, in the order of its key.
func (l *Ledger) eachRow(ctx context.Context, q Querier, t CatalogTable, do func(row []any) error) error {
	key := t.Key
	if len(key) == 0 {
		key = t.Columns
	}
	rs, err := q.QueryContext(ctx, "SELECT "+quoted(t.Columns)+" FROM "+t.Name+" ORDER BY "+quoted(key))
	if err != nil {
		return err
	}
	defer rs.Close()
	for rs.Next() {
		row := make([]any, len(t.Columns))
		into := make([]any, len(row))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rs.Scan(into...); err != nil {
			return err
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok && b == nil {
				row[i] = []byte{} // no bytes are not NULL
			}
		}
		if err := do(row); err != nil {
			return err
		}
	}
	return rs.Err()
}

func quoted(columns []string) string { return `"` + strings.Join(columns, `", "`) + `"` }

// digestRow adds a row to a hash, the same whatever the engine: columns by their
// names, each with its kind and its length.
func digestRow(h hash.Hash, columns []string, row []any) {
	order := make([]int, len(columns))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(columns[a], columns[b]) })
	var b []byte
	for _, i := range order {
		b = append(b, columns[i]...)
		switch v := row[i].(type) {
		case nil:
			b = append(b, 0)
		case int64:
			b = binary.BigEndian.AppendUint64(append(b, 1), uint64(v))
		case float64:
			b = binary.BigEndian.AppendUint64(append(b, 2), math.Float64bits(v))
		case string:
			b = append(binary.BigEndian.AppendUint64(append(b, 3), uint64(len(v))), v...)
		case []byte:
			b = append(binary.BigEndian.AppendUint64(append(b, 4), uint64(len(v))), v...)
		default:
			b = fmt.Appendf(append(b, 5), "%T %v", v, v)
		}
	}
	h.Write(b)
}
