package group

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"sayso"
)

const (
	shingleWords = 5  // words a shingle
	sampleEvery  = 12 // one shingle in so many is a fingerprint
)

// Shingles are a text's word 5-grams: for the i-th word the hash of the five
// words that begin there, case and punctuation folded away. Headline, byline and
// boilerplate are left out, since copies change them and strangers share them.
type Shingles struct {
	Hash  []uint32     // by position
	Words []sayso.Span // by position; the words themselves, 4 more than hashes; nil where only hashes were kept
}

// Shingle cuts a document into its shingles.
func Shingle(doc *sayso.Document) Shingles {
	var s Shingles
	var hashes []uint64
	for _, b := range doc.Blocks {
		switch b.Kind {
		case sayso.Headline, sayso.Byline, sayso.Boilerplate, sayso.Caption:
			continue
		}
		hashes = s.words(doc.Text, b.Span, hashes)
	}
	for i := 0; i+shingleWords <= len(hashes); i++ {
		h := uint64(0)
		for _, w := range hashes[i : i+shingleWords] {
			h = (h ^ w) * 0x9E3779B97F4A7C15
			h ^= h >> 29
		}
		s.Hash = append(s.Hash, uint32(h^h>>32))
	}
	return s
}

// words appends the words of a block and their hashes.
func (s *Shingles) words(text string, block sayso.Span, hashes []uint64) []uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	start, h := -1, uint64(offset)
	end := func(i int) {
		if start >= 0 {
			s.Words = append(s.Words, sayso.Span{Start: start, End: i})
			hashes = append(hashes, h)
			start, h = -1, offset
		}
	}
	for i := block.Start; i < block.End; {
		r, n := utf8.DecodeRuneInString(text[i:block.End])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if start < 0 {
				start = i
			}
			h = (h ^ uint64(unicode.ToLower(r))) * prime
		case (r == '\'' || r == '’') && start >= 0:
			// "Velk's" and "Velks" are one word: some outlets drop apostrophes.
		case r == ',' && start >= 0 && i+1 < block.End && isDigit(text[i-1]) && isDigit(text[i+1]):
			// so are "1,400" and "1400"
		default:
			end(i)
		}
		i += n
	}
	end(block.End)
	return hashes
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// Fingerprints are the sampled shingles, sorted, each once: those whose hash is
// divisible by a fixed number (Manber 1994, Broder 1997). Unlike MinHash they
// find a copy that was cut to a third as surely as a whole one: the sample of a
// part is a part of the sample. Short texts keep all their shingles.
func (s Shingles) Fingerprints() []uint32 {
	var out []uint32
	every := uint32(sampleEvery)
	if len(s.Hash) < 8*sampleEvery {
		every = 1
	}
	for _, h := range s.Hash {
		if h%sampleEvery == 0 || every == 1 {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Passage is a run of words that two documents share: its span in each.
type Passage struct {
	A, B  sayso.Span
	Words int
}

// Shared finds the passages of at least five words that a and b share, and the
// share of the shorter document's words that they cover. A word counts once.
func Shared(a, b Shingles) ([]Passage, float64) {
	if len(a.Hash) == 0 || len(b.Hash) == 0 {
		return nil, 0
	}
	at := make(map[uint32]int32, len(b.Hash))
	for j := len(b.Hash) - 1; j >= 0; j-- {
		at[b.Hash[j]] = int32(j) // the first one stays
	}
	var out []Passage
	wordsA, wordsB := len(a.Hash)+shingleWords-1, len(b.Hash)+shingleWords-1
	usedB := make([]bool, wordsB)
	coveredA, coveredB := 0, 0
	for i := 0; i < len(a.Hash); {
		j, ok := at[a.Hash[i]]
		if !ok || usedB[j] {
			i++
			continue
		}
		n := 1
		for i+n < len(a.Hash) && int(j)+n < len(b.Hash) && a.Hash[i+n] == b.Hash[int(j)+n] && !usedB[int(j)+n] {
			n++
		}
		words := n + shingleWords - 1
		for k := 0; k < words; k++ {
			if !usedB[int(j)+k] {
				usedB[int(j)+k] = true
				coveredB++
			}
		}
		coveredA += words
		out = append(out, Passage{
			A:     a.span(i, words),
			B:     b.span(int(j), words),
			Words: words,
		})
		i += words
	}
	covered, whole := coveredA, wordsA
	if wordsB < whole {
		covered, whole = coveredB, wordsB
	}
	return out, float64(covered) / float64(whole)
}

// span is where n words from the i-th on stand, as far as that was kept.
func (s Shingles) span(i, n int) sayso.Span {
	if i+n > len(s.Words) {
		return sayso.Span{}
	}
	return sayso.Span{Start: s.Words[i].Start, End: s.Words[i+n-1].End}
}
