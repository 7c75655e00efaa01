package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// phrase is the content of a verb that takes a noun phrase or an infinitive: it
// ends earlier than a clause, at a second verb, a time, an afterthought.
func (f *finder) phrase(i, cue int) annotate.Range {
	f.nominal = true
	r := f.clause(i, cue)
	f.nominal = false
	return r
}

// clause is the content that begins at token i and runs to its clause's end. The
// chunk of the cue tells where a second cue takes over; -1 = none.
func (f *finder) clause(i, cue int) annotate.Range {
	limit := f.b
	if i >= limit {
		return annotate.Range{First: i, End: i} // "told the guards of": the text was cut
	}
	if q := f.d.Quoted(i); q != nil && q.First < i {
		// inside somebody's quotation the content ends with it
		limit = min(limit, q.End)
		if q.Closed && limit == q.End {
			limit = f.lastInside(q) + 1
		}
	}
	end := limit
	start := int(f.d.ChunkOf[i])
	relative := cue >= 0 && f.inRelative(cue)
	depth := 0
	dash := false
scan:
	for c := start; c < f.cb; c++ {
		ch := f.chunk(c)
		k := int(ch.First)
		if k >= limit {
			break
		}
		if k < i {
			continue
		}
		// a quotation that begins inside is one piece of the content
		if q := f.d.Quoted(k); q != nil && q.First == k && q.End <= limit && k > i {
			if c = int(f.d.ChunkOf[q.End-1]); q.End >= limit {
				break
			}
			if f.endsStatement(q) && f.tagFollows(c+1) {
				end = q.End
				break
			}
			if f.d.Tags[f.lastInside(q)] == lexicon.Comma && f.stopsAfterComma(c+1, cue, relative) {
				end = q.End
				break
			}
			continue
		}
		if cue >= 0 && k > i && ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 && f.kind(c-1) == annotate.NP {
			// "was not authorised to brief the press | said"
			if h, ok := f.overReason(c - 1); ok && h < cue {
				end = k
				break
			}
		}
		if f.nominal && k > i && depth == 0 && f.phraseEnds(c, i, cue) {
			end = k
			break
		}
		switch f.tag(k) {
		case lexicon.LParen:
			depth++
		case lexicon.RParen:
			if depth == 0 {
				end = k
				break scan
			}
			depth--
		case lexicon.Comma:
			if depth == 0 && k > i && f.stopsAfterComma(c+1, cue, relative) {
				end = k
				break scan
			}
		case lexicon.Colon:
			if f.d.Form(k) == ";" && k > i && f.farClause(c+1) {
				end = k
				break scan
			}
		case lexicon.Dash:
			if dash = !dash; dash && k > i && f.tagFollows(c+1) {
				end = k
				break scan
			}
		case lexicon.CC:
			if k > i && (f.secondCue(c, cue) || f.spokenOn(c, i, cue) || f.relativeEnds(c, cue)) {
				end = k
				break scan
			}
		case lexicon.WRB, lexicon.IN:
			// "confirmed the report when he said", "as he told", "while saying"
			if k > i && f.kind(c) != annotate.That && f.w.Breaks.Has(f.d.Words[k]) && cue >= 0 && f.cueClause(c+1) && !(f.d.Words[k] == f.w.As && f.kind(c+1) == annotate.VG) {
				end = k
				break scan
			}
		case lexicon.VBG:
			// "..., according to" without its comma
			if f.d.Words[k] == f.w.According && k > i {
				end = k
				break scan
			}
		}
	}
	return f.trim(annotate.Range{First: i, End: end})
}

// spokenOn reports whether the conjunction at chunk c goes on with what somebody
// says in a quotation, and not with what the cue inside it is about: "I know it
// happened | and everyone thinks it will not again".
func (f *finder) spokenOn(c, i, cue int) bool {
	if cue < 0 || f.d.InQuote[i] == 0 || f.d.InQuote[f.chunk(cue).First] == 0 {
		return false
	}
	n := f.chunk(c + 1)
	if n == nil || !f.verbBetween(int(f.d.ChunkOf[i]), c) && !f.mark(c-1, lexicon.Comma) {
		return false
	}
	if n.Kind == annotate.NP && f.ownClause(c+1) {
		return true
	}
	return (n.Kind == annotate.Rel || n.Kind == annotate.Prep) && f.w.Subordinators.Has(f.d.Words[n.First]) && f.finiteBetween(c+1, min(c+5, f.cb))
}

