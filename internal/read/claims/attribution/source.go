package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// sourceBefore is the subject of the verb group c. cueFirst is where the cue
// really begins, where an earlier verb belongs to it ("went on | to say"), else
// -1. Not ok: the verb has no subject and credits nothing to anybody.
func (f *finder) sourceBefore(c int, form annotate.VerbForm) (src annotate.Range, cueFirst int, ok bool) {
	cueFirst = -1
	if src := f.splitSubject(c); src.Len() > 0 {
		return src, -1, true
	}
	for step := 0; step < 6; step++ {
		k := c - 1
		for f.inTurn(k) {
			k -= 2
		}
		for f.kind(k) == annotate.Adverb || f.isTime(k) && f.kind(k-1) != annotate.Prep && k > f.ca && !f.opensClause(k) {
			k--
		}
		ch := f.chunk(k)
		if ch == nil {
			return annotate.Range{}, cueFirst, form&(annotate.Ing|annotate.ToInf|annotate.Base) == 0 && false
		}
		if form&annotate.ToInf != 0 && ch.Kind == annotate.VG {
			// "went on to say", "refused to confirm"; but "wants | to hear"
			if v, is := f.verbCue(k); is && v.cue.Takes()&lexicon.TakesMerge == 0 && (v.cue.Takes()&lexicon.TakesTo != 0 || v.form&annotate.Passive != 0) {
				return f.controller(k, v)
			}
			cueFirst = int(ch.First)
			c, form = k, ch.Form
			continue
		}
		if v, is := f.verbCue(k); form&annotate.Ing != 0 && ch.Kind == annotate.VG && is && v.cue.Takes()&lexicon.TakesIng != 0 {
			return f.controller(k, v) // "reported | hearing a crack"
		}
		if form&annotate.Ing != 0 && ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 { // "began saying", "kept insisting"
			cueFirst = int(ch.First)
			c, form = k, ch.Form
			continue
		}
		if form&annotate.ToInf != 0 && ch.Kind == annotate.Prep && f.kind(k-1) == annotate.VG && !f.isTime(k) {
			// "went on | to say"
			cueFirst = int(f.chunk(k - 1).First)
			c, form = k-1, f.chunk(k-1).Form
			continue
		}
		switch ch.Kind {
		case annotate.NP, annotate.Adjective:
			if form&annotate.ToInf != 0 {
				if v := f.verbBefore(k); v >= 0 { // "made an appeal to end": the verb's subject; "told him to say": the object
					if vc, is := f.verbCue(v); is && vc.cue.Takes()&lexicon.TakesObjTo != 0 {
						return f.objectOf(v, k), -1, true
					}
					c, form = v, f.chunk(v).Form
					continue
				}
				return annotate.Range{}, -1, false
			}
			if form&annotate.Ing != 0 && !f.mark(c-1, lexicon.Comma) && form&annotate.Finite == 0 {
				// "a statement saying": the noun is the source; "issued a
				// statement saying" has the verb's subject
				return f.paperOrSubject(k)
			}
			if h, ok := f.overRelative(k); ok {
				return f.nounPhraseBefore(h), cueFirst, true
			}
			if h, ok := f.overReason(k); ok {
				return f.nounPhraseBefore(h), cueFirst, true
			}
			return f.nounPhraseBefore(k), cueFirst, true
		case annotate.Rel:
			return f.relative(k), cueFirst, true
		case annotate.Conj:
			s, ok := f.sharedSubject(k, c)
			return s, cueFirst, ok
		case annotate.Mark:
			return f.sourceAtMark(k, c, form, cueFirst)
		case annotate.Prep:
			if form&annotate.Ing != 0 { // "by saying", "while insisting"
				s, ok := f.sharedSubject(k, c)
				return s, cueFirst, ok
			}
			return annotate.Range{}, cueFirst, false
		case annotate.Quotes:
			return annotate.Range{}, cueFirst, false
		case annotate.VG:
			if h, ok := f.overRelative(k + 1); ok && form&annotate.Finite != 0 {
				return f.nounPhraseBefore(h), cueFirst, true
			}
			if p, ok := f.reduced(k); ok && form&annotate.Finite != 0 {
				s := f.nounPhraseBefore(p)
				s.End = int(f.chunk(c - 1).End)
				return s, cueFirst, true
			}
			if form&annotate.Base != 0 || form&annotate.Finite != 0 {
				return annotate.Range{}, cueFirst, false
			}
			c, form = k, ch.Form
			continue
		default:
			return annotate.Range{}, cueFirst, false
		}
	}
	return annotate.Range{}, cueFirst, false
}

