package train

import (
	"cmp"
	"math"
	"slices"

	"sayso/internal/read/model"
)

// sequence is a chain to learn: width features a token.
type sequence struct {
	feats  []uint32 // width a token; 0 = a feature that is not learned
	labels []uint8
	weight float32
}

// dictionary numbers features, from 1, in the order in which they were first
// seen often enough.
type dictionary struct {
	keys   []uint64 // open addressing
	count  []uint8
	ids    []uint32
	feats  []uint64 // by number
	filled int
}

func newDictionary() *dictionary {
	d := &dictionary{feats: []uint64{0}}
	d.grow(1 << 20)
	return d
}

func (d *dictionary) grow(n int) {
	keys, count, ids := d.keys, d.count, d.ids
	d.keys, d.count, d.ids = make([]uint64, n), make([]uint8, n), make([]uint32, n)
	for i, k := range keys {
		if k != 0 {
			j := d.find(k)
			d.keys[j], d.count[j], d.ids[j] = k, count[i], ids[i]
		}
	}
}

func (d *dictionary) find(k uint64) int {
	mask := uint64(len(d.keys) - 1)
	i := k & mask
	for d.keys[i] != 0 && d.keys[i] != k {
		i = (i + 1) & mask
	}
	return int(i)
}

// see counts the feature.
func (d *dictionary) see(k uint64, enough uint8) {
	if d.filled*3 > len(d.keys)*2 {
		d.grow(2 * len(d.keys))
	}
	i := d.find(k)
	if d.keys[i] == 0 {
		d.keys[i] = k
		d.filled++
	}
	if d.count[i] < enough {
		if d.count[i]++; d.count[i] == enough {
			d.ids[i] = uint32(len(d.feats))
			d.feats = append(d.feats, k)
		}
	}
}

// id is the feature's number, 0 where it was not seen often enough.
func (d *dictionary) id(k uint64) uint32 {
	i := d.find(k)
	if d.keys[i] == 0 {
		return 0
	}
	return d.ids[i]
}

// field is a conditional random field in training: gradient steps of their own
// size for each weight (AdaGrad). Label 0 weighs nothing.
type field struct {
	labels int // with label 0
	lanes  int
	feats  []uint64
	w      []float32 // rows of lanes: weights
	g      []float32 // and squared gradients, apart: scoring reads the weights only
	step   []float32 // (labels+1)*labels
	stepG  []float32
	rate   float32
}

func newField(labels int, feats []uint64) *field {
	f := &field{labels: labels, lanes: labels - 1, feats: feats, rate: .02}
	f.w, f.g = make([]float32, len(feats)*f.lanes), make([]float32, len(feats)*f.lanes)
	f.step = make([]float32, (labels+1)*labels)
	f.stepG = make([]float32, (labels+1)*labels)
	return f
}

type scratch struct {
	own, alpha, beta, prob []float64
	norm                   []float64
	feats                  []uint32 // a sequence's, without those left out
	chance                 lcg      // of being left out
	edge                   []float64
}

func (x *scratch) size(n, m int) {
	if len(x.own) < n*m {
		k := n * m * 2
		x.own, x.alpha, x.beta, x.prob = make([]float64, k), make([]float64, k), make([]float64, k), make([]float64, k)
		x.norm = make([]float64, n*2)
	}
	if x.edge == nil {
		x.edge = make([]float64, (m+1)*m)
	}
}

// leftOut is of how many features one is left out each time that a sequence is
// learned from: what always comes together learns to do without each other.
const leftOut = 10

// thin is the sequence's features with some left out.
func (x *scratch) thin(q *sequence, width int) []uint32 {
	x.feats = append(x.feats[:0], q.feats...)
	if width < 2*leftOut { // of a handful none
		return x.feats
	}
	for k := range x.feats {
		x.chance = x.chance*6364136223846793005 + 1442695040888963407
		if uint64(x.chance)>>33%leftOut == 0 {
			x.feats[k] = 0
		}
	}
	return x.feats
}

