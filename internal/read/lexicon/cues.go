package lexicon

import (
	"strings"

	"sayso"
)

// Takes is what may stand for the content beside a cue.
type Takes uint32

// What a cue can take.
const (
	TakesThat    Takes = 1 << iota // a clause, with "that" or without
	TakesQuote                     // a quotation
	TakesNP                        // "denied the report"
	TakesTo                        // "vowed to fight"
	TakesObjTo                     // "urged them to go"
	TakesTold                      // "told reporters that"
	TakesIng                       // "denied killing"
	TakesWh                        // "asked whether"
	TakesAs                        // "described it as"
	TakesPassive                   // "is believed to"
	TakesIf                        // "asked if"
	TakesAdj                       // "felt betrayed"
	TakesPlain                     // not taken: the verb is a plain one of saying
	TakesMerge                     // with an infinitive of saying it makes one cue: "declined to say"
	TakesCharge                    // its passive with its preposition credits to nobody: "is accused of"
	TakesAlone                     // its bare passive credits its subject to nobody: "more deaths are feared"
	TakesBare                      // a noun that credits without a source too: "reports of"
	TakesNobody                    // not taken: the verb is nobody's word, and its subject is part of the content: "seems"
)

var takesNames = map[string]Takes{"that": TakesThat, "quote": TakesQuote, "np": TakesNP, "to": TakesTo, "obj-to": TakesObjTo,
	"told": TakesTold, "ing": TakesIng, "wh": TakesWh, "as": TakesAs, "passive": TakesPassive, "if": TakesIf, "merge": TakesMerge, "plain": TakesPlain, "adj": TakesAdj, "charge": TakesCharge, "alone": TakesAlone, "bare": TakesBare, "nobody": TakesNobody}

// Preps are the prepositions that can belong to a cue ("called for"), by the
// bit that stands for each.
var prepNames = []string{"of", "for", "about", "on", "against", "to", "with", "in", "at", "from", "over", "into", "as", "by", "upon", "toward", "towards", "after", "out", "up", "like"}

// Cue is a word or a phrase that credits something to somebody.
type Cue struct {
	Lemma string
	// What it takes as saying, and as thought, attitude, intention,
	// perception or agreement: "agreed that he was wrong", "agreed to go".
	Speech, Other           Takes
	SpeechPreps, OtherPreps uint32 // bits of the prepositions that belong to it
	ChargePreps             uint32 // those of its passive alone: "is accused of"
}

// Takes is all that the cue takes.
func (c *Cue) Takes() Takes { return c.Speech | c.Other }

// Preps is all the prepositions that may belong to the cue.
func (c *Cue) Preps() uint32 { return c.SpeechPreps | c.OtherPreps }

// Class is the class of the cue with what it takes here.
func (c *Cue) Class(t Takes, prep uint32) sayso.Class {
	switch {
	case prep != 0 && c.SpeechPreps&prep != 0, prep == 0 && c.Speech&t != 0:
		return sayso.Speech
	case prep != 0 && c.OtherPreps&prep != 0, prep == 0 && c.Other&t != 0:
		return sayso.Other
	case c.Speech|Takes(c.SpeechPreps) != 0:
		return sayso.Speech
	}
	return sayso.Other
}

// Cues are the words that credit.
type Cues struct {
	All     []Cue   // from 1
	verb    []int16 // by Word: the number of the cue verb it is a form of
	noun    []int16
	adj     []int16  // "afraid", "committed"
	prep    []uint32 // by Word: its bit
	Light   Set
	Copula  Set     // "be", "remain": before an adjective
	Prefix  Phrases // "according to"; the number is a Cue's
	Phrasal Phrases // "point out", every inflection
	Adverb  Set     // "reportedly"
	Clear   Set     // "it is clear that"
	There   Set     // "there is no evidence that"
	Counted Set     // "put the toll at"
	Early   Set     // "it is too soon to tell whether"
	Resumes Set     // ", a claim denied by the union"
	Count   Set     // the verbs that it is put by
	Tally   Set     // verbs of keeping count: "registered 214 deaths"
	adverbs map[Word]sayso.Class
}

// Verb is the cue of which w is a verb form, or nil.
func (c *Cues) Verb(w Word) *Cue { return c.at(c.verb, w) }

// Noun is the cue of which w is a noun form, or nil.
func (c *Cues) Noun(w Word) *Cue { return c.at(c.noun, w) }

// Adjective is the cue that the adjective or participle w is, or nil.
func (c *Cues) Adjective(w Word) *Cue { return c.at(c.adj, w) }

func (c *Cues) at(index []int16, w Word) *Cue {
	if int(w) < len(index) && index[w] != 0 {
		return &c.All[index[w]]
	}
	return nil
}

// Prep is the bit of a preposition that can belong to a cue, or 0.
func (c *Cues) Prep(w Word) uint32 {
	if int(w) < len(c.prep) {
		return c.prep[w]
	}
	return 0
}

// AdverbClass is the class of a cue adverb.
func (c *Cues) AdverbClass(w Word) sayso.Class { return c.adverbs[w] }

func put[T any](list *[]T, w Word, v T) {
	for int(w) >= len(*list) {
		var zero T
		*list = append(*list, zero)
	}
	(*list)[w] = v
}

// takes reads a takes column.
func (f *file) takes(col string) (t Takes, preps uint32) {
	for _, name := range strings.Fields(col) {
		if p, ok := strings.CutSuffix(name, "+"); ok {
			i := 0
			for i < len(prepNames) && prepNames[i] != p {
				i++
			}
			if i == len(prepNames) {
				f.fault("%q is no preposition that a cue takes", p)
				continue
			}
			preps |= 1 << i
			continue
		}
		bit, ok := takesNames[name]
		if !ok {
			f.fault("%q is nothing that a cue takes", name)
		}
		t |= bit
	}
	return t, preps
}

