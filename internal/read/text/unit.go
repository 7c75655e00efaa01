package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/read/lexicon"
)

// unit is a paragraph while the part that it plays is being found.
type unit struct {
	span sayso.Span
	raw  sayso.Span // in the page's bytes
	gap  bool       // a blank line before it
	kind sayso.BlockKind
	set  bool            // the kind is decided
	hint sayso.BlockKind // what the page's elements say, where the words do not
	// The rest is known of short units only.
	short bool
	signs signs
}

// shortest is the length in bytes above which a block is running text, whatever
// words are in it.
const shortest = 480

// signs is what a short block shows of itself.
type signs struct {
	words, caps int // of them with a capital
	quoted      bool
	appeal      bool
	opening     bool
	whole       bool
	hints       int
	address     bool
	caption     bool
	credit      bool
	saying      bool
	link        bool // an address of a page or a mailbox
	byline      int  // bytes of the phrase that begins it: "By "
}

// words cuts text into words for the lexicon: letters and digits, apostrophes
// inside, everything else between.
type words struct {
	lex   *lexicon.Lexicon
	lower []byte
	word  []lexicon.Word
	span  []sayso.Span
	caps  int
}

// inWord holds the lower-cased form of every ASCII character that words are made
// of, and 0 for the others: most text is ASCII, and the tables of Unicode are slow.
var inWord = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		r := rune(c)
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '#' {
			t[c] = byte(unicode.ToLower(r))
		}
	}
	return t
}()

func (w *words) read(text string, s sayso.Span) {
	w.word, w.span, w.caps = w.word[:0], w.span[:0], 0
	for i := s.Start; i < s.End; {
		if c := text[i]; c < utf8.RuneSelf && (inWord[c] == 0 || c == '\'') {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:s.End])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '©' && r != '#' {
			i += n
			continue
		}
		start := i
		if unicode.IsUpper(r) {
			w.caps++
		}
		w.lower = w.lower[:0]
		for i < s.End {
			if c := text[i]; c < utf8.RuneSelf {
				if inWord[c] == 0 {
					break
				}
				w.lower = append(w.lower, inWord[c])
				i++
				continue
			}
			r, n = utf8.DecodeRuneInString(text[i:s.End])
			if r == '’' {
				r = '\''
			}
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '©' && r != '#' && !unicode.IsMark(r) {
				break
			}
			w.lower = utf8.AppendRune(w.lower, unicode.ToLower(r))
			i += n
		}
		end := i
		for len(w.lower) > 0 && w.lower[len(w.lower)-1] == '\'' {
			w.lower = w.lower[:len(w.lower)-1]
			_, n := utf8.DecodeLastRuneInString(text[start:end])
			end -= n
		}
		w.word = append(w.word, w.lex.Find(lexicon.Hash(w.lower), w.lower))
		w.span = append(w.span, sayso.Span{Start: start, End: end})
	}
}

// look notes what a short unit shows of itself.
func (w *words) look(text string, u *unit) {
	if u.span.Len() > shortest {
		return
	}
	u.short = true
	w.read(text, u.span)
	s := &u.signs
	part := u.span.In(text)
	*s = signs{words: len(w.word), caps: w.caps, quoted: hasQuote(part), link: hasLink(part)}
	for i := 0; i < len(w.word); {
		if w.word[i] == 0 { // in no data file, as most words
			i++
			continue
		}
		s.saying = s.saying || w.lex.Blocks.Saying.Has(w.word[i])
		s.address = s.address || w.lex.Blocks.Address.Has(w.word[i])
		n, part := w.lex.Blocks.Match(w.word[i:])
		w.note(text, u, i, n, part)
		i += max(n, 1)
	}
}

// note takes up the phrase of n words at word i.
func (w *words) note(text string, u *unit, i, n int, part lexicon.BlockPart) {
	s := &u.signs
	if n == 0 {
		return
	}
	before, after := byte(' '), byte(' ')
	if at := w.span[i].Start; at > u.span.Start {
		before = text[at-1]
	}
	if at := w.span[i+n-1].End; at < u.span.End {
		after = text[at]
	}
	sets := after == ':' || after == '|' || after == '/' || before == '(' || before == '[' || before == '/'
	only := n == len(w.word)
	switch part {
	case lexicon.Appeal:
		s.appeal = true
	case lexicon.Opening:
		s.opening = s.opening || i == 0 && (n > 1 || only || after == ':' || after == '|')
	case lexicon.Whole:
		s.whole = s.whole || only
	case lexicon.Hint:
		s.hints++
	case lexicon.Caption:
		s.caption = s.caption || sets || n > 1 && part == lexicon.Caption
	case lexicon.Credit:
		s.credit = true
	case lexicon.Byline:
		if i == 0 && !only {
			s.byline = w.span[n].Start - u.span.Start
		}
	}
}

func hasQuote(s string) bool {
	return strings.IndexByte(s, '"') >= 0 || strings.Contains(s, "“") || strings.Contains(s, "”") || strings.Contains(s, "«")
}

func hasLink(s string) bool {
	return strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.Contains(s, "](") || hasMailbox(s)
}

// hasMailbox tells "desk@example.org" from the "@name" of a social network.
func hasMailbox(s string) bool {
	if strings.IndexByte(s, '@') < 0 {
		return false
	}
	for i := 1; i+1 < len(s); i++ {
		if s[i] != '@' || !isLetterOrDigit(rune(s[i-1])) {
			continue
		}
		for k := i + 1; k+1 < len(s) && !isSpace(rune(s[k])); k++ {
			if s[k] == '.' && isLetterOrDigit(rune(s[k+1])) {
				return true
			}
		}
	}
	return false
}
