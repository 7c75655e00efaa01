package attribution

import (
	"slices"
	"sort"
	"sync"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
)

// communication is WordNet's class of verbs of saying, as the lab numbers it.
const communication = 4

// Learner finds attributions by what was learned: it labels the document, then
// looks for each cue's source and content. It keeps its memory between documents;
// it is not safe for concurrent use.
type Learner struct {
	m       *model.Model
	lattice model.Lattice
	sums    []model.Sum // of the last document's tokens
	fs      []uint64
	link    linkMemory
	First   []uint8 // labels of the last document
	Keen    []uint8 // the same as if the cue in question were right
	cues    []likelyCue
	found   []likelyCue // of a paragraph, with those that overlap
	paths   []uint8
	taken   []bool  // tokens of likely cues
	room    []Facts // for the scene's
}

// learners are those that wait for the next document with the memory of one before:
// what a Learner needs is as large as everything else that a reading keeps.
var learners = sync.Pool{New: func() any { return new(Learner) }}

// likelyCue is what may be a cue, and the labels around it if it is one.
type likelyCue struct {
	annotate.Range
	margin int32 // how much better the paragraph's labels are with the cue than without
	behind int32 // how far it is behind the best labels
	rule   bool  // only the rules have it
	from   int   // where its labels begin
	path   int   // and where they are kept
	n      int
}

// keenness is how far behind the best labels a cue may be and still be looked at;
// trust sorts them out.
const keenness = 300

// NewLearner makes a Learner of a model that has the parts it needs.
func NewLearner(m *model.Model) *Learner { return &Learner{m: m} }

// Label is the document's labels, valid until the next call.
func (x *Learner) Label(s *Scene) []uint8 {
	x.label(s, false)
	return x.First
}

// label labels the document and, where cues are asked for, notes what may be one.
func (x *Learner) label(s *Scene, cues bool) {
	n := len(s.Facts)
	x.sums, x.First, x.taken = slices.Grow(x.sums[:0], n)[:n], slices.Grow(x.First[:0], n)[:n], slices.Grow(x.taken[:0], n)[:n]
	clear(x.taken)
	x.cues, x.paths = x.cues[:0], x.paths[:0]
	ruled := s.cues
	for _, p := range s.Paras {
		for i := p.First; i < p.End; i++ {
			x.sums[i] = model.Sum{}
			x.fs = s.LabelFeatures(x.fs[:0], i, p)
			x.m.Labels.Add(&x.sums[i], x.fs)
		}
		best := x.lattice.Best(x.m.Labels, x.sums[p.First:p.End], x.First[p.First:p.End], model.Shut{})
		if !cues {
			continue
		}
		k := 0
		for k < len(ruled) && ruled[k].First < p.End {
			k++
		}
		x.likely(p, best, ruled[:k])
		ruled = ruled[k:]
	}
}

// likely notes what may be a cue of a paragraph: what the labels may have for one,
// the likeliest first, then what only the rules have.
func (x *Learner) likely(p annotate.Range, best int32, ruled []annotate.Range) {
	m := x.m.Labels
	x.lattice.Back(m, x.sums[p.First:p.End], model.Shut{})
	list := x.found[:0]
	for i := p.First; i < p.End; i++ {
		if v := x.lattice.Through(m, i-p.First, labelCue) - best; v >= -keenness {
			list = append(list, likelyCue{Range: annotate.Range{First: i}, behind: v})
		}
	}
	slices.SortStableFunc(list, func(a, b likelyCue) int { return int(b.behind - a.behind) })
	for _, r := range ruled {
		list = append(list, likelyCue{Range: r, behind: x.lattice.Through(m, r.First-p.First, labelCue) - best, rule: true})
	}
	x.found = list
	for _, c := range list {
		x.cue(p, c)
	}
}

// cue keeps a likely cue of a paragraph with the labels around it, where no
// likelier one has its words.
func (x *Learner) cue(p annotate.Range, c likelyCue) {
	m := x.m.Labels
	from, to := max(p.First, c.First-windowLeft), min(p.End, c.First+windowRight)
	at := len(x.paths)
	x.paths = slices.Grow(x.paths, to-from)[:at+to-from]
	path := x.paths[at:]
	x.lattice.Path(m, x.sums[p.First:p.End], c.First-p.First, labelCue, from-p.First, path)
	if c.End == 0 {
		c.End = c.First + 1
		for c.End < to && path[c.End-from] == labelInCue {
			c.End++
		}
	}
	for i := c.First; i < c.End; i++ {
		if x.taken[i] {
			x.paths = x.paths[:at]
			return
		}
	}
	for i := c.First; i < c.End; i++ {
		x.taken[i] = true
	}
	without := int32(model.Never)
	for l := range m.Labels {
		if l != labelCue && l != labelInCue {
			without = max(without, x.lattice.Through(m, c.First-p.First, l))
		}
	}
	c.margin = x.lattice.Through(m, c.First-p.First, labelCue) - without
	c.from, c.path, c.n = from, at, len(path)
	x.cues = append(x.cues, c)
}

