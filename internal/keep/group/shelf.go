package group

// Shelf is where a Keeper keeps what it needs from one document to the next. All
// of it but what Record takes is made of the record and the judgements, and can
// be made again.
type Shelf interface {
	// Documents are those of the named that were put, as they were put; without their
	// texts' shingles where those are not wanted.
	Documents(ids []string, texts bool) ([]*Document, error)
	PutDocument(d *Document) error
	DropDocument(id string) error
	// Holder is the document of a figure; "" where no document put has it.
	Holder(figure string) (string, error)

	// Put files a node in lists, Take takes it out.
	Put(files []File, node string) error
	Take(files []File, node string) error
	// Around are, for each of the places in lists, the other nodes that are filed
	// around it. A list is in the order of days, then nodes.
	Around(files []File, node string, n int) ([]Near, error)

	// Close reports of each of several sets of stretches whether fewer than n entries
	// stand between the ends of one of them.
	Close(sets [][]Stretch, n int) ([]bool, error)

	// Expect says which nodes' states will be asked for next, or which nodes' pairs:
	// a shelf that is far away has them brought at once.
	Expect(l Level, what Held, nodes []string) error

	// Pair keeps that two nodes are alike, Part forgets it.
	Pair(l Level, a, b string, score float64) error
	Part(l Level, a, b string) error
	Pairs(l Level, node string) ([]Pair, error)

	// State is what is held of a node; nil where there is none.
	State(l Level, node string) (*State, error)
	PutState(l Level, s *State) error
	DropState(l Level, node string) error
	// Core are the first n nodes of a core in their order; all where n is 0.
	Core(l Level, core string, n int) ([]*State, error)
	// Group are all nodes of a group, and Heads the heads of its cores.
	Group(l Level, group string) ([]*State, error)
	Heads(l Level, group string) ([]*State, error)
	// Tied are the nodes that are tied to one, by themselves or as heads.
	Tied(l Level, node string) ([]*State, error)
	// SetGroup puts all nodes of a core into a group.
	SetGroup(l Level, core, group string) error

	// Record appends rules' judgements.
	Record(j []Judgement) error
}

// Filed is an entry of a list.
type Filed struct {
	Node string
	At   Day
}

// Stretch is what lies between two entries of a list, the first before the last.
type Stretch struct {
	List        uint64
	First, Last Filed
}

// Near are entries before and after a place in a list, the nearest first: no more
// than were asked for of each, and none further off than the place's slack.
type Near struct{ Before, After []Filed }

// Held is what a shelf holds of nodes.
type Held uint8

const (
	States Held = iota
	Pairs
)

// Pair is a node that another is alike.
type Pair struct {
	Node  string
	Score float64
}

// Bond is a rule's judgement that a node is one with another.
type Bond struct {
	To    string // "" = with none
	Score float64
	By    string // ID of the judgement
}

// State is what is held of a node: the judgements that it carries and the groups
// that come of them.
type State struct {
	Node, Document string
	Order          string // which of two stands before the other
	Born           string // which of two was published first
	Judged         bool   // a person has judged one of its claims
	Tie            Bond
	Core           string // its core's head

	// Of heads only.
	Whole     Bond
	First     string // the core's node that was published first
	FirstBorn string

	Group string // the group's node that was published first
}
