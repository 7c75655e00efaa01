package store

import (
	"context"
	"fmt"

	"sayso/internal/keep/ledger"
)

// A check counts what must not be.
type check struct{ what, count string }

var checks = []check{
	{"documents without a current reading", "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM heads)"},
	{"revisions without a capture", "SELECT count(*) FROM revisions WHERE id NOT IN (SELECT revision FROM captures)"},
	{"revisions without a reading", "SELECT count(*) FROM revisions WHERE id NOT IN (SELECT revision FROM readings)"},
	{"documents that show an old revision", "SELECT count(*) FROM heads h WHERE h.revision <> (SELECT id FROM revisions r WHERE r.document = h.document ORDER BY number DESC LIMIT 1)"},
	{"documents whose figures are counted wrong", "SELECT count(*) FROM heads h WHERE h.figures <> (SELECT count(*) FROM figures f WHERE f.reading = h.reading)"},
	{"documents whose claims are counted wrong", "SELECT count(*) FROM heads h WHERE h.attributions <> (SELECT count(*) FROM attributions a WHERE a.reading = h.reading)"},
	{"passages that the search does not know", "SELECT count(*) FROM passages WHERE id NOT IN (SELECT rowid FROM passage_words)"},
}

// Check reads the whole ledger and tells what is not as it was written.
func (l *Ledger) Check(ctx context.Context) error {
	if err := l.d.Whole(ctx, l.read); err != nil {
		return l.fail("checking it", err)
	}
	all := checks
	if l.d.Strays != "" {
		all = append([]check{{"rows that lead nowhere", l.d.Strays}}, checks...)
	}
	for _, c := range all {
		var n int
		if err := l.row(ctx, c.count).Scan(&n); err != nil {
			return l.fail("checking it", err)
		}
		if n > 0 {
			return fmt.Errorf("ledger: %s: %w: %d %s", l.name, ledger.ErrDamaged, n, c.what)
		}
	}
	return nil
}
