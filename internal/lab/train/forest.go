package train

import (
	"math"
	"slices"

	"sayso/internal/read/model"
)

// growth is how a forest is grown.
type growth struct {
	trees      int
	rate, pull float64 // of a leaf's step; how much a leaf of few is drawn to nothing
	least      float64 // in a leaf, as examples count
}

// grow fits a forest to rows by boosting: each tree mends what the ones before it
// left. The leaves are in thousandths of a log odds.
func grow(rows [][]int32, right []bool, weight []float64, g growth) model.Forest {
	if len(rows) == 0 {
		return nil
	}
	width := len(rows[0])
	bounds := make([][]int32, width)
	cells := make([][]uint8, width) // a column's values in steps
	for c := range width {
		col := make([]int32, len(rows))
		for i := range rows {
			col[i] = rows[i][c]
		}
		slices.Sort(col)
		const steps = 48
		for k := 1; k < steps; k++ {
			v := col[len(col)*k/steps]
			if v < col[len(col)-1] && (len(bounds[c]) == 0 || bounds[c][len(bounds[c])-1] < v) {
				bounds[c] = append(bounds[c], v)
			}
		}
		cells[c] = make([]uint8, len(rows))
		for i := range rows {
			k, _ := slices.BinarySearch(bounds[c], rows[i][c])
			cells[c][i] = uint8(k) // how many bounds it is above
		}
	}
	sums := make([]float64, len(rows))
	grad, curve := make([]float64, len(rows)), make([]float64, len(rows))
	at := make([]int, len(rows))
	var forest model.Forest
	for range g.trees {
		for i := range rows {
			p := 1 / (1 + math.Exp(-sums[i]))
			y := 0.0
			if right[i] {
				y = 1
			}
			grad[i], curve[i] = (y-p)*weight[i], p*(1-p)*weight[i]
			at[i] = 0
		}
		var t model.Tree
		for depth := range model.ForestDepth {
			first := 1<<depth - 1
			nodes := 1 << depth
			split(rows, cells, bounds, grad, curve, at, first, nodes, g, &t)
			for i := range rows {
				k := at[i]
				if rows[i][t.Of[k]] > t.Bound[k] {
					at[i] = 2*k + 2
				} else {
					at[i] = 2*k + 1
				}
			}
		}
		leaves := len(t.Leaves)
		gs, hs := make([]float64, leaves), make([]float64, leaves)
		for i := range rows {
			k := at[i] - (leaves - 1)
			gs[k] += grad[i]
			hs[k] += curve[i]
		}
		for k := range leaves {
			t.Leaves[k] = int32(math.Round(1000 * g.rate * gs[k] / (hs[k] + g.pull)))
		}
		for i := range rows {
			sums[i] += float64(t.Leaves[at[i]-(leaves-1)]) / 1000
		}
		forest = append(forest, t)
	}
	return forest
}

// split finds the best question of each node of one depth. A node without a good
// one sends all to its left.
func split(rows [][]int32, cells [][]uint8, bounds [][]int32, grad, curve []float64, at []int, first, nodes int, g growth, t *model.Tree) {
	const steps = 48
	gain := make([]float64, nodes)
	for k := range nodes {
		t.Of[first+k], t.Bound[first+k] = 0, math.MaxInt32
	}
	gs, hs := make([]float64, nodes*steps), make([]float64, nodes*steps)
	for c := range cells {
		if len(bounds[c]) == 0 {
			continue
		}
		clear(gs)
		clear(hs)
		for i, cell := range cells[c] {
			k := (at[i]-first)*steps + int(cell)
			gs[k] += grad[i]
			hs[k] += curve[i]
		}
		for k := range nodes {
			gAll, hAll := 0.0, 0.0
			for s := range steps {
				gAll += gs[k*steps+s]
				hAll += hs[k*steps+s]
			}
			gLeft, hLeft := 0.0, 0.0
			for s := range bounds[c] {
				gLeft += gs[k*steps+s]
				hLeft += hs[k*steps+s]
				if hLeft < g.least || hAll-hLeft < g.least {
					continue
				}
				gRight, hRight := gAll-gLeft, hAll-hLeft
				v := gLeft*gLeft/(hLeft+g.pull) + gRight*gRight/(hRight+g.pull) - gAll*gAll/(hAll+g.pull)
				if v > gain[k]+1e-9 {
					gain[k] = v
					t.Of[first+k], t.Bound[first+k] = uint8(c), bounds[c][s]
				}
			}
		}
	}
}
