package figure

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// ratio reports whether the number is one of two that give a share: "one in 10
// residents", "3 out of every 5 were women". Nobody counted ten residents there.
func (s *sentence) ratio(n *annotate.Number) bool {
	return s.ofSoMany(n.Tail) || s.outOf(n.First)
}

// ofSoMany reports whether "in 10 residents" and the like begins at token i.
func (s *sentence) ofSoMany(i int) bool {
	j := s.overEvery(i)
	if j == i {
		return false
	}
	if !s.numberAt(j) || s.inDate(j) {
		return false
	}
	if s.form(j-1) == "every" || s.form(j-1) == "each" {
		return true
	}
	if s.form(i) == "out" { // of "seven out of 12 miners died" the seven are counted
		return s.form(i-1) == "one"
	}
	// "killed five in 10 villages" is no share
	return s.lex.People.Of(s.d.Word(j+1))&lexicon.Plural != 0 || s.form(j+1) == "of" || s.grammar(j+1)&(lexicon.Be|lexicon.Have) != 0
}

func (s *sentence) numberAt(i int) bool {
	return s.d.Is(i, annotate.Digit) || s.lex.Numbers.Of(s.d.Word(i)).Kind != lexicon.NoNumber
}

// overEvery is the token after "in", "out of", "in every" from token i on.
func (s *sentence) overEvery(i int) int {
	switch {
	case s.form(i) == "in":
		i++
	case s.form(i) == "out" && s.form(i+1) == "of":
		i += 2
	default:
		return i
	}
	if f := s.form(i); f == "every" || f == "each" {
		i++
	}
	return i
}

// outOf reports whether the number that begins at token i is the second of a
// share: its first stands before "in" or "out of".
func (s *sentence) outOf(i int) bool {
	j := i - 1
	if f := s.form(j); f == "every" || f == "each" {
		j--
	}
	switch {
	case s.form(j) == "in":
		j--
	case s.form(j) == "of" && s.form(j-1) == "out":
		j -= 2
	default:
		return false
	}
	return s.span.Has(j) && s.numberAt(j) && (s.form(j+1) == "out" || s.ofSoMany(j+1))
}

// rate reports whether what the text counts is so many in each year or day, and
// not so many people: "8,000 a year", "on average four a week", "every year about
// 300 people die".
func (s *sentence) rate(c *count) bool {
	for j := c.begin - 1; j >= s.span.First && j >= c.begin-3; j-- {
		if s.form(j) == "average" && (s.form(j-1) == "on" || s.form(j-1) == "an") {
			return true
		}
		if s.in(j, s.sets.Each) {
			return s.in(j+1, s.sets.RateUnit)
		}
	}
	for j := c.words.End; j < c.words.End+14 && s.span.Has(j); j++ {
		switch w := s.word(j); {
		case s.d.Is(j, annotate.Punct):
			if f := s.form(j); f == ";" || f == ":" {
				return false
			}
		case s.sets.RateEnds.Has(w):
			return false
		case s.sets.Yearly.Has(w):
			return true
		case s.in(j+1, s.sets.RateUnit):
			if s.sets.Each.Has(w) || (w == s.lex.Function.A || w == s.lex.Function.An) && s.eachUnit(j) {
				return true
			}
			if s.numberAt(j) {
				return false
			}
		case s.numberAt(j):
			return false
		}
	}
	return false
}

// eachUnit reports whether the "a day" at token j means each day: not "in a day",
// "a day after", "a week of clashes".
func (s *sentence) eachUnit(j int) bool {
	if g := s.grammar(j - 1); g&(lexicon.Preposition|lexicon.Adverb|lexicon.Hedge) != 0 || s.d.Is(j-1, annotate.Punct) {
		return false
	}
	if s.in(j-1, s.sets.NoRate) {
		return false
	}
	return !s.span.Has(j+2) || s.in(j+2, s.sets.AfterRate) || s.d.Is(j+2, annotate.Punct) || s.grammar(j+2)&(lexicon.Be|lexicon.Have|lexicon.Modal) != 0
}

// lostOtherwise reports whether those who were lost live: "lost 12 players to
// injury", "lost two members to a rival".
func (s *sentence) lostOtherwise(c *count, t *term) bool {
	if !s.in(t.First, s.sets.Lose) || s.form(c.end) != "to" {
		return false
	}
	for j := c.end + 1; j < c.end+4; j++ {
		if s.in(j, s.sets.LostAlive) {
			return true
		}
	}
	return false
}
