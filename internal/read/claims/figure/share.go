package figure

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// A share tells of a number of people out of a larger one. Of "97 of the 120
// passengers" and "seven out of 12 miners" the first is counted and what the
// sentence goes on to say is said of it; of "80 percent of the 60,000 residents" it
// is said of nobody that the text counts; and "one in 10 residents", "3 out of every
// 5" count nobody.

// wholeFrom is the token at which the larger number of a share is told, where "of
// the", "out of", "in every" lead to it from token i on, and whether so many of
// every so many are meant; -1 where they do not.
func (s *sentence) wholeFrom(i int) (at int, every bool) {
	switch {
	case s.form(i) == "in" || s.form(i) == "of":
		i++
	case s.form(i) == "out" && s.form(i+1) == "of":
		i += 2
	default:
		return -1, false
	}
	if f := s.form(i); f == "every" || f == "each" {
		return i + 1, true
	}
	return i, false
}

// ratio reports whether the number is one of two that give a share of every so
// many: "one in 10 residents", "3 out of every 5 were women". Nobody counted ten
// residents there.
func (s *sentence) ratio(n *annotate.Number) bool {
	if s.ofSoMany(n.Tail) {
		return true
	}
	for j := n.First - 1; j > n.First-5 && j > s.span.First; j-- {
		if at, _ := s.wholeFrom(j); at == n.First && s.numberAt(j-1) && s.ofSoMany(j) {
			return true
		}
	}
	return false
}

// ofSoMany reports whether "in 10 residents" and the like begins at token i.
func (s *sentence) ofSoMany(i int) bool {
	j, every := s.wholeFrom(i)
	if j < 0 || !s.numberAt(j) || s.inDate(j) {
		return false
	}
	switch s.form(i) {
	case "out": // of "seven out of 12 miners died" the seven are counted
		return every || s.form(i-1) == "one"
	case "of":
		return every
	}
	// "killed five in 10 villages" is no share
	return every || s.lex.People.Of(s.d.Word(j+1))&lexicon.Plural != 0 || s.form(j+1) == "of" || s.grammar(j+1)&(lexicon.Be|lexicon.Have) != 0
}

// inRatio reports whether a share of every so many stands before token i: "One in four
// children has lost | a parent".
func (s *sentence) inRatio(i int) bool {
	for j := max(s.span.First, i-10); j < i; j++ {
		if s.numberAt(j) && s.ofSoMany(j+1) {
			return true
		}
	}
	return false
}

func (s *sentence) numberAt(i int) bool {
	return s.d.Is(i, annotate.Digit) || s.lex.Numbers.Of(s.d.Word(i)).Kind != lexicon.NoNumber
}

// shareOf reports whether what stands before a number takes a share of it that
// what follows is said of: "80 percent of | the 60,000 residents".
func (s *sentence) shareOf(begin int) bool {
	return s.form(begin-1) == "of" && (s.lex.Numbers.Of(s.d.Word(begin-2)).Kind == lexicon.PartNumber || s.in(begin-2, s.sets.Share))
}

// opensShare reports whether the sentence or a clause of it opens with a number
// that a smaller one is taken out of: "Of the | 60 people aboard, 22 died".
func (s *sentence) opensShare(begin int) bool {
	j := begin - 1
	if s.form(j) != "of" {
		return false
	}
	if s.form(j-1) == "out" {
		j--
	}
	return j == s.span.First || s.d.Is(j-1, annotate.Punct) || s.grammar(j-1)&lexicon.And != 0
}

// shares tells which counts are part of which, where one follows another.
func (s *sentence) shares() {
	for i := 0; i+1 < len(s.counts); i++ {
		c, next := &s.counts[i], &s.counts[i+1]
		if s.takenOf(c, next); c.ofThose != nil && c.ofThose == next.headTerm {
			c.partOf = i + 1
		}
		if c.opens && c.class == things && next.class == bare {
			next.class = things // "Of 200 houses, | 40 were burnt"
		}
	}
}

// takenOf reads "97 of the | 120 passengers": what the sentence goes on to say, it
// says of the 97.
func (s *sentence) takenOf(c, whole *count) {
	if c.article() || c.half || whole.article() || whole.shared || c.number.Quantifier == sayso.Between {
		return
	}
	j, _ := s.wholeFrom(c.number.Tail)
	if j < 0 || whole.begin != j || s.form(j-1) != "of" || whole.number.Low <= c.number.High {
		return
	}
	if s.grammar(whole.end)&lexicon.Relative != 0 {
		c.class = things // "1,800 of the 5,000 who fled have returned": what is told is told of all
		return
	}
	t := s.term(whole.end)
	if t != nil && t.voice(lexicon.Passive) != nil && s.verbBehind(t.End) {
		c.class = things // "four of the 11 miners trapped by the fall were brought up"
		return
	}
	if h := whole.headTerm; h != nil && h.voice(lexicon.Head) != nil && !h.voice(lexicon.Head).Strict && t == nil && whole.words.First == whole.begin {
		c.ofThose, c.class = h, people // "three of 12 deaths"
		return
	}
	if o := s.termBefore(c.begin); t != nil && t.voice(lexicon.Passive) != nil && o != nil && o.voice(lexicon.Active) != nil {
		c.class, c.tags = whole.class, whole.tags // "freed 38 of the 61 pupils abducted in May"
		return
	}
	whole.shared = true
	c.end, c.head, c.class, c.tags, c.headTerm, c.preTerm = whole.end, whole.head, whole.class, whole.tags, whole.headTerm, whole.preTerm
	if c.class == things {
		whole.shared = false
	}
}
