package annotate

import (
	"slices"

	"sayso/internal/read/model"
)

// Moves of the parser. It reads a sentence from left to right, keeps the words
// that still want a head or dependents on a stack, and hangs the stack's top on
// the next word (left) or on the word below it on the stack (right).
const (
	Shift = iota
	Left
	Right
	Moves // how many there are
)

// Unparsed is the head of a token whose sentence was not parsed; Top that of a
// sentence's root.
const (
	Unparsed = -2
	Top      = -1
)

// Parser parses sentences; it keeps its memory between them. It is not safe for
// concurrent use.
type Parser struct {
	State
	fs   []uint64
	from [2][]int32         // what words hang on, by either direction
	how  [2][]model.WideSum // and how, as far as it is told yet
	vote vote
}

// State is where the parser stands in a sentence. Words are numbered in the order
// in which it reads them, from 0; the word after the last is the root that stands
// for nothing.
type State struct {
	Words    []parseWord
	Stack    []int32
	Next     int32 // the next word that was not put on the stack
	Backward bool  // the sentence is read from its end
	nothing  parseWord
}

// parseWord is a word with what hangs on it so far.
type parseWord struct {
	word, tag, both    model.Atom
	sense              model.Atom
	lemma, group, form model.Atom
	Head               int32
	Rel                model.Rel
	left, left2        int32 // outermost dependents on either side, -1 = none
	right, right2      int32
	nLeft, nRight      model.Atom // how many there are
	leftSet, rightSet  model.Atom // their relations
	commas, verbs      int32      // before it in the sentence
}

// Parse parses one sentence of d, which needs Learn, into d.Heads and d.Rels. It is
// parsed from its beginning and from its end: what the one direction cannot know yet
// the other one knows, and the tree is made of the arcs that both or the surer one
// see.
func (p *Parser) Parse(d *Doc, s Range) {
	m := d.Model
	if m == nil || m.Moves[0] == nil || s.Len() <= 0 {
		return
	}
	d.makeTree()
	n := s.Len()
	p.vote.start(min(n, voteMost))
	p.run(d, s, 0)
	p.run(d, s, 1)
	heads := p.from[0]
	if n <= voteMost {
		if both := p.vote.tree(); both != nil {
			heads = both
		}
	}
	for i, h := range heads {
		rel := d.nameRel(s.First+i, p.rel(m, i, h))
		if h >= 0 {
			h += int32(s.First)
		}
		d.Heads[s.First+i], d.Rels[s.First+i] = h, rel
	}
}

// What a parser's vote for an arc weighs beside how far its move was ahead, or
// behind, and how sure it can be at most.
const voteArc, voteSure = 600, 1500

// run parses the sentence in one direction and votes for its arcs.
func (p *Parser) run(d *Doc, s Range, side int) {
	m, n := d.Model, s.Len()
	p.Start(d, s, side == 1)
	p.how[side] = slices.Grow(p.how[side][:0], n)[:n]
	p.vote.turn()
	for !p.Done() {
		p.fs = p.MoveFeatures(p.fs[:0])
		var sum model.Sum
		m.Moves[side].Add(&sum, p.fs)
		var lanes [model.Lanes]int32
		sum.Lanes(&lanes)
		best, next := p.two(&lanes)
		for mv, can := range p.Can() {
			if mv == Shift || !can || n > voteMost {
				continue
			}
			ahead := int32(0) // where there is no other move
			if mv != best {
				ahead = lanes[mv] - lanes[best]
			} else if next >= 0 {
				ahead = lanes[best] - lanes[next]
			}
			dep, head := p.Arc(mv)
			p.vote.add(p.place(dep), p.place(head), voteArc+min(ahead, voteSure))
		}
		if best != Shift {
			dep, head := p.Arc(best)
			if int(head) < n {
				p.fs = p.RelFeatures(p.fs[:0], dep, head)
				at := &p.how[side][p.place(dep)]
				at.Reset()
				m.Rels[side].Add(at, p.fs)
			}
		}
		rel := model.NoRel
		if best != Shift {
			rel = model.Root
			if dep, head := p.Arc(best); int(head) < n {
				rel = relOf(m.Rels[side], &p.how[side][p.place(dep)])
			}
		}
		p.Do(best, rel)
	}
	p.from[side] = slices.Grow(p.from[side][:0], n)[:n]
	for i := range int32(n) {
		p.from[side][i] = p.place(p.Words[p.place(i)].Head)
	}
}

