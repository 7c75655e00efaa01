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
)

// Version names the rules, lexicon and weights; it changes when a reading may.
const Version = "rules-1+weights-1"

// Annotate marks up a document: everything that the finders of claims need.
func Annotate(doc *sayso.Document) *annotate.Doc {
	d := annotate.Tokenize(doc, lexicon.Default())
	annotate.Places(d, nil)
	annotate.Dates(d)
	annotate.Numbers(d)
	annotate.Quotations(d)
	annotate.Tag(d)
	annotate.Chunked(d)
	annotate.Names(d)
	return d
}

// Document reads one document.
func Document(doc *sayso.Document) *sayso.Reading {
	d := Annotate(doc)
	if m := model.Default(); m != nil {
		d.Learn(m)
	}
	said := attribution.Find(d)
	return &sayso.Reading{
		Attributions: said,
		Figures:      figure.Find(d, said),
		Places:       d.AllPlaces(),
		Reader:       Version,
	}
}
