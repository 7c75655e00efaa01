package train

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/lab/corpus"
	"sayso/internal/read"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
	"sayso/internal/read/text"
)

// tokens marks up a text as the reader does.
func tokens(id, body string) (*annotate.Doc, error) {
	doc, err := text.Read(sayso.Input{ID: id, Place: id, Bytes: []byte(body)})
	if err != nil {
		return nil, err
	}
	return annotate.Tokenize(doc, lexicon.Default()), nil
}

// marked marks a text up with all that the finders need.
func marked(id, body string) (*annotate.Doc, error) {
	doc, err := text.Read(sayso.Input{ID: id, Place: id, Bytes: []byte(body)})
	if err != nil {
		return nil, err
	}
	return read.Annotate(doc), nil
}

// small are words that are common though they are always written with a capital.
const small = "i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august " +
	"september october november december mr. mrs. ms. dr. sen. gov. rep. gen. col. lt. sgt. capt. maj. prof. rev."

// verbs and nouns are WordNet's classes, numbered from 1.
var verbs = numbered("body change cognition communication competition consumption contact creation emotion motion perception possession social stative weather")
var nouns = numbered("Tops act animal artifact attribute body cognition communication event feeling food group location motive object person phenomenon plant possession process quantity relation shape state substance time")

func numbered(list string) map[string]uint8 {
	out := map[string]uint8{}
	for i, w := range strings.Fields(list) {
		out[w] = uint8(i + 1)
	}
	return out
}

// wordList collects what is known of word forms.
type wordList struct {
	lower, upper map[string]int // how often written small, and with a capital inside a sentence
	verb, noun   map[string]uint8
	lemma        map[string]string
}

func newWordList() *wordList {
	return &wordList{map[string]int{}, map[string]int{}, map[string]uint8{}, map[string]uint8{}, map[string]string{}}
}

// see counts the forms of a text.
func (w *wordList) see(d *annotate.Doc) {
	for i, t := range d.Tokens {
		if !t.Shape.Has(annotate.Alpha) {
			continue
		}
		form := lexicon.Fold(d.Form(i))
		if !t.Shape.Has(annotate.Capital) {
			w.lower[form]++
		} else if !t.Shape.Has(annotate.Starts) {
			w.upper[form]++
		}
	}
}

// senses reads WordNet's list of words with their classes and counts.
func (w *wordList) senses(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("train: %w", err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for s.Scan() {
		word, list, ok := strings.Cut(s.Text(), "\t")
		if !ok || strings.ContainsAny(word, " _-'./0123456789") {
			continue
		}
		bestV, bestN := 0, 0
		for _, x := range strings.Fields(list) {
			class, count, _ := strings.Cut(x, ":")
			n, _ := strconv.Atoi(count)
			pos, name, _ := strings.Cut(class, ".")
			if pos == "verb" && n > bestV {
				bestV = n
				w.verb[word] = verbs[name]
			}
			if pos == "noun" && n > bestN {
				bestN = n
				w.noun[word] = nouns[name]
			}
		}
	}
	return s.Err()
}

// trees takes irregular forms with their lemmas from a treebank.
func (w *wordList) trees(list []corpus.Tree) {
	for _, t := range list {
		for _, x := range t.Words {
			if strings.HasPrefix(x.Tag, "VB") {
				if form := lexicon.Fold(x.Form); w.lemma[form] == "" {
					w.lemma[form] = lexicon.Fold(x.Lemma)
				}
			}
		}
	}
}

// inflect is the regular forms of a verb, the doubled consonant's too.
func inflect(v string) []string {
	last := v[len(v)-1]
	switch {
	case strings.HasSuffix(v, "e"):
		return []string{v + "s", v + "d", v[:len(v)-1] + "ing"}
	case last == 'y' && len(v) > 1 && !strings.ContainsRune("aeiou", rune(v[len(v)-2])):
		return []string{v[:len(v)-1] + "ies", v[:len(v)-1] + "ied", v + "ing"}
	case strings.ContainsRune("sxz", rune(last)) || strings.HasSuffix(v, "ch") || strings.HasSuffix(v, "sh") || last == 'o':
		return []string{v + "es", v + "ed", v + "ing"}
	}
	d := v + string(last)
	return []string{v + "s", v + "ed", v + "ing", d + "ed", d + "ing"}
}

func plural(n string) string {
	last := n[len(n)-1]
	switch {
	case last == 'y' && len(n) > 1 && !strings.ContainsRune("aeiou", rune(n[len(n)-2])):
		return n[:len(n)-1] + "ies"
	case strings.ContainsRune("sxz", rune(last)) || strings.HasSuffix(n, "ch") || strings.HasSuffix(n, "sh"):
		return n + "es"
	}
	return n + "s"
}

func hashOf(form string) uint64 { return lexicon.Hash([]byte(form)) }

// build compiles the table.
func (w *wordList) build() *model.Words {
	type facts struct {
		lemma      string
		verb, noun uint8
		common     bool
	}
	all := map[string]*facts{}
	get := func(form string) *facts {
		f := all[form]
		if f == nil {
			f = &facts{}
			all[form] = f
		}
		return f
	}
	for _, form := range sorted(w.lower) {
		if n := w.lower[form]; n >= 2 && n*20 > w.upper[form] {
			get(form).common = true
		}
	}
	for _, form := range strings.Fields(small) {
		get(form).common = true
	}
	for _, form := range sorted(w.lemma) {
		l := w.lemma[form]
		f := get(form)
		f.lemma, f.verb = l, w.verb[l]
	}
	for _, v := range sorted(w.verb) {
		if f := get(v); f.verb == 0 {
			f.lemma, f.verb = v, w.verb[v]
		}
	}
	for _, v := range sorted(w.verb) {
		for _, form := range inflect(v) {
			if f := get(form); f.verb == 0 {
				f.lemma, f.verb = v, w.verb[v]
			}
		}
	}
	for _, n := range sorted(w.noun) {
		for _, form := range []string{n, plural(n)} {
			if all[form] == nil && w.lower[form] == 0 {
				continue // rare nouns would fill the table
			}
			if f := get(form); f.noun == 0 {
				f.noun = w.noun[n]
				if f.lemma == "" {
					f.lemma = n
				}
			}
		}
	}
	out := map[uint64]model.Word{}
	for form, f := range all {
		lemma := uint16(0)
		if f.lemma != "" {
			lemma = uint16(hashOf(f.lemma)) | 1
		}
		if word := model.NewWord(lemma, f.verb, f.noun, f.common); word != 0 {
			out[hashOf(form)] = word
		}
	}
	return model.NewWords(out)
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
