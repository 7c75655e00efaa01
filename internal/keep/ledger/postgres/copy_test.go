package postgres

import (
	"context"
	"math"
	"reflect"
	"testing"

	"sayso/internal/keep/ledger/postgrestest"
)

// TestCopyRows: what goes by COPY comes back as it was, whatever signs it has that
// COPY takes for its own.
func TestCopyRows(t *testing.T) {
	ctx := context.Background()
	l := at(t, postgrestest.URL(t))
	conn, err := l.DB().Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(ctx, `CREATE TABLE kinds (n BIGINT, "text" TEXT, bytes BYTEA, share DOUBLE PRECISION)`); err != nil {
		t.Fatal(err)
	}
	rows := []any{
		int64(math.MinInt64), "", []byte{}, 0.1,
		int64(math.MaxInt64), `\N`, []byte{0, '\\', '\n', 255}, math.Copysign(0, -1),
		int64(0), `\.`, []byte(`\x41`), math.SmallestNonzeroFloat64,
		int64(1), "tab\tline\nreturn\r\\n\\\\ “quoted” \v\b\f", []byte("\\.\n"), 1e300,
		nil, nil, nil, nil,
	}
	if err := copyRows(ctx, conn, "kinds", `n, "text", bytes, share`, 4, rows); err != nil {
		t.Fatal(err)
	}
	rs, err := tx.QueryContext(ctx, `SELECT n, "text", bytes, share FROM kinds ORDER BY ctid`)
	if err != nil {
		t.Fatal(err)
	}
	var got []any
	for rs.Next() {
		row := make([]any, 4)
		if err := rs.Scan(&row[0], &row[1], &row[2], &row[3]); err != nil {
			t.Fatal(err)
		}
		got = append(got, row...)
	}
	if rs.Err() != nil || !reflect.DeepEqual(got, rows) {
		t.Errorf("%v\ngot  %q\nwant %q", rs.Err(), got, rows)
	}
	if err := copyRows(ctx, conn, "kinds", "n", 1, []any{struct{}{}}); err == nil {
		t.Error("a value of no kind was sent")
	}
	if err := copyRows(ctx, conn, "kinds", "n", 1, []any{"no number"}); err == nil {
		t.Error("a word was taken for a number")
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := copyRows(ctx, conn, "names", "id, name, folded", 3, []any{int64(1), "a", "a"}); err == nil {
		t.Error("rows were added after their transaction's end")
	}
	var n int
	if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM names").Scan(&n); err != nil || n > 0 {
		t.Errorf("%d rows, %v", n, err)
	}
}
