package read

import (
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/read/lexicon"
)

// A pool is names of one kind: any may stand for any other. A country is two
// pools whose places are the same, its name's and its people's.
type pool struct {
	names []string // real ones first
	real  int      // how many those are
	lie   []string // of a real city or region: the country, and "large"
	known bool     // the real ones are in the lexicon: a people; they and the invented are two kinds
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
		p := pool{names: slices.Concat(names[k]["real"], names[k]["invented"]), real: len(names[k]["real"]), known: k == "country" || k == "people", with: len(pools)}
		if lie[p.names[0]] != "" {
			for _, n := range p.names[:p.real] {
				p.lie = append(p.lie, lie[n])
			}
		}
		switch {
		case strings.Contains(p.names[0], "/"):
			forms := make([]pool, strings.Count(p.names[0], "/")+1)
			for i := range forms {
				forms[i] = pool{real: p.real, known: p.known, with: len(pools)}
				for _, n := range p.names {
					forms[i].names = append(forms[i].names, strings.Split(n, "/")[i])
				}
			}
			p = forms[0]
			pools = append(pools, forms...)
		case k == "male" || k == "female":
			listed, other := p, p
			listed.names, other.names, other.with = nil, nil, p.with+1
			listed.real, other.real = 0, 0
			for i, n := range p.names {
				to := &other
				if nouns := lexicon.Default(); nouns.Nouns.Is(nouns.Word(n), lexicon.Given) {
					to = &listed
				}
				to.names = append(to.names, n)
				if i < p.real {
					to.real++
				}
			}
			pools = append(pools, listed, other)
		default:
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

// A cast says which names may be chosen: any, or real ones only and the cities
// of one country, either the small or the large ones. The country is the first
// that the text tells of: else its places would lie otherwise towards each other.
type cast struct{ real, large bool }

// newSwap chooses another name for each that the text holds, and never one for
// two.
func newSwap(pools []pool, text string, rng *rand.Rand, c cast) swap {
	s := swap{to: map[string]string{}}
	used := map[string]bool{}
	for _, w := range wordForm.FindAllString(text, -1) {
		used[w] = true
	}
	holds := func(name string) bool { return used[name] || used[strings.ToUpper(name)] }
	land := someLand(pools, holds, rng, c)
	for i, p := range pools {
		if p.with != i {
			continue
		}
		forms := pools[i : i+1]
		for i+len(forms) < len(pools) && pools[i+len(forms)].with == i {
			forms = pools[i : i+len(forms)+1]
		}
		order := p.order(rng, c, land, len(forms) > 1)
		at := 0
		for k := range p.names {
			if !slices.ContainsFunc(forms, func(f pool) bool { return holds(f.names[k]) }) {
				continue // nothing of it is in the text: the next one may take its place
			}
			if at == len(order) {
				panic("one text has more names of a kind than testdata/neutral/names.tsv: " + p.names[k])
			}
			for _, f := range forms {
				from, to := f.names[k], f.names[order[at]]
				s.to[from], s.to[strings.ToUpper(from)] = to, strings.ToUpper(to)
			}
			at++
		}
	}
	s.spell(text)
	return s
}

// order is the names that may be chosen, as numbers, in a random order.
func (p *pool) order(rng *rand.Rand, c cast, land string, country bool) []int {
	n := len(p.names)
	if c.real {
		n = p.real
	}
	order := rng.Perm(n)
	switch {
	case c.real && p.lie != nil:
		order = slices.DeleteFunc(order, func(k int) bool { return p.lie[k] != land && p.lie[k] != p.size(land) })
	case c.real && country:
		name, _, _ := strings.Cut(land, " ")
		at := slices.Index(order, slices.Index(p.names, name))
		order[0], order[at] = order[at], order[0]
	case p.known && !c.real:
		order = slices.DeleteFunc(order, func(k int) bool { return k < p.real })
	}
	return order
}

// size is the land as the pool has it: regions are not parted by size.
func (p *pool) size(land string) string {
	name, _, _ := strings.Cut(land, " ")
	if slices.Contains(p.lie, name+" large") {
		return land
	}
	return name
}

// someLand is a country in which a text can lie that holds the names.
func someLand(pools []pool, holds func(string) bool, rng *rand.Rand, c cast) string {
	var lands []string
	for _, p := range pools {
		if p.lie == nil || lands != nil && !slices.ContainsFunc(p.names, holds) {
			continue
		}
		if lands == nil {
			for _, l := range p.lie {
				if strings.HasSuffix(l, " large") == c.large && !slices.Contains(lands, l) {
					lands = append(lands, l)
				}
			}
		}
		lands = slices.DeleteFunc(lands, func(l string) bool { return !slices.Contains(p.lie, p.size(l)) })
	}
	return lands[rng.IntN(len(lands))]
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
