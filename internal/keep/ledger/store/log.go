package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// log appends a leaf to the log, in the transaction of what it logs. Writers come
// one after the other (InTx), so that the log has one right edge.
func (t *Tx) log(leaf archive.Leaf) error {
	if t.tree == nil {
		if err := t.openLog(); err != nil {
			return err
		}
	}
	n := t.tree.Size()
	nodes := t.tree.Append(leaf.Data, nil)
	return t.Put(logTable, n, leaf.Subject[:], string(leaf.Data), nodes)
}

// openLog takes up the log where the last transaction left it.
func (t *Tx) openLog() error {
	var size int64
	if ok, err := t.find("SELECT size FROM log_head WHERE one = 1", nil, &size); err != nil || !ok {
		return errors.Join(errors.New("the log has no head"), err)
	}
	nodes, err := archive.NodesOf(func(leaves []int64) ([][]byte, error) {
		return logNodes(leaves, t.each)
	})(archive.Edge(size))
	if err != nil {
		return err
	}
	t.tree, err = archive.NewTree(size, nodes)
	return err
}

// closeLog notes what the log is now, where anything was added to it.
func (t *Tx) closeLog() error {
	if t.tree == nil {
		return nil
	}
	root := t.tree.Root()
	_, err := t.exec("UPDATE log_head SET size = ?, root = ?", t.tree.Size(), root[:])
	return err
}

// logNodes loads the nodes that are kept with leaves.
func logNodes(leaves []int64, each func(string, func(*sql.Rows) error, ...any) error) ([][]byte, error) {
	if len(leaves) == 0 {
		return nil, nil
	}
	have := make(map[int64][]byte, len(leaves))
	args := make([]any, len(leaves))
	for i, n := range leaves {
		args[i] = n
	}
	err := each("SELECT n, nodes FROM log_leaves WHERE n IN (?"+strings.Repeat(", ?", len(leaves)-1)+")", func(rs *sql.Rows) error {
		var n int64
		var nodes []byte
		err := rs.Scan(&n, &nodes)
		have[n] = nodes
		return err
	}, args...)
	out := make([][]byte, len(leaves))
	for i, n := range leaves {
		if out[i] = have[n]; out[i] == nil && err == nil {
			err = fmt.Errorf("%w: leaf %d of its log is missing", ledger.ErrDamaged, n)
		}
	}
	return out, err
}

// LogHead is what the log is now.
func (l *Ledger) LogHead(ctx context.Context) (ledger.LogHead, error) {
	var h ledger.LogHead
	var root []byte
	err := l.row(ctx, "SELECT origin, size, root FROM log_head WHERE one = 1").Scan(&h.Origin, &h.Size, &root)
	if err == nil && len(root) != len(h.Root) {
		err = fmt.Errorf("%w: its root is none", ledger.ErrDamaged)
	}
	copy(h.Root[:], root)
	return h, l.fail("its log", err)
}

// LogLeafOf is the leaf of what the subject names.
func (l *Ledger) LogLeafOf(ctx context.Context, subject ledger.Hash) (ledger.LogLeaf, error) {
	leaf := ledger.LogLeaf{Subject: subject}
	err := l.row(ctx, "SELECT n, data, nodes FROM log_leaves WHERE subject = ?", subject[:]).Scan(&leaf.Index, &leaf.Data, &leaf.Nodes)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("leaf of %s: %w", subject, sayso.ErrNotFound)
	}
	return leaf, l.fail("its log", err)
}

// LogLeaves are the leaves [from, to).
func (l *Ledger) LogLeaves(ctx context.Context, from, to int64) iter.Seq2[ledger.LogLeaf, error] {
	return rows(ctx, l, "its log", "SELECT n, subject, data, nodes FROM log_leaves WHERE n >= ? AND n < ? ORDER BY n", []any{from, to}, func(rs *sql.Rows) (leaf ledger.LogLeaf, err error) {
		var subject []byte
		if err := rs.Scan(&leaf.Index, &subject, &leaf.Data, &leaf.Nodes); err != nil {
			return leaf, err
		}
		copy(leaf.Subject[:], subject)
		if leaf.Index != from {
			return leaf, fmt.Errorf("%w: leaf %d is missing", ledger.ErrDamaged, from)
		}
		from++
		return leaf, nil
	})
}

// LogNodes are the nodes that are kept with leaves.
func (l *Ledger) LogNodes(ctx context.Context, leaves []int64) ([][]byte, error) {
	out, err := logNodes(leaves, func(q string, row func(*sql.Rows) error, args ...any) error {
		rs, err := l.read.QueryContext(ctx, l.d.SQL(q), args...)
		return eachOf(rs, err, row)
	})
	return out, l.fail("its log", err)
}

// beginLog makes the log of a ledger that has none. What an older program
// recorded becomes its first leaves, which say so.
func (l *Ledger) beginLog(ctx context.Context) error {
	var begun bool
	const q = "SELECT EXISTS (SELECT 1 FROM log_head)"
	if err := l.row(ctx, q).Scan(&begun); err != nil || begun {
		return l.fail("its log", err)
	}
	return l.InTx(ctx, func(tx ledger.Tx) error {
		t := tx.(*Tx)
		if ok, err := t.find(q, nil, &begun); !ok || err != nil || begun { // another process was faster
			return l.fail("its log", err)
		}
		tree, err := archive.NewTree(0, nil)
		if err != nil {
			return err
		}
		root := tree.Root()
		if _, err := t.exec("INSERT INTO log_head (one, origin, size, root) VALUES (1, ?, 0, ?)", ledger.NewOrigin(), root[:]); err != nil {
			return l.fail("its log", err)
		}
		t.tree = tree
		return l.fail("its log", t.logAll())
	})
}

// logAll logs what is recorded already: captures first, then readings, each in
// the order of recording.
func (t *Tx) logAll() error {
	for last := int64(0); ; {
		var c captureRow
		some := false
		err := t.each(captureQuery+" WHERE c.id > ? ORDER BY c.id LIMIT 1", func(rs *sql.Rows) error {
			some = true
			return c.scan(rs)
		}, last)
		if err = first(err, c.bad); err != nil {
			return err
		}
		if !some {
			break
		}
		c.Recorded = archive.AtMigration
		if err := t.log(c.Leaf()); err != nil {
			return err
		}
		last = c.id
	}
	var buf []byte
	for last := int64(0); ; {
		var id int64
		var time string
		ok, err := t.find("SELECT id, time FROM readings WHERE id > ? ORDER BY id LIMIT 1", []any{last}, &id, &time)
		if err != nil || !ok {
			return err
		}
		r, err := readRecord(id, t.query)
		if err != nil {
			return err
		}
		var entry *archive.ReadingEntry
		entry, buf = archive.EntryOf(archive.ReadingOf(r), time, buf)
		entry.Recorded = archive.AtMigration
		if err := t.log(entry.Leaf()); err != nil {
			return err
		}
		last = id
	}
}
