package train

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// goldTree is a tree as the parser counts: in the order in which it reads, and word
// n is the root that stands for nothing.
type goldTree struct {
	head []int32
	rel  []model.Rel
	deps [][]int32
}

func goldOf(s *sentence, backward bool) goldTree {
	n := len(s.Words)
	g := goldTree{make([]int32, n+1), make([]model.Rel, n+1), make([][]int32, n+1)}
	place := func(i int) int32 {
		if backward {
			i = n - 1 - i
		}
		return int32(i)
	}
	for k := range n {
		w, h := &s.Words[place(k)], int32(n)
		if w.Head >= 0 {
			h = place(w.Head)
		}
		g.head[k], g.rel[k] = h, model.RelNamed(w.Rel)
		g.deps[h] = append(g.deps[h], int32(k))
	}
	g.head[n] = -1
	return g
}

// costs are how many of the gold arcs that can still be made are lost by each
// move (the dynamic oracle of Goldberg and Nivre, where a sentence has one root).
func (g *goldTree) costs(p *annotate.State) (cost [annotate.Moves]int) {
	n := len(p.Stack)
	next := p.Next
	on := func(i int32, below int) bool { // on the stack, without so many on top
		for _, w := range p.Stack[:max(n-below, 0)] {
			if w == i {
				return true
			}
		}
		return false
	}
	if n > 0 {
		top := p.Stack[n-1]
		for _, d := range g.deps[top] {
			if d >= next {
				cost[annotate.Left]++
				cost[annotate.Right]++
			}
		}
		h := g.head[top]
		if root := int32(len(p.Words) - 1); h == root && n > 1 {
			h = -1 // only the last word that is left hangs on the root: this one cannot any more
		}
		if h > next || n > 1 && h == p.Stack[n-2] {
			cost[annotate.Left]++
		}
		if h >= next {
			cost[annotate.Right]++
		}
	}
	if n > 0 && g.head[next] == int32(len(p.Words)-1) {
		cost[annotate.Shift]++
	}
	for _, d := range g.deps[next] {
		if d < next && on(d, 0) {
			cost[annotate.Shift]++
		}
	}
	if h := g.head[next]; h >= 0 && h < next && on(h, 1) {
		cost[annotate.Shift]++
	}
	return cost
}

// parserSize is how the parser is learned: rounds over the data, the features
// that are kept of moves and relations, and the rounds with those alone.
type parserSize struct{ Rounds, Moves, Rels, After int }

// parsing is a parser in training; the tags of the data are in doc.Parts.
type parsing struct {
	data        []sentence
	gold        []goldTree
	order       []int
	rng         lcg
	backward    bool
	moves, rels *averaged
	state       annotate.Parser
	fs          []uint64
	scores      [annotate.Moves]float32
	relScores   [model.Rels - 2]float32
}

// trainParser learns the parser into m, one direction after the other.
func trainParser(m *model.Model, data []sentence, size parserSize, step func()) {
	for side := range 2 {
		x := &parsing{data: data, gold: make([]goldTree, len(data)), rng: 7, backward: side == 1}
		x.moves, x.rels = newAveraged(annotate.Moves), newAveraged(model.Rels-2)
		for i := range data {
			x.gold[i] = goldOf(&data[i], x.backward)
			x.order = append(x.order, i)
		}
		x.learn(size.Rounds, step)
		x.moves, x.rels = x.moves.restrict(size.Moves), x.rels.restrict(size.Rels)
		x.learn(size.After, step)
		m.Moves[side], m.Rels[side] = x.moves.narrow(size.Moves*9/8), x.rels.wide(size.Rels*9/8, 1)
	}
}

func (x *parsing) learn(rounds int, step func()) {
	for range rounds {
		x.rng.shuffle(x.order)
		for _, k := range x.order {
			x.sentence(&x.data[k], &x.gold[k])
		}
		step()
	}
	x.moves.average()
	x.rels.average()
}

func (x *parsing) sentence(s *sentence, g *goldTree) {
	p := &x.state
	p.Start(s.doc, annotate.Range{First: 0, End: len(s.Words)}, x.backward)
	for !p.Done() {
		mv := x.move(g)
		rel := model.NoRel
		if mv != annotate.Shift {
			rel = x.rel(g, mv)
		}
		p.Do(mv, rel)
	}
}

// move learns from one move and returns the one to go on with, right or wrong:
// the parser has to know its way after mistakes too.
func (x *parsing) move(g *goldTree) int {
	p := &x.state
	x.fs = p.MoveFeatures(x.fs[:0])
	x.moves.score(x.fs, x.scores[:])
	can, cost := p.Can(), g.costs(&p.State)
	least := 1 << 30
	for mv := range annotate.Moves {
		if can[mv] {
			least = min(least, cost[mv])
		}
	}
	best, good := -1, -1
	for mv := range annotate.Moves {
		if !can[mv] {
			continue
		}
		if best < 0 || x.scores[mv] > x.scores[best] {
			best = mv
		}
		if cost[mv] == least && (good < 0 || x.scores[mv] > x.scores[good]) {
			good = mv
		}
	}
	x.moves.now++
	if best != good {
		x.moves.update(x.fs, good, best)
	}
	if x.rng.next()%10 == 0 {
		return good
	}
	return best
}

// rel learns from the relation of the arc that a move makes and returns the guess.
func (x *parsing) rel(g *goldTree, mv int) model.Rel {
	p := &x.state
	dep, head := p.Arc(mv)
	if int(head) == len(p.Words)-1 {
		return model.Root
	}
	x.fs = p.RelFeatures(x.fs[:0], dep, head)
	guess := x.rels.score(x.fs, x.relScores[:])
	rel := model.Rel(guess + 2)
	if want := g.rel[dep]; g.head[dep] == head && want > model.Root {
		x.rels.now++
		if want != rel {
			x.rels.update(x.fs, int(want)-2, guess)
		}
	}
	return rel
}
