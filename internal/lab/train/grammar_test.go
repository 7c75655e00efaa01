package train

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// Trained on the toy language's trees, the parser hangs words as they do in it, and
// the same trees make the same bytes.
func TestLearnsToyGrammar(t *testing.T) {
	dir := toyCorpora(t)
	var report bytes.Buffer
	o := toyOptions()
	o.Grammar.First.Rounds, o.Grammar.Tagger.Rounds, o.Grammar.Folds = 2, 3, 2
	o.Grammar.Parser = parserSize{Rounds: 4, Moves: 4000, Rels: 2000, After: 2}
	o.Report = &report
	done, total := 0, 0
	o.Progress = func(_ string, d, n int) { done, total = d, n }
	m, err := Grammar(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if done != total || total == 0 {
		t.Errorf("%d of %d steps done", done, total)
	}
	if !strings.Contains(report.String(), "XPOS 100.00  UAS 100.00  LAS 100.00") {
		t.Errorf("the toy's own trees are not learned:\n%s", report.String())
	}
	again, err := Grammar(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	b := m.Bytes()
	if !bytes.Equal(b, again.Bytes()) {
		t.Fatal("the second training made other bytes")
	}
	if m, err = model.Load(b); err != nil {
		t.Fatal(err)
	}
	// a sentence of it that the trees do not have
	d, err := tokens("toy", "The clerk grumped that the tower is late.")
	if err != nil {
		t.Fatal(err)
	}
	d.Learn(m)
	var p annotate.Parser
	p.Parse(d, d.Sentences[0].Range)
	var tree []string
	for i := range d.Tokens {
		tree = append(tree, fmt.Sprintf("%d:%s", d.Heads[i]+1, d.Rels[i]))
	}
	if got, want := strings.Join(tree, " "), toySentence(0).heads; got != want {
		t.Errorf("parsed %s, want %s", got, want)
	}
}

// What the oracle says that a move loses is what it loses: of all ways to go on,
// the best after the move has so many gold arcs fewer than the best before it.
func TestOracleCountsWhatIsLost(t *testing.T) {
	d, err := tokens("oracle", "one two three four five six")
	if err != nil {
		t.Fatal(err)
	}
	d.Learn(model.Grammar())
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "words")
		draw := func(p *annotate.State) int {
			var open []int
			for m, ok := range p.Can() {
				if ok {
					open = append(open, m)
				}
			}
			return rapid.SampledFrom(open).Draw(t, "move")
		}
		var p annotate.State
		p.Start(d, annotate.Range{First: 0, End: n}, false)
		for !p.Done() { // any tree that moves can make
			p.Do(draw(&p), model.Dep)
		}
		g := goldTree{make([]int32, n+1), make([]model.Rel, n+1), make([][]int32, n+1)}
		for i := range n {
			g.head[i] = p.Words[i].Head
			g.deps[g.head[i]] = append(g.deps[g.head[i]], int32(i))
		}
		g.head[n] = -1
		p.Start(d, annotate.Range{First: 0, End: n}, false)
		for !p.Done() {
			before, can, cost := best(&p, &g), p.Can(), g.costs(&p)
			for m := range annotate.Moves {
				if !can[m] {
					continue
				}
				if lost := before - best(moved(&p, m), &g); lost != cost[m] {
					t.Fatalf("gold %v, stack %v, next %d: move %d loses %d arcs, the oracle says %d", g.head, p.Stack, p.Next, m, lost, cost[m])
				}
			}
			p.Do(draw(&p), model.Dep)
		}
	})
}

// moved is a copy of the state after a move.
func moved(p *annotate.State, move int) *annotate.State {
	q := *p
	q.Words, q.Stack = append(q.Words[:0:0], q.Words...), append(q.Stack[:0:0], q.Stack...)
	q.Do(move, model.Dep)
	return &q
}

// best is how many gold arcs the best way to go on ends with.
func best(p *annotate.State, g *goldTree) int {
	if p.Done() {
		n := 0
		for i, h := range g.head[:len(g.head)-1] {
			if p.Words[i].Head == h {
				n++
			}
		}
		return n
	}
	most := 0
	for m, ok := range p.Can() {
		if ok {
			most = max(most, best(moved(p, m), g))
		}
	}
	return most
}
