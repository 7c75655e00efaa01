package figure

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

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

// invented reports whether the count is of what a film or a book tells: "a film in
// which | 300 soldiers die", "In the novel, | 12 guests are murdered".
func (s *sentence) invented(c *count) bool {
	for j := s.span.First; j < c.begin; j++ {
		if !s.in(j, s.sets.Fiction) {
			continue
		}
		switch s.form(j + 1) {
		case "in":
			return s.form(j+2) == "which"
		case "where", "about":
			return true
		case ",":
			return j <= s.span.First+4 && s.form(s.span.First) == "in"
		}
	}
	return false
}

// lostOtherwise reports whether those who were lost live: "lost 12 players to
// injury", "lost two members to a rival".
func (s *sentence) lostOtherwise(c *count, t *term) bool {
	if !s.in(t.First, s.sets.Lose) {
		return false
	}
	if c.class == bare && s.anyIn(c.end, c.end+4, s.sets.Game) {
		return true // "lost three in a row"
	}
	if s.form(c.end) != "to" {
		return false
	}
	for j := c.end + 1; j < c.end+4; j++ {
		if s.in(j, s.sets.LostAlive) {
			return true
		}
	}
	return false
}
