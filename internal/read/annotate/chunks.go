package annotate

import "sayso/internal/read/lexicon"

// ChunkKind is what sort of phrase a chunk is.
type ChunkKind uint8

// The kinds. What is neither noun phrase nor verb group is a chunk of one token.
const (
	Other ChunkKind = iota
	NP              // a noun phrase without what follows its head: "the army's new commander"
	VG              // a verb group: "has repeatedly denied", "not to fight"
	Prep
	That // the conjunction
	Rel  // who, which, that as a relative pronoun; a question word
	Conj
	Mark // comma, stop, colon, dash, bracket
	Quotes
	Adverb
	Adjective
)

// Chunk is a phrase: 20 bytes.
type Chunk struct {
	First, End int32
	Head       int32 // the noun or the last verb
	Kind       ChunkKind
	Form       VerbForm
	Noun       lexicon.NounKind // what the head of a noun phrase names
}

// VerbForm tells how a verb group is built.
type VerbForm uint16

// The forms.
const (
	Finite     VerbForm = 1 << iota // has a finite verb or a modal
	ToInf                           // begins with "to"
	Ing                             // "saying", without a form of be
	Participle                      // "said to", "killed": a participle alone
	Passive                         // "is believed"
	Negated
	Modal
	Perfect
	Base // a bare verb
)

// Range is the chunk's tokens.
func (c *Chunk) Range() Range { return Range{int(c.First), int(c.End)} }

// Chunked parts every sentence into noun phrases, verb groups and the words
// between. It needs Tags and fills Chunks and ChunkOf.
func Chunked(d *Doc) {
	d.ChunkOf = make([]int32, len(d.Tokens))
	d.Chunks = make([]Chunk, 0, len(d.Tokens)*3/4)
	for _, s := range d.Sentences {
		for i := s.First; i < s.End; {
			c := d.chunk(i, s.End)
			for k := c.First; k < c.End; k++ {
				d.ChunkOf[k] = int32(len(d.Chunks))
			}
			d.Chunks = append(d.Chunks, c)
			i = int(c.End)
		}
	}
}

func (d *Doc) chunk(i, end int) Chunk {
	one := Chunk{First: int32(i), End: int32(i + 1), Head: int32(i)}
	switch t := d.Tags[i]; t {
	case lexicon.DT, lexicon.PDT, lexicon.PRPS, lexicon.CD, lexicon.NN, lexicon.NNS, lexicon.NNP, lexicon.NNPS, lexicon.PRP, lexicon.EX,
		lexicon.JJ, lexicon.JJR, lexicon.JJS, lexicon.SYM, lexicon.WPS:
		return d.nounPhrase(i, end)
	case lexicon.MD, lexicon.VB, lexicon.VBD, lexicon.VBP, lexicon.VBZ, lexicon.VBN, lexicon.VBG:
		if t == lexicon.VBN && d.premodifier(i, end) {
			return d.nounPhrase(i, end)
		}
		return d.verbGroup(i, i, end)
	case lexicon.TO:
		if v := d.skipAdverbs(i+1, end); v < end && d.Tags[v] == lexicon.VB {
			return d.verbGroup(i, i+1, end)
		}
		one.Kind = Prep
	case lexicon.RB, lexicon.RBR, lexicon.RBS:
		if v := d.skipAdverbs(i, end); v < end {
			switch d.Tags[v] {
			case lexicon.VBD, lexicon.VBZ, lexicon.VBP, lexicon.MD, lexicon.VBG:
				return d.verbGroup(i, v, end)
			case lexicon.VBN:
				if !d.premodifier(v, end) {
					return d.verbGroup(i, v, end)
				}
			case lexicon.TO:
				if v+1 < end && d.Tags[v+1] == lexicon.VB {
					return d.verbGroup(i, v+1, end)
				}
			case lexicon.CD, lexicon.JJ:
				return d.nounPhrase(i, end) // "nearly 40 people"
			case lexicon.NN, lexicon.NNS:
				if d.Words[i] == d.Lex.Function.More && v == i+1 {
					c := d.nounPhrase(v, end) // "more deaths"
					c.First = int32(i)
					return c
				}
			}
		}
		one.Kind = Adverb
		if n := d.quantity(i, end); n > 0 {
			return d.quantified(i, n, end)
		}
	case lexicon.IN:
		one.Kind = Prep
		if n := d.quantity(i, end); n > 0 {
			return d.quantified(i, n, end)
		}
		if d.Words[i] == d.Lex.Function.That {
			one.Kind = That
		}
	case lexicon.WDT, lexicon.WP, lexicon.WRB:
		one.Kind = Rel
	case lexicon.CC:
		one.Kind = Conj
	case lexicon.Comma, lexicon.Stop, lexicon.Colon, lexicon.Dash, lexicon.LParen, lexicon.RParen, lexicon.Hyph:
		one.Kind = Mark
	case lexicon.OpenQuote, lexicon.CloseQuote:
		one.Kind = Quotes
	}
	return one
}

