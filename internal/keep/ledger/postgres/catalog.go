package postgres

import (
	"context"
	"slices"

	"sayso/internal/keep/ledger/store"
)

const (
	columns = `SELECT c.relname, a.attname, coalesce(array_position(i.indkey::int2[], a.attnum), -1), a.attname = 'id' AND a.attidentity <> ''
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
		WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname, a.attnum`
	refs = `SELECT c.relname, f.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
		WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace`
)

// catalog describes the tables in the schema.
func catalog(ctx context.Context, q store.Querier) ([]store.CatalogTable, error) {
	var out []store.CatalogTable
	rs, err := q.QueryContext(ctx, columns)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	for rs.Next() {
		var table, column string
		var key int
		var counted bool
		if err := rs.Scan(&table, &column, &key, &counted); err != nil {
			return nil, err
		}
		if n := len(out); n == 0 || out[n-1].Name != table {
			out = append(out, store.CatalogTable{Name: table})
		}
		t := &out[len(out)-1]
		t.Columns = append(t.Columns, column)
		t.Counted = t.Counted || counted
		if key >= 0 { // an int2vector counts from 0
			for key >= len(t.Key) {
				t.Key = append(t.Key, "")
			}
			t.Key[key] = column
		}
	}
	if rs.Err() != nil {
		return nil, rs.Err()
	}
	rs, err = q.QueryContext(ctx, refs)
	if err != nil {
		return nil, err
	}
	defer rs.Close()
	for rs.Next() {
		var table, ref string
		if err := rs.Scan(&table, &ref); err != nil {
			return nil, err
		}
		i := slices.IndexFunc(out, func(t store.CatalogTable) bool { return t.Name == table })
		if i >= 0 {
			out[i].Refs = append(out[i].Refs, ref)
		}
	}
	return out, rs.Err()
}
