package train

import (
	"slices"
	"sort"

	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// tagCount counts how often a form has each tag, and at 0 how often it is there.
type tagCount [model.Parts]int

// formClasses are the forms of the texts with the tags that a tagger gives them
// there, and their groups. The treebanks' own tags are left out: of their words the tagger would
// learn to believe a list that knows too much.
func formClasses(m *model.Model, texts []*annotate.Doc, data []sentence) *model.Words {
	counts := map[uint64]*tagCount{}
	for _, d := range texts {
		d.Learn(m)
		for i := range d.Tokens {
			h := d.Tokens[i].Hash
			c := counts[h]
			if c == nil {
				c = new(tagCount)
				counts[h] = c
			}
			c[d.Parts[i]]++
			c[0]++
		}
	}
	list := slices.Clone(texts)
	for _, x := range data {
		list = append(list, x.doc)
	}
	of := groups(list)
	out := map[uint64]model.Word{}
	for h, c := range counts {
		out[h] = model.NewForm(c.often(), uint8(of[h]))
	}
	for h, g := range of {
		if counts[h] == nil {
			out[h] = model.NewForm(nil, uint8(g))
		}
	}
	return model.NewWords(out)
}

// often is up to three tags that the form often has, the most frequent first.
func (c *tagCount) often() []int {
	var list []int
	for t := 1; t < model.Parts; t++ {
		if c[t]*25 >= c[0] {
			list = append(list, t)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return c[list[i]] > c[list[j]] })
	return list[:min(len(list), 3)]
}
