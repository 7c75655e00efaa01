package model

// Part is a part of speech of the Penn Treebank, as the web treebanks write it.
// The zero Part is none.
type Part uint8

// The tags.
const (
	NoPart Part = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	LS
	MD
	NN
	NNS
	NNP
	NNPS
	PDT
	POS
	PRP
	PRPS // PRP$
	RB
	RBR
	RBS
	RP
	SYM
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS // WP$
	WRB
	Comma
	Stop
	Colon
	OpenQuote
	CloseQuote
	LeftBracket
	RightBracket
	HYPH
	Dollar
	NFP
	ADD
	AFX
	GW
	XX
	parts // how many
)

var partNames = [parts]string{"", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNS", "NNP", "NNPS",
	"PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT",
	"WP", "WP$", "WRB", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "$", "NFP", "ADD", "AFX", "GW", "XX"}

// Parts is the number of parts, NoPart included.
const Parts = int(parts)

func (t Part) String() string { return partNames[t] }

// PartNamed is the part of that name, or NoPart.
func PartNamed(name string) Part {
	for t, n := range partNames {
		if n == name {
			return Part(t)
		}
	}
	return NoPart
}

// Noun, Verb and the like group tags.

// Noun reports whether t is a common noun or a name.
func (t Part) Noun() bool { return t >= NN && t <= NNPS }

// Verb reports whether t is a verb other than a modal.
func (t Part) Verb() bool { return t >= VB && t <= VBZ }
