package attribution

import (
	"sort"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
)

// VerdictRow is how many numbers the last word on an attribution is made of: what
// the judge was told of a learned one with this cue, and what the whole reading
// says.
const VerdictRow = TrustRow + 32

// evidence is what the learned parts and the rules said of their own, before the
// one was put in the other's place.
type evidence struct {
	said  []Said  // by the place of their cues
	ruled []found // by their first words
	reach reach   // of the rules'
}

// with is the learned candidate whose cue touches x's, or nil.
func (e *evidence) with(x *found) *Said {
	if x.cue.n == 0 {
		return nil
	}
	first := x.cue.first()
	i := sort.Search(len(e.said), func(i int) bool { return e.said[i].Cue[0].End > first })
	if i < len(e.said) && e.said[i].Cue[0].First < x.cue.end() {
		return &e.said[i]
	}
	return nil
}

// rule is the rules' attribution whose cue touches x's, or nil.
func (e *evidence) rule(x *found) *found {
	if x.cue.n == 0 {
		return nil
	}
	for i := e.reach.from(x.cue.first()); i < len(e.ruled) && e.ruled[i].start() < x.cue.end(); i++ {
		if y := &e.ruled[i]; y.cue.n > 0 && touch(&x.cue, &y.cue) {
			return y
		}
	}
	return nil
}

// weigh gives every attribution its confidence by all that is known now, and
// leaves out what is likelier wrong than worth showing.
func (f *finder) weigh(v *model.Verdict) {
	if !v.Known(VerdictRow) {
		return
	}
	for i := range f.found {
		row := f.row(i)
		f.found[i].trust = v.Chance(row[:])
	}
	f.drop(f.stays)
}

// The chances under which an attribution is left out. A rule's is kept longer: it
// was written for what the articles that were learned from have little of.
const (
	learnedLeast = .3
	ruleLeast    = .2
)

// stays reports whether an attribution is likely enough to be shown. A quotation
// must not be lost, nor what a rule that is mostly right found, be it in the words
// of what was learned; and what was left out would take with it what lies inside.
func (f *finder) stays(x *found) bool {
	if x.rule == ruleLearned {
		y := f.evidence.rule(x)
		return x.trust >= learnedLeast || y != nil && f.measured(y) >= plain
	}
	return x.trust >= ruleLeast || x.firm || x.parent >= 0 || x.cue.n == 0 || f.measured(x) >= plain || f.quoteKind(x) != sayso.Indirect
}

// drop leaves out what does not stay; what lay in it lies in what held it.
func (f *finder) drop(stays func(*found) bool) {
	to := make([]int32, len(f.found))
	n := int32(0)
	for i := range f.found {
		if to[i] = -1; stays(&f.found[i]) {
			to[i] = n
			n++
		}
	}
	if int(n) == len(f.found) {
		return
	}
	kept := make([]found, 0, n)
	for i := range f.found {
		if to[i] < 0 {
			continue
		}
		x := f.found[i]
		for x.parent >= 0 && to[x.parent] < 0 {
			x.parent = f.found[x.parent].parent
		}
		if x.parent >= 0 {
			x.parent = to[x.parent]
		}
		kept = append(kept, x)
	}
	f.found = kept
}

// row is the numbers that the verdict on attribution i is made of.
func (f *finder) row(i int) (row [VerdictRow]int32) {
	x := &f.found[i]
	said := f.evidence.with(x)
	for k := range TrustRow {
		row[k] = unknown
	}
	if said != nil {
		copy(row[:], said.Row[:])
	}
	r := row[TrustRow:TrustRow]
	r = f.agreements(r, x, said)
	r = f.traits(r, x)
	r = f.edges(r, x)
	f.company(r, i)
	return row
}

// unknown stands where there is nothing to tell of.
const unknown = -10000

// agreements tells how far the learned parts and the rules read it alike.
func (f *finder) agreements(r []int32, x *found, said *Said) []int32 {
	share, learned := int32(0), flag(x.rule == ruleLearned)
	if learned == 0 {
		share = int32(100 * f.measured(x))
	}
	r = append(r, learned, share, flag(x.firm))
	if y := f.evidence.rule(x); y != nil {
		source := flag(x.source == y.source)
		if source == 0 && x.source.First < y.source.End && y.source.First < x.source.End {
			source = 5
		}
		r = append(r, int32(100*f.measured(y)), alike(&x.content, &y.content), source)
	} else {
		r = append(r, -1, -1, -1)
	}
	if said == nil {
		return append(r, -1, -1)
	}
	var c pieces
	for _, q := range said.Content {
		c.add(q)
	}
	same := x.source.Len() == 0
	if len(said.Source) > 0 {
		same = x.source == said.Source[0]
	}
	return append(r, alike(&x.content, &c), flag(same))
}

