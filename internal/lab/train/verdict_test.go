package train

import (
	"slices"
	"testing"
)

// Chances rise with the sums, are what is right on our own articles at the top, and
// are below the top steps where too few are.
func TestSteps(t *testing.T) {
	ours, theirs := &lesson{own: true}, &lesson{}
	var list []judged
	add := func(l *lesson, sum int32, right bool) {
		list = append(list, judged{l: l, weight: l.counts(), sum: sum, right: right})
	}
	for sum := range int32(600) { // one in three wrong, one in twelve, none
		bad := sum < 200 && sum%3 == 0 || sum >= 200 && sum < 400 && sum%12 == 0
		add(theirs, sum, !bad)
		add(ours, sum, !bad)
	}
	cuts, chances := steps(list)
	n := len(cuts)
	if !slices.IsSorted(cuts) || !slices.IsSorted(chances) || n < 3 || n != len(chances) {
		t.Fatalf("cuts %v, chances %v", cuts, chances)
	}
	if chances[n-1] < 97 || chances[n-2] < 90 || chances[n-2] > 95 || chances[n-3] > 89 {
		t.Errorf("chances %v", chances)
	}
	if cuts[n-2] > 200 {
		t.Errorf("what is sure begins at %d only", cuts[n-2])
	}
	for i := range list { // of which half are right, nothing is sure
		list[i].right = i%4 < 2
	}
	if _, chances = steps(list); slices.Max(chances) > 60 {
		t.Errorf("half of all are right, chances %v", chances)
	}
}
