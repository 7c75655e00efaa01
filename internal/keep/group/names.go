package group

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameTie says that two forms name one origin, and why.
type nameTie struct {
	a, b int
	why  string
}

// Bounds within which one name holds another.
const (
	longestName = 9 // words; longer ones are held by none
	moreWords   = 3 // that the longer name has
	leastWords  = 2 // of the shorter one
)

// nameTies are the ties among forms, by their words alone. Names meet in an index
// of their parts, so that their number does not square the work. A name that
// several hold which are not each other's parts ("Health Ministry" in that of
// Lomar and in that of Vesh) is tied to none of them: it could be either.
func nameTies(forms []*nameForm) []nameTie {
	byKey := map[string][]int{}
	for i, f := range forms {
		if strings.HasPrefix(f.name, "outlet:") {
			continue
		}
		k := strings.Join(f.key, " ")
		byKey[k] = append(byKey[k], i)
	}
	var out []nameTie
	for _, same := range byKey {
		for _, i := range same[1:] {
			out = append(out, nameTie{i, same[0], oneName(forms[i], forms[same[0]])})
		}
	}
	out = append(out, initialTies(forms, byKey)...)
	for k, holders := range holders(forms, byKey) {
		if chained(forms, forms[byKey[k][0]].key, holders) {
			short := byKey[k][0]
			for _, h := range holders {
				out = append(out, nameTie{short, h, fmt.Sprintf("%q holds the name %q", shown(forms[h]), shown(forms[short]))})
			}
		}
	}
	slices.SortFunc(out, func(x, y nameTie) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.why, y.why))
	})
	return out
}

func oneName(f, g *nameForm) string {
	for _, p := range []*nameForm{f, g} {
		if p.org != "" && p.name != p.org {
			return fmt.Sprintf("%q speaks for %q", p.name, p.org)
		}
	}
	return fmt.Sprintf("%q and %q are one name", f.name, g.name)
}

// holders are, for each name by its key, the forms that hold it.
func holders(forms []*nameForm, byKey map[string][]int) map[string][]int {
	out := map[string][]int{}
	for k, same := range byKey {
		long := forms[same[0]]
		if len(long.key) > longestName || !hasName(shown(long)) {
			continue
		}
		for _, part := range parts(long.key) {
			if short, ok := byKey[part]; ok && part != k && hasName(shown(forms[short[0]])) {
				out[part] = append(out[part], same[0])
			}
		}
	}
	return out
}

// parts are the keys that lack up to moreWords words of a key.
func parts(k key) []string {
	var out []string
	var take func(i int, left int, have key)
	take = func(i, left int, have key) {
		if i == len(k) {
			if len(have) >= leastWords && len(have) < len(k) {
				out = append(out, strings.Join(have, " "))
			}
			return
		}
		take(i+1, left, append(slices.Clone(have), k[i]))
		if left > 0 {
			take(i+1, left-1, have)
		}
	}
	take(0, moreWords, nil)
	return out
}

// chained reports whether of any two names that hold a third one is a part of the
// other, as far as they are names: "Vesh Observatory" and "monitoring group Vesh
// Observatory" differ in what describes it only.
func chained(forms []*nameForm, held key, all []int) bool {
	names := make([]key, len(all))
	for i, f := range all {
		names[i] = properKey(forms[f], held)
	}
	slices.SortFunc(names, func(x, y key) int { return cmp.Compare(len(x), len(y)) })
	for i := 1; i < len(names); i++ {
		if !subset(names[i-1], names[i]) {
			return false
		}
	}
	return true
}

// properKey are the words of a name's key that are capitalised, and those of the
// name that it holds.
func properKey(f *nameForm, held key) key {
	capital := map[string]bool{}
	for _, w := range strings.Fields(shown(f)) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			for _, k := range nameKey(w) {
				capital[k] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(f.key), func(w string) bool { return !capital[w] && !slices.Contains(held, w) })
}

// initialTies tie capitals ("VOHR") to the names that they are the initials of,
// where there is one only.
func initialTies(forms []*nameForm, byKey map[string][]int) []nameTie {
	long := map[string][]int{}
	for _, same := range byKey {
		for _, i := range same {
			if ini := initials(shown(forms[i])); ini != "" {
				long[ini] = append(long[ini], i)
			}
		}
	}
	var out []nameTie
	for _, same := range byKey {
		for _, i := range same {
			name := shown(forms[i])
			full := long[name]
			if len(full) == 0 || strings.ToUpper(name) != name {
				continue
			}
			slices.Sort(full)
			if !chained(forms, nil, full) {
				continue
			}
			for _, c := range full {
				out = append(out, nameTie{i, c, fmt.Sprintf("%s are the initials of %q", name, shown(forms[c]))})
			}
		}
	}
	return out
}
