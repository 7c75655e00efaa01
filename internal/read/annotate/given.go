package annotate

import (
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/read/lexicon"
)

// Given makes a Doc of one sentence whose tokens are given, as the words of a
// treebank are. Each gets the shape that Tokenize would give it.
func Given(doc *sayso.Document, lex *lexicon.Lexicon, words []sayso.Span) *Doc {
	d := &Doc{Document: doc, Lex: lex}
	s := scanner{d: d, text: doc.Text}
	for k, w := range words {
		if w.End <= w.Start {
			continue // a word that is not in the text
		}
		var shape Shape
		if before, _ := utf8.DecodeLastRuneInString(doc.Text[:w.Start]); w.Start == 0 || isSpace(before) {
			shape |= Spaced
		}
		if k == 0 {
			shape |= Opens
		}
		s.given(w, shape)
	}
	if len(d.Tokens) > 0 {
		d.sentence(0, len(d.Tokens))
	}
	return d
}

// given appends one token, whatever the scanner would cut the form into.
func (s *scanner) given(w sayso.Span, shape Shape) {
	d, n := s.d, len(s.d.Tokens)
	for i := w.Start; i < w.End; {
		c, size := utf8.DecodeRuneInString(s.text[i:w.End])
		if isSpace(c) {
			i += size
			continue
		}
		i = s.token(0, i, w.End, c, size, shape)
	}
	parts := len(d.Tokens) - n
	if parts == 1 && int(d.Tokens[n].Start) == w.Start && int(d.Tokens[n].End) == w.End {
		return
	}
	d.Tokens, d.Words = d.Tokens[:n], d.Words[:n]
	letters, caps := 0, 0
	for i, c := range s.text[w.Start:w.End] {
		switch {
		case unicode.IsLetter(c):
			letters++
			shape |= Alpha
			if unicode.IsUpper(c) {
				caps++
				if i == 0 {
					shape |= Capital
				}
			}
		case c >= '0' && c <= '9':
			shape |= Digit
		}
	}
	if shape&(Alpha|Digit) == 0 {
		shape |= Punct
	}
	if form := s.text[w.Start:w.End]; isNt(form[min(1, len(form)):]) || shape&Spaced == 0 && cliticLen(form) == len(form) {
		shape |= Clitic
	}
	s.emit(0, w.Start, w.End, upper(shape, caps, letters))
}
