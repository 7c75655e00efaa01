package text

import (
	"strings"
	"unicode/utf8"

	"sayso"
)

// joins finds which block goes on which. A paragraph that stops in mid-sentence
// goes on in the next block when that begins in mid-sentence; a half whose other
// half is not beside it is looked for in the rest of the file, and is joined
// when there is one candidate only.
func (t *typing) joins() []int {
	out := make([]int, len(t.units))
	for i := range out {
		out[i] = -1
	}
	var heads, tails []int // open ends, open beginnings
	taken := make([]bool, len(t.units))
	for i := range t.units {
		if !t.opensMidSentence(i) {
			continue
		}
		if p := t.before(i); p >= 0 && !taken[p] && t.stopsMidSentence(p) {
			out[i], taken[p] = p, true
			continue
		}
		tails = append(tails, i)
	}
	for i := range t.units {
		if taken[i] || !t.stopsMidSentence(i) {
			continue
		}
		// "... met Prime Minister of" | "Marrow, Oro Velk": only a word that
		// ends no paragraph says so where the next begins with a capital.
		next := t.after(i)
		if next >= 0 && out[next] < 0 && t.running(next) && !t.opensMidSentence(next) && dangles(t.units[i].in(t.text), t.lex) && len(tails) == 0 {
			out[next], taken[i] = i, true
			continue
		}
		heads = append(heads, i)
	}
	t.displaced(heads, tails, out)
	return out
}

// displaced joins what was torn apart, where the pair is certain.
func (t *typing) displaced(heads, tails []int, out []int) {
	if len(tails) != 1 || len(heads) == 0 {
		return
	}
	pick := -1
	for _, h := range heads {
		if h == tails[0] {
			continue
		}
		// Of several, the only one with a dangling word.
		if len(heads) > 1 && !dangles(t.units[h].in(t.text), t.lex) {
			continue
		}
		if pick >= 0 {
			return
		}
		pick = h
	}
	if pick < 0 || ring(out, tails[0], pick) {
		return
	}
	out[tails[0]] = pick
}

// ring reports whether joining block i to block p would close a circle.
func ring(joins []int, i, p int) bool {
	for n := 0; p >= 0 && n <= len(joins); n++ {
		if p == i {
			return true
		}
		p = joins[p]
	}
	return false
}

// running reports whether the unit is running text.
func (t *typing) running(i int) bool {
	k := t.units[i].kind
	return k == sayso.Paragraph || k == sayso.Quotation
}

func (t *typing) opensMidSentence(i int) bool {
	return t.running(i) && beginsLower(t.units[i].in(t.text))
}

func (t *typing) stopsMidSentence(i int) bool {
	if !t.running(i) {
		return false
	}
	part := t.units[i].in(t.text)
	if ended(part) || hasLink(part) {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(part)
	return (isLetterOrDigit(r) || strings.ContainsRune(",-–—%’'”\"", r)) && strings.Count(part, " ") >= 3
}

// before and after are the next running units, over captions and boilerplate in
// between.
func (t *typing) before(i int) int {
	for k, n := i-1, 0; k >= 0 && n < 4; k, n = k-1, n+1 {
		if t.running(k) {
			return k
		}
		if !t.between(k) {
			break
		}
	}
	return -1
}

func (t *typing) after(i int) int {
	for k, n := i+1, 0; k < len(t.units) && n < 4; k, n = k+1, n+1 {
		if t.running(k) {
			return k
		}
		if !t.between(k) {
			break
		}
	}
	return -1
}

func (t *typing) between(i int) bool {
	k := t.units[i].kind
	return k == sayso.Boilerplate || k == sayso.Caption
}