// Find is the outermost attributions that are likelier right than not to be
// shown, by the place of their cues.
func (x *Learner) Find(s *Scene) []Said {
	all := x.Candidates(s)
	out := all[:0]
	for i := range all {
		if x.m.Trust.Shown(all[i].Sum) {
			out = append(out, all[i])
		}
	}
	return out
}

// Candidates is everything that may be an attribution: more cues than are right,
// and those of the rules beside them, each with its links and the facts that tell
// whether it is right.
func (x *Learner) Candidates(s *Scene) []Said {
	x.label(s, true)
	x.Keen = append(x.Keen[:0], x.First...)
	slices.SortFunc(x.cues, func(a, b likelyCue) int { return a.First - b.First }) // no two begin at one token
	out := make([]Said, 0, len(x.cues))
	for _, c := range x.cues {
		copy(x.Keen[c.from:], x.paths[c.path:c.path+c.n])
		said := s.link(x.m.Linker, c.Range, x.Keen, &x.link)
		if len(said.Content) == 0 && !c.rule {
			x.fall(s, &said)
		}
		if len(said.Content) > 0 {
			said.Facts = x.facts(s, &said, &c)
			said.Terms = x.terms(s, &said)
			if x.m.Trust != nil {
				said.Sum = x.m.Trust.Sum(said.Facts[:], said.Terms[:])
			}
			out = append(out, said)
		}
		copy(x.Keen[c.from:], x.First[c.from:c.from+c.n])
	}
	Compare(s, out)
	for i := range out {
		out[i].Sum = x.m.Trust.Settle(out[i].Sum, out[i].Row[:])
	}
	return out
}

// Forced is the labels around a cue if it is right, and where they begin. It needs
// the document's own labels.
func (x *Learner) Forced(s *Scene, cue annotate.Range) (from int, labels []uint8) {
	p := s.Paras[s.Facts[cue.First].Para]
	x.lattice.Best(x.m.Labels, x.sums[p.First:p.End], x.First[p.First:p.End], model.Shut{})
	x.lattice.Back(x.m.Labels, x.sums[p.First:p.End], model.Shut{})
	from, to := max(p.First, cue.First-windowLeft), min(p.End, cue.First+windowRight)
	labels = make([]uint8, to-from)
	x.lattice.Path(x.m.Labels, x.sums[p.First:p.End], cue.First-p.First, labelCue, from-p.First, labels)
	return from, labels
}

// fall gives an attribution that the linker left empty what was labelled in its
// sentence, where no other cue can claim it.
func (x *Learner) fall(s *Scene, said *Said) {
	cue := said.Cue[0]
	sent := s.Doc.Sentences[s.Facts[cue.First].Sent].Range
	sent.First, sent.End = min(sent.First, cue.First), max(sent.End, cue.End)
	if len(Runs(x.Keen[sent.First:sent.End], labelCue)) > 1 {
		return
	}
	in := func(begin uint8) []annotate.Range {
		list := Runs(x.Keen[sent.First:sent.End], begin)
		for i := range list {
			list[i].First += sent.First
			list[i].End += sent.First
		}
		return list
	}
	said.Content, said.Source = in(labelContent), nearest(in(labelSource), cue)
}

// margin is how much better a cue at token i is liked than the next best label,
// by the token's own features.
func (x *Learner) margin(i int) int32 {
	var lanes [model.Lanes]int32
	x.sums[i].Lanes(&lanes)
	other := int32(0)
	for l, v := range lanes {
		if l+1 != labelCue {
			other = max(other, v)
		}
	}
	return lanes[labelCue-1] - other
}

// Runs are the ranges that begin with the given label and go on with the next.
func Runs(labels []uint8, begin uint8) []annotate.Range {
	var out []annotate.Range
	for i := 0; i < len(labels); i++ {
		if labels[i] != begin {
			continue
		}
		j := i + 1
		for j < len(labels) && labels[j] == begin+1 {
			j++
		}
		out = append(out, annotate.Range{First: i, End: j})
		i = j - 1
	}
	return out
}