// relativeEnds reports whether the conjunction at chunk c goes on with the sentence
// that the cue's relative clause stands in: "reports that say he fled | and we are
// looking into them".
func (f *finder) relativeEnds(c, cue int) bool {
	if cue < 0 || f.kind(cue-1) != annotate.Rel {
		return false
	}
	n := f.chunk(c + 1)
	return n != nil && n.Kind == annotate.NP && f.tag(int(n.First)) == lexicon.PRP && f.w.Subject.Has(f.d.Words[n.First]) && f.finiteSoon(c+1)
}

// phraseEnds reports whether a noun phrase as content, from token i on, ends
// before chunk c.
func (f *finder) phraseEnds(c, i, cue int) bool {
	ch := f.chunk(c)
	first := int(f.d.ChunkOf[i])
	switch ch.Kind {
	case annotate.Conj:
		// "endorsed the plan and | left"
		k := c + 1
		for f.kind(k) == annotate.Adverb {
			k++
		}
		n := f.chunk(k)
		if n != nil && n.Kind == annotate.VG && n.Form&annotate.Finite != 0 && !f.finiteBetween(first, c) {
			return true
		}
		return f.ownClause(c+1) && f.kind(c+1) == annotate.NP && f.finiteSoon(c+1) && !f.finiteBetween(first, c)
	case annotate.Prep:
		w := f.d.Words[ch.First]
		if f.isTime(c+1) && f.w.Temporal.Has(w) {
			return true
		}
		return f.w.Adverbial.Has(w) && !f.finiteBetween(first, c)
	case annotate.Rel:
		return f.d.Words[ch.First] == f.w.When && !f.finiteBetween(first, c)
	case annotate.Mark:
		if !f.mark(c, lexicon.Comma) {
			return false
		}
		return f.commaEndsPhrase(c)
	case annotate.VG:
		// "dockers who support the strike | marched"
		return ch.Form&annotate.Finite != 0 && cue >= 0 && f.kind(cue-1) == annotate.Rel && !f.finiteBetween(first, c) && f.kind(c-1) != annotate.Rel
	case annotate.NP:
		if f.isTime(c) && f.kind(c-1) == annotate.NP && f.kind(c+1) == annotate.Prep && f.w.Temporal.Has(f.d.Words[f.chunk(c+1).First]) && f.kind(c+2) == annotate.NP {
			return true // "warned of cracks | weeks before the collapse"
		}
		return f.isTime(c) && f.d.Is(int(ch.First), annotate.Capital) && f.kind(c-1) == annotate.NP
	}
	return false
}

// finiteSoon reports whether the noun phrase at chunk c has a finite verb next.
func (f *finder) finiteSoon(c int) bool {
	n := f.chunk(c + 1)
	return n != nil && n.Kind == annotate.VG && n.Form&annotate.Finite != 0
}

// commaEndsPhrase reports whether the comma at chunk c ends a noun phrase: it
// does not inside an enumeration.
func (f *finder) commaEndsPhrase(c int) bool {
	n := f.chunk(c + 1)
	if n != nil && n.Kind == annotate.VG && n.Form&annotate.Base != 0 && f.infinitives(c+1) {
		return false
	}
	if n != nil && (f.counts(int(n.First)) || f.harmed(int(n.First))) {
		return false // "confirmed 230 cases, | including 12 deaths"
	}
	for k := c + 1; k < f.cb && k < c+12; k++ {
		switch ch := f.chunk(k); ch.Kind {
		case annotate.Conj:
			return !(f.mark(k-1, lexicon.Comma) || f.kind(k-1) == annotate.NP) || f.kind(k+1) == annotate.That || f.finiteBetween(c, k+3)
		case annotate.VG:
			if ch.Form&annotate.Finite != 0 || k == c+1 {
				return true
			}
		case annotate.Rel, annotate.That:
			return true
		case annotate.Prep:
			if k == c+1 {
				return true
			}
		}
	}
	return true
}

