package attribution

import (
	"sayso/internal/read/lexicon"
)

// ruleID numbers the rules.
type ruleID uint8

// The rules.
const (
	ruleNone    ruleID = iota
	ruleLearned        // by the weights, not by a rule
	ruleThat
	ruleBareClause
	ruleQuoteAfter
	ruleQuoteBefore
	ruleQuoteInQuote
	ruleMixed
	ruleColon
	ruleBlock
	ruleWh
	ruleTo
	ruleIng
	ruleNP
	ruleObjTo
	ruleTold
	ruleVerbPrep
	ruleTagAfter
	ruleTagInverted
	ruleTagUnmarked
	ruleAccording
	ruleCiting
	rulePassive
	rulePassiveTo
	rulePassiveBy
	rulePassiveTold
	ruleNoun
	ruleAdverb
	ruleHeadline
	ruleCarried
	ruleInserted
	ruleSaidFirst
	ruleTurn
	ruleClear
	ruleAsSaying
	ruleCharged
	ruleObject
	ruleSeems
	ruleAsTold
	ruleState
	ruleCount
	ruleShows
	ruleBracket
	numRules
)

var ruleNames = [numRules]string{"", Learned, "said-that", "said-clause", "said-quote", "quote-said", "quote-in-quote", "said-part-quote", "said-colon", "said-block",
	"asked-whether", "verb-to", "verb-ing", "verb-object", "urged-to", "told", "verb-preposition", "tag-after", "tag-inverted", "tag-unmarked",
	"according-to", "citing", "passive-that", "passive-to", "passive-by", "was-told", "noun", "adverb", "headline-colon", "quote-alone", "inserted-tag", "said-first", "turn", "it-is-clear", "as-saying", "is-accused", "what-was-said",
	"seems", "as-told", "adjective", "put-at", "shows", "bracket"}

// confidence is how often such an attribution is right: by the verdict, or, where
// rules read alone, by its rule and whether its cue is a plain verb of saying.
func (f *finder) confidence(x *found) float64 {
	if x.trust > 0 {
		return x.trust
	}
	return f.measured(x)
}

// measured is the share of right ones that was measured for the attribution's
// rule.
func (f *finder) measured(x *found) float64 {
	if f.plainCue(x) {
		return f.known[x.rule].Plain
	}
	return f.known[x.rule].Confidence
}

// plainCue reports whether the attribution's cue is a plain verb of saying.
func (f *finder) plainCue(x *found) bool {
	if x.head < 0 {
		return false
	}
	c := f.lex.Cues.Verb(f.d.Words[x.head])
	return c != nil && c.Takes()&lexicon.TakesPlain != 0
}

// rulesOf is the lexicon's knowledge of every rule, by number.
func rulesOf(lex *lexicon.Lexicon) (rules [numRules]lexicon.Rule) {
	for i, name := range ruleNames {
		rules[i] = lex.Rules[name]
	}
	return rules
}
