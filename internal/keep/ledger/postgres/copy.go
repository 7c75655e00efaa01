package postgres

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
)

// copyRows sends rows of a table in one COPY, which the server neither parses nor
// plans value by value. The text form knows no types: what a column makes of it is
// what it would make of the same words in a query.
func copyRows(ctx context.Context, conn *sql.Conn, table, columns string, width int, values []any) error {
	b := make([]byte, 0, 32*len(values))
	for i, v := range values {
		var err error
		if b, err = appendValue(b, v); err != nil {
			return fmt.Errorf("a row of %s: %w", table, err)
		}
		if (i+1)%width == 0 {
			b = append(b, '\n')
		} else {
			b = append(b, '\t')
		}
	}
	var fault error
	// What goes wrong in here is told aside: database/sql would close the connection
	// that a transaction has, and wait for its end.
	err := conn.Raw(func(c any) error {
		pg := c.(*stdlib.Conn).Conn().PgConn()
		if pg.TxStatus() != 'T' {
			fault = errors.New("the transaction has ended")
			return nil
		}
		_, fault = pg.CopyFrom(ctx, bytes.NewReader(b), "COPY "+table+" ("+columns+") FROM STDIN")
		return nil
	})
	return errors.Join(err, fault)
}

// escapes are what COPY's text form would take for its own.
var escapes = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

func appendValue(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, `\N`...), nil
	case string:
		if !strings.ContainsAny(v, "\\\t\n\r") {
			return append(b, v...), nil
		}
		return append(b, escapes.Replace(v)...), nil
	case []byte:
		if v == nil {
			return append(b, `\N`...), nil
		}
		return hex.AppendEncode(append(b, `\\x`...), v), nil
	case int:
		return strconv.AppendInt(b, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case float64:
		return strconv.AppendFloat(b, v, 'g', -1, 64), nil
	}
	return nil, fmt.Errorf("%T is no value of a column", v)
}
