package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sayso/internal/keep/group"
	"sayso/internal/keep/ledger"
)

// shelf keeps the groups' own tables within a transaction. What it is asked for
// it brings many at once, and what changes it stores before the next look at the
// tables: a document takes some two hundred look-ups, and each may travel.
type shelf struct {
	t      *Tx
	states map[stateKey]*group.State // as they are in the tables, or unsaved
	pairs  map[stateKey][]group.Pair // likewise, by node
	// What the tables do not have yet.
	unsaved map[stateKey]bool
	paired  []any // rows of pairs
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
		t.shelf = &shelf{t: t, states: map[stateKey]*group.State{}, pairs: map[stateKey][]group.Pair{}, unsaved: map[stateKey]bool{}}
	}
	return t.shelf
}

func (s *shelf) Documents(ids []string, texts bool) ([]*group.Document, error) {
	columns := "claims, shingles"
	if !texts {
		columns = "claims, claims"
	}
	var out []*group.Document
	err := s.t.among("SELECT "+columns+" FROM group_documents WHERE document IN ", nil, ids, func(rs *sql.Rows) error {
		var claims, shingles []byte
		if err := rs.Scan(&claims, &shingles); err != nil {
			return err
		}
		if !texts {
			shingles = nil
		}
		d, err := group.ParseSketch(claims, shingles)
		out = append(out, d)
		return err
	})
	return out, s.t.l.fail("sketches of documents", err)
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

func (s *shelf) Put(files []group.File, node string) error {
	var rows []any
	for _, f := range files {
		rows = append(rows, int64(f.List), int64(f.At), node)
	}
	return s.t.l.fail("the index", s.t.insertAll("INSERT INTO group_lists (list, at, node) VALUES ", 3, rows, " ON CONFLICT DO NOTHING"))
}

func (s *shelf) Take(files []group.File, node string) error {
	for _, f := range files {
		if _, err := s.t.exec("DELETE FROM group_lists WHERE list = ? AND at = ? AND node = ?", int64(f.List), int64(f.At), node); err != nil {
			return s.t.l.fail("the index", err)
		}
	}
	return nil
}

// aroundQuery looks to both sides of some places in lists. What it finds of a place
// comes as one text: rows one by one would cost more than finding them.
func aroundQuery(places, n int) string {
	const side = `(SELECT string_agg(at || ' ' || node, ',') FROM (SELECT at, node FROM group_lists
		WHERE list = f.list AND %s AND node <> f.node ORDER BY %s`
	return `WITH f(i, list, at, least, most, node) AS (VALUES (CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT))` +
		strings.Repeat(", (?, ?, ?, ?, ?, ?)", places-1) + `)
		SELECT i, ` + fmt.Sprintf(side, "at >= f.least AND (at, node) < (f.at, f.node)", "at DESC, node DESC") + atMost(n) + `) x),
		` + fmt.Sprintf(side, "at <= f.most AND (at, node) > (f.at, f.node)", "at, node") + atMost(n) + `) x) FROM f`
}

func (s *shelf) Around(files []group.File, node string, n int) ([]group.Near, error) {
	out := make([]group.Near, len(files))
	for from := 0; from < len(files); from += among[len(among)-1] {
		part := files[from:min(from+among[len(among)-1], len(files))]
		places := padded(len(part))
		args := make([]any, 0, 6*places)
		for i := range places {
			if i >= len(part) {
				args = append(args, int64(0), nil, int64(0), int64(0), int64(0), "") // no list
				continue
			}
			f := part[i]
			at := int64(f.At)
			args = append(args, int64(from+i), int64(f.List), at, at-int64(f.Slack), at+int64(f.Slack), node)
		}
		err := s.t.each(aroundQuery(places, n), func(rs *sql.Rows) error {
			var i int
			var before, after sql.NullString
			err := rs.Scan(&i, &before, &after)
			if err == nil && before.Valid {
				out[i].Before, err = filed(before.String, -1)
			}
			if err == nil && after.Valid {
				out[i].After, err = filed(after.String, 1)
			}
			return err
		}, args...)
		if err != nil {
			return nil, s.t.l.fail("the index", err)
		}
	}
	return out, nil
}

// closeQuery looks which sets have a stretch that is short, and not at those behind
// the first such one of a set.
func closeQuery(stretches, n int) string {
	return `WITH f(i, list, first, a, last, b) AS (VALUES (CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS TEXT))` +
		strings.Repeat(", (?, ?, ?, ?, ?, ?)", stretches-1) + `)
		SELECT i FROM (SELECT DISTINCT i FROM f) s WHERE EXISTS (SELECT 1 FROM f WHERE f.i = s.i AND list IS NOT NULL AND (SELECT count(*) FROM (SELECT 1 FROM group_lists
		WHERE list = f.list AND (at, node) > (f.first, f.a) AND (at, node) < (f.last, f.b)` + atMost(n) + `) x) < ` + strconv.Itoa(n) + `)`
}

func (s *shelf) Close(sets [][]group.Stretch, n int) ([]bool, error) {
	out := make([]bool, len(sets))
	var args []any
	ask := func() error {
		const columns = 6
		stretches := len(args) / columns
		size := padded(stretches)
		for range size - stretches {
			args = append(args, int64(0), nil, int64(0), "", int64(0), "") // no list
		}
		err := s.t.each(closeQuery(size, n), func(rs *sql.Rows) error {
			var i int
			err := rs.Scan(&i)
			out[i] = true
			return err
		}, args...)
		args = args[:0]
		return s.t.l.fail("the index", err)
	}
	asked := 0
	for i, set := range sets {
		for _, st := range set {
			args = append(args, int64(i), int64(st.List), int64(st.First.At), st.First.Node, int64(st.Last.At), st.Last.Node)
			if asked++; asked%among[len(among)-1] == 0 {
				if err := ask(); err != nil {
					return nil, err
				}
			}
		}
	}
	if len(args) == 0 {
		return out, nil
	}
	return out, ask()
}

// filed are entries of a list as the query writes them, in the list's order or,
// with sign -1, backward.
func filed(text string, sign int) ([]group.Filed, error) {
	out := make([]group.Filed, 0, strings.Count(text, ",")+1)
	for e := range strings.SplitSeq(text, ",") {
		at, node, _ := strings.Cut(e, " ")
		day, err := strconv.ParseInt(at, 10, 32)
		if err != nil || node == "" {
			return nil, fmt.Errorf("%w: %q is no entry of a list", ledger.ErrDamaged, e)
		}
		out = append(out, group.Filed{Node: node, At: group.Day(day)})
	}
	order := func(x, y group.Filed) int {
		return sign * cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.Node, y.Node))
	}
	if !slices.IsSortedFunc(out, order) { // no engine promises it of an aggregate
		slices.SortFunc(out, order)
	}
	return out, nil
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
	for _, p := range [][2]string{{a, b}, {b, a}} {
		s.paired = append(s.paired, int64(l), p[0], p[1], score)
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
	if err := s.Expect(l, group.Pairs, []string{node}); err != nil {
		return nil, err
	}
	return slices.Clone(s.pairs[stateKey{l, node}]), nil
}

