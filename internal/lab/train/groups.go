package train

import (
	"math"
	"sort"

	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

const (
	groupCount   = 255  // groups of forms
	groupContext = 1000 // neighbours that are told apart
	groupEnough  = 8    // how often a form must be seen
	groupRounds  = 12
)

// groups parts frequent forms by what stands right before and behind them
// (spherical k-means, begun with the most frequent forms), so that what is learned
// of one word holds for others like it. Names are in none.
func groups(docs []*annotate.Doc) map[uint64]int {
	counts, hash := map[model.Atom]int{}, map[model.Atom]uint64{}
	for _, d := range docs {
		for i, a := range d.Atoms {
			counts[a]++
			hash[a] = d.Tokens[i].Hash
		}
	}
	order := make([]model.Atom, 0, len(counts))
	for a, n := range counts {
		if n >= groupEnough {
			order = append(order, a)
		}
	}
	sort.Slice(order, func(i, j int) bool {
		if a, b := counts[order[i]], counts[order[j]]; a != b {
			return a > b
		}
		return order[i] < order[j]
	})
	number := map[model.Atom]int{}
	for i, a := range order {
		number[a] = i
	}
	vectors := contexts(docs, number, len(order))
	of := means(vectors)
	out := map[uint64]int{}
	for i, a := range order {
		if a>>63 == 1 { // a form's hash; below are classes of forms
			out[hash[a]] = of[i] + 1
		}
	}
	return out
}

// entry is one of a sparse vector's numbers.
type entry struct {
	at int32
	v  float64
}

// contexts are the forms' neighbours as vectors of length one.
func contexts(docs []*annotate.Doc, number map[model.Atom]int, n int) [][]entry {
	seen := make([]map[int32]float64, n)
	for i := range seen {
		seen[i] = map[int32]float64{}
	}
	total := make([]float64, 2*(groupContext+1))
	for _, d := range docs {
		for i, a := range d.Atoms {
			w, ok := number[a]
			if !ok {
				continue
			}
			for side, j := range []int{i - 1, i + 1} {
				c := groupContext // what is rare or no word: the sentence's border
				if j >= 0 && j < len(d.Atoms) && !d.Tokens[max(i, j)].Shape.Has(annotate.Starts) {
					k, ok := number[d.Atoms[j]]
					if !ok || k >= groupContext {
						continue
					}
					c = k
				}
				at := side*(groupContext+1) + c
				seen[w][int32(at)]++
				total[at]++
			}
		}
	}
	out := make([][]entry, n)
	for i, m := range seen {
		list := make([]entry, 0, len(m))
		for at, v := range m {
			list = append(list, entry{at, math.Sqrt(v) / math.Pow(total[at], .25)})
		}
		sort.Slice(list, func(a, b int) bool { return list[a].at < list[b].at })
		sum := 0.0
		for _, e := range list {
			sum += e.v * e.v
		}
		for k := range list {
			list[k].v /= math.Sqrt(sum)
		}
		out[i] = list
	}
	return out
}

// means parts the vectors into groups.
func means(vectors [][]entry) []int {
	size := 2 * (groupContext + 1)
	k := min(groupCount, len(vectors))
	centre := make([][]float64, k)
	of := make([]int, len(vectors))
	for g := range centre {
		centre[g] = make([]float64, size)
		for _, e := range vectors[g] {
			centre[g][e.at] = e.v
		}
	}
	for range groupRounds {
		for i, v := range vectors {
			best := -1.0
			for g, c := range centre {
				sum := 0.0
				for _, e := range v {
					sum += e.v * c[e.at]
				}
				if sum > best {
					best, of[i] = sum, g
				}
			}
		}
		for g := range centre {
			clear(centre[g])
		}
		for i, v := range vectors {
			c := centre[of[i]]
			for _, e := range v {
				c[e.at] += e.v
			}
		}
		for _, c := range centre {
			sum := 0.0
			for _, v := range c {
				sum += v * v
			}
			if sum > 0 {
				for i := range c {
					c[i] /= math.Sqrt(sum)
				}
			}
		}
	}
	return of
}
