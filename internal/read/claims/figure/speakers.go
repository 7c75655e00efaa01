package figure

import (
	"slices"
	"strings"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
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
		if s.sets.Asks.Has(s.d.Words[i]) {
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
	return a.in(first, a.sets.Question)
}

// plainSource is the words of a source without their article, where they have
// "the": "" else.
func (a *assembler) plainSource(s *sayso.Attribution) string {
	if len(s.Source) != 1 {
		return ""
	}
	if own := s.Source[0].In(a.d.Text); len(own) > 4 && strings.EqualFold(own[:4], "the ") {
		return own[4:]
	}
	return ""
}

// victimsName reports whether the name is that of people who are counted: "The
// rebels" who answer are not the "eight rebels" whose death they answer.
func (a *assembler) victimsName(name string) bool {
	if a.index.victims == nil {
		a.index.victims = map[string]bool{}
		for i := range a.out {
			if v := a.out[i].Victims; v != nil && a.out[i].Number.Start < v.Span.Start {
				a.index.victims[strings.ToLower(a.d.Text[a.out[i].Number.Start:v.Span.End])] = true
			}
		}
	}
	return a.index.victims[strings.ToLower(name)]
}

// narrated reports whether figure i stands in what the text itself adds behind a
// content that is no clause, to say when it was: "had warned of cracks | before the
// collapse that killed 12 people". Who warned could not know of them.
func (a *assembler) narrated(s *sayso.Attribution, i int) bool {
	f := &a.all[i]
	sent := a.d.Sentences[f.sentence].Range
	when := -1
	for k := f.count.begin - 1; k >= sent.First && k > f.count.begin-14; k-- {
		start := int(a.d.Tokens[k].Start)
		if len(s.Content) == 0 || start < s.Content[0].Start {
			break
		}
		switch form := a.form(k); {
		case when < 0 && (form == "before" || form == "until" || form == "ahead"):
			if !slices.Contains([]string{"the", "a", "an", "of"}, a.form(k+1)) {
				return false
			}
			when = k
		case when >= 0 && (form == "that" || a.finite(k)):
			return false // "said that five had died before the blast that killed 12"
		}
	}
	return when >= 0 && int(a.d.Tokens[when].Start) > s.Content[0].Start && f.count.link.term.First > when
}

// finite reports whether token i is a finite verb.
func (a *assembler) finite(i int) bool {
	switch a.tag(i) {
	case lexicon.VBD, lexicon.VBZ, lexicon.VBP, lexicon.MD:
		return true
	}
	return false
}
