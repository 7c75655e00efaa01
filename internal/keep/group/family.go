package group

import "slices"

// Bounds within which two documents are held to carry one text.
const (
	familyDays    = 7   // days between their publications
	familyCovered = .5  // share of the shorter one's words that stand in the other
	familyWords   = 40  // words that they share at the least
	crowd         = 500 // a fingerprint that more documents of the window share says nothing
)

// Family is a set of documents that carry one text: agency copy and its
// reprints, whole, cut or lightly rewritten.
type Family struct {
	Members []int // indices of documents, the first publisher first
	Ties    []Tie // the evidence
}

// Tie is the evidence that two documents carry one text.
type Tie struct {
	A, B     int     // indices of documents, A the earlier
	Covered  float64 // share of the shorter one's words that both have
	Passages []Passage
}

// Families finds the syndication families among documents in the order of their
// publication. Documents without kin are in none.
func Families(docs []Document) []Family {
	sets := newSets(len(docs))
	var ties []Tie
	seen := map[uint64][]int32{} // fingerprint → documents, in order of publication
	sizes := make([]int, len(docs))
	for b := range docs {
		prints := docs[b].Text.Fingerprints()
		sizes[b] = len(prints)
		for _, a := range candidates(docs, seen, prints, sizes, b) {
			passages, covered := Shared(docs[a].Text, docs[b].Text)
			if covered < familyCovered || sharedWords(passages) < familyWords {
				continue
			}
			ties = append(ties, Tie{A: a, B: b, Covered: covered, Passages: passages})
			sets.join(a, b)
		}
		for _, p := range prints {
			seen[p] = append(seen[p], int32(b))
		}
	}
	return families(len(docs), sets, ties)
}

// candidates are the earlier documents of the window that share enough
// fingerprints with document b, in order: a few, and a quarter of the smaller
// one's, since half of its words are asked for in the end.
func candidates(docs []Document, seen map[uint64][]int32, prints []uint64, sizes []int, b int) []int {
	shared := map[int32]int{}
	for _, p := range prints {
		list := seen[p]
		if len(list) > crowd {
			list = list[len(list)-crowd:]
		}
		for _, a := range list {
			if near(docs[a].Published, docs[b].Published) {
				shared[a]++
			}
		}
	}
	var out []int
	for a, n := range shared {
		if n >= max(minShared, min(sizes[a], sizes[b])/4) {
			out = append(out, int(a))
		}
	}
	slices.Sort(out)
	return out
}

func near(a, b Day) bool {
	if a == NoDay || b == NoDay {
		return true // unknown: the text decides
	}
	return b-a <= familyDays && a-b <= familyDays
}

func sharedWords(passages []Passage) int {
	n := 0
	for _, p := range passages {
		n += p.Words
	}
	return n
}

// families turns joined sets into families, in order of publication.
func families(n int, s *sets, ties []Tie) []Family {
	at := map[int]int{}
	var out []Family
	for i := range n {
		root := s.root(i)
		k, ok := at[root]
		if !ok {
			k = len(out)
			at[root] = k
			out = append(out, Family{})
		}
		out[k].Members = append(out[k].Members, i)
	}
	for _, t := range ties {
		k := at[s.root(t.A)]
		out[k].Ties = append(out[k].Ties, t)
	}
	return slices.DeleteFunc(out, func(f Family) bool { return len(f.Members) < 2 })
}

// sets joins numbers into disjoint sets.
type sets struct{ up []int32 }

func newSets(n int) *sets {
	s := &sets{up: make([]int32, n)}
	for i := range s.up {
		s.up[i] = int32(i)
	}
	return s
}

func (s *sets) root(i int) int {
	for int(s.up[i]) != i {
		s.up[i] = s.up[s.up[i]]
		i = int(s.up[i])
	}
	return i
}

// join keeps the smaller root, so that the result depends on no order.
func (s *sets) join(a, b int) {
	a, b = s.root(a), s.root(b)
	if a > b {
		a, b = b, a
	}
	s.up[b] = int32(a)
}
