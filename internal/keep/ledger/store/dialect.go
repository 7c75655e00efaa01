package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"sayso/internal/keep/query"
)

// Dialect is how an engine differs from the others.
type Dialect struct {
	Name  string // of its sections in migrations: "sqlite", "postgres"
	Goose goose.Dialect

	// Types are the words of migrations that the engine has others for, by pairs.
	Types []string
	// AppendOnly is the statements that keep a table from being changed; %s is
	// the table.
	AppendOnly string
	// Migrating runs up, which makes or changes the schema, while nobody else does.
	Migrating func(ctx context.Context, db *sql.DB, up func() error) error
	// HasTable asks for a table of the ledger's by its name.
	HasTable string

	Numbered   bool   // arguments are $1, $2 instead of ?
	Returning  bool   // a new row's number is asked for with RETURNING
	Prepared   bool   // statements gain by being prepared for each transaction
	LastNumber string // the last of ? new numbers for the rows of %s
	NestedJoin string // a join in the order in which it is written
	// Copy adds rows of so many values, within the transaction of a connection, where
	// rows gain by going many at once; nil = they do not.
	Copy func(ctx context.Context, conn *sql.Conn, table, columns string, width int, values []any) error
	// Lock begins a transaction that writes, so that writers wait for each other;
	// "" where the engine does it.
	Lock     string
	Snapshot sql.TxOptions // of several queries that must see one state

	FirstName string // the first of a JSON array of names; %s is the column

	Search Search
	Kind   func(error) error // in the ledger's words
	// Whole is the engine's own check of all its pages.
	Whole func(context.Context, *sql.DB) error
	// Catalog describes the tables that are there.
	Catalog func(context.Context, Querier) ([]CatalogTable, error)
	Recount string // sets a table's counter behind its last number; "" = none to set
	Settle  string // runs after much was stored at once
	// Strays counts the rows that lead nowhere; "" where the engine allows none.
	Strays string
}

// Search is the full-text index of the passages.
type Search interface {
	// Index stores the words of a passage.
	Index(t *Tx, passage int64, words string) error
	// Having is a query for the numbers of the passages that have all the words.
	Having(words []query.Word) (string, []any)
	// Ranked is a query for such numbers as id with a rank, the best the lowest; n
	// are shown, 0 all.
	Ranked(ctx context.Context, db *sql.DB, words []query.Word, n int) (string, []any, error)
	// End is called before a transaction ends that indexed so many passages with so
	// many words.
	End(t *Tx, passages, words int) error
}

// bulk reports whether rows gain by going many at once.
func (d *Dialect) bulk() bool { return d.Copy != nil }

// SQL is a query as the engine writes it. A question mark in quotation marks is
// none of an argument.
func (d *Dialect) SQL(q string) string {
	if !d.Numbered || !strings.Contains(q, "?") {
		return q
	}
	b := make([]byte, 0, len(q)+16)
	n, quoted := 0, false
	for i := 0; i < len(q); i++ {
		switch c := q[i]; {
		case c == '\'':
			quoted = !quoted
			b = append(b, c)
		case c == '?' && !quoted:
			n++
			b = strconv.AppendInt(append(b, '$'), int64(n), 10)
		default:
			b = append(b, c)
		}
	}
	return string(b)
}
