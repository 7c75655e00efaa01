package lexicon

// Abbreviations are words whose full stop need not end a sentence. They are
// listed without it.
type Abbreviations struct {
	Leading  Set // always followed by more: "Gen.", "Mr.", "No."
	Trailing Set // may stand at a sentence's end: "Inc.", "a.m.", "U.S."
	// Starters are words that, capitalised after a trailing abbreviation, begin
	// a new sentence: "... in the U.S. The ministry said".
	Starters Set
	Small    Set // those that are always written small: "a.m.", "etc."
}

func loadAbbreviations(lex *Lexicon, f *file) {
	a := &lex.Abbreviations
	f.records(2, 2, func(cols []string) {
		w := lex.intern(cols[0])
		switch cols[1] {
		case "leading":
			a.Leading.add(w)
		case "trailing":
			a.Trailing.add(w)
		case "small":
			a.Small.add(w)
		case "starter":
			a.Starters.add(w)
		default:
			f.fault("want leading, trailing, small or starter, have %q", cols[1])
		}
	})
}
