package group

import (
	"cmp"
	"maps"
	"slices"
)

// with is what stands around a place in a list once a node's own entries are
// counted too: one that is filed at several days takes up as many places.
func (n *Near) with(f File, own []File, node string, most int) *Near {
	out := *n
	for _, o := range own {
		if o.List != f.List || o == f {
			continue
		}
		e := Filed{node, o.At}
		switch {
		case o.At < f.At && f.At-o.At <= f.Slack:
			out.Before = nearer(out.Before, e, most, -1)
		case o.At > f.At && o.At-f.At <= f.Slack:
			out.After = nearer(out.After, e, most, 1)
		}
	}
	return &out
}

// nearer is the list with one more entry, and no longer than most. A list runs
// forward or, with sign -1, backward.
func nearer(list []Filed, e Filed, most, sign int) []Filed {
	i, _ := slices.BinarySearchFunc(list, e, func(x, y Filed) int { return sign * compareFiled(x, y) })
	if i == most {
		return list
	}
	list = slices.Insert(slices.Clone(list), i, e)
	return list[:min(most, len(list))]
}

func compareFiled(x, y Filed) int {
	return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.Node, y.Node))
}

// meeting is two nodes on either side of a place in a list, between which there
// are just as many that the place makes them neighbours or not.
type meeting struct{ a, b string }

