package attribution

import (
	"strings"

	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// mend rights learned attributions by what the rules see more plainly: whose
// quotation stands behind a colon, who is only spoken to, and that the agent of a
// relative clause is not the subject of the sentence. ruled is the reach of
// the rules' attributions, which stand in the order of their first words.
func (f *finder) mend(list []found, ruled reach) {
	for i := range list {
		x := &list[i]
		if x.cue.n == 0 || x.content.n == 0 {
			continue
		}
		f.particle(x)
		f.halves(x)
		f.oneBlock(x)
		f.reported(x)
		if f.carrier(x.source) {
			x.source.End = x.source.First
		}
		at := min(x.cue.first(), x.content.first())
		for j := ruled.from(at); j < len(f.found) && f.found[j].start() < x.end(); j++ {
			y := &f.found[j]
			if y.cue.n == 0 || y.dead {
				continue
			}
			if touch(&x.cue, &y.cue) {
				f.mendSame(x, y)
			} else {
				f.mendOther(x, y)
			}
		}
	}
}

// tidy takes off a source what is none of it: the hour of a live page ("14:52 The
// mayor"), the day or the hour of saying ("the minister | on Friday"), a "both".
func (f *finder) tidy(r *annotate.Range) {
	if r.Len() < 2 {
		return
	}
	f.enter(r.First)
	for r.Len() > 1 && !f.d.Is(r.First, annotate.Alpha) && (f.tag(r.First) == lexicon.Dash || f.tag(r.First) == lexicon.CD && f.d.Is(r.First, annotate.Starts) && (f.tag(r.First+1) == lexicon.DT || f.clock(r.First))) {
		r.First++
	}
	for k := r.First + 1; k+1 < r.End; k++ { // "Sarn, 4 June - | Relief Without Borders"
		if f.tag(k) == lexicon.Dash && f.d.Is(r.First, annotate.Opens) && f.d.Is(k-1, annotate.Capital|annotate.Alpha) && f.lex.Nouns.Is(f.d.Words[k-1], lexicon.Time) {
			r.First = k + 1
		}
	}
	last := r.End - 1
	if t := f.tag(last); (t == lexicon.WDT || t == lexicon.WP) && f.tag(last-1) == lexicon.Comma {
		r.End -= 2 // "The ministry, | which"
		return
	}
	if f.d.Form(last) == "both" {
		r.End--
		return
	}
	c := int(f.d.ChunkOf[last])
	if f.kind(c-1) == annotate.Prep && int(f.chunk(c-1).First) > r.First && int(f.chunk(c).End) >= r.End && f.w.Temporal.Has(f.d.Words[f.chunk(c-1).First]) && (f.isTime(c) || f.clock(int(f.chunk(c).First))) {
		r.End = int(f.chunk(c - 1).First)
	}
}

// unclock takes the hour of a live page off a content: "16:42 | Power is out".
func (f *finder) unclock(p *pieces) {
	r := &p.r[0]
	if p.n == 0 || r.Len() < 3 || f.d.Tags[r.First] != lexicon.CD || !f.d.Is(r.First, annotate.Opens) || !f.d.Is(r.First+1, annotate.Capital) {
		return
	}
	if strings.Contains(f.d.Form(r.First), ":") {
		r.First++
	}
}

// clock reports whether token i is an hour: "09:12".
func (f *finder) clock(i int) bool {
	form := f.d.Form(i)
	return f.tag(i) == lexicon.CD && (strings.Contains(form, ":") || i+1 < f.b && f.d.Form(i+1) == ":")
}

// mendSame rights x by y, a rule's reading of the same cue.
func (f *finder) mendSame(x, y *found) {
	if f.agent(x, y) || y.source.Len() == 0 && f.d.Tags[max(x.cue.first()-1, 0)] == lexicon.WRB {
		x.source = y.source // "the mayor, when | asked about it, said": nobody is named who asked
	}
	if y.rule == ruleTagInverted && y.content.n == 2 && x.source.Len() > 0 && y.content.has(x.source.First) {
		x.source, x.content = y.source, y.content // "The brigade, believes | the ministry, has left"
		return
	}
	from := x.content.first()
	if y.rule == rulePassiveTo && y.source.Len() == 0 && x.source.Len() > 0 && x.cue == y.cue && f.d.Tags[from] == lexicon.TO && f.d.Tags[max(x.cue.first()-1, 0)] == lexicon.Comma {
		x.source, x.content = y.source, y.content // "The man, said | to be a baker, fled": nobody is named who says it
		return
	}
	if y.rule == ruleTagAfter && x.lead && y.content.first() > from && f.d.InQuote[from] != 0 && f.d.InQuote[y.content.first()] == 0 && f.d.Is(y.content.first(), annotate.Starts) && x.content.end() <= y.content.end() {
		x.content = y.content // '"There was nothing left." | Two had died, she added.'
		return
	}
	if end := y.content.end(); y.rule == ruleNoun && y.source.Len() > 0 && x.content.n == 1 && y.content.first() == from && end < x.content.end() && f.finiteAt(end) {
		x.content = y.content // "the army's claim that nobody was hurt | was contradicted"
		return
	}
	if x.content.n == 0 || x.lead || y.lead || y.content.first() <= from || y.content.first() >= x.content.end() {
		return
	}
	switch {
	case y.rule == ruleTold: // "told | us its crews had moved the dead", "warned | residents that looters were back"
		x.content = x.content.behind(y.content.first())
	case y.cue.end() > from && y.content.end() >= x.content.end(): // "said on | its channel that it had"
		x.cue, x.content = y.cue, y.content
	}
}

// kindAt is the kind of the chunk that holds token i.
func (f *finder) kindAt(i int) annotate.ChunkKind { return f.d.Chunks[f.d.ChunkOf[i]].Kind }

// finiteAt reports whether a finite verb group begins at token i.
func (f *finder) finiteAt(i int) bool {
	ch := &f.d.Chunks[f.d.ChunkOf[i]]
	return ch.Kind == annotate.VG && ch.Form&annotate.Finite != 0 && int(ch.First) == i
}

// carrier reports whether a source is but where a thing was put: "a post shared on
// | Facebook | claims".
func (f *finder) carrier(r annotate.Range) bool {
	return r.Len() == 1 && r.First > 0 && f.d.Words[r.First-1] == f.w.On && f.d.Is(r.First, annotate.Capital) && f.lex.Nouns.Is(f.d.Words[r.First], lexicon.Venue)
}

// agent reports whether x has for its source what ends a relative clause of y's:
// "The post, which was written by | a page called Lake Watch, | says".
func (f *finder) agent(x, y *found) bool {
	if y.source.Len() == 0 || x.source.Len() == 0 || y.source.End >= x.source.First || x.source.End > x.cue.first() || y.rule == ruleNoun {
		return false
	}
	relative := false
	for k := y.source.End; k < x.source.First; k++ {
		c := f.d.ChunkOf[k]
		if f.d.Is(k, annotate.Starts) {
			return false
		}
		relative = relative || f.d.Chunks[c].Kind == annotate.Rel
	}
	return relative
}

// mendOther takes out of x what y, a rule's attribution of another cue, has
// for its own: a count that the same source gives ("said that help was near | and
// put the toll at 12"), a whole quotation behind a colon.
func (f *finder) mendOther(x, y *found) {
	if y.rule == ruleCount && y.source == x.source && y.parent < 0 && !x.lead && x.content.has(y.cue.first()) {
		if cut := x.content.before(f.joint(y.cue.first())); cut.n > 0 && cut.words() > 0 {
			x.content = cut
		}
		return
	}
	if f.saysToo(x, y) {
		if cut := x.content.before(f.joint(y.cue.first())); cut.n > 0 && cut.words() > 0 {
			x.content = cut
		}
		return
	}
	if y.rule != ruleColon || x.content.n < 2 || y.content.n != 1 || f.d.InQuote[y.content.first()] == 0 {
		return
	}
	var rest pieces
	for _, r := range x.content.all() {
		if y.content.r[0].First > r.First || r.End > y.content.r[0].End {
			rest.add(r)
		}
	}
	if rest.n > 0 && rest.n < x.content.n {
		x.content, x.lead = rest, rest.first() < x.cue.first()
	}
}

// saysToo reports whether y, a rule's, is the second thing that x's source says in one
// sentence, by a cue joined on with "and": "said that A | and warned residents that B".
func (f *finder) saysToo(x, y *found) bool {
	at := y.cue.first()
	return y.parent < 0 && !x.lead && !y.lead && y.source.Len() > 0 && overlap(x.source, y.source) && x.content.n == 1 && x.content.has(at) &&
		f.d.InQuote[at] == 0 && f.d.Tags[at-1] == lexicon.CC && f.measured(y) >= second
}

// second is the measured share of right ones from which a rule's reading ends
// what was learned of the cue before it.
const second = .7

func overlap(a, b annotate.Range) bool { return a.First < b.End && b.First < a.End }

// reported gives a noun of saying at the end of a content the clause that tells
// what is said: "dismissed reports in local media | that nine had died".
func (f *finder) reported(x *found) {
	r := &x.content.r[x.content.n-1]
	if f.enter(r.First); x.lead || r.First < x.cue.first() || r.End >= f.b || f.d.InQuote[r.First] != 0 {
		return
	}
	c := int(f.d.ChunkOf[r.End-1])
	if n := f.chunk(c); n.Kind != annotate.NP || int(n.End) != r.End || f.lex.Cues.Noun(f.d.Words[n.Head]) == nil {
		return
	}
	for c++; f.kind(c) == annotate.Prep && f.kind(c+1) == annotate.NP; {
		c += 2
	}
	if f.kind(c) == annotate.That {
		r.End = max(r.End, f.nounContentEnd(int(f.chunk(c).First)).End)
	}
}

// particle gives a number its "up" back: "feared | up to 90 were dead".
func (f *finder) particle(x *found) {
	last, first := x.cue.end()-1, x.content.first()
	if x.cue.n != 1 || x.cue.words() < 2 || first != last+1 || f.d.Words[first] != f.w.To {
		return
	}
	if n := f.numberFrom(last); n != nil && n.First > first {
		x.cue.r[0].End--
		x.content.r[0].First--
	}
}

// halves takes off a passive of nobody's what stands before a semicolon: "A fire broke
// out; | no injuries | were reported".
func (f *finder) halves(x *found) {
	r := &x.content.r[0]
	if x.source.Len() > 0 || x.content.n != 1 || !x.lead || r.End > x.cue.first() {
		return
	}
	for k := r.End - 1; k > r.First; k-- {
		if f.d.Form(k) == ";" {
			r.First = k + 1
			return
		}
	}
}

// oneBlock ends a content with the paragraph of its cue, where no quotation goes
// on in the next: what follows a headline is its own.
func (f *finder) oneBlock(x *found) {
	block := f.d.Tokens[x.cue.first()].Block
	var kept pieces
	for _, r := range x.content.all() {
		if f.d.Tokens[r.First].Block == block || f.d.InQuote[r.First] != 0 || f.d.FormAt(x.cue.end()) == ":" || f.d.Form(x.cue.end()-1) == ":" {
			kept.add(f.upToBlock(r))
		}
	}
	if kept.n > 0 {
		x.content = kept
	}
}

// upToBlock ends a piece where a new paragraph begins with a sentence of its own,
// outside quotation marks.
func (f *finder) upToBlock(r annotate.Range) annotate.Range {
	for k := r.First + 1; k < r.End; k++ {
		if f.d.Is(k, annotate.Opens|annotate.Starts) && f.d.InQuote[k] == 0 && f.d.InQuote[r.First] == 0 && f.d.Form(k-1) != ":" {
			r.End = k
			return f.trim(r)
		}
	}
	return r
}

// blamed reports whether a verb of accusing has no object, so that its subject is
// the accused: "Ferry captain | blamed | as toll reaches 74".
func (f *finder) blamed(x *found) bool {
	if x.head < 0 || x.cue.n != 1 || x.cue.first() != int(x.head) || x.cue.words() > 2 || x.content.first() != x.cue.end() || x.source.Len() == 0 || x.source.End > x.cue.first() {
		return false
	}
	v := f.lex.Cues.Verb(f.d.Words[x.head])
	return v != nil && v.ChargePreps != 0 && f.lex.Parts.Of(f.d.Words[x.head]).Has(lexicon.VBN) && f.kindAt(int(x.head)+1) == annotate.Prep && f.w.Breaks.Has(f.d.Words[x.head+1])
}

// behind is what of the pieces stands at token i or behind it.
func (p *pieces) behind(i int) (out pieces) {
	for _, r := range p.all() {
		out.add(annotate.Range{First: max(r.First, i), End: r.End})
	}
	return out
}

// addresseeIn is the token behind the one spoken to where chunk c holds both it and
// the next clause's subject, which nothing parts: "told reporters | Dal had left",
// "told Lake Radio | 80 houses were lost". 0 where it does not.
func (f *finder) addresseeIn(v verbCue, c int) int {
	ch := f.chunk(c)
	if v.cue.Takes()&lexicon.TakesTold == 0 || v.cue.Takes()&lexicon.TakesNP != 0 || v.form&annotate.Passive != 0 || f.kind(c) != annotate.NP || f.kind(c+1) == annotate.NP || !f.bareClause(c) {
		return 0
	}
	org, name := 0, 0
	for k := int(ch.First); k < int(ch.End)-1; k++ {
		t, next, n := f.tag(k), f.tag(k+1), f.lex.Nouns.Of(f.d.Words[k])
		speaks := n&(lexicon.Role|lexicon.Org|lexicon.Group) != 0
		switch {
		case t == lexicon.POS || next == lexicon.POS || next == lexicon.CC || t == lexicon.CC:
			return 0 // "told Dal's brother the dam", "told Dal and Roe the dam"
		case t == lexicon.PRP:
			return k + 1
		case t == lexicon.NNS && speaks, t == lexicon.NN && n&lexicon.Org != 0 && next == lexicon.NNP:
			return k + 1
		case t == lexicon.NNP && n&lexicon.Org != 0 && next == lexicon.NNP && org == 0:
			org = k + 1
		case t == lexicon.NNP && next != lexicon.NNP && name == 0:
			name = k + 1
		}
	}
	if name > 0 && (org == 0 || f.lex.Nouns.Is(f.d.Words[name-1], lexicon.Org)) {
		return name
	}
	return org
}
