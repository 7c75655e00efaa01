package attribution

import (
	"slices"
	"strings"

	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// Scene is a document as the learned parts see it: for each token the few facts
// that features are made of. A name is only known to be a name.
type Scene struct {
	Doc   *annotate.Doc
	Facts []Facts
	Paras []annotate.Range // token ranges of paragraphs
	cues  []annotate.Range // cues of the rules, outermost level, in their order
}

// Facts are what features may know of a token.
type Facts struct {
	Word   model.Atom // the form, or that it is a name or a number
	Lemma  model.Atom // a verb's or noun's lemma, else the form
	Tag    model.Atom
	Sense  model.Atom // class of meaning
	Quote  model.Atom // where it stands to quotation marks
	Suffix model.Atom
	Shape  model.Atom
	Left   int32      // the nearest verb before it in its sentence, -1 = none
	Right  int32      // the nearest verb after it
	Sent   int32      // its sentence
	Para   int32      // its paragraph
	Rule   model.Atom // what the rules have it in: source, cue or content
	Cue    model.Atom // what the lexicon says a cue of this word takes
}

// Where a token stands to quotation marks.
const (
	quoteNone   = iota
	quoteInside // between marks
	quoteOpens
	quoteCloses
	quoteOther // a mark that neither opens nor closes
)

const tagName = 100 // of a name, only that it is one

// NewScene prepares a document, which needs Learn and all that Find needs.
func NewScene(d *annotate.Doc) *Scene {
	f := newFinder(d)
	f.rules()
	return f.scene(make([]Facts, len(d.Tokens)))
}

// scene prepares the document with what the rules found in it; facts are empty
// ones, one a token.
func (f *finder) scene(facts []Facts) *Scene {
	d := f.d
	s := &Scene{Doc: d, Facts: facts}
	for n, sent := range d.Sentences {
		left := int32(-1)
		for i := sent.First; i < sent.End; i++ {
			f := &s.Facts[i]
			f.Sent, f.Left, f.Right = int32(n), left, -1
			s.fact(i, f)
			if f.Tag != tagName && d.Parts[i].Verb() {
				left = int32(i)
			}
		}
		right := int32(-1)
		for i := sent.End - 1; i >= sent.First; i-- {
			s.Facts[i].Right = right
			if s.Facts[i].Tag != tagName && d.Parts[i].Verb() {
				right = int32(i)
			}
		}
	}
	for i := 0; i < len(d.Tokens); {
		j := i + 1
		for j < len(d.Tokens) && !d.Tokens[j].Shape.Has(annotate.Opens) {
			j++
		}
		for k := i; k < j; k++ {
			s.Facts[k].Para = int32(len(s.Paras))
		}
		s.Paras = append(s.Paras, annotate.Range{First: i, End: j})
		i = j
	}
	s.quotes()
	for i := range f.found {
		x := &f.found[i]
		if x.parent >= 0 {
			continue
		}
		mark := func(r annotate.Range, label model.Atom) {
			for k := r.First; k < r.End; k++ {
				s.Facts[k].Rule = label + 1
			}
			if r.Len() > 0 {
				s.Facts[r.First].Rule = label
			}
		}
		for _, r := range x.content.all() {
			mark(r, labelContent)
		}
		mark(x.source, labelSource)
		for _, r := range x.cue.all() {
			mark(r, labelCue)
		}
		if x.cue.n > 0 {
			s.cues = append(s.cues, x.cue.r[0])
		}
	}
	slices.SortStableFunc(s.cues, func(a, b annotate.Range) int { return a.First - b.First })
	return s
}

func (s *Scene) fact(i int, f *Facts) {
	d := s.Doc
	t := &d.Tokens[i]
	f.Word, f.Lemma = d.Atoms[i], d.Atoms[i]
	f.Shape = model.Atom(t.Shape & (annotate.Capital | annotate.Punct | annotate.Starts | annotate.Opens | annotate.Digit))
	if f.Word == annotate.AtomName {
		f.Tag = tagName
		return
	}
	tag := d.Parts[i]
	f.Tag = model.Atom(tag)
	k := d.Known[i]
	if c := d.Lex.Cues.Verb(d.Words[i]); c != nil {
		f.Cue = model.Atom(c.Speech)<<32 | model.Atom(c.Other) | 1<<62
	} else if c := d.Lex.Cues.Noun(d.Words[i]); c != nil {
		f.Cue = 1 << 61
	}
	switch {
	case tag.Verb():
		f.Sense = k.Verb()
		if k.Lemma() != 0 {
			f.Lemma = k.Lemma() | 1<<40
		}
	case tag.Noun():
		if n := k.Noun(); n != 0 {
			f.Sense = n + 16
		}
		if k.Lemma() != 0 {
			f.Lemma = k.Lemma() | 1<<40
		}
	}
	form := d.Form(i)
	for n := 0; n < 3 && n < len(form); n++ {
		f.Suffix = f.Suffix<<8 | model.Atom(form[len(form)-1-n]|0x20)
	}
}

// quotes marks where each token stands to quotation marks. A paragraph that
// opens a quotation and does not close it is inside up to its end; the next one
// opens again.
func (s *Scene) quotes() {
	d := s.Doc
	for i := range s.Facts {
		f := &s.Facts[i]
		k := d.InQuote[i]
		if k == 0 {
			if d.Tokens[i].Shape.Has(annotate.Punct) && strings.Contains("'‘’“”\"", d.Form(i)) {
				f.Quote = quoteOther
			}
			continue
		}
		q := &d.Quotes[k-1]
		switch {
		case i == q.First:
			f.Quote = quoteOpens
		case i == q.End-1 && q.Closed:
			f.Quote = quoteCloses
		default:
			f.Quote = quoteInside
		}
	}
}

// at is the facts of token i inside the range; outside it an empty Facts.
func (s *Scene) at(i int, in annotate.Range) *Facts {
	if i < in.First || i >= in.End {
		return &outside
	}
	return &s.Facts[i]
}

var outside Facts
