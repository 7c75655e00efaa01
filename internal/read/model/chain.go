package model

// Chain is a linear chain over labels: label 0 is "outside" and weighs nothing
// by itself, label l has lane l-1 of the table. Odd labels begin something, and
// the even label behind each goes on with it: it follows these two only. Steps
// holds the weight of label b after label a at [a*Labels+b]; the row Labels is
// the beginning.
type Chain struct {
	*Table
	Labels int
	Steps  []int32
}

// Never is the weight of a step that must not be taken.
const Never = -1 << 24

// Lattice decodes chains; it keeps its memory between uses.
type Lattice struct {
	back     []uint8
	fwd, bwd []int32 // of the last sequence: the best score up to a label, and from behind it on
}

// Best is the best sequence of labels for the tokens' sums, written to labels.
// limit, where given, forbids a label at a token. It returns the sequence's
// score.
func (x *Lattice) Best(c *Chain, sums []Sum, labels []uint8, limit func(i int, l int) bool) int32 {
	n, m := len(sums), c.Labels
	if n == 0 {
		return 0
	}
	if cap(x.back) < n*m {
		x.back = make([]uint8, n*m*2)
		x.fwd, x.bwd = make([]int32, n*m*2), make([]int32, n*m*2)
	}
	back := x.back[:n*m]
	var prev, row, lanes [Lanes + 1]int32
	for i := range sums {
		sums[i].Lanes((*[Lanes]int32)(lanes[1:]))
		from := back[i*m : i*m+m]
		for l := range from {
			best, at := int32(Never*8), 0
			switch {
			case i == 0:
				best = c.Steps[m*m+l]
				if l > 0 && l&1 == 0 {
					best += Never
				}
			case l > 0 && l&1 == 0:
				best, at = prev[l-1]+c.Steps[(l-1)*m+l], l-1
				if v := prev[l] + c.Steps[l*m+l]; v > best {
					best, at = v, l
				}
			default:
				for p := range m {
					if v := prev[p] + c.Steps[p*m+l]; v > best {
						best, at = v, p
					}
				}
			}
			if limit != nil && !limit(i, l) {
				best += Never
			}
			row[l] = max(best, Never*16) + lanes[l] // far below anything allowed: keep from running over
			from[l] = uint8(at)
		}
		copy(x.fwd[i*m:i*m+m], row[:m])
		prev = row
	}
	at, best := 0, int32(Never*64)
	for l, v := range prev[:m] {
		if v > best {
			at, best = l, v
		}
	}
	for i := n - 1; i >= 0; i-- {
		labels[i] = uint8(at)
		at = int(back[i*m+at])
	}
	return best
}

// Back completes what Best did for the same sequence, so that Through is known.
func (x *Lattice) Back(c *Chain, sums []Sum, limit func(i int, l int) bool) {
	n, m := len(sums), c.Labels
	if n == 0 {
		return
	}
	bwd := x.bwd[:n*m]
	clear(bwd[(n-1)*m:])
	var next, lanes [Lanes + 1]int32
	for i := n - 1; i > 0; i-- {
		sums[i].Lanes((*[Lanes]int32)(lanes[1:]))
		for l := range next[:m] {
			next[l] = lanes[l] + bwd[i*m+l]
			if limit != nil && !limit(i, l) {
				next[l] += Never
			}
		}
		to := bwd[(i-1)*m : i*m]
		for p := range to {
			steps := c.Steps[p*m : p*m+m]
			best := steps[0] + next[0]
			for l := 1; l < m; l += 2 {
				best = max(best, steps[l]+next[l])
			}
			if p > 0 { // what goes on with p
				in := (p + 1) &^ 1
				if in < m {
					best = max(best, steps[in]+next[in])
				}
			}
			to[p] = max(best, Never*16)
		}
	}
}

// Through is the score of the best sequence that has label l at token i. It needs
// Best and Back.
func (x *Lattice) Through(c *Chain, i, l int) int32 { return x.fwd[i*c.Labels+l] + x.bwd[i*c.Labels+l] }

// Path is the best sequence that has label l at token i, from token first on as far
// as labels has room.
func (x *Lattice) Path(c *Chain, sums []Sum, i, l, first int, labels []uint8) {
	m := c.Labels
	at := l
	for k := i; k >= first; k-- {
		labels[k-first] = uint8(at)
		at = int(x.back[k*m+at])
	}
	at = l
	var lanes [Lanes + 1]int32
	for k := i + 1; k-first < len(labels); k++ {
		sums[k].Lanes((*[Lanes]int32)(lanes[1:]))
		best, to := int32(Never*64), 0
		for y := range m {
			if y > 0 && y&1 == 0 && at != y && at != y-1 {
				continue
			}
			if v := c.Steps[at*m+y] + lanes[y] + x.bwd[k*m+y]; v > best {
				best, to = v, y
			}
		}
		at = to
		labels[k-first] = uint8(at)
	}
}

func (c *Chain) write(w *writer) {
	w.u32(uint32(c.Labels))
	for _, s := range c.Steps {
		w.u32(uint32(s))
	}
	c.Table.write(w)
}

func readChain(r *reader) *Chain {
	c := &Chain{Labels: int(r.u32())}
	if r.err == nil && (c.Labels < 2 || c.Labels > Lanes+1) {
		r.fail("a chain of %d labels", c.Labels)
	}
	for i := 0; r.err == nil && i < (c.Labels+1)*c.Labels; i++ {
		s := int32(r.u32())
		if s < Never || s > -Never {
			r.fail("a step's weight is %d", s)
		}
		c.Steps = append(c.Steps, s)
	}
	c.Table = readTable(r)
	return c
}
