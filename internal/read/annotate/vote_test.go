package annotate

import (
	"testing"

	"pgregory.net/rapid"
)

// The tree is the best of all that the arcs can make.
func TestVoteFindsTheBestTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "words")
		var v vote
		v.start(n)
		score := map[[2]int32]int32{}
		for range rapid.IntRange(n, 3*n).Draw(t, "arcs") {
			dep, head := int32(rapid.IntRange(0, n-1).Draw(t, "dep")), int32(rapid.IntRange(-1, n-1).Draw(t, "head"))
			if s := int32(rapid.IntRange(1, 99).Draw(t, "score")); dep != head {
				v.turn()
				v.add(dep, head, s)
				v.add(dep, head, s/2)
				score[[2]int32{dep, head}] += s
			}
		}
		got := v.tree()
		want := int32(-1)
		heads := make([]int32, n)
		var try func(i int, sum int32)
		try = func(i int, sum int32) {
			if i == n {
				if sum > want && projective(heads) {
					want = sum
				}
				return
			}
			for h := int32(-1); int(h) < n; h++ {
				if s := score[[2]int32{int32(i), h}]; s > 0 {
					heads[i] = h
					try(i+1, sum+s)
				}
			}
		}
		try(0, 0)
		if got == nil {
			if want >= 0 {
				t.Fatalf("no tree, though one is worth %d", want)
			}
			return
		}
		sum := int32(0)
		for i, h := range got {
			sum += score[[2]int32{int32(i), h}]
		}
		if sum != want || !projective(got) {
			t.Fatalf("heads %v are worth %d, the best tree %d", got, sum, want)
		}
	})
}

// projective reports whether the heads make one tree without crossing arcs.
func projective(heads []int32) bool {
	roots := 0
	for i := range heads {
		if heads[i] == Top {
			roots++
		}
		for n, k := 0, int32(i); k != Top; k, n = heads[k], n+1 {
			if n > len(heads) {
				return false
			}
		}
	}
	for i, h := range heads {
		if h == Top {
			continue
		}
		for k := min(int32(i), h) + 1; k < max(int32(i), h); k++ { // what lies between hangs on the head at last
			up := k
			for up != Top && up != h {
				up = heads[up]
			}
			if up != h {
				return false
			}
		}
	}
	return roots == 1
}