// harmed reports whether a number of people harmed stands at token i: "says 9 dead,
// | 30 wounded".
func (f *finder) harmed(i int) bool {
	num := f.numberFrom(i)
	if num == nil || num.Tail >= f.b {
		return false
	}
	n, _ := f.lex.Casualties.Match(f.d.Words[num.Tail:f.b])
	return n > 0
}

// infinitives reports whether bare infinitives are listed from chunk c on: "plans
// to seize the dam, | blow up the gate and flee".
func (f *finder) infinitives(c int) bool {
	for k := c + 1; k < f.cb; k++ {
		switch ch := f.chunk(k); {
		case ch.Kind == annotate.Conj:
			n := k + 1
			for f.kind(n) == annotate.Adverb {
				n++
			}
			if v := f.chunk(n); v != nil && v.Kind == annotate.VG && v.Form&annotate.Base != 0 {
				return true
			}
		case f.mark(k, lexicon.Stop), f.kind(k) == annotate.Quotes:
			return false
		}
	}
	return false
}

// cueClause reports whether a cue stands at chunk c, with its subject or without.
func (f *finder) cueClause(c int) bool {
	if f.kind(c) == annotate.NP {
		c++
	}
	if f.kind(c) != annotate.VG {
		return false
	}
	v, ok := f.verbCue(c)
	return ok && v.form&annotate.Passive == 0 && v.cue.Speech&(lexicon.TakesQuote|lexicon.TakesThat) != 0 && (f.mark(v.chunk+1, lexicon.Colon) || f.mark(v.chunk+1, lexicon.OpenQuote) || f.mark(v.chunk+1, lexicon.Comma) && f.mark(v.chunk+2, lexicon.OpenQuote) || f.kind(v.chunk+1) == annotate.That || v.form&annotate.Ing != 0)
}

// trim takes the sentence's last stop and commas at the edges off, unless they
// stand inside quotation marks that belong to the content.
func (f *finder) trim(r annotate.Range) annotate.Range {
	for r.End > r.First {
		switch t := f.d.Tags[r.End-1]; t {
		case lexicon.Stop, lexicon.Comma, lexicon.Colon, lexicon.Dash:
			r.End--
			continue
		case lexicon.CC:
			r.End--
			continue
		case lexicon.CloseQuote:
			// a quotation that began before the content closes outside it
			if q := f.d.Quoted(r.End - 1); q != nil && q.First < r.First && q.End == r.End {
				r.End--
				continue
			}
		}
		break
	}
	for r.First < r.End {
		if t := f.d.Tags[r.First]; t == lexicon.Comma || t == lexicon.Stop || t == lexicon.Colon || t == lexicon.Dash && f.d.Is(r.First, annotate.Opens) {
			r.First++
			continue
		}
		break
	}
	return r
}

// inRelative reports whether the verb group c stands in a relative clause behind
// a comma: "the mayor, who said the road was open, left".
func (f *finder) inRelative(c int) bool {
	for k := c - 1; k >= f.ca && k >= c-3; k-- {
		switch f.kind(k) {
		case annotate.Adverb, annotate.NP:
			continue
		case annotate.Rel:
			return f.mark(k-1, lexicon.Comma)
		}
		return false
	}
	return false
}

// ownClause reports whether a clause with a subject of its own begins at chunk c.
func (f *finder) ownClause(c int) bool {
	for k := c; k < f.cb && k < c+6; k++ {
		switch ch := f.chunk(k); ch.Kind {
		case annotate.NP:
			continue
		case annotate.VG:
			return ch.Form&annotate.Finite != 0 && k > c
		case annotate.Prep, annotate.Adverb, annotate.Conj:
			continue
		default:
			return false
		}
	}
	return false
}

// farClause reports whether a clause with a subject of its own begins at chunk c,
// behind a semicolon: "; Solen, from a cellar, | wrote".
func (f *finder) farClause(c int) bool {
	if f.kind(c) != annotate.NP {
		return f.ownClause(c)
	}
	const far = 14 // chunks of a subject
	for k := c + 1; k < f.cb && k < c+far; k++ {
		switch ch := f.chunk(k); {
		case ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0:
			return true
		case f.mark(k, lexicon.Stop), f.mark(k, lexicon.Colon), ch.Kind == annotate.That, ch.Kind == annotate.Conj:
			return false
		}
	}
	return false
}

