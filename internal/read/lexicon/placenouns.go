package lexicon

import "strconv"

// PlaceNouns are the common nouns beside the name of a place.
type PlaceNouns struct {
	grain []uint8
}

// Grain tells how close a place of the noun's kind is, from 1 (country) to 5
// (site); 0 where the word is no such noun.
func (p *PlaceNouns) Grain(w Word) int {
	if int(w) < len(p.grain) {
		return int(p.grain[w])
	}
	return 0
}

func loadPlaceNouns(lex *Lexicon, f *file) {
	f.records(2, 2, func(cols []string) {
		n, err := strconv.Atoi(cols[1])
		if err != nil || n < 1 || n > 5 {
			f.fault("want a grain from 1 to 5, have %q", cols[1])
			return
		}
		put(&lex.PlaceNouns.grain, lex.intern(cols[0]), uint8(n))
	})
}
