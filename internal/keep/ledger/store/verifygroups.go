package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"slices"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
)

const regroup = "The record and the judgements are whole; events and families may be shown wrong. \"sayso verify --regroup\" makes the groups again of what is recorded."

// groups looks whether the stored groups are those that the documents and the
// judgements give. It goes from document to document in the order of their
// publication, so that those it is compared with are at hand: in memory are the
// documents' IDs and a few thousand sketches.
func (v *verifier) groups() error {
	if form, err := v.GroupForm(); err == nil && form != 0 && form < group.SketchForm {
		return nil // of an older version: they are made again before they are shown
	}
	persons, err := v.Persons()
	if err != nil {
		return nil // told with the judgements
	}
	g := &groupVerifier{verifier: v}
	g.Checker = group.NewChecker(&checkedShelf{v.Shelf().(*shelf)}, group.Standing(persons), g.judgement, g.fault)
	var documents []ledger.ID
	if err := v.each("SELECT d.document FROM group_documents d LEFT JOIN group_nodes n ON n.level = 0 AND n.node = d.document ORDER BY n.born, d.document", func(rs *sql.Rows) error {
		var id ledger.ID
		err := rs.Scan(&id)
		documents = append(documents, id)
		return err
	}); err != nil {
		return err
	}
	for _, id := range documents {
		if err := g.document(id); err != nil && v.ctx.Err() == nil {
			// A number that is none, a day that no calendar has: somebody changed it.
			v.found("the groups of document "+string(id), "they cannot be read: "+err.Error(), regroup)
			return nil
		}
		v.step(1)
		if err := v.ctx.Err(); err != nil {
			return err
		}
	}
	return g.strays()
}

type groupVerifier struct {
	*verifier
	*group.Checker
}

func (g *groupVerifier) fault(f group.Fault) {
	name := "figure " + f.Node
	switch {
	case f.Level == group.TextLevel:
		name = "the family of document " + f.Node
	case len(f.Group) > 1:
		name = "event e" + f.Group[1:] + ", " + name
	}
	g.found(name, f.Found, regroup)
}

// judgement is a judgement by its ID; nil where there is none that can be read.
func (g *groupVerifier) judgement(id string) (*group.Judgement, error) {
	var out *group.Judgement
	err := g.each("SELECT "+judgementColumns+" FROM judgements WHERE public = ?", func(rs *sql.Rows) error {
		if j, err := scanJudgement(rs); err == nil {
			out = &j
		}
		return nil
	}, id)
	return out, err
}

func (g *groupVerifier) document(id ledger.ID) error {
	name := "what groups know of document " + string(id)
	var reading int64
	var claims, shingles []byte
	if _, err := g.find("SELECT reading, claims, shingles FROM group_documents WHERE document = ?", []any{id}, &reading, &claims, &shingles); err != nil {
		return err
	}
	var ours bool
	if _, err := g.find(`SELECT d.public = ? FROM readings g JOIN revisions r ON r.id = g.revision JOIN documents d ON d.id = r.document WHERE g.id = ?`, []any{id, reading}, &ours); err != nil {
		return err
	}
	if !ours {
		g.found(name, "it is of a reading that is none of the document's", regroup)
		return nil
	}
	r, err := g.l.recordIn(g.ctx, g.tx, reading)
	if err != nil || !sound(r) {
		return g.ctx.Err() // what is wrong with it was told with the record
	}
	d, figures := judge.Sketch(r)
	if c, s := d.Sketch(); !bytes.Equal(c, claims) || !bytes.Equal(s, shingles) {
		g.found(name, "it is not what its reading gives", regroup)
	}
	if err := g.words(name, id, figures); err != nil {
		return err
	}
	if err := g.Document(d); err != nil {
		return err
	}
	return g.each("SELECT level, node FROM group_nodes WHERE document = ?", func(rs *sql.Rows) error {
		var level int
		var node string
		if err := rs.Scan(&level, &node); err != nil {
			return err
		}
		if level < 0 || level > int(group.EventLevel) || !g.Has(d, group.Level(level), node) {
			g.found("node "+node+" of the groups", "document "+string(id)+" has no such figure or text", regroup)
		}
		return nil
	}, id)
}

