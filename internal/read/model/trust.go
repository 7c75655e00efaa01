package model

// Trust turns what an attribution looks like into the chance that it is right: a
// weighted sum, and what sums were worth on text that the rest of the model had
// not seen. The steps rise, and make the chance honest: of the attributions at .9,
// nine in ten are right.
type Trust struct {
	Weights []int32 // one a fact, for a thousandth of it
	Terms   *Table  // and one a term, in the first lane, for a fiftieth
	Forest  Forest  // makes of the facts, their sum and those of the neighbours the sum that counts
	Width   int     // how many numbers it asks of
	Least   int32   // the sum under which an attribution is not shown
	Cuts    []int32 // rising sums
	Chances []int32 // in hundredths; Chances[i] from Cuts[i] on
	Verdict Verdict // on what the whole reader made of it, and on what rules found
}

// TermUnit is what a weight of one on a term adds to the sum.
const TermUnit = 20

// Sum weighs the facts and the terms.
func (t *Trust) Sum(facts []int32, terms []uint64) int32 {
	sum := int32(0)
	for i, f := range facts {
		if i < len(t.Weights) {
			sum += f * t.Weights[i]
		}
	}
	if t.Terms == nil {
		return sum
	}
	var s Sum
	var lanes [Lanes]int32
	t.Terms.Add(&s, append(make([]uint64, 0, 48), terms...))
	s.Lanes(&lanes)
	return sum + lanes[0]*TermUnit
}

// Settle is the sum that counts: what the forest makes of the row, or the sum
// itself where there is no forest.
func (t *Trust) Settle(sum int32, row []int32) int32 {
	if t == nil || len(t.Forest) == 0 || len(row) < t.Width {
		return sum
	}
	return t.Forest.Sum(row)
}

// Shown reports whether an attribution with that sum is likely enough to be right;
// without trust every one is.
func (t *Trust) Shown(sum int32) bool { return t == nil || sum >= t.Least }

// Chance is the chance that an attribution with that sum is right; one half
// without trust.
func (t *Trust) Chance(sum int32) float64 {
	if t == nil {
		return .5
	}
	return chanceOf(t.Cuts, t.Chances, sum)
}

func (t *Trust) write(w *writer) {
	w.u32(uint32(t.Least))
	for _, list := range [][]int32{t.Weights, t.Cuts, t.Chances} {
		w.list(list)
	}
	t.Terms.write(w)
	w.u32(uint32(t.Width))
	t.Forest.write(w)
	t.Verdict.write(w)
}

func readTrust(r *reader) *Trust {
	t := &Trust{Least: int32(r.u32())}
	for _, list := range []*[]int32{&t.Weights, &t.Cuts, &t.Chances} {
		*list = r.list()
	}
	if r.err == nil && (len(t.Cuts) != len(t.Chances) || !rises(t.Cuts)) {
		r.fail("trust does not rise")
	}
	t.Terms = readTable(r)
	t.Width, t.Forest = readForest(r)
	t.Verdict.read(r)
	return t
}

func (w *writer) list(list []int32) {
	w.u32(uint32(len(list)))
	for _, v := range list {
		w.u32(uint32(v))
	}
}

func (r *reader) list() (list []int32) {
	n := int(r.u32())
	if n > 10000 {
		r.fail("%d numbers for trust", n)
	}
	for i := 0; r.err == nil && i < n; i++ {
		list = append(list, int32(r.u32()))
	}
	return list
}
