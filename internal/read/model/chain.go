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
// Tokens from shut.First on up to shut.End are outside. It returns the sequence's
// score.
func (x *Lattice) Best(c *Chain, sums []Sum, labels []uint8, shut Shut) int32 {
	n, m := len(sums), c.Labels
	if n == 0 {
		return 0
	}
	if cap(x.back) < n*m {
		x.back = make([]uint8, n*m*2)
		x.fwd, x.bwd = make([]int32, n*m*2), make([]int32, n*m*2)
	}
	back, fwd := x.back[:n*m], x.fwd[:n*m]
	into := c.into()
	var prev, row [places]int64
	var lanes [Lanes + 1]int32
	for i := range sums {
		sums[i].Lanes((*[Lanes]int32)(lanes[1:]))
		from, to := back[i*m:i*m+m], fwd[i*m:i*m+m]
		for l := range to {
			best := int64(Never * 8 * places)
			steps := &into[l]
			switch {
			case i == 0:
				best = int64(c.Steps[m*m+l]) * places
				if l > 0 && l&1 == 0 {
					best += Never * places
				}
			case l > 0 && l&1 == 0:
				best = max(prev[l-1]+steps[l-1], prev[l]+steps[l])
			default:
				for p := range m {
					best = max(best, prev[p&(places-1)]+steps[p&(places-1)])
				}
			}
			if l > 0 && i >= shut.First && i < shut.End {
				best += Never * places
			}
			from[l] = uint8(places-1-best&(places-1)) & (places - 1)
			to[l] = max(int32(best>>3), Never*16) + lanes[l] // far below anything allowed: keep from running over
			row[l] = int64(to[l])*places + int64(places-1-l)
		}
		prev = row
	}
	at, best := 0, int32(Never*64)
	for l, v := range fwd[(n-1)*m:] {
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

// Shut is a stretch of tokens that can only be outside.
type Shut struct{ First, End int }

// places is how many labels fit below a score: scores are compared together with
// the label they come from, of equals the first, so that no branch has to guess.
const places = 8

// into is the weight of each step by the label that it leads to, above the place
// of a label.
func (c *Chain) into() (out [Lanes + 1][places]int64) {
	for a := range c.Labels {
		for b := range c.Labels {
			out[b][a] = int64(c.Steps[a*c.Labels+b]) * places
		}
	}
	return out
}

// Back completes what Best did for the same sequence, so that Through is known.
func (x *Lattice) Back(c *Chain, sums []Sum, shut Shut) {
	n, m := len(sums), c.Labels
	if n == 0 {
		return
	}
	bwd := x.bwd[:n*m]
	clear(bwd[(n-1)*m:])
	var out [Lanes + 1][Lanes + 1]int32 // the steps by where they come from
	for p := range m {
		copy(out[p][:m], c.Steps[p*m:p*m+m])
	}
	var next, lanes [Lanes + 1]int32
	for i := n - 1; i > 0; i-- {
		sums[i].Lanes((*[Lanes]int32)(lanes[1:]))
		for l, v := range bwd[i*m : i*m+m] {
			next[l] = lanes[l] + v
		}
		if i >= shut.First && i < shut.End {
			for l := 1; l < m; l++ {
				next[l] += Never
			}
		}
		to := bwd[(i-1)*m : i*m]
		for p := range to {
			steps := &out[p]
			best := steps[0] + next[0]
			for l := 1; l < m; l += 2 {
				best = max(best, steps[l]+next[l])
			}
			if in := (p + 1) &^ 1; p > 0 && in < m { // what goes on with p
				best = max(best, steps[in]+next[in])
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