// sound reports whether a record's spans lie where they can be read.
func sound(r *ledger.Record) bool {
	text := r.Text.Text
	for i := range r.Reading.Figures {
		f := r.Figure(i)
		spans := []sayso.Span{f.Number, f.Term, f.Passage.Span}
		if f.Victims != nil {
			spans = append(spans, f.Victims.Span)
		}
		if f.Place != nil {
			spans = append(spans, f.Place.Span)
		}
		if f.When != nil {
			spans = append(spans, f.When.Span)
		}
		if !inside(text, spans) || f.Number.Start < f.Passage.Span.Start || f.Number.End > f.Passage.Span.End {
			return false
		}
	}
	for i := range r.Reading.Places {
		if !inside(text, []sayso.Span{r.Reading.Places[i].Span}) {
			return false
		}
	}
	return true
}

// words looks whether the words that lists of groups show are the figures' own.
func (g *groupVerifier) words(name string, id ledger.ID, want []ledger.GroupFigure) error {
	var have []ledger.GroupFigure
	err := g.each("SELECT figure, document, n, words, point_start, point_end, sentence FROM group_figures WHERE document = ? ORDER BY n", func(rs *sql.Rows) error {
		var f ledger.GroupFigure
		err := rs.Scan(&f.ID, &f.Document, &f.N, &f.Words, &f.Points[0], &f.Points[1], &f.Sentence)
		have = append(have, f)
		return err
	}, id)
	if err != nil {
		return err
	}
	for i := range want {
		want[i].Words, want[i].Sentence = escaped(want[i].Words), escaped(want[i].Sentence)
	}
	if !slices.Equal(have, want) {
		g.found(name, "the words of its figures are not those of its text", regroup)
	}
	return nil
}

// strays names what is kept of nothing.
func (g *groupVerifier) strays() error {
	for _, s := range []struct{ record, found, q string }{
		{"node %v of the groups", "its document is not in the groups", "SELECT node FROM group_nodes WHERE document NOT IN (SELECT document FROM group_documents)"},
		{"the words of figure %v", "its document is not in the groups", "SELECT figure FROM group_figures WHERE document NOT IN (SELECT document FROM group_documents)"},
		{"the index of groups, at %v", "there is no such node", "SELECT DISTINCT node FROM group_lists WHERE node NOT IN (SELECT node FROM group_nodes)"},
		{"the likeness of %v", "it has no counterpart, or one of the two is not there", `SELECT p.a FROM group_pairs p LEFT JOIN group_pairs q ON q.level = p.level AND q.a = p.b AND q.b = p.a
			LEFT JOIN group_nodes n ON n.level = p.level AND n.node = p.a WHERE q.a IS NULL OR q.score <> p.score OR n.node IS NULL`},
	} {
		if err := g.each(s.q+" ORDER BY 1 LIMIT 20", func(rs *sql.Rows) error {
			var name string
			err := rs.Scan(&name)
			g.found(fmt.Sprintf(s.record, name), s.found, regroup)
			return err
		}); err != nil {
			return err
		}
	}
	var files int
	if _, err := g.find("SELECT count(*) FROM group_lists", nil, &files); err != nil {
		return err
	}
	if files > g.Files && g.sum.Problems == 0 {
		g.found("the index of groups", fmt.Sprintf("%d of its entries are where their documents do not belong", files-g.Files), regroup)
	}
	return nil
}

// checkedShelf gives no document whose sketch cannot be read: that was found by
// its own document.
type checkedShelf struct{ *shelf }

func (s *checkedShelf) Document(id string) (*group.Document, error) {
	var claims, shingles []byte
	ok, err := s.t.find("SELECT claims, shingles FROM group_documents WHERE document = ?", []any{id}, &claims, &shingles)
	if !ok || err != nil {
		return nil, s.t.l.fail("the sketch of "+id, err)
	}
	d, err := group.ParseSketch(claims, shingles)
	if err != nil {
		return nil, nil
	}
	return d, nil
}
