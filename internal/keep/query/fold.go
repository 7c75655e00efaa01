package query

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which names are compared: their words in lower case and
// without accents, a space before, between and after them, so that a part of it
// that begins and ends with a space is made of whole words.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte(' ')
	space := true
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case wordRune(r):
			b.WriteRune(unicode.ToLower(r))
			space = false
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	if !space {
		b.WriteByte(' ')
	}
	return b.String()
}

// Part is what to look for in folded names: whole words, or where a star ends
// it, the beginning of the last one. It is "" where nothing is asked.
func Part(s string) string {
	name, star := strings.CutSuffix(strings.TrimSpace(s), "*")
	f := Fold(name)
	if f == " " {
		return ""
	}
	if star {
		return strings.TrimSuffix(f, " ")
	}
	return f
}
