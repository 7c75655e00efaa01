package sayso

// Quantifier is how firmly a number is given.
type Quantifier uint8

// The quantifiers, with the bounds they give for a number n.
const (
	Exact    Quantifier = iota // n to n
	AtLeast                    // n or more
	MoreThan                   // n+1 or more
	AtMost                     // up to n
	LessThan                   // up to n-1
	About                      // n to n, marked as rough
	Between                    // the two ends of a range
	Vague                      // "dozens": the word's lower bound (a data file), open above
)

var quantifiers = names[Quantifier]{"exact", "at_least", "more_than", "at_most", "less_than", "about", "between", "vague"}

func (q Quantifier) String() string { return quantifiers.name(q) }

// MarshalText writes the quantifier's name.
func (q Quantifier) MarshalText() ([]byte, error) { return quantifiers.marshal(q) }

// UnmarshalText reads the quantifier's name.
func (q *Quantifier) UnmarshalText(b []byte) error { return quantifiers.unmarshal(q, b) }

// Category is our class for what happened to the people counted.
type Category uint8

// The categories.
const (
	NoCategory Category = iota
	Killed
	Injured
	KilledOrInjured // one number for both
	Missing
	Abducted // taken or held hostage
	Detained
	Released
	Displaced
	Evacuated
	Trapped
)

var categories = names[Category]{"", "killed", "injured", "killed_or_injured", "missing", "abducted", "detained", "released", "displaced", "evacuated", "trapped"}

func (c Category) String() string { return categories.name(c) }

// MarshalText writes the category's name.
func (c Category) MarshalText() ([]byte, error) { return categories.marshal(c) }

// UnmarshalText reads the category's name.
func (c *Category) UnmarshalText(b []byte) error { return categories.unmarshal(c, b) }

// Scope is what a figure's count runs over.
type Scope uint8

// The scopes: one happening, a stretch of time, a running toll, a happening to
// come.
const (
	Incident Scope = iota
	Period
	Cumulative
	Future
)

var scopes = names[Scope]{"incident", "period", "cumulative", "future"}

func (s Scope) String() string { return scopes.name(s) }

// MarshalText writes the scope's name.
func (s Scope) MarshalText() ([]byte, error) { return scopes.marshal(s) }

// UnmarshalText reads the scope's name.
func (s *Scope) UnmarshalText(b []byte) error { return scopes.unmarshal(s, b) }

// Status is how the text stands to a figure.
type Status uint8

// The statuses.
const (
	Asserted Status = iota
	Disputed
	Denied
	Possible
	Planned
	Hypothetical
)

var statuses = names[Status]{"asserted", "disputed", "denied", "possible", "planned", "hypothetical"}

func (s Status) String() string { return statuses.name(s) }

// MarshalText writes the status's name.
func (s Status) MarshalText() ([]byte, error) { return statuses.marshal(s) }

// UnmarshalText reads the status's name.
func (s *Status) UnmarshalText(b []byte) error { return statuses.unmarshal(s, b) }

// Bound is one end of a figure's range: open, or a number of people.
type Bound struct {
	N     int64
	Known bool // false = open
}

// At is a known bound.
func At(n int64) Bound { return Bound{N: n, Known: true} }

// Figure is a number of people with what happened to them, pinned to its words.
// A field that the text does not give is empty: "don't know" beats a guess.
type Figure struct {
	Number      Span // without its modifier: "17" of "at least 17"
	Quantifier  Quantifier
	Low, High   Bound
	Category    Category
	Term        Span // the text's own word for it: "lost their lives"
	Victims     *Victims
	Place       *Place
	When        *When
	Scope       Scope
	Status      Status
	Attribution int      // ID of the innermost attribution that holds it; 0 = none
	Chain       []string // names of the sources, outermost first; nil = the document's own voice
	Voices      []string // names of others who are said to confirm the figure
	DisputedBy  []int    // IDs of the attributions by which others call it into question
	PartOf      int      // index of the larger figure that this one breaks down; -1 = none
	Article     bool     // the "number" is a, an or another
	Confidence  float64
	Rule        string
}

// Victims are the people counted, in the text's words.
type Victims struct {
	Text string
	Span Span
	Unit Unit     // what one of the number is
	Tags []string // what the words say of them, from a small vocabulary: "sex:female", "age:child", "role:medic"
}

// Unit is what one of a figure's number is.
type Unit uint8

// The units.
const (
	Persons Unit = iota
	Households
	Bodies
)

var units = names[Unit]{"people", "households", "bodies"}

func (u Unit) String() string { return units.name(u) }

// MarshalText writes the unit's name.
func (u Unit) MarshalText() ([]byte, error) { return units.marshal(u) }

// UnmarshalText reads the unit's name.
func (u *Unit) UnmarshalText(b []byte) error { return units.unmarshal(u, b) }

// Precision is how closely a place or a time is known.
type Precision string

// Place is a place named in the text. Coordinates are known only where Resolved.
type Place struct {
	Text      string
	Span      Span
	Name      string // canonical; empty where unresolved
	Country   string // in English; empty where unresolved
	Lat, Lon  float64
	Resolved  bool
	Precision Precision // "country", "region", "city", "site"; empty where unresolved
}

// When is a time as an interval of days.
type When struct {
	Start, End string    // ISO dates, both ends included
	Span       Span      // the words it was read from; empty where implied
	Precision  Precision // "day", "week", "month", "year", "range"
}
