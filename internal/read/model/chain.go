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
	back []uint8
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