// stopsAfterComma reports whether the content ends at a comma, by what follows
// it in chunk c.
func (f *finder) stopsAfterComma(c, cue int, relative bool) bool {
	ch := f.chunk(c)
	if ch == nil {
		return true
	}
	w := f.d.Words[ch.First]
	switch ch.Kind {
	case annotate.VG:
		if f.nominal && ch.Form&annotate.Ing != 0 {
			return true
		}
		if relative && (ch.Form&annotate.Finite != 0 || f.lex.Parts.Of(f.d.Words[ch.Head]).Has(lexicon.VBD) && f.d.Words[ch.End] != f.w.By) {
			return true
		}
		if cue >= 0 && ch.Form&annotate.Finite != 0 && !f.finiteBetween(cue+1, c) {
			// "the mayor announced his plan, | has agreed", but "said that the
			// island, along with the town, | was cut off"
			return f.kind(cue+1) != annotate.That || f.lone(cue+1, c)
		}
		if ch.Form&annotate.Ing != 0 {
			if w == f.w.According {
				return true
			}
			// "..., saying that", "..., adding:"
			k := f.lex.Cues.Verb(f.d.Words[ch.Head])
			return k != nil && (k.Speech&(lexicon.TakesThat|lexicon.TakesQuote|lexicon.TakesAs) != 0)
		}
		return f.tagFollows(c)
	case annotate.Conj:
		if w == f.w.But {
			return f.ownClause(c+1) || f.kind(c+1) == annotate.VG || cue >= 0 && !f.finiteBetween(cue+1, c)
		}
		if f.secondCue(c, cue) {
			return true
		}
		return false
	case annotate.Prep:
		if w == f.w.While || w == f.w.Although || w == f.w.Though || w == f.w.As && f.tagFollows(c+1) {
			return true
		}
		n, _ := f.lex.Cues.Prefix.Match(f.d.Words[ch.First:f.b])
		return n > 0
	case annotate.Adverb:
		return f.kind(c+1) == annotate.VG && f.stopsAfterComma(c+1, cue, relative)
	case annotate.NP:
		return f.tagFollows(c) || f.resumes(c) || cue >= 0 && f.subordinate(cue) && f.ownClause(c)
	}
	return false
}

// resumes reports whether noun phrase c takes up all that was said before it, and
// somebody does something with it: ", a claim | echoed by the guard", ", a figure
// | the rebels dismissed".
func (f *finder) resumes(c int) bool {
	ch := f.chunk(c)
	if ch == nil || ch.Kind != annotate.NP || ch.End-ch.First < 2 || !f.lex.Cues.Resumes.Has(f.d.Words[ch.Head]) {
		return false
	}
	if w := f.d.Words[ch.First]; w != f.w.A && w != f.w.An {
		return false
	}
	switch n := f.chunk(c + 1); {
	case n == nil:
		return false
	case n.Kind == annotate.Rel, n.Kind == annotate.That:
		return true
	case n.Kind == annotate.VG:
		return n.Form&(annotate.Participle|annotate.Finite) != 0 && f.kind(c+2) == annotate.Prep && f.d.Words[f.chunk(c+2).First] == f.w.By
	case n.Kind == annotate.NP:
		return f.ownClause(c + 1)
	}
	return false
}

// lone reports whether only one comma stands between two chunks, so that it
// closes no insertion.
func (f *finder) lone(a, b int) bool {
	n := 0
	for k := a; k < b; k++ {
		if f.mark(k, lexicon.Comma) {
			n++
		}
	}
	return n < 2
}

// subordinate reports whether the cue stands in a clause that opens the sentence
// with "when", "after", "although": it ends at its comma.
func (f *finder) subordinate(cue int) bool {
	if cue == f.ca {
		return true // "Asked whether he would go, | the mayor"
	}
	at := f.ca
	if f.mark(at, lexicon.OpenQuote) && at+1 < f.cb {
		at++
	}
	if f.kind(at) == annotate.Conj && f.chunk(at+1) != nil {
		at++
	}
	first := f.chunk(at)
	if first.Kind != annotate.Prep && first.Kind != annotate.Rel || !f.w.Subordinators.Has(f.d.Words[first.First]) {
		return false
	}
	for k := f.ca; k < cue; k++ {
		if f.mark(k, lexicon.Comma) {
			return false
		}
	}
	return true
}

