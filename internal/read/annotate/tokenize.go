package annotate

import (
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/read/lexicon"
)

// Tokenize makes a Doc of a document: its tokens and sentences. Boilerplate
// blocks have no tokens and so are never read.
//
// Tokens follow the Penn Treebank's habit, so that treebanks can train on them:
// clitics stand apart ("they | 're", "Sudan | 's"), hyphens too ("21 | - | year |
// - | old"), abbreviations keep their full stop, numbers their commas ("1,400").
func Tokenize(doc *sayso.Document, lex *lexicon.Lexicon) *Doc {
	d := &Doc{Document: doc, Lex: lex}
	n := len(doc.Text)/4 + 16 // more than news has, so that nothing is moved
	d.Tokens, d.Words = make([]Token, 0, n), make([]lexicon.Word, 0, n)
	s := scanner{d: d, text: doc.Text}
	for _, chain := range readingOrder(doc.Blocks) {
		from := len(d.Tokens)
		for _, b := range chain {
			s.block(b, doc.Blocks[b].Span)
		}
		d.split(from)
	}
	return d
}

// readingOrder is the blocks in the order in which a person reads them: each
// chain of joined blocks is one paragraph. A chain stands where its first block
// in the file stands, so a half that was displaced to the file's end comes back.
func readingOrder(blocks []sayso.Block) [][]int {
	next := make([]int, len(blocks))
	for i := range next {
		next[i] = -1
	}
	head := func(i int) int {
		for n := 0; n <= len(blocks) && blocks[i].Joins >= 0; n++ {
			i = blocks[i].Joins
		}
		return i
	}
	for i, b := range blocks {
		if b.Joins >= 0 {
			next[b.Joins] = i
		}
	}
	seen := make([]bool, len(blocks))
	var order [][]int
	for i, b := range blocks {
		if seen[i] || b.Kind == sayso.Boilerplate {
			continue
		}
		var chain []int
		for j := head(i); j >= 0 && !seen[j]; j = next[j] {
			seen[j] = true
			chain = append(chain, j)
		}
		if !seen[i] { // a ring of joins, which no sound block list has
			seen[i] = true
			chain = append(chain, i)
		}
		order = append(order, chain)
	}
	return order
}

// scanner cuts one block after the other into tokens.
type scanner struct {
	d     *Doc
	text  string
	lower []byte // the current token's folded form
}

func (s *scanner) block(block int, span sayso.Span) {
	first := true
	spaced := true
	for i := span.Start; i < span.End; {
		c, size := rune(s.text[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s.text[i:span.End])
		}
		if isSpace(c) {
			i += size
			spaced = true
			continue
		}
		var shape Shape
		if spaced {
			shape |= Spaced
		}
		if first {
			shape |= Opens
		}
		end := s.token(block, i, span.End, c, size, shape)
		first, spaced = false, false
		i = end
	}
}

func isSpace(c rune) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\u00a0' || c == '\u200b' || c == '\ufeff' ||
		c >= 0x80 && unicode.IsSpace(c)
}

