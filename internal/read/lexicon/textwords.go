package lexicon

// TextWords are the small sets of words that the reading of dates, numbers, names
// and places asks for; what each is for stands in data/text-words.tsv.
type TextWords struct {
	YearOpener, DayRange, Coming, Past, Stamp, MonthWord, HandsOver, Whereabouts, ClassNoun Set
}

func loadTextWords(lex *Lexicon, f *file) { loadSets(lex, f, &lex.TextWords) }
