package annotate

import "sayso/internal/read/lexicon"

// Quote is a stretch between quotation marks, the marks included. Over several
// paragraphs, where each begins with a mark and only the last ends with one,
// every paragraph's part is a Quote that continues the one before.
type Quote struct {
	Range
	Double    bool  // a main mark: “ ” " '' « »; single marks stand inside these or, in some papers, in their place
	Closed    bool  // false where the closing mark is missing
	Continues int32 // index of the quotation it continues in a new paragraph, else -1
	Outer     int32 // index of the quotation that holds it, else -1
	Words     int32
}

// Quotations finds the quotation marks' state over the document. It needs tokens
// and fills Quotes, InQuote and the marks' Tags.
func Quotations(d *Doc) {
	n := len(d.Tokens)
	d.Tags = make([]lexicon.Tag, n)
	d.InQuote = make([]int32, n)
	s := quoter{d: d, double: -1, single: -1}
	for i := 0; i < n; {
		if d.Tokens[i].Shape.Has(Opens) {
			s.paragraph(i)
		}
		if d.Tokens[i].Shape.Has(Punct) {
			i += s.mark(i)
			continue
		}
		i++
	}
	s.endParagraph(n)
	d.fillQuotes()
}

// quoter is the state: the index of the open double and single quotation.
type quoter struct {
	d              *Doc
	double, single int32
	carried        int32 // an open quotation from the last paragraph, plus one
}

// markLen tells whether a mark of quotation stands at token i, of how many
// tokens, and what it may do.
func (s *quoter) markLen(i int) (n int, double, opens, closes bool) {
	d := s.d
	spaced := d.Is(i, Spaced) || i > 0 && (isOpener(d.Form(i-1)) && d.Is(i-1, Spaced) || d.Form(i-1) == "—")
	form := d.Form(i)
	n = 1
	if form == "'" && d.Is(i+1, Punct) && !d.Is(i+1, Spaced) && d.Form(i+1) == "'" || form == "’" && d.Is(i+1, Punct) && !d.Is(i+1, Spaced) && d.Form(i+1) == "’" {
		n, form = 2, "''"
	}
	after := i+n >= len(d.Tokens) || d.Is(i+n, Spaced) // white space follows
	switch form {
	case "“", "„", "«", "``":
		return n, true, true, false
	case "”", "»":
		// a closing mark typed where one opens: "”The army", at a start
		if spaced && !after {
			return n, true, s.double < 0, s.double >= 0
		}
		return n, true, false, true
	case `"`, "''":
		if spaced && !after {
			return n, true, true, false
		}
		if !spaced && (after || d.Is(i+n, Punct)) {
			return n, true, false, true
		}
		return n, true, s.double < 0, s.double >= 0
	case "‘", "`":
		return n, false, true, false
	case "'", "’":
		if spaced && !after {
			return n, false, !d.Is(i+1, Digit), false // but "the '90s"
		}
		return n, false, false, !spaced
	}
	return 0, false, false, false
}

// mark takes account of the token at i, a punctuation, and returns how many
// tokens it is.
func (s *quoter) mark(i int) int {
	n, double, opens, closes := s.markLen(i)
	if n == 0 {
		return 1
	}
	tag := lexicon.NoTag
	switch {
	case double && opens:
		if s.double >= 0 {
			s.close(&s.double, i, false)
		}
		s.single = s.drop(s.single)
		s.double = s.open(i, true)
		tag = lexicon.OpenQuote
	case double && closes:
		if s.double >= 0 {
			s.single = s.drop(s.single)
			s.close(&s.double, i+n, true)
		}
		tag = lexicon.CloseQuote
	case opens && s.single < 0 && s.closerAhead(i):
		s.single = s.open(i, false)
		tag = lexicon.OpenQuote
	case closes && s.single >= 0 && !s.possessive(i):
		s.close(&s.single, i+n, true)
		tag = lexicon.CloseQuote
	default:
		tag = lexicon.POS
	}
	for k := i; k < i+n; k++ {
		s.d.Tags[k] = tag
	}
	return n
}

