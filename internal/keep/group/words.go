package group

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed words.tsv
var wordsFile string

// known is what grouping knows of words, from words.tsv.
var known = func() *vocabulary {
	v, err := parseWords(wordsFile)
	if err != nil {
		panic(err)
	}
	return v
}()

type vocabulary struct {
	placeNoun, regionNoun, quarterNoun, everybody, sourceNoun, headNoun, someone, nameStop map[string]bool
	class                                                                                  map[string]string   // word → class of people
	kin                                                                                    map[string]string   // word → sort of body
	usual                                                                                  map[uint64]bool     // stems that any report has
	happening                                                                              map[string][]uint64 // word → sorts of happening, as they stand in contexts
	sorts                                                                                  []uint64            // of happenings, each once
	revision                                                                               []uint64            // stems of words that tell of a number put right
}

func parseWords(file string) (*vocabulary, error) {
	v := &vocabulary{class: map[string]string{}, kin: map[string]string{}, usual: map[uint64]bool{}, happening: map[string][]uint64{}}
	sets := map[string]*map[string]bool{
		"place-noun": &v.placeNoun, "region-noun": &v.regionNoun, "quarter-noun": &v.quarterNoun, "everybody": &v.everybody, "source-noun": &v.sourceNoun,
		"head-noun": &v.headNoun, "someone": &v.someone, "name-stop": &v.nameStop,
	}
	for _, s := range sets {
		*s = map[string]bool{}
	}
	for i, line := range strings.Split(strings.TrimRight(file, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		word, role, _ := strings.Cut(line, "\t")
		set, class := sets[role], strings.TrimPrefix(role, "class ")
		switch {
		case word == "" || word != strings.ToLower(strings.TrimSpace(word)):
			return nil, fmt.Errorf("words.tsv:%d: %q is no lower-cased word", i+1, word)
		case set != nil && (*set)[word]:
			return nil, fmt.Errorf("words.tsv:%d: %q is listed twice as %s", i+1, word, role)
		case set != nil:
			(*set)[word] = true
		case strings.HasPrefix(role, "kin "):
			if v.kin[word] != "" {
				return nil, fmt.Errorf("words.tsv:%d: %q is listed twice as kin", i+1, word)
			}
			v.kin[word] = strings.TrimPrefix(role, "kin ")
		case role == "usual" || role == "revision":
			r := []rune(word)
			if len(r) < 5 {
				return nil, fmt.Errorf("words.tsv:%d: %q is shorter than a stem", i+1, word)
			}
			if role == "usual" {
				v.usual[stem(r)] = true
			} else {
				v.revision = append(v.revision, stem(r))
			}
		case strings.HasPrefix(role, "happening "):
			sort := list("%s", role)
			v.happening[word] = append(v.happening[word], sort)
			if !slices.Contains(v.sorts, sort) {
				v.sorts = append(v.sorts, sort)
			}
			if len(v.sorts) > 32 {
				return nil, fmt.Errorf("words.tsv:%d: more than 32 sorts of happening", i+1)
			}
		case class == role:
			return nil, fmt.Errorf("words.tsv:%d: no role %q", i+1, role)
		case v.class[word] != "":
			return nil, fmt.Errorf("words.tsv:%d: %q is listed twice as a class", i+1, word)
		default:
			v.class[word] = class
		}
	}
	return v, nil
}
