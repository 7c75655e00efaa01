package lexicon

import "strings"

// Stance is how a word stands to a figure beside it, as bits.
type Stance uint16

// The stances (data/status.tsv).
const (
	Denies Stance = 1 << iota
	Disputes
	MakesPossible
	Plans
	Supposes
	NamesCount
	Tells // the noun is for what was told, of people or of anything else: "accusation"
	Confirms
	Expects
)

var stanceNames = map[string]Stance{"denied": Denies, "disputed": Disputes, "possible": MakesPossible, "planned": Plans, "hypothetical": Supposes, "count": NamesCount, "told": NamesCount | Tells, "confirms": Confirms, "expected": Expects}

// Stances gives a word its stances.
type Stances struct {
	byWord []Stance
}

// Of is the word's stances; 0 for most.
func (s *Stances) Of(w Word) Stance {
	if int(w) < len(s.byWord) {
		return s.byWord[w]
	}
	return 0
}

func loadStances(lex *Lexicon, f *file) {
	f.records(2, 2, func(cols []string) {
		stance, ok := stanceNames[cols[0]]
		if !ok {
			f.fault("want denied, disputed, possible, expected, planned, hypothetical, count, told or confirms, have %q", cols[0])
			return
		}
		for _, form := range strings.Fields(cols[1]) {
			w := lex.intern(form)
			put(&lex.Stances.byWord, w, lex.Stances.Of(w)|stance)
		}
	})
}
