package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
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
	marks := strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "\x00", " ")
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

// Marks are the places of the words in a text, for showing why it was found. They
// are for the eye: the search itself decides what matches.
func Marks(text string, words []Word) []sayso.Span {
	type token struct {
		sayso.Span
		folded string
	}
	var tokens []token
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			i += n
			continue
		}
		start := i
		for i < len(text) {
			if r, n = utf8.DecodeRuneInString(text[i:]); !wordRune(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			i += n
		}
		tokens = append(tokens, token{sayso.Span{Start: start, End: i}, strings.TrimSpace(Fold(text[start:i]))})
	}
	var out []sayso.Span
	for _, w := range words {
		want := strings.Fields(Fold(w.Text))
		for i := 0; len(want) > 0 && i+len(want) <= len(tokens); i++ {
			same := true
			for k, f := range want {
				got := tokens[i+k].folded
				same = same && (got == f || w.Prefix && k == len(want)-1 && strings.HasPrefix(got, f))
			}
			if same {
				out = append(out, sayso.Span{Start: tokens[i].Start, End: tokens[i+len(want)-1].End})
			}
		}
	}
	slices.SortFunc(out, func(a, b sayso.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	return out
}
