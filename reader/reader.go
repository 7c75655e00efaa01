// Package reader reads a news text and returns its attributed claims: who says
// what, about how many people, where and when, each with the exact words. It does
// no I/O, keeps no state and is safe for concurrent use.
package reader

import (
	"sayso"
	"sayso/internal/read"
	"sayso/internal/read/text"
)

// Version names the rules, lexicon and weights. Readings of one version are the
// same, byte for byte, for the same bytes.
const Version = read.Version

// Read turns one input into its document and reading.
func Read(in sayso.Input) (*sayso.Document, *sayso.Reading, error) {
	doc, err := text.Read(in)
	if err != nil {
		return nil, nil, err
	}
	return doc, read.Document(doc), nil
}
