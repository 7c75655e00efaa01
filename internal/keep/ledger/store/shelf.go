package store

import (
	"database/sql"

	"slices"
	"strconv"
	"strings"

	"sayso/internal/keep/group"
)

// shelf keeps the groups' own tables within a transaction.
type shelf struct {
	t      *Tx
	states map[stateKey]*group.State // as they are in the tables
	pairs  map[stateKey][]group.Pair // likewise, by node
}

type stateKey struct {
	level group.Level
	node  string
}

// statesAtHand bounds how many states a transaction holds.
const statesAtHand = 1 << 16

// Shelf is where the groups are kept.
func (t *Tx) Shelf() group.Shelf {
	if t.shelf == nil {
		t.shelf = &shelf{t: t, states: map[stateKey]*group.State{}, pairs: map[stateKey][]group.Pair{}}
	}
	return t.shelf
}

func (s *shelf) Document(id string) (*group.Document, error) {
	var claims, shingles []byte
	ok, err := s.t.find("SELECT claims, shingles FROM group_documents WHERE document = ?", []any{id}, &claims, &shingles)
	if !ok || err != nil {
		return nil, s.t.l.fail("the sketch of "+id, err)
	}
	d, err := group.ParseSketch(claims, shingles)
	return d, s.t.l.fail("the sketch of "+id, err)
}

// PutDocument keeps what groups need of a document; the reading is noted by
// Grouped.
func (s *shelf) PutDocument(d *group.Document) error {
	claims, shingles := d.Sketch()
	_, err := s.t.exec(`INSERT INTO group_documents (document, reading, claims, shingles) VALUES (?, 0, ?, ?)
		ON CONFLICT (document) DO UPDATE SET claims = excluded.claims, shingles = excluded.shingles`, d.ID, claims, some(shingles))
	return s.t.l.fail("a sketch", err)
}

