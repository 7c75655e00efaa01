package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// pieces is a span set as token ranges in reading order.
type pieces struct {
	n int
	r [6]annotate.Range
}

// add appends a range; one that touches the last piece lengthens it.
func (p *pieces) add(r annotate.Range) {
	if r.Len() <= 0 {
		return
	}
	if p.n > 0 && p.r[p.n-1].End >= r.First {
		p.r[p.n-1].End = max(p.r[p.n-1].End, r.End)
		return
	}
	if p.n == len(p.r) { // never seen in print; better too much than lost
		p.r[p.n-1].End = r.End
		return
	}
	p.r[p.n] = r
	p.n++
}

func (p *pieces) all() []annotate.Range { return p.r[:p.n] }

func (p *pieces) first() int { return p.r[0].First }

func (p *pieces) end() int { return p.r[p.n-1].End }

// words is the number of tokens.
func (p *pieces) words() int {
	n := 0
	for _, r := range p.all() {
		n += r.Len()
	}
	return n
}

// has reports whether token i is in one of the pieces.
func (p *pieces) has(i int) bool {
	for _, r := range p.all() {
		if r.Has(i) {
			return true
		}
	}
	return false
}

// found is an attribution while it is put together.
type found struct {
	source  annotate.Range
	cue     pieces
	content pieces
	class   sayso.Class
	rule    ruleID
	trust   float64 // confidence, where it was learned
	sum     int32   // what its trust was made of
	parent  int32   // index, -1 = none
	sent    int32   // sentence of the cue
	head    int32   // token of the cue's verb or noun; -1 = none
	dead    bool
	lead    bool // content stands before the cue
	firm    bool // cites or is cited within: it stands against what was learned
	whole   bool // content is quotation marks' inside and nothing else
}

// finder holds what was found so far.
type finder struct {
	d     *annotate.Doc
	lex   *lexicon.Lexicon
	w     *lexicon.Function
	found []found
	// taken marks the quotations, by index, that an attribution holds.
	taken  []int32 // attribution's index plus one
	a, b   int     // the current sentence's tokens
	ca, cb int     // its chunks
	sent   int
	depth  int
	ruled  int // how many were found sentence by sentence
	// nominal: the content that is measured is a phrase, no clause
	nominal bool
	who     []who // parallel to found
	// answers is which pronoun answers each entity, as far as is known
	answers []annotate.Gender
	known   [numRules]lexicon.Rule
	evidence
}

func newFinder(d *annotate.Doc) *finder {
	return &finder{known: rulesOf(d.Lex), d: d, lex: d.Lex, w: &d.Lex.Function, taken: make([]int32, len(d.Quotes)), found: make([]found, 0, 16+len(d.Tokens)/30)}
}

// sentence finds the attributions whose cue stands in sentence i.
func (f *finder) sentence(i int) {
	s := f.d.Sentences[i]
	f.sent, f.a, f.b = i, s.First, s.End
	f.ca = int(f.d.ChunkOf[f.a])
	f.cb = int(f.d.ChunkOf[f.b-1]) + 1
	for c := f.ca; c < f.cb; c++ {
		switch ch := &f.d.Chunks[c]; ch.Kind {
		case annotate.VG:
			f.verb(c)
			f.clear(c)
			for k := int(ch.First); k < int(ch.Head); k++ {
				if f.lex.Cues.Adverb.Has(f.d.Words[k]) {
					f.adverbAt(k)
				}
			}
		case annotate.NP:
			f.noun(c)
		case annotate.Adverb:
			f.adverb(c)
		case annotate.Adjective:
			f.adjective(c)
		}
	}
	for k := f.a; k < f.b; k++ {
		if n, id := f.lex.Cues.Prefix.Match(f.d.Words[k:f.b]); n > 0 {
			f.prefix(k, n, id)
		}
	}
	f.headline()
	f.turn()
	f.brackets()
}

// chunk is chunk c of the current sentence, or nil beyond its ends.
func (f *finder) chunk(c int) *annotate.Chunk {
	if c < f.ca || c >= f.cb {
		return nil
	}
	return &f.d.Chunks[c]
}

// kind is the chunk's kind; Other beyond the sentence's ends.
func (f *finder) kind(c int) annotate.ChunkKind {
	if c < f.ca || c >= f.cb {
		return annotate.Other
	}
	return f.d.Chunks[c].Kind
}

// tag is a token's tag within the current sentence; NoTag outside.
func (f *finder) tag(i int) lexicon.Tag {
	if i < f.a || i >= f.b {
		return lexicon.NoTag
	}
	return f.d.Tags[i]
}

// mark reports whether chunk c is a mark with the tag.
func (f *finder) mark(c int, t lexicon.Tag) bool {
	return c >= f.ca && c < f.cb && f.d.Tags[f.d.Chunks[c].First] == t
}

// isTime reports whether the chunk is a point of time: "Tuesday", "last week".
func (f *finder) isTime(c int) bool {
	ch := f.chunk(c)
	if ch == nil {
		return false
	}
	switch ch.Kind {
	case annotate.NP:
		return ch.Noun&lexicon.Time != 0 && ch.Noun&lexicon.Given == 0 || ch.Noun&lexicon.Time != 0 && f.tag(int(ch.First)) != lexicon.NNP || f.tag(int(ch.Head)) == lexicon.CD && f.year(int(ch.Head))
	case annotate.Adverb:
		return ch.Noun&lexicon.Time != 0 || f.lex.Nouns.Is(f.d.Words[ch.First], lexicon.Time)
	}
	return false
}

func (f *finder) year(i int) bool {
	form := f.d.Form(i)
	return len(form) == 4 && (form[0] == '1' || form[0] == '2')
}

// emit keeps an attribution and returns its index, or -1 where it has no
// content.
func (f *finder) emit(x found) int {
	if x.content.n == 0 || x.content.words() == 0 {
		return -1
	}
	x.parent, x.sent = -1, int32(f.sent)
	f.found = append(f.found, x)
	return len(f.found) - 1
}

// take notes that quotation q's words belong to attribution x.
func (f *finder) take(q int32, x int) {
	if q > 0 && x >= 0 && f.taken[q-1] == 0 {
		f.taken[q-1] = int32(x + 1)
	}
}

// takeQuotes notes every quotation that begins in the attribution's content.
func (f *finder) takeQuotes(x int) {
	for _, r := range f.found[x].content.all() {
		for k := r.First; k < r.End; {
			q := f.d.InQuote[k]
			if q == 0 {
				k++
				continue
			}
			if f.d.Quotes[q-1].First >= r.First { // else the quotation is another's, round this one
				f.take(q, x)
			}
			k = max(k+1, f.d.Quotes[q-1].End)
		}
	}
}