// inTurn reports whether noun phrase k is but an adverb's: "who | in turn | quoted".
func (f *finder) inTurn(k int) bool {
	ch := f.chunk(k)
	return ch != nil && ch.Kind == annotate.NP && ch.End-ch.First == 1 && f.tag(int(ch.First)) == lexicon.NN && f.kind(k-1) == annotate.Prep && f.d.Words[f.chunk(k-1).First] == f.w.In && (f.kind(k-2) == annotate.Rel || f.kind(k-2) == annotate.NP && ch.Noun&(lexicon.Role|lexicon.Org|lexicon.Group) == 0 && f.lex.Nouns.Is(f.d.Words[ch.First], lexicon.Abstract))
}

// objectOf is the noun phrase that ends at chunk k, as far as it is the object of
// the verb in chunk v: "called on | the council".
func (f *finder) objectOf(v, k int) annotate.Range {
	r := f.nounPhraseBefore(k)
	if f.kind(v+1) == annotate.Prep {
		v++
	}
	r.First = max(r.First, int(f.chunk(v).End))
	return r
}

// controller is who would do what a cue at chunk k says in an infinitive: "the
// firm | plans | to announce"; so the announcing lies in what is planned. Not ok
// where the cue is a passive that names nobody.
func (f *finder) controller(k int, v verbCue) (annotate.Range, int, bool) {
	if v.form&annotate.Passive != 0 || f.depth > 3 {
		return annotate.Range{}, -1, false
	}
	f.depth++
	src, _, ok := f.sourceBefore(k, v.form)
	f.depth--
	return src, -1, ok && src.Len() > 0
}

// overRelative passes a relative clause without commas that ends with noun phrase
// k: "the monitor that counts from afar | says".
func (f *finder) overRelative(k int) (int, bool) {
	verbs := 0
	for j := k - 1; j > f.ca && j > k-16; j-- {
		ch := f.chunk(j)
		switch ch.Kind {
		case annotate.NP, annotate.Prep, annotate.Adverb, annotate.Adjective:
		case annotate.VG:
			if ch.Form&annotate.Finite == 0 {
				continue
			}
			cue, is := f.verbCue(j)
			if verbs++; verbs > 1 || is && cue.cue.Takes()&lexicon.TakesThat != 0 {
				return 0, false
			}
		case annotate.Rel:
			if verbs == 1 && f.kind(j-1) == annotate.NP && f.kind(j+1) == annotate.VG {
				return j - 1, true
			}
			return 0, false
		default:
			return 0, false
		}
	}
	return 0, false
}

// overReason passes a reason without commas that ends with noun phrase k, which
// its infinitive has for an object: "an official speaking unnamed | because he
// was not authorised to brief the press | said".
func (f *finder) overReason(k int) (int, bool) {
	verbs, infinitive := 0, false
	for j := k - 1; j > f.ca && j > k-12; j-- {
		ch := f.chunk(j)
		switch ch.Kind {
		case annotate.VG:
			if ch.Form&annotate.ToInf != 0 {
				cue, is := f.verbCue(j)
				infinitive = verbs == 0 && !(is && cue.cue.Takes()&lexicon.TakesThat != 0 && k == j+1)
			}
			if ch.Form&annotate.Finite != 0 {
				verbs++
			}
		case annotate.Prep, annotate.Rel:
			if !f.w.Adverbial.Has(f.d.Words[ch.First]) {
				continue
			}
			own := f.kind(j+1) == annotate.NP && f.kind(j+2) == annotate.VG
			return j - 1, infinitive && verbs == 1 && own && f.kind(j-1) == annotate.NP
		case annotate.NP, annotate.Adverb, annotate.Adjective:
		default:
			return 0, false
		}
	}
	return 0, false
}

// opensClause reports whether the time at chunk k is the subject itself.
func (f *finder) opensClause(k int) bool { return k == f.ca }

// verbBefore is the verb group whose object ends at noun phrase k, or -1.
func (f *finder) verbBefore(k int) int {
	for k--; k >= f.ca; k-- {
		switch f.kind(k) {
		case annotate.VG:
			return k
		case annotate.NP, annotate.Prep, annotate.Adverb:
		default:
			return -1
		}
	}
	return -1
}

