package attribution

import (
	"testing"

	"sayso/internal/read/lexicon"
)

// Every rule has its share and its sentence, and every sentence its rule.
func TestRulesAreExplained(t *testing.T) {
	lex := lexicon.Default()
	named := map[string]bool{}
	for _, name := range ruleNames[1:] {
		named[name] = true
		if r, ok := lex.Rules[name]; !ok || r.Why == "" {
			t.Errorf("rules.tsv does not explain %q", name)
		}
	}
	for name := range lex.Rules {
		if !named[name] {
			t.Errorf("rules.tsv explains %q, which is no rule", name)
		}
	}
}
