package lexicon

// Set is a set of words: one bit a word.
type Set []uint64

// Has reports whether the set holds w. The zero word is in no set.
func (s Set) Has(w Word) bool {
	i := int(w >> 6)
	return i < len(s) && s[i]>>(w&63)&1 == 1
}

func (s *Set) add(w Word) {
	for int(w>>6) >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[w>>6] |= 1 << (w & 63)
}

// Phrases finds listed phrases of one word or more in a sequence of words. Each
// has a number that its owner gave it.
type Phrases struct {
	first   Set        // the words that a phrase begins with: most words are told by it
	byFirst [][]phrase // by Word, longest first
}

type phrase struct {
	rest []Word
	id   int32
}

// Match is the longest phrase that starts at words[0]: its length in words and
// its number. Length 0 is none.
func (p *Phrases) Match(words []Word) (length int, id int) {
	if len(words) == 0 || !p.first.Has(words[0]) {
		return 0, 0
	}
next:
	for _, ph := range p.byFirst[words[0]] {
		if len(ph.rest) >= len(words) {
			continue
		}
		for i, w := range ph.rest {
			if words[i+1] != w {
				continue next
			}
		}
		return 1 + len(ph.rest), int(ph.id)
	}
	return 0, 0
}

// add lists a phrase; a phrase listed twice keeps its first number and reports
// false.
func (p *Phrases) add(words []Word, id int) bool {
	first := words[0]
	for int(first) >= len(p.byFirst) {
		p.byFirst = append(p.byFirst, nil)
	}
	list := p.byFirst[first]
	at := len(list)
	for i, ph := range list {
		if equal(ph.rest, words[1:]) {
			return false
		}
		if len(ph.rest) < len(words)-1 && i < at {
			at = i
		}
	}
	list = append(list, phrase{})
	copy(list[at+1:], list[at:])
	list[at] = phrase{rest: append([]Word(nil), words[1:]...), id: int32(id)}
	p.byFirst[first] = list
	p.first.add(first)
	return true
}

func equal(a, b []Word) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
