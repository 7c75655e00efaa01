package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// verbCue is a verb group that credits.
type verbCue struct {
	cue   *lexicon.Cue
	chunk int // its last chunk
	r     annotate.Range
	head  int
	form  annotate.VerbForm

	adjective bool // an adjective, with its "be" or without
}

// verb looks for an attribution whose cue is the verb group c.
func (f *finder) verb(c int) {
	if f.count(c) {
		return
	}
	v, ok := f.verbCue(c)
	if !ok {
		return
	}
	if v.form&annotate.Passive != 0 || v.form&annotate.Participle != 0 {
		f.passive(v, c)
		return
	}
	if v.cue.Takes()&lexicon.TakesNobody != 0 {
		f.seems(v, c)
		return
	}
	if f.asSaying(v, c) || f.asTold(v, c) || f.tagAfter(v, c) || f.inserted(v, c) || f.saidFirst(v, c) || f.object(v, c) {
		return
	}
	f.forward(v, c)
}

// inserted reads "which | he said | was closed": a tag between a relative
// pronoun, or a subject, and its verb.
func (f *finder) inserted(v verbCue, c int) bool {
	n := f.chunk(v.chunk + 1)
	if n == nil || n.Kind != annotate.VG || n.Form&annotate.Finite == 0 || v.cue.Takes()&lexicon.TakesThat == 0 || v.form&annotate.Finite == 0 || f.kind(c-1) != annotate.NP {
		return false
	}
	src, _, ok := f.sourceBefore(c, v.form)
	if !ok || src.Len() == 0 {
		return false
	}
	k := int(f.d.ChunkOf[src.First]) - 1
	if f.kind(k) != annotate.Rel && f.kind(k) != annotate.That || f.kind(k) == annotate.That && f.thought(k-1) {
		return false
	}
	if f.tag(src.First-1) == lexicon.WRB && f.tag(src.First) == lexicon.JJ && src.Len() > 1 {
		src.First++ // "how many | Norland believes are alive"
	}
	x := found{head: int32(v.head), rule: ruleInserted, source: src, class: v.cue.Class(lexicon.TakesThat, 0)}
	x.cue.add(v.r)
	x.content.add(annotate.Range{First: int(f.chunk(k).First), End: src.First})
	x.content.add(f.clause(int(n.First), v.chunk))
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
	return true
}

// thought reports whether noun phrase c ends with a noun that a clause follows: "the
// idea | that nobody knew | is absurd".
func (f *finder) thought(c int) bool {
	if f.kind(c) != annotate.NP {
		return false
	}
	n := f.lex.Cues.Noun(f.d.Words[f.chunk(c).Head])
	return n != nil && n.Takes()&lexicon.TakesThat != 0
}

// saidFirst reads "Said Mayor Dal, "..."": the verb opens the sentence.
func (f *finder) saidFirst(v verbCue, c int) bool {
	if c != f.ca || v.cue.Takes()&lexicon.TakesQuote == 0 || f.kind(v.chunk+1) != annotate.NP || f.tag(v.head) != lexicon.VBD {
		return false
	}
	for k := v.chunk + 2; k < f.cb; k++ {
		if f.mark(k, lexicon.OpenQuote) && (f.mark(k-1, lexicon.Comma) || f.mark(k-1, lexicon.Colon)) && f.longQuote(int(f.chunk(k).First)) {
			x := found{head: int32(v.head), rule: ruleSaidFirst, class: v.cue.Class(lexicon.TakesQuote, 0)}
			x.source = annotate.Range{First: int(f.chunk(v.chunk + 1).First), End: f.sourceAfter(v.chunk + 1)}
			x.cue.add(v.r)
			f.quoteContent(&x, int(f.chunk(k).First), v.chunk)
			x.rule = ruleSaidFirst
			if i := f.emit(x); i >= 0 {
				f.takeQuotes(i)
			}
			return true
		}
	}
	return false
}

