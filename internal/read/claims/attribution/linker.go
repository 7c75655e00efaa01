package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// The labels of the linker, for the tokens around one cue.
const (
	linkOut = iota
	linkSource
	linkInSource
	linkContent
	linkInContent
	// Links is how many there are.
	Links
)

// How far around its cue the linker looks at most, in tokens.
const (
	windowLeft  = 150
	windowRight = 220
)

// window is what the linker looks at for a cue: its sentence, the sentences
// before it as long as a quotation or a content runs into the next, and those
// after it as long as they may go on with it. A quotation may open anew in each of
// the next paragraphs.
func (s *Scene) window(cue annotate.Range, labels []uint8) annotate.Range {
	n := int(s.Facts[cue.First].Sent)
	w := s.Doc.Sentences[n].Range
	for k := n - 1; k >= 0 && cue.First-w.First < windowLeft; k-- {
		prev := s.Doc.Sentences[k].Range
		if s.Facts[prev.First].Para != s.Facts[w.First].Para || !s.runsOn(w.First, labels) && !s.quoted(prev) {
			break
		}
		w.First = prev.First
	}
	for k := n + 1; k < len(s.Doc.Sentences) && w.End-cue.End < windowRight; k++ {
		next := s.Doc.Sentences[k].Range
		colon := k == n+1 && s.Doc.Form(w.End-1) == ":"
		if !s.runsOn(next.First, labels) && !colon {
			break
		}
		w.End = next.End
	}
	w.First = max(w.First, cue.First-windowLeft)
	w.End = min(max(w.End, cue.End), cue.End+windowRight)
	return w
}

// runsOn reports whether the sentence that begins at token i may go on with what
// was said before it: it is in quotation marks or the labeller took it for a
// content.
func (s *Scene) runsOn(i int, labels []uint8) bool {
	q := s.Facts[i].Quote
	return q == quoteOpens || q == quoteInside || labels[i] == labelContent || labels[i] == labelInContent
}

// quoted reports whether the sentence begins in quotation marks.
func (s *Scene) quoted(r annotate.Range) bool {
	q := s.Facts[r.First].Quote
	return q == quoteOpens || q == quoteInside
}

// cueFacts are what the linker's features know of a cue.
type cueFacts struct {
	cue    annotate.Range
	window annotate.Range
	lemma  model.Atom // of its main word
	head   model.Atom // its main word
	sense  model.Atom
	tag    model.Atom
	first  model.Atom // its first word
	length model.Atom
	after  model.Atom // the word behind it
	before model.Atom
	btag   model.Atom
	atag   model.Atom
	quote  model.Atom
	takes  model.Atom
}

// mainWord is a cue's last verb, else its last noun, else its last word.
func (s *Scene) mainWord(cue annotate.Range) int {
	noun := -1
	for i := cue.End - 1; i >= cue.First; i-- {
		if s.Facts[i].Tag >= tagName {
			continue
		}
		switch t := model.Part(s.Facts[i].Tag); {
		case t.Verb():
			return i
		case t.Noun() && noun < 0:
			noun = i
		}
	}
	if noun >= 0 {
		return noun
	}
	return cue.End - 1
}

// cueFacts prepares a cue.
func (s *Scene) cueFacts(cue annotate.Range, labels []uint8) cueFacts {
	w := s.window(cue, labels)
	main := s.mainWord(cue)
	m := &s.Facts[main]
	a, b := s.at(cue.End, w), s.at(cue.First-1, w)
	return cueFacts{cue: cue, window: w, lemma: m.Lemma, head: m.Word, sense: m.Sense, tag: m.Tag, first: s.Facts[cue.First].Word,
		length: near(cue.Len()), after: a.Word, before: b.Word, btag: b.Tag, atag: a.Tag, quote: a.Quote<<4 | b.Quote, takes: m.Cue}
}

// between is what lies between a token and the cue.
type between struct {
	verbs, commas, cues, sents, marks, paras, names, stops model.Atom
	tags                                                   model.Atom // the tags on the way, where it is short
	dist                                                   int
}