// score sums the features' weights: those of feature 0 are nothing.
func (f *field) score(feats []uint32, own []float64) {
	clear(own)
	if f.lanes != model.Lanes {
		for _, id := range feats {
			for l, w := range f.w[int(id)*f.lanes : int(id+1)*f.lanes] {
				own[l+1] += float64(w)
			}
		}
		return
	}
	var a, b, c, d, e, g float32 // kept in the processor
	for _, id := range feats {
		row := (*[model.Lanes]float32)(f.w[int(id)*model.Lanes:])
		a, b, c, d, e, g = a+row[0], b+row[1], c+row[2], d+row[3], e+row[4], g+row[5]
	}
	for l, v := range [model.Lanes]float32{a, b, c, d, e, g} {
		own[l+1] = float64(v)
	}
}

// learn takes one step on one sequence and returns its loss.
func (f *field) learn(q *sequence, x *scratch) float64 {
	n, m := len(q.labels), f.labels
	if n == 0 {
		return 0
	}
	width := len(q.feats) / n
	x.size(n, m)
	feats := x.thin(q, width)
	// unary scores, exponentiated with the token's greatest taken off
	for i := range n {
		f.score(feats[i*width:(i+1)*width], x.own[i*m:i*m+m])
	}
	loss := 0.0
	prev := m
	for i, l := range q.labels {
		loss -= x.own[i*m+int(l)] + float64(f.step[prev*m+int(l)])
		prev = int(l)
	}
	for i := range x.edge {
		x.edge[i] = math.Exp(float64(f.step[i]))
	}
	logZ := 0.0
	for i := range n {
		own := x.own[i*m : i*m+m]
		top := own[0]
		for _, v := range own {
			top = max(top, v)
		}
		logZ += top
		for l := range own {
			own[l] = math.Exp(own[l] - top)
		}
		al := x.alpha[i*m : i*m+m]
		sum := 0.0
		for l := range al {
			v := 0.0
			if i == 0 {
				v = x.edge[m*m+l]
			} else {
				before := x.alpha[(i-1)*m : i*m]
				for p, a := range before {
					v += a * x.edge[p*m+l]
				}
			}
			al[l] = v * own[l]
			sum += al[l]
		}
		for l := range al {
			al[l] /= sum
		}
		x.norm[i] = sum
		logZ += math.Log(sum)
	}
	loss += logZ
	be := x.beta[(n-1)*m : n*m]
	for l := range be {
		be[l] = 1
	}
	for i := n - 2; i >= 0; i-- {
		next, own := x.beta[(i+1)*m:(i+2)*m], x.own[(i+1)*m:(i+2)*m]
		be := x.beta[i*m : (i+1)*m]
		for l := range be {
			v := 0.0
			for p, b := range next {
				v += x.edge[l*m+p] * own[p] * b
			}
			be[l] = v / x.norm[i+1]
		}
	}
	// the gradient of steps
	wt := float64(q.weight)
	var g [64]float64
	for i := range n {
		own, be := x.own[i*m:i*m+m], x.beta[i*m:i*m+m]
		for l := range m {
			c := wt * own[l] * be[l] / x.norm[i]
			if i == 0 {
				f.bump(m*m+l, c*x.edge[m*m+l])
				continue
			}
			for p, a := range x.alpha[(i-1)*m : i*m] {
				g[p*m+l] += c * a * x.edge[p*m+l]
			}
		}
		if i == 0 {
			f.bump(m*m+int(q.labels[0]), -wt)
		} else {
			g[int(q.labels[i-1])*m+int(q.labels[i])] -= wt
		}
	}
	for k := range m * m {
		f.bump(k, g[k])
	}
	// and of features
	for i := range n {
		var d [model.Lanes]float32
		big := false
		for l := 1; l < m; l++ {
			v := x.alpha[i*m+l] * x.beta[i*m+l]
			if int(q.labels[i]) == l {
				v--
			}
			d[l-1] = float32(v) * q.weight
			if v > slight || v < -slight {
				big = true
			}
		}
		if !big {
			continue
		}
		for _, id := range feats[i*width : (i+1)*width] {
			if id == 0 {
				continue
			}
			row, sq := f.w[int(id)*f.lanes:int(id+1)*f.lanes], f.g[int(id)*f.lanes:int(id+1)*f.lanes]
			for l, v := range d[:f.lanes] {
				if v < slight/10 && v > -slight/10 {
					continue
				}
				sq[l] += v * v
				row[l] -= f.rate * v / float32(math.Sqrt(float64(sq[l]+1e-2)))
			}
		}
	}
	return loss
}

