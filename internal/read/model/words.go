package model

import "sort"

// Words is what was learned and compiled of word forms, by the hash of the
// lower-cased form: whether the form is a common word (written small somewhere),
// its lemma as a verb, its classes of meaning.
//
// A form that is no common word is taken for a name wherever it is written with
// a capital, and no feature may look at its letters: the reading must not depend
// on who is named.
type Words struct {
	slots []uint64
	mask  uint64
}

// Word is what is known of a form; the zero Word knows nothing.
type Word uint32

// NewWord packs a word's facts: lemma is a small hash of the verb's lemma,
// verb and noun are classes of meaning from 1 (0 = not such a word); common
// words are those that are written small somewhere.
func NewWord(lemma uint16, verb, noun uint8, common bool) Word {
	w := Word(lemma) | Word(verb&15)<<16 | Word(noun&31)<<20
	if common {
		w |= 1 << 25
	}
	return w
}

// Common reports whether the form is a common word.
func (w Word) Common() bool { return w>>25 == 1 }

// Lemma is a hash of its lemma as a verb.
func (w Word) Lemma() Atom { return Atom(w & 0xFFFF) }

// Verb is its class of meaning as a verb, 0 where it is none.
func (w Word) Verb() Atom { return Atom(w >> 16 & 15) }

// Noun is its class of meaning as a noun, 0 where it is none.
func (w Word) Noun() Atom { return Atom(w >> 20 & 31) }

// NewForm packs how a form is used: up to three tags that it often has and the
// group of forms that stand in like places, 0 = none.
func NewForm(tags []int, group uint8) Word {
	w := Word(group) << 18
	for k, t := range tags {
		w |= Word(t) << (6 * k)
	}
	return w
}

// Tags are the tags of a form by NewForm, as one atom.
func (w Word) Tags() Atom { return Atom(w & (1<<18 - 1)) }

// Group is the group of a form by NewForm.
func (w Word) Group() Atom { return Atom(w >> 18 & 255) }

// PersonNoun is the class of nouns for people, by Noun.
const PersonNoun Atom = 16

// Find is what is known of the form with the given lexicon.Hash.
func (t *Words) Find(hash uint64) Word {
	key := hash >> 26 << 26
	for i := hash & t.mask; ; i = (i + 1) & t.mask {
		s := t.slots[i]
		if s == 0 || s>>26<<26 == key {
			return Word(s & (1<<26 - 1))
		}
	}
}

// NewWords builds the table; the order of the given map does not matter.
func NewWords(words map[uint64]Word) *Words {
	keys := make([]uint64, 0, len(words))
	for k := range words {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	size := 1
	for size*2 < len(keys)*3+2 {
		size *= 2
	}
	t := &Words{slots: make([]uint64, size), mask: uint64(size - 1)}
	for _, k := range keys {
		i := k & t.mask
		for t.slots[i] != 0 {
			i = (i + 1) & t.mask
		}
		t.slots[i] = k>>26<<26 | uint64(words[k])
	}
	return t
}

func (t *Words) write(w *writer) { w.sparse(t.slots) }

func readWords(r *reader) *Words {
	slots := r.probed()
	return &Words{slots: slots, mask: uint64(len(slots) - 1)}
}

// Tags is the words that are always of one part of speech, by hash.
type Tags struct {
	slots []uint64
	mask  uint64
}

// Find is the tag of the form with the given hash, or -1.
func (t *Tags) Find(hash uint64) int {
	key := hash >> 8 << 8
	for i := hash >> 8 & t.mask; ; i = (i + 1) & t.mask {
		s := t.slots[i]
		if s == 0 {
			return -1
		}
		if s>>8<<8 == key {
			return int(s&0xFF) - 1
		}
	}
}

// NewTags builds the table.
func NewTags(tags map[uint64]int) *Tags {
	keys := make([]uint64, 0, len(tags))
	for k := range tags {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	size := 1
	for size*2 < len(keys)*3+2 {
		size *= 2
	}
	t := &Tags{slots: make([]uint64, size), mask: uint64(size - 1)}
	for _, k := range keys {
		i := k >> 8 & t.mask
		for t.slots[i] != 0 {
			i = (i + 1) & t.mask
		}
		t.slots[i] = k>>8<<8 | uint64(tags[k]+1)
	}
	return t
}

func (t *Tags) write(w *writer) { w.sparse(t.slots) }

func readTags(r *reader) *Tags {
	slots := r.probed()
	return &Tags{slots: slots, mask: uint64(len(slots) - 1)}
}
