package lexicon

import "strings"

// Grammar is the class of function words, as bits.
type Grammar uint32

// The classes (data/function-words.tsv).
const (
	Determiner Grammar = 1 << iota
	Possessive
	Preposition
	Be
	Have
	Modal
	Get
	And
	ClauseOpener
	Relative
	Pronoun
	Negation
	Adverb
	Hedge
	FiniteVerb
	Rise
	Say
)

var grammarNames = map[string]Grammar{
	"det": Determiner, "poss": Possessive, "prep": Preposition, "be": Be, "have": Have, "modal": Modal,
	"get": Get, "and": And, "clause": ClauseOpener, "rel": Relative, "pron": Pronoun, "neg": Negation,
	"adv": Adverb, "hedge": Hedge, "verb": FiniteVerb, "rise": Rise, "say": Say,
}

// FunctionWords gives a word its classes.
type FunctionWords struct {
	byWord []Grammar
}

// Of is the word's classes; 0 for a word that is none.
func (f *FunctionWords) Of(w Word) Grammar {
	if int(w) < len(f.byWord) {
		return f.byWord[w]
	}
	return 0
}

func loadFunctionWords(lex *Lexicon, f *file) {
	f.records(2, 2, func(cols []string) {
		var g Grammar
		for _, name := range strings.Fields(cols[1]) {
			bit, ok := grammarNames[name]
			if !ok {
				f.fault("no class %q", name)
			}
			g |= bit
		}
		w := lex.intern(cols[0])
		put(&lex.FunctionWords.byWord, w, lex.FunctionWords.Of(w)|g)
	})
}