// two are the best move that there is and the next best, -1 = none.
func (s *State) two(lanes *[model.Lanes]int32) (best, next int) {
	best, next = -1, -1
	for mv, can := range s.Can() {
		switch {
		case !can:
		case best < 0 || lanes[mv] > lanes[best]:
			best, next = mv, best
		case next < 0 || lanes[mv] > lanes[next]:
			next = mv
		}
	}
	return best, next
}

func relOf(t *model.Wide, s *model.WideSum) model.Rel {
	best, _ := t.Best(s)
	return model.Rel(best + 2) // neither none nor root
}

// rel is how word i hangs on h, by what both directions say of that arc.
func (p *Parser) rel(m *model.Model, i int, h int32) model.Rel {
	if h == Top {
		return model.Root
	}
	var sum model.WideSum
	for side := range 2 {
		if p.from[side][i] == h {
			sum.Plus(&p.how[side][i])
		}
	}
	if p.from[0][i] != h && p.from[1][i] != h {
		p.fs = p.RelFeatures(p.fs[:0], p.place(int32(i)), p.place(h))
		m.Rels[1].Add(&sum, p.fs)
	}
	return relOf(m.Rels[0], &sum)
}

// place is the number of the i-th word of the sentence, and the other way round;
// that of the root is Top.
func (s *State) place(i int32) int32 {
	switch n := int32(len(s.Words) - 1); {
	case i == n:
		return Top
	case s.Backward:
		return n - 1 - i
	}
	return i
}

// nameRel tells "the Syrian army" from "the Syria talks" by the name's own tag,
// which the parser must not see.
func (d *Doc) nameRel(i int, r model.Rel) model.Rel {
	if d.Atoms[i] != AtomName || r != model.Amod && r != model.Compound {
		return r
	}
	if t := d.Parts[i]; t == model.JJ || t == model.JJS {
		return model.Amod
	}
	return model.Compound
}

func (d *Doc) makeTree() {
	if len(d.Heads) == len(d.Tokens) {
		return
	}
	d.Heads, d.Rels = make([]int32, len(d.Tokens)), make([]model.Rel, len(d.Tokens))
	for i := range d.Heads {
		d.Heads[i] = Unparsed
	}
}

// Start begins a sentence, at its end if backward.
func (s *State) Start(d *Doc, r Range, backward bool) {
	s.nothing = parseWord{left: -1, left2: -1, right: -1, right2: -1}
	s.Words, s.Stack, s.Next = s.Words[:0], s.Stack[:0], 0
	commas, verbs := int32(0), int32(0)
	s.Backward = backward
	for k := range r.Len() {
		i := r.First + k
		if backward {
			i = r.End - 1 - k
		}
		w := s.nothing
		w.word, w.tag = d.Atoms[i], d.tagAtom(i, r.First)
		w.lemma, w.group, w.form = w.word, w.word, w.word
		if w.word >= atomClass {
			w.sense = model.Atom(d.Known[i]>>16) & 1023
			if l := d.Known[i].Lemma(); l != 0 {
				w.lemma = 1<<40 | l
			}
			if w.form = d.Forms[i].Tags(); w.form == 0 {
				_, _, w.form, _, _ = d.affixes(i)
				w.form |= 1 << 31
			}
			if w.group = d.Forms[i].Group(); w.group == 0 {
				w.group = 1<<31 | w.form
			} else {
				w.group |= 1 << 20
			}
		}
		w.both = w.word ^ w.tag*0x9E3779B97F4A7C15
		w.commas, w.verbs = commas, verbs
		w.Head = Unparsed
		switch t := model.Part(w.tag); {
		case w.tag >= model.Atom(model.Parts):
		case t == model.Comma || t == model.Colon:
			commas++
		case t.Verb():
			verbs++
		}
		s.Words = append(s.Words, w)
	}
	root := s.nothing
	root.word, root.tag, root.both, root.commas, root.verbs = 1<<62, 120, 1<<62+120, commas, verbs
	s.Words = append(s.Words, root)
}

