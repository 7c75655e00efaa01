package model

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// tiny is a small model with every part.
func tiny() *Model {
	rows := []Weighted{{Feature: F1(1, 7), Weights: [Lanes]int8{5, -3, 127, -127, 0, 1}}, {Feature: F2(2, 7, 8), Weights: [Lanes]int8{1, 1, 1, 1, 1, 1}}}
	chain := func() *Chain {
		return &Chain{Table: NewTable(len(rows), rows), Labels: 3, Steps: []int32{1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, Never}}
	}
	rels := NewWide(3, 1, []WideRow{{Feature: F1(4, 1), Weights: []int8{1, 2, -3}}})
	return &Model{
		Version:  "t",
		Words:    NewWords(map[uint64]Word{0xABCDEF0123456789: NewWord(77, 4, 9, true), 5 << 40: NewWord(0, 1, 0, false)}),
		Tagger:   NewWide(10, 1, []WideRow{{Feature: F1(3, 1), Weights: []int8{1, 2, 3, 4, 5, -6, 7, 8, 9, -100}}}),
		TagWords: NewTags(map[uint64]int{0x1234567890: 3}),
		Forms:    NewWords(map[uint64]Word{7 << 40: 12}),
		Moves:    [2]*Table{NewTable(len(rows), rows), NewTable(len(rows), rows[:1])},
		Rels:     [2]*Wide{rels, rels},
		Labels:   chain(), Linker: chain(),
		Trust: &Trust{Width: 2, Forest: tinyForest(), Weights: []int32{3, -4}, Least: -7, Cuts: []int32{-5, 0, 10}, Chances: []int32{20, 50, 90}, Verdict: Verdict{Width: 2, Forest: tinyForest(), Cuts: []int32{30, 60}, Chances: []int32{44, 95}},
			Terms: NewTable(1, []Weighted{{Feature: F1(9, 9), Weights: [Lanes]int8{-2}}})},
	}
}

// tinyForest is a tree that asks whether the first number is above 5 and, where it
// is, whether the second is above -1: nothing else matters.
func tinyForest() Forest {
	var t Tree
	for k := range t.Bound {
		t.Bound[k] = 1 << 30
	}
	t.Bound[0] = 5
	t.Of[2], t.Bound[2] = 1, -1
	t.Leaves[0], t.Leaves[8], t.Leaves[12] = 10, 20, 30
	return Forest{t, t}
}

func TestForestSums(t *testing.T) {
	m, err := Load(tiny().Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		row  []int32
		want int32
	}{{[]int32{5, 0}, 20}, {[]int32{6, -1}, 40}, {[]int32{6, 0}, 60}, {[]int32{6}, -7}} {
		if got := m.Trust.Settle(-7, tt.row); got != tt.want {
			t.Errorf("row %v comes to %d, want %d", tt.row, got, tt.want)
		}
	}
	if got := (*Trust)(nil).Settle(3, nil); got != 3 {
		t.Errorf("without trust a sum of 3 is %d", got)
	}
}

func TestFileRoundTrip(t *testing.T) {
	b := tiny().Bytes()
	m, err := Load(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Bytes(), b) {
		t.Error("a loaded model writes other bytes")
	}
	w := m.Words.Find(0xABCDEF0123456789)
	if !w.Common() || w.Lemma() != 77 || w.Verb() != 4 || w.Noun() != 9 {
		t.Errorf("word %x", w)
	}
	if m.Words.Find(99) != 0 {
		t.Error("an unlisted word is known")
	}
	if m.Forms.Find(7<<40) != 12 {
		t.Error("a form's tags are lost")
	}
	if got := m.TagWords.Find(0x1234567890); got != 3 {
		t.Errorf("tag %d", got)
	}
	var s WideSum
	m.Tagger.Add(&s, []uint64{F1(3, 1)})
	if l, v := m.Tagger.Best(&s); l != 8 || v != 9 {
		t.Errorf("best label %d with %d, want 8 with 9", l, v)
	}
	v := &m.Trust.Verdict
	if a, b, c := v.Chance([]int32{5, 0}), v.Chance([]int32{6, -1}), v.Chance([]int32{6, 0}); a != .44 || b != .44 || c != .95 {
		t.Errorf("verdicts %v, %v and %v, want .44, .44 and .95", a, b, c)
	}
	if !v.Known(2) || v.Known(1) || (&Verdict{}).Known(2) {
		t.Error("a verdict asks of more numbers than there are, or of none")
	}
	for _, tt := range []struct {
		facts []int32
		terms []uint64
		sum   int32
		want  float64
	}{{[]int32{0, 9}, nil, -36, .2}, {[]int32{0, 1}, nil, -4, .2}, {[]int32{1, 0}, nil, 3, .5}, {[]int32{4, 0}, nil, 12, .9},
		{[]int32{4, 0}, []uint64{F1(9, 8)}, 12, .9}, {[]int32{4, 0}, []uint64{F1(9, 9)}, 12 - 2*TermUnit, .2}} {
		sum := m.Trust.Sum(tt.facts, tt.terms)
		if got := m.Trust.Chance(sum); sum != tt.sum || got != tt.want {
			t.Errorf("sum of %v and %v is %d with chance %v, want %d with %v", tt.facts, tt.terms, sum, got, tt.sum, tt.want)
		}
	}
}

