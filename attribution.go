package sayso

// QuoteKind tells whether the credited words stand in quotation marks.
type QuoteKind uint8

// The kinds: all of the content in quotation marks (or set off as a quotation),
// none of it, or part of it.
const (
	Indirect QuoteKind = iota
	Direct
	Mixed
)

var quoteKinds = names[QuoteKind]{"indirect", "direct", "mixed"}

func (k QuoteKind) String() string { return quoteKinds.name(k) }

// MarshalText writes the kind's name.
func (k QuoteKind) MarshalText() ([]byte, error) { return quoteKinds.marshal(k) }

// UnmarshalText reads the kind's name.
func (k *QuoteKind) UnmarshalText(b []byte) error { return quoteKinds.unmarshal(k, b) }

// Class parts saying from the rest.
type Class uint8

// Speech is saying, writing, reporting, announcing, official findings. Other is
// thought, attitude, intention, perception, agreement.
const (
	Speech Class = iota
	Other
)

var classes = names[Class]{"speech", "other"}

func (c Class) String() string { return classes.name(c) }

// MarshalText writes the class's name.
func (c Class) MarshalText() ([]byte, error) { return classes.marshal(c) }

// UnmarshalText reads the class's name.
func (c *Class) UnmarshalText(b []byte) error { return classes.unmarshal(c, b) }

// SpeakerType is what sort of source a speaker is.
type SpeakerType uint8

// The types. Artefact is a paper, a video, a record; Unnamed is "a senior
// official who asked not to be named".
const (
	UnknownSpeaker SpeakerType = iota
	Person
	Organisation
	Group
	Artefact
	Unnamed
)

var speakerTypes = names[SpeakerType]{"", "person", "organisation", "group", "artefact", "unnamed"}

func (t SpeakerType) String() string { return speakerTypes.name(t) }

// MarshalText writes the type's name.
func (t SpeakerType) MarshalText() ([]byte, error) { return speakerTypes.marshal(t) }

// UnmarshalText reads the type's name.
func (t *SpeakerType) UnmarshalText(b []byte) error { return speakerTypes.unmarshal(t, b) }

// Speaker is a source resolved as far as the document allows.
type Speaker struct {
	Name string // the fullest name or description in the document, in its own words
	Role string // "Pentagon spokesman"; empty where none is given
	Type SpeakerType
}

// Attribution links a source, a cue and a content: somebody is said to have
// said something. The terms are PARC's and PolNeAR's.
type Attribution struct {
	ID int // within the reading, from 1
	// Pieces in text order, none empty, none overlapping; nil where missing.
	Source, Cue, Content []Span
	Kind                 QuoteKind
	Class                Class
	Speaker              *Speaker
	Parent               int     // ID of the attribution whose content holds this one; 0 = none
	Confidence           float64 // calibrated: of those at .9, nine in ten are right
	Rule                 string  // what made it: "said-after-quote"
}