// verbCue is the cue that verb group c makes, alone or with the words after it.
func (f *finder) verbCue(c int) (verbCue, bool) {
	ch := f.chunk(c)
	head := int(ch.Head)
	v := verbCue{chunk: c, r: ch.Range(), head: head, form: ch.Form}
	cues := &f.lex.Cues
	words := f.d.Words[head:min(head+5, f.b)]
	if n, id := cues.Phrasal.Match(words); n > 1 {
		v.cue = &cues.All[id]
		v.r.End = max(v.r.End, head+n)
		v.chunk = int(f.d.ChunkOf[head+n-1])
		return v, true
	}
	if v.form&annotate.Passive != 0 || cues.Copula.Has(f.d.Words[head]) {
		if cue, end := f.state(head, v.form); cue != nil {
			v.cue, v.form, v.adjective = cue, v.form&^annotate.Passive, true
			v.r.End = max(v.r.End, end)
			v.chunk = int(f.d.ChunkOf[v.r.End-1])
			return v, true
		}
	}
	if cues.Light.Has(f.d.Words[head]) && f.lightVerb(&v) {
		return v, true
	}
	if adj := f.reducedState(c); adj != nil {
		v.cue, v.adjective, v.form = adj, true, annotate.Participle
		return v, true
	}
	v.cue = cues.Verb(f.d.Words[head])
	if v.cue != nil && v.cue.ChargePreps != 0 && v.form == annotate.Finite && f.kind(c+1) == annotate.Prep && v.cue.ChargePreps&cues.Prep(f.d.Word(int(ch.End))) != 0 && f.kind(c-1) == annotate.NP && f.tag(int(ch.First)-1) != lexicon.PRP {
		v.form = annotate.Participle // "women | convicted | of theft": not the convicting
	}
	if v.cue != nil && v.form == annotate.Finite && v.cue.Takes()&lexicon.TakesPassive != 0 && v.cue.Takes()&lexicon.TakesTo == 0 && f.tag(head) == lexicon.VBD && f.lex.Parts.Of(f.d.Words[head]).Has(lexicon.VBN) {
		// "gas | believed | to be chlorine": tagged as a past, though it takes no infinitive
		if n := f.chunk(c + 1); n != nil && n.Kind == annotate.VG && n.Form&annotate.ToInf != 0 {
			v.form = annotate.Participle
		}
	}
	return v, v.cue != nil
}

// reducedState is the cue of "a family | opposed | to the dam": an adjective's
// participle without its "be", or nil. One that is tagged as a past is no verb
// that takes the preposition.
func (f *finder) reducedState(c int) *lexicon.Cue {
	ch := f.chunk(c)
	w := f.d.Words[ch.Head]
	adj := f.lex.Cues.Adjective(w)
	if adj == nil || f.kind(c+1) != annotate.Prep || f.kind(c-1) != annotate.NP && ch.Form&annotate.Participle == 0 {
		return nil
	}
	p := f.lex.Cues.Prep(f.d.Word(int(ch.End)))
	if adj.Preps()&p == 0 {
		return nil
	}
	if ch.Form&annotate.Participle != 0 {
		return adj
	}
	verb := f.lex.Cues.Verb(w)
	if ch.Form != annotate.Finite || f.tag(int(ch.Head)) != lexicon.VBD || verb == nil || verb.Preps()&p != 0 || f.tag(int(f.chunk(c-1).Head)) == lexicon.PRP {
		return nil
	}
	return adj
}

// state is the cue of "is (deeply) concerned", "remains committed", where the
// participle may have been taken for a passive, and where the cue ends.
func (f *finder) state(head int, form annotate.VerbForm) (*lexicon.Cue, int) {
	adj, marked := head, false
	if form&annotate.Passive == 0 {
		adj = head + 1
		if marked = f.tag(adj) == lexicon.OpenQuote; marked { // was "moved" to
			adj++
		}
		for f.tag(adj) == lexicon.RB || f.tag(adj) == lexicon.RBR {
			adj++
		}
	}
	if adj >= f.b {
		return nil, 0
	}
	cue := f.lex.Cues.Adjective(f.d.Words[adj])
	if cue == nil {
		return nil, 0
	}
	if ch := f.chunk(int(f.d.ChunkOf[adj])); ch.Kind == annotate.NP && int(ch.End) > adj+1 && f.tag(adj) != lexicon.NN {
		return nil, 0 // "is a concerned citizen", "is sure ground"
	}
	end := adj + 1
	if marked && f.tag(end) == lexicon.CloseQuote {
		end++
	}
	return cue, end
}

