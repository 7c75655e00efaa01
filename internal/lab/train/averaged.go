package train

import (
	"slices"
	"sort"

	"sayso/internal/read/model"
)

// averaged is an averaged perceptron over sparse features, of which the grammar
// learns millions.
type averaged struct {
	labels int
	index  index
	weight []float32 // labels a feature
	total  []float32 // what averaging takes off
	now    float32
	only   bool // features that it does not know are not learned
}

func newAveraged(labels int) *averaged {
	return &averaged{labels: labels, index: newIndex(), now: 1}
}

// score sums the features' weights and returns the best label.
func (p *averaged) score(fs []uint64, out []float32) int {
	clear(out)
	for _, f := range fs {
		if k := p.index.find(f); k >= 0 {
			row := p.weight[int(k)*p.labels : int(k+1)*p.labels]
			for l, w := range row {
				out[l] += w
			}
		}
	}
	best := 0
	for l, v := range out {
		if v > out[best] {
			best = l
		}
	}
	return best
}

// update moves the weights from the guess to the gold label.
func (p *averaged) update(fs []uint64, gold, guess int) {
	for _, f := range fs {
		k := p.index.find(f)
		if k < 0 {
			if p.only {
				continue
			}
			k = p.index.add(f)
		}
		if need := int(k+1) * p.labels; need > len(p.weight) {
			p.weight = append(p.weight, make([]float32, need-len(p.weight))...)
			p.total = append(p.total, make([]float32, need-len(p.total))...)
		}
		at := int(k) * p.labels
		p.weight[at+gold]++
		p.weight[at+guess]--
		p.total[at+gold] += p.now
		p.total[at+guess] -= p.now
	}
}

// average puts the averaged weights in place.
func (p *averaged) average() {
	for i := range p.weight {
		p.weight[i] -= p.total[i] / p.now
	}
}

// restrict is one that goes on from the averaged weights of the heaviest
// features and learns no others: it makes up for those that are forgotten.
func (p *averaged) restrict(keep int) *averaged {
	list, _ := p.heaviest(min(keep, len(p.index.keys)))
	features := make([]uint64, len(list))
	for i, at := range list {
		features[i] = p.index.keys[at]
	}
	room := model.Fit(keep*9/8, features)
	out := newAveraged(p.labels)
	for i, at := range list {
		if room[i] {
			out.index.add(features[i])
			out.weight = append(out.weight, p.weight[at*p.labels:(at+1)*p.labels]...)
		}
	}
	out.total = make([]float32, len(out.weight))
	out.only = true
	return out
}

// heaviest are the features with the greatest weights, and what weights are
// multiplied with so that nearly all fit into eight bits.
func (p *averaged) heaviest(keep int) (list []int, scale float32) {
	n := len(p.index.keys)
	most := make([]float32, n)
	for i := range n {
		for _, w := range p.weight[i*p.labels : (i+1)*p.labels] {
			most[i] = max(most[i], w, -w)
		}
	}
	list = make([]int, n)
	for i := range list {
		list[i] = i
	}
	sort.SliceStable(list, func(i, j int) bool { return most[list[i]] > most[list[j]] })
	list = list[:min(keep, n)]
	slices.Sort(most)
	return list, 127 / most[n-1-n/2000]
}

// wide is the table of the heaviest features, of those that have a weight of at
// least so much.
func (p *averaged) wide(keep int, least int8) *model.Wide {
	list, scale := p.heaviest(keep)
	rows := make([]model.WideRow, 0, len(list))
	for _, at := range list {
		row := model.WideRow{Feature: p.index.keys[at], Weights: make([]int8, p.labels)}
		most := int8(0)
		for l := range p.labels {
			row.Weights[l] = quantise(p.weight[at*p.labels+l] * scale)
			most = max(most, row.Weights[l], -row.Weights[l])
		}
		if most >= max(least, 1) {
			rows = append(rows, row)
		}
	}
	return model.NewWide(p.labels, keep, rows)
}

// narrow is the table of the heaviest features, of up to model.Lanes labels.
func (p *averaged) narrow(keep int) *model.Table {
	list, scale := p.heaviest(keep)
	rows := make([]model.Weighted, 0, len(list))
	for _, at := range list {
		row := model.Weighted{Feature: p.index.keys[at]}
		for l := range p.labels {
			row.Weights[l] = quantise(p.weight[at*p.labels+l] * scale)
		}
		if row.Weights != [model.Lanes]int8{} {
			rows = append(rows, row)
		}
	}
	return model.NewTable(keep, rows)
}

// index numbers features in the order in which they are added.
type index struct {
	slots []int32 // number plus one, 0 = free
	keys  []uint64
}

func newIndex() index { return index{slots: make([]int32, 1<<16)} }

func (x *index) slot(f uint64) int {
	mask := len(x.slots) - 1
	i := int(f>>20) & mask
	for x.slots[i] != 0 && x.keys[x.slots[i]-1] != f {
		i = (i + 1) & mask
	}
	return i
}

func (x *index) find(f uint64) int32 { return x.slots[x.slot(f)] - 1 }

func (x *index) add(f uint64) int32 {
	i := x.slot(f)
	if x.slots[i] == 0 {
		if len(x.keys)*2 > len(x.slots) {
			x.slots = make([]int32, len(x.slots)*2)
			for n, k := range x.keys {
				x.slots[x.slot(k)] = int32(n + 1)
			}
			i = x.slot(f)
		}
		x.keys = append(x.keys, f)
		x.slots[i] = int32(len(x.keys))
	}
	return x.slots[i] - 1
}

func quantise(v float32) int8 {
	if v >= 0 {
		return int8(min(v+.5, 127))
	}
	return int8(max(v-.5, -127))
}