// Done reports whether all words have their heads.
func (s *State) Done() bool { return len(s.Stack) == 0 && int(s.Next) == len(s.Words)-1 }

// Can tells which moves there are. The root takes the last word that is left.
func (s *State) Can() (can [Moves]bool) {
	n, atRoot := len(s.Stack), int(s.Next) == len(s.Words)-1
	can[Shift] = !atRoot
	can[Left] = n > 0 && (!atRoot || n == 1)
	can[Right] = n > 1
	return can
}

// Arc is what hangs on what by a move.
func (s *State) Arc(move int) (dep, head int32) {
	n := len(s.Stack)
	if move == Left {
		return s.Stack[n-1], s.Next
	}
	return s.Stack[n-1], s.Stack[n-2]
}

// Do makes a move.
func (s *State) Do(move int, rel model.Rel) {
	if move == Shift {
		s.Stack = append(s.Stack, s.Next)
		s.Next++
		return
	}
	dep, head := s.Arc(move)
	s.Stack = s.Stack[:len(s.Stack)-1]
	s.Words[dep].Head, s.Words[dep].Rel = head, rel
	h := &s.Words[head]
	bit := model.Atom(1) << rel
	if dep < head {
		h.left, h.left2 = dep, h.left
		h.nLeft, h.leftSet = min(h.nLeft+1, 7), h.leftSet|bit
	} else {
		h.right, h.right2 = dep, h.right
		h.nRight, h.rightSet = min(h.nRight+1, 7), h.rightSet|bit
	}
}

func (s *State) at(i int32) *parseWord {
	if i < 0 || int(i) >= len(s.Words) {
		return &s.nothing
	}
	return &s.Words[i]
}

func (s *State) top(n int) (int32, *parseWord) {
	if n >= len(s.Stack) {
		return -1, &s.nothing
	}
	i := s.Stack[len(s.Stack)-1-n]
	return i, &s.Words[i]
}

// far is a distance in steps that grow.
func far(a, b int32) model.Atom {
	if a < 0 || b < 0 {
		return 15
	}
	switch n := b - a; {
	case n <= 4:
		return model.Atom(n)
	case n <= 6:
		return 5
	case n <= 10:
		return 6
	case n <= 20:
		return 7
	}
	return 8
}

// lies is how many commas and verbs lie between two words.
func lies(a, b *parseWord) model.Atom {
	return model.Atom(min(max(b.commas-a.commas, 0), 3))<<2 | model.Atom(min(max(b.verbs-a.verbs, 0), 3))
}

