package group

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// How groups come from judgements. A node is a document by its text, or a
// happening. Each node is judged to be one with the likest of its neighbours that
// stands before it (better known, else earlier): that makes trees, the cores. Each
// core is judged to be one with the core before it that it is likest as a whole:
// that makes the groups. So one node or core carries one judgement, nothing far
// away can change it, and a chance likeness does not draw two crowds together.

// level is how nodes of one sort are grouped.
type level struct {
	judged Level
	edge   float64 // the least likeness that is looked at
	first  float64 // the least at which a node is one with another
	whole  float64 // the least mean at which a core is one with another; 0 = cores are the groups

	nearest int // how many are looked at on either side in a list
	sample  int // how many of a core's nodes speak for it
}

var (
	textLevel  = &level{judged: TextLevel, edge: familyCovered, first: familyCovered, nearest: nearest}
	eventLevel = &level{judged: EventLevel, edge: .5, first: .72, whole: .48, nearest: nearest, sample: 8}
)

// node is what is grouped.
type node struct {
	id     string
	claims []string // IDs that a person's judgement may hang on
	order  order
	born   string
	make   func() []File
	made   []File
}

// files are the lists that a node stands in. They are made when they are asked for
// first: most nodes at hand are only compared.
func (n *node) files() []File {
	if n.made == nil {
		n.made = n.make()
	}
	return n.made
}

// order says which of two nodes stands before the other: how little is known of
// its place and days, then when it was published.
type order string

// born is the order of publication alone.
func born(day Day, doc string, fig int) string {
	n := int64(day) + 1<<31
	if day == NoDay {
		n = 1 << 32
	}
	return fmt.Sprintf("%010d/%s/%05d", n, doc, fig)
}

// bornOn is the day of publication that born wrote.
func bornOn(born string) Day {
	n, err := strconv.ParseInt(born[:min(10, len(born))], 10, 64)
	if err != nil || n == 1<<32 {
		return NoDay
	}
	return Day(n - 1<<31)
}

func (o order) compare(p order) int { return cmp.Compare(o, p) }

// compareDays puts the unknown day last.
func compareDays(a, b Day) int {
	if (a == NoDay) != (b == NoDay) {
		if a == NoDay {
			return 1
		}
		return -1
	}
	return cmp.Compare(a, b)
}

// choice is the best tie found so far.
type choice struct {
	score float64
	order order // of the one tied to
	to    int   // -1 = none
}

// offer takes the tie to a node that is alike by score, where it is better.
func (c *choice) offer(score float64, o order, to int) {
	if c.to < 0 || score > c.score || score == c.score && o.compare(c.order) < 0 {
		*c = choice{score, o, to}
	}
}

// batch groups all nodes at once. like is the likeness of two.
func (lv *level) batch(nodes []node, persons *Persons, like func(i, j int) float64) ([][]int, []edge) {
	edges := lv.edges(nodes, like)
	at := make([][]edge, len(nodes)) // by the node
	for _, e := range edges {
		at[e.a] = append(at[e.a], edge{e.a, e.b, e.s})
		at[e.b] = append(at[e.b], edge{e.b, e.a, e.s})
	}
	g := joiner{n: len(nodes)}
	trees := newSets(len(nodes))
	for i := range nodes {
		best := choice{to: -1}
		for _, e := range at[i] {
			if e.s < lv.first || nodes[e.b].order.compare(nodes[i].order) >= 0 || persons.against(lv.judged, nodes[i].claims, nodes[e.b].claims) {
				continue
			}
			best.offer(e.s, nodes[e.b].order, e.b)
		}
		if best.to >= 0 {
			trees.join(i, best.to)
			g.ties = append(g.ties, edge{i, best.to, best.score})
		}
	}
	if lv.whole > 0 {
		g.wholes = lv.wholes(nodes, at, trees, like)
	}
	g.persons(lv.judged, nodes, persons)
	return g.groups(nodes), append(g.ties, g.wholes...)
}

// edges are the pairs of neighbours that are alike.
func (lv *level) edges(nodes []node, like func(i, j int) float64) []edge {
	type entry struct {
		at Day
		i  int
	}
	lists := map[uint64][]entry{}
	slack := map[uint64]Day{}
	for i := range nodes {
		for _, f := range nodes[i].files() {
			lists[f.List] = append(lists[f.List], entry{f.At, i})
			slack[f.List] = f.Slack
		}
	}
	seen := map[[2]int]bool{}
	var out []edge
	for id, all := range lists {
		slices.SortFunc(all, func(x, y entry) int {
			return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(nodes[x.i].id, nodes[y.i].id))
		})
		for i, x := range all {
			for _, y := range all[i+1 : min(i+1+lv.nearest, len(all))] {
				a, b := min(x.i, y.i), max(x.i, y.i)
				if y.at-x.at > slack[id] {
					break
				}
				if a == b || seen[[2]int{a, b}] {
					continue
				}
				seen[[2]int{a, b}] = true
				if s := like(a, b); s >= lv.edge {
					out = append(out, edge{a, b, s})
				}
			}
		}
	}
	slices.SortFunc(out, func(x, y edge) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return out
}

