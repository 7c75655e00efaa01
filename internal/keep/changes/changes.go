// Package changes tells what a document's new revision claims otherwise than its
// old one: which figures and attributions appeared, which changed, and in what,
// and which are gone. It is pure computation.
package changes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Kind is what became of a claim.
type Kind string

// The kinds.
const (
	Appeared Kind = "appeared"
	Changed  Kind = "changed"
	Vanished Kind = "vanished"
)

// Figure is a figure that is not as it was. Old is nil for one that appeared, New
// for one that vanished.
type Figure struct {
	Kind     Kind
	Old, New *ledger.Figure
	Fields   []string // of a changed one: "quantity", "category", "victims", ...
}

// Attribution is an attribution that is not as it was.
type Attribution struct {
	Kind     Kind
	Old, New *ledger.Attribution
	Fields   []string // "speaker", "content", "kind", "class"
}

// Fact is something known about the document beside its text.
type Fact struct{ Name, Old, New string }

// Changes are all that is not as it was, in the order of the new text; what
// vanished stands where it stood.
type Changes struct {
	Facts        []Fact
	Figures      []Figure
	Attributions []Attribution
	Text         bool // the text is not the same
}

// None reports whether all is as it was.
func (c *Changes) None() bool {
	return len(c.Facts)+len(c.Figures)+len(c.Attributions) == 0 && !c.Text
}

// Between compares two revisions of a document.
func Between(old, new *ledger.Record) *Changes {
	c := &Changes{Text: old.Text.Text != new.Text.Text}
	a, b := &old.Meta, &new.Meta
	for _, f := range []Fact{
		{"title", a.Title, b.Title}, {"authors", strings.Join(a.Authors, ", "), strings.Join(b.Authors, ", ")}, {"outlet", a.Outlet, b.Outlet},
		{"published", a.Published, b.Published}, {"address", a.URL, b.URL}, {"language", a.Language, b.Language},
	} {
		if f.Old != f.New {
			c.Facts = append(c.Facts, f)
		}
	}
	words := align(old.Text.Text, new.Text.Text)
	c.figures(words, old, new)
	c.attributions(words, old, new)
	return c
}

// Heirs are, for each figure of an old record, the index of the figure that stands
// in its place in the new one, changed or not; -1 where it is gone.
func Heirs(old, new *ledger.Record) []int {
	to, _ := heirs(align(old.Text.Text, new.Text.Text), old.Reading.Figures, new.Reading.Figures)
	return to
}

func heirs(words *alignment, old, new []sayso.Figure) (to, from []int) {
	return match(len(old), len(new), func(i, j int) int { return likeFigures(words, &old[i], &new[j]) })
}

func (c *Changes) figures(words *alignment, old, new *ledger.Record) {
	of, nf := old.Reading.Figures, new.Reading.Figures
	to, from := heirs(words, of, nf)
	list := merge(to, from, func(i int) int { return of[i].Number.Start }, func(j int) int { return nf[j].Number.Start })
	for _, p := range list {
		f := Figure{Kind: p.kind()}
		if p.old >= 0 {
			f.Old = old.Figure(p.old)
		}
		if p.new >= 0 {
			f.New = new.Figure(p.new)
		}
		if f.Kind == Changed {
			if f.Fields = figureFields(f.Old, f.New); len(f.Fields) == 0 {
				continue
			}
		}
		c.Figures = append(c.Figures, f)
	}
}

func (c *Changes) attributions(words *alignment, old, new *ledger.Record) {
	oa, na := old.Reading.Attributions, new.Reading.Attributions
	to, from := match(len(oa), len(na), func(i, j int) int { return likeAttributions(words, &oa[i], &na[j]) })
	list := merge(to, from, func(i int) int { return anchor(&oa[i]).Start }, func(j int) int { return anchor(&na[j]).Start })
	for _, p := range list {
		a := Attribution{Kind: p.kind()}
		if p.old >= 0 {
			a.Old = old.Attribution(p.old)
		}
		if p.new >= 0 {
			a.New = new.Attribution(p.new)
		}
		if a.Kind == Changed {
			if a.Fields = attributionFields(a.Old, a.New); len(a.Fields) == 0 {
				continue
			}
		}
		c.Attributions = append(c.Attributions, a)
	}
}

// likeFigures scores how likely a figure of the new text is one of the old text;
// 0 is not at all. "12 people were killed" that reads "15 people were killed" is
// the same figure, changed: other words stand around it as before.
func likeFigures(words *alignment, a, b *sayso.Figure) int {
	number := words.shared(a.Number, b.Number) > 0
	term := !a.Term.Empty() && words.shared(a.Term, b.Term) > 0
	sits := words.sits(a.Number, b.Number)
	// The term alone proves nothing: all the numbers that stand with it share it.
	if !number && !(sits && (term || a.Category == b.Category)) {
		return 0
	}
	score := 1
	for _, sign := range []struct {
		is     bool
		weight int
	}{
		{number, 6}, {term, 4}, {sits, 4}, {a.Category == b.Category, 2},
		{a.Victims != nil && b.Victims != nil && words.shared(a.Victims.Span, b.Victims.Span) > 0, 1},
	} {
		if sign.is {
			score += sign.weight
		}
	}
	return score
}

