package figure

import (
	"strings"

	"sayso"
)

// chains hangs each figure on the innermost attribution that holds it and names
// the sources from outermost to innermost.
func (a *assembler) chains() {
	for i := range a.all {
		f := &a.out[i]
		best := -1
		a.index.contents.near(sayso.Span{Start: f.Number.Start, End: f.Number.Start + 1}, func(k int) bool {
			if a.holds(&a.said[k], f.Number) && !a.narrated(&a.said[k], i) && !overlaps(a.said[k].Cue, f.Term) && !overlaps(a.said[k].Source, f.Term) && (best < 0 || a.inside(&a.said[k], &a.said[best])) {
				best = k
			}
			return false
		})
		if best >= 0 {
			f.Attribution = a.said[best].ID
			f.Chain = a.chain(best)
		}
		if len(f.Chain) == 0 {
			if name := a.credit(i); name != "" {
				f.Chain = []string{name}
			}
		}
		if k := a.partOfSaid(i); len(f.Chain) == 0 && k >= 0 {
			f.Chain, f.Attribution = a.out[k].Chain, a.out[k].Attribution
		}
	}
}

// overlaps reports whether a cue is the figure's own term: "claimed the lives of
// 12" says that nobody claims anything.
func overlaps(cue []sayso.Span, term sayso.Span) bool {
	for _, c := range cue {
		if c.Overlaps(term) {
			return true
		}
	}
	return false
}

// partOfSaid is the figure that figure i breaks down, in its sentence or the next,
// on the same word: "Six of them were women."; -1 = none.
func (a *assembler) partOfSaid(i int) int {
	if i == 0 {
		return -1
	}
	x, y := &a.all[i-1], &a.all[i]
	switch y.count.link.rule {
	case "part-of-them", "among-those", "of-those", "included-in":
		if y.sentence-x.sentence <= 2 && !(a.parts(x, y) && a.manySpeak(i)) {
			return i - 1
		}
		return -1
	}
	if y.partOf >= 0 && y.partOf < i && a.all[y.partOf].sentence == y.sentence {
		return y.partOf
	}
	return -1
}

// parts reports whether a new paragraph begins between two figures.
func (a *assembler) parts(x, y *found) bool {
	return a.d.Sentences[x.sentence].Block != a.d.Sentences[y.sentence].Block
}

// manySpeak reports whether more than one has given figures before figure i, so that
// a new paragraph's "among the dead" need not be the last one's word.
func (a *assembler) manySpeak(i int) bool {
	last := a.out[i-1].Chain
	for k := i - 2; k >= 0 && k > i-20; k-- {
		if c := a.out[k].Chain; len(c) > 0 && len(last) > 0 && c[0] != last[0] {
			return true
		}
	}
	return false
}

// holds reports whether the attribution's content holds the span.
func (a *assembler) holds(s *sayso.Attribution, number sayso.Span) bool {
	for _, p := range s.Content {
		if p.Contains(number) {
			return true
		}
	}
	return false
}

// inside reports whether x lies deeper than y: y is among its parents, or x is
// the shorter.
func (a *assembler) inside(x, y *sayso.Attribution) bool {
	for p := x; p != nil; p = a.parent(p) {
		if p.Parent == y.ID {
			return true
		}
	}
	for p := y; p != nil; p = a.parent(p) {
		if p.Parent == x.ID {
			return false
		}
	}
	return length(x.Content) < length(y.Content)
}

func length(spans []sayso.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

func (a *assembler) parent(s *sayso.Attribution) *sayso.Attribution {
	if s.Parent == 0 {
		return nil
	}
	if k := s.Parent - 1; k < len(a.said) && a.said[k].ID == s.Parent && s.ID != s.Parent {
		return &a.said[k] // attributions are numbered as they stand
	}
	return nil
}

// chain is the names of the sources, outermost first.
func (a *assembler) chain(k int) []string {
	var names []string
	for s, depth := &a.said[k], 0; s != nil && depth < 20; s, depth = a.parent(s), depth+1 {
		if s.Class != sayso.Speech {
			continue
		}
		if name := a.sourceName(s); plausible(name) && (len(names) == 0 || names[len(names)-1] != name) {
			names = append(names, name)
		}
	}
	for i, j := 0, len(names)-1; i < j; i, j = i+1, j-1 {
		names[i], names[j] = names[j], names[i]
	}
	return names
}

// plausible reports whether a name can be a source's: no whole clause, and no
// "his group", whose own name stands further out.
func plausible(name string) bool {
	if name == "" || strings.Count(name, " ") > 14 {
		return false
	}
	for _, p := range [...]string{"his ", "her ", "their ", "its "} {
		if strings.HasPrefix(name, p) {
			return false
		}
	}
	return true
}

// isTown reports whether a name is a place's of which the text says that something
// is in it, and no country's.
func (a *assembler) isTown(name string) bool {
	first := name
	if k := strings.IndexByte(name, ' '); k > 0 {
		first = name[:k]
	}
	for p := range a.d.Places {
		x := &a.d.Places[p]
		if x.Location != nil && a.d.Span(x.Range).In(a.d.Text) == name {
			return x.Location.Kind != sayso.Country
		}
	}
	return a.locatedForm(first) && !strings.Contains(name, " ")
}

func (a *assembler) sourceName(s *sayso.Attribution) string {
	if s.Speaker != nil && s.Speaker.Name != "" {
		name := s.Speaker.Name
		if own := a.plainSource(s); s.Speaker.Type == sayso.Group && own != "" && a.victimsName(name) {
			return own
		}
		if own := a.plainSource(s); own != "" && !strings.Contains(own, name) && a.isTown(name) {
			return own // "the agency": hardly the town or land that it works in
		}
		if k := strings.IndexByte(name, ' '); k > 0 && strings.Trim(name[:k], "0123456789,") == "" {
			name = name[k+1:] // "38 rebels": the rebels, whose number is a figure
		}
		if len(s.Source) > 0 && strings.EqualFold(s.Source[0].In(a.d.Text), "it") && a.isTown(name) {
			return "" // "It said": hardly the town in which the sentence before lies
		}
		return name
	}
	if len(s.Source) > 0 {
		return s.Source[0].In(a.d.Text)
	}
	return ""
}
