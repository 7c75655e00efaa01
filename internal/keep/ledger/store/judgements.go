package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
)

// Judge appends judgements.
func (t *Tx) Judge(all []group.Judgement) error {
	for i := range all {
		if err := t.judge(&all[i]); err != nil {
			return err
		}
	}
	return nil
}

// judge appends a judgement.
func (t *Tx) judge(j *group.Judgement) error {
	flag := func(v bool) int64 {
		if v {
			return 1
		}
		return 0
	}
	r, err := t.exec("INSERT INTO judgements (public, level, a, b, verdict, by, person, why, score, time, takes, undo) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		j.ID, j.Level.String(), j.A, j.B, j.Verdict.String(), j.By, flag(j.Person), j.Why, j.Score, stamp(j.Time), j.Takes, flag(j.Undo))
	t.added = true
	if err != nil {
		return t.l.fail("storing a judgement", err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 { // it was given already
		return t.l.fail("storing a judgement", err)
	}
	return t.l.fail("its log", t.log(loggedJudgement(j).Leaf()))
}

// loggedJudgement is a judgement as the log has it.
func loggedJudgement(j *group.Judgement) *archive.Judgement {
	return &archive.Judgement{ID: j.ID, Level: j.Level.String(), A: escaped(j.A), B: escaped(j.B), Verdict: j.Verdict.String(), By: escaped(j.By), Person: j.Person,
		Why: escaped(j.Why), Score: j.Score, Time: stamp(j.Time), Takes: j.Takes, Undo: j.Undo}
}

const judgementColumns = "public, level, a, b, verdict, by, person, why, score, time, takes, undo"

func scanJudgement(rs interface{ Scan(...any) error }) (j group.Judgement, err error) {
	var level, verdict, at string
	if err := rs.Scan(&j.ID, &level, &j.A, &j.B, &verdict, &j.By, &j.Person, &j.Why, &j.Score, &at, &j.Takes, &j.Undo); err != nil {
		return j, err
	}
	var known, also bool
	j.Level, known = group.ParseLevel(level)
	j.Verdict, also = group.ParseVerdict(verdict)
	if !known || !also {
		return j, fmt.Errorf("%w: judgement %s is about %q and says %q", ledger.ErrDamaged, j.ID, level, verdict)
	}
	j.Time, err = time.Parse(time.RFC3339Nano, at)
	return j, err
}

// Judgements yields judgements in the order in which they were given: persons',
// or all.
func (l *Ledger) Judgements(ctx context.Context, rules bool) iter.Seq2[group.Judgement, error] {
	where := " WHERE person = 1"
	if rules {
		where = ""
	}
	return rows(ctx, l, "its judgements", "SELECT "+judgementColumns+" FROM judgements"+where+" ORDER BY id", nil, func(rs *sql.Rows) (group.Judgement, error) {
		return scanJudgement(rs)
	})
}

// Judgement is one judgement by its ID or the beginning of one.
func (l *Ledger) Judgement(ctx context.Context, id string) (*group.Judgement, error) {
	prefix, ok := ledger.ParseID(id)
	if !ok || prefix[0] != 'j' {
		return nil, fmt.Errorf("ledger: judgement %q: %w: an ID begins with j", id, sayso.ErrNotFound)
	}
	row, err := l.one(ctx, id, "SELECT id, public || '  ' || verdict || ' by ' || by FROM judgements WHERE public >= ? AND public < ?", prefix, prefix+"~")
	if err != nil {
		return nil, err
	}
	j, err := scanJudgement(l.row(ctx, "SELECT "+judgementColumns+" FROM judgements WHERE id = ?", row))
	return &j, l.fail("judgement "+id, err)
}

// anySketch is a sketch; they are all of one form.
const anySketch = "SELECT claims FROM group_documents LIMIT 1"

// GroupForm is the form of the sketches; 0 where there are none.
func (t *Tx) GroupForm() (int, error) {
	var claims []byte
	_, err := t.find(anySketch, nil, &claims)
	return group.FormOf(claims), t.l.fail("its groups", err)
}

// DropGroups forgets all groups.
func (t *Tx) DropGroups() error {
	t.shelf = nil
	for _, table := range []string{"group_documents", "group_figures", "group_lists", "group_pairs", "group_nodes"} {
		if _, err := t.exec("DELETE FROM " + table); err != nil {
			return t.l.fail("its groups", err)
		}
	}
	return nil
}

// Ungrouped are documents whose current reading is not in the groups yet, no more
// than n, and how many there are in all: every one where the groups were made of
// sketches of an older form.
func (l *Ledger) Ungrouped(ctx context.Context, n int) ([]ledger.ID, int, error) {
	from := " FROM heads h LEFT JOIN group_documents g ON g.document = h.public WHERE g.reading IS NULL OR g.reading <> h.reading"
	var claims []byte
	if err := l.row(ctx, anySketch).Scan(&claims); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, 0, l.fail("its groups", err)
	}
	if form := group.FormOf(claims); form != 0 && form != group.SketchForm {
		from = " FROM heads h"
	}
	var total int
	if err := l.row(ctx, "SELECT count(*)"+from).Scan(&total); err != nil || total == 0 {
		return nil, 0, l.fail("what is to be grouped", err)
	}
	var out []ledger.ID
	for id, err := range rows(ctx, l, "what is to be grouped", "SELECT h.public"+from+" ORDER BY h.document LIMIT ?", []any{n}, func(rs *sql.Rows) (id ledger.ID, err error) {
		return id, rs.Scan(&id)
	}) {
		if err != nil {
			return nil, 0, err
		}
		out = append(out, id)
	}
	return out, total, nil
}

// Current is a document's current reading, and its number for Grouped.
func (t *Tx) Current(document ledger.ID) (*ledger.Record, int64, error) {
	var reading int64
	ok, err := t.find("SELECT h.reading FROM documents d JOIN heads h ON h.document = d.id WHERE d.public = ?", []any{document}, &reading)
	if err == nil && !ok {
		err = sayso.ErrNotFound
	}
	if err == nil {
		err = t.flush()
	}
	if err != nil {
		return nil, 0, t.l.fail("document "+string(document), err)
	}
	r, err := readRecord(reading, t.query)
	return r, reading, t.l.fail("document "+string(document), err)
}

// Grouped notes that a reading is in the groups, with the words of its figures.
func (t *Tx) Grouped(document ledger.ID, reading int64, figures []ledger.GroupFigure) error {
	if _, err := t.exec("DELETE FROM group_figures WHERE document = ?", document); err != nil {
		return t.l.fail("the figures of groups", err)
	}
	for i := range figures {
		f := &figures[i]
		if err := t.Put(groupFiguresTable, f.ID, document, i, f.Words, f.Points[0], f.Points[1], f.Sentence); err != nil {
			return t.l.fail("the figures of groups", err)
		}
	}
	return nil
}

// GroupedAs notes which reading of a document its groups are of.
func (t *Tx) GroupedAs(document ledger.ID, reading int64) error {
	_, err := t.exec("UPDATE group_documents SET reading = ? WHERE document = ?", reading, document)
	t.added = true
	return t.l.fail("the groups", err)
}

// GroupDocuments yields what groups need of documents, with the words of their
// figures: all, or those that are named.
func (l *Ledger) GroupDocuments(ctx context.Context, shingles bool, documents []ledger.ID) iter.Seq2[ledger.GroupDocument, error] {
	column := "x''"
	if shingles {
		column = "g.shingles"
	}
	if l.d.bulk() && !shingles {
		column = "''::bytea"
	}
	q := "SELECT g.claims, " + column + " FROM group_documents g"
	if documents == nil {
		return rows(ctx, l, "its groups", q, nil, scanGroupDocument)
	}
	return func(yield func(ledger.GroupDocument, error) bool) {
		for _, id := range documents {
			for d, err := range rows(ctx, l, "its groups", q+" WHERE g.document = ?", []any{id}, scanGroupDocument) {
				if !yield(d, err) || err != nil {
					return
				}
			}
		}
	}
}

func scanGroupDocument(rs *sql.Rows) (d ledger.GroupDocument, err error) {
	var claims, shingles []byte
	if err := rs.Scan(&claims, &shingles); err != nil {
		return d, err
	}
	sketch, err := group.ParseSketch(claims, shingles)
	if err != nil {
		return d, fmt.Errorf("%w: %w", ledger.ErrDamaged, err)
	}
	d.Document = *sketch
	return d, nil
}

// GroupFigures are the figures of documents with their words.
func (l *Ledger) GroupFigures(ctx context.Context, document ledger.ID) iter.Seq2[ledger.GroupFigure, error] {
	q, args := "SELECT figure, document, n, words, point_start, point_end, sentence FROM group_figures", []any(nil)
	if document != "" {
		q, args = q+" WHERE document = ?", []any{document}
	}
	return rows(ctx, l, "its figures", q+" ORDER BY document, n", args, func(rs *sql.Rows) (f ledger.GroupFigure, err error) {
		return f, rs.Scan(&f.ID, &f.Document, &f.N, &f.Words, &f.Points[0], &f.Points[1], &f.Sentence)
	})
}

// GroupNodes yields the nodes of a level with their groups: all, or a group's.
func (l *Ledger) GroupNodes(ctx context.Context, level group.Level, g string) iter.Seq2[group.State, error] {
	q, args := "SELECT "+stateColumns+" FROM group_nodes WHERE +level = ?", []any{int64(level)}
	if g != "" {
		q, args = q+" AND family = ?", append(args, g)
	}
	return rows(ctx, l, "its groups", q+" ORDER BY born", args, func(rs *sql.Rows) (st group.State, err error) {
		return st, rs.Scan(stateInto(&st)...)
	})
}

// GroupOf is the group of a node; "" where there is none.
func (l *Ledger) GroupOf(ctx context.Context, level group.Level, node string) (string, error) {
	var g string
	err := l.row(ctx, "SELECT family FROM group_nodes WHERE level = ? AND node = ?", int64(level), node).Scan(&g)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return g, l.fail("its groups", err)
}
