package sqlite

import (
	"context"
	"fmt"

	"sayso/internal/keep/ledger"
)

// checks count what must not be.
var checks = []struct{ what, count string }{
	{"rows that lead nowhere", "SELECT count(*) FROM pragma_foreign_key_check"},
	{"documents without a current reading", "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document FROM heads)"},
	{"revisions without a capture", "SELECT count(*) FROM revisions WHERE id NOT IN (SELECT revision FROM captures)"},
	{"revisions without a reading", "SELECT count(*) FROM revisions WHERE id NOT IN (SELECT revision FROM readings)"},
	{"documents that show an old revision", "SELECT count(*) FROM heads h WHERE h.revision <> (SELECT id FROM revisions r WHERE r.document = h.document ORDER BY number DESC LIMIT 1)"},
	{"documents whose figures are counted wrong", "SELECT count(*) FROM heads h WHERE h.figures <> (SELECT count(*) FROM figures f WHERE f.reading = h.reading)"},
	{"documents whose claims are counted wrong", "SELECT count(*) FROM heads h WHERE h.attributions <> (SELECT count(*) FROM attributions a WHERE a.reading = h.reading)"},
	{"passages that the search does not know", "SELECT count(*) FROM passages WHERE id NOT IN (SELECT rowid FROM passage_words)"},
}

// Check reads the whole file and tells what is not as it was written.
func (l *Ledger) Check(ctx context.Context) error {
	var ok string
	if err := l.read.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&ok); err != nil || ok != "ok" {
		if err == nil {
			err = fmt.Errorf("%w: %s", ledger.ErrDamaged, ok)
		}
		return l.fail("checking it", err)
	}
	for _, c := range checks {
		var n int
		if err := l.read.QueryRowContext(ctx, c.count).Scan(&n); err != nil {
			return l.fail("checking it", err)
		}
		if n > 0 {
			return fmt.Errorf("ledger: %s: %w: %d %s", l.path, ledger.ErrDamaged, n, c.what)
		}
	}
	return nil
}
