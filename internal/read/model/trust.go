package model

import "sort"

// Trust turns what a link looks like into the chance that it is right: a
// weighted sum of a few numbers, and what sums were worth on text that the rest
// of the model had not seen. The steps rise, and make the chance honest: of the
// links at .9, nine in ten are right.
type Trust struct {
	Weights []int32 // one a fact
	Least   int32   // the sum under which a link is not shown
	Cuts    []int32 // rising sums
	Chances []int32 // in hundredths; Chances[i] from Cuts[i] on
	// Rules are the rules' names, hashed, and Worth how often each is right
	// where nothing learned says the same, in hundredths.
	Rules, Worth []int32
}

// Rule is the chance in hundredths that what the rule made is right; 50 where
// nothing is known of it.
func (t *Trust) Rule(name string) int32 {
	h := RuleHash(name)
	for i, r := range t.Rules {
		if r == h {
			return t.Worth[i]
		}
	}
	return 50
}

// RuleHash is the number by which Trust knows a rule.
func RuleHash(name string) int32 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return int32(h >> 33)
}

// Sum weighs the facts.
func (t *Trust) Sum(facts []int32) int32 {
	sum := int32(0)
	for i, f := range facts {
		if i < len(t.Weights) {
			sum += f * t.Weights[i]
		}
	}
	return sum
}

// Chance is the chance in hundredths that a link with these facts is right.
func (t *Trust) Chance(facts []int32) int32 {
	sum := t.Sum(facts)
	i := sort.Search(len(t.Cuts), func(i int) bool { return t.Cuts[i] > sum }) - 1
	if i < 0 {
		return 1
	}
	return t.Chances[i]
}

func (t *Trust) write(w *writer) {
	w.u32(uint32(t.Least))
	for _, list := range [][]int32{t.Weights, t.Cuts, t.Chances, t.Rules, t.Worth} {
		w.u32(uint32(len(list)))
		for _, v := range list {
			w.u32(uint32(v))
		}
	}
}

func readTrust(r *reader) *Trust {
	t := &Trust{Least: int32(r.u32())}
	for _, list := range []*[]int32{&t.Weights, &t.Cuts, &t.Chances, &t.Rules, &t.Worth} {
		n := int(r.u32())
		if n > 10000 {
			r.fail("%d numbers for trust", n)
		}
		for i := 0; r.err == nil && i < n; i++ {
			*list = append(*list, int32(r.u32()))
		}
	}
	if r.err == nil && (len(t.Cuts) != len(t.Chances) || len(t.Rules) != len(t.Worth) || !sort.SliceIsSorted(t.Cuts, func(i, j int) bool { return t.Cuts[i] < t.Cuts[j] })) {
		r.fail("trust does not rise")
	}
	return t
}
