package group

import (
	"cmp"
	"maps"
	"slices"
)

// settling is the change of one document at one level: first its nodes go into
// the index and the pairs change, then what hangs on the changed pairs is made
// again.
type settling struct {
	k     *Keeper
	lv    *level
	dirty map[string]bool // nodes whose pairs changed
	// Cores and groups as they stood, that must be made again.
	cores, groups map[string]bool
	mixed         map[string]bool     // heads of cores whose nodes are not all in one group
	fresh         map[string][]string // all nodes of new cores, by their heads
	judged        bool                // a node that is gone was judged by a person
	taken         map[string]*State
	records       []Judgement
}

func (s *settling) shelf() Shelf { return s.k.shelf }

// judgedBy reports whether a person judged one of the claims at this level.
func (s *settling) judgedBy(claims []string) bool {
	for _, c := range claims {
		if len(s.k.persons.about(s.lv.judged, c)) > 0 || s.lv == eventLevel && len(s.k.persons.about(QuantityLevel, c)) > 0 {
			return true
		}
	}
	return false
}

func (s *settling) pair(a, b *State) error {
	score, err := s.k.like(s.lv, a, b)
	if err != nil || score < s.lv.edge {
		return err
	}
	s.dirty[a.Node], s.dirty[b.Node] = true, true
	return s.shelf().Pair(s.lv.judged, a.Node, b.Node, score)
}

func (s *settling) part(a, b string) error {
	pairs, err := s.shelf().Pairs(s.lv.judged, a)
	if err != nil || !slices.ContainsFunc(pairs, func(p Pair) bool { return p.Node == b }) {
		return err
	}
	s.dirty[a], s.dirty[b] = true, true
	return s.shelf().Part(s.lv.judged, a, b)
}

// take takes a node out.
func (s *settling) take(n *node) error {
	st, err := s.shelf().State(s.lv.judged, n.id)
	if err != nil || st == nil {
		return err
	}
	s.judged = s.judged || st.Judged
	if err := s.was(st); err != nil {
		return err
	}
	pairs, err := s.shelf().Pairs(s.lv.judged, n.id)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		if err := s.part(n.id, p.Node); err != nil {
			return err
		}
	}
	tied, err := s.shelf().Tied(s.lv.judged, n.id)
	if err != nil {
		return err
	}
	for _, t := range tied {
		if err := s.was(t); err != nil {
			return err
		}
	}
	if err := s.close(n); err != nil {
		return err
	}
	delete(s.dirty, n.id)
	if s.taken == nil {
		s.taken = map[string]*State{}
	}
	s.taken[n.id] = st
	return s.shelf().DropState(s.lv.judged, n.id)
}

// was notes the core and the group in which a node stood.
func (s *settling) was(st *State) error {
	if st.Core != "" {
		s.cores[st.Core] = true
	}
	if st.Group != "" {
		s.groups[st.Group] = true
	}
	return nil
}

// settle makes ties, cores and groups again as far as they hang on what changed.
func (s *settling) settle() error {
	if err := s.takeBack(); err != nil {
		return err
	}
	near, err := s.adjacent(s.cores, s.dirty)
	if err != nil {
		return err
	}
	fresh, moved, err := s.ties()
	if err != nil {
		return err
	}
	changed, err := s.grown(fresh, moved)
	if err == nil && changed == nil {
		changed, err = s.trees(fresh)
	}
	if err != nil {
		return err
	}
	if s.lv.whole > 0 {
		if err := s.wholes(changed, near); err != nil {
			return err
		}
	}
	if err := s.join(changed); err != nil {
		return err
	}
	if len(s.records) == 0 {
		return nil
	}
	return s.shelf().Record(s.records)
}

// takeBack takes the judgements back that nodes carried which are there no more.
func (s *settling) takeBack() error {
	for _, id := range slices.Sorted(maps.Keys(s.taken)) {
		st := s.taken[id]
		if _, err := s.judge(st, st.Tie, Bond{}, false); err != nil {
			return err
		}
		if _, err := s.judge(st, st.Whole, Bond{}, true); err != nil {
			return err
		}
	}
	return nil
}