func isWordRune(c rune) bool {
	if c < utf8.RuneSelf {
		return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}

// token appends the token, or the word with its clitic, that begins at i, and
// returns where it ends.
func (s *scanner) token(block, i, limit int, c rune, size int, shape Shape) int {
	switch {
	case isWordRune(c):
		return s.word(block, i, limit, shape)
	case c == '\'' || c == '’':
		// A clitic after a word; an apostrophe that opens a year or a word
		// ("'90s", "'em") counts as a quotation mark and the word stands alone.
		if shape&Spaced == 0 {
			if n := cliticLen(s.text[i:limit]); n > 0 {
				return s.emit(block, i, i+n, shape|Clitic|Alpha)
			}
		}
	case c == '.' || c == '-' || c == '`':
		// "...", "--" and "``" are one mark each.
		end := i + 1
		for end < limit && s.text[end] == byte(c) {
			end++
		}
		if c == '-' && end == i+1 && end < limit && s.text[end] >= '0' && s.text[end] <= '9' && shape&Spaced != 0 {
			return s.emit(block, i, end, shape|Punct) // "-5" stays two tokens
		}
		return s.emit(block, i, end, shape|Punct)
	case c == '@' || c == '#':
		end := i + size
		for end < limit {
			r, n := utf8.DecodeRuneInString(s.text[end:limit])
			if !isWordRune(r) && r != '_' {
				break
			}
			end += n
		}
		if end > i+size {
			return s.emit(block, i, end, shape|Alpha)
		}
	}
	return s.emit(block, i, i+size, shape|Punct)
}

// word appends the word at i, with its clitic as a token of its own.
func (s *scanner) word(block, i, limit int, shape Shape) int {
	text := s.text
	end := i
	letters, caps, digits := 0, 0, 0
	for end < limit {
		c, size := rune(text[end]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[end:limit])
		}
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z':
			letters++
		case c >= 'A' && c <= 'Z':
			letters++
			caps++
			if end == i {
				shape |= Capital
			}
		case c >= utf8.RuneSelf && unicode.IsLetter(c):
			letters++
			if unicode.IsUpper(c) {
				caps++
				if end == i {
					shape |= Capital
				}
			}
		case c >= utf8.RuneSelf && (unicode.IsMark(c) || unicode.IsDigit(c)):
		case (c == ',' || c == '.' || c == ':') && digits > 0 && letters == 0 &&
			end+1 < limit && text[end+1] >= '0' && text[end+1] <= '9':
			// "1,400", "2.5", "10:30"
		case c == '.' && s.abbreviation(i, end, limit, letters, digits):
			end += size
			if shape |= Alpha | Dotted; caps > 1 && caps == letters {
				shape |= Upper
			}
			return s.emit(block, i, end, shape)
		case c == '.' && letters > 0 && digits == 0 && dottedMore(text[i:limit], end-i):
			// inside "U.S." or "example.org"
		case (c == '\'' || c == '’') && end+size < limit:
			if cliticLen(text[end:limit]) > 0 || text[end-1]|0x20 == 'n' && isNt(text[end:limit]) {
				goto done
			}
			r, _ := utf8.DecodeRuneInString(text[end+size : limit])
			if !unicode.IsLetter(r) || letters == 0 {
				goto done
			}
			// inside "Me'lari", "O'Hara"
		case c == '_' || (c == '&' && caps > 0 && caps == letters && end+1 < limit && isWordRune(rune(text[end+1]))):
			// "AT&T"
		case c == '@' || (c == ':' || c == '/') && urlAhead(text[i:limit], end-i):
			for end < limit && !isSpace(rune(text[end])) {
				end++
			}
			for end > i && (text[end-1] == '.' || text[end-1] == ',' || text[end-1] == ')') {
				end--
			}
			for end < limit && !utf8.RuneStart(text[end]) {
				end++
			}
			return s.emit(block, i, end, shape|Alpha)
		default:
			goto done
		}
		end += size
	}
done:
	if letters > 0 {
		shape |= Alpha
		// "don't" parts before the n
		if end-i > 1 && text[end-1]|0x20 == 'n' && end < limit && isNt(text[end:limit]) {
			if end-1 > i {
				s.emit(block, i, end-1, upper(shape, caps, letters))
			}
			n := end + apostropheLen(text[end:]) + 1
			return s.emit(block, end-1, n, Alpha|Clitic)
		}
	}
	if digits > 0 {
		shape |= Digit
	}
	return s.emit(block, i, end, upper(shape, caps, letters))
}

func upper(shape Shape, caps, letters int) Shape {
	if letters >= 2 && caps == letters {
		shape |= Upper
	}
	return shape
}

