package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"

	"sayso"
	"sayso/internal/read/lexicon"
)

// Foreign reports whether a text is in another language than English, so that
// nothing may be read in it: in German "300 die" kills nobody. It takes two signs:
// the language that the page gives, or that its letters show, and that its
// words are not English. A page's own word is often wrong, and the letters of an
// English list of the dead, most of it names, look like those of Uzbek.
func Foreign(doc *sayso.Document, lex *lexicon.Lexicon) bool {
	lang := doc.Meta.Language
	return lang != "" && lang != "en" && strange(sample(doc), lex)
}

const (
	sampleLen  = 1024 // bytes of running text that are looked at
	runningLen = 60   // bytes from which a block is running text
	fewest     = 20   // words of which a share can be told
)

// Of 1,839 texts of the corpora, the one with the smallest share of function words
// has .12, half have more than .4; French and German have up to .06 ("in", "die").
// A list of names may have none, but most of its other words are English.
const (
	leastFunction = .09
	leastKnown    = .5 // of the words in lower case
	surely        = 4  // one function word in so many is English
)

// strange reports whether the words of a text are not English.
func strange(s string, lex *lexicon.Lexicon) bool {
	words, function, small, known := 0, 0, 0, 0
	for form := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		words++
		w := lex.Word(form)
		if lex.FunctionWords.Of(w) != 0 {
			function++
			if words >= fewest && function*surely >= words {
				return false // most texts are told by their first twenty words
			}
		}
		if r, _ := utf8.DecodeRuneInString(form); !unicode.IsUpper(r) {
			small++
			if lex.Parts.Of(w) != 0 {
				known++
			}
		}
	}
	return words >= fewest && float64(function) < leastFunction*float64(words) && float64(known) < leastKnown*float64(small)
}

// sample is the beginning of the running text.
func sample(doc *sayso.Document) string {
	var b strings.Builder
	for i := range doc.Blocks {
		if s := doc.Blocks[i].Span; s.Len() > runningLen && b.Len() < sampleLen {
			s.End = min(s.End, s.Start+sampleLen)
			b.WriteString(s.In(doc.Text))
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// guessLanguage is what the letters look like, as ISO 639-1; empty where they do
// not say.
func guessLanguage(s string) string {
	if len(s) < 200 {
		return ""
	}
	info := whatlanggo.Detect(s)
	if !info.IsReliable() {
		return ""
	}
	return info.Lang.Iso6391()
}
