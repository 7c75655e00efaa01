package model

// ForestDepth is how many questions a tree of a forest asks.
const ForestDepth = 4

const (
	forestNodes  = 1<<ForestDepth - 1
	forestLeaves = 1 << ForestDepth
)

// Forest is small trees of decision that add up. Of each row of numbers every tree
// asks ForestDepth questions, each whether one of the numbers is above a bound.
type Forest []Tree

// Tree is one of them: node k leads to 2k+1, or to 2k+2 where the number is above
// the bound.
type Tree struct {
	Of     [forestNodes + 1]uint8 // the last is nobody's
	Bound  [forestNodes + 1]int32
	Leaves [forestLeaves]int32
}

// Sum is what the trees make of a row.
func (f Forest) Sum(row []int32) (sum int32) {
	for i := range f {
		t := &f[i]
		k := uint(0)
		for range ForestDepth { // the step is counted, not branched on: half of the guesses would be wrong
			above := uint64(int64(t.Bound[k&forestNodes])-int64(row[t.Of[k&forestNodes]])) >> 63
			k = 2*k + 1 + uint(above)
		}
		sum += t.Leaves[(k-forestNodes)&(forestLeaves-1)]
	}
	return sum
}

func (f Forest) write(w *writer) {
	w.u32(uint32(len(f)))
	for i := range f {
		t := &f[i]
		w.b = append(w.b, t.Of[:forestNodes]...)
		for _, v := range t.Bound[:forestNodes] {
			w.u32(uint32(v))
		}
		for _, v := range t.Leaves {
			w.u32(uint32(v))
		}
	}
}

// readForest reads a forest, behind of how many numbers it asks.
func readForest(r *reader) (width int, f Forest) {
	if width = int(r.u32()); width > 256 {
		r.fail("%d numbers for a forest", width)
	}
	n := int(r.u32())
	if n > 2000 {
		r.fail("%d trees", n)
	}
	for i := 0; r.err == nil && i < n; i++ {
		var t Tree
		copy(t.Of[:forestNodes], r.bytes(forestNodes))
		for k := range forestNodes {
			t.Bound[k] = int32(r.u32())
		}
		for k := range t.Leaves {
			if t.Leaves[k] = int32(r.u32()); t.Leaves[k] > 1<<16 || t.Leaves[k] < -1<<16 {
				r.fail("a leaf of %d", t.Leaves[k])
			}
		}
		for _, v := range t.Of {
			if int(v) >= width {
				r.fail("a tree asks for number %d of %d", v, width)
			}
		}
		f = append(f, t)
	}
	return width, f
}