// lightVerb makes one cue of "expressed (deep) concern" and the like, if a
// content follows it: "about the", "that".
func (f *finder) lightVerb(v *verbCue) bool {
	c := v.chunk + 1
	if f.kind(c) == annotate.NP && f.tag(int(f.chunk(c).Head)) == lexicon.DT && f.mark(c+1, lexicon.OpenQuote) {
		c++ // had a "grudge" against
	}
	marked := f.mark(c, lexicon.OpenQuote) // had "respect" for
	if marked {
		c++
	}
	np := f.chunk(c)
	if np == nil || np.Kind != annotate.NP {
		return false
	}
	noun := f.lex.Cues.Noun(f.d.Words[np.Head])
	if noun == nil {
		return false
	}
	end := int(np.End)
	if c++; marked && f.mark(c, lexicon.CloseQuote) {
		end = int(f.chunk(c).End)
		c++
	}
	next := f.chunk(c)
	if next == nil {
		return false
	}
	switch {
	case next.Kind == annotate.That && noun.Takes()&lexicon.TakesThat != 0:
	case next.Kind == annotate.Prep && noun.Preps()&f.lex.Cues.Prep(f.d.Words[next.First]) != 0:
	case next.Kind == annotate.VG && next.Form&annotate.ToInf != 0 && noun.Takes()&lexicon.TakesTo != 0:
	default:
		return false
	}
	v.cue = noun
	v.r.End = end
	v.chunk = c - 1
	return true
}

// forward finds source before, content after: the commonest order.
func (f *finder) forward(v verbCue, c int) {
	x := found{rule: ruleNone, head: int32(v.head)}
	take, prep, end := f.complement(&x, v)
	if take == 0 && prep == 0 || x.content.n == 0 {
		return
	}
	x.class = v.cue.Class(take, prep)
	cue := v.r
	if end > cue.End {
		cue.End = end
	}
	src, first, ok := f.sourceBefore(c, v.form)
	if !ok {
		return
	}
	if first >= 0 && first < cue.First {
		cue.First = first
	}
	if src.Len() == 1 && f.tag(src.First) == lexicon.WRB {
		src.End = src.First // "the mayor, when | asked about it, said"
	}
	x.source = src
	if early := f.tooEarly(v, src, take); early {
		cue.First, x.source, x.rule = src.First, annotate.Range{}, ruleClear
	} else if f.nobody(v, src) || f.disagrees(v, src) {
		return
	}
	if x.rule == ruleNP && take == lexicon.TakesNP && v.form&(annotate.Finite|annotate.Base) != 0 && v.cue.Speech&lexicon.TakesThat != 0 && f.artefact(src) {
		x.rule = ruleShows
	}
	if !f.expletive(&x) || f.countedSo(&x) {
		return
	}
	x.cue.add(cue)
	i := f.emit(x)
	if i >= 0 {
		f.takeQuotes(i)
	}
}

// tooEarly reads "it is too soon to tell whether": nobody's word in particular.
func (f *finder) tooEarly(v verbCue, src annotate.Range, take lexicon.Takes) bool {
	if !f.nobody(v, src) || take&(lexicon.TakesWh|lexicon.TakesThat|lexicon.TakesIf) == 0 {
		return false
	}
	for k := src.End; k < v.head; k++ {
		if f.lex.Cues.Early.Has(f.d.Words[k]) {
			return true
		}
	}
	return false
}

// countedSo reports whether the verb is a participle of what is counted: "42 people
// | confirmed | dead".
func (f *finder) countedSo(x *found) bool {
	if x.head < 0 || x.source.Len() == 0 || !f.lex.Parts.Of(f.d.Words[x.head]).Has(lexicon.VBN) || !f.numbered(x.source) || f.tag(x.content.first()) == lexicon.DT {
		return false
	}
	n, _ := f.lex.Casualties.Match(f.d.Words[x.content.first():x.content.end()])
	return n > 0
}

// nobody reports whether the infinitive is what an "it" stands for: "it is hard to
// see a way out".
func (f *finder) nobody(v verbCue, src annotate.Range) bool {
	return v.form&annotate.ToInf != 0 && src.Len() == 1 && f.d.Words[src.First] == f.w.It
}

// disagrees reports whether the verb is a plural's or an infinitive behind a
// singular, which is then no subject of it: "Dal defended her recount plan".
func (f *finder) disagrees(v verbCue, src annotate.Range) bool {
	ch := f.chunk(v.chunk)
	if src.Len() == 0 || int(ch.First) != v.head || v.r.Len() != 1 {
		return false
	}
	if t := f.tag(v.head); t != lexicon.VB && t != lexicon.VBP || v.form&annotate.ToInf != 0 {
		return false
	}
	last := src.End - 1
	if f.tag(last) == lexicon.PRPS {
		return true
	}
	single := f.d.Words[src.First] == f.w.A || f.d.Words[src.First] == f.w.An
	if f.tag(last) != lexicon.NN || !single && f.lex.Nouns.Is(f.d.Words[last], lexicon.Group|lexicon.Org) {
		return false
	}
	for k := src.First; k < last; k++ {
		switch f.tag(k) {
		case lexicon.CC, lexicon.IN, lexicon.CD, lexicon.NNS, lexicon.Comma:
			return false
		}
	}
	return true
}