// paperOrSubject is the source of "a statement saying" at noun phrase k: the
// paper, or who issued it.
func (f *finder) paperOrSubject(k int) (annotate.Range, int, bool) {
	ch := f.chunk(k)
	if v := f.verbBefore(k); v >= 0 && f.chunk(v).Form&annotate.Finite != 0 && f.lex.Cues.Light.Has(f.d.Words[f.chunk(v).Head]) {
		s, _, ok := f.sourceBefore(v, f.chunk(v).Form)
		return s, int(f.chunk(v).First), ok
	}
	if ch.Noun&(lexicon.Artefact|lexicon.Role|lexicon.Org|lexicon.Group|lexicon.Unnamed) != 0 || f.verbBefore(k) < 0 || f.tag(int(ch.Head)) == lexicon.NNP && f.kind(k-1) != annotate.Prep {
		return f.nounPhraseBefore(k), -1, true
	}
	s, ok := f.sharedSubject(k+1, k+1)
	return s, -1, ok
}

// relative is the source of a relative clause: the pronoun as it stands, or,
// with "that" and none, the noun before it.
func (f *finder) relative(k int) annotate.Range { return f.chunk(k).Range() }

// sharedSubject is the subject of the finite verb before chunk k that governs
// what follows it: "denied it and | said", "denied it, | saying".
func (f *finder) sharedSubject(k, c int) (annotate.Range, bool) {
	inner := f.d.Quoted(int(f.chunk(c).First))
	ing := f.chunk(c).Form&annotate.Finite == 0
	best, near := -1, false
	for j := k - 1; j >= f.ca; j-- {
		ch := f.chunk(j)
		if ch.Kind != annotate.VG || ch.Form&annotate.Finite == 0 || f.d.Quoted(int(ch.First)) != inner {
			continue
		}
		if best < 0 {
			best = j
		}
		if _, is := f.verbCue(j); is {
			// the nearest cue verb, unless its tense differs and an earlier
			// one fits better
			if fits := ing || f.tag(int(ch.Head)) == f.tag(int(f.chunk(c).Head)); fits {
				best = j
				break
			}
			if !near {
				best, near = j, true
			}
		} else if !ing && f.tag(int(f.chunk(best).Head)) != f.tag(int(f.chunk(c).Head)) && f.tag(int(ch.Head)) == f.tag(int(f.chunk(c).Head)) {
			best = j
		}
	}
	if best < 0 {
		return annotate.Range{}, false
	}
	// the one that is already found has its source
	for i := len(f.found) - 1; i >= 0 && int(f.found[i].sent) == f.sent; i-- {
		x := &f.found[i]
		if int(x.head) == int(f.chunk(best).Head) && x.source.Len() > 0 {
			return x.source, true
		}
	}
	if f.depth > 3 {
		return annotate.Range{}, false
	}
	f.depth++
	src, _, ok := f.sourceBefore(best, f.chunk(best).Form)
	f.depth--
	return src, ok
}

// sourceAtMark is the subject of a verb group behind a mark: after an appositive
// or a relative clause, or that of an earlier verb ("..., saying").
func (f *finder) sourceAtMark(k, c int, form annotate.VerbForm, cueFirst int) (annotate.Range, int, bool) {
	if form&(annotate.Finite|annotate.Base) == 0 {
		s, ok := f.sharedSubject(k, c)
		return s, cueFirst, ok
	}
	t := f.tag(int(f.chunk(k).First))
	switch t {
	case lexicon.RParen:
		for j := k - 1; j > f.ca; j-- {
			if f.mark(j, lexicon.LParen) {
				if f.kind(j-1) == annotate.NP {
					s := f.nounPhraseBefore(j - 1)
					s.End = int(f.chunk(k).End)
					return s, cueFirst, true
				}
				break
			}
		}
		return annotate.Range{}, cueFirst, false
	case lexicon.Comma, lexicon.Dash:
	default:
		return annotate.Range{}, cueFirst, false
	}
	for j := k - 1; j > f.ca; j-- {
		if f.tag(int(f.chunk(j).First)) != t {
			if f.mark(j, lexicon.Colon) {
				break
			}
			continue
		}
		if f.kind(j-1) != annotate.NP && !f.mark(j-1, lexicon.RParen) {
			continue
		}
		if f.kind(j-1) == annotate.NP && f.tag(int(f.chunk(j-1).First)) == lexicon.CD && f.chunk(j-1).End-f.chunk(j-1).First == 1 && f.mark(j-2, lexicon.Comma) {
			continue // "Dal, 54, | of Orlo, denies"
		}
		n := f.chunk(j + 1)
		head := j - 1
		if f.mark(head, lexicon.RParen) {
			for head > f.ca && !f.mark(head, lexicon.LParen) {
				head--
			}
			head--
			if f.kind(head) != annotate.NP {
				return annotate.Range{}, cueFirst, false
			}
		}
		switch {
		case n.Kind == annotate.NP && f.tag(int(n.First)) == lexicon.WPS:
			return f.nounPhraseBefore(head), cueFirst, true // "the guild, whose boats searched, | says"
		case n.Kind == annotate.NP && j+1 < k && !f.finiteBetween(j+1, k):
			s := f.nounPhraseBefore(head)
			s.End = int(f.chunk(k).First)
			return s, cueFirst, true
		case n.Kind == annotate.Rel, n.Kind == annotate.Prep, n.Kind == annotate.VG && n.Form&annotate.Finite == 0, n.Kind == annotate.Adverb, n.Kind == annotate.Adjective, n.Kind == annotate.Conj:
			if n.Kind == annotate.Conj && f.finiteBetween(f.ca, j) {
				s, ok := f.sharedSubject(k, c)
				return s, cueFirst, ok
			}
			return f.nounPhraseBefore(head), cueFirst, true
		}
	}
	// "denied it, called it a lie, said": a list of verbs
	s, ok := f.sharedSubject(k, c)
	return s, cueFirst, ok
}