// Expect brings states or pairs of nodes.
func (s *shelf) Expect(l group.Level, what group.Held, nodes []string) error {
	var missing []string
	for _, id := range nodes {
		_, ok := s.states[stateKey{l, id}]
		if what == group.Pairs {
			_, ok = s.pairs[stateKey{l, id}]
		}
		if !ok {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	if what == group.Pairs {
		return s.t.l.fail("pairs", s.bringPairs(l, missing))
	}
	err := s.t.among("SELECT "+stateColumns+" FROM group_nodes WHERE level = ? AND node IN ", []any{int64(l)}, missing, func(rs *sql.Rows) error {
		var st group.State
		err := rs.Scan(stateInto(&st)...)
		s.hold(l, st)
		return err
	})
	return s.t.l.fail("states", err)
}

func (s *shelf) bringPairs(l group.Level, nodes []string) error {
	if len(s.pairs) >= statesAtHand/8 {
		clear(s.pairs)
	}
	for _, id := range nodes {
		s.pairs[stateKey{l, id}] = nil
	}
	return s.t.among("SELECT a, b, score FROM group_pairs WHERE level = ? AND a IN ", []any{int64(l)}, nodes, func(rs *sql.Rows) error {
		var a string
		var p group.Pair
		err := rs.Scan(&a, &p.Node, &p.Score)
		key := stateKey{l, a}
		i, _ := slices.BinarySearchFunc(s.pairs[key], p.Node, byNode)
		s.pairs[key] = slices.Insert(s.pairs[key], i, p)
		return err
	})
}

// save stores what the tables do not have yet; settle calls it before they are
// looked at.
func (s *shelf) save() error {
	if rows := s.paired; len(rows) > 0 {
		s.paired = nil
		if err := s.t.insertAll("INSERT INTO group_pairs (level, a, b, score) VALUES ", 4, unique(rows), " ON CONFLICT (level, a, b) DO UPDATE SET score = excluded.score"); err != nil {
			return err
		}
	}
	if len(s.unsaved) == 0 {
		return nil
	}
	order := slices.SortedFunc(maps.Keys(s.unsaved), func(x, y stateKey) int {
		return cmp.Or(cmp.Compare(x.level, y.level), cmp.Compare(x.node, y.node))
	})
	clear(s.unsaved)
	var rows []any
	for _, k := range order {
		rows = append(rows, stateRow(k.level, s.states[k])...)
	}
	return s.t.insertAll("INSERT INTO group_nodes (level, "+stateColumns+") VALUES ", 16, rows, ` ON CONFLICT (level, node) DO UPDATE SET document = excluded.document,
		place = excluded.place, born = excluded.born, judged = excluded.judged, tie = excluded.tie, tie_score = excluded.tie_score, tie_by = excluded.tie_by,
		core = excluded.core, whole = excluded.whole, whole_score = excluded.whole_score, whole_by = excluded.whole_by,
		first = excluded.first, first_born = excluded.first_born, family = excluded.family`)
}

// unique are the rows of pairs without those that a later row puts right: one
// statement may not put a row twice.
func unique(rows []any) []any {
	type pair struct{ level, a, b any }
	last := map[pair]int{}
	for i := 0; i < len(rows); i += 4 {
		last[pair{rows[i], rows[i+1], rows[i+2]}] = i
	}
	out := make([]any, 0, len(rows))
	for i := 0; i < len(rows); i += 4 {
		if last[pair{rows[i], rows[i+1], rows[i+2]}] == i {
			out = append(out, rows[i:i+4]...)
		}
	}
	return out
}

const stateColumns = "node, document, place, born, judged, tie, tie_score, tie_by, core, whole, whole_score, whole_by, first, first_born, family"

func stateInto(st *group.State) []any {
	return []any{&st.Node, &st.Document, &st.Order, &st.Born, &st.Judged, &st.Tie.To, &st.Tie.Score, &st.Tie.By, &st.Core,
		&st.Whole.To, &st.Whole.Score, &st.Whole.By, &st.First, &st.FirstBorn, &st.Group}
}

func stateRow(l group.Level, st *group.State) []any {
	judged := int64(0)
	if st.Judged {
		judged = 1
	}
	return []any{int64(l), st.Node, st.Document, st.Order, st.Born, judged, st.Tie.To, st.Tie.Score, st.Tie.By, st.Core,
		st.Whole.To, st.Whole.Score, st.Whole.By, st.First, st.FirstBorn, st.Group}
}

func (s *shelf) State(l group.Level, node string) (*group.State, error) {
	if err := s.Expect(l, group.States, []string{node}); err != nil {
		return nil, err
	}
	st := s.states[stateKey{l, node}]
	if st == nil {
		return nil, nil
	}
	c := *st
	return &c, nil
}

func (s *shelf) hold(l group.Level, st group.State) {
	if len(s.states) >= statesAtHand && len(s.unsaved) == 0 {
		clear(s.states)
	}
	s.states[stateKey{l, st.Node}] = &st
}

func (s *shelf) PutState(l group.Level, st *group.State) error {
	s.unsaved[stateKey{l, st.Node}] = true
	s.hold(l, *st)
	return nil
}

func (s *shelf) DropState(l group.Level, node string) error {
	delete(s.states, stateKey{l, node})
	delete(s.unsaved, stateKey{l, node})
	_, err := s.t.exec("DELETE FROM group_nodes WHERE level = ? AND node = ?", int64(l), node)
	return s.t.l.fail("a state", err)
}

// where are states of a level; the plus keeps engines from going through all of it.
func (s *shelf) where(condition string, args ...any) ([]*group.State, error) {
	var out []*group.State
	err := s.t.each("SELECT "+stateColumns+" FROM group_nodes WHERE +level = ? AND "+condition, func(rs *sql.Rows) error {
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
	out, err := s.where("tie = ? AND tie <> '' ORDER BY place", int64(l), node)
	if err != nil {
		return nil, err
	}
	more, err := s.where("whole = ? AND whole <> '' ORDER BY place", int64(l), node)
	return append(out, more...), err
}

func (s *shelf) SetGroup(l group.Level, core, g string) error {
	if err := s.save(); err != nil {
		return s.t.l.fail("a group", err)
	}
	err := s.t.each("UPDATE group_nodes SET family = ? WHERE +level = ? AND core = ? AND family <> ? RETURNING node", func(rs *sql.Rows) error {
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
