package group

import (
	"fmt"
	"maps"
	"slices"
)

// Fault is something on a shelf that is not as the documents and the judgements
// make it.
type Fault struct {
	Level Level
	Group string // "" where it is in none
	Node  string // a document or a figure
	Found string
}

// Checker looks whether what is kept on a shelf is what the documents and the
// judgements that stand make: it makes again what hangs on one document, and
// compares. What all documents have right is right as a whole, since nothing in a
// group hangs on more than its neighbours.
type Checker struct {
	k         *Keeper
	judgement func(id string) (*Judgement, error)
	found     func(Fault)

	Nodes, Files int // of the documents that were looked at
}

// NewChecker is a checker of a shelf, from which it only reads. judgement is a
// judgement by its ID, nil where there is none.
func NewChecker(shelf Shelf, persons *Persons, judgement func(id string) (*Judgement, error), found func(Fault)) *Checker {
	return &Checker{k: &Keeper{shelf: shelf, persons: persons, docs: map[string]*kept{}}, judgement: judgement, found: found}
}

// Document looks at what is kept of a document; d is as its reading makes it.
func (c *Checker) Document(d *Document) error {
	own := c.k.keep(d)
	c.k.docs[d.ID] = own
	for _, lv := range []*level{textLevel, eventLevel} {
		s := &settling{k: c.k, lv: lv, groups: map[string]bool{}}
		nodes := own.of(lv)
		for i := range nodes {
			c.Nodes++
			if err := c.node(s, d.ID, &nodes[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// Has reports whether a node is one of those of a document at a level.
func (c *Checker) Has(d *Document, l Level, id string) bool {
	lv := textLevel
	if l == EventLevel {
		lv = eventLevel
	}
	nodes := c.k.docs[d.ID].of(lv)
	return l == lv.judged && slices.ContainsFunc(nodes, func(n node) bool { return n.id == id })
}

func (c *Checker) node(s *settling, doc string, n *node) error {
	l := s.lv.judged
	st, err := s.shelf().State(l, n.id)
	if err != nil {
		return err
	}
	if st == nil {
		c.found(Fault{l, "", n.id, "it is in no group"})
		return nil
	}
	fault := func(format string, args ...any) { c.found(Fault{l, st.Group, n.id, fmt.Sprintf(format, args...)}) }
	if st.Document != doc {
		fault("it is said to be of document %s, and is of %s", st.Document, doc)
	}
	if st.Order != string(n.order) || st.Born != n.born {
		fault("its place before or after others is not the one that its days and its place give")
	}
	if st.Judged != s.judgedBy(n.claims) {
		fault("it is not noted rightly whether a person judged it")
	}
	for _, part := range []func(*settling, *node, *State, func(string, ...any)) error{c.index, c.tie, c.core, c.whole, c.group} {
		if err := part(s, n, st, fault); err != nil {
			return err
		}
	}
	return nil
}

// index looks whether a node is filed where it belongs, and paired with those of
// its neighbours that it is alike. Of a pair the smaller is looked at.
func (c *Checker) index(s *settling, n *node, st *State, fault func(string, ...any)) error {
	files := n.files()
	c.Files += len(files)
	around, err := s.shelf().Around(files, n.id, s.lv.nearest)
	if err != nil {
		return err
	}
	places := make([]File, len(files))
	for i, f := range files {
		places[i] = File{f.List, f.At, 0}
	}
	own, err := s.shelf().Around(places, n.id+" ", 1) // it stands before what sorts right behind it
	if err != nil {
		return err
	}
	near := map[string]bool{}
	for i, f := range files {
		if len(own[i].Before) == 0 || own[i].Before[0] != (Filed{n.id, f.At}) {
			fault("it is not in the index where it belongs, on %s", f.At)
		}
		for _, e := range slices.Concat(around[i].Before, around[i].After) {
			near[e.Node] = near[e.Node] || e.Node > n.id
		}
	}
	if err := s.shelf().Expect(s.lv.judged, States, slices.Sorted(maps.Keys(near))); err != nil {
		return err
	}
	pairs, err := s.shelf().Pairs(s.lv.judged, n.id)
	if err != nil {
		return err
	}
	have := map[string]float64{}
	for _, p := range pairs {
		have[p.Node] = p.Score
		if _, ok := near[p.Node]; !ok {
			fault("it is compared with %s, which does not stand near it", p.Node)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(near)) {
		if !near[id] {
			continue
		}
		other, err := s.shelf().State(s.lv.judged, id)
		if err != nil {
			return err
		}
		if other == nil {
			continue // it has a fault of its own
		}
		score, err := c.k.like(s.lv, st, other)
		if err != nil {
			return err
		}
		if score < s.lv.edge {
			score = 0
		}
		if score != have[id] {
			fault("it is alike %s by %.3f, and %.3f is kept", id, score, have[id])
		}
	}
	return nil
}

func (c *Checker) tie(s *settling, n *node, st *State, fault func(string, ...any)) error {
	best, err := s.best(st)
	if err != nil {
		return err
	}
	if best.To != st.Tie.To || best.Score != st.Tie.Score {
		fault("it is tied to %s, and the likest before it is %s", bond(st.Tie), bond(best))
	}
	return c.judged(s, n, st.Tie, false, fault)
}

func bond(b Bond) string {
	if b.To == "" {
		return "none"
	}
	return fmt.Sprintf("%s (%.3f)", b.To, b.Score)
}

// judged looks whether a tie is a rule's judgement, and whether that there is none
// any more is one.
func (c *Checker) judged(s *settling, n *node, tie Bond, whole bool, fault func(string, ...any)) error {
	if tie.To == "" && tie.By == "" {
		return nil
	}
	j, err := c.judgement(tie.By)
	if err != nil {
		return err
	}
	want := Judgement{Level: s.lv.judged, A: n.id, B: tie.To}.Ordered()
	switch {
	case j == nil && tie.To == "":
		fault("it is tied to none any more by judgement %q, which nobody gave", tie.By)
	case tie.To == "":
		if !j.Undo || j.Person || j.By != s.lv.rule(whole) || j.A != n.id && j.B != n.id {
			fault("it is tied to none any more by judgement %s, which says something else", tie.By)
		}
	case j == nil:
		fault("it is tied to %s by judgement %q, which nobody gave", tie.To, tie.By)
	case j.Person || j.Undo || j.Verdict != Same || j.By != s.lv.rule(whole) || j.Level != want.Level || j.A != want.A || j.B != want.B:
		fault("it is tied to %s by judgement %s, which says something else", tie.To, tie.By)
	}
	return nil
}

func (c *Checker) core(s *settling, n *node, st *State, fault func(string, ...any)) error {
	core := n.id
	if st.Tie.To != "" {
		to, err := s.shelf().State(s.lv.judged, st.Tie.To)
		if err != nil {
			return err
		}
		if to != nil {
			core = to.Core
		}
	}
	if st.Core != core {
		fault("its ties put it with %s, and it is kept with %s", core, st.Core)
	}
	if st.Core != n.id {
		if st.First != "" || st.FirstBorn != "" || st.Whole.To != "" || st.Whole.Score != 0 {
			fault("it is kept as one that others are tied to")
		}
		return c.judged(s, n, st.Whole, true, fault)
	}
	all, err := s.shelf().Core(s.lv.judged, n.id, 0)
	if err != nil {
		return err
	}
	first := st
	for _, o := range all {
		if o.Born < first.Born {
			first = o
		}
	}
	if st.First != first.Node || st.FirstBorn != first.Born {
		fault("the first to be published of those tied to it is %s, and %s is kept", first.Node, st.First)
	}
	return nil
}

func (c *Checker) whole(s *settling, n *node, st *State, fault func(string, ...any)) error {
	if st.Core != n.id {
		return nil
	}
	tie := Bond{}
	if s.lv.whole > 0 {
		var err error
		if _, _, tie, err = s.likest(n.id, map[string][]*State{}); err != nil {
			return err
		}
	}
	if tie.To != st.Whole.To || tie.Score != st.Whole.Score {
		fault("with what is tied to it, it is tied to %s, and likest is %s", bond(st.Whole), bond(tie))
	}
	return c.judged(s, n, st.Whole, true, fault)
}

// group looks whether a node is in the group in which the ties put it; of a group
// in which a person judged something, the first node is looked at for all of them.
func (c *Checker) group(s *settling, n *node, st *State, fault func(string, ...any)) error {
	all, err := s.shelf().Group(s.lv.judged, st.Group)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(o *State) bool { return o.Judged }) {
		if n.id != st.Group && slices.ContainsFunc(all, func(o *State) bool { return o.Node == st.Group }) {
			return nil
		}
		return c.byPersons(s, all, fault)
	}
	to := st.Core
	if st.Core == n.id {
		to = st.Whole.To
	}
	if to == "" { // all others of its group lead to it
		first := st
		for _, o := range all {
			if o.Born < first.Born {
				first = o
			}
			if o.Node != n.id && o.Core == o.Node && o.Whole.To == "" {
				fault("it is kept in one group with %s, and nothing ties them", o.Node)
			}
		}
		if st.Group != first.Node {
			fault("its group is named after %s, and the first of it is %s", st.Group, first.Node)
		}
		return nil
	}
	o, err := s.shelf().State(s.lv.judged, to)
	if err == nil && o != nil && o.Group != st.Group {
		fault("it is kept in the group of %s, and it is tied to the group of %s", st.Group, o.Group)
	}
	return err
}

// byPersons makes the groups again of all that hangs together with one.
func (c *Checker) byPersons(s *settling, all []*State, fault func(string, ...any)) error {
	heads := map[string]*State{}
	for _, st := range all {
		heads[st.Core] = st
	}
	order, groups, err := s.joined(heads)
	if err != nil {
		return err
	}
	for _, members := range groups {
		first := order[members[0]].Node
		for _, i := range members {
			if st := order[i]; st.Group != first {
				fault("ties and persons' judgements put %s into the group of %s, and it is kept in that of %s", st.Node, first, st.Group)
			}
		}
	}
	return nil
}
