package lexicon

import "strings"

// Noun is what is known of a noun that a number may stand before, as bits.
type Noun uint8

// The bits.
const (
	Singular Noun = 1 << iota
	Plural
	Thing // counted, but no people (data/things.tsv)
)

// People are the nouns for people, and for what is counted beside them.
type People struct {
	byWord []Noun
	tags   []string // by Word; "" for none
}

// Of is what is known of the noun; 0 for a word that is none of the listed ones.
func (p *People) Of(w Word) Noun {
	if int(w) < len(p.byWord) {
		return p.byWord[w]
	}
	return 0
}

// Tags are what a noun for people says of them: "sex:female age:child".
func (p *People) Tags(w Word) string {
	if int(w) < len(p.tags) {
		return p.tags[w]
	}
	return ""
}

func (p *People) set(w Word, n Noun, tags string) {
	put(&p.byWord, w, p.Of(w)|n)
	if tags != "" {
		put(&p.tags, w, tags)
	}
}

var peopleTags = []string{"sex:", "age:", "role:", "unit:", "nation:"}

func loadPeople(lex *Lexicon, f *file) {
	f.records(2, 3, func(cols []string) {
		tags := ""
		if len(cols) == 3 {
			tags = cols[2]
		}
		for _, tag := range strings.Fields(tags) {
			known := false
			for _, t := range peopleTags {
				known = known || strings.HasPrefix(tag, t) && len(tag) > len(t)
			}
			if !known {
				f.fault("want tags that begin with sex:, age:, role:, unit: or nation:, have %q", tag)
			}
		}
		for i, n := range []Noun{Singular, Plural} {
			if cols[i] != "-" {
				lex.People.set(lex.intern(cols[i]), n, tags)
			}
		}
		if strings.Contains(tags, "nation:") && cols[1] != "-" && cols[0] != cols[1] {
			lex.Nouns.add(lex.intern(cols[1]), Group) // "Americans", and every other people as well
		}
	})
}

func loadThings(lex *Lexicon, f *file) {
	f.records(1, 1, func(cols []string) {
		lex.People.set(lex.intern(cols[0]), Thing, "")
	})
}