// learned puts what was learned in the place of what the rules found. The rules
// fill in: what lies inside a content (the learned parts know the outermost
// level only), and quotations that nobody claimed.
func (f *finder) learned(m *model.Model) {
	x := learners.Get().(*Learner)
	defer learners.Put(x)
	x.m = m
	x.room = slices.Grow(x.room[:0], len(f.d.Tokens))[:len(f.d.Tokens)]
	clear(x.room)
	s := f.scene(x.room)
	list := x.Candidates(s)
	ruled := reachOf(f.found)
	f.evidence = evidence{said: list, ruled: slices.Clone(f.found), reach: ruled}
	var out []found
	for i := range list {
		x := f.fromSaid(s, &list[i], ruled)
		if !m.Trust.Shown(list[i].Sum) || f.silent(&x) {
			continue
		}
		if y := f.plainer(&x); y != nil {
			y.widen(&x)
		} else if !f.topic(&x) && !f.blamed(&x) {
			out = append(out, x)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].start() < out[j].start() })
	f.mend(out, ruled)
	f.goesOn(out)
	f.adjuncts(out)
	own, said := len(out), reachOf(out)
	kept := make([]bool, len(f.found))
	for _, nested := range []bool{false, true} {
		for i := range f.found {
			x := f.found[i]
			if nested != (x.parent >= 0) {
				continue
			}
			if kept[i] = f.adds(&x, out[:own], said, nested && kept[x.parent]); kept[i] {
				out = append(out, x)
			}
		}
	}
	f.found = out
	sort.SliceStable(f.found, func(i, j int) bool { return f.found[i].start() < f.found[j].start() })
	for i := range f.found {
		f.found[i].parent = -1
	}
	f.joinQuotes()
	f.untag()
	f.nest()
}

// goesOn ends contents before the next thing that their source says: in "the
// mayor said that the dam was safe and warned of looters", or "..., adding that
// help was near", what follows has the source in common and lies beside the
// first content, not in it. list stands in the order of the first words.
func (f *finder) goesOn(list []found) {
	for i := range list {
		x := &list[i]
		if x.source.Len() == 0 || x.lead || x.content.n == 0 {
			continue
		}
		for j := i + 1; j < len(list) && list[j].start() < x.content.end(); j++ {
			y := &list[j]
			if y.cue.n == 0 || y.source != x.source || !x.content.has(y.cue.first()) || y.lead || f.d.InQuote[y.cue.first()] != 0 || f.d.Tags[max(y.cue.first()-1, 0)] == lexicon.IN {
				continue
			}
			if cut := x.content.before(f.joint(y.cue.first())); cut.n > 0 && cut.words() > 0 {
				x.content = cut
			}
			break
		}
	}
}

// joint is where the words begin that join a cue to what stands before it: ", and
// then".
func (f *finder) joint(i int) int {
	for i > 0 && (f.d.Is(i-1, annotate.Punct) && f.d.InQuote[i-1] == 0 || f.d.Tags[i-1] == lexicon.CC || f.d.Tags[i-1] == lexicon.RB) {
		i--
	}
	return i
}

// before is what of the pieces stands before token i.
func (p *pieces) before(i int) (out pieces) {
	for _, r := range p.all() {
		out.add(annotate.Range{First: r.First, End: min(r.End, i)})
	}
	return out
}

// fromSaid is a learned attribution in the rules' terms. A rule that found the
// same cue knows its class.
func (f *finder) fromSaid(s *Scene, said *Said, ruled reach) found {
	x := found{rule: ruleLearned, sum: said.Sum, trust: f.d.Model.Trust.Chance(said.Sum), parent: -1, sent: s.Facts[said.Cue[0].First].Sent, head: int32(s.mainWord(said.Cue[0]))}
	for _, r := range said.Cue {
		x.cue.add(r)
	}
	for _, r := range said.Content {
		x.content.add(r)
	}
	if len(said.Source) > 0 {
		x.source = said.Source[0]
	}
	x.lead = x.content.first() < x.cue.first()
	x.class = sayso.Other
	if s.Facts[x.head].Sense == communication {
		x.class = sayso.Speech
	}
	for i := ruled.from(int(x.head)); i < len(f.found) && f.found[i].start() <= int(x.head); i++ {
		if y := &f.found[i]; y.cue.n > 0 && y.cue.has(int(x.head)) {
			x.class = y.class
			if x.trust < doubt && (x.source.Len() == 0 || y.source.First < x.source.End && x.source.First < y.source.End) {
				x.content = y.content
			} else if f.cutShort(&x, y) {
				x.content = y.content
			}
			if x.source.Len() == 0 && !x.content.has(y.source.First) {
				x.source = y.source // "..., he said, adding that ...": far away, but a rule knows
			}
			break
		}
	}
	return x
}

