package sayso

// Span is a half-open byte range [Start, End) of a text. The zero Span is empty
// and stands for "none".
type Span struct {
	Start, End int
}

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether t lies inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// In is the span's words.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Form says how an Input's bytes are to be understood.
type Form uint8

// The forms an input can have.
const (
	FormText Form = iota // plain text; the text is the file as it stands
	FormHTML             // a page
)

// MaxInput is the longest input that is taken for one document, in bytes. The
// longest report seen so far has a hundredth of it; what is longer is a dump of
// something.
const MaxInput = 16 << 20

// Input is one document's bytes as they came, with what was known of them.
type Input struct {
	ID    string // the name the document has for its bringer: a file's stem, a line's id
	Place string // where it came from, for messages: "week.jsonl:17", "reports/a.html"
	Form  Form
	Bytes []byte
	// Charset is what the bringer was told of a page's encoding (an HTTP
	// header's charset); empty where it was told nothing.
	Charset string
	Meta    Meta
}

// Meta is what is known about a document beside its text. Empty is unknown.
type Meta struct {
	Title     string
	Authors   []string
	Outlet    string // the organisation that publishes
	Published string // an ISO date, time or month, as far as known
	URL       string
	Language  string // ISO 639-1
}

// BlockKind is the part a block plays on the page.
type BlockKind uint8

// The kinds of block. Boilerplate (donation appeals, newsletter asks, "read
// more") is labelled, never dropped, and never read as claims.
const (
	Paragraph BlockKind = iota
	Headline
	Byline
	Dateline
	Quotation
	Caption
	List
	Boilerplate
)

var blockKinds = names[BlockKind]{"paragraph", "headline", "byline", "dateline", "quotation", "caption", "list", "boilerplate"}

func (k BlockKind) String() string { return blockKinds.name(k) }

// MarshalText writes the kind's name.
func (k BlockKind) MarshalText() ([]byte, error) { return blockKinds.marshal(k) }

// UnmarshalText reads the kind's name.
func (k *BlockKind) UnmarshalText(b []byte) error { return blockKinds.unmarshal(k, b) }

// Block is a paragraph-sized part of a document's text.
type Block struct {
	Kind BlockKind
	Span Span // in the document's text
	Raw  Span // in the page's bytes; empty for plain text
	// Joins is the index of the block that this one continues, where a
	// paragraph was broken or displaced on the page; -1 where it begins anew.
	Joins int
}

// Document is one published piece, ready to be read.
type Document struct {
	ID   string
	Meta Meta
	// Text is valid UTF-8. For plain text it is the file as it stands.
	Text string
	// Blocks cover all of the text but white space, in text order, without
	// overlap.
	Blocks []Block
}