// A file that was cut or changed anywhere is refused and never panics.
func TestDamagedFileIsRefused(t *testing.T) {
	b := tiny().Bytes()
	for i := range b {
		if _, err := Load(b[:i]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut at %d: %v", i, err)
		}
		c := bytes.Clone(b)
		c[i] ^= 0x20
		if m, err := Load(c); err == nil && !bytes.Equal(m.Bytes(), b) {
			t.Fatalf("a changed byte %d goes unnoticed", i)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(tiny().Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := Load(b); err != nil && !errors.Is(err, ErrDamaged) {
			t.Error(err)
		}
	})
}

// A part that passes the checksum but makes no sense is refused: a table without
// a free slot would make look-ups run for ever.
func TestSenselessPartsAreRefused(t *testing.T) {
	m := tiny()
	for name, spoil := range map[string]func(){
		"full table":  func() { m.Words.slots = []uint64{1, 2}; m.Words.mask = 1 },
		"odd table":   func() { m.TagWords.slots = []uint64{1, 0, 0} },
		"full rows":   func() { m.Labels.rows = []uint64{1 << 48} },
		"labels":      func() { m.Linker.Labels = 99 },
		"steps":       func() { m.Linker.Steps[0] = Never * 2 },
		"trust falls": func() { m.Trust.Cuts = []int32{3, 2, 1} },
		"verdict":     func() { m.Trust.Verdict.Cuts = []int32{3, 2} },
		"tree":        func() { m.Trust.Forest[0].Of[3] = 9 },
		"leaf":        func() { m.Trust.Forest[0].Leaves[3] = 1 << 30 },
	} {
		m = tiny()
		spoil()
		if _, err := Load(m.Bytes()); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A table gives back what was put in and found room, whatever the weights; it
// knows no other feature, and sums many rows without one lane running into the
// next.
func TestTableSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Weighted
		var features, strange []uint64
		n := rapid.IntRange(1, 200).Draw(t, "features")
		seed := rapid.Uint64().Draw(t, "seed")
		used := map[uint64]bool{}
		for k := range 2 * n {
			w := Weighted{Feature: F2(uint64(k), seed, 3)}
			if used[w.Feature>>48] { // one that the table may take for another
				continue
			}
			used[w.Feature>>48] = true
			if k >= n {
				strange = append(strange, w.Feature)
				continue
			}
			for l := range w.Weights {
				w.Weights[l] = rapid.Int8Range(-127, 127).Draw(t, "w")
			}
			list = append(list, w)
			features = append(features, w.Feature)
		}
		var want [Lanes]int32
		fit := 0
		for i, yes := range Fit(len(features), features) {
			if yes {
				fit++
				for l, v := range list[i].Weights {
					want[l] += int32(v)
				}
			}
		}
		if len(list) > 9 && fit*10 < len(list)*7 { // of a handful two that look alike are many
			t.Fatalf("%d of %d features have found room", fit, len(list))
		}
		var s Sum
		NewTable(len(list), list).Add(&s, append(strange, features...))
		var got [Lanes]int32
		s.Lanes(&got)
		if got != want {
			t.Fatalf("sum %v, want %v", got, want)
		}
	})
}

// lawful reports whether every even label goes on with what it follows.
func lawful(y []uint8) bool {
	for i, l := range y {
		if l > 0 && l&1 == 0 && (i == 0 || y[i-1] != l && y[i-1] != l-1) {
			return false
		}
	}
	return true
}