// quantity is the length of the words before a number that modify it, or 0: "at
// least | 12", "more than | 30", "over | 20".
func (d *Doc) quantity(i, end int) int {
	if n, _ := d.Lex.Quantities.Match(d.Words[i:end]); n > 0 && i+n < end {
		if t := d.Tags[i+n]; t == lexicon.CD || t == lexicon.DT && n > 1 || t == lexicon.SYM && i+n+1 < end && d.Tags[i+n+1] == lexicon.CD {
			if n == 1 && d.Tags[i] == lexicon.IN && i > 0 && (IsNoun(d.Tags[i-1]) || d.Tags[i-1] == lexicon.CD || d.Is(i, Starts)) {
				return 0 // "reports about 20 dead"
			}
			return n
		}
	}
	return 0
}

// quantified is the noun phrase with the modifier of its number.
func (d *Doc) quantified(i, n, end int) Chunk {
	c := d.nounPhrase(i+n, end)
	c.First = int32(i)
	c.Kind = NP
	return c
}

func (d *Doc) skipAdverbs(i, end int) int {
	for i < end && (d.Tags[i] == lexicon.RB || d.Tags[i] == lexicon.RBR || d.Tags[i] == lexicon.RBS) {
		i++
	}
	return i
}

// premodifier reports whether the participle at i stands before its noun
// ("killed civilians") and opens a noun phrase.
func (d *Doc) premodifier(i, end int) bool {
	if i == 0 || i+1 >= end {
		return false
	}
	next := d.Tags[i+1]
	return (next == lexicon.NNS || next == lexicon.NN || next == lexicon.JJ) && (d.Tags[i-1] == lexicon.Comma || d.Tags[i-1] == lexicon.IN || d.Tags[i-1] == lexicon.CC || d.Tags[i-1] == lexicon.JJ)
}

// nounPhrase takes determiners, adjectives and nouns, possessives included.
func (d *Doc) nounPhrase(i, end int) Chunk {
	c := Chunk{First: int32(i), Head: int32(i), Kind: NP}
	if d.Tags[i] == lexicon.PRP || d.Tags[i] == lexicon.EX {
		c.End = int32(i + 1)
		return c
	}
	k, headed := i, false
scan:
	for ; k < end; k++ {
		switch d.Tags[k] {
		case lexicon.NN, lexicon.NNS, lexicon.NNP, lexicon.NNPS:
			if headed && k > i && d.weekday(k) && d.Tags[k-1] != lexicon.POS && d.Tags[k-1] != lexicon.CC {
				break scan // "told reporters | Tuesday"
			}
			if headed && k > i && d.courtesy(k) {
				break scan // "told the agency | Mr Dal had left"
			}
			headed = true
			c.Head = int32(k)
		case lexicon.POS:
			if !headed {
				break scan
			}
			headed = false
		case lexicon.DT, lexicon.PDT, lexicon.PRPS, lexicon.WPS:
			if k > i && (headed || d.Tags[k-1] != lexicon.PDT && d.Tags[k-1] != lexicon.DT && d.Tags[k-1] != lexicon.RB) {
				break scan
			}
			c.Head = int32(k)
		case lexicon.JJ, lexicon.JJR, lexicon.JJS, lexicon.CD, lexicon.SYM:
			if headed && d.Tags[k] != lexicon.CD && !(k+1 < end && IsNoun(d.Tags[k+1])) || headed && d.Tags[k] == lexicon.CD && !IsNoun(d.Tags[min(k+1, end-1)]) && !d.month(k-1) {
				if d.Tags[k] == lexicon.SYM && d.Tags[k-1] == lexicon.CD {
					continue
				}
				break scan
			}
			if !headed {
				c.Head = int32(k)
			}
		case lexicon.Hyph:
			if k+1 >= end || k == i {
				break scan
			}
			switch d.Tags[k+1] {
			case lexicon.NN, lexicon.NNS, lexicon.NNP, lexicon.JJ, lexicon.VBN, lexicon.VBG, lexicon.CD, lexicon.VBD, lexicon.VB, lexicon.RB, lexicon.IN:
				k++ // "Iran - backed militias", "43 - year - old"
				headed = headed && IsNoun(d.Tags[k])
				c.Head = int32(k)
			default:
				break scan
			}
		case lexicon.VBN, lexicon.VBG, lexicon.VBD:
			if headed || k == i && d.Tags[k] == lexicon.VBG || k+1 >= end || !(IsNoun(d.Tags[k+1]) || d.Tags[k+1] == lexicon.JJ || d.Tags[k+1] == lexicon.Hyph) {
				break scan
			}
		case lexicon.RB:
			if headed || k+1 >= end || d.Tags[k+1] != lexicon.JJ && d.Tags[k+1] != lexicon.CD && d.Tags[k+1] != lexicon.VBN && d.Tags[k+1] != lexicon.RB {
				break scan
			}
		case lexicon.CC:
			// "political and military leaders", "AT & T"
			if k == i || k+1 >= end || headed && !(d.Tokens[k].End-d.Tokens[k].Start == 1) {
				break scan
			}
			if t := d.Tags[k-1]; t != lexicon.JJ && !headed {
				break scan
			}
			if t := d.Tags[k+1]; t != lexicon.JJ && !headed {
				break scan
			}
		case lexicon.OpenQuote:
			// a name in marks inside: the "Red Line" group; left to the rules
			break scan
		default:
			break scan
		}
	}
	if k == i {
		k = i + 1
	}
	c.End = int32(k)
	c.Noun = d.Lex.Nouns.Of(d.Words[c.Head])
	if int(c.First)+1 == k && (d.Tags[i] == lexicon.JJ || d.Tags[i] == lexicon.JJR || d.Tags[i] == lexicon.JJS) {
		c.Kind = Adjective
	}
	return c
}

