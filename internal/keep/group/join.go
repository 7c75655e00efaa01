package group

import (
	"cmp"
	"maps"
	"slices"
)

// join makes the touched groups again. changed are the heads of the cores that
// are new or were made again.
func (s *settling) join(changed map[string]*State) error {
	heads := maps.Clone(changed)
	judged := s.judged
	for _, g := range sorted(s.groups) {
		all, err := s.shelf().Heads(s.lv.judged, g)
		if err != nil {
			return err
		}
		for _, h := range all {
			if heads[h.Node] == nil {
				heads[h.Node] = h
			}
		}
	}
	// What was chosen since is on the shelf.
	for _, id := range sorted(keys(heads)) {
		h, err := s.shelf().State(s.lv.judged, id)
		if err != nil {
			return err
		}
		heads[id] = h
	}
	if !judged && len(s.k.persons.of) > 0 {
		var err error
		if judged, err = s.anyJudged(heads); err != nil {
			return err
		}
	}
	if judged {
		return s.joinNodes(heads)
	}
	return s.joinCores(heads)
}

func keys(heads map[string]*State) map[string]bool {
	out := map[string]bool{}
	for id := range heads {
		out[id] = true
	}
	return out
}

// anyJudged reports whether a person judged a claim of the cores or groups.
func (s *settling) anyJudged(heads map[string]*State) (bool, error) {
	for _, g := range sorted(s.groups) {
		all, err := s.shelf().Group(s.lv.judged, g)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(all, func(st *State) bool { return st.Judged }) {
			return true, nil
		}
	}
	for _, id := range slices.Sorted(maps.Keys(heads)) {
		all, err := s.shelf().Core(s.lv.judged, id, 0)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(all, func(st *State) bool { return st.Judged }) {
			return true, nil
		}
	}
	return false, nil
}

// joinCores adds cores up by their ties.
func (s *settling) joinCores(heads map[string]*State) error {
	order := slices.Sorted(maps.Keys(heads))
	at := map[string]int{}
	for i, id := range order {
		at[id] = i
	}
	sets := newSets(len(order))
	for i, id := range order {
		if to, ok := at[heads[id].Whole.To]; ok && heads[id].Whole.To != "" {
			sets.join(i, to)
		}
	}
	first := map[int]*State{}
	for i, id := range order {
		root := sets.root(i)
		if f := first[root]; f == nil || heads[id].FirstBorn < f.FirstBorn {
			first[root] = heads[id]
		}
	}
	for i, id := range order {
		group := first[sets.root(i)].First
		if heads[id].Group == group && !s.mixed[id] {
			continue
		}
		if err := s.setGroup(heads[id], group); err != nil {
			return err
		}
	}
	return nil
}

// setGroup puts a core into a group.
func (s *settling) setGroup(head *State, group string) error {
	if s.fresh[head.Node] == nil {
		if err := s.moves(head, group); err != nil {
			return err
		}
		return s.shelf().SetGroup(s.lv.judged, head.Node, group)
	}
	for _, id := range s.fresh[head.Node] { // their documents are touched anyway
		st, err := s.shelf().State(s.lv.judged, id)
		if err != nil {
			return err
		}
		st.Group = group
		if err := s.shelf().PutState(s.lv.judged, st); err != nil {
			return err
		}
	}
	return nil
}

// moves notes the documents whose family changed its first publisher.
func (s *settling) moves(head *State, group string) error {
	if s.lv != textLevel {
		return nil
	}
	all, err := s.shelf().Core(s.lv.judged, head.Core, 0)
	if err != nil {
		return err
	}
	for _, st := range all {
		if st.Group != group {
			s.k.touched[st.Document] = true
		}
	}
	return nil
}

