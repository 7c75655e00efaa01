// Package lexicon holds what sayso knows of words, as data files that a person
// can read, lint and extend: which verbs report speech, which words are titles,
// what "dozens" means at the least. Code asks it; knowledge does not live in code.
//
// Every word form that any file lists gets one number, its Word. The tokenizer
// looks a token up once; from then on all questions are array look-ups.
package lexicon

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"sync"
)

//go:embed data
var embedded embed.FS

// Lexicon is all the knowledge of words. It is read-only once built and safe
// for concurrent use. Each field is filled from the data file of its name.
type Lexicon struct {
	*Vocab

	Abbreviations Abbreviations
	Gazetteer     Gazetteer
	Blocks        Blocks
	Numbers       Numbers
	Modifiers     Modifiers
	FunctionWords FunctionWords
	Casualties    Casualties
	People        People
	Times         Times
	PlaceNouns    PlaceNouns
	EventNouns    Set
	Stances       Stances
	Parts         Parts // words.tsv, verbs.tsv and the cues
	Nouns         Nouns // nouns.tsv, given-names.tsv
	Names         Set   // names.tsv, and the countries and their peoples
	Cues          Cues  // cue-verbs.tsv, cue-nouns.tsv, cue-adjectives.tsv, cue-phrases.tsv, light-verbs.tsv

	Quantities  Phrases     // quantities.tsv
	Rules       Rules       // rules.tsv
	FigureRules Rules       // figure-rules.tsv
	FigureWords FigureWords // figure-words.tsv
	TextWords   TextWords   // text-words.tsv
	TrustFacts  []TrustFact // trust-facts.tsv, by number

	Function Function

	irregular irregular // while loading
}

// Default is the lexicon that is built into the program. It panics where a data
// file is at fault, which the package's own tests catch first.
var Default = sync.OnceValue(func() *Lexicon {
	data, err := fs.Sub(embedded, "data")
	if err != nil {
		panic(err)
	}
	lex, err := Load(data)
	if err != nil {
		panic(err)
	}
	return lex
})

// Load builds a lexicon from a folder of data files. The error names every
// fault of every file with its line.
func Load(data fs.FS) (*Lexicon, error) { return load(data, nil) }

func load(data fs.FS, profile *Profile) (*Lexicon, error) {
	lex := &Lexicon{Vocab: newVocab()}
	loadFunction(lex)
	var faults []error
	for _, part := range []struct {
		file string
		load func(*Lexicon, *file)
	}{
		{"abbreviations.tsv", loadAbbreviations},
		{"blocks.tsv", loadBlocks},
		{"numbers.tsv", loadNumbers},
		{"modifiers.tsv", loadModifiers},
		{"function-words.tsv", loadFunctionWords},
		{"casualty.tsv", loadCasualty},
		{"people.tsv", loadPeople},
		{"things.tsv", loadThings},
		{"time.tsv", loadTimes},
		{"place-nouns.tsv", loadPlaceNouns},
		{"event-nouns.tsv", loadEventNouns},
		{"status.tsv", loadStances},
		{"words.tsv", loadWords},
		{"quantities.tsv", loadQuantities},
		{"rules.tsv", loadRules},
		{"figure-rules.tsv", loadFigureRules},
		{"figure-words.tsv", loadFigureWords},
		{"text-words.tsv", loadTextWords},
		{"trust-facts.tsv", loadTrustFacts},
		{"irregular.tsv", loadIrregular},
		{"cue-nouns.tsv", loadCueNouns},
		{"cue-verbs.tsv", loadCueVerbs},
		{"verbs.tsv", loadVerbs},
		{"cue-adjectives.tsv", loadCueAdjectives},
		{"light-verbs.tsv", loadLightVerbs},
		{"cue-phrases.tsv", loadCuePhrases},
		{"nouns.tsv", loadNouns},
		{"given-names.tsv", loadGivenNames},
		{"names.tsv", loadNames},
	} {
		f, err := open(data, part.file)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		f.open(profile)
		part.load(lex, f)
		faults = append(faults, f.faults...)
	}
	faults = append(faults, loadGazetteer(lex, data)...)
	if len(faults) > 0 {
		return nil, fmt.Errorf("lexicon: %w", errors.Join(faults...))
	}
	return lex, nil
}
