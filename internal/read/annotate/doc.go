// Package annotate marks up a text: tokens, sentences, quotations, numbers,
// dates, names and places. It finds what stands in the text and leaves what it
// means to package claims.
//
// A Doc owns flat arrays; what a stage finds are ranges of token numbers. Tokens
// stand in reading order: where a block continues one that the page displaced,
// the tokens follow the sentence, not the file. Each token's span is exact in
// the file all the same.
package annotate

import (
	"sayso"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
)

// Doc is a document with everything that was marked up in it. The stages fill it
// in order; each says which parts it needs and which it fills.
type Doc struct {
	*sayso.Document
	Lex *lexicon.Lexicon

	Tokens     []Token        // by Tokenize
	Words      []lexicon.Word // parallel to Tokens
	Sentences  []Sentence     // by Tokenize
	Places     []Place        // by Places
	Dates      []Date         // by Dates
	Published  Day            // by Dates; NoDay where unknown
	Numbers    []Number       // by Numbers
	Quotes     []Quote        // by Quotations, in the order in which they open
	InQuote    []int32        // parallel to Tokens: the outermost quotation's index plus one, 0 = none
	Tags       []lexicon.Tag  // parallel to Tokens, by Tag
	Chunks     []Chunk        // by Chunked, all tokens in order
	ChunkOf    []int32        // parallel to Tokens: index of the chunk
	Recognised []Recognised   // by Recognise, in the order of the text; empty where the program has no weights
	Entities   []Entity       // by Names
	Mentions   []int32        // parallel to Chunks, by Names: index of the entity, -1 = none

	// Model is what Learn was given; nil where the program has no weights.
	Model *model.Model
	// By Learn, all parallel to Tokens.
	Forms []model.Word // how the form is tagged elsewhere
	Known []model.Word // what the learned parts know of the form
	Atoms []model.Atom // the token's identity for features: of a name, that it is one
	Parts []model.Part // part of speech by the trained tagger
	// By Parser.Parse, parallel to Tokens; empty where nothing was parsed.
	Heads []int32     // the token that it hangs on, Top or Unparsed
	Rels  []model.Rel // how
	votes votes       // by Recognise: what speaks for each kind of a name
	cases []uint8     // parallel to Sentences: how their words are written
}

// Range is a half-open range of token numbers, [First, End).
type Range struct{ First, End int }

// Len is the number of tokens.
func (r Range) Len() int { return r.End - r.First }

// Has reports whether token i is in the range.
func (r Range) Has(i int) bool { return r.First <= i && i < r.End }

// Sentence is a range of tokens that is read as one sentence. A headline, a list
// item or a caption without a full stop is one too.
type Sentence struct {
	Range
	Block int // index of the block that it begins in
}

// Token is a word, a number or a mark of punctuation: 24 bytes.
type Token struct {
	Start, End int32  // bytes in the text
	Hash       uint64 // lexicon.Hash of the lower-cased form
	Block      int32  // index of its block
	Shape      Shape
}

// Span is the token's place in the text.
func (t Token) Span() sayso.Span { return sayso.Span{Start: int(t.Start), End: int(t.End)} }

// Len is the token's length in bytes.
func (t Token) Len() int { return int(t.End - t.Start) }

// Shape tells how a token is written.
type Shape uint16

// The shapes; a token has several.
const (
	Alpha   Shape = 1 << iota // has a letter
	Digit                     // has a digit
	Capital                   // begins with a capital letter
	Upper                     // two letters or more, all capital
	Punct                     // no letter and no digit
	Spaced                    // white space before it, or the first of its block
	Opens                     // first token of its block
	Starts                    // first token of its sentence
	Clitic                    // "'s", "n't": belongs to the token before it
	Dotted                    // an abbreviation with its full stop: "Gen.", "U.S."
)

// Has reports whether the shape has all of the given ones.
func (s Shape) Has(t Shape) bool { return s&t == t }

// Form is token i as it is written.
func (d *Doc) Form(i int) string {
	t := &d.Tokens[i]
	return d.Text[t.Start:t.End]
}

// FormAt is token i as it is written, or "" outside the text.
func (d *Doc) FormAt(i int) string {
	if i < 0 || i >= len(d.Tokens) {
		return ""
	}
	return d.Form(i)
}

// Is reports whether token i has the shape; false outside the text.
func (d *Doc) Is(i int, s Shape) bool {
	return i >= 0 && i < len(d.Tokens) && d.Tokens[i].Shape.Has(s)
}

// Word is token i's Word; 0 outside the text.
func (d *Doc) Word(i int) lexicon.Word {
	if i < 0 || i >= len(d.Words) {
		return 0
	}
	return d.Words[i]
}

// Span is the smallest span that holds the tokens; for tokens of a displaced
// paragraph use Pieces.
func (d *Doc) Span(r Range) sayso.Span {
	if r.Len() <= 0 {
		return sayso.Span{}
	}
	if d.Tokens[r.End-1].Start < d.Tokens[r.First].Start { // over the seam of a displaced paragraph: as far as it
		for r.End = r.First + 1; !d.seam(r.End); {
			r.End++
		}
	}
	return sayso.Span{Start: int(d.Tokens[r.First].Start), End: int(d.Tokens[r.End-1].End)}
}

// Pieces are the spans that hold the tokens, in text order: one, unless the
// range runs over the seam of a displaced paragraph.
func (d *Doc) Pieces(r Range) []sayso.Span {
	var out []sayso.Span
	for i := r.First; i < r.End; {
		j := i + 1
		for j < r.End && !d.seam(j) {
			j++
		}
		out = append(out, d.Span(Range{i, j}))
		i = j
	}
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && out[k].Start < out[k-1].Start; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}

// seam reports whether token j does not follow token j-1 in the file: another
// block lies between them, or the file's order is the other way round.
func (d *Doc) seam(j int) bool {
	a, b := d.Tokens[j-1].Block, d.Tokens[j].Block
	return a != b && b != a+1
}