// MoveFeatures appends the features that the next move is chosen by.
func (s *State) MoveFeatures(fs []uint64) []uint64 {
	i0, s0 := s.top(0)
	i1, s1 := s.top(1)
	b0, b1, b2 := s.at(s.Next), s.at(s.Next+1), s.at(s.Next+2)
	l0, r0, r1, bl := s.at(s0.left), s.at(s0.right), s.at(s1.right), s.at(b0.left)
	l02, r02, bl2 := s.at(s0.left2), s.at(s0.right2), s.at(b0.left2)
	d, e := far(i0, s.Next), far(i1, i0)
	in, in1 := lies(s0, b0), lies(s1, s0)
	f1, f2, f3 := model.F1, model.F2, model.F3
	tt := s0.tag<<8 | b0.tag
	ttt := s1.tag<<16 | tt
	v0, v1, vb := s0.nLeft<<4|s0.nRight, s1.nRight, b0.nLeft
	ahead := model.Atom(min(s.Words[len(s.Words)-1].verbs-b1.verbs, 3)) // verbs that are still to come
	return append(fs,
		f1(1, s0.both), f1(2, s0.word), f1(3, s0.tag), f1(4, b0.both), f1(5, b0.word), f1(6, b0.tag), f1(7, s1.both), f1(8, s1.word), f1(9, b1.both), f1(10, b1.word),
		f1(11, b2.both), f2(21, s1.tag, s0.tag), f2(22, b0.tag, b1.tag), f3(23, b0.tag, b1.tag, b2.tag), f2(24, tt, b1.tag), f2(28, tt, l0.tag), f2(29, tt, r0.tag),
		f2(30, tt, bl.tag), f2(34, s0.both, d), f2(35, b0.both, d), f2(36, tt, d), f2(39, tt, in), f2(41, s1.both, e), f2(43, s0.both, v0), f2(44, s0.tag, v0), f2(45, b0.both, vb),
		f2(46, s1.tag, v1), f2(47, s1.both, v1), f2(48, tt, v0<<4|vb), f2(49, s0.tag, s0.leftSet), f2(50, s0.tag, s0.rightSet), f2(51, b0.tag, b0.leftSet),
		f2(52, s1.tag, s1.rightSet), f2(53, s1.tag, s1.leftSet), f3(55, s1.tag<<8|s0.tag, s1.rightSet, s0.leftSet), f1(56, l0.both), f1(57, r0.both), f1(58, bl.both),
		f1(59, r1.both), f1(60, l02.both), f1(61, r02.both), f1(62, bl2.both), f3(71, s0.word, b0.tag, b1.tag), f2(75, s0.group, b0.group), f3(76, s0.group, b0.tag, d),
		f3(77, s0.tag, b0.group, d), f2(78, s1.group, s0.group), f3(79, s1.group, s0.tag, e), f3(80, s1.tag, s0.group, e), f3(81, s0.form, b0.form, tt), f3(90, tt, s0.leftSet, b0.leftSet), f3(91, ttt, s1.leftSet, s0.leftSet), f3(92, tt, ahead, in), f3(93, s0.tag<<2|ahead, s0.leftSet, b0.tag), f3(94, tt, s0.rightSet, b0.leftSet),
		f1(25, ttt), f2(26, ttt, b1.tag), f2(37, ttt, e), f2(40, ttt, in1), f3(63, s0.tag, l0.word, b0.tag),
		f3(83, s0.lemma, b0.lemma, d), f3(84, s1.lemma, s0.lemma, e), f2(86, s0.lemma, tt), f3(88, s1.lemma, s0.tag, b0.both),
		f3(89, b0.form, b1.form, s0.tag), f3(74, tt, model.Atom(l0.Rel)<<8|model.Atom(r0.Rel), model.Atom(bl.Rel)),
	)
}

// RelFeatures appends the features that an arc's relation is chosen by.
func (s *State) RelFeatures(fs []uint64, dep, head int32) []uint64 {
	d, h := &s.Words[dep], &s.Words[head]
	dl, dr := s.at(d.left), s.at(d.right)
	before, after := s.at(dep-1), s.at(dep+1)
	side, dist := model.Atom(0), far(dep, head)
	if head < dep {
		side, dist = 16, far(head, dep)
	}
	dist |= side
	tt := d.tag<<8 | h.tag | side<<16
	sets := h.leftSet | h.rightSet
	f1, f2, f3 := model.F1, model.F2, model.F3
	return append(fs,
		f2(101, d.word, side), f2(102, d.both, side), f2(103, h.word, side), f2(104, h.both, side), f1(105, tt), f2(109, tt, dist), f2(110, tt, sets), f2(111, tt, dl.word),
		f2(112, tt, dr.both), f2(115, tt, d.leftSet), f2(116, tt, d.rightSet), f3(117, tt, before.tag, after.tag), f2(118, tt, before.word), f2(119, tt, after.word),
		f3(121, tt, dl.word, d.sense), f2(128, tt, d.group), f2(129, tt, h.group), f3(130, side, d.group, h.group), f3(133, dl.word, h.lemma, side),
		f3(135, dl.word, d.group, side), f2(136, d.form, side), f3(137, d.form, h.form, side), f2(122, h.word, sets), f3(123, d.word, side, dist), f3(124, h.word, side, d.leftSet),
		f2(125, tt, h.rightSet), f2(126, tt, h.leftSet), f3(127, tt, dl.tag, d.leftSet),
	)
}
