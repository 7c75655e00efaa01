package train

import (
	"slices"
	"testing"
)

// A forest learns what no sum of facts can: the one or the other, and not both (unevenly: a tree that asks one thing at a time sees nothing in an even draw).
func TestForestLearnsEither(t *testing.T) {
	var rows [][]int32
	var right []bool
	var weight []float64
	for i := range int32(400) {
		a, b := i%20, i/20
		rows, right, weight = append(rows, []int32{7, a, b}), append(right, (a > 9) != (b > 13)), append(weight, 1)
	}
	g := growth{trees: 60, rate: .3, pull: 1, least: 1}
	f := grow(rows, right, weight, g)
	wrong := 0
	for i, row := range rows {
		if f.Sum(row) > 0 != right[i] {
			wrong++
		}
	}
	if wrong > 4 {
		t.Errorf("%d of %d rows on the wrong side", wrong, len(rows))
	}
	if !slices.Equal(f, grow(rows, right, weight, g)) {
		t.Error("the second forest is another")
	}
	if grow(nil, nil, nil, g) != nil {
		t.Error("a forest grew on nothing")
	}
}
