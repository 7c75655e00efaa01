package annotate

// vote finds the tree that two parsings of a sentence together like best: of all
// projective trees made of the arcs that one of them has, the one with the
// greatest sum of their scores (Eisner's algorithm). It keeps its memory between
// sentences.
type vote struct {
	n            int
	arcs         []int32 // score of the arc from head to dependent, n a row; none below zero
	root         []int32 // score of a word as the root
	own, ownRoot []int32 // of these, the present voter's
	done         [2][]int32
	open         [2][]int32
	doneAt       [2][]int32 // where they are split
	openAt       [2][]int32
	head         []int32
}

// voteMost is how long a sentence may be: time grows with its third power.
const voteMost = 120

const (
	toLeft   = 0        // headed by the last word
	toRight  = 1        // headed by the first
	voteNone = -1 << 28 // no such tree
)

func (v *vote) start(n int) {
	v.n = n
	size := n * n
	fill := func(list []int32, size int, with int32) []int32 {
		list = list[:0]
		for range size {
			list = append(list, with)
		}
		return list
	}
	v.own, v.ownRoot = fill(v.own, size, 0), fill(v.ownRoot, n, 0)
	v.arcs, v.root, v.head = fill(v.arcs, size, 0), fill(v.root, n, 0), fill(v.head, n, Top)
	for side := range 2 {
		v.done[side], v.open[side] = fill(v.done[side], size, voteNone), fill(v.open[side], size, voteNone)
		v.doneAt[side], v.openAt[side] = fill(v.doneAt[side], size, 0), fill(v.openAt[side], size, 0)
	}
}

// turn begins the votes of a voter.
func (v *vote) turn() {
	clear(v.own)
	clear(v.ownRoot)
}

// add is a vote for an arc; head is Top for the root. A voter's best vote for the
// same arc counts.
func (v *vote) add(dep, head, score int32) {
	own, sum := &v.ownRoot[dep], &v.root[dep]
	if head != Top {
		at := int(head)*v.n + int(dep)
		own, sum = &v.own[at], &v.arcs[at]
	}
	if score > *own {
		*sum += score - *own
		*own = score
	}
}

// tree is the heads of the best tree, or nil where the arcs make none.
func (v *vote) tree() []int32 {
	n := v.n
	for i := range n {
		v.done[toLeft][i*n+i], v.done[toRight][i*n+i] = 0, 0
	}
	for size := 1; size < n; size++ {
		for i := 0; i+size < n; i++ {
			v.span(i, i+size)
		}
	}
	best, at := int32(voteNone), -1
	for r := range n {
		if v.root[r] == 0 {
			continue
		}
		if sum := v.root[r] + v.done[toLeft][r] + v.done[toRight][r*n+n-1]; sum > best {
			best, at = sum, r
		}
	}
	if at < 0 || best < 0 {
		return nil
	}
	v.head[at] = Top
	v.take(0, at, toLeft)
	v.take(at, n-1, toRight)
	return v.head
}

// span finds the best trees over the words from i to j, headed by either.
func (v *vote) span(i, j int) {
	n := v.n
	at := i*n + j
	// the two words joined by an arc
	right, left := v.arcs[at], v.arcs[j*n+i]
	if right > 0 || left > 0 {
		sum, split := int32(voteNone), 0
		for k := i; k < j; k++ {
			if s := v.done[toRight][i*n+k] + v.done[toLeft][(k+1)*n+j]; s > sum {
				sum, split = s, k
			}
		}
		if sum >= 0 && right > 0 {
			v.open[toRight][at], v.openAt[toRight][at] = sum+right, int32(split)
		}
		if sum >= 0 && left > 0 {
			v.open[toLeft][at], v.openAt[toLeft][at] = sum+left, int32(split)
		}
	}
	for k := i + 1; k <= j; k++ {
		if s := v.open[toRight][i*n+k] + v.done[toRight][k*n+j]; s > v.done[toRight][at] {
			v.done[toRight][at], v.doneAt[toRight][at] = s, int32(k)
		}
	}
	for k := i; k < j; k++ {
		if s := v.done[toLeft][i*n+k] + v.open[toLeft][k*n+j]; s > v.done[toLeft][at] {
			v.done[toLeft][at], v.doneAt[toLeft][at] = s, int32(k)
		}
	}
}

// take fills head from the best tree over the words from i to j.
func (v *vote) take(i, j, side int) {
	if i == j {
		return
	}
	k := int(v.doneAt[side][i*v.n+j])
	if side == toRight {
		v.head[k] = int32(i)
		v.takeOpen(i, k, side)
		v.take(k, j, toRight)
		return
	}
	v.head[k] = int32(j)
	v.take(i, k, toLeft)
	v.takeOpen(k, j, side)
}

func (v *vote) takeOpen(i, j, side int) {
	k := int(v.openAt[side][i*v.n+j])
	v.take(i, k, toRight)
	v.take(k+1, j, toLeft)
}
