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

// TrustFact is a fact that the confidence of a learned attribution is made of, in
// words.
type TrustFact struct {
	Name         string
	Holds, Lacks string // what is said where it holds, and where not; empty where nothing is
}

func loadTrustFacts(lex *Lexicon, f *file) {
	f.records(3, 3, func(cols []string) {
		for i := range cols {
			if cols[i] == "-" {
				cols[i] = ""
			}
		}
		lex.TrustFacts = append(lex.TrustFacts, TrustFact{cols[0], cols[1], cols[2]})
	})
}

func loadFigureRules(lex *Lexicon, f *file) {
	lex.FigureRules = Rules{}
	f.records(3, 3, func(cols []string) {
		share, err := strconv.ParseFloat(cols[1], 64)
		if err != nil || share <= 0 || share >= 1 {
			f.fault("want a share between 0 and 1, have %q", cols[1])
		}
		if _, twice := lex.FigureRules[cols[0]]; twice {
			f.fault("%s is listed twice", cols[0])
		}
		lex.FigureRules[cols[0]] = Rule{Plain: share, Confidence: share, Why: cols[2]}
	})
}

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