// some is never null.
func some(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func (s *shelf) DropDocument(id string) error {
	_, err := s.t.exec("DELETE FROM group_documents WHERE document = ?", id)
	if err == nil {
		_, err = s.t.exec("DELETE FROM group_figures WHERE document = ?", id)
	}
	return s.t.l.fail("a sketch", err)
}

func (s *shelf) Holder(figure string) (string, error) {
	var document string
	_, err := s.t.find("SELECT document FROM group_figures WHERE figure = ?", []any{figure}, &document)
	return document, s.t.l.fail("a figure's document", err)
}

func (s *shelf) Put(f group.File, node string) error {
	_, err := s.t.exec("INSERT INTO group_lists (list, at, node) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", int64(f.List), int64(f.At), node)
	return s.t.l.fail("the index", err)
}

func (s *shelf) Take(f group.File, node string) error {
	_, err := s.t.exec("DELETE FROM group_lists WHERE list = ? AND at = ? AND node = ?", int64(f.List), int64(f.At), node)
	return s.t.l.fail("the index", err)
}

func (s *shelf) Around(f group.File, node string, n int) (before, after []group.Filed, err error) {
	side := func(q string, least int64) (out []group.Filed, err error) {
		err = s.t.each(q, func(rs *sql.Rows) error {
			var e group.Filed
			err := rs.Scan(&e.Node, &e.At)
			out = append(out, e)
			return err
		}, int64(f.List), least, int64(f.At), node)
		return out, s.t.l.fail("the index", err)
	}
	if before, err = side("SELECT node, at FROM group_lists WHERE list = ? AND at >= ? AND (at, node) < (?, ?) ORDER BY at DESC, node DESC"+atMost(n), int64(f.At)-int64(f.Slack)); err != nil {
		return nil, nil, err
	}
	after, err = side("SELECT node, at FROM group_lists WHERE list = ? AND at <= ? AND (at, node) > (?, ?) ORDER BY at, node"+atMost(n), int64(f.At)+int64(f.Slack))
	return before, after, err
}

// atMost is a limit that is written out: SQLite plans a query whose limit is an argument again each
// time that it is given one. 0 is none.
func atMost(n int) string {
	if n == 0 {
		return ""
	}
	return " LIMIT " + strconv.Itoa(n)
}

func (s *shelf) Pair(l group.Level, a, b string, score float64) error {
	const q = "INSERT INTO group_pairs (level, a, b, score) VALUES (?, ?, ?, ?) ON CONFLICT (level, a, b) DO UPDATE SET score = excluded.score"
	for _, p := range [][2]string{{a, b}, {b, a}} {
		if _, err := s.t.exec(q, int64(l), p[0], p[1], score); err != nil {
			return s.t.l.fail("a pair", err)
		}
		if have, ok := s.pairs[stateKey{l, p[0]}]; ok {
			i, found := slices.BinarySearchFunc(have, p[1], byNode)
			if found {
				have[i].Score = score
			} else {
				s.pairs[stateKey{l, p[0]}] = slices.Insert(have, i, group.Pair{Node: p[1], Score: score})
			}
		}
	}
	return nil
}

func byNode(p group.Pair, node string) int { return strings.Compare(p.Node, node) }

func (s *shelf) Part(l group.Level, a, b string) error {
	for _, p := range [][2]string{{a, b}, {b, a}} {
		if _, err := s.t.exec("DELETE FROM group_pairs WHERE level = ? AND a = ? AND b = ?", int64(l), p[0], p[1]); err != nil {
			return s.t.l.fail("a pair", err)
		}
		if have, ok := s.pairs[stateKey{l, p[0]}]; ok {
			if i, found := slices.BinarySearchFunc(have, p[1], byNode); found {
				s.pairs[stateKey{l, p[0]}] = slices.Delete(have, i, i+1)
			}
		}
	}
	return nil
}

func (s *shelf) Pairs(l group.Level, node string) ([]group.Pair, error) {
	if have, ok := s.pairs[stateKey{l, node}]; ok {
		return slices.Clone(have), nil
	}
	var out []group.Pair
	err := s.t.each("SELECT b, score FROM group_pairs WHERE level = ? AND a = ? ORDER BY b", func(rs *sql.Rows) error {
		var p group.Pair
		err := rs.Scan(&p.Node, &p.Score)
		out = append(out, p)
		return err
	}, int64(l), node)
	if len(s.pairs) >= statesAtHand/8 {
		clear(s.pairs)
	}
	s.pairs[stateKey{l, node}] = slices.Clone(out)
	return out, s.t.l.fail("pairs", err)
}

const stateColumns = "node, document, place, born, judged, tie, tie_score, tie_by, core, whole, whole_score, whole_by, first, first_born, family"

func stateInto(st *group.State) []any {
	return []any{&st.Node, &st.Document, &st.Order, &st.Born, &st.Judged, &st.Tie.To, &st.Tie.Score, &st.Tie.By, &st.Core,
		&st.Whole.To, &st.Whole.Score, &st.Whole.By, &st.First, &st.FirstBorn, &st.Group}
}

func (s *shelf) State(l group.Level, node string) (*group.State, error) {
	if st := s.states[stateKey{l, node}]; st != nil {
		c := *st
		return &c, nil
	}
	var st group.State
	ok, err := s.t.find("SELECT "+stateColumns+" FROM group_nodes WHERE level = ? AND node = ?", []any{int64(l), node}, stateInto(&st)...)
	if !ok || err != nil {
		return nil, s.t.l.fail("the state of "+node, err)
	}
	s.hold(l, st)
	return &st, nil
}

func (s *shelf) hold(l group.Level, st group.State) {
	if len(s.states) >= statesAtHand {
		clear(s.states)
	}
	s.states[stateKey{l, st.Node}] = &st
}

func (s *shelf) PutState(l group.Level, st *group.State) error {
	judged := int64(0)
	if st.Judged {
		judged = 1
	}
	_, err := s.t.exec(`INSERT INTO group_nodes (level, `+stateColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (level, node) DO UPDATE SET document = excluded.document, place = excluded.place, born = excluded.born, judged = excluded.judged,
		tie = excluded.tie, tie_score = excluded.tie_score, tie_by = excluded.tie_by, core = excluded.core,
		whole = excluded.whole, whole_score = excluded.whole_score, whole_by = excluded.whole_by,
		first = excluded.first, first_born = excluded.first_born, family = excluded.family`,
		int64(l), st.Node, st.Document, st.Order, st.Born, judged, st.Tie.To, st.Tie.Score, st.Tie.By, st.Core,
		st.Whole.To, st.Whole.Score, st.Whole.By, st.First, st.FirstBorn, st.Group)
	if err != nil {
		return s.t.l.fail("a state", err)
	}
	s.hold(l, *st)
	return nil
}

func (s *shelf) DropState(l group.Level, node string) error {
	delete(s.states, stateKey{l, node})
	_, err := s.t.exec("DELETE FROM group_nodes WHERE level = ? AND node = ?", int64(l), node)
	return s.t.l.fail("a state", err)
}

func (s *shelf) where(condition string, args ...any) ([]*group.State, error) {
	var out []*group.State
	err := s.t.each("SELECT "+stateColumns+" FROM group_nodes WHERE level = ? AND "+condition, func(rs *sql.Rows) error {
		st := &group.State{}
		err := rs.Scan(stateInto(st)...)
		out = append(out, st)
		return err
	}, args...)
	return out, s.t.l.fail("states", err)
}

func (s *shelf) Core(l group.Level, core string, n int) ([]*group.State, error) {
	return s.where("core = ? ORDER BY place"+atMost(n), int64(l), core)
}

func (s *shelf) Group(l group.Level, g string) ([]*group.State, error) {
	return s.where("family = ? ORDER BY place", int64(l), g)
}

func (s *shelf) Heads(l group.Level, g string) ([]*group.State, error) {
	return s.where("family = ? AND core = node ORDER BY place", int64(l), g)
}

func (s *shelf) Tied(l group.Level, node string) ([]*group.State, error) {
	out, err := s.where("tie = ? ORDER BY place", int64(l), node)
	if err != nil {
		return nil, err
	}
	more, err := s.where("whole = ? ORDER BY place", int64(l), node)
	return append(out, more...), err
}

func (s *shelf) SetGroup(l group.Level, core, g string) error {
	err := s.t.each("UPDATE group_nodes SET family = ? WHERE level = ? AND core = ? AND family <> ? RETURNING node", func(rs *sql.Rows) error {
		var node string
		err := rs.Scan(&node)
		if st := s.states[stateKey{l, node}]; st != nil {
			st.Group = g
		}
		return err
	}, g, int64(l), core, g)
	return s.t.l.fail("a group", err)
}

func (s *shelf) Record(all []group.Judgement) error {
	for i := range all {
		if err := s.t.judge(&all[i]); err != nil {
			return err
		}
	}
	return nil
}
