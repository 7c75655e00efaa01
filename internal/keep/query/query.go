// Package query says what a person wants to see of the ledger: the one filter
// that the command line, the pages and the API share.
package query

import (
	"fmt"
	"strings"
	"time"

	"sayso"
)

// Filter picks documents, attributions and figures. Every field that is set must
// hold; an empty one lets everything through. Names are compared by whole words,
// without regard to case, accents and punctuation: "oman" is no part of
// "Romania"; "roman*" is.
//
// A document matches conditions on figures where one of its figures matches them
// all, an attribution where a figure that it holds does.
type Filter struct {
	// Words that must all stand in the passage of a claim, or anywhere in a
	// document: plain words, "phrases in quotation marks", beginnings*.
	Words string

	Document string // an ID or the beginning of one, an address, or the id given on input
	Outlet   string // part of the outlet's name
	Source   string // part of the name of any source in the chain, or of the speaker
	Place    string // a place's or country's name, or part of the text's words for it

	// Days of publication, ISO dates, both included. A document without a date
	// matches neither.
	Since, Until string
	// Days on which the figure's happening may lie, ISO dates, both included.
	From, To string

	Categories  []sayso.Category
	Quantifiers []sayso.Quantifier
	Scopes      []sayso.Scope
	Statuses    []sayso.Status
	Kinds       []sayso.QuoteKind
	Classes     []sayso.Class

	// AtLeast and AtMost bound the number as it is stated: 12 for "at least 12".
	// 0 is no bound.
	AtLeast, AtMost int64
	Confidence      float64 // at least

	Sort   Sort
	Limit  int // 0 = all
	Offset int
}

// Sort is an order of the rows. Rows that are equal in it follow each other by
// document and place in the text, so that an order is always total.
type Sort struct {
	By   Key
	Down bool
}

// Key is what rows can be sorted by.
type Key string

// The keys. Where none is given, rows come by publication, newest first.
const (
	ByPublished  Key = "published"
	ByAdded      Key = "added"
	ByOutlet     Key = "outlet"
	ByTitle      Key = "title"
	ByNumber     Key = "number"     // figures
	ByCategory   Key = "category"   // figures
	ByPlace      Key = "place"      // figures
	ByWhen       Key = "when"       // figures
	BySource     Key = "source"     // attributions: the speaker; figures: the outermost source
	ByConfidence Key = "confidence" // attributions and figures
	ByFigures    Key = "figures"    // documents: how many
)

// Keys are all of them, for help texts and checks.
var Keys = []Key{ByPublished, ByAdded, ByOutlet, ByTitle, ByNumber, ByCategory, ByPlace, ByWhen, BySource, ByConfidence, ByFigures}

// ParseSort reads "published" or, for the other direction, "-published".
func ParseSort(s string) (Sort, error) {
	name, down := strings.CutPrefix(s, "-")
	for _, k := range Keys {
		if string(k) == name {
			return Sort{k, down}, nil
		}
	}
	return Sort{}, fmt.Errorf("no order %q (%w): want one of %v", s, sayso.ErrInvalid, Keys)
}

// Day reads a day, a month or a year as its first and last day, in ISO dates.
func Day(s string) (first, last string, err error) {
	for _, l := range []struct {
		layout              string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if t, err := time.Parse(l.layout, s); err == nil {
			end := t.AddDate(l.years, l.months, l.days).AddDate(0, 0, -1)
			return t.Format(time.DateOnly), end.Format(time.DateOnly), nil
		}
	}
	return "", "", fmt.Errorf("%q is no day (%w): want 2023-11-02, 2023-11 or 2023", s, sayso.ErrInvalid)
}