// joinNodes adds nodes up by their ties and by what persons hold. A person's word
// can part a core, and a tie that it forbids may hold once it is taken back, so all
// that hangs together by ties or persons is looked at.
func (s *settling) joinNodes(heads map[string]*State) error {
	order, groups, err := s.joined(heads)
	if err != nil {
		return err
	}
	for _, members := range groups {
		group := order[members[0]].Node // the first to be published
		for _, i := range members {
			if st := order[i]; st.Group != group {
				if s.lv == textLevel {
					s.k.touched[st.Document] = true
				}
				st.Group = group
				if err := s.shelf().PutState(s.lv.judged, st); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// joined are the nodes that hang together with cores, in the order of their
// publication, and their groups.
func (s *settling) joined(heads map[string]*State) ([]*State, [][]int, error) {
	states, err := s.hanging(heads)
	if err != nil {
		return nil, nil, err
	}
	order := slices.SortedFunc(maps.Values(states), func(x, y *State) int { return cmp.Compare(x.Born, y.Born) })
	at := map[string]int{}
	nodes := make([]node, len(order))
	for i, st := range order {
		at[st.Node] = i
		claims, err := s.k.claims(s.lv, st)
		if err != nil {
			return nil, nil, err
		}
		nodes[i] = node{id: st.Node, claims: claims, order: orderOf(st), born: st.Born}
	}
	g := joiner{n: len(nodes)}
	for i, st := range order {
		if to, ok := at[st.Tie.To]; ok && st.Tie.To != "" {
			g.ties = append(g.ties, edge{i, to, st.Tie.Score})
		}
		if to, ok := at[st.Whole.To]; ok && st.Whole.To != "" {
			g.wholes = append(g.wholes, edge{i, to, st.Whole.Score})
		}
	}
	g.persons(s.lv.judged, nodes, s.k.persons)
	return order, g.groups(nodes), nil
}

func orderOf(st *State) order { return order(st.Order) }

// hanging are all nodes that hang together with cores by ties, by groups or by
// persons' judgements.
func (s *settling) hanging(heads map[string]*State) (map[string]*State, error) {
	states := map[string]*State{}
	var queue []*State
	add := func(all ...*State) {
		for _, st := range all {
			if st != nil && states[st.Node] == nil {
				states[st.Node] = st
				queue = append(queue, st)
			}
		}
	}
	l := s.lv.judged
	for _, id := range slices.Sorted(maps.Keys(heads)) {
		all, err := s.shelf().Core(l, id, 0)
		if err != nil {
			return nil, err
		}
		add(all...)
	}
	for _, g := range sorted(s.groups) {
		all, err := s.shelf().Group(l, g)
		if err != nil {
			return nil, err
		}
		add(all...)
	}
	for len(queue) > 0 {
		st := queue[0]
		queue = queue[1:]
		for _, id := range []string{st.Tie.To, st.Whole.To} {
			if id == "" || states[id] != nil {
				continue
			}
			to, err := s.shelf().State(l, id)
			if err != nil {
				return nil, err
			}
			add(to)
		}
		tied, err := s.shelf().Tied(l, st.Node)
		if err != nil {
			return nil, err
		}
		add(tied...)
		if !st.Judged {
			continue
		}
		others, err := s.judgedWith(st)
		if err != nil {
			return nil, err
		}
		add(others...)
	}
	return states, nil
}

// judgedWith are the nodes that persons judged together with one.
func (s *settling) judgedWith(st *State) ([]*State, error) {
	claims, err := s.k.claims(s.lv, st)
	if err != nil {
		return nil, err
	}
	var out []*State
	for _, c := range claims {
		about := slices.Clone(s.k.persons.about(s.lv.judged, c))
		if s.lv == eventLevel {
			about = append(about, s.k.persons.about(QuantityLevel, c)...)
		}
		for _, j := range about {
			other, err := s.holder(j.other(c))
			if err != nil {
				return nil, err
			}
			if other != nil {
				out = append(out, other)
			}
		}
	}
	return out, nil
}

// holder is the node of which a claim is; nil where there is none.
func (s *settling) holder(claim string) (*State, error) {
	if s.lv == textLevel {
		return s.shelf().State(s.lv.judged, claim)
	}
	doc, err := s.shelf().Holder(claim)
	if err != nil || doc == "" {
		return nil, err
	}
	d, err := s.k.document(doc)
	if err != nil || d == nil {
		return nil, err
	}
	nodes := d.of(s.lv)
	for i := range nodes {
		if slices.Contains(nodes[i].claims, claim) {
			return s.shelf().State(s.lv.judged, nodes[i].id)
		}
	}
	return nil, nil
}