func likeAttributions(words *alignment, a, b *sayso.Attribution) int {
	score := 0
	if len(a.Cue) > 0 && len(b.Cue) > 0 && words.shared(a.Cue[0], b.Cue[0]) > 0 {
		score += 6
	}
	shared, all := 0, 0
	for _, x := range a.Content {
		all += words.count(x)
		for _, y := range b.Content {
			shared += words.shared(x, y)
		}
	}
	if shared > 0 && 2*shared >= all {
		score += 4
	}
	if len(a.Source) > 0 && len(b.Source) > 0 && words.shared(a.Source[0], b.Source[0]) > 0 {
		score += 2
	}
	if score < 4 {
		return 0
	}
	return score
}

// match pairs old with new, the likeliest first. to and from are the partners or
// -1.
func match(n, m int, like func(i, j int) int) (to, from []int) {
	type pair struct{ i, j, score int }
	var pairs []pair
	for i := range n {
		for j := range m {
			if s := like(i, j); s > 0 {
				pairs = append(pairs, pair{i, j, s})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(b.score-a.score, a.i-b.i, a.j-b.j) })
	to, from = slices.Repeat([]int{-1}, n), slices.Repeat([]int{-1}, m)
	for _, p := range pairs {
		if to[p.i] < 0 && from[p.j] < 0 {
			to[p.i], from[p.j] = p.j, p.i
		}
	}
	return to, from
}

// both is an old and a new claim; -1 where there is none.
type both struct{ old, new, at int }

func (b both) kind() Kind {
	switch {
	case b.old < 0:
		return Appeared
	case b.new < 0:
		return Vanished
	}
	return Changed
}

// merge lists all pairs by their place: the new one's, and for what vanished the
// old one's.
func merge(to, from []int, oldAt, newAt func(int) int) []both {
	var out []both
	for j, i := range from {
		out = append(out, both{i, j, newAt(j)})
	}
	for i, j := range to {
		if j < 0 {
			out = append(out, both{i, -1, oldAt(i)})
		}
	}
	slices.SortStableFunc(out, func(a, b both) int { return a.at - b.at })
	return out
}

func figureFields(a, b *ledger.Figure) []string {
	victims := func(f *ledger.Figure) string {
		if f.Victims == nil {
			return ""
		}
		return f.Victims.Text
	}
	place := func(f *ledger.Figure) string {
		if f.Place == nil {
			return ""
		}
		return f.Place.Name + "|" + f.Place.Country + "|" + f.Place.Text
	}
	when := func(f *ledger.Figure) string {
		if f.When == nil {
			return ""
		}
		return f.When.Start + "|" + f.When.End
	}
	var out []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"quantity", a.Quantifier == b.Quantifier && a.Low == b.Low && a.High == b.High},
		{"category", a.Category == b.Category},
		{"term", a.TermText == b.TermText},
		{"victims", victims(a) == victims(b)},
		{"place", place(a) == place(b)},
		{"when", when(a) == when(b)},
		{"scope", a.Scope == b.Scope},
		{"status", a.Status == b.Status},
		{"chain", slices.Equal(a.Chain, b.Chain)},
	} {
		if !f.same {
			out = append(out, f.name)
		}
	}
	return out
}

func attributionFields(a, b *ledger.Attribution) []string {
	speaker := func(x *ledger.Attribution) string {
		if x.Speaker == nil {
			return x.SourceText
		}
		return fmt.Sprintf("%s|%s|%s", x.Speaker.Name, x.Speaker.Role, x.Speaker.Type)
	}
	var out []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"speaker", speaker(a) == speaker(b)},
		{"cue", a.CueText == b.CueText},
		{"content", plain(a.ContentText) == plain(b.ContentText)},
		{"kind", a.Kind == b.Kind},
		{"class", a.Class == b.Class},
	} {
		if !f.same {
			out = append(out, f.name)
		}
	}
	return out
}

// plain is words without regard to how the lines were broken.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// anchor is where an attribution stands.
func anchor(a *sayso.Attribution) sayso.Span {
	for _, spans := range [][]sayso.Span{a.Cue, a.Content, a.Source} {
		if len(spans) > 0 {
			return spans[0]
		}
	}
	return sayso.Span{}
}

// Summary adds up what changes in many documents.
type Summary struct {
	Changed, Same, Unread int // documents: Unread are those that cannot be compared

	Figures, Attributions map[Kind]int
}

// Add counts one document's changes.
func (s *Summary) Add(c *Changes) {
	if s.Figures == nil {
		s.Figures, s.Attributions = map[Kind]int{}, map[Kind]int{}
	}
	if c.None() {
		s.Same++
		return
	}
	s.Changed++
	for i := range c.Figures {
		s.Figures[c.Figures[i].Kind]++
	}
	for i := range c.Attributions {
		s.Attributions[c.Attributions[i].Kind]++
	}
}