// between measures the way from each token of the window to the cue; labels are
// the labeller's.
func (s *Scene) between(c *cueFacts, labels []uint8, out []between) []between {
	n := c.window.Len()
	if cap(out) < n {
		out = make([]between, n*2)
	}
	out = out[:n]
	walk := func(from, to, step int) {
		var b between
		for i := from; i != to; i += step {
			b.dist++
			out[i-c.window.First] = b
			f := &s.Facts[i]
			if f.Tag < tagName && model.Part(f.Tag).Verb() {
				b.verbs = min(b.verbs+1, 4)
			}
			switch s.Doc.Parts[i] {
			case model.Comma:
				b.commas = min(b.commas+1, 3)
			case model.Stop:
				b.stops = min(b.stops+1, 3)
			}
			if l := labels[i]; l == labelCue {
				b.cues = min(b.cues+1, 3)
			}
			if f.Quote == quoteOpens || f.Quote == quoteCloses {
				b.marks = min(b.marks+1, 5)
			}
			if f.Tag == tagName {
				b.names = 1
			}
			edge := i
			if step < 0 {
				edge = i - 1
			} else {
				edge = i + 1
			}
			if edge >= 0 && edge < len(s.Facts) {
				if s.Facts[edge].Sent != f.Sent {
					b.sents = min(b.sents+1, 3)
				}
				if s.Facts[edge].Para != f.Para {
					b.paras = min(b.paras+1, 2)
				}
			}
			if b.dist <= 4 {
				b.tags = b.tags<<8 | f.Tag
			} else {
				b.tags = 1 << 40
			}
		}
	}
	walk(c.cue.End, c.window.End, 1)
	walk(c.cue.First-1, c.window.First-1, -1)
	return out
}

// linkFeatures appends the linker's features of token i for a cue; labels are
// the labeller's.
func (s *Scene) linkFeatures(fs []uint64, c *cueFacts, bs []between, labels []uint8, i int) []uint64 {
	w := c.window
	z, a, b := s.at(i, w), s.at(i-1, w), s.at(i+1, w)
	aa, bb := s.at(i-2, w), s.at(i+2, w)
	y := model.Atom(labels[i])
	var ya, yb model.Atom = 15, 15
	if i > w.First {
		ya = model.Atom(labels[i-1])
	}
	if i+1 < w.End {
		yb = model.Atom(labels[i+1])
	}
	var side model.Atom = 1
	k := &bs[i-w.First]
	switch {
	case c.cue.Has(i):
		side = 2
		*k = between{}
	case i < c.cue.First:
		side = 0
	}
	dist := side<<4 | near(k.dist)
	way := side | k.verbs<<4 | k.commas<<8 | k.sents<<12 | k.cues<<16
	edge := side | min(k.sents, 1)<<4 | k.cues<<8
	if i-1 == c.cue.End-1 { // right behind the cue
		edge |= 1 << 20
	}
	if i+1 == c.cue.First {
		edge |= 1 << 21
	}
	ys := y | ya<<4 | yb<<8
	quotes := a.Quote | z.Quote<<4 | b.Quote<<8
	marks := side | k.marks<<4 | z.Quote<<8 | min(k.sents, 2)<<12 | k.paras<<16
	cq := c.quote<<8 | side
	f2, f3 := model.F2, model.F3
	return append(fs,
		f2(101, dist, y), f2(102, way, y), f2(103, edge, ys), f3(104, edge, ys, z.Tag), f3(105, c.lemma, edge, y),
		f3(109, c.sense, edge, z.Tag), f3(110, c.tag, edge, z.Tag),
		f3(111, edge, z.Word, y),
		f3(116, side|y<<4, z.Tag, b.Tag), f3(117, side|y<<4, a.Tag, z.Tag), f3(118, side, aa.Tag|a.Tag<<8, z.Tag), f3(119, side, z.Tag|b.Tag<<8, bb.Tag),
		f3(120, marks, y, 0), f3(121, marks, z.Tag, a.Tag), f3(122, quotes, edge, y), f3(123, quotes, cq, z.Tag), f3(124, way, z.Tag, y),
		f3(127, c.before, dist, z.Tag), f3(129, c.btag<<8|c.atag, way, y),
		f3(130, side, k.tags, z.Tag), f3(131, c.lemma, k.tags, side), f3(133, side, s.verb(z.Right).Lemma, z.Tag),
		f3(134, edge, a.Lemma, z.Tag), f3(136, c.head, c.atag, dist), f3(137, ys, quotes, side), f3(138, k.names|side<<4, z.Tag|y<<8, k.verbs|k.commas<<4),
		f3(139, edge, z.Sense|z.Tag<<8, y), f3(141, k.stops|side<<4, ys, z.Quote), f2(144, edge, z.Shape),
		f3(145, edge, z.Rule, y), f3(146, edge, a.Rule|z.Rule<<4|b.Rule<<8, z.Tag), f3(148, c.takes, dist, a.Tag),
	)
}

