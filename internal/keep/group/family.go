package group

import "slices"

// Bounds within which two documents are held to carry one text.
const (
	familyDays    = 7  // days between their publications
	familyCovered = .5 // share of the shorter one's words that stand in the other
	familyWords   = 40 // words that they share at the least
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
func Families(docs []Document, persons *Persons) []Family {
	nodes := make([]node, len(docs))
	for i := range docs {
		nodes[i] = textNode(&docs[i])
	}
	groups, ties := textLevel.batch(nodes, persons, func(i, j int) float64 {
		covered, _ := carries(&docs[i], &docs[j])
		return covered
	})
	return families(docs, groups, ties)
}

// keptFamilies are the families of a Keeper's groups.
func keptFamilies(docs []Document, kept map[string]State) []Family {
	index, at := map[string]int{}, map[string]int{}
	var groups [][]int
	var ties []edge
	for i := range docs {
		index[docs[i].ID] = i
	}
	for i := range docs {
		st, ok := kept[docs[i].ID]
		if !ok {
			continue
		}
		k, ok := at[st.Group]
		if !ok {
			k = len(groups)
			at[st.Group] = k
			groups = append(groups, nil)
		}
		groups[k] = append(groups[k], i)
		if to, ok := index[st.Tie.To]; ok && st.Tie.To != "" {
			ties = append(ties, edge{i, to, st.Tie.Score})
		}
	}
	return families(docs, groups, ties)
}

func families(docs []Document, groups [][]int, ties []edge) []Family {
	at := make([]int, len(docs))
	for i := range at {
		at[i] = -1 - i
	}
	out := make([]Family, len(groups))
	for k, members := range groups {
		out[k].Members = members
		for _, i := range members {
			at[i] = k
		}
	}
	for _, t := range ties {
		if at[t.a] == at[t.b] {
			passages, covered := Shared(docs[t.b].Text, docs[t.a].Text)
			out[at[t.a]].Ties = append(out[at[t.a]].Ties, Tie{A: t.b, B: t.a, Covered: covered, Passages: passages})
		}
	}
	return slices.DeleteFunc(out, func(f Family) bool { return len(f.Members) < 2 })
}

// textNode is a document as it is grouped by its text.
func textNode(d *Document) node {
	b := born(d.Published, d.ID, 0)
	return node{id: d.ID, claims: []string{d.ID}, make: func() []File { return textFiles(d.Text.Fingerprints(), d.Published) }, order: order(b), born: b}
}

// carries tells how much of the shorter of two documents' words both have, and
// how many words that are; nothing where it is too little for one text.
func carries(a, b *Document) (covered float64, words int) {
	if !near(a.Published, b.Published) {
		return 0, 0
	}
	if a.ID > b.ID {
		a, b = b, a
	}
	passages, covered := Shared(a.Text, b.Text)
	if words = sharedWords(passages); words < familyWords {
		return 0, 0
	}
	return covered, words
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