func (s *quoter) open(i int, double bool) int32 {
	q := Quote{Range: Range{i, i}, Double: double, Continues: -1, Outer: -1}
	if !double {
		q.Outer = s.double
	}
	if double && s.carried > 0 && s.d.Is(i, Opens) {
		q.Continues = s.carried - 1
	}
	s.carried = 0
	s.d.Quotes = append(s.d.Quotes, q)
	return int32(len(s.d.Quotes) - 1)
}

func (s *quoter) close(open *int32, end int, closed bool) {
	q := &s.d.Quotes[*open]
	q.End, q.Closed = end, closed
	*open = -1
}

// drop forgets a single mark that was never closed: it was an apostrophe.
func (s *quoter) drop(open int32) int32 {
	if open >= 0 {
		s.d.Quotes[open].End = s.d.Quotes[open].First
	}
	return -1
}

// paragraph begins a block at token i: a quotation still open goes on only if
// the block begins with its mark.
func (s *quoter) paragraph(i int) {
	joined := s.d.Blocks[s.d.Tokens[i].Block].Joins >= 0
	if joined {
		return
	}
	open := s.double
	s.endParagraph(i)
	if open >= 0 {
		s.carried = open + 1
	} else {
		s.carried = 0
	}
}

func (s *quoter) endParagraph(end int) {
	s.single = s.drop(s.single)
	if s.double >= 0 {
		s.close(&s.double, end, false)
	}
}

// closerAhead reports whether a single mark that opens at i is closed within its
// paragraph: "'90s" and "'em" are not.
func (s *quoter) closerAhead(i int) bool {
	d := s.d
	for k := i + 2; k < len(d.Tokens) && k < i+120 && !d.Is(k, Opens); k++ {
		if d.Is(k, Punct) && !d.Is(k, Spaced) {
			if f := d.Form(k); f == "'" || f == "’" {
				if d.Is(k+1, Punct) || k+1 >= len(d.Tokens) || d.Is(k+1, Spaced) {
					return true
				}
			}
		}
	}
	return false
}

// possessive reports whether the single mark at i, inside a single quotation,
// is the apostrophe of a plural ("the rebels' claims"): a later one closes.
func (s *quoter) possessive(i int) bool {
	d := s.d
	form := d.Form(i - 1)
	if form[len(form)-1] != 's' || !d.Is(i+1, Alpha) || d.Is(i+1, Capital) {
		return false
	}
	return s.closerAhead(i)
}

// fillQuotes counts words, drops what was none, and marks each token with the
// outermost quotation that holds it.
func (d *Doc) fillQuotes() {
	kept := d.Quotes[:0]
	moved := make([]int32, len(d.Quotes))
	for i, q := range d.Quotes {
		moved[i] = -1
		if q.Len() < 2 {
			continue
		}
		moved[i] = int32(len(kept))
		for k := q.First; k < q.End; k++ {
			if !d.Is(k, Punct) && !d.Is(k, Clitic) {
				q.Words++
			}
		}
		if q.Continues >= 0 {
			q.Continues = moved[q.Continues]
		}
		if q.Outer >= 0 {
			q.Outer = moved[q.Outer]
		}
		kept = append(kept, q)
		if q.Outer < 0 {
			for k := q.First; k < q.End; k++ {
				d.InQuote[k] = int32(len(kept))
			}
		}
	}
	d.Quotes = kept
}

// quoteTag is a quotation mark's tag, as Quotations left it.
func (d *Doc) quoteTag(i int) lexicon.Tag {
	if t := d.Tags[i]; t != lexicon.NoTag {
		return t
	}
	return lexicon.CloseQuote
}

// Quoted is the outermost quotation that holds token i, or nil.
func (d *Doc) Quoted(i int) *Quote {
	if i < 0 || i >= len(d.InQuote) || d.InQuote[i] == 0 {
		return nil
	}
	return &d.Quotes[d.InQuote[i]-1]
}
