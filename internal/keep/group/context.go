package group

import (
	"slices"
	"strings"
	"unicode"

	"sayso"
)

// contextBytes is how far around a figure the words are looked at that tell
// what happened: two or three sentences.
const contextBytes = 280

// Contexts are, for each figure, the stems of the longer words around its
// number, sorted: what tells a gas attack from a rocket attack on one town on one
// day. Names, numbers and what every report has are left out; the place is
// compared on its own. What sort of happening the sentence tells of, else the
// paragraph, is filed among them.
func Contexts(text string, figures []sayso.Figure) [][]uint64 {
	out := make([][]uint64, len(figures))
	for i := range figures {
		n := figures[i].Number
		start, end := max(0, n.Start-contextBytes), min(len(text), n.End+contextBytes)
		out[i] = stems(strings.ToValidUTF8(text[start:end], " "))
		own := stems(strings.ToValidUTF8(paragraph(text, n, start, end), " "))
		sorts := sortsOf(sentence(text, n, start, end))
		if len(sorts) == 0 {
			sorts = sortsOf(paragraph(text, n, start, end))
		}
		out[i] = append(out[i], sorts...)
		slices.Sort(out[i])
		out[i] = slices.DeleteFunc(out[i], func(h uint64) bool {
			_, here := slices.BinarySearch(own, h)
			return !here && slices.Contains(known.revision, h) // another paragraph's number was put right
		})
	}
	return out
}

// paragraph is the part of a stretch of text around a number that stands in its
// paragraph.
func paragraph(text string, n sayso.Span, start, end int) string {
	if i := strings.LastIndexByte(text[start:n.Start], '\n'); i >= 0 {
		start += i + 1
	}
	if i := strings.IndexByte(text[n.End:end], '\n'); i >= 0 {
		end = n.End + i
	}
	return text[start:end]
}

// sentence is the part of a stretch of text around a number that stands between
// full stops.
func sentence(text string, n sayso.Span, start, end int) string {
	p := text[start:end]
	if i := strings.LastIndex(text[start:n.Start], ". "); i >= 0 {
		p = p[i+2:]
	}
	at := n.End - (end - len(p))
	if i := strings.Index(p[at:], ". "); i >= 0 {
		p = p[:at+i]
	}
	return p
}

// sortsOf are the sorts of happening that a text's words tell of, sorted.
func sortsOf(text string) []uint64 {
	var out []uint64
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		out = append(out, known.happening[w]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stems are hashes of the first five letters of lower-case words of five letters
// or more.
func stems(text string) []uint64 {
	var out []uint64
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		r := []rune(w)
		if len(r) < 5 || unicode.IsUpper(r[0]) || known.everybody[w] {
			continue
		}
		if s := stem(r); !known.usual[s] {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stem is a hash of the first five letters of a word.
func stem(word []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range word[:5] {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// overlap is the share of the smaller set that is in the other.
func overlap(a, b []uint64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return usualOverlap // nothing to go by
	}
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return float64(n) / float64(min(len(a), len(b)))
}