func ordered(all map[meeting]bool) []meeting {
	return slices.SortedFunc(maps.Keys(all), func(x, y meeting) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
}

// meetings are those that stand exactly as far apart as two may, without what is
// at the place itself; node is the one that comes or goes there.
func (n *Near) meetings(f File, node string, most int) []meeting {
	var out []meeting
	for j, after := range n.After {
		i := most - 1 - j
		if i >= len(n.Before) {
			continue
		}
		before := n.Before[i]
		if after.At-before.At <= f.Slack && before.Node != after.Node && before.Node != node && after.Node != node {
			out = append(out, meeting{before.Node, after.Node})
		}
	}
	return out
}

// put files a new node and pairs it with its neighbours.
func (s *settling) put(doc string, n *node) error {
	st := &State{Node: n.id, Document: doc, Order: string(n.order), Born: n.born}
	st.Judged = s.judgedBy(n.claims)
	if was := s.taken[n.id]; was != nil {
		st.Tie, st.Whole = was.Tie, was.Whole
		delete(s.taken, n.id)
	}
	if err := s.shelf().PutState(s.lv.judged, st); err != nil {
		return err
	}
	s.dirty[n.id] = true
	files := n.files()
	around, err := s.shelf().Around(files, n.id, s.lv.nearest)
	if err == nil {
		err = s.shelf().Put(files, n.id)
	}
	if err != nil {
		return err
	}
	found := map[string]bool{}
	parting := map[meeting]bool{}
	for k, f := range files {
		for _, m := range around[k].with(f, files[:k], n.id, s.lv.nearest).meetings(f, n.id, s.lv.nearest) {
			parting[m] = true
		}
		// Where the node stands in a list more than once, it can itself come between.
		near := around[k].with(f, files, n.id, s.lv.nearest)
		for _, side := range [][]Filed{near.Before, near.After} {
			for _, e := range side {
				found[e.Node] = true
			}
		}
	}
	if err := s.apart(parting); err != nil {
		return err
	}
	delete(found, n.id)
	return s.meet(st, sorted(found))
}

// meet compares a new node with its neighbours.
func (s *settling) meet(st *State, found []string) error {
	others, err := s.states(st, found)
	if err != nil {
		return err
	}
	for _, other := range others {
		if err := s.pair(st, other); err != nil {
			return err
		}
	}
	return nil
}

// states are the states of nodes that are to be compared with one, with their
// documents at hand. Texts of days too far apart are no copies, and need not be
// brought to see that: in the lists of the undated most are such.
func (s *settling) states(with *State, nodes []string) ([]*State, error) {
	if err := s.shelf().Expect(s.lv.judged, States, nodes); err != nil {
		return nil, err
	}
	var out []*State
	var documents []string
	for _, id := range nodes {
		st, err := s.shelf().State(s.lv.judged, id)
		if err != nil {
			return nil, err
		}
		if st == nil || s.lv == textLevel && with != nil && !near(bornOn(with.Born), bornOn(st.Born)) {
			continue
		}
		out = append(out, st)
		documents = append(documents, st.Document)
	}
	return out, s.k.expect(s.lv, documents)
}

// apart parts the pairs that were just near enough in a list, and are not with
// one more between them.
func (s *settling) apart(parting map[meeting]bool) error {
	all := ordered(parting)
	var nodes []string
	for _, m := range all {
		nodes = append(nodes, m.a)
	}
	if err := s.shelf().Expect(s.lv.judged, Pairs, slices.Compact(nodes)); err != nil {
		return err
	}
	var stood []meeting
	nodes = nodes[:0]
	for _, m := range all {
		pairs, err := s.shelf().Pairs(s.lv.judged, m.a)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(pairs, func(p Pair) bool { return p.Node == m.b }) {
			stood = append(stood, m)
			nodes = append(nodes, m.a, m.b)
		}
	}
	if len(stood) == 0 {
		return nil
	}
	slices.Sort(nodes)
	if _, err := s.states(nil, slices.Compact(nodes)); err != nil {
		return err
	}
	between := make([][]Stretch, len(stood))
	for i, m := range stood {
		var err error
		if between[i], err = s.between(m.a, m.b); err != nil {
			return err
		}
	}
	near, err := s.shelf().Close(between, s.lv.nearest)
	if err != nil {
		return err
	}
	for i, m := range stood {
		if near[i] {
			continue
		}
		if err := s.part(m.a, m.b); err != nil {
			return err
		}
	}
	return nil
}

// between are the stretches between two nodes in the lists that both stand in.
func (s *settling) between(a, b string) ([]Stretch, error) {
	mine, err := s.filesOf(a)
	if err != nil {
		return nil, err
	}
	theirs, err := s.filesOf(b)
	if err != nil {
		return nil, err
	}
	var out []Stretch
	for _, f := range mine {
		for _, g := range theirs {
			if f.List != g.List || max(f.At-g.At, g.At-f.At) > f.Slack {
				continue
			}
			first, last := Filed{a, f.At}, Filed{b, g.At}
			if compareFiled(first, last) > 0 {
				first, last = last, first
			}
			out = append(out, Stretch{f.List, first, last})
		}
	}
	return out, nil
}

// filesOf are the lists that a node stands in; none where it is gone.
func (s *settling) filesOf(id string) ([]File, error) {
	st, err := s.shelf().State(s.lv.judged, id)
	if err != nil || st == nil {
		return nil, err
	}
	d, i, err := s.k.node(s.lv, st)
	if err != nil || d == nil {
		return nil, err
	}
	return d.of(s.lv)[i].files(), nil
}

// close compares those that come to stand near each other when a node is taken
// out of its lists.
func (s *settling) close(n *node) error {
	files := n.files()
	err := s.shelf().Take(files, n.id)
	if err != nil {
		return err
	}
	around, err := s.shelf().Around(files, n.id, s.lv.nearest)
	if err != nil {
		return err
	}
	met := map[meeting]bool{}
	for k, f := range files {
		near := around[k].with(f, files[k+1:], n.id, s.lv.nearest)
		for _, m := range near.meetings(f, n.id, s.lv.nearest) {
			met[m] = true
		}
	}
	for _, m := range ordered(met) {
		two, err := s.states(nil, []string{m.a, m.b})
		if err != nil {
			return err
		}
		if len(two) < 2 {
			continue
		}
		if err := s.pair(two[0], two[1]); err != nil {
			return err
		}
	}
	return nil
}