func (f *finder) finiteBetween(a, b int) bool {
	for k := a; k < b; k++ {
		if ch := f.chunk(k); ch != nil && ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 {
			return true
		}
	}
	return false
}

// nounPhraseBefore is the full noun phrase that ends with chunk k: "the head | of
// | the agency | in | Orvel", coordinated parts, an appositive before it.
func (f *finder) nounPhraseBefore(k int) annotate.Range {
	first := k
	for first > f.ca {
		j := first - 1
		switch f.kind(j) {
		case annotate.Prep:
			// "a spokesman for the army": a preposition with a noun before it
			if f.kind(j-1) != annotate.NP {
				if p, ok := f.reduced(j - 1); ok {
					first = p
					continue
				}
			}
			if f.kind(j-1) != annotate.NP || f.isTime(j-1) || !f.attaches(j) {
				return f.np(first, k)
			}
			first = j - 1
		case annotate.Conj:
			if f.kind(j-1) != annotate.NP || f.d.Words[f.chunk(j).First] != f.w.And && f.d.Words[f.chunk(j).First] != f.w.Or || !f.joinsSubjects(j, k) {
				return f.np(first, k)
			}
			first = j - 1
		case annotate.Mark:
			p, ok := f.appositiveBefore(j, first)
			if !ok {
				return f.np(first, k)
			}
			first = p
		case annotate.NP:
			// "the monitoring group the Syrian Observatory" without comma
			if p, ok := f.reduced(j - 1); ok && f.isTime(first) {
				first = p
				continue
			}
			if b := f.chunk(j); f.kind(j-1) == annotate.Prep && b.End-b.First == 1 && f.d.Form(int(b.First)) == "board" {
				first = j // "five people on board | a ferry"
				continue
			}
			if f.tag(int(f.chunk(j).Head)) == lexicon.NNP && f.tag(int(f.chunk(first).First)) == lexicon.DT && !f.isTime(j) && f.kind(j-1) != annotate.Prep && f.kind(j-1) != annotate.VG {
				first = j // "Omar Dal the head of the union", its comma lost
				continue
			}
			if f.tag(int(f.chunk(j).Head)) == lexicon.PRP || f.tag(int(f.chunk(first).First)) == lexicon.PRP || f.isTime(j) || f.chunk(j).Noun&(lexicon.Org|lexicon.Group|lexicon.Role) == 0 {
				return f.np(first, k)
			}
			if t := f.d.Words[f.chunk(first).First]; (t == f.w.A || t == f.w.An) && f.tag(int(f.chunk(first).Head)) != lexicon.NNP {
				return f.np(first, k) // "three of them children | a monitor said"
			}
			first = j
		case annotate.Quotes:
			return f.np(first, k)
		case annotate.VG, annotate.Adverb, annotate.Adjective:
			// "documents compiled by the council", "people familiar with it"
			p, ok := f.reduced(j)
			if !ok {
				return f.np(first, k)
			}
			first = p
		default:
			return f.np(first, k)
		}
	}
	return f.np(first, k)
}

