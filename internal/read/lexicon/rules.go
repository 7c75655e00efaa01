package lexicon

import "strconv"

// Rule is what is known of a rule that makes claims: how often it is right, and
// what it goes by in words.
type Rule struct {
	// The share of right ones, measured on training corpora: with a plain verb
	// of saying, and else.
	Plain, Confidence float64
	Why               string
}

// Rules is the rules by name.
type Rules map[string]Rule

func loadRules(lex *Lexicon, f *file) {
	lex.Rules = Rules{}
	f.records(4, 4, func(cols []string) {
		r := Rule{Why: cols[3]}
		for i, at := range []*float64{&r.Plain, &r.Confidence} {
			v, err := strconv.ParseFloat(cols[i+1], 64)
			if err != nil || v <= 0 || v >= 1 {
				f.fault("want a share between 0 and 1, have %q", cols[i+1])
			}
			*at = v
		}
		if _, twice := lex.Rules[cols[0]]; twice {
			f.fault("%s is listed twice", cols[0])
		}
		lex.Rules[cols[0]] = r
	})
}