// wholes are the cores' ties, between their heads.
func (lv *level) wholes(nodes []node, at [][]edge, trees *sets, like func(i, j int) float64) []edge {
	cores := map[int][]int{} // by root
	for i := range nodes {
		cores[trees.root(i)] = append(cores[trees.root(i)], i)
	}
	speaks := make([]bool, len(nodes))
	for root, m := range cores {
		slices.SortFunc(m, func(i, j int) int { return nodes[i].order.compare(nodes[j].order) })
		cores[root] = m[:min(lv.sample, len(m))]
		for _, i := range cores[root] {
			speaks[i] = true
		}
	}
	var out []edge
	for root, m := range cores {
		best := choice{to: -1}
		seen := map[int]bool{root: true}
		for _, i := range m {
			for _, e := range at[i] {
				other := trees.root(e.b)
				if !speaks[e.b] || seen[other] {
					continue
				}
				seen[other] = true
				head := cores[other][0]
				if nodes[head].order.compare(nodes[m[0]].order) >= 0 {
					continue
				}
				if s := mean(m, cores[other], like); s >= lv.whole {
					best.offer(s, nodes[head].order, head)
				}
			}
		}
		if best.to >= 0 {
			out = append(out, edge{m[0], best.to, best.score})
		}
	}
	return out
}

func mean[T any](a, b []T, like func(x, y T) float64) float64 {
	sum := 0.0
	for _, x := range a {
		for _, y := range b {
			sum += like(x, y)
		}
	}
	return sum / float64(len(a)*len(b))
}

// against reports whether a person holds that two nodes, by their claims, are two,
// or is unsure: then no rule ties them.
func (p *Persons) against(l Level, a, b []string) bool {
	if p == nil || len(p.of[l]) == 0 {
		return false
	}
	for _, x := range a {
		for _, j := range p.about(l, x) {
			if j.Verdict != Same && j.Verdict != Renamed && slices.Contains(b, j.other(x)) {
				return true
			}
		}
	}
	return false
}

// joiner adds ties and persons' judgements up to groups.
type joiner struct {
	n            int
	ties, wholes []edge
	must, cannot [][2]int
	unsure       [][2]int // no rule ties them
}

// persons takes in what persons hold of the nodes. Figures that count the same
// people are of one happening.
func (g *joiner) persons(l Level, nodes []node, p *Persons) {
	if p == nil || len(p.of) == 0 {
		return
	}
	holder := map[string]int{}
	for i := range nodes {
		for _, c := range nodes[i].claims {
			holder[c] = i
		}
	}
	for i := range nodes {
		for _, c := range nodes[i].claims {
			for _, j := range p.about(l, c) {
				g.person(holder, i, c, &j)
			}
			if l == EventLevel {
				for _, j := range p.about(QuantityLevel, c) {
					if j.Verdict == Same {
						g.person(holder, i, c, &j)
					}
				}
			}
		}
	}
}

func (g *joiner) person(holder map[string]int, i int, claim string, j *Judgement) {
	k, ok := holder[j.other(claim)]
	if !ok || j.A != claim || k == i {
		return
	}
	switch j.Verdict {
	case Same:
		g.must = append(g.must, [2]int{i, k})
	case NotSame:
		g.cannot = append(g.cannot, [2]int{i, k})
	case Unsure:
		g.unsure = append(g.unsure, [2]int{i, k})
	}
}

// groups joins what persons hold to be one, then what rules tie, the strongest
// first, and never two of which a person holds that they are two. Where persons
// contradict each other, the two stay apart.
func (g *joiner) groups(nodes []node) [][]int {
	s := newSets(g.n)
	between := func(pairs [][2]int, a, b int) bool {
		return slices.ContainsFunc(pairs, func(c [2]int) bool {
			x, y := s.root(c[0]), s.root(c[1])
			return x == a && y == b || x == b && y == a
		})
	}
	join := func(a, b int) {
		if a, b = s.root(a), s.root(b); a != b && !between(g.cannot, a, b) {
			s.join(a, b)
		}
	}
	slices.SortFunc(g.must, func(x, y [2]int) int {
		return cmp.Or(nodes[x[0]].order.compare(nodes[y[0]].order), nodes[x[1]].order.compare(nodes[y[1]].order))
	})
	for _, m := range g.must {
		join(m[0], m[1])
	}
	for whole, ties := range [][]edge{g.ties, g.wholes} {
		slices.SortFunc(ties, func(x, y edge) int {
			return cmp.Or(-cmp.Compare(x.s, y.s), nodes[x.a].order.compare(nodes[y.a].order), nodes[x.b].order.compare(nodes[y.b].order))
		})
		for _, t := range ties {
			if whole == 1 && between(g.unsure, s.root(t.a), s.root(t.b)) {
				continue
			}
			join(t.a, t.b)
		}
	}
	at := map[int]int{}
	var out [][]int
	for i := range g.n {
		k, ok := at[s.root(i)]
		if !ok {
			k = len(out)
			at[s.root(i)] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}
