package query

import (
	"strings"
	"unicode"
)

// Word is one part of a full-text search: a word, the beginning of one, or
// several words in a row.
type Word struct {
	Text   string
	Prefix bool
}

// Words reads what a person typed for a full-text search. No sign in it can be
// wrong: a quotation mark that is never closed runs to the end.
func Words(s string) []Word {
	var out []Word
	add := func(part string) {
		text, prefix := strings.CutSuffix(part, "*")
		if strings.IndexFunc(text, wordRune) >= 0 {
			out = append(out, Word{text, prefix})
		}
	}
	marks := strings.NewReplacer("“", `"`, "”", `"`, "„", `"`)
	for i, part := range strings.Split(marks.Replace(s), `"`) {
		if i%2 == 1 {
			add(strings.TrimSpace(part))
			continue
		}
		for _, w := range strings.Fields(part) {
			add(w)
		}
	}
	return out
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