// secondCue reports whether the conjunction at chunk c joins a second cue with
// the same source: "denied the report | and said". cue is the first one's chunk.
func (f *finder) secondCue(c, cue int) bool {
	if cue < 0 {
		return false
	}
	k := c + 1
	for f.kind(k) == annotate.Adverb || f.isTime(k) {
		k++
	}
	ch := f.chunk(k)
	if ch == nil || ch.Kind != annotate.VG {
		return false
	}
	first := f.chunk(cue)
	if first == nil || first.Kind != annotate.VG {
		return false
	}
	if f.lex.Cues.Count.Has(f.d.Words[ch.Head]) && f.countEnd(k+1) > 0 {
		return true
	}
	a, b := f.tag(int(first.Head)), f.tag(int(ch.Head))
	if a != b || ch.Form&annotate.Passive != 0 || ch.Form&annotate.Participle != 0 {
		return false
	}
	if first.Form&annotate.Finite == 0 && first.Form&annotate.ToInf == 0 && first.Form&annotate.Ing == 0 {
		return false
	}
	k2, ok := f.verbCue(k)
	if !ok {
		return false
	}
	var x found
	take, prep, _ := f.complementAt(&x, k2)
	return take|lexicon.Takes(prep) != 0 && k2.cue.Speech|lexicon.Takes(k2.cue.SpeechPreps) != 0
}

// complementAt is complement without a search for a second cue in what follows.
func (f *finder) complementAt(x *found, v verbCue) (lexicon.Takes, uint32, int) {
	if f.depth > 2 {
		return 0, 0, 0
	}
	f.depth++
	defer func() { f.depth-- }()
	return f.complement(x, v)
}

// tagFollows reports whether a tag begins at chunk c: "the mayor said" or "said
// the mayor" with the clause's end behind it.
func (f *finder) tagFollows(c int) bool {
	if f.mark(c, lexicon.Comma) {
		c++
	}
	ch := f.chunk(c)
	if ch == nil {
		return false
	}
	if n, _ := f.lex.Cues.Prefix.Match(f.d.Words[ch.First:f.b]); n > 0 {
		return true
	}
	switch ch.Kind {
	case annotate.VG:
		v, ok := f.verbCue(c)
		if !ok || v.cue.Speech&(lexicon.TakesQuote|lexicon.TakesThat) == 0 || v.form&annotate.Finite == 0 || f.kind(v.chunk+1) != annotate.NP {
			return false
		}
		return f.tagEnds(f.sourceAfterEnd(v.chunk + 1))
	case annotate.NP:
		k := f.phraseEnd(c)
		for n := 0; n < 4; n++ {
			if f.kind(k) == annotate.VG {
				break
			}
			if f.kind(k) == annotate.Adverb || f.kind(k) == annotate.Prep || f.kind(k) == annotate.NP {
				k++
				continue
			}
			return false
		}
		if f.kind(k) != annotate.VG {
			return false
		}
		v, ok := f.verbCue(k)
		if !ok || v.form&annotate.Finite == 0 || v.form&annotate.Passive != 0 || v.cue.Takes()&(lexicon.TakesQuote|lexicon.TakesThat) == 0 {
			return false
		}
		return f.tagEnds(v.chunk + 1)
	}
	return false
}

// tagEnds reports whether nothing but times and places of saying stands between
// chunk c and the clause's end.
func (f *finder) tagEnds(c int) bool {
	k, _ := f.skip(c)
	return k >= f.cb || f.cites(int(f.chunk(k).First)) || f.mark(k, lexicon.Stop) || f.mark(k, lexicon.Comma) && !f.mark(k+1, lexicon.OpenQuote) || f.mark(k, lexicon.Colon) && f.d.Form(int(f.chunk(k).First)) == ";" || f.mark(k, lexicon.LParen) || f.mark(k, lexicon.RParen) || f.mark(k, lexicon.Dash) || f.mark(k, lexicon.CloseQuote)
}