// ties chooses the ties of dirty nodes. It returns the new nodes in their order,
// and the others whose tie is another one now.
func (s *settling) ties() (fresh, moved []*State, err error) {
	if err := s.expect(sorted(s.dirty)); err != nil {
		return nil, nil, err
	}
	for _, id := range sorted(s.dirty) {
		st, err := s.shelf().State(s.lv.judged, id)
		if err != nil {
			return nil, nil, err
		}
		if st == nil {
			continue
		}
		best, err := s.best(st)
		if err != nil {
			return nil, nil, err
		}
		same := best.To == st.Tie.To
		switch {
		case st.Core == "":
			fresh = append(fresh, st)
		case same && best.Score == st.Tie.Score:
			continue
		case !same:
			moved = append(moved, st)
		}
		if st.Tie, err = s.judge(st, st.Tie, best, false); err != nil {
			return nil, nil, err
		}
		if err := s.shelf().PutState(s.lv.judged, st); err != nil {
			return nil, nil, err
		}
	}
	slices.SortFunc(fresh, func(x, y *State) int { return cmp.Compare(x.Order, y.Order) })
	return fresh, moved, nil
}

// expect has the pairs of nodes at hand, and the states of those that they may be
// tied to.
func (s *settling) expect(nodes []string) error {
	l := s.lv.judged
	if err := s.shelf().Expect(l, Pairs, nodes); err != nil {
		return err
	}
	others := map[string]bool{}
	for _, id := range nodes {
		others[id] = true
		pairs, err := s.shelf().Pairs(l, id)
		if err != nil {
			return err
		}
		for _, p := range pairs {
			if p.Score >= s.lv.first {
				others[p.Node] = true
			}
		}
	}
	return s.shelf().Expect(l, States, sorted(others))
}

