package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// What a problem means.
const (
	changed  = "It was changed after it was recorded, or the medium is damaged: do not rely on it."
	lost     = "It cannot be checked any more: what was read in it has nothing to stand on."
	unlogged = "The log does not vouch for it: it was put in past sayso, or its leaf was taken out."
	takenOut = "It was recorded, and was taken out of the ledger since."
	forged   = "The log itself was changed after the fact: its root proves nothing. Compare with a checkpoint that was noted elsewhere, or with a copy of the ledger."
	derived  = "The record is whole, but lists and searches may show it wrong."
	noMore   = "Something before that checkpoint was changed or taken out, or it is the checkpoint of another ledger."
)

// Verify looks through all of the ledger in one state of it.
func (l *Ledger) Verify(ctx context.Context, o ledger.Verification) (ledger.Verified, error) {
	tx, err := l.read.BeginTx(ctx, &l.d.Snapshot)
	if err != nil {
		return ledger.Verified{}, l.fail("verifying", err)
	}
	defer tx.Rollback()
	v := &verifier{Tx: &Tx{ctx: ctx, l: l, tx: tx, stmts: map[string]*sql.Stmt{}}, o: o}
	for _, part := range []func() error{v.whole, v.begin, v.revisions, v.arrivals, v.promotions, v.judgements, v.documents, v.names, v.toponyms, v.strays, v.groups, v.log} {
		if err := part(); err != nil {
			return v.sum, l.fail("verifying", err)
		}
	}
	return v.sum, nil
}

// verifier looks through one state of the ledger. Its transaction is for reading.
type verifier struct {
	*Tx
	o           ledger.Verification
	sum         ledger.Verified
	seen        []uint64 // leaves whose record is there, a bit each
	done, total int64
	buf         []byte
}

func (v *verifier) found(record, found, means string) {
	v.sum.Problems++
	if v.o.Found != nil {
		v.o.Found(ledger.Problem{Record: record, Found: found, Means: means})
	}
}

func (v *verifier) step(n int64) {
	if v.done += n; v.o.Step != nil {
		v.o.Step(v.done, max(v.done, v.total))
	}
}

// whole lets the engine look through its own pages.
func (v *verifier) whole() error {
	if v.l.d.Whole == nil {
		return nil
	}
	if err := v.l.d.Whole(v.ctx, v.l.read); errors.Is(v.l.d.Kind(err), ledger.ErrDamaged) {
		v.found("the database "+v.l.name, err.Error(), "The medium is damaged: copy the ledger to another, and restore what is lost from a copy.")
	} else if err != nil {
		return err
	}
	return nil
}

func (v *verifier) begin() error {
	var root []byte
	ok, err := v.find("SELECT origin, size, root FROM log_head WHERE one = 1", nil, &v.sum.Log.Origin, &v.sum.Log.Size, &root)
	if err != nil {
		return err
	}
	if !ok || len(root) != len(v.sum.Log.Root) {
		v.found("the log's head", "it is missing, or no hash", forged)
	}
	copy(v.sum.Log.Root[:], root)
	var revisions, grouped, leaves int64
	if _, err := v.find("SELECT (SELECT count(*) FROM revisions), (SELECT count(*) FROM group_documents), (SELECT count(*) FROM log_leaves)", nil, &revisions, &grouped, &leaves); err != nil {
		return err
	}
	v.total = revisions + grouped + leaves/leavesAStep
	v.seen = make([]uint64, max(leaves, 0)/64+1)
	return nil
}

// leavesAStep is how many leaves are about the work of a revision.
const leavesAStep = 16

// logged compares a leaf as it would be written now with the one in the log, and
// returns what the log has; nil where it has none.
func (v *verifier) logged(record string, make func(recorded string) archive.Leaf) ([]byte, error) {
	now := make("")
	subject := now.Subject
	var n int64
	var data []byte
	ok, err := v.find("SELECT n, data FROM log_leaves WHERE subject = ?", []any{subject[:]}, &n, &data)
	if err != nil {
		return nil, err
	}
	if !ok {
		v.found(record, "it is not in the log", unlogged)
		return nil, nil
	}
	if n >= 0 && n/64 < int64(len(v.seen)) {
		v.seen[n/64] |= 1 << (n % 64)
	}
	if string(data) == string(now.Data) {
		return data, nil
	}
	recorded, err := archive.Recorded(data)
	if err != nil {
		v.found(record, fmt.Sprintf("its leaf in the log, number %d, cannot be read", n), forged)
		return nil, nil
	}
	for _, found := range archive.Differing(data, make(recorded).Data) {
		v.found(record, found, changed)
	}
	return data, nil
}

