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

//go:embed weights/sayso.weights
var embedded []byte

// Model is everything that was learned. Read-only and safe for concurrent use.
type Model struct {
	Version string // of the weights, printed with every reading

	Words    *Words // what is known of word forms
	Tagger   *Wide  // part of speech
	TagWords *Tags  // words that are always of one part of speech

	Labels *Chain // cue, source and content
	Linker *Chain // source and content of one cue
	Trust  *Trust // how far a link can be trusted
}

// Default is the model built into the program, or nil where none is (a build
// before the first training). It panics where the weights are damaged, which the
// package's own tests catch first.
var Default = sync.OnceValue(func() *Model {
	if len(embedded) == 0 {
		return nil
	}
	m, err := Load(embedded)
	if err != nil {
		panic(err)
	}
	return m
})