// courtesy reports whether token k is a "Mr" or "Mrs" that cannot go with the
// small noun before it: it opens a phrase of its own.
func (d *Doc) courtesy(k int) bool {
	nouns := &d.Lex.Nouns
	return nouns.Is(d.Words[k], lexicon.Title) && nouns.Is(d.Words[k], lexicon.Male|lexicon.Female) && !nouns.Is(d.Words[k], lexicon.Role) &&
		!d.Is(k-1, Capital) && IsNoun(d.Tags[k-1]) && !nouns.Is(d.Words[k-1], lexicon.Role|lexicon.Title) && d.Is(k+1, Capital)
}

func (d *Doc) weekday(i int) bool {
	return d.Tokens[i].Shape.Has(Capital) && d.Lex.Nouns.Is(d.Words[i], lexicon.Time)
}

func (d *Doc) month(i int) bool { return d.weekday(i) }

// verbGroup takes auxiliaries, adverbs and the verb. v is the first verb after
// leading adverbs or "to".
func (d *Doc) verbGroup(i, v, end int) Chunk {
	f := &d.Lex.Function
	c := Chunk{First: int32(i), Kind: VG}
	if d.Tags[v-b2i(v > i)] == lexicon.TO && v > i {
		c.Form |= ToInf
	}
	be, have := false, false
	first := true
	k := v
	head := v
scan:
	for k < end {
		w := d.Words[k]
		switch d.Tags[k] {
		case lexicon.MD:
			if !first {
				break scan
			}
			c.Form |= Finite | Modal
		case lexicon.VBD, lexicon.VBZ, lexicon.VBP:
			if !first {
				break scan
			}
			c.Form |= Finite
		case lexicon.VB:
			if !first && !(c.Form&Modal != 0 || d.prevDo(head) || c.Form&ToInf != 0 && d.Tags[k-1] == lexicon.RB) || !first && !d.aux(head) {
				break scan
			}
			if first && c.Form&ToInf == 0 {
				c.Form |= Base
			}
		case lexicon.VBN:
			if !first && !be && !have {
				break scan
			}
			if first {
				c.Form |= Participle
			} else if be && !f.Be.Has(w) {
				c.Form |= Passive
			}
		case lexicon.VBG:
			if !first && !be {
				break scan
			}
			if first {
				c.Form |= Ing
			}
		case lexicon.RB, lexicon.RBR:
			// an adverb inside, if a verb follows it
			n := d.skipAdverbs(k, end)
			if split := first && c.Form&ToInf != 0; n >= end || !d.aux(head) && !split || !(d.Tags[n] == lexicon.VB || d.Tags[n] == lexicon.VBN || d.Tags[n] == lexicon.VBG) {
				if d.negation(k) && d.aux(head) {
					c.Form |= Negated
					k++
				}
				break scan
			}
			if d.negation(k) {
				c.Form |= Negated
			}
			k++
			continue
		default:
			break scan
		}
		be = f.Be.Has(w)
		if have = f.Have.Has(w); have && first {
			c.Form |= Perfect
		}
		head, first = k, false
		k++
		if d.Tags[head] == lexicon.VBN && !be && !have || !be && !have && c.Form&Modal == 0 && !f.Do.Has(w) && !(c.Form&ToInf != 0 && d.aux(head)) {
			if !d.aux(head) {
				break
			}
		}
	}
	for x := i; x < v; x++ {
		if d.negation(x) {
			c.Form |= Negated
		}
	}
	c.Head, c.End = int32(head), int32(k)
	return c
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// aux reports whether token i is an auxiliary.
func (d *Doc) aux(i int) bool {
	f, w := &d.Lex.Function, d.Words[i]
	return d.Tags[i] == lexicon.MD || f.Be.Has(w) || f.Have.Has(w) || f.Do.Has(w)
}

func (d *Doc) prevDo(i int) bool { return d.Lex.Function.Do.Has(d.Words[i]) }

// negation reports whether token i is "not", "n't" or "never".
func (d *Doc) negation(i int) bool {
	w := d.Words[i]
	f := &d.Lex.Function
	return w != 0 && (w == f.Not || w == f.Nt || w == f.Never)
}