// reduced passes a relative clause without its pronoun, whose participle or
// adjective is chunk j: "polls released | on Sunday". It returns the chunk of its
// noun.
func (f *finder) reduced(j int) (int, bool) {
	for f.kind(j) == annotate.Adverb {
		j--
	}
	ch := f.chunk(j)
	if ch == nil || f.kind(j-1) != annotate.NP || f.isTime(j-1) {
		return 0, false
	}
	if t := f.tag(int(f.chunk(j - 1).Head)); t == lexicon.PRP {
		return 0, false
	}
	switch ch.Kind {
	case annotate.Adjective:
		return j - 1, true
	case annotate.VG:
		if ch.Form&(annotate.Participle|annotate.Ing) != 0 {
			return j - 1, true
		}
		// tagged as a past, though a second finite verb follows it
		t := f.lex.Parts.Of(f.d.Words[ch.Head])
		if ch.Form == annotate.Finite && f.tag(int(ch.Head)) == lexicon.VBD && (t == 0 || t.Has(lexicon.VBN)) {
			cue := f.lex.Cues.Verb(f.d.Words[ch.Head])
			return j - 1, cue == nil || cue.Takes()&lexicon.TakesThat == 0
		}
	}
	return 0, false
}

func (f *finder) np(first, last int) annotate.Range {
	r := annotate.Range{First: int(f.chunk(first).First), End: int(f.chunk(last).End)}
	if r.Len() > 1 && f.tag(r.First) == lexicon.RB && f.d.Is(r.First, annotate.Starts) {
		r.First++
	}
	return r
}

// attaches reports whether the preposition at chunk j joins two nouns to one
// subject. A sentence's opening phrase ("In a statement the army said") and
// objects of verbs stay outside.
func (f *finder) attaches(j int) bool {
	w := f.d.Words[f.chunk(j).First]
	if w == f.w.Of {
		return true
	}
	if !f.w.Attach.Has(w) {
		return false
	}
	// in the object of a verb? "told the army in Orvel said" is not English,
	// so what stands before the noun decides only at the sentence's start
	b := j - 2
	if b >= f.ca && f.kind(b) == annotate.Prep && !f.isSubjectPrep(b) {
		_, reduced := f.reduced(b - 1) // "a video posted by activists | on Telegram"
		return f.kind(b-1) == annotate.NP || reduced
	}
	return true
}

func (f *finder) isSubjectPrep(b int) bool {
	w := f.d.Words[f.chunk(b).First]
	return f.w.Breaks.Has(w)
}

// joinsSubjects reports whether "and" at chunk j joins two subjects of one verb:
// no verb before them claims the first as its object.
func (f *finder) joinsSubjects(j, k int) bool {
	b := j - 2
	for b >= f.ca && (f.kind(b) == annotate.Prep || f.kind(b) == annotate.NP) {
		b--
	}
	if b < f.ca {
		return true
	}
	switch f.kind(b) {
	case annotate.VG:
		return false
	case annotate.That, annotate.Conj, annotate.Quotes:
		return true
	case annotate.Mark:
		return true
	}
	return true
}

// appositiveBefore takes "Rami X, head of the Y, " before the noun phrase: the
// mark at chunk j stands between a name and its description.
func (f *finder) appositiveBefore(j, first int) (int, bool) {
	if f.tag(int(f.chunk(j).First)) != lexicon.Comma {
		return 0, false
	}
	if f.kind(j-1) != annotate.NP || f.isTime(j-1) {
		return 0, false
	}
	a, b := f.chunk(j-1), f.chunk(first)
	// a description before its name: "the group's leader, Omar Dal, said"; a
	// lone place before it ("in Orvel, officials said") is none
	role := a.Noun&(lexicon.Role|lexicon.Org|lexicon.Title) != 0 && f.tag(int(a.Head)) != lexicon.NNP
	name := f.tag(int(b.Head)) == lexicon.NNP
	if role && name && (f.kind(j-2) != annotate.VG || j-1 == f.ca) && f.kind(j-2) != annotate.Prep {
		return j - 1, true
	}
	return 0, false
}

// nounPhraseFrom is the full noun phrase that begins at chunk c: a source behind
// its cue.
func (f *finder) nounPhraseFrom(c int) annotate.Range {
	ch := f.chunk(c)
	if ch == nil || ch.Kind != annotate.NP && ch.Kind != annotate.Adjective {
		return annotate.Range{}
	}
	return annotate.Range{First: int(ch.First), End: f.sourceAfter(c)}
}