// traits tells what kind of attribution it is.
func (f *finder) traits(r []int32, x *found) []int32 {
	quoted := int32(0)
	switch f.quoteKind(x) {
	case sayso.Direct:
		quoted = 20
	case sayso.Mixed:
		quoted = 10
	}
	depth := int32(0)
	for p := x.parent; p >= 0 && depth < 5; p = f.found[p].parent {
		depth++
	}
	r = append(r, flag(f.plainCue(x)), quoted, depth, int32(min(x.content.words(), 200)), int32(x.content.n), flag(x.lead),
		flag(x.class == sayso.Speech), f.sourceKind(x), int32(x.source.Len()), flag(x.cue.n > 0))
	from, words, head := int32(0), int32(0), int32(0)
	if x.cue.n > 0 {
		from, words = int32(min(x.cue.first()-f.d.Sentences[x.sent].First, 60)), int32(x.cue.words())
	}
	if x.head >= 0 {
		head = f.headKind(int(x.head))
	}
	return append(r, from, words, head)
}

// edges tells where its content begins and ends.
func (f *finder) edges(r []int32, x *found) []int32 {
	sent := f.d.Sentences[x.sent].Range
	first, end := x.content.first(), x.content.end()
	next := int32(0)
	if end < len(f.d.Tags) {
		next = f.blindTag(end)
	}
	that := f.d.Word(first) == f.w.That || first > 0 && f.d.Word(first-1) == f.w.That
	return append(r, f.blindTag(first), f.blindTag(end-1), next, flag(end >= sent.End-1), int32(min(first-sent.First, 60)), flag(that))
}

// company tells how attribution i stands to the others.
func (f *finder) company(r []int32, i int) {
	x := &f.found[i]
	held := int32(-1)
	if x.parent >= 0 {
		y := &f.found[x.parent]
		if held = int32(100 * f.measured(y)); y.rule == ruleLearned {
			held = int32(100 * f.d.Model.Trust.Chance(y.sum))
		}
	}
	cues, rivals := int32(0), int32(0) // in its content; of its words
	end := x.content.end()
	for j := i + 1; j < len(f.found) && f.found[j].start() < end; j++ {
		y := &f.found[j]
		if y.cue.n > 0 && x.content.has(y.cue.first()) {
			cues++
		}
		if y.parent == x.parent && touch(&x.content, &y.content) {
			rivals++
		}
	}
	for j := i - 1; j >= 0 && j > i-8; j-- {
		if y := &f.found[j]; y.parent == x.parent && touch(&x.content, &y.content) {
			rivals++
		}
	}
	sent := f.d.Sentences[x.sent]
	_ = append(r, held, cues, rivals, int32(f.d.Blocks[sent.Block].Kind), flag(f.d.Form(sent.End-1) == "?"))
}

// alike is how many tokens both have of those that one of them has, in tenths.
func alike(a, b *pieces) int32 {
	in := a.within(b)
	both := in.words()
	return int32(10 * both / max(a.words()+b.words()-both, 1))
}

// sourceKind numbers the kinds of source: none, pronouns, names, nouns.
func (f *finder) sourceKind(x *found) int32 {
	if x.source.Len() == 0 {
		return 0
	}
	switch lexicon.Tag(f.blindTag(x.source.First)) {
	case lexicon.PRP:
		return 1
	case lexicon.WP, lexicon.WDT:
		return 2
	case lexicon.NNP:
		return 3
	}
	if f.blindTag(x.source.End-1) == int32(lexicon.NNP) {
		return 4
	}
	return 5
}

// blindTag is the number of a token's tag; of a name only that it is one.
func (f *finder) blindTag(i int) int32 {
	if f.d.Atoms[i] == annotate.AtomName {
		return int32(lexicon.NNP)
	}
	return int32(f.d.Tags[i])
}

// headKind numbers the forms of a cue's main word.
func (f *finder) headKind(i int) int32 {
	if f.d.Atoms[i] == annotate.AtomName {
		return 6
	}
	switch p := f.d.Parts[i]; p {
	case model.VBD, model.VBZ, model.VBP:
		return 1
	case model.VBN:
		return 2
	case model.VB:
		return 3
	case model.VBG:
		return 4
	default:
		if p.Noun() {
			return 5
		}
	}
	return 6
}
