package figure

import (
	"strings"

	"sayso"
	"sayso/internal/read/annotate"
)

// speaks reports whether the count only numbers who speaks: "killing 14, | a police
// colonel | said", "| One | said eight prisoners had died". What happened to them
// would stand in the words that name them.
func (s *sentence) speaks(c *count, ix *index, said []sayso.Attribution) bool {
	one := !c.article() && strings.ToLower(s.d.Form(c.words.First)) == "one"
	if !c.article() && !one {
		return false // "has 23 people confirmed dead" may look like a source
	}
	number, term := s.d.Span(c.words), s.d.Span(c.link.term)
	return ix.sources.near(number, func(k int) bool {
		for _, p := range said[k].Source {
			if p.Contains(number) && !p.Overlaps(term) && (!one || p == number) {
				return true
			}
		}
		return false
	})
}

// asked reports whether an article's noun and the term stand on two sides of a
// question: "asked by | a reporter | how many were missing".
func (s *sentence) asked(c *count) bool {
	if !c.article() {
		return false
	}
	for i := c.end; i < c.link.term.First; i++ {
		switch strings.ToLower(s.d.Form(i)) {
		case "how", "whether", "why":
			return true
		}
	}
	return false
}

// question reports whether the sentence asks if something is so: "Did 200 people
// die?"; "Why did 200 people die?" takes it as told.
func (a *assembler) question(s annotate.Range) bool {
	if s.Len() < 3 || a.form(s.End-1) != "?" {
		return false
	}
	first := s.First
	for k := s.First; k < s.End-1 && k < s.First+6; k++ {
		if f := a.form(k); f == ":" || f == "“" || f == `"` || f == "—" {
			first = k + 1
		}
	}
	switch a.form(first) {
	case "did", "do", "does", "was", "were", "is", "are", "have", "has", "had", "could", "can", "will", "would", "might", "may":
		return true
	}
	return false
}
