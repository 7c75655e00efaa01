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
	judges := make([]*model.Trust, r.Folds+1) // the last one on all of them
	r.each(func(fold int) {
		judges[fold] = fitJudge(list, fold)
		if fold < r.Folds {
			r.step()
		}
	})
	for i := range list {
		j := &list[i]
		j.said.Sum = judges[j.fold].Sum(j.said.Facts[:], j.said.Terms[:])
	}
	compare(list)
	r.each(func(fold int) {
		judges[fold].Forest, judges[fold].Width = growForest(list, fold), attribution.TrustRow
		if fold < r.Folds {
			r.step()
		}
	})
	for i := range list {
		j := &list[i]
		j.sum = judges[j.fold].Settle(j.said.Sum, j.said.Row[:])
	}
	for fold, m := range r.held {
		m.Trust = judges[fold]
	}
	r.m.Trust = judges[r.Folds]
	return r.confidence(list, gold)
}

// confidence settles from which sum on attributions are shown, and how right each
// sum is.
func (r *run) confidence(list []judged, gold float64) error {
	bySum := slices.Clone(list)
	sort.SliceStable(bySum, func(i, j int) bool { return bySum[i].sum < bySum[j].sum })
	least := bestSum(bySum, gold) - lenience
	cuts, chances := rising(bySum)
	var whole []judged
	for fold, m := range r.held {
		m.Trust.Least, m.Trust.Cuts, m.Trust.Chances = least, cuts, chances
		for _, l := range r.within(fold) {
			said, e := readWhole(l, m)
			right := linked(&e)
			for i := range said {
				whole = append(whole, judged{fold: fold, l: l, weight: l.counts(), row: said[i].Row[:], right: right[i]})
			}
		}
		r.step()
	}
	t := r.m.Trust
	t.Least, t.Cuts, t.Chances = least, cuts, chances
	r.report("judge: %d candidates, %d terms", len(list), t.Terms.Len())
	t.Verdict = r.verdict(whole)
	return nil
}

// judged is a candidate or an attribution that was made on text not learned from,
// and whether it is right.
type judged struct {
	fold   int
	l      *lesson
	weight float64
	said   *attribution.Said
	row    []int32 // what the verdict asks of
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
	ids := make([][attribution.TrustTerms]uint32, len(list))
	for i := range list {
		if list[i].fold != but {
			order = append(order, i)
			for k, f := range list[i].said.Terms {
				ids[i][k] = d.id(f)
			}
		}
	}
	rng := lcg(3)
	for range rounds {
		rng.shuffle(order)
		for _, i := range order {
			j := &list[i]
			z := 0.0
			for k, f := range j.said.Facts {
				z += facts[k] * float64(f) / 10
			}
			for _, k := range ids[i] {
				z += terms[k]
			}
			e := 1 / (1 + math.Exp(-z))
			if j.right {
				e--
			}
			e *= j.weight
			for k, f := range j.said.Facts {
				g := e * float64(f) / 10
				facts2[k] += g * g
				facts[k] -= rate * g / math.Sqrt(facts2[k]+1)
			}
			for _, k := range ids[i] {
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
