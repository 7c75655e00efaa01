package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// testLog: what is added is logged, each record once, in leaves that anyone can
// make again from what the ledger shows.
func testLog(t *testing.T, l ledger.Ledger) {
	ctx := context.Background()
	before, err := l.LogHead(ctx)
	if err != nil || before.Size != 0 || !strings.HasPrefix(before.Origin, "sayso/") {
		t.Fatalf("an empty ledger's log: %+v, %v", before, err)
	}
	e := Bridge()
	add(t, l, e, Market())
	add(t, l, e) // known: nothing is logged
	seen := e
	seen.Input.Bytes = append([]byte(nil), append(e.Input.Bytes, ' ')...)
	if out := add(t, l, seen); out[0].Status != ledger.Seen {
		t.Fatalf("outcome %+v", out[0])
	}
	head := checkLog(t, l)
	if head.Size != 5 || head.Origin != before.Origin {
		t.Errorf("head %+v, want two captures, two readings and one capture more", head)
	}
	r, err := l.Record(ctx, "bridge")
	if err != nil {
		t.Fatal(err)
	}
	entry, encoded := archive.EntryOf(archive.ReadingOf(r), "2024-03-05T10:30:00Z", nil)
	want := entry.Leaf()
	leaf, err := l.LogLeafOf(ctx, want.Subject)
	if err != nil || string(leaf.Data) != string(want.Data) || leaf.Index != 1 {
		t.Errorf("leaf %d of the reading\n%s\nwant\n%s\n%v", leaf.Index, leaf.Data, want.Data, err)
	}
	again, _, err := archive.ParseReading(encoded)
	if err != nil {
		t.Fatalf("%v\n%s", err, encoded)
	}
	again.Text.Text = r.Text.Text
	if got := again.Append(nil); string(got) != string(encoded) {
		t.Errorf("read and written again:\n%s\nwant\n%s", got, encoded)
	}
	if _, err := l.LogLeafOf(ctx, ledger.Hash{}); !errors.Is(err, sayso.ErrNotFound) {
		t.Errorf("the leaf of nothing: %v", err)
	}
	// What fails is not logged.
	fail := errors.New("no")
	if err := l.InTx(ctx, func(tx ledger.Tx) error {
		if _, err := tx.Add([]ledger.Entry{Text("other", "Another.", sayso.Meta{})}); err != nil {
			t.Error(err)
		}
		return fail
	}); !errors.Is(err, fail) {
		t.Error(err)
	}
	if got := checkLog(t, l); got != head {
		t.Errorf("after what failed: %+v, want %+v", got, head)
	}
}

// testLogOrder: however many write at a time, the log is one.
func testLogOrder(t *testing.T, l ledger.Ledger) {
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 12 {
				id := fmt.Sprintf("%d-%d", w, i)
				if _, err := l.Add(context.Background(), []ledger.Entry{Text(id, "Text "+id, sayso.Meta{})}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if head := checkLog(t, l); head.Size != 4*12*2 {
		t.Errorf("head %+v", head)
	}
}

// checkLog makes the log's root from its leaves and proves one of them.
func checkLog(t *testing.T, l ledger.Ledger) ledger.LogHead {
	t.Helper()
	ctx := context.Background()
	head, err := l.LogHead(ctx)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := archive.NewTree(0, nil)
	if err != nil {
		t.Fatal(err)
	}
	leaves := all(t, l.LogLeaves(ctx, 0, head.Size))
	for i, leaf := range leaves {
		if nodes := tree.Append(leaf.Data, nil); string(nodes) != string(leaf.Nodes) || leaf.Index != int64(i) {
			t.Errorf("leaf %d keeps other nodes than it completes", i)
		}
	}
	if tree.Size() != head.Size || tree.Root() != head.Root {
		t.Errorf("the leaves make %d %v, the head says %d %v", tree.Size(), tree.Root(), head.Size, head.Root)
	}
	nodes := archive.NodesOf(func(n []int64) ([][]byte, error) { return l.LogNodes(ctx, n) })
	if root, err := archive.RootAt(head.Size, nodes); err != nil || root != head.Root {
		t.Errorf("root by nodes %v, %v", root, err)
	}
	for i, leaf := range leaves {
		proof, err := archive.Prove(head.Size, int64(i), nodes)
		if err == nil {
			err = archive.CheckProof(proof, head.Size, head.Root, int64(i), leaf.Data)
		}
		if err != nil {
			t.Errorf("leaf %d: %v", i, err)
		}
	}
	return head
}
