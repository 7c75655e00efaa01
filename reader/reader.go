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

// Options are what a reader may use beside the text.
type Options struct {
	Gazetteer   Gazetteer // more places; nil = the built-in ones only
	GazetteerID string    // names that list in the reading's version, since other places may make another reading
	Profile     *Profile  // a team's own terms and numbers; nil = the built-in ones
	RulesOnly   bool      // without the learned weights: about three times faster, and finds fewer attributions
}

// With is Read with options.
func With(o Options) func(sayso.Input) (*sayso.Document, *sayso.Reading, error) {
	options := read.Options{Places: o.Gazetteer, PlacesID: o.GazetteerID, RulesOnly: o.RulesOnly}
	if o.Profile != nil {
		options.Lexicon, options.LexiconID = o.Profile.lex, o.Profile.id
	}
	return func(in sayso.Input) (*sayso.Document, *sayso.Reading, error) {
		doc, err := text.Read(in)
		if err != nil {
			return nil, nil, err
		}
		return doc, options.Document(doc), nil
	}
}

// WithGazetteer is Read with more places.
func WithGazetteer(g Gazetteer, id string) func(sayso.Input) (*sayso.Document, *sayso.Reading, error) {
	return With(Options{Gazetteer: g, GazetteerID: id})
}

// NameKey is the form in which a Gazetteer is asked for a name: lower-cased,
// without accents and full stops, its words parted by single spaces.
func NameKey(name string) []byte { return lexicon.NameKey(nil, name) }
