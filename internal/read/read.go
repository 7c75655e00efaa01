// Package read is the reader: pure computation from a document to its reading.
// Each stage is a function over the marked-up document, in this order:
//
//	text.Read ─► annotate (tokens, sentences, quotations, numbers, dates,
//	names, places) ─► attribution.Find ─► figure.Find
//
// Same bytes in, same reading out, whatever the order and the number of cores.
package read

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/claims/figure"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
	"sayso/internal/read/text"
)

// Version names the rules, lexicon and weights; it changes when a reading may.
const Version = rules + "+weights-" + model.Version

const rules = "rules-5"

// Options are what a reading may use beside the document.
type Options struct {
	Places   annotate.Gazetteer // more places than are built in; nil = none
	PlacesID string             // names that list in the reading's version

	Lexicon   *lexicon.Lexicon // with a team's profile; nil = the built-in one
	LexiconID string           // names the profile in the reading's version

	RulesOnly bool // without what was learned: several times faster, and finds less
}

// Annotate marks up a document: everything that the finders of claims need.
func Annotate(doc *sayso.Document) *annotate.Doc { return Options{}.annotate(doc) }

func (o Options) annotate(doc *sayso.Document) *annotate.Doc {
	lex := o.Lexicon
	if lex == nil {
		lex = lexicon.Default()
	}
	d := annotate.Tokenize(doc, lex)
	annotate.Places(d, o.Places)
	annotate.Dates(d)
	annotate.Numbers(d)
	annotate.Quotations(d)
	annotate.Tag(d)
	annotate.Chunked(d)
	if m := model.Names(); m != nil && !o.RulesOnly {
		annotate.Recognise(d, m)
	}
	annotate.Names(d)
	return d
}

// Document reads one document with what is built in.
func Document(doc *sayso.Document) *sayso.Reading { return Options{}.Document(doc) }

// Document reads one document. In one that is not in English it reads nothing.
func (o Options) Document(doc *sayso.Document) *sayso.Reading {
	if text.Foreign(doc, lexicon.Default()) {
		return &sayso.Reading{Reader: o.version()}
	}
	d := o.annotate(doc)
	if m := model.Default(); m != nil && !o.RulesOnly {
		d.Learn(m)
	}
	said := attribution.Find(d)
	return &sayso.Reading{
		Attributions: said,
		Figures:      figure.Find(d, said),
		Places:       d.AllPlaces(),
		Reader:       o.version(),
	}
}

// version is Version with the profile and the list of places that were used
// beside.
func (o Options) version() string {
	v := Version
	if o.RulesOnly {
		v = rules
	}
	if o.Lexicon != nil {
		v += "+" + o.LexiconID
	}
	if o.Places != nil {
		v += "+places-" + o.PlacesID
	}
	return v
}
