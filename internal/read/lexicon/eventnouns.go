package lexicon

func loadEventNouns(lex *Lexicon, f *file) {
	f.records(1, 1, func(cols []string) { lex.EventNouns.add(lex.intern(cols[0])) })
}