// merge adds to a cue what a line says of it.
func (f *file) merge(c *Cue, class string, t Takes, preps uint32) {
	if t&TakesCharge != 0 {
		c.ChargePreps |= preps
		preps = 0
	}
	switch class {
	case "speech":
		c.Speech |= t
		c.SpeechPreps |= preps
	case "other":
		c.Other |= t
		c.OtherPreps |= preps
	default:
		f.fault("want speech or other, have %q", class)
	}
}

func (lex *Lexicon) newCue(lemma string) int16 {
	c := &lex.Cues
	if len(c.All) == 0 {
		c.All = make([]Cue, 1)
		for i, p := range prepNames {
			put(&c.prep, lex.intern(p), 1<<i)
		}
	}
	c.All = append(c.All, Cue{Lemma: lemma})
	return int16(len(c.All) - 1)
}

func loadCueVerbs(lex *Lexicon, f *file) {
	number := map[string]int16{}
	f.records(3, 3, func(cols []string) {
		t, preps := f.takes(cols[1])
		for _, lemma := range strings.Fields(cols[2]) {
			n := number[lemma]
			if n == 0 {
				n = lex.newCue(lemma)
				number[lemma] = n
				lex.addVerb(lemma, func(w Word) { put(&lex.Cues.verb, w, n) })
			}
			f.merge(&lex.Cues.All[n], cols[0], t, preps)
		}
	})
}

func loadCueNouns(lex *Lexicon, f *file) {
	number := map[string]int16{}
	f.records(3, 3, func(cols []string) {
		t, preps := f.takes(cols[1])
		for _, noun := range strings.Fields(cols[2]) {
			n := number[noun]
			if n == 0 {
				n = lex.newCue(noun)
				number[noun] = n
				for i, form := range []string{noun, plural(noun)} {
					w := lex.intern(form)
					lex.Parts.add(w, []Tag{NN, NNS}[i])
					put(&lex.Cues.noun, w, n)
				}
			}
			f.merge(&lex.Cues.All[n], cols[0], t, preps)
		}
	})
}

// loadCueAdjectives reads adjectives. One that nothing else lists is tagged as
// one; the participles keep their tags.
func loadCueAdjectives(lex *Lexicon, f *file) {
	number := map[string]int16{}
	f.records(3, 3, func(cols []string) {
		t, preps := f.takes(cols[1])
		for _, adj := range strings.Fields(cols[2]) {
			n := number[adj]
			if n == 0 {
				n = lex.newCue(adj)
				number[adj] = n
				w := lex.intern(adj)
				if lex.Parts.Of(w) == 0 {
					lex.Parts.add(w, JJ)
				}
				put(&lex.Cues.adj, w, n)
			}
			f.merge(&lex.Cues.All[n], cols[0], t, preps)
		}
	})
}

func loadLightVerbs(lex *Lexicon, f *file) {
	sets := map[string]*Set{"light": &lex.Cues.Light, "copula": &lex.Cues.Copula, "count": &lex.Cues.Count, "tally": &lex.Cues.Tally}
	f.records(2, 2, func(cols []string) {
		set := sets[cols[0]]
		if set == nil {
			f.fault("want light, copula, count or tally, have %q", cols[0])
			return
		}
		for _, lemma := range strings.Fields(cols[1]) {
			lex.eachForm(lemma, func(w Word, _ []Tag) { set.add(w) })
		}
	})
}

func loadCuePhrases(lex *Lexicon, f *file) {
	c := &lex.Cues
	c.adverbs = map[Word]sayso.Class{}
	f.records(3, 4, func(cols []string) {
		words := strings.Fields(cols[2])
		rest := make([]Word, len(words))
		for i, w := range words {
			rest[i] = lex.intern(w)
		}
		switch cols[1] {
		case "adverb":
			class := sayso.Speech
			if cols[0] == "other" {
				class = sayso.Other
			}
			c.Adverb.add(rest[0])
			c.adverbs[rest[0]] = class
			lex.Parts.add(rest[0], RB)
		case "clear":
			c.Clear.add(rest[0])
			if !lex.Parts.Of(rest[0]).Has(VBN) { // "known"
				lex.Parts.add(rest[0], JJ)
			}
		case "there":
			c.There.add(rest[0])
		case "counted":
			c.Counted.add(rest[0])
		case "early":
			c.Early.add(rest[0])
		case "resumes":
			c.Resumes.add(rest[0])
		case "prefix", "verb":
			if cols[1] == "verb" && len(cols) != 4 {
				f.fault("a verb needs what it takes")
				return
			}
			n := lex.newCue(cols[2])
			t, preps := TakesNP, uint32(0)
			if len(cols) == 4 {
				t, preps = f.takes(cols[3])
			}
			f.merge(&c.All[n], cols[0], t, preps)
			if cols[1] == "prefix" {
				if !c.Prefix.add(rest, int(n)) {
					f.fault("%q is listed twice", cols[2])
				}
				return
			}
			lex.addVerb(words[0], func(w Word) {
				if rest[0] = w; !c.Phrasal.add(append([]Word(nil), rest...), int(n)) && words[0] != "put" {
					// forms that are alike ("put", "put") come twice
					_ = n
				}
			})
		default:
			f.fault("want prefix, verb, adverb, clear, there, counted, early or resumes, have %q", cols[1])
		}
	})
}
