package lexicon

import (
	"strconv"
	"strings"

	"sayso"
)

// NumberKind is the part a word plays in a number.
type NumberKind uint8

// The kinds of number word (data/numbers.tsv).
const (
	NoNumber NumberKind = iota
	UnitNumber
	TenNumber
	ScaleNumber
	SuffixNumber
	PartNumber
	VagueNumber
	FewNumber
)

var numberKinds = map[string]NumberKind{
	"unit": UnitNumber, "ten": TenNumber, "scale": ScaleNumber, "suffix": SuffixNumber,
	"half": PartNumber, "vague": VagueNumber, "few": FewNumber,
}

// NumberWord is what a word says in a number.
type NumberWord struct {
	Kind  NumberKind
	Value int64
}

// Numbers are the words that numbers are written with.
type Numbers struct {
	byWord []NumberWord
}

// Of is what the word says in a number.
func (n *Numbers) Of(w Word) NumberWord {
	if int(w) < len(n.byWord) {
		return n.byWord[w]
	}
	return NumberWord{}
}

func loadNumbers(lex *Lexicon, f *file) {
	f.records(3, 3, func(cols []string) {
		kind, ok := numberKinds[cols[1]]
		if !ok {
			f.fault("want unit, ten, scale, suffix, half, vague or few, have %q", cols[1])
			return
		}
		value, err := strconv.ParseInt(cols[2], 10, 64)
		if err != nil || value < 0 {
			f.fault("want a whole number, have %q", cols[2])
			return
		}
		put(&lex.Numbers.byWord, lex.intern(cols[0]), NumberWord{kind, value})
	})
}

// Modifiers are the phrases beside a number that say how firmly it is given.
type Modifiers struct {
	Before, After Phrases // the number of a phrase is its sayso.Quantifier
	// BeforeLast are the last words of the phrases before a number, by which
	// a walk back from the number knows that it may have met one.
	BeforeLast Set
	Longest    int // words of the longest phrase
}

func loadModifiers(lex *Lexicon, f *file) {
	m := &lex.Modifiers
	f.records(3, 3, func(cols []string) {
		var q sayso.Quantifier
		if err := q.UnmarshalText([]byte(cols[1])); err != nil {
			f.fault("no quantifier %q", cols[1])
			return
		}
		words := lex.phrase(cols[0])
		var added bool
		switch cols[2] {
		case "before":
			added = m.Before.add(words, int(q))
			m.BeforeLast.add(words[len(words)-1])
		case "after":
			added = m.After.add(words, int(q))
		default:
			f.fault("want before or after, have %q", cols[2])
			return
		}
		if !added {
			f.fault("%q is listed twice", cols[0])
		}
		m.Longest = max(m.Longest, len(words))
	})
}

// phrase is the words of a phrase, parted by blanks, in the tokenizer's manner.
func (lex *Lexicon) phrase(text string) []Word {
	var out []Word
	for _, form := range strings.Fields(text) {
		out = append(out, lex.intern(form))
	}
	return out
}
