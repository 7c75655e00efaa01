package attribution

import (
	"testing"

	"sayso/internal/read/annotate"
)

func cued(cue, from, to int) found {
	x := found{rule: ruleThat, parent: -1, head: -1}
	x.cue.add(annotate.Range{First: cue, End: cue + 1})
	x.content.add(annotate.Range{First: from, End: to})
	return x
}

// What is left out hands what lies in it to what held it.
func TestDropKeepsTheNest(t *testing.T) {
	a, b, c, d := cued(0, 1, 20), cued(3, 4, 20), cued(6, 7, 20), cued(9, 10, 20)
	b.parent, c.parent, d.parent = 0, 1, 2
	f := &finder{found: []found{a, b, c, d}}
	f.drop(func(x *found) bool { return x.cue.first() != 3 && x.cue.first() != 6 })
	if len(f.found) != 2 || f.found[0].parent != -1 || f.found[1].parent != 0 || f.found[1].cue.first() != 9 {
		t.Errorf("kept %+v", f.found)
	}
	f.drop(func(x *found) bool { return x.cue.first() == 9 })
	if len(f.found) != 1 || f.found[0].parent != -1 {
		t.Errorf("kept %+v", f.found)
	}
}

// Evidence is looked up by the words of the cue.
func TestEvidence(t *testing.T) {
	said := []Said{{Cue: []annotate.Range{{First: 2, End: 4}}}, {Cue: []annotate.Range{{First: 9, End: 10}}}}
	ruled := []found{cued(3, 5, 8), cued(9, 10, 12)}
	e := evidence{said: said, ruled: ruled, reach: reachOf(ruled)}
	for cue, want := range map[int]int{1: -1, 2: 0, 3: 0, 4: -1, 9: 1, 10: -1} {
		x := cued(cue, 20, 21)
		got := -1
		if s := e.with(&x); s != nil {
			got = 0
			if s == &said[1] {
				got = 1
			}
		}
		if got != want {
			t.Errorf("cue %d: candidate %d, want %d", cue, got, want)
		}
	}
	for cue, want := range map[int]*found{2: nil, 3: &ruled[0], 9: &ruled[1], 5: nil} {
		x := cued(cue, 20, 21)
		if got := e.rule(&x); got != want {
			t.Errorf("cue %d: rule %v, want %v", cue, got, want)
		}
	}
	if x := (found{}); e.with(&x) != nil || e.rule(&x) != nil {
		t.Error("without a cue there is nothing to look up")
	}
}

func TestAlike(t *testing.T) {
	var a, b pieces
	a.add(annotate.Range{First: 0, End: 4})
	b.add(annotate.Range{First: 2, End: 4})
	b.add(annotate.Range{First: 6, End: 8})
	for _, tt := range []struct {
		a, b *pieces
		want int32
	}{{&a, &a, 10}, {&a, &b, 3}, {&b, &a, 3}, {&a, &pieces{}, 0}} {
		if got := alike(tt.a, tt.b); got != tt.want {
			t.Errorf("alike %v %v = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