// grown puts new nodes into the cores of those that they are tied to, where that
// is all that changed: then a large core need not be made again. A node whose tie
// goes to another of its core stays in it: the one it is tied to stands before it,
// so it does not hang on it. It returns the heads of the cores that grew, or nil
// where cores must be made again.
func (s *settling) grown(fresh, moved []*State) (map[string]*State, error) {
	heads := map[string]*State{}
	core := map[string]string{}
	for _, st := range fresh {
		core[st.Node] = st.Node
		if st.Tie.To != "" {
			if c, ok := core[st.Tie.To]; ok {
				core[st.Node] = c
				continue
			}
			to, err := s.shelf().State(s.lv.judged, st.Tie.To)
			if err != nil {
				return nil, err
			}
			core[st.Node] = to.Core
		}
	}
	for _, st := range moved {
		to, err := s.coreOf(st.Tie.To, core)
		if err != nil {
			return nil, err
		}
		if to != st.Core {
			s.cores[st.Core] = true
		}
		if to != st.Core && core[to] == "" {
			s.cores[to] = true
		}
	}
	if len(sorted(s.cores)) > 0 {
		for _, st := range fresh {
			if c := core[st.Node]; core[c] == "" {
				s.cores[c] = true
			}
		}
		return nil, nil
	}
	for _, st := range fresh {
		st.Core = core[st.Node]
		if st.Core != st.Node {
			var err error
			if st.Whole, err = s.judge(st, st.Whole, Bond{}, true); err != nil {
				return nil, err
			}
		}
		if core[st.Core] != "" {
			s.fresh[st.Core] = append(s.fresh[st.Core], st.Node)
		}
		head := heads[st.Core]
		if st.Core == st.Node {
			head = st
		} else if head == nil {
			var err error
			if head, err = s.shelf().State(s.lv.judged, st.Core); err != nil {
				return nil, err
			}
			if err := s.was(head); err != nil {
				return nil, err
			}
		}
		heads[st.Core] = head
		st.Group = head.Group
		if head.FirstBorn == "" || st.Born < head.FirstBorn {
			head.First, head.FirstBorn = st.Node, st.Born
		}
		if err := s.shelf().PutState(s.lv.judged, st); err != nil {
			return nil, err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(heads)) {
		if err := s.shelf().PutState(s.lv.judged, heads[id]); err != nil {
			return nil, err
		}
	}
	return heads, nil
}

// coreOf is the core of a node that is new or was there.
func (s *settling) coreOf(node string, fresh map[string]string) (string, error) {
	if c, ok := fresh[node]; ok || node == "" {
		return c, nil
	}
	st, err := s.shelf().State(s.lv.judged, node)
	if err != nil {
		return "", err
	}
	return st.Core, nil
}

// best is the likest of the nodes before one that is alike enough.
func (s *settling) best(st *State) (Bond, error) {
	pairs, err := s.shelf().Pairs(s.lv.judged, st.Node)
	if err != nil {
		return Bond{}, err
	}
	var claims []string
	best := choice{to: -1}
	for i, p := range pairs {
		if p.Score < s.lv.first || best.to >= 0 && p.Score < best.score {
			continue
		}
		o, err := s.shelf().State(s.lv.judged, p.Node)
		if err != nil {
			return Bond{}, err
		}
		if o == nil || o.Order >= st.Order {
			continue
		}
		if st.Judged && o.Judged {
			if claims == nil {
				if claims, err = s.k.claims(s.lv, st); err != nil {
					return Bond{}, err
				}
			}
			theirs, err := s.k.claims(s.lv, o)
			if err != nil {
				return Bond{}, err
			}
			if s.k.persons.against(s.lv.judged, claims, theirs) {
				continue
			}
		}
		best.offer(p.Score, order(o.Order), i)
	}
	if best.to < 0 {
		return Bond{}, nil
	}
	return Bond{To: pairs[best.to].Node, Score: best.score}, nil
}

// trees makes the touched cores again of their nodes' ties, and returns the heads
// of those that there are now.
func (s *settling) trees(fresh []*State) (map[string]*State, error) {
	var all []*State
	for _, core := range sorted(s.cores) {
		nodes, err := s.shelf().Core(s.lv.judged, core, 0)
		if err != nil {
			return nil, err
		}
		for _, st := range nodes {
			if err := s.was(st); err != nil {
				return nil, err
			}
		}
		all = append(all, nodes...)
	}
	for _, st := range fresh {
		now, err := s.shelf().State(s.lv.judged, st.Node)
		if err != nil {
			return nil, err
		}
		all = append(all, now)
	}
	at := map[string]int{}
	for i, st := range all {
		at[st.Node] = i
	}
	trees := newSets(len(all))
	for i, st := range all {
		if to, ok := at[st.Tie.To]; ok && st.Tie.To != "" {
			trees.join(i, to)
		}
	}
	head, first := map[int]*State{}, map[int]*State{}
	for i, st := range all {
		root := trees.root(i)
		if h := head[root]; h == nil || st.Order < h.Order {
			head[root] = st
		}
		if f := first[root]; f == nil || st.Born < f.Born {
			first[root] = st
		}
	}
	heads := map[string]*State{}
	for i, st := range all {
		root := trees.root(i)
		h, f := head[root], first[root]
		was := *st
		if st.Group != h.Group {
			s.mixed[h.Node] = true
		}
		st.Core = h.Node
		if st == h {
			st.First, st.FirstBorn = f.Node, f.Born
			heads[st.Node] = st
		} else {
			st.First, st.FirstBorn = "", ""
			if was.Whole.To != "" {
				var err error
				if st.Whole, err = s.judge(st, st.Whole, Bond{}, true); err != nil {
					return nil, err
				}
			}
		}
		if *st != was {
			if err := s.shelf().PutState(s.lv.judged, st); err != nil {
				return nil, err
			}
		}
	}
	return heads, nil
}

// adjacent are the nodes that the speakers of cores, and nodes, are paired with.
func (s *settling) adjacent(cores, nodes map[string]bool) (map[string]bool, error) {
	out := map[string]bool{}
	if s.lv.whole == 0 {
		return out, nil
	}
	seeds := map[string]bool{}
	cores = maps.Clone(cores)
	if err := s.shelf().Expect(s.lv.judged, States, sorted(nodes)); err != nil {
		return nil, err
	}
	for id := range nodes {
		seeds[id], out[id] = true, true
		st, err := s.shelf().State(s.lv.judged, id)
		if err != nil {
			return nil, err
		}
		if st != nil && st.Core != "" {
			cores[st.Core] = true
		}
	}
	for _, core := range sorted(cores) {
		speakers, err := s.shelf().Core(s.lv.judged, core, s.lv.sample)
		if err != nil {
			return nil, err
		}
		for _, st := range speakers {
			seeds[st.Node] = true
		}
	}
	if err := s.shelf().Expect(s.lv.judged, Pairs, sorted(seeds)); err != nil {
		return nil, err
	}
	for _, id := range sorted(seeds) {
		pairs, err := s.shelf().Pairs(s.lv.judged, id)
		if err != nil {
			return nil, err
		}
		for _, p := range pairs {
			out[p.Node] = true
		}
	}
	return out, nil
}

// wholes chooses the ties of changed cores and of those near them.
func (s *settling) wholes(changed map[string]*State, near map[string]bool) error {
	cores := map[string]bool{}
	for id := range changed {
		cores[id] = true
	}
	after, err := s.adjacent(cores, nil)
	if err != nil {
		return err
	}
	for id := range near {
		after[id] = true
	}
	if err := s.shelf().Expect(s.lv.judged, States, sorted(after)); err != nil {
		return err
	}
	for id := range after {
		st, err := s.shelf().State(s.lv.judged, id)
		if err != nil {
			return err
		}
		if st != nil {
			cores[st.Core] = true
		}
	}
	speakers := map[string][]*State{}
	for _, core := range sorted(cores) {
		if err := s.whole(core, speakers); err != nil {
			return err
		}
	}
	return nil
}

// speak are the nodes that speak for a core.
func (s *settling) speak(core string, known map[string][]*State) ([]*State, error) {
	if all, ok := known[core]; ok {
		return all, nil
	}
	all, err := s.shelf().Core(s.lv.judged, core, s.lv.sample)
	known[core] = all
	return all, err
}

// whole chooses the tie of one core.
func (s *settling) whole(core string, known map[string][]*State) error {
	head, to, tie, err := s.likest(core, known)
	if err != nil || head == nil || head.Whole.To == tie.To && head.Whole.Score == tie.Score {
		return err
	}
	if err := s.was(head); err != nil {
		return err
	}
	if to != nil {
		if err := s.was(to); err != nil {
			return err
		}
	}
	if head.Whole, err = s.judge(head, head.Whole, tie, true); err != nil {
		return err
	}
	return s.shelf().PutState(s.lv.judged, head)
}

// likest is the tie of a core, of whose head it is, to the head of the core before
// it that it is likest as a whole; none where no other is alike enough.
func (s *settling) likest(core string, known map[string][]*State) (head, to *State, tie Bond, err error) {
	own, err := s.speak(core, known)
	if err != nil || len(own) == 0 {
		return nil, nil, tie, err
	}
	head = own[0]
	var heads []*State
	best := choice{to: -1}
	seen := map[string]bool{core: true}
	for _, st := range own {
		pairs, err := s.shelf().Pairs(s.lv.judged, st.Node)
		if err != nil {
			return nil, nil, tie, err
		}
		for _, p := range pairs {
			o, err := s.shelf().State(s.lv.judged, p.Node)
			if err != nil {
				return nil, nil, tie, err
			}
			if o == nil || seen[o.Core] {
				continue
			}
			theirs, err := s.speak(o.Core, known)
			if err != nil {
				return nil, nil, tie, err
			}
			if !slices.ContainsFunc(theirs, func(t *State) bool { return t.Node == o.Node }) {
				continue
			}
			seen[o.Core] = true
			if theirs[0].Order >= head.Order {
				continue
			}
			score, err := s.mean(own, theirs)
			if err != nil {
				return nil, nil, tie, err
			}
			if score >= s.lv.whole {
				heads = append(heads, theirs[0])
				best.offer(score, order(theirs[0].Order), len(heads)-1)
			}
		}
	}
	if best.to < 0 {
		return head, nil, tie, nil
	}
	to = heads[best.to]
	return head, to, Bond{To: to.Node, Score: best.score}, nil
}

func (s *settling) mean(a, b []*State) (float64, error) {
	var fault error
	m := mean(a, b, func(x, y *State) float64 {
		score, err := s.k.like(s.lv, x, y)
		if err != nil {
			fault = err
		}
		return score
	})
	return m, fault
}

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for id := range set {
		if id != "" {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
