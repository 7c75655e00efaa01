package read

import (
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sayso"
)

// A pool is names of one kind: any may stand for any other. A country is two
// pools whose places are the same, its name's and its people's.
type pool struct {
	names []string // real ones first
	real  int      // how many those are
	lie   []string // of a city: the country; empty of the invented
	with  int      // the pool whose choice this one follows; itself otherwise
}

// loadPools reads testdata/neutral/names.tsv.
func loadPools(t testing.TB) []pool {
	t.Helper()
	b, err := os.ReadFile("testdata/neutral/names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]map[string][]string{}
	lie := map[string]string{}
	var kinds []string
	for _, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 3 {
			t.Fatalf("testdata/neutral/names.tsv: %q", line)
		}
		if names[cols[0]] == nil {
			kinds = append(kinds, cols[0])
			names[cols[0]] = map[string][]string{}
		}
		list := strings.Fields(cols[2])
		if cols[1] != "invented" && cols[1] != "real" {
			for _, n := range list {
				lie[n] = cols[1]
			}
			cols[1] = "real"
		}
		names[cols[0]][cols[1]] = append(names[cols[0]][cols[1]], list...)
	}
	var pools []pool
	seen := map[string]bool{}
	for _, k := range kinds {
		p := pool{names: slices.Concat(names[k]["real"], names[k]["invented"]), real: len(names[k]["real"]), with: len(pools)}
		if lie[p.names[0]] != "" {
			for _, n := range p.names {
				p.lie = append(p.lie, lie[n])
			}
		}
		if strings.Contains(p.names[0], "/") {
			adj := pool{real: p.real, with: len(pools)}
			for i, n := range p.names {
				var a string
				p.names[i], a, _ = strings.Cut(n, "/")
				adj.names = append(adj.names, a)
			}
			pools = append(pools, p, adj)
		} else {
			pools = append(pools, p)
		}
		for _, n := range p.names {
			if seen[n] {
				t.Fatalf("testdata/neutral/names.tsv: %s stands twice", n)
			}
			seen[n] = true
		}
	}
	return pools
}

// A swap says which name stands for which.
type swap struct {
	to      map[string]string
	letters map[string]string // acronyms of the text that spell a name which changes
}

var wordForm = regexp.MustCompile(`\pL+`)

// newSwap chooses another name for each that the text holds, and never one for
// two. Where real, only names that exist are chosen, and the cities of one
// country, which is the first that the text tells of: else its places would
// lie otherwise towards each other.
func newSwap(pools []pool, text string, rng *rand.Rand, real bool) swap {
	s := swap{to: map[string]string{}}
	used := map[string]bool{}
	for _, w := range wordForm.FindAllString(text, -1) {
		used[w] = true
	}
	orders := make([][]int, len(pools))
	land := ""
	for i, p := range pools {
		n := len(p.names)
		if real {
			n = p.real
		}
		order := rng.Perm(n)
		country := i+1 < len(pools) && pools[i+1].with == i
		switch {
		case p.with != i:
			order = orders[p.with]
		case real && p.lie != nil:
			land = p.lie[order[0]]
			order = slices.DeleteFunc(order, func(k int) bool { return p.lie[k] != land })
		case real && country:
			k := slices.Index(p.names, land)
			at := slices.Index(order, k)
			order[0], order[at] = order[at], order[0]
		case country: // an invented people's adjective is in no list
			order = slices.DeleteFunc(order, func(k int) bool { return k < p.real })
		}
		orders[i] = order
		at := 0
		for k, name := range p.names {
			if p.with == i && !used[name] && !used[strings.ToUpper(name)] && (i+1 == len(pools) || pools[i+1].with != i || !used[pools[i+1].names[k]]) {
				continue // nothing of it is in the text: the next one may take its place
			}
			if p.with != i {
				if !used[name] && !used[pools[p.with].names[k]] && !used[strings.ToUpper(pools[p.with].names[k])] {
					continue
				}
			}
			if at == len(order) {
				panic("more names in one text than testdata/neutral/names.tsv has of the kind")
			}
			to := p.names[order[at]]
			at++
			s.to[name], s.to[strings.ToUpper(name)] = to, strings.ToUpper(to)
		}
	}
	s.spell(text)
	return s
}

var capitals = regexp.MustCompile(`\b\p{Lu}{3,5}\b`)

// spell finds the acronyms that spell a name out: "the Sarrow Free Council
// (SFC)" must have another where Sarrow has another name.
func (s *swap) spell(text string) {
	s.letters = map[string]string{}
	words := wordForm.FindAllString(text, -1)
	for _, letters := range capitals.FindAllString(text, -1) {
		if s.to[letters] != "" && s.to[letters] != letters {
			continue
		}
		for i := range words {
			other := make([]byte, 0, len(letters))
			for k := i; k < len(words) && len(other) < len(letters); k++ {
				w := words[k]
				if k > i && (w == "of" || w == "for" || w == "and" || w == "the") {
					continue
				}
				if w[0] != letters[len(other)] || w == letters {
					break
				}
				if to := s.to[w]; to != "" {
					w = to
				}
				other = append(other, w[0])
			}
			if len(other) == len(letters) {
				s.letters[letters] = string(other)
				break
			}
		}
	}
}

// apply is the text with the names exchanged, and where each byte went.
func (s *swap) apply(text string) (string, func(int) int) {
	var out strings.Builder
	type edit struct{ end, shift int }
	var edits []edit
	last := 0
	for _, at := range wordForm.FindAllStringIndex(text, -1) {
		w := text[at[0]:at[1]]
		to, ok := s.to[w]
		if l, is := s.letters[w]; is {
			to, ok = l, true
		}
		if !ok {
			continue
		}
		out.WriteString(text[last:at[0]])
		out.WriteString(to)
		last = at[1]
		edits = append(edits, edit{at[1], out.Len() - at[1]})
	}
	out.WriteString(text[last:])
	return out.String(), func(i int) int {
		k, _ := slices.BinarySearchFunc(edits, i+1, func(e edit, i int) int { return e.end - i })
		if k == 0 {
			return i
		}
		return i + edits[k-1].shift
	}
}

// moved is the reading as it must be of the text with the names exchanged.
func (s *swap) moved(r *sayso.Reading, to func(int) int) {
	span := func(p *sayso.Span) {
		if !p.Empty() {
			p.Start, p.End = to(p.Start), to(p.End)
		}
	}
	text := func(p *string) { *p, _ = s.apply(*p) }
	for i := range r.Attributions {
		a := &r.Attributions[i]
		for _, list := range [][]sayso.Span{a.Source, a.Cue, a.Content} {
			for k := range list {
				span(&list[k])
			}
		}
		if a.Speaker != nil {
			text(&a.Speaker.Name)
			text(&a.Speaker.Role)
		}
	}
	for i := range r.Figures {
		f := &r.Figures[i]
		span(&f.Number)
		span(&f.Term)
		if f.Victims != nil {
			text(&f.Victims.Text)
			span(&f.Victims.Span)
		}
		if f.Place != nil {
			text(&f.Place.Text)
			span(&f.Place.Span)
		}
		if f.When != nil {
			span(&f.When.Span)
		}
		for _, list := range [][]string{f.Chain, f.Voices} {
			for k := range list {
				text(&list[k])
			}
		}
	}
	for i := range r.Places {
		text(&r.Places[i].Text)
		span(&r.Places[i].Span)
	}
}