// slight is an error that is not worth a step.
const slight = .005

func (f *field) bump(k int, g float64) {
	if g == 0 {
		return
	}
	f.stepG[k] += float32(g * g)
	f.step[k] -= f.rate * float32(g/math.Sqrt(float64(f.stepG[k])+1))
}

// train takes the sequences so many times, each time in another order: seed says
// in which, and what is left out.
func (f *field) train(data []sequence, rounds int, seed uint64, step func()) {
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	rng := lcg(seed)
	x := scratch{chance: lcg(seed << 40)}
	for range rounds {
		rng.shuffle(order)
		for _, k := range order {
			f.learn(&data[k], &x)
		}
		step()
	}
}

// mean trains so many copies of the field, each in another order, and takes the
// mean of what they learned: linear models add up to one that is as fast as each.
func (f *field) mean(copies int, train func(g *field, copy int)) {
	var of [4][]float32
	for k := range copies {
		g := *f
		g.w, g.g, g.step, g.stepG = slices.Clone(f.w), slices.Clone(f.g), slices.Clone(f.step), slices.Clone(f.stepG)
		train(&g, k)
		for n, list := range [][]float32{g.w, g.g, g.step, g.stepG} {
			if k == 0 {
				of[n] = make([]float32, len(list))
			}
			for i, v := range list {
				of[n][i] += v / float32(copies)
			}
		}
	}
	f.w, f.g, f.step, f.stepG = of[0], of[1], of[2], of[3]
}

// heavy is a feature and its greatest weight.
type heavy struct {
	at  int
	max float32
}

// heaviest are the features with the greatest weights, the greatest first, as far
// as a table has room for them.
func (f *field) heaviest(keep int) []heavy {
	list := make([]heavy, 0, len(f.feats))
	for i := 1; i < len(f.feats); i++ {
		h := heavy{at: i}
		for _, w := range f.w[i*f.lanes : (i+1)*f.lanes] {
			h.max = max(h.max, w, -w)
		}
		if h.max > 0 {
			list = append(list, h)
		}
	}
	slices.SortFunc(list, func(a, b heavy) int {
		if c := cmp.Compare(b.max, a.max); c != 0 {
			return c
		}
		return a.at - b.at
	})
	list = list[:min(len(list), keep)]
	feats := make([]uint64, len(list))
	for i, h := range list {
		feats[i] = f.feats[h.at]
	}
	fits := model.Fit(keep, feats)
	out := list[:0]
	for i, h := range list {
		if fits[i] {
			out = append(out, h)
		}
	}
	return out
}

// prune forgets all but the heaviest features, so that the rest can learn to do
// without them.
func (f *field) prune(data []sequence, keep int) {
	alive := make([]bool, len(f.feats))
	for _, h := range f.heaviest(keep) {
		alive[h.at] = true
	}
	for i := range f.feats {
		if !alive[i] {
			clear(f.w[i*f.lanes : (i+1)*f.lanes])
		}
	}
	for _, q := range data {
		for i, id := range q.feats {
			if !alive[id] {
				q.feats[i] = 0
			}
		}
	}
}

// chain is the model of the heaviest features, in whole numbers.
func (f *field) chain(keep int) *model.Chain {
	list := f.heaviest(keep)
	top := make([]float32, 0, len(list))
	for _, h := range list {
		top = append(top, h.max)
	}
	slices.Sort(top)
	scale := float32(64)
	if len(top) > 0 {
		scale = 127 / top[len(top)-1-len(top)/5000]
	}
	rows := make([]model.Weighted, 0, len(list))
	for _, h := range list {
		row := model.Weighted{Feature: f.feats[h.at]}
		used := false
		for l := range f.lanes {
			row.Weights[l] = quantise(f.w[h.at*f.lanes+l] * scale)
			used = used || row.Weights[l] != 0
		}
		if used {
			rows = append(rows, row)
		}
	}
	c := &model.Chain{Table: model.NewTable(keep, rows), Labels: f.labels}
	for _, s := range f.step {
		c.Steps = append(c.Steps, int32(math.Round(float64(s*scale))))
	}
	return c
}
