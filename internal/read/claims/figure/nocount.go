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
		switch s.form(j) {
		case "average":
			if f := s.form(j - 1); f == "on" || f == "an" {
				return true
			}
		case "every", "each", "per":
			return s.timeUnit(j + 1)
		}
	}
	for j := c.words.End; j < c.words.End+14 && s.span.Has(j); j++ {
		switch form := s.form(j); form {
		case ";", ":", "and", "but", "that", "who", "which", "when", "while":
			return false
		case "annually", "yearly":
			return true
		case "per", "every", "each":
			if s.timeUnit(j + 1) {
				return true
			}
		case "a", "an":
			if s.timeUnit(j+1) && s.eachUnit(j) {
				return true
			}
		default:
			if s.numberAt(j) {
				return false
			}
		}
	}
	return false
}

// timeUnit reports whether token i is "year", "day" or the like.
func (s *sentence) timeUnit(i int) bool {
	switch s.form(i) {
	case "year", "month", "week", "day", "hour", "minute":
		return true
	}
	return false
}

// eachUnit reports whether the "a day" at token j means each day: not "in a day",
// "a day after", "a week of clashes".
func (s *sentence) eachUnit(j int) bool {
	if g := s.grammar(j - 1); g&(lexicon.Preposition|lexicon.Adverb|lexicon.Hedge) != 0 || s.d.Is(j-1, annotate.Punct) {
		return false
	}
	switch s.form(j - 1) {
	case "than", "half", "once", "twice", "times", "such", "quite":
		return false
	}
	switch f := s.form(j + 2); f {
	case "in", "on", "at", "from", "by", "because", "due", "during", "across", "worldwide", "nationwide", "here", "there", "and", "but", "":
		return true
	default:
		return s.d.Is(j+2, annotate.Punct) || s.grammar(j+2)&(lexicon.Be|lexicon.Have|lexicon.Modal) != 0
	}
}

// lostOtherwise reports whether those who were lost live: "lost 12 players to
// injury", "lost two members to a rival".
func (s *sentence) lostOtherwise(c *count, t *term) bool {
	switch s.form(t.First) {
	case "lost", "lose", "losing", "loses":
	default:
		return false
	}
	if s.form(c.end) != "to" {
		return false
	}
	for j := c.end + 1; j < c.end+4 && s.span.Has(j); j++ {
		switch s.form(j) {
		case "injury", "injuries", "suspension", "suspensions", "retirement", "emigration", "transfer", "transfers", "rival", "rivals", "competitor", "competitors", "defection", "defections":
			return true
		}
	}
	return false
}
