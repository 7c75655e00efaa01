package group

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"sayso"
)

// key is a name made ready for comparison: folded words without articles,
// generic nouns and the letters that transliterations disagree on.
type key []string

// placeKey is the key of a place's words. A name made of generic words only
// ("the north") has none.
func placeKey(name string) key {
	var out key
	for _, w := range nameWords(name) {
		if known.placeNoun[w] {
			continue
		}
		if s := skeleton(w); s != "" {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// nameWords are the lower-cased words of a name; "al-", "el-" and their like go.
func nameWords(name string) []string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' })
	return slices.DeleteFunc(words, func(w string) bool {
		switch w {
		case "al", "el", "ad", "ar", "as", "ash", "at", "an", "az", "s":
			return true
		}
		return false
	})
}

// skeleton folds what transliterations of one name disagree on: vowels within a
// word, doubled letters, q/k, w/u and silent endings. "Mareqeb" and "Mariqib",
// "Tel Sheidun" and "Tel Shaydoun" become one.
func skeleton(w string) string {
	w = strings.Map(func(r rune) rune {
		switch r {
		case '\'', '’', 'ʿ', 'ʾ', '`':
			return -1
		case 'q', 'c':
			return 'k'
		case 'z':
			return 's'
		case 'j':
			return 'g'
		case 'v':
			return 'b'
		}
		return r
	}, w)
	w = strings.TrimSuffix(w, "s") // "Lomars" is an apostrophe lost
	var b strings.Builder
	var last rune
	for i, r := range w {
		vowel := strings.ContainsRune("aeiouyhw", r)
		if i == 0 && vowel {
			r = 'a'
		} else if vowel {
			continue
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	if b.Len() < 2 {
		return w
	}
	return b.String()
}

// near tells how alike two keys are: 1 the same, 0 nothing shared.
func (k key) near(o key) float64 {
	if len(k) == 0 || len(o) == 0 {
		return 0
	}
	n := 0
	for _, w := range k {
		if slices.Contains(o, w) {
			n++
		}
	}
	return float64(n) / float64(min(len(k), len(o)))
}

// km is the distance between two resolved places.
func km(a, b *sayso.Place) float64 {
	const rad = math.Pi / 180
	h := .5 - math.Cos((b.Lat-a.Lat)*rad)/2 + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*(1-math.Cos((b.Lon-a.Lon)*rad))/2
	return 12742 * math.Asin(math.Min(1, math.Sqrt(h)))
}
