package lexicon

import "strings"

func loadWords(lex *Lexicon, f *file) {
	f.records(2, 2, func(cols []string) {
		var tags []Tag
		for _, name := range strings.Split(cols[0], "/") {
			t, ok := TagNamed(name)
			if !ok {
				f.fault("%q is no tag", name)
				return
			}
			tags = append(tags, t)
		}
		for _, form := range strings.Fields(cols[1]) {
			w := lex.intern(form)
			for _, t := range tags {
				lex.Parts.add(w, t)
			}
		}
	})
}

// inflection is a verb's forms.
type inflection struct{ base, third, ing, past, part []string }

// irregular holds the verbs of irregular.tsv while the lexicon is loaded.
type irregular map[string]inflection

func loadIrregular(lex *Lexicon, f *file) {
	lex.irregular = irregular{}
	f.records(3, 5, func(cols []string) {
		v := regular(cols[0])
		v.past, v.part = strings.Split(cols[1], "/"), strings.Split(cols[2], "/")
		if len(cols) > 3 {
			v.third = strings.Split(cols[3], "/")
		}
		if len(cols) > 4 {
			v.ing = strings.Split(cols[4], "/")
		}
		if _, twice := lex.irregular[cols[0]]; twice {
			f.fault("%s is listed twice", cols[0])
		}
		lex.irregular[cols[0]] = v
	})
}

// inflect is the forms of a verb.
func (r irregular) inflect(lemma string) inflection {
	if lemma == "be" {
		return inflection{base: []string{"be"}, third: []string{"is", "am", "are", "'s", "'m", "'re"}, ing: []string{"being"}, past: []string{"was", "were"}, part: []string{"been"}}
	}
	if lemma == "have" {
		return inflection{base: []string{"have"}, third: []string{"has"}, ing: []string{"having"}, past: []string{"had"}, part: []string{"had"}}
	}
	if v, ok := r[lemma]; ok {
		return v
	}
	return regular(lemma)
}

// regular makes a regular verb's forms by spelling.
func regular(lemma string) inflection {
	stem, third := lemma, lemma+"s"
	n := len(lemma)
	last := lemma[n-1]
	ed, ing := lemma+"ed", lemma+"ing"
	switch {
	case last == 'e' && n > 1 && lemma[n-2] == 'e', strings.HasSuffix(lemma, "oe"), strings.HasSuffix(lemma, "ye"):
		ed = lemma + "d"
	case last == 'e':
		ed, ing = lemma+"d", lemma[:n-1]+"ing"
	case last == 'y' && n > 1 && !vowel(lemma[n-2]):
		stem = lemma[:n-1]
		ed, third = stem+"ied", stem+"ies"
	case last == 's', last == 'x', last == 'z', last == 'o', strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "sh"):
		third = lemma + "es"
	}
	return inflection{base: []string{lemma}, third: []string{third}, ing: []string{ing}, past: []string{ed}, part: []string{ed}}
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// addVerb notes a verb's forms and calls f for each.
func (lex *Lexicon) addVerb(lemma string, f func(Word)) {
	lex.eachForm(lemma, func(w Word, tags []Tag) {
		for _, t := range tags {
			if lemma != "be" {
				lex.Parts.add(w, t)
			}
		}
		f(w)
	})
}

// eachForm calls f for each form of a verb, with the tags that it can have.
func (lex *Lexicon) eachForm(lemma string, f func(Word, []Tag)) {
	v := lex.irregular.inflect(lemma)
	for _, part := range []struct {
		forms []string
		tags  []Tag
	}{{v.base, []Tag{VB, VBP}}, {v.third, []Tag{VBZ}}, {v.past, []Tag{VBD}}, {v.part, []Tag{VBN}}, {v.ing, []Tag{VBG}}} {
		for _, form := range part.forms {
			f(lex.intern(form), part.tags)
		}
	}
}

func loadVerbs(lex *Lexicon, f *file) {
	f.records(2, 2, func(cols []string) {
		noun := cols[0] == "noun"
		for _, lemma := range strings.Fields(cols[1]) {
			if noun {
				lex.Parts.add(lex.intern(lemma), NN)
				lex.Parts.add(lex.intern(plural(lemma)), NNS)
			}
			lex.addVerb(lemma, func(Word) {})
		}
	})
}

// plural is a noun's regular plural.
func plural(noun string) string { return regular(noun).third[0] }
