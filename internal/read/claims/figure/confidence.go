package figure

import (
	"sayso"
	"sayso/internal/read/lexicon"
)

// ruleConfidence is how often a rule's figures are right in category and value,
// measured on labelled articles and set lower where few were seen.
var ruleConfidence = map[string]float64{
	"passive":                 0.97,
	"object-of-verb":          0.97,
	"participle-after-number": 0.97,
	"subject-of-verb":         0.95,
	"adjective-after-number":  0.95,
	"breakdown":               0.94,
	"toll-to":                 0.94,
	"coordinated":             0.93,
	"noun-of":                 0.93,
	"among-those":             0.92,
	"predicate-adjective":     0.92,
	"passive-in-relative":     0.90,
	"participle-before-noun":  0.90,
	"part-of-them":            0.88,
	"number-before-noun":      0.85,
	"attributive-toll":        0.85,
	"included-in":             0.82,
	"of-those":                0.82,
	"half-of":                 0.80,
	"object-after-names":      0.80,
	"toll-of-sentence-before": 0.78,
	"gapped":                  0.75,
}

// otherRule is the confidence of a rule that was hardly ever seen at work.
const otherRule = 0.75

// confidence is how likely the figure's category and value are right.
func confidence(f *found, out *sayso.Figure, term *lexicon.Casualty) float64 {
	c, ok := ruleConfidence[f.count.link.rule]
	if !ok {
		c = otherRule
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
