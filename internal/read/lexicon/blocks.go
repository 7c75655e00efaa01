package lexicon

import "strings"

// Blocks is what parts of a page give themselves away by: an appeal for money,
// a photographer's credit, a date line.
type Blocks struct {
	phrases  Phrases
	parts    []BlockPart // by phrase number
	Dangling Set         // words that no paragraph ends with: "of", "are"
	Saying   Set         // words that, before a colon, bring in a block quotation: "said"
	Address  Set         // words of a page that speaks to its reader: "your", "us"
	Role     Set         // words that follow a person's name in a byline: "senior", "reporter"
	Office   Set         // words that are in no person's name: "staff", "agency"
}

// BlockPart says what a listed phrase marks.
type BlockPart uint8

// The parts.
const (
	NoPart    BlockPart = iota
	Appeal              // boilerplate wherever it stands in a short block
	Opening             // boilerplate where a short block begins with it
	Whole               // boilerplate where a block is little more than it
	Hint                // boilerplate where the block also speaks to its reader
	Caption             // a photograph's or a picture's credit
	Byline              // begins a byline
	Credit              // begins an agency's closing credit: "Reporting by"
	Published           // begins a line that says when
	Label               // in capitals before a colon, yet no place: "UPDATE:"
)

var blockParts = map[string]BlockPart{
	"appeal": Appeal, "opening": Opening, "whole": Whole, "hint": Hint,
	"caption": Caption, "byline": Byline, "credit": Credit, "published": Published, "label": Label,
}

// Match is the longest phrase that the words begin with: its length and part;
// 0 and NoPart for none.
func (b *Blocks) Match(words []Word) (int, BlockPart) {
	n, id := b.phrases.Match(words)
	if n == 0 {
		return 0, NoPart
	}
	return n, b.parts[id]
}

func loadBlocks(lex *Lexicon, f *file) {
	b := &lex.Blocks
	f.records(2, 2, func(cols []string) {
		var words []Word
		for _, form := range strings.Fields(cols[0]) {
			words = append(words, lex.intern(form))
		}
		if set := map[string]*Set{"dangling": &b.Dangling, "saying": &b.Saying, "address": &b.Address, "office": &b.Office, "role": &b.Role}[cols[1]]; set != nil {
			if len(words) != 1 {
				f.fault("want one word, have %q", cols[0])
				return
			}
			set.add(words[0])
			return
		}
		part := blockParts[cols[1]]
		if part == NoPart {
			f.fault("no part %q", cols[1])
			return
		}
		if !b.phrases.add(words, len(b.parts)) {
			f.fault("%q is listed twice", cols[0])
		}
		b.parts = append(b.parts, part)
	})
}
