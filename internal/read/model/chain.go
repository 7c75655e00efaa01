package model

// Chain is a linear chain over labels: label 0 is "outside" and weighs nothing
// by itself, label l has lane l-1 of the table. Steps holds the weight of label
// b after label a at [a*Labels+b]; the row Labels is the beginning.
type Chain struct {
	*Table
	Labels int
	Steps  []int32
}

// Never is the weight of a step that must not be taken.
const Never = -1 << 24

// Lattice decodes chains; it keeps its memory between uses.
type Lattice struct {
	score []int32
	back  []uint8
}

// Best is the best sequence of labels for the tokens' sums, written to labels.
// limit, where given, forbids a label at a token. It returns the sequence's
// score.
func (x *Lattice) Best(c *Chain, sums []Sum, labels []uint8, limit func(i int, l int) bool) int32 {
	n, m := len(sums), c.Labels
	if n == 0 {
		return 0
	}
	if cap(x.score) < n*m {
		x.score, x.back = make([]int32, n*m*2), make([]uint8, n*m*2)
	}
	score, back := x.score[:n*m], x.back[:n*m]
	var own [Lanes + 1]int32
	for i := range sums {
		var lanes [Lanes]int32
		sums[i].Lanes(&lanes)
		copy(own[1:], lanes[:])
		for l := range m {
			best, from := int32(Never*8), 0
			if i == 0 {
				best = c.Steps[m*m+l]
			} else {
				prev := score[(i-1)*m : i*m]
				for p, v := range prev {
					if v += c.Steps[p*m+l]; v > best {
						best, from = v, p
					}
				}
			}
			if limit != nil && !limit(i, l) {
				best += Never
			}
			if best < Never*16 { // far below anything allowed: keep from running over
				best = Never * 16
			}
			score[i*m+l] = best + own[l]
			back[i*m+l] = uint8(from)
		}
	}
	at, best := 0, int32(Never*64)
	for l, v := range score[(n-1)*m:] {
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
