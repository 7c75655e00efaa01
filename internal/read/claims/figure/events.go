package figure

import (
	"sayso"
	"sayso/internal/read/annotate"
)

// events joins figures that tell of one happening, so that what one of them says
// of time and place holds for the others: parts and wholes, figures of one
// clause, and a toll that the text repeats.
func (a *assembler) events() {
	a.event = make([]int, len(a.all))
	for i := range a.event {
		a.event[i] = i
	}
	// the figures of one count are looked through alone: a long text has many others
	type tally struct {
		category sayso.Category
		low      sayso.Bound
	}
	last, same := map[tally]int{}, make([]int, len(a.all))
	for i := range a.all {
		f := &a.all[i]
		if f.partOf >= 0 {
			a.join(i, f.partOf)
		}
		if i > 0 && a.all[i-1].sentence == f.sentence && a.sameClause(i-1, i) {
			a.join(i, i-1)
		}
		key := tally{a.out[i].Category, a.out[i].Low}
		for k, ok := last[key]; ok && k >= 0; k = same[k] {
			if a.repeats(k, i) {
				a.join(i, k)
				break
			}
		}
		same[i] = -1
		if k, ok := last[key]; ok {
			same[i] = k
		}
		last[key] = i
	}
	for i := range a.event {
		a.event[i] = a.root(i)
	}
}

func (a *assembler) root(i int) int {
	for a.event[i] != i {
		a.event[i] = a.event[a.event[i]]
		i = a.event[i]
	}
	return i
}

func (a *assembler) join(i, k int) {
	i, k = a.root(i), a.root(k)
	if i < k {
		i, k = k, i
	}
	a.event[i] = k
}

// sameClause reports whether two figures of one sentence tell of one happening.
func (a *assembler) sameClause(i, k int) bool {
	x, y := &a.all[i], &a.all[k]
	if y.count.link.rule == "compared" {
		return false
	}
	if !y.count.link.direct {
		return y.count.link.rule != "gapped"
	}
	if x.scope != y.scope {
		return false
	}
	for j := x.count.end; j < y.count.begin; j++ {
		if a.form(j) == ";" {
			return false
		}
	}
	if x.day != nil && y.day != nil && x.day.From != y.day.From {
		return false
	}
	return y.count.begin-x.count.end < 14 || x.day == y.day && y.count.begin-x.count.end < 25
}

// repeats reports whether figure k gives the same number of the same people as
// figure i before it.
func (a *assembler) repeats(i, k int) bool {
	x, y := &a.out[i], &a.out[k]
	if x.Category != y.Category || x.Low != y.Low || x.High.N != y.High.N && x.Quantifier == y.Quantifier || x.Article || y.Article {
		return false
	}
	f, g := &a.all[i], &a.all[k]
	if a.apart(f) || a.apart(g) {
		return false
	}
	if a.otherTowns(f.place, g.place) {
		return false
	}
	if f.day != nil && g.day != nil && f.day.From != g.day.From {
		return false
	}
	if f.scope != g.scope && f.scope != sayso.Incident && g.scope != sayso.Incident {
		return false
	}
	if n := f.count.number; n == nil || n.Low < 2 || n.Quantifier == sayso.Vague && g.sentence-f.sentence > 3 {
		return false
	}
	if f.count.number.Low < 5 && f.count.tags != g.count.tags {
		return false
	}
	return true
}

// otherTowns reports whether two figures' own sentences name two towns or
// provinces that have no word in common: nine dead in one and nine in the other
// are eighteen. The town may lie in the province; the text does not say so.
func (a *assembler) otherTowns(s, t *spot) bool {
	if s == nil || t == nil || !a.named(s) || !a.named(t) {
		return false
	}
	for i := s.First; i < s.End; i++ {
		for k := t.First; k < t.End; k++ {
			if a.d.Is(i, annotate.Capital) && a.d.Tokens[i].Hash == a.d.Tokens[k].Hash {
				return false
			}
		}
	}
	return true
}

func (a *assembler) named(s *spot) bool {
	return s.bound && s.grain > 1 && s.grain < 5 && a.d.Is(s.First, annotate.Capital)
}