// artefact reports whether the source is a thing that tells: "the pictures of the
// flood". Its head stands before its first "of".
func (f *finder) artefact(src annotate.Range) bool {
	for k := src.First; k < src.End; k++ {
		if f.tag(k) == lexicon.IN || f.tag(k) == lexicon.TO {
			return k > src.First && f.lex.Nouns.Is(f.d.Words[k-1], lexicon.Artefact)
		}
	}
	return src.Len() > 0 && f.lex.Nouns.Is(f.d.Words[src.End-1], lexicon.Artefact)
}

// expletive empties a source that names nobody ("it is clear that"); false
// where the attribution falls with it.
func (f *finder) expletive(x *found) bool {
	if x.source.Len() == 1 {
		t := f.tag(x.source.First)
		w := f.d.Words[x.source.First]
		if t == lexicon.EX {
			return false
		}
		if w == f.w.You && x.class != 0 {
			return true
		}
	}
	return true
}

// clear reads "it is clear that ..." and "there is no evidence that": nobody's
// word in particular.
func (f *finder) clear(c int) {
	ch := f.chunk(c)
	if f.kind(c-1) != annotate.NP {
		return
	}
	first := int(f.chunk(c - 1).First)
	adj := int(ch.End)
	switch {
	case f.tag(first) == lexicon.EX && f.w.Be.Has(f.d.Words[ch.Head]):
		if adj = f.thereNoun(c + 1); adj < 0 {
			return
		}
	case f.d.Words[first] != f.w.It:
		return
	case ch.Form&annotate.Passive != 0:
		adj = int(ch.Head)
	case !f.w.Be.Has(f.d.Words[ch.Head]):
		return
	default:
		for f.tag(adj) == lexicon.RB || f.tag(adj) == lexicon.RBR {
			adj++
		}
	}
	if adj+1 >= f.b || f.tag(first) != lexicon.EX && !f.lex.Cues.Clear.Has(f.d.Words[adj]) {
		return
	}
	next := int(f.d.ChunkOf[adj+1])
	if f.kind(next) == annotate.NP && int(f.chunk(next).First) <= adj {
		// "no sign Dal's men | were there": one run of nouns
		if f.kind(next+1) != annotate.VG || f.chunk(next+1).Form&annotate.Finite == 0 {
			return
		}
	} else if f.kind(next) != annotate.That && f.kind(next) != annotate.Rel && !f.w.Wh.Has(f.d.Words[adj+1]) && !(f.kind(next) == annotate.NP && f.bareClause(next)) {
		return
	}
	x := found{rule: ruleClear, class: sayso.Other, head: int32(adj)}
	x.cue.add(annotate.Range{First: first, End: adj + 1})
	x.content.add(f.clause(adj+1, -1))
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
}

// thereNoun is the token of the noun in noun phrase c that credits a clause to
// nobody after "there is": "no evidence". -1 where it holds none.
func (f *finder) thereNoun(c int) int {
	np := f.chunk(c)
	if np == nil || np.Kind != annotate.NP {
		return -1
	}
	for k := int(np.First); k < int(np.End); k++ {
		if f.lex.Cues.There.Has(f.d.Words[k]) && (k == int(np.Head) || f.d.Is(k+1, annotate.Capital)) {
			return k
		}
	}
	return -1
}

// asSaying reads "quoted a general | as saying that": the general's word inside
// the agency's.
func (f *finder) asSaying(v verbCue, c int) bool {
	if v.form&annotate.Ing == 0 || f.kind(c-1) != annotate.Prep || f.d.Words[f.chunk(c-1).First] != f.w.As || f.kind(c-2) != annotate.NP {
		return false
	}
	x := found{head: int32(v.head), rule: ruleAsSaying, source: f.chunk(c - 2).Range()}
	if q := f.verbBefore(c - 2); q >= 0 {
		x.source = f.objectOf(q, c-2) // "quoted colleagues on the border as saying"
	}
	take, prep, end := f.complement(&x, v)
	if take == 0 && prep == 0 {
		return false
	}
	x.rule = ruleAsSaying
	x.class = v.cue.Class(take, prep)
	x.cue.add(annotate.Range{First: int(f.chunk(c - 1).First), End: max(v.r.End, end)})
	if i := f.emit(x); i >= 0 {
		f.takeQuotes(i)
	}
	return true
}
