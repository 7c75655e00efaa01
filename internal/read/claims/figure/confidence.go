package figure

import (
	"sayso"
	"sayso/internal/read/lexicon"
)

// otherRule is the confidence of a rule that was hardly ever seen at work.
const otherRule = 0.75

// confidence is how likely the figure's category and value are right.
func confidence(lex *lexicon.Lexicon, f *found, out *sayso.Figure, term *lexicon.Casualty) float64 {
	c := otherRule
	if r, ok := lex.FigureRules[f.count.link.rule]; ok {
		c = r.Confidence
	}
	if f.count.class == unknown {
		c -= 0.06 // a noun that no list has: mostly people, sometimes not
	}
	if out.Article {
		c -= 0.06
	}
	if term != nil && term.People {
		c -= 0.05 // "eliminated", "released": the word has other uses
	}
	if out.Category != sayso.Killed && out.Category != sayso.Injured {
		c -= 0.03
	}
	if out.Status != sayso.Asserted {
		c -= 0.04
	}
	return float64(int(c*100+0.5)) / 100
}
