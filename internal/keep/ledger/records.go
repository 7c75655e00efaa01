package ledger

import (
	"slices"
	"strings"
	"time"

	"sayso"
)

// Entry is one input with what was read in it, ready to be stored.
type Entry struct {
	Input sayso.Input
	// File is the absolute path where the input is a file of its own, so that the
	// file, changed, is a new revision and not another document; "" where the
	// input's ID is a name that its bringer gave. A text from standard input is
	// Stdin: each is a document of its own.
	File     string
	Captured time.Time
	Tool     string // version of the program
	Document *sayso.Document
	Reading  *sayso.Reading
}

// Stdin is the File of what came by standard input.
const Stdin = "-"

// Outcome is what became of an entry.
type Outcome struct {
	Document ID
	Status   Status
	Revision int // from 1

	Attributions, Figures, Places int // stored
}

// Status tells what an entry was to the ledger.
type Status uint8

// The statuses. Seen is a capture of other bytes whose text and facts are those
// of the document's current revision: the capture is kept, nothing else changes.
const (
	Added   Status = iota // a new document
	Revised               // a new revision of a known document
	Seen                  // other bytes, same text
	Known                 // same bytes, same facts
)

// Capture is bytes as they came, with where from and when.
type Capture struct {
	Fingerprint Fingerprint
	Hash        Hash // SHA-256 of the bytes
	Size        int64
	MediaType   string
	Given       string // the id given on input
	URL         string // where they were got, if from the web
	Place       string // where the input lay: "reports/a.html", "week.jsonl:17"
	Time        time.Time
	Tool        string
}

// Document is one published piece as its current revision shows it.
type Document struct {
	ID       ID
	Given    string // the id given on input, first
	Meta     sayso.Meta
	Added    time.Time // first captured
	Changed  time.Time // current revision captured
	Revision int       // number of the current revision; 1 = never changed
	Reader   string    // version that made the current reading
	Bytes    int       // length of the text

	Attributions, Figures int
}

// Name is what to call the document: its title, else the id given on input.
func (d *Document) Name() string {
	if d.Meta.Title != "" {
		return d.Meta.Title
	}
	return d.Given
}

// Revision is one retrieved state of a document.
type Revision struct {
	Number   int // from 1, in the order of capture
	TextHash Hash
	Title    string
	Capture  Capture // the first that showed this state
}

// Record is one document with its text and its current reading.
type Record struct {
	Document
	Revisions []Revision      // oldest first; the last is the one shown
	Newest    int             // number of the document's newest revision
	Text      *sayso.Document // text and blocks
	Reading   *sayso.Reading

	// IDs parallel to the reading's attributions and figures.
	AttributionIDs, FigureIDs []ID
}

// Current is the revision that the text and the reading are of: the newest but
// where an old claim was asked for.
func (r *Record) Current() *Revision { return &r.Revisions[len(r.Revisions)-1] }

// Attribution is an attribution with the words at its spans.
type Attribution struct {
	ID       ID
	Document Document
	sayso.Attribution
	ParentID ID // of the attribution whose content holds this one; "" = none

	// The words, pieces joined by " … ".
	SourceText, CueText, ContentText string
	Passage                          Passage
}

// Figure is a figure with the words at its spans.
type Figure struct {
	ID       ID
	Document Document
	Index    int // in its reading
	sayso.Figure
	AttributionID ID // of the innermost attribution that holds it; "" = none
	PartOfID      ID // of the larger figure that it breaks down; "" = none

	NumberText, TermText string
	Passage              Passage
}

// Passage is the block that a claim stands in, or where the block is very long
// the part around the claim.
type Passage struct {
	Text string
	Span sayso.Span // in the revision's text
	Kind sayso.BlockKind
}

// Claim is one attribution or figure with all of its document. Exactly one of
// the two is set.
type Claim struct {
	Record      *Record
	Attribution *Attribution
	Figure      *Figure
}

// Spans are the words that the claim stands on.
func (c *Claim) Spans() []sayso.Span {
	if f := c.Figure; f != nil {
		spans := []sayso.Span{f.Number}
		if !f.Term.Empty() {
			spans = append(spans, f.Term)
		}
		return spans
	}
	a := c.Attribution
	return slices.Concat(a.Source, a.Cue, a.Content)
}

// Hit is a passage that a search found.
type Hit struct {
	Document Document
	Passage  Passage
	Marks    []sayso.Span // the words that were searched for, in Passage.Text
}

// List is one of the ledger's lists.
type List uint8

// The lists.
const (
	DocumentList List = iota
	AttributionList
	FigureList
)

// Totals count what a filter lets through.
type Totals struct{ Documents, Attributions, Figures int }

// Facets are the values that figures can be filtered by, most frequent first.
type Facets struct {
	Outlets, Categories, Countries, Sources, Statuses []Count
}

// Count is a value and how often it occurs.
type Count struct {
	Value string
	N     int
}

// Pieces are the words at spans of the revision's text, joined by " … ". Spans
// outside the passage are left out.
func (p *Passage) Pieces(spans []sayso.Span) string {
	var out []string
	for _, s := range spans {
		if p.Span.Contains(s) && !s.Empty() && s.End-p.Span.Start <= len(p.Text) {
			out = append(out, p.Text[s.Start-p.Span.Start:s.End-p.Span.Start])
		}
	}
	return strings.Join(out, " … ")
}
