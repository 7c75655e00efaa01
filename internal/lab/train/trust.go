package train

import (
	"math"
	"slices"
	"sort"

	"sayso/internal/lab/eval"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/model"
)

// trust fits what is shown and the confidence: on every fold, read by what was
// learned from the others.
func (r *run) trust() error {
	var list []judged
	gold := float64(0)
	for fold, m := range r.held {
		x := attribution.NewLearner(m)
		for _, l := range r.within(fold) {
			said := x.Candidates(l.scene)
			e := l.beside(said)
			gold += float64(len(e.Gold)) * float64(l.Weight)
			right := linked(&e)
			for i := range said {
				list = append(list, judged{fold: fold, l: l, weight: float64(l.Weight), said: &said[i], right: right[i]})
			}
		}
	}
	for fold, m := range r.held {
		m.Trust = fitJudge(list, fold)
		for i := range list {
			if j := &list[i]; j.fold == fold {
				j.said.Sum = m.Trust.Sum(j.said.Facts[:], j.said.Terms[:])
			}
		}
		r.step()
	}
	compare(list)
	for fold, m := range r.held {
		m.Trust.Forest, m.Trust.Width = growForest(list, fold), attribution.TrustRow
		for i := range list {
			if j := &list[i]; j.fold == fold {
				j.sum = m.Trust.Settle(j.said.Sum, j.said.Row[:])
			}
		}
		r.step()
	}
	return r.confidence(list, gold)
}

// confidence settles from which sum on attributions are shown, and how right each
// sum is.
func (r *run) confidence(list []judged, gold float64) error {
	bySum := slices.Clone(list)
	sort.SliceStable(bySum, func(i, j int) bool { return bySum[i].sum < bySum[j].sum })
	least := bestSum(bySum, gold) - lenience
	cuts, chances := rising(bySum)
	var out outcomes
	for fold, m := range r.held {
		m.Trust.Least, m.Trust.Cuts, m.Trust.Chances = least, cuts, chances
		for _, l := range r.within(fold) {
			out.read(l, m)
		}
		r.step()
	}
	t := fitJudge(list, -1)
	t.Forest, t.Width, t.Least = growForest(list, -1), attribution.TrustRow, least
	sort.SliceStable(out.learned, func(i, j int) bool { return out.learned[i].sum < out.learned[j].sum })
	t.Cuts, t.Chances = rising(out.learned)
	t.Cuts, t.Chances = sureStep(out.learned, t.Cuts, t.Chances)
	t.Grounds, t.Worth = out.grounds()
	r.m.Trust = t
	r.report("judge: %d candidates, %d terms; of the folds' attributions, by confidence (PolNeAR, ours):", len(list), t.Terms.Len())
	out.report(r, t)
	return nil
}

// judged is a candidate or an attribution that was made on text not learned from,
// and whether it is right.
type judged struct {
	fold   int
	l      *lesson
	own    bool
	weight float64
	said   *attribution.Said
	sum    int32
	right  bool
}

// compare puts the candidates of each article beside each other.
func compare(list []judged) {
	for i := 0; i < len(list); {
		j := i
		var said []attribution.Said
		for j < len(list) && list[j].l == list[i].l {
			said = append(said, *list[j].said)
			j++
		}
		attribution.Compare(list[i].l.scene, said)
		for k := range said {
			list[i+k].said.Row = said[k].Row
		}
		i = j
	}
}

// growForest grows on all candidates but one fold's.
func growForest(list []judged, but int) model.Forest {
	var rows [][]int32
	var right []bool
	var weight []float64
	for i := range list {
		if j := &list[i]; j.fold != but {
			rows, right, weight = append(rows, j.said.Row[:]), append(right, j.right), append(weight, j.weight)
		}
	}
	return grow(rows, right, weight, growth{trees: 120, rate: .08, pull: 4, least: 12})
}

// linked tells of each prediction whether it is right.
func linked(e *eval.Article) []bool {
	_, pairs := eval.Score(e)
	right := make([]bool, len(e.Pred))
	for _, p := range pairs {
		if p.Pred >= 0 && p.Linked {
			right[p.Pred] = true
		}
	}
	return right
}

// outcomes are what the whole reader made of articles that it had not seen.
type outcomes struct {
	learned []judged
	rules   []ruled
}

type ruled struct {
	model.Ground
	own    bool
	weight float64
	right  bool
}