// splitSubject is the subject of verb group c, where a tag stands between the two:
// "Nobody, says the mayor, | imagined that it would hold".
func (f *finder) splitSubject(c int) annotate.Range {
	n := len(f.found) - 1
	if n < 0 {
		return annotate.Range{}
	}
	x := &f.found[n]
	if x.rule != ruleTagInverted || int(x.sent) != f.sent || x.content.n != 2 || x.content.r[1].First != int(f.chunk(c).First) || f.finiteBetween(int(f.d.ChunkOf[x.content.first()]), int(f.d.ChunkOf[x.content.r[0].End-1])+1) {
		return annotate.Range{}
	}
	return x.content.r[0]
}

// sourceAfterEnd is the chunk behind the source that begins at chunk c.
func (f *finder) sourceAfterEnd(c int) int {
	end := f.sourceAfter(c)
	if end >= f.b {
		return f.cb
	}
	return int(f.d.ChunkOf[end])
}

// sourceAfter is the end of the source that begins at chunk c: prepositional
// phrases and an appositive belong to it, a relative clause does not.
func (f *finder) sourceAfter(c int) int {
	k := c + 1
	for k < f.cb {
		switch ch := f.chunk(k); ch.Kind {
		case annotate.Prep:
			w := f.d.Words[ch.First]
			if f.kind(k+1) != annotate.NP || f.isTime(k+1) || f.venue(k, k+1) || f.tag(int(f.chunk(k+1).Head)) == lexicon.PRP || w != f.w.Of && !f.w.Attach.Has(w) && !(w == f.w.By && f.chunk(k-1).Noun&lexicon.Artefact != 0) {
				return int(f.chunk(k - 1).End)
			}
			k += 2
			continue
		case annotate.NP:
			if f.isTime(k) || f.tag(int(ch.First)) == lexicon.PRP || f.tag(int(f.chunk(k-1).Head)) == lexicon.PRP {
				return int(f.chunk(k - 1).End)
			}
			if f.tag(int(ch.First)) == lexicon.NNP || f.tag(int(ch.First)) == lexicon.DT && f.chunk(k-1).Noun&(lexicon.Role|lexicon.Org|lexicon.Group) != 0 {
				k++
				continue
			}
			return int(f.chunk(k - 1).End)
		case annotate.Conj:
			if f.kind(k+1) == annotate.NP && f.kind(k+2) != annotate.VG && f.d.Words[ch.First] == f.w.And && f.tag(int(f.chunk(k+1).First)) != lexicon.PRP {
				k += 2
				continue
			}
			return int(f.chunk(k - 1).End)
		case annotate.Mark:
			if e, ok := f.appositiveAfter(k); ok {
				k = e
				continue
			}
			return int(f.chunk(k - 1).End)
		default:
			return int(f.chunk(k - 1).End)
		}
	}
	return int(f.chunk(f.cb - 1).End)
}

// appositiveAfter passes ", head of the agency" or "(IDF)" behind a source; k is
// the comma or the bracket. It returns the chunk after it.
func (f *finder) appositiveAfter(k int) (int, bool) {
	switch f.tag(int(f.chunk(k).First)) {
	case lexicon.LParen:
		for j := k + 1; j < f.cb && j < k+6; j++ {
			if f.mark(j, lexicon.RParen) {
				return j + 1, true
			}
		}
	case lexicon.Comma:
		n := f.chunk(k + 1)
		if n == nil || n.Kind != annotate.NP || f.isTime(k+1) || f.tag(int(n.First)) == lexicon.CD && n.Head > n.First {
			return 0, false // "with, according to the port, | 212 people on board"
		}
		if f.tag(int(n.Head)) == lexicon.NNP && f.chunk(k-1).Noun&lexicon.Role != 0 && f.mark(k+2, lexicon.Comma) && f.kind(k+3) == annotate.VG && f.chunk(k+3).Form&annotate.Finite != 0 {
			return k + 2, true // "The dam, says its keeper, | Omar Dal, | would hold"
		}
		if n.Noun&(lexicon.Role|lexicon.Org|lexicon.Group|lexicon.Title) == 0 && f.tag(int(n.Head)) != lexicon.CD {
			return 0, false
		}
		if f.tag(int(n.First)) == lexicon.NNP && f.tag(int(n.Head)) == lexicon.NNP && n.Noun&(lexicon.Role|lexicon.Org) == 0 {
			return 0, false
		}
		end := f.sourceAfterEnd(k + 1)
		if f.kind(end) == annotate.VG && f.chunk(end).Form&annotate.Finite != 0 {
			return 0, false // a clause of its own: "said the mayor, the army left"
		}
		return end, true
	}
	return 0, false
}