// abbreviation reports whether the full stop at dot belongs to the word that
// began at i: an initial ("J."), a listed abbreviation, or the last stop of
// "U.S.".
func (s *scanner) abbreviation(i, dot, limit, letters, digits int) bool {
	if digits > 0 || letters == 0 {
		return false
	}
	form := s.text[i:dot]
	if dot+1 < limit && !isSpace(rune(s.text[dot+1])) && isWordRune(rune(s.text[dot+1])) {
		return false // more of it follows: "U" of "U.S."
	}
	if letters == 1 {
		return form[0] >= 'A' && form[0] <= 'Z' && form != "I"
	}
	lower := s.fold(form)
	w := s.d.Lex.Find(lexicon.Hash(lower), lower)
	a := &s.d.Lex.Abbreviations
	if !a.Leading.Has(w) && !a.Trailing.Has(w) {
		return letters*2 == len(form)+1 && len(form) > 1 && form[1] == '.' // "U.N."
	}
	// "no." and "sat." are words too: at the end of a sentence, or in lower
	// case, only those that are always written small count ("a.m.", "etc.").
	c := form[0]
	return c >= 'A' && c <= 'Z' || a.Small.Has(w)
}

// dottedMore reports whether the stop at dot is inside a dotted word.
func dottedMore(s string, dot int) bool {
	if dot+1 >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[dot+1:])
	if !unicode.IsLetter(r) {
		return false
	}
	// A missing space after a full stop is no dotted word: "... dead.The army".
	return dot < 4 || !unicode.IsUpper(r)
}

func urlAhead(s string, at int) bool {
	return at+3 <= len(s) && s[at:at+3] == "://" && at <= 6
}

func apostropheLen(s string) int {
	if len(s) > 0 && s[0] == '\'' {
		return 1
	}
	if len(s) >= 3 && s[:3] == "’" {
		return 3
	}
	return 0
}

func isNt(s string) bool {
	n := apostropheLen(s)
	if n == 0 || n >= len(s) || s[n]|0x20 != 't' {
		return false
	}
	if n+1 >= len(s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s[n+1:])
	return !isWordRune(r)
}

// cliticLen is the length of the clitic at the start of s ("'s", "’re"), or 0.
// The apostrophe of a plural possessive ("the rebels'") is left a mark, since it
// may close a quotation as well.
func cliticLen(s string) int {
	n := apostropheLen(s)
	if n == 0 || n >= len(s) {
		return 0
	}
	for _, c := range [...]string{"s", "re", "ve", "ll", "d", "m"} {
		if len(s) >= n+len(c) && (s[n:n+len(c)] == c || s[n]|0x20 == c[0] && len(c) == 1) {
			if n+len(c) == len(s) {
				return len(s)
			}
			r, _ := utf8.DecodeRuneInString(s[n+len(c):])
			if !isWordRune(r) {
				return n + len(c)
			}
		}
	}
	return 0
}

// emit appends the token [start, end) and returns end.
func (s *scanner) emit(block, start, end int, shape Shape) int {
	form := s.text[start:end]
	lower := s.fold(form)
	hash := lexicon.Hash(lower)
	d := s.d
	w := d.Lex.Find(hash, lower)
	if w == 0 && shape&Dotted != 0 {
		w = d.Lex.Find(lexicon.Hash(lower[:len(lower)-1]), lower[:len(lower)-1])
	}
	d.Tokens = append(d.Tokens, Token{Start: int32(start), End: int32(end), Hash: hash, Block: int32(block), Shape: shape})
	d.Words = append(d.Words, w)
	return end
}

// fold is the form lower-cased, with straight apostrophes; it is valid until the
// next call.
func (s *scanner) fold(form string) []byte {
	b := s.lower[:0]
	for i := 0; i < len(form); {
		c := form[i]
		switch {
		case c >= 'A' && c <= 'Z':
			b = append(b, c|0x20)
			i++
		case c < utf8.RuneSelf:
			b = append(b, c)
			i++
		default:
			r, n := utf8.DecodeRuneInString(form[i:])
			if r == '’' {
				b = append(b, '\'')
			} else {
				b = utf8.AppendRune(b, unicode.ToLower(r))
			}
			i += n
		}
	}
	s.lower = b
	return b
}
