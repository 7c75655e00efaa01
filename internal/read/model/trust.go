package model

import "sort"

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
	// Grounds are what rules' attributions go by, as numbers that rise, and Worth
	// how often they are right where nothing learned says the same, in hundredths.
	Grounds, Worth []int32
}

// TermUnit is what a weight of one on a term adds to the sum.
const TermUnit = 20

// Ground is what the confidence in a rule's attribution goes by.
type Ground struct {
	Rule                  string
	Plain, Nested, Quoted bool
}

// Wider is the same ground without what tells its attributions apart: what stands
// where too few of the ground itself were seen.
func (g Ground) Wider() Ground { return Ground{Rule: g.Rule} }

// Number is how Trust knows the ground.
func (g Ground) Number() int32 {
	h := uint64(14695981039346656037)
	for i := range len(g.Rule) {
		h = (h ^ uint64(g.Rule[i])) * 1099511628211
	}
	for i, yes := range [...]bool{g.Plain, g.Nested, g.Quoted} {
		if yes {
			h = (h ^ uint64(i+1)) * 1099511628211
		}
	}
	return int32(h >> 33)
}

// Rule is the chance that a rule's attribution is right; one half where nothing is
// known of its ground.
func (t *Trust) Rule(g Ground) float64 {
	for _, n := range [...]int32{g.Number(), g.Wider().Number()} {
		if i := sort.Search(len(t.Grounds), func(i int) bool { return t.Grounds[i] >= n }); i < len(t.Grounds) && t.Grounds[i] == n {
			return float64(t.Worth[i]) / 100
		}
	}
	return .5
}

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
	if t == nil || len(t.Cuts) == 0 {
		return .5
	}
	i := sort.Search(len(t.Cuts), func(i int) bool { return t.Cuts[i] > sum }) - 1
	return float64(t.Chances[max(i, 0)]) / 100
}

func (t *Trust) write(w *writer) {
	w.u32(uint32(t.Least))
	for _, list := range [][]int32{t.Weights, t.Cuts, t.Chances, t.Grounds, t.Worth} {
		w.u32(uint32(len(list)))
		for _, v := range list {
			w.u32(uint32(v))
		}
	}
	t.Terms.write(w)
	w.u32(uint32(t.Width))
	t.Forest.write(w)
}

func readTrust(r *reader) *Trust {
	t := &Trust{Least: int32(r.u32())}
	for _, list := range []*[]int32{&t.Weights, &t.Cuts, &t.Chances, &t.Grounds, &t.Worth} {
		n := int(r.u32())
		if n > 10000 {
			r.fail("%d numbers for trust", n)
		}
		for i := 0; r.err == nil && i < n; i++ {
			*list = append(*list, int32(r.u32()))
		}
	}
	rises := func(list []int32) bool {
		return sort.SliceIsSorted(list, func(i, j int) bool { return list[i] < list[j] })
	}
	if r.err == nil && (len(t.Cuts) != len(t.Chances) || len(t.Grounds) != len(t.Worth) || !rises(t.Cuts) || !rises(t.Grounds)) {
		r.fail("trust does not rise")
	}
	t.Terms = readTable(r)
	if len(r.b) == 0 {
		return t
	}
	if t.Width = int(r.u32()); t.Width > 256 {
		r.fail("%d numbers for a forest", t.Width)
	}
	t.Forest = readForest(r, t.Width)
	return t
}