// read reads an article with the model, rules and all, and notes what is right.
func (o *outcomes) read(l *lesson, m *model.Model) {
	said, right := readWhole(l, m)
	for i, a := range said {
		if a.Learned {
			o.learned = append(o.learned, judged{sum: a.Sum, right: right[i], own: l.own, weight: l.counts()})
		} else {
			o.rules = append(o.rules, ruled{a.Ground, l.own, l.counts(), right[i]})
		}
	}
}

// readWhole is the whole reading of an article and what of it is right. Where
// people marked the outermost level only, the rest does not count.
func readWhole(l *lesson, m *model.Model) (said []attribution.Judged, right []bool) {
	l.scene.Doc.Model = m
	nested := false
	for _, g := range l.Gold {
		nested = nested || g.Parent >= 0
	}
	e := eval.Article{ID: l.ID, Text: l.Text}
	for _, a := range attribution.FindJudged(l.scene.Doc) {
		if a.Parent == 0 || nested {
			e.Pred = append(e.Pred, eval.Said{Source: a.Source, Cue: a.Cue, Content: a.Content})
			said = append(said, a)
		}
	}
	for _, g := range l.Gold {
		e.Gold = append(e.Gold, eval.Said{Source: g.Source, Cue: g.Cue, Content: g.Content})
	}
	return said, linked(&e)
}

// grounds are how often rules' attributions are right, by what they go by: a
// ground of which few were seen is drawn to its rule's share, and that to one half.
func (o *outcomes) grounds() (numbers, worth []int32) {
	type count struct{ right, n float64 }
	all := map[model.Ground]*count{}
	for _, x := range o.rules {
		for _, g := range []model.Ground{x.Ground, x.Ground.Wider()} {
			if g == x.Ground && g == x.Ground.Wider() {
				g.Plain = false // counted once, as its rule's share
			}
			if all[g] == nil {
				all[g] = &count{}
			}
			if x.right {
				all[g].right += x.weight
			}
			all[g].n += x.weight
		}
	}
	const pull = 150 // in what articles count: some eight attributions
	share := map[int32]float64{}
	for g, c := range all {
		if g == g.Wider() {
			share[g.Number()] = (c.right + 1) / (c.n + 2)
		}
	}
	for g, c := range all {
		if g != g.Wider() {
			share[g.Number()] = (c.right + pull*share[g.Wider().Number()]) / (c.n + pull)
		}
	}
	for n := range share {
		numbers = append(numbers, n)
	}
	sort.Slice(numbers, func(i, j int) bool { return numbers[i] < numbers[j] })
	for _, n := range numbers {
		worth = append(worth, int32(math.Round(100*share[n])))
	}
	return numbers, worth
}

// report shows how right each confidence is, on PolNeAR and on our own articles.
func (o *outcomes) report(r *run, t *model.Trust) {
	var n, right [2][10]float64
	add := func(own bool, chance float64, ok bool) {
		part, k := 0, int(chance*10+1e-9)
		if own {
			part = 1
		}
		n[part][k]++
		if ok {
			right[part][k]++
		}
	}
	for _, j := range o.learned {
		add(j.own, t.Chance(j.sum), j.right)
	}
	for _, j := range o.rules {
		add(j.own, t.Rule(j.Ground), j.right)
	}
	for k := 9; k >= 0; k-- {
		r.report("  from .%d: right %.3f of %5.0f, %.3f of %4.0f", k, right[0][k]/max(n[0][k], 1), n[0][k], right[1][k]/max(n[1][k], 1), n[1][k])
	}
}

// counts is how much an article counts for the confidence. Ours are of the
// reporting that is read, and their plain statements are rightly linked more often
// than those of PolNeAR with the same sums; they are few.
func (l *lesson) counts() float64 {
	if l.own {
		return 20
	}
	return 1
}

// lenience is how far below the best sum on held-out articles attributions are
// still shown: the whole model, which saw more articles than the ones that were
// judged, is the better for it, and a reader misses a lost claim more than a
// doubtful one that says so.
const lenience = 300

