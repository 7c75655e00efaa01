// Package model holds what was learned: linear models over hashed features,
// embedded in the program, and how to score and decode with them. No text is in
// it: a feature is known by its hash only.
//
// All scoring is in whole numbers, so that a reading is the same on every
// machine. Weights are made by package train of the lab (sayso train).
package model

import (
	_ "embed"
	"sync"
)

// Version is what these weights go by in every reading: other weights, another
// version.
const Version = "7"

//go:embed weights/sayso.weights
var embedded []byte

// The grammar has weights of its own, that a program which does not ask for trees
// never loads.
//
//go:embed weights/grammar.weights
var embeddedGrammar []byte

// So have names, that are recognised before claims are read.
//
//go:embed weights/names.weights
var embeddedNames []byte

// File is a file of weights as it is embedded.
type File struct {
	Name  string
	Bytes []byte
}

// Files are the weights that the program carries, as sayso train writes them.
func Files() []File {
	return []File{{"sayso.weights", embedded}, {"grammar.weights", embeddedGrammar}, {"names.weights", embeddedNames}}
}

// Model is everything that was learned. Read-only and safe for concurrent use.
type Model struct {
	Version string // of the weights, printed with every reading

	Words    *Words // what is known of word forms
	Tagger   *Wide  // part of speech
	TagWords *Tags  // words that are always of one part of speech

	// Of the grammar only.
	Forms *Words    // how a form is tagged elsewhere, and which forms stand in like places
	Moves [2]*Table // what the parser does next, reading from the left and from the right
	Rels  [2]*Wide  // how a word hangs on another

	// Of names only.
	Names *Chain // persons, bodies and places

	// Of claims only.
	Labels *Chain // cue, source and content
	Linker *Chain // source and content of one cue
	Trust  *Trust // how far a link can be trusted
}

// Default is what claims are read by, or nil where the program was built without
// (before the first training). It panics where the weights are damaged, which the
// package's own tests catch first.
var Default = sync.OnceValue(func() *Model { return load(embedded) })

// Grammar is what tags and parses whole sentences, or nil; as Default.
var Grammar = sync.OnceValue(func() *Model { return load(embeddedGrammar) })

// Names is what names are recognised by, or nil; as Default.
var Names = sync.OnceValue(func() *Model { return load(embeddedNames) })

func load(b []byte) *Model {
	if len(b) == 0 {
		return nil
	}
	m, err := Load(b)
	if err != nil {
		panic(err)
	}
	return m
}