// Best finds the best path: against trying all of them.
func TestBestAgainstAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const m = 3
		n := rapid.IntRange(1, 6).Draw(t, "n")
		c := &Chain{Labels: m}
		for range (m + 1) * m {
			c.Steps = append(c.Steps, int32(rapid.IntRange(-50, 50).Draw(t, "step")))
		}
		var rows []Weighted
		for i := range n {
			w := Weighted{Feature: uint64(i+1)<<48 | uint64(i)}
			w.Weights[0], w.Weights[1] = rapid.Int8Range(-90, 90).Draw(t, "a"), rapid.Int8Range(-90, 90).Draw(t, "b")
			rows = append(rows, w)
		}
		c.Table = NewTable(len(rows), rows)
		sums := make([]Sum, n)
		for i := range sums {
			c.Add(&sums[i], []uint64{rows[i].Feature})
		}
		score := func(y []uint8) int32 {
			prev, v := m, int32(0)
			for i, l := range y {
				v += c.Steps[prev*m+int(l)]
				if l > 0 {
					v += int32(rows[i].Weights[l-1])
				}
				prev = int(l)
			}
			return v
		}
		best := int32(-1 << 30)
		through := make([]int32, n*m) // the best with each label at each token
		for i := range through {
			through[i] = best
		}
		y := make([]uint8, n)
		for k := 0; ; {
			if lawful(y) {
				v := score(y)
				best = max(best, v)
				for i, l := range y {
					through[i*m+int(l)] = max(through[i*m+int(l)], v)
				}
			}
			for k = 0; k < n; k++ {
				if y[k]++; y[k] < m {
					break
				}
				y[k] = 0
			}
			if k == n {
				break
			}
		}
		var x Lattice
		labels := make([]uint8, n)
		if got := x.Best(c, sums, labels, Shut{}); got != best || score(labels) != best {
			t.Fatalf("best is %d (path %v worth %d), want %d", got, labels, score(labels), best)
		}
		// the best through each label, and its path
		x.Back(c, sums, Shut{})
		for i := range n {
			for l := range m {
				want := through[i*m+l]
				if want < -1<<20 { // no lawful path: an inside at the beginning
					continue
				}
				path := make([]uint8, n)
				x.Path(c, sums, i, l, 0, path)
				if got := x.Through(c, i, l); got != want || path[i] != uint8(l) || !lawful(path) || score(path) != want {
					t.Fatalf("the best with label %d at %d is %d (path %v), want %d", l, i, got, path, want)
				}
				part := make([]uint8, n-i)
				x.Path(c, sums, i, l, i, part)
				if !slices.Equal(part, path[i:]) {
					t.Fatalf("a part of the path is %v, the path %v", part, path)
				}
			}
		}
		// what is shut is outside, and the rest still the best
		shut := Shut{First: rapid.IntRange(0, n-1).Draw(t, "shut"), End: n}
		x.Best(c, sums, labels, shut)
		for i, l := range labels {
			if i >= shut.First && l != 0 || !lawful(labels) {
				t.Fatalf("labels %v, with all from %d on shut", labels, shut.First)
			}
		}
	})
}

// The model card tells of the weights that are carried, not of older ones.
func TestModelCard(t *testing.T) {
	card, err := os.ReadFile("../../../docs/model-card.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Files() {
		if sum := fmt.Sprintf("%x", sha256.Sum256(f.Bytes))[:16]; !strings.Contains(string(card), f.Name+" | ") || !strings.Contains(string(card), sum) {
			t.Errorf("docs/model-card.md: nothing of %s with sha256 %s", f.Name, sum)
		}
	}
}

func TestEmbeddedWeightsLoad(t *testing.T) {
	m := Default()
	if m == nil {
		t.Fatal("the program has no weights")
	}
	if m.Words == nil || m.Tagger == nil || m.Labels == nil || m.Linker == nil || m.Trust == nil {
		t.Errorf("a part is missing: %+v", m)
	}
	g := Grammar()
	if g == nil {
		t.Fatal("the program has no grammar")
	}
	if g.Words == nil || g.Tagger == nil || g.Forms == nil || slices.Contains(g.Moves[:], nil) || slices.Contains(g.Rels[:], nil) {
		t.Errorf("a part of the grammar is missing: %+v", g)
	}
	size := 0
	for _, f := range Files() {
		size += len(f.Bytes)
	}
	if size > 25<<20 {
		t.Errorf("the weights have %d bytes", size)
	}
	for _, m := range []*Model{m, g, Names()} {
		if m == nil || m.Version != Version {
			t.Error("weights of another version than", Version)
		}
	}
}
