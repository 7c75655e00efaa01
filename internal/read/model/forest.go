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
	Of     [forestNodes]uint8
	Bound  [forestNodes]int32
	Leaves [forestLeaves]int32
}

// Sum is what the trees make of a row.
func (f Forest) Sum(row []int32) (sum int32) {
	for i := range f {
		t := &f[i]
		k := 0
		for k < forestNodes {
			if row[t.Of[k]] > t.Bound[k] {
				k = 2*k + 2
			} else {
				k = 2*k + 1
			}
		}
		sum += t.Leaves[k-forestNodes]
	}
	return sum
}

func (f Forest) write(w *writer) {
	w.u32(uint32(len(f)))
	for i := range f {
		t := &f[i]
		w.b = append(w.b, t.Of[:]...)
		for _, v := range t.Bound {
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
		copy(t.Of[:], r.bytes(forestNodes))
		for k := range t.Bound {
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
