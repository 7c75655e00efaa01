package sqlite

import (
	"context"

	"sayso/internal/keep/ledger/store"
)

// catalog describes the tables in the file.
func catalog(ctx context.Context, q store.Querier) ([]store.CatalogTable, error) {
	var out []store.CatalogTable
	err := pairs(ctx, q, `SELECT t.name, c.name, c.pk FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid`, func(table, column string, key int) {
		if n := len(out); n == 0 || out[n-1].Name != table {
			out = append(out, store.CatalogTable{Name: table})
		}
		t := &out[len(out)-1]
		t.Columns = append(t.Columns, column)
		for key > len(t.Key) {
			t.Key = append(t.Key, "")
		}
		if key > 0 {
			t.Key[key-1] = column
		}
	})
	if err != nil {
		return nil, err
	}
	return out, pairs(ctx, q, `SELECT t.name, f."table", 0 FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'`, func(table, ref string, _ int) {
		for i := range out {
			if out[i].Name == table {
				out[i].Refs = append(out[i].Refs, ref)
			}
		}
	})
}

func pairs(ctx context.Context, q store.Querier, query string, row func(a, b string, n int)) error {
	rs, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rs.Close()
	for rs.Next() {
		var a, b string
		var n int
		if err := rs.Scan(&a, &b, &n); err != nil {
			return err
		}
		row(a, b, n)
	}
	return rs.Err()
}
