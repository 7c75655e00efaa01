package lexicon

import "strings"

func loadQuantities(lex *Lexicon, f *file) {
	f.records(1, 1, func(cols []string) {
		var words []Word
		for _, form := range strings.Fields(cols[0]) {
			words = append(words, lex.intern(form))
		}
		if !lex.Quantities.add(words, 1) {
			f.fault("%q is listed twice", cols[0])
		}
	})
}