// Said is an attribution in tokens.
type Said struct {
	Source, Cue, Content []annotate.Range
	Score                int32 // of the links, above none at all
	Facts                [TrustFacts]int32
	Terms                [TrustTerms]uint64
	Sum                  int32 // of facts and terms, as trust weighs them
	Row                  [TrustRow]int32
	// How much better the links are than the best ones with another beginning or
	// end of the content, or of the source.
	begins, ends, from int32
}

// linkMemory is the room that linking needs; it is kept between cues.
type linkMemory struct {
	lattice model.Lattice
	sums    []model.Sum
	labels  []uint8
	fs      []uint64
	way     []between
}

// LinkFeatures calls f with the linker's features of each token around a cue, in
// order, and returns which tokens they are. f must not keep the features. labels
// are the labeller's.
func (s *Scene) LinkFeatures(cue annotate.Range, labels []uint8, f func(fs []uint64)) annotate.Range {
	c := s.cueFacts(cue, labels)
	way := s.between(&c, labels, nil)
	var fs []uint64
	for i := c.window.First; i < c.window.End; i++ {
		fs = s.linkFeatures(fs[:0], &c, way, labels, i)
		f(fs)
	}
	return c.window
}

// link finds the source and the content of one cue. labels are the labeller's.
func (s *Scene) link(c *model.Chain, cue annotate.Range, labels []uint8, x *linkMemory) Said {
	f := s.cueFacts(cue, labels)
	x.way = s.between(&f, labels, x.way)
	x.sums = x.sums[:0]
	for i := f.window.First; i < f.window.End; i++ {
		var sum model.Sum
		x.fs = s.linkFeatures(x.fs[:0], &f, x.way, labels, i)
		c.Add(&sum, x.fs)
		x.sums = append(x.sums, sum)
	}
	if cap(x.labels) < len(x.sums) {
		x.labels = make([]uint8, 2*len(x.sums))
	}
	y := x.labels[:len(x.sums)]
	first := f.window.First
	own := model.Shut{First: cue.First - first, End: cue.End - first} // a cue is neither
	score := x.lattice.Best(c, x.sums, y, own)
	x.lattice.Back(c, x.sums, own)
	none := c.Steps[c.Labels*c.Labels] + int32(len(y)-1)*c.Steps[0]
	out := Said{Cue: []annotate.Range{cue}, Score: score - none}
	for i := 0; i < len(y); i++ {
		if y[i] != linkSource && y[i] != linkContent {
			continue
		}
		j := i + 1
		for j < len(y) && y[j] == y[i]+1 {
			j++
		}
		r := annotate.Range{First: first + i, End: first + j}
		if y[i] == linkSource {
			out.Source = append(out.Source, r)
		} else {
			out.Content = append(out.Content, r)
		}
		i = j - 1
	}
	out.Source = nearest(out.Source, cue)
	x.edges(c, &out, f.window, score)
	return out
}

// edges measures how sure the links' edges are.
func (x *linkMemory) edges(c *model.Chain, said *Said, w annotate.Range, score int32) {
	unlike := func(i, label int) int32 {
		v := int32(model.Never)
		for k := range c.Labels {
			if k != label {
				v = max(v, x.lattice.Through(c, i-w.First, k))
			}
		}
		return score - v
	}
	const most = 960
	said.begins, said.ends, said.from = most, most, 0
	for _, r := range said.Content {
		said.begins = min(said.begins, unlike(r.First, linkContent))
		if r.End < w.End {
			said.ends = min(said.ends, score-x.lattice.Through(c, r.End-w.First, linkInContent))
		}
		if r.Len() > 1 {
			said.ends = min(said.ends, unlike(r.End-1, linkInContent))
		}
	}
	for _, r := range said.Source {
		said.from = unlike(r.First, linkSource)
		if r.Len() > 1 {
			said.from = min(said.from, unlike(r.End-1, linkInSource))
		}
	}
}

// nearest keeps the range that is next to the cue: a cue has one source.
func nearest(list []annotate.Range, cue annotate.Range) []annotate.Range {
	best, at := 1<<30, -1
	for i, r := range list {
		n := r.First - cue.End
		if r.End <= cue.First {
			n = cue.First - r.End
		}
		if n < best {
			best, at = n, i
		}
	}
	if at < 0 {
		return nil
	}
	return list[at : at+1]
}
