package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is how many bytes of a word a search tells apart.
const longest = 500

// Tokens are the words of a text as a full-text search compares them: runs of
// letters and digits in lower case and without accents, as SQLite's unicode61
// tokenizer has them, so that every engine finds the same.
func Tokens(text string) []string {
	var out []string
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			out = append(out, shorten(b.String()))
			b.Reset()
		}
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		part := text[i : i+n]
		i += n
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
				b.WriteByte(byte(r))
			} else {
				end()
			}
		case accent(r): // drops out of its word
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r):
			for _, r := range norm.NFD.String(part) {
				if !accent(r) {
					b.WriteRune(unicode.ToLower(r))
				}
			}
		default:
			end()
		}
	}
	end()
	return out
}

// accent reports whether a sign is one that is written on a letter.
func accent(r rune) bool { return 0x300 <= r && r <= 0x331 }

func shorten(word string) string {
	if len(word) <= longest {
		return word
	}
	n := longest
	for !utf8.RuneStart(word[n]) {
		n--
	}
	return word[:n]
}
