package changes

import (
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// word is a word or sign of a text.
type word struct {
	sayso.Span
	text string
}

// split cuts a text into words; a sign is a word of its own.
func split(text string) []word {
	var out []word
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		start := i
		i += n
		for letter(r) && i < len(text) {
			if r, n = utf8.DecodeRuneInString(text[i:]); !letter(r) {
				break
			}
			i += n
		}
		out = append(out, word{sayso.Span{Start: start, End: i}, text[start:i]})
	}
	return out
}

func letter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// alignment tells which words of an old text stand where in a new one.
type alignment struct {
	old, new []word
	to       []int // for each old word its new one, or -1
	from     []int // for each new word its old one, or -1
}

// align finds the words that both texts share, in order: by patience, which takes
// the words that occur once in either as anchors.
func align(old, new string) *alignment {
	a := &alignment{old: split(old), new: split(new)}
	a.to, a.from = slices.Repeat([]int{-1}, len(a.old)), slices.Repeat([]int{-1}, len(a.new))
	a.between(0, len(a.old), 0, len(a.new))
	return a
}

func (a *alignment) pair(i, j int) { a.to[i], a.from[j] = j, i }

// between aligns old words i to iEnd with new words j to jEnd.
func (a *alignment) between(i, iEnd, j, jEnd int) {
	for i < iEnd && j < jEnd && a.old[i].text == a.new[j].text {
		a.pair(i, j)
		i, j = i+1, j+1
	}
	for i < iEnd && j < jEnd && a.old[iEnd-1].text == a.new[jEnd-1].text {
		iEnd, jEnd = iEnd-1, jEnd-1
		a.pair(iEnd, jEnd)
	}
	if i == iEnd || j == jEnd {
		return
	}
	anchors := a.anchors(i, iEnd, j, jEnd)
	if len(anchors) == 0 {
		a.table(i, iEnd, j, jEnd)
		return
	}
	for _, at := range anchors {
		a.between(i, at[0], j, at[1])
		a.pair(at[0], at[1])
		i, j = at[0]+1, at[1]+1
	}
	a.between(i, iEnd, j, jEnd)
}

// anchors are the words that occur once on either side, as far as their order is
// the same on both.
func (a *alignment) anchors(i, iEnd, j, jEnd int) [][2]int {
	type count struct{ old, new, at int }
	seen := map[string]*count{}
	for k := i; k < iEnd; k++ {
		c := seen[a.old[k].text]
		if c == nil {
			c = &count{}
			seen[a.old[k].text] = c
		}
		c.old++
	}
	for k := j; k < jEnd; k++ {
		if c := seen[a.new[k].text]; c != nil {
			c.new, c.at = c.new+1, k
		}
	}
	var pairs [][2]int
	for k := i; k < iEnd; k++ {
		if c := seen[a.old[k].text]; c.old == 1 && c.new == 1 {
			pairs = append(pairs, [2]int{k, c.at})
		}
	}
	return increasing(pairs)
}

// increasing is the longest part of the pairs whose second members increase.
func increasing(pairs [][2]int) [][2]int {
	var tails []int // index of the pair that ends the best run of each length
	before := make([]int, len(pairs))
	for k, p := range pairs {
		n := sort.Search(len(tails), func(i int) bool { return pairs[tails[i]][1] >= p[1] })
		before[k] = -1
		if n > 0 {
			before[k] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, k)
		} else {
			tails[n] = k
		}
	}
	if len(tails) == 0 {
		return nil
	}
	var out [][2]int
	for k := tails[len(tails)-1]; k >= 0; k = before[k] {
		out = append(out, pairs[k])
	}
	slices.Reverse(out)
	return out
}

// tableCells bounds the work on a stretch without anchors; a longer one counts as
// rewritten.
const tableCells = 1 << 20

// table finds the longest common run of words the plain way.
func (a *alignment) table(i, iEnd, j, jEnd int) {
	n, m := iEnd-i, jEnd-j
	if n*m > tableCells {
		return
	}
	best := make([]int32, (n+1)*(m+1))
	for x := n - 1; x >= 0; x-- {
		for y := m - 1; y >= 0; y-- {
			b := &best[x*(m+1)+y]
			if a.old[i+x].text == a.new[j+y].text {
				*b = best[(x+1)*(m+1)+y+1] + 1
			} else {
				*b = max(best[(x+1)*(m+1)+y], best[x*(m+1)+y+1])
			}
		}
	}
	for x, y := 0, 0; x < n && y < m; {
		switch {
		case a.old[i+x].text == a.new[j+y].text:
			a.pair(i+x, j+y)
			x, y = x+1, y+1
		case best[(x+1)*(m+1)+y] >= best[x*(m+1)+y+1]:
			x++
		default:
			y++
		}
	}
}

// shared is how many words of an old span stand in a new one.
func (a *alignment) shared(old, new sayso.Span) int {
	n := 0
	for i := firstIn(a.old, old); i < len(a.old) && a.old[i].Start < old.End; i++ {
		if j := a.to[i]; j >= 0 && new.Contains(a.new[j].Span) {
			n++
		}
	}
	return n
}

// count is how many words an old span has.
func (a *alignment) count(old sayso.Span) int {
	i := firstIn(a.old, old)
	return max(0, firstIn(a.old, sayso.Span{Start: old.End})-i)
}

// sits reports whether the new span stands where the old one did: the nearest
// words before and behind that both texts share are the same.
func (a *alignment) sits(old, new sayso.Span) bool {
	i, j := firstIn(a.old, old)-1, firstIn(a.new, new)-1
	for i >= 0 && a.to[i] < 0 {
		i--
	}
	for j >= 0 && a.from[j] < 0 {
		j--
	}
	before := i < 0 && j < 0 || i >= 0 && j >= 0 && a.to[i] == j
	i, j = firstIn(a.old, sayso.Span{Start: old.End}), firstIn(a.new, sayso.Span{Start: new.End})
	for i < len(a.old) && a.to[i] < 0 {
		i++
	}
	for j < len(a.new) && a.from[j] < 0 {
		j++
	}
	behind := i == len(a.old) && j == len(a.new) || i < len(a.old) && j < len(a.new) && a.to[i] == j
	return before && behind
}

// firstIn is the first word that begins in the span or after it.
func firstIn(words []word, s sayso.Span) int {
	return sort.Search(len(words), func(i int) bool { return words[i].Start >= s.Start })
}