// cutShort reports whether the learned content is the rule's up to an "and": the
// linker is prone to end at a coordination ("called the truce a trap
// and the vote a farce").
func (f *finder) cutShort(x, y *found) bool {
	if x.content.n == 1 && y.content.n == 2 && y.lead && f.d.Chunks[f.d.ChunkOf[y.content.r[0].End-1]].Kind != annotate.Rel && (y.rule == ruleTagAfter || y.rule == ruleTagInverted) && (x.content.r[0] == y.content.r[0] || x.content.r[0] == y.content.r[1]) {
		return true // "The museum, | the mayor said, | would open in May"
	}
	if x.content.n != 1 || y.content.n != 1 || x.content.first() != y.content.first() || x.content.end() >= y.content.end() {
		return false
	}
	end := x.content.end()
	if f.d.Tags[end] == lexicon.Comma && f.numberFrom(end+1) != nil && f.numberFrom(x.content.first()) != nil {
		return true // "says 9 dead, | 30 wounded"
	}
	return f.d.Word(end) == f.lex.Word("and") || f.d.Tags[end] == lexicon.Comma && f.d.Is(end+1, annotate.Alpha) && (f.d.Word(end+1) == f.w.But || f.d.Chunks[f.d.ChunkOf[end+1]].Kind == annotate.Rel)
}

// topic reports whether the source of a colon names what happened.
func (f *finder) topic(x *found) bool {
	if x.cue.n == 1 && x.source.Len() > 0 && f.d.Form(int(x.cue.first())) == ":" && x.source.End == x.cue.first() && f.labelled(x.source.First, x.source.End) {
		return true
	}
	return x.cue.n == 1 && x.cue.end()-x.cue.first() == 1 && f.d.Form(int(x.cue.first())) == ":" && f.happening(x.source)
}

// sure is the measured share of right ones from which a rule's reading of a
// cue stands against what was learned.
const sure = .9

// widen gives a rule's reading source and cue of the learned one where these go
// further: "said Ida Roe | , who teaches there", "said | in a statement".
func (y *found) widen(x *found) {
	if x.source.Len() > y.source.Len() && overlap(x.source, y.source) {
		y.source = x.source
	}
	if x.cue.n == 1 && y.cue.n == 1 && !touch(&x.cue, &y.content) && !overlap(x.cue.r[0], y.source) && x.cue.r[0].First <= y.cue.r[0].First && y.cue.r[0].End <= x.cue.r[0].End {
		y.cue = x.cue
	}
}

// plainer is the reading of the same cue by a rule that is nearly always right, or
// nil: marks of quotation and colons are plainer than any weights. So does one
// of a statement set off without marks, which the corpus has none of.
func (f *finder) plainer(x *found) *found {
	from := x.cue.first() - 600 // they stand in the order of their first words
	for i := sort.Search(len(f.found), func(i int) bool { return f.found[i].start() >= from }); i < len(f.found); i++ {
		y := &f.found[i]
		if y.start() > x.cue.end() {
			break
		}
		if y.sent == x.sent && y.cue.n > 0 && touch(&x.cue, &y.cue) && (y.firm || f.measured(y) >= sure || y.rule == ruleBlock) {
			return y
		}
	}
	return nil
}

// adds reports whether a rule's attribution is to stand beside the learned ones,
// which stand in the order of their first words;
// nested tells that it lies in the content of a rule's that does.
func (f *finder) adds(x *found, learned []found, r reach, nested bool) bool {
	at, touches := x.content.first(), false
	if x.cue.n > 0 {
		at = min(at, x.cue.first())
	}
	for i := r.from(at); i < len(learned) && learned[i].start() < x.end(); i++ {
		y := &learned[i]
		if x.cue.n > 0 {
			if touch(&x.cue, &y.cue) {
				return false
			}
			nested = nested || y.content.has(x.cue.first())
		}
		touches = touches || touch(&x.content, &y.content) && !(x.rule == ruleNoun && y.cue.n > 0 && x.content.has(y.cue.first()) && f.holds(x, y))
	}
	if x.firm {
		return true
	}
	if nested && x.cue.n > 0 {
		return x.rule != ruleSeems // what seems so to the speaker is no second voice
	}
	return !touches
}

// doubt is the confidence under which a rule's content for the same cue stands.
const doubt = .4

// plain is the measured share of right ones from which a rule's reading stands
// though the judge does not trust its cue: "..., the chief warned."
const plain = .8

// reach is, for each attribution in the order of their first words, how far it
// and those before it go: what holds a token is found without a look at all.
type reach []int

func reachOf(list []found) reach {
	r, far := make(reach, len(list)), 0
	for i := range list {
		far = max(far, list[i].end())
		r[i] = far
	}
	return r
}

// from is the first attribution that may hold token i or one behind it.
func (r reach) from(i int) int {
	return sort.Search(len(r), func(k int) bool { return r[k] > i })
}

// end is the token behind the attribution's cue and content.
func (x *found) end() int {
	e := x.content.end()
	if x.cue.n > 0 {
		e = max(e, x.cue.end())
	}
	return e
}

func touch(a, b *pieces) bool {
	for _, r := range a.all() {
		for _, q := range b.all() {
			if r.First < q.End && q.First < r.End {
				return true
			}
		}
	}
	return false
}
