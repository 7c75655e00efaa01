package figure

import (
	"sort"

	"sayso"
	"sayso/internal/read/annotate"
)

// The questions that every figure asks of all attributions and all figures are
// answered from here, so that a long text takes time in proportion to its
// length and not to its square.

// index finds what lies where in the text.
type index struct {
	contents, sources, cues buckets // attributions by the bytes of their pieces
	byEvent                 map[eventScope]*shared
	main                    string // the country that the text names most
	mainKnown               bool
	said                    annotate.Day // the first day by a cue
	saidKnown               bool
	capitals, located       map[string]bool
	countries               map[string][2][]int // where the text names each country, and those that lost an apostrophe
	strippedAt              map[string]int      // where it has the country's name with an "s"
	victims                 map[string]bool     // "eight rebels", as the text counts them
}

// eventScope names the figures that share what they know: of one event, and
// over one scope.
type eventScope struct {
	event int
	scope sayso.Scope
}

// shared is what the figures of one event know together.
type shared struct {
	day   *annotate.Date // the first that one of them names
	place *spot          // the closest, and of those the first
}

// buckets holds numbers by the stretches of text that they touch.
type buckets [][]int32

const bucketBytes = 512

func (b buckets) add(k int, s sayso.Span) {
	for n := s.Start / bucketBytes; n <= max(s.Start, s.End-1)/bucketBytes; n++ {
		if l := len(b[n]); l == 0 || b[n][l-1] != int32(k) {
			b[n] = append(b[n], int32(k))
		}
	}
}

// near calls f with the numbers in the stretches that the span touches, until it
// returns true. A number may come twice.
func (b buckets) near(s sayso.Span, f func(k int) bool) bool {
	first, last := max(0, s.Start)/bucketBytes, min(max(s.Start, s.End-1)/bucketBytes, len(b)-1)
	for n := first; n <= last; n++ {
		for _, k := range b[n] {
			if f(int(k)) {
				return true
			}
		}
	}
	return false
}

func newIndex(text string, said []sayso.Attribution) index {
	n := len(text)/bucketBytes + 1
	x := index{contents: make(buckets, n), sources: make(buckets, n), cues: make(buckets, n)}
	for k := range said {
		for _, s := range said[k].Content {
			x.contents.add(k, s)
		}
		for _, s := range said[k].Source {
			x.sources.add(k, s)
		}
		if c := said[k].Cue; len(c) > 0 {
			x.cues.add(k, c[len(c)-1])
		}
	}
	return x
}

// inSentence is the range of the found that stand in sentence k.
func (a *assembler) inSentence(k int) (first, end int) {
	first = sort.Search(len(a.all), func(i int) bool { return a.all[i].sentence >= k })
	for end = first; end < len(a.all) && a.all[end].sentence == k; end++ {
	}
	return first, end
}

// share gathers what the figures of each event know together.
func (a *assembler) share() {
	a.index.byEvent = map[eventScope]*shared{}
	for i := range a.all {
		f := &a.all[i]
		key := eventScope{a.event[i], f.scope}
		s := a.index.byEvent[key]
		if s == nil {
			s = &shared{}
			a.index.byEvent[key] = s
		}
		if s.day == nil && f.day != nil && f.day.Kind != annotate.VagueDate && !f.inheritedDay && !f.partDay {
			s.day = f.day
		}
		if closer(f.place, s.place) && !f.apiece && a.told(i) == i {
			s.place = f.place
		}
	}
}

// sharedBy is what the figures of i's event know together.
func (a *assembler) sharedBy(i int) *shared {
	return a.index.byEvent[eventScope{a.event[i], a.all[i].scope}]
}

// hasToken reports whether the text has the capitalised form as a token.
func (a *assembler) hasToken(form string) bool {
	if a.index.capitals == nil {
		a.index.capitals = map[string]bool{}
		for i := range a.d.Tokens {
			if a.d.Is(i, annotate.Capital) {
				a.index.capitals[a.d.Form(i)] = true
			}
		}
	}
	return a.index.capitals[form]
}
