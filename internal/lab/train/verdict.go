package train

import (
	"slices"
	"sort"

	"sayso/internal/lab/eval"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/model"
)

// readWhole is the whole reading of an article, alone and beside the gold. Where
// people marked the outermost level only, the rest does not count.
func readWhole(l *lesson, m *model.Model) (said []attribution.Judged, e eval.Article) {
	l.scene.Doc.Model = m
	nested := false
	for _, g := range l.Gold {
		nested = nested || g.Parent >= 0
	}
	e = eval.Article{ID: l.ID, Text: l.Text}
	for _, a := range attribution.FindJudged(l.scene.Doc) {
		if a.Parent == 0 || nested {
			e.Pred = append(e.Pred, eval.Said{Source: a.Source, Cue: a.Cue, Content: a.Content})
			said = append(said, a)
		}
	}
	for _, g := range l.Gold {
		e.Gold = append(e.Gold, eval.Said{Source: g.Source, Cue: g.Cue, Content: g.Content})
	}
	return said, e
}

// heldOut reports how the whole reader does on every fold, read by what had not seen
// it: ten times what the dev parts hold.
func (r *run) heldOut() {
	var sums [2]eval.Scores
	for fold, m := range r.held {
		for _, l := range r.within(fold) {
			_, e := readWhole(l, m)
			s, _ := eval.Score(&e)
			sums[l.part()].Add(&s)
		}
	}
	for part := range sums {
		r.report("the folds by the whole reader, %s:", partNames[part])
		r.scores(&sums[part])
	}
}

var partNames = [2]string{"PolNeAR", "ours"}

// part is the index in partNames of where the article comes from.
func (l *lesson) part() int {
	if l.own {
		return 1
	}
	return 0
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

// ownInForest is how much ours count for what the verdict goes by.
const ownInForest = 10

// verdict fits the last word on what the whole reader made of every fold; its
// chances on what it says of folds that it had not seen.
func (r *run) verdict(whole []judged) model.Verdict {
	grown := func(but int) model.Forest {
		var rows [][]int32
		var right []bool
		var weight []float64
		for i := range whole {
			if j := &whole[i]; j.fold != but {
				w := 1.0
				if j.l.own {
					w = ownInForest
				}
				rows, right, weight = append(rows, j.row), append(right, j.right), append(weight, w)
			}
		}
		return grow(rows, right, weight, growth{trees: 150, rate: .06, pull: 4, least: 40})
	}
	forests := make([]model.Forest, r.Folds+1) // the last one on all of them
	r.each(func(fold int) { forests[fold] = grown(fold) })
	for i := range whole {
		j := &whole[i]
		j.sum = forests[j.fold].Sum(j.row)
	}
	v := model.Verdict{Forest: forests[r.Folds], Width: attribution.VerdictRow}
	bySum := slices.Clone(whole)
	sort.SliceStable(bySum, func(i, j int) bool { return bySum[i].sum < bySum[j].sum })
	v.Cuts, v.Chances = steps(bySum)
	for fold, m := range r.held {
		m.Trust.Verdict = v
		m.Trust.Verdict.Forest = forests[fold]
	}
	r.reliability(whole, &v)
	return v
}

// reliability reports how right each confidence is.
func (r *run) reliability(whole []judged, v *model.Verdict) {
	type bin struct{ n, right, said float64 }
	var bins [2][10]bin
	var all [2]float64
	for i := range whole {
		j := &whole[i]
		part, chance := j.l.part(), v.Of(j.sum)
		b := &bins[part][int(chance*10+1e-9)]
		b.n, b.said = b.n+1, b.said+chance
		all[part]++
		if j.right {
			b.right++
		}
	}
	for part, name := range partNames {
		r.report("the folds' attributions by confidence, %s:", name)
		for k := 9; k >= 0; k-- {
			if b := bins[part][k]; b.n > 0 {
				r.report("  from .%d: said %.3f, right %.3f of %.0f, %.3f of all", k, b.said/b.n, b.right/b.n, b.n, b.n/all[part])
			}
		}
	}
}

// What the steps at the top ask for: the share of ours that are right on both of
// them, and on the lower one.
const (
	sureLeast = .925
	sureStep  = .905
)

// steps are the chances that sums stand for, here by rising sums. Those at the top
// make two steps, as far down as sureLeast of our own articles' attributions from
// there on are right: what is sure differs less from sum to sum than from corpus to
// corpus. The upper one is as wide as leaves sureStep of those on the lower one
// right.
func steps(list []judged) (cuts, chances []int32) {
	right, n := make([]float64, len(list)+1), make([]float64, len(list)+1) // of ours, from a place on
	for i := len(list) - 1; i >= 0; i-- {
		right[i], n[i] = right[i+1], n[i+1]
		if list[i].l.own {
			n[i]++
			if list[i].right {
				right[i]++
			}
		}
	}
	share := func(a, b int) float64 { return (right[a] - right[b] + 1) / (n[a] - n[b] + 2) }
	begins := func(i int) bool { return i == 0 || list[i].sum != list[i-1].sum }
	lower, upper := 0, len(list)
	for lower < len(list) && (!begins(lower) || n[lower] < 100 || share(lower, len(list)) < sureLeast) {
		lower++
	}
	for i := len(list) - 1; i > lower; i-- {
		if begins(i) && n[i] >= 50 && n[lower]-n[i] >= 50 && share(lower, i) >= sureStep {
			upper = i
		}
	}
	cuts, chances = rising(list[:lower])
	for i := range chances {
		chances[i] = min(chances[i], 89) // sure is what stands above
	}
	for _, s := range [][2]int{{lower, upper}, {upper, len(list)}} {
		if s[0] < s[1] {
			cuts, chances = append(cuts, list[s[0]].sum), append(chances, int32(100*share(s[0], s[1])))
		}
	}
	return cuts, chances
}
