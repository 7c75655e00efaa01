package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// PlainLetters is a name without accents and the marks of transliteration, as
// most newsrooms write it: "Sao Paulo", "Sanaa", "Lodz".
func PlainLetters(name string) string {
	ascii := true
	for i := 0; i < len(name); i++ {
		ascii = ascii && name[i] < utf8.RuneSelf
	}
	if ascii {
		return name
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r), r == 'ʿ', r == 'ʾ', r == 'ʼ', r == 'ʻ', r == 'ʹ':
		case plain[r] != "":
			b.WriteString(plain[r])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// NameKey is the form in which a name is looked up in a large gazetteer:
// lower-cased, without accents and full stops, hyphens as spaces, single spaces.
func NameKey(dst []byte, name string) []byte {
	space := false
	from := len(dst)
	for _, r := range strings.ToLower(PlainLetters(name)) {
		switch {
		case r == '.' || r == ',' || r == '(' || r == ')':
		case r == '-' || r == '_' || unicode.IsSpace(r):
			space = len(dst) > from
		default:
			if space {
				dst, space = append(dst, ' '), false
			}
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// plain are the letters that Unicode does not take apart.
var plain = map[rune]string{
	'ł': "l", 'Ł': "L", 'ø': "o", 'Ø': "O", 'ß': "ss", 'æ': "ae", 'Æ': "Ae", 'œ': "oe", 'Œ': "Oe",
	'đ': "d", 'Đ': "D", 'ı': "i", 'ð': "d", 'Ð': "D", 'þ': "th", 'Þ': "Th", 'ħ': "h", 'Ħ': "H", 'ə': "a", 'Ə': "A",
	'’': "'", '‘': "'",
}
