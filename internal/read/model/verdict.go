package model

import "sort"

// Verdict tells how likely an attribution is right once the whole reading is
// there: a forest asks what labels, links and rules say of it and how it stands to
// the others, and steps that rise make its sums honest chances.
type Verdict struct {
	Forest  Forest
	Width   int     // how many numbers it asks of
	Cuts    []int32 // rising sums
	Chances []int32 // in hundredths; Chances[i] from Cuts[i] on
}

// Known reports whether it can be asked about rows of so many numbers.
func (v *Verdict) Known(width int) bool { return len(v.Forest) > 0 && v.Width <= width }

// Chance is the chance that what the row tells of is right.
func (v *Verdict) Chance(row []int32) float64 { return v.Of(v.Forest.Sum(row)) }

// Of is the chance that such a sum of the forest stands for.
func (v *Verdict) Of(sum int32) float64 { return chanceOf(v.Cuts, v.Chances, sum) }

// chanceOf is the step that the sum stands on; one half without steps.
func chanceOf(cuts, chances []int32, sum int32) float64 {
	if len(cuts) == 0 {
		return .5
	}
	i := sort.Search(len(cuts), func(i int) bool { return cuts[i] > sum }) - 1
	return float64(chances[max(i, 0)]) / 100
}

func (v *Verdict) write(w *writer) {
	w.u32(uint32(v.Width))
	v.Forest.write(w)
	w.list(v.Cuts)
	w.list(v.Chances)
}

func (v *Verdict) read(r *reader) {
	v.Width, v.Forest = readForest(r)
	if v.Cuts, v.Chances = r.list(), r.list(); r.err == nil && (len(v.Cuts) != len(v.Chances) || !rises(v.Cuts)) {
		r.fail("the verdict does not rise")
	}
}

func rises(list []int32) bool {
	return sort.SliceIsSorted(list, func(i, j int) bool { return list[i] < list[j] })
}