// fitJudge fits a logistic regression to all candidates but one fold's.
func fitJudge(list []judged, but int) *model.Trust {
	d := newDictionary()
	for i := range list {
		if list[i].fold != but {
			for _, f := range list[i].said.Terms {
				d.see(f, 4)
			}
		}
	}
	facts := make([]float64, attribution.TrustFacts)
	facts2 := make([]float64, attribution.TrustFacts)
	terms, terms2 := make([]float64, len(d.feats)), make([]float64, len(d.feats))
	const rounds, rate, slow, decay = 24, .3, .06, .002
	var order []int
	for i := range list {
		if list[i].fold != but {
			order = append(order, i)
		}
	}
	rng := lcg(3)
	for range rounds {
		rng.shuffle(order)
		for _, i := range order {
			j := &list[i]
			z := 0.0
			for i, f := range j.said.Facts {
				z += facts[i] * float64(f) / 10
			}
			var ids [attribution.TrustTerms]uint32
			for k, f := range j.said.Terms {
				ids[k] = d.id(f)
				z += terms[ids[k]]
			}
			e := 1 / (1 + math.Exp(-z))
			if j.right {
				e--
			}
			e *= j.weight
			for i, f := range j.said.Facts {
				g := e * float64(f) / 10
				facts2[i] += g * g
				facts[i] -= rate * g / math.Sqrt(facts2[i]+1)
			}
			for _, k := range ids {
				if k == 0 {
					continue
				}
				g := e + decay*terms[k]
				terms2[k] += g * g
				terms[k] -= slow * g / math.Sqrt(terms2[k]+1)
			}
		}
	}
	t := &model.Trust{}
	for _, w := range facts {
		t.Weights = append(t.Weights, int32(math.Round(w*100)))
	}
	var rows []model.Weighted
	for k := 1; k < len(d.feats); k++ {
		row := model.Weighted{Feature: d.feats[k]}
		if row.Weights[0] = quantise(float32(terms[k] * 1000 / model.TermUnit)); row.Weights[0] != 0 {
			rows = append(rows, row)
		}
	}
	size := func(i int) int { return max(int(rows[i].Weights[0]), -int(rows[i].Weights[0])) }
	sort.SliceStable(rows, func(i, j int) bool { return size(i) > size(j) })
	t.Terms = model.NewTable(len(rows), rows)
	return t
}

// bestSum is the sum from which on showing candidates, here by rising sums, makes
// the most of precision and recall. gold is how many attributions there are to be found.
func bestSum(list []judged, gold float64) (least int32) {
	right, n, best := 0.0, 0.0, 0.0
	for i := len(list) - 1; i >= 0; i-- {
		n += list[i].weight
		if list[i].right {
			right += list[i].weight
		}
		if i > 0 && list[i-1].sum == list[i].sum {
			continue
		}
		if f := right / (n + gold); f > best {
			best, least = f, list[i].sum
		}
	}
	return least
}

// sureStep makes one step of those at the top, as far down as sureLeast of our own
// articles' attributions from there on are right: what is sure differs less from
// step to step than from corpus to corpus. list rises by its sums.
func sureStep(list []judged, cuts, chances []int32) ([]int32, []int32) {
	right, n := 0.0, 0.0
	i := len(list) - 1
	best, share := -1, 0.0
	for k := len(cuts) - 1; k >= 0; k-- {
		for ; i >= 0 && list[i].sum >= cuts[k]; i-- {
			if list[i].own {
				n++
				if list[i].right {
					right++
				}
			}
		}
		if n >= 100 && right/n >= sureLeast {
			best, share = k, right/n
		}
	}
	if best < 0 {
		return cuts, chances
	}
	return cuts[:best+1], append(chances[:best:best], int32(math.Round(100*share)))
}

const sureLeast = .925

// rising pools neighbours, here by rising sums, until the share of right ones rises
// too (pool adjacent violators), and is never sure.
func rising(list []judged) (cuts, chances []int32) {
	type block struct {
		cut      int32
		right, n float64
	}
	var bs []block
	const least = 250 // in a step, as articles count
	for i := 0; i < len(list); {
		b := block{cut: list[i].sum}
		for ; i < len(list) && (b.n < least || list[i].sum == list[i-1].sum); i++ {
			b.n += list[i].weight
			if list[i].right {
				b.right += list[i].weight
			}
		}
		bs = append(bs, b)
		for k := len(bs) - 1; k > 0 && bs[k-1].right*bs[k].n >= bs[k].right*bs[k-1].n; k-- {
			bs[k-1].right += bs[k].right
			bs[k-1].n += bs[k].n
			bs = bs[:k]
		}
	}
	for _, b := range bs {
		cuts = append(cuts, b.cut)
		chances = append(chances, int32(math.Round(100*(b.right+1)/(b.n+2))))
	}
	return cuts, chances
}
