package ledgertest

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
)

// Raw is the database behind a ledger, as one gets at it who goes past sayso and
// knows how to lift its guards.
type Raw struct {
	DB *sql.DB
	// Tables are all tables of the schema.
	Tables []string
	// Open lifts a table's guard; %s is the table.
	Open string
	// Arg is how the n-th argument of a statement is written.
	Arg func(n int) string
}

// Tables that are no part of the record, and what in the record changes nothing.
var (
	besides  = []string{"goose_db_version", "passage_words", "passage_sums", "waiting", "workers", "blob_places"}
	indolent = []string{
		"attributions.id", "captures.id", "judgements.id", // numbers of rows that nothing refers to
		// What waits to be read is vouched for from its capture on; until then its
		// bytes and what its fingerprint is made of are checked.
		"arrivals.id", "arrivals.place", "arrivals.file", "arrivals.time", "arrivals.tool",
		"log_head.one", "log_head.origin", // the log's name, which its checkpoints bear
	}
)

// Tamper changes each column of each table, one after the other, and wants the
// ledger to notice.
func Tamper(t *testing.T, l ledger.Ledger, raw Raw) {
	ctx := context.Background()
	add(t, l, Bridge(), Market())
	if _, err := l.Promote(ctx, ledger.Promotion{Reader: "reader 1", By: "Ana", Why: "better", Time: day}); err != nil {
		t.Fatal(err)
	}
	e := Text("waits", "Nine were hurt in Oldrin.", Bridge().Input.Meta)
	if err := l.InTx(ctx, func(tx ledger.Tx) error {
		j := group.Judgement{Level: group.TextLevel, A: "d1", B: "d2", By: "Ana", Person: true, Why: "the same words", Score: .5, Time: day, Takes: "j1"}
		j.ID = ledger.JudgementID(j)
		if err := tx.Judge([]group.Judgement{j, j}); err != nil {
			return err
		}
		_, err := tx.Arrive([]ledger.Arrival{{Input: e.Input, Time: day, Tool: "sayso test"}})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	grouped(t, l)
	if got := Problems(t, l); len(got) > 0 {
		t.Fatalf("before anything was changed: %v", got)
	}
	tampered := 0
	for _, table := range raw.Tables {
		if slices.Contains(besides, table) || strings.HasPrefix(table, "river_") || strings.HasPrefix(table, "passage_words_") || strings.HasPrefix(table, "sqlite_") {
			continue
		}
		if _, err := raw.DB.Exec(strings.ReplaceAll(raw.Open, "%s", table)); err != nil {
			t.Fatal(err)
		}
		for _, column := range columns(t, raw, table) {
			name := table + "." + column
			if slices.Contains(indolent, name) {
				continue
			}
			old, changed, ok := raw.change(t, table, column)
			if !ok {
				t.Logf("%s has no value to change", name)
				continue
			}
			tampered++
			if got := Problems(t, l); len(got) == 0 {
				t.Errorf("%s was changed from %v to %v, and nothing was noticed", name, old, changed)
			}
			raw.set(t, table, column, changed, old)
		}
	}
	if got := Problems(t, l); len(got) > 0 {
		t.Fatalf("after all was put right again: %v", got)
	}
	removed(t, l, raw)
	if tampered < 100 {
		t.Errorf("%d columns were changed", tampered)
	}
}

// removed takes rows out of each table of the groups, and wants the ledger to
// notice.
func removed(t *testing.T, l ledger.Ledger, raw Raw) {
	t.Helper()
	for table, key := range map[string]string{"group_documents": "document", "group_figures": "figure", "group_lists": "list", "group_pairs": "a", "group_nodes": "node"} {
		for _, q := range []string{
			"CREATE TABLE kept_rows AS SELECT * FROM %[1]s",
			"DELETE FROM %[1]s WHERE %[2]s = (SELECT max(%[2]s) FROM %[1]s)",
			"",
			"DELETE FROM %[1]s", "INSERT INTO %[1]s SELECT * FROM kept_rows", "DROP TABLE kept_rows",
		} {
			if q == "" {
				if got := Problems(t, l); len(got) == 0 {
					t.Errorf("rows were taken out of %s, and nothing was noticed", table)
				}
				continue
			}
			if _, err := raw.DB.Exec(fmt.Sprintf(q+"%.0[1]s%.0[2]s", table, key)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := Problems(t, l); len(got) > 0 {
		t.Fatalf("after the rows were put back: %v", got)
	}
	// A figure that is put into another event: both its event and the figure are
	// named, and the groups can be made again.
	a, _ := twoOfOneEvent(t, l)
	if _, err := raw.DB.Exec("UPDATE group_nodes SET family = "+raw.Arg(1)+" WHERE level = 1 AND node = "+raw.Arg(2), "f00000000", a); err != nil {
		t.Fatal(err)
	}
	if got := Problems(t, l); !slices.ContainsFunc(got, func(p ledger.Problem) bool { return p.Record == "event e00000000, figure "+a }) {
		t.Errorf("%s was put into another event, and that is told: %v", a, got)
	}
	must(t, judge.Regroup(t.Context(), l, func() time.Time { return day }, nil))
	if got := Problems(t, l); len(got) > 0 {
		t.Errorf("after the groups were made again: %v", got)
	}
}

// grouped adds reports that carry one text and tell of one event, and a person's
// word on two of them.
func grouped(t *testing.T, l ledger.Ledger) {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	var entries []ledger.Entry
	for i := range 6 {
		entries = append(entries, report(r, i))
	}
	addGrouped(t, l, entries)
	must(t, judge.CatchUp(t.Context(), l, func() time.Time { return day }, nil))
	a, b := twoOfOneEvent(t, l)
	_, err := judge.Say(t.Context(), l, judge.Word{Verdict: group.NotSame, Level: group.EventLevel, A: a, B: b, By: "ana", Why: "another street"}, day)
	must(t, err)
}

// Problems are what a look through all of the ledger finds.
func Problems(t *testing.T, l ledger.Ledger, against ...ledger.LogHead) []ledger.Problem {
	t.Helper()
	var out []ledger.Problem
	sum, err := l.Verify(context.Background(), ledger.Verification{Against: against, Found: func(p ledger.Problem) { out = append(out, p) }})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Problems != int64(len(out)) {
		t.Errorf("%d problems told, %d counted", len(out), sum.Problems)
	}
	return out
}

func columns(t *testing.T, raw Raw, table string) []string {
	rs, err := raw.DB.Query("SELECT * FROM " + table + " LIMIT 1")
	if err != nil {
		t.Fatal(err)
	}
	defer rs.Close()
	out, err := rs.Columns()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// change changes the least value of a column, wherever it stands.
func (raw Raw) change(t *testing.T, table, column string) (old, changed any, ok bool) {
	t.Helper()
	q := fmt.Sprintf(`SELECT "%[1]s" FROM %[2]s WHERE "%[1]s" IS NOT NULL ORDER BY "%[1]s" LIMIT 1`, column, table)
	if err := raw.DB.QueryRow(q).Scan(&old); err == sql.ErrNoRows {
		return nil, nil, false
	} else if err != nil {
		t.Fatal(err)
	}
	switch v := old.(type) {
	case int64:
		changed = v + 10_000_019 // which stands nowhere else
	case float64:
		changed = v/2 + .001
	case string:
		changed = v + "x"
	case []byte:
		b := slices.Clone(v)
		b[len(b)-1] ^= 1
		changed = b
	default:
		t.Fatalf("%s.%s is %T", table, column, old)
	}
	raw.set(t, table, column, old, changed)
	return old, changed, true
}

func (raw Raw) set(t *testing.T, table, column string, from, to any) {
	t.Helper()
	r, err := raw.DB.Exec(fmt.Sprintf(`UPDATE %s SET "%s" = %s WHERE "%s" = %s`, table, column, raw.Arg(1), column, raw.Arg(2)), to, from)
	if err != nil {
		t.Fatalf("%s.%s: %v", table, column, err)
	}
	if n, err := r.RowsAffected(); n == 0 || err != nil {
		t.Fatalf("%s.%s: %d rows changed, %v", table, column, n, err)
	}
}
