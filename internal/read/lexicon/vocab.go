package lexicon

import (
	"math/bits"
	"strings"
)

// Word is a word form's number in the vocabulary. Zero is any form that no data
// file lists.
type Word uint32

// Vocab numbers word forms: lower-cased, with a straight apostrophe. It is a
// hash table with open addressing over flat arrays, since the tokenizer asks it
// once for every token.
type Vocab struct {
	slots []Word   // length a power of two; 0 = free
	hash  []uint64 // by Word
	form  []string // by Word
}

func newVocab() *Vocab {
	return &Vocab{slots: make([]Word, 1<<12), hash: []uint64{0}, form: []string{""}}
}

// Hash is the number that a word form is looked up by (and that learned models
// make their features from).
func Hash(lower []byte) uint64 {
	h := uint64(len(lower)) * 0x9E3779B97F4A7C15
	for len(lower) >= 8 {
		h = mix(h ^ (uint64(lower[0]) | uint64(lower[1])<<8 | uint64(lower[2])<<16 | uint64(lower[3])<<24 |
			uint64(lower[4])<<32 | uint64(lower[5])<<40 | uint64(lower[6])<<48 | uint64(lower[7])<<56))
		lower = lower[8:]
	}
	var tail uint64
	for i := len(lower) - 1; i >= 0; i-- {
		tail = tail<<8 | uint64(lower[i])
	}
	return mix(h ^ tail)
}

func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x^0xA0761D6478BD642F, 0xE7037ED1A0B428DB)
	return hi ^ lo
}

// Find is the form's Word, or 0. hash must be Hash(lower).
func (v *Vocab) Find(hash uint64, lower []byte) Word {
	mask := uint64(len(v.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		w := v.slots[i]
		if w == 0 {
			return 0
		}
		if v.hash[w] == hash && v.form[w] == string(lower) {
			return w
		}
	}
}

// Word is the Word of a form as it is written, or 0.
func (v *Vocab) Word(form string) Word {
	lower := []byte(Fold(form))
	return v.Find(Hash(lower), lower)
}

// Form is the word's lower-cased form.
func (v *Vocab) Form(w Word) string { return v.form[w] }

// Size is the number of words, the zero word included: the length of an array
// indexed by Word.
func (v *Vocab) Size() int { return len(v.form) }

// Fold is the form under which a word is listed.
func Fold(form string) string {
	return strings.ReplaceAll(strings.ToLower(form), "’", "'")
}

// Intern gives a form its number. Only loaders call it.
func (v *Vocab) intern(form string) Word {
	form = Fold(form)
	lower := []byte(form)
	hash := Hash(lower)
	if w := v.Find(hash, lower); w != 0 {
		return w
	}
	w := Word(len(v.form))
	v.form, v.hash = append(v.form, form), append(v.hash, hash)
	if len(v.form)*2 > len(v.slots) {
		v.slots = make([]Word, 2*len(v.slots))
		for x := Word(1); x < w; x++ {
			v.place(x)
		}
	}
	v.place(w)
	return w
}

func (v *Vocab) place(w Word) {
	mask := uint64(len(v.slots) - 1)
	i := v.hash[w] & mask
	for v.slots[i] != 0 {
		i = (i + 1) & mask
	}
	v.slots[i] = w
}