// log makes the tree again from its leaves, and looks whether every leaf has its
// record.
func (v *verifier) log() error {
	tree, err := archive.NewTree(0, nil)
	if err != nil {
		return err
	}
	w := &logVerifier{verifier: v, tree: tree}
	for w.next >= 0 {
		if err := w.page(); err != nil {
			return err
		}
	}
	v.against(tree)
	head := v.sum.Log
	switch {
	case w.broken: // said already
	case tree.Size() != head.Size:
		v.found("the log's head", fmt.Sprintf("it says %d leaves, and there are %d", head.Size, tree.Size()), forged)
	case tree.Root() != head.Root:
		v.found("the log's head", "its root is not the one that the leaves give", forged)
	}
	return nil
}

// logVerifier walks over the leaves.
type logVerifier struct {
	*verifier
	tree   *archive.Tree
	nodes  []byte
	next   int64 // the leaf to come; below 0 at the end
	broken bool
}

// page looks at the next leaves: a bounded number, so that little is in memory.
func (w *logVerifier) page() error {
	const most = 500
	rows, at := 0, w.next
	err := w.each("SELECT n, subject, data, nodes FROM log_leaves WHERE n >= ? ORDER BY n LIMIT ?", func(rs *sql.Rows) error {
		var leaf ledger.LogLeaf
		var subject []byte
		if err := rs.Scan(&leaf.Index, &subject, &leaf.Data, &leaf.Nodes); err != nil {
			return err
		}
		copy(leaf.Subject[:], subject)
		w.leaf(&leaf)
		at = leaf.Index + 1
		rows++
		return nil
	}, w.next, most)
	if w.next = at; rows < most {
		w.next = -1
	}
	w.step(int64(rows / leavesAStep))
	return err
}

func (w *logVerifier) leaf(leaf *ledger.LogLeaf) {
	name := fmt.Sprintf("leaf %d of the log", leaf.Index)
	if at := w.tree.Size(); leaf.Index != at {
		if !w.broken {
			w.found(fmt.Sprintf("leaf %d of the log", at), "it is missing", forged)
		}
		w.broken = true
	}
	for _, a := range w.o.Against {
		if a.Size == w.tree.Size() && !w.broken {
			w.compare(a, w.tree)
		}
	}
	w.nodes = w.tree.Append(leaf.Data, w.nodes[:0])
	if !w.broken && string(w.nodes) != string(leaf.Nodes) {
		w.found(name, "the hashes kept with it are not its own: "+archive.Describe(leaf.Data), forged)
		w.broken = true // all that follow differ too
	}
	subject, err := archive.SubjectOf(leaf.Data)
	switch {
	case err != nil:
		w.found(name, "it cannot be read: "+err.Error(), forged)
	case subject != leaf.Subject:
		w.found(name, "it stands for something else than it is filed under: "+archive.Describe(leaf.Data), forged)
	case leaf.Index/64 >= int64(len(w.seen)) || w.seen[leaf.Index/64]>>(leaf.Index%64)&1 == 0:
		w.found(archive.Describe(leaf.Data), fmt.Sprintf("it is in the log (leaf %d), and not in the ledger", leaf.Index), takenOut)
	}
}

// against compares with what was noted of a log as long as it is now, or longer.
func (v *verifier) against(tree *archive.Tree) {
	for _, a := range v.o.Against {
		switch {
		case a.Size == tree.Size():
			v.compare(a, tree)
		case a.Size > tree.Size():
			v.found(fmt.Sprintf("the checkpoint of %d leaves", a.Size), fmt.Sprintf("the log has %d leaves only", tree.Size()), noMore)
		}
	}
}

func (v *verifier) compare(a ledger.LogHead, tree *archive.Tree) {
	record := fmt.Sprintf("the checkpoint of %d leaves", a.Size)
	if a.Origin != v.sum.Log.Origin {
		v.found(record, fmt.Sprintf("it is of the log %s, and this one is %s", a.Origin, v.sum.Log.Origin), noMore)
	}
	if a.Root != tree.Root() {
		v.found(record, "its root is not the one that the log's first leaves give", noMore)
	}
}
