package lexicon

// Tag is a part of speech, as the Penn Treebank names them; punctuation has
// tags of its own.
type Tag uint8

// The tags.
const (
	NoTag Tag = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	MD
	NN
	NNP
	NNPS
	NNS
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
	Stop  // . ! ?
	Colon // : ;
	Dash  // a dash between words, an ellipsis
	Hyph
	OpenQuote // quotation mark
	CloseQuote
	LParen
	RParen
	NumTags
)

var tagNames = [NumTags]string{"", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "MD", "NN", "NNP", "NNPS", "NNS", "PDT", "POS",
	"PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB",
	",", ".", ":", "--", "HYPH", "``", "''", "-LRB-", "-RRB-"}

func (t Tag) String() string {
	if t < NumTags {
		return tagNames[t]
	}
	return "?"
}

// TagNamed is the tag of a name.
func TagNamed(name string) (Tag, bool) {
	for i, n := range tagNames {
		if n == name && n != "" {
			return Tag(i), true
		}
	}
	return NoTag, false
}

// TagSet is a set of tags.
type TagSet uint64

// Tags makes a set.
func Tags(tags ...Tag) TagSet {
	var s TagSet
	for _, t := range tags {
		s |= 1 << t
	}
	return s
}

// Has reports whether the set holds t.
func (s TagSet) Has(t Tag) bool { return s>>t&1 == 1 }

// Any reports whether the sets share a tag.
func (s TagSet) Any(t TagSet) bool { return s&t != 0 }

// Parts is what parts of speech each word can be.
type Parts struct {
	set   []TagSet // by Word
	first []Tag    // by Word: the likeliest
}

// Of is the tags that the word can have; 0 where no file says.
func (p *Parts) Of(w Word) TagSet {
	if int(w) < len(p.set) {
		return p.set[w]
	}
	return 0
}

// First is the word's likeliest tag.
func (p *Parts) First(w Word) Tag {
	if int(w) < len(p.first) {
		return p.first[w]
	}
	return NoTag
}

func (p *Parts) add(w Word, t Tag) {
	put(&p.set, w, p.Of(w)|1<<t)
	if p.First(w) == NoTag {
		put(&p.first, w, t)
	}
}
