package group

import (
	_ "embed"
	"fmt"
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
	placeNoun, regionNoun, everybody, sourceNoun, headNoun, someone, nameStop map[string]bool
	class                                                                     map[string]string // word → class of people
	kin                                                                       map[string]string // word → sort of body
	revision                                                                  []uint64          // stems of words that tell of a number put right
}

func parseWords(file string) (*vocabulary, error) {
	v := &vocabulary{class: map[string]string{}, kin: map[string]string{}}
	sets := map[string]*map[string]bool{
		"place-noun": &v.placeNoun, "region-noun": &v.regionNoun, "everybody": &v.everybody, "source-noun": &v.sourceNoun,
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
		case role == "revision":
			r := []rune(word)
			if len(r) < 5 {
				return nil, fmt.Errorf("words.tsv:%d: %q is shorter than a stem", i+1, word)
			}
			v.revision = append(v.revision, stem(r))
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
