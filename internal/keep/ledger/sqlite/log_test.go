package sqlite

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
)

// TestLogOfOldLedger: a ledger that an older program made gets its log when it
// is opened, and the log says so.
func TestLogOfOldLedger(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "old.db")
	l, err := OpenOrCreate(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(ctx, []ledger.Entry{ledgertest.Bridge(), ledgertest.Market()}); err != nil {
		t.Fatal(err)
	}
	first, err := l.LogHead(ctx)
	if err != nil {
		t.Fatal(err)
	}
	logged := map[string]bool{}
	for leaf, err := range l.LogLeaves(ctx, 0, first.Size) {
		if err != nil {
			t.Fatal(err)
		}
		logged[string(leaf.Data)] = true
	}
	if _, err := l.write.Exec("DROP TABLE log_leaves; DROP TABLE log_head; DELETE FROM goose_db_version WHERE version_id = 3"); err != nil {
		t.Fatal(err)
	}
	l.Close()
	for range 2 { // the second time nothing is left to do
		if l, err = Open(ctx, path); err != nil {
			t.Fatal(err)
		}
		head, err := l.LogHead(ctx)
		if err != nil || head.Size != first.Size || head.Origin == first.Origin {
			t.Errorf("head %+v, %v; the first log's was %+v", head, err, first)
		}
		for leaf, err := range l.LogLeaves(ctx, 0, head.Size) {
			if err != nil {
				t.Fatal(err)
			}
			const note = `"recorded":"at migration",`
			if was := strings.Replace(string(leaf.Data), note, "", 1); was == string(leaf.Data) || !logged[was] {
				t.Errorf("leaf %d: %s", leaf.Index, leaf.Data)
			}
		}
		l.Close()
	}
}
