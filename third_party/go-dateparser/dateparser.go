// Package dateparser stands in for github.com/markusmobius/go-dateparser, which
// go-trafilatura asks for (through go-htmldate) and sayso never calls: it reads
// dates in hundreds of languages, and its tables cost every start of the program
// a fifth of a second and 78 MB. sayso reads the dates of pages itself
// (internal/read/text), and asks trafilatura for the text alone.
//
// It holds the names that go-htmldate compiles against. Parse finds no date.
package dateparser

import (
	"errors"
	"time"
)

// ParserType is a way of reading a date.
type ParserType uint8

// The types that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource tells which of several readings is preferred.
type PreferredDateSource uint8

// Past prefers dates that lie behind.
const Past PreferredDateSource = 1

// Configuration is how a date is to be read.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser reads dates.
type Parser struct {
	ParserTypes []ParserType
}

// Date is a date that was read.
type Date struct {
	Time time.Time
}

var errNone = errors.New("dateparser: not built in")

// Parse finds no date.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) {
	return Date{}, errNone
}
