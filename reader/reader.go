// Package reader reads a news text and returns its attributed claims: who says
// what, about how many people, where and when, each with the exact words. It does
// no I/O, keeps no state and is safe for concurrent use.
package reader

import (
	"sayso"
	"sayso/internal/read"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
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

// Gazetteer is a list of places beside the built-in one. Named gives what a name
// may mean; the name comes as NameKey makes it. It has to be safe for concurrent
// use.
type Gazetteer = annotate.Gazetteer

// WithGazetteer is Read with more places: id names the list in the reading's
// version, since other places may make another reading.
func WithGazetteer(g Gazetteer, id string) func(sayso.Input) (*sayso.Document, *sayso.Reading, error) {
	o := read.Options{Places: g, PlacesID: id}
	return func(in sayso.Input) (*sayso.Document, *sayso.Reading, error) {
		doc, err := text.Read(in)
		if err != nil {
			return nil, nil, err
		}
		return doc, o.Document(doc), nil
	}
}

// NameKey is the form in which a Gazetteer is asked for a name: lower-cased,
// without accents and full stops, its words parted by single spaces.
func NameKey(name string) []byte { return lexicon.NameKey(nil, name) }
