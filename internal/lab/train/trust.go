package train

import (
	"math"
	"sort"

	"sayso/internal/lab/eval"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/model"
)

// judged is a link that was made on text not learned from, and whether it is
// right.
type judged struct {
	facts []int32
	right bool
}

// trust fits the confidence: on the first fold, read by a model that was learned
// from the others.
func (r *run) trust() error {
	var in, out []*lesson
	for i, l := range r.articles {
		if i%r.Folds != 0 {
			in = append(in, l)
		} else {
			out = append(out, l)
		}
	}
	m := &model.Model{Words: r.m.Words, Labels: r.held}
	m.Second = eager(trainLabels(in, secondPass, r.Second, r.step))
	m.Linker = trainLinker(in, r.Linker, r.step)
	var list []judged
	gold := 0
	x := attribution.NewLearner(m)
	for _, l := range out {
		said := x.Candidates(l.scene)
		e := l.beside(said)
		gold += len(e.Gold)
		_, pairs := eval.Score(&e)
		right := make([]bool, len(said))
		for _, p := range pairs {
			if p.Pred >= 0 && p.Linked {
				right[p.Pred] = true
			}
		}
		for i := range said {
			list = append(list, judged{append([]int32(nil), said[i].Facts[:]...), right[i]})
		}
	}
	r.m.Trust = fitTrust(list, gold)
	m.Trust = r.m.Trust
	ruleTrust(m, out)
	return nil
}

// ruleTrust measures how often what only the rules found is right, rule by rule,
// on articles that the model had not seen.
func ruleTrust(m *model.Model, articles []*lesson) {
	type count struct{ right, n int }
	counts := map[string]*count{}
	for _, l := range articles {
		d := l.scene.Doc
		d.Model = m
		nested := false // whether the article's inner levels are annotated
		for _, g := range l.Gold {
			nested = nested || g.Parent >= 0
		}
		e := eval.Article{ID: l.ID, Text: l.Text}
		var rules []string
		for _, a := range attribution.Find(d) {
			if a.Parent == 0 || nested {
				e.Pred = append(e.Pred, eval.Said{Source: a.Source, Cue: a.Cue, Content: a.Content})
				rules = append(rules, a.Rule)
			}
		}
		for _, g := range l.Gold {
			e.Gold = append(e.Gold, eval.Said{Source: g.Source, Cue: g.Cue, Content: g.Content})
		}
		_, pairs := eval.Score(&e)
		right := make([]bool, len(rules))
		for _, p := range pairs {
			if p.Pred >= 0 {
				right[p.Pred] = p.Linked
			}
		}
		for i, name := range rules {
			if counts[name] == nil {
				counts[name] = &count{}
			}
			counts[name].n++
			if right[i] {
				counts[name].right++
			}
		}
	}
	for _, name := range sorted(counts) {
		c := counts[name]
		m.Trust.Rules = append(m.Trust.Rules, model.RuleHash(name))
		m.Trust.Worth = append(m.Trust.Worth, int32((100*c.right+100)/(c.n+2)))
	}
}

// eager makes a second pass find more cues than are right; trust sorts them out.
func eager(c *model.Chain) *model.Chain {
	const cue = 3 // attribution's label of a cue's beginning
	for from := range c.Labels + 1 {
		c.Steps[from*c.Labels+cue] += eagerness
	}
	return c
}

const eagerness = 100

// lenience is how far below the best sum on held-out articles links are still
// shown: the whole model, which saw more articles than the one that was judged,
// is the better for it (PolNeAR dev linked .676 -> .682, attribution/dev .716 ->
// .725), and a reader misses a lost claim more than a doubtful one that says so.
const lenience = 700

// fitTrust fits a logistic regression, then steps that rise. gold is how many
// attributions there are to be found.
func fitTrust(list []judged, gold int) *model.Trust {
	n := attribution.TrustFacts
	w := make([]float64, n)
	g2 := make([]float64, n)
	for range 60 {
		for _, j := range list {
			z := 0.0
			for i, f := range j.facts {
				z += w[i] * float64(f) / 10
			}
			e := 1 / (1 + math.Exp(-z))
			if j.right {
				e--
			}
			for i, f := range j.facts {
				g := e * float64(f) / 10
				g2[i] += g * g
				w[i] -= .3 * g / math.Sqrt(g2[i]+1)
			}
		}
	}
	t := &model.Trust{Weights: make([]int32, n)}
	for i := range w {
		t.Weights[i] = int32(math.Round(w[i] * 100))
	}
	t.Cuts, t.Chances = rising(t, list)
	// Shown is what makes the most of precision and recall.
	right, best := 0.0, 0.0
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].right {
			right++
		}
		if i > 0 && t.Sum(list[i-1].facts) == t.Sum(list[i].facts) {
			continue
		}
		if f := right / float64(len(list)-i+gold); f > best {
			best, t.Least = f, t.Sum(list[i].facts)
		}
	}
	t.Least -= lenience
	return t
}

// rising pools neighbours until the share of right links rises with the sum
// (pool adjacent violators), and is never sure.
func rising(t *model.Trust, list []judged) (cuts, chances []int32) {
	sort.SliceStable(list, func(i, j int) bool { return t.Sum(list[i].facts) < t.Sum(list[j].facts) })
	type block struct {
		cut      int32
		right, n float64
	}
	var bs []block
	const least = 60 // links a step
	for i := 0; i < len(list); {
		b := block{cut: t.Sum(list[i].facts)}
		for ; i < len(list) && (b.n < least || t.Sum(list[i].facts) == t.Sum(list[i-1].facts)); i++ {
			b.n++
			if list[i].right {
				b.right++
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
