package figure

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// inherit links count i from what stands before it: a larger count that it
// breaks down, one that it is coordinated with, or the people it is a part of.
func (s *sentence) inherit(i int) {
	c := &s.counts[i]
	if c.half {
		// "half of the 40 wounded"
		if i+1 < len(s.counts) && s.counts[i+1].linked() && s.counts[i+1].begin <= c.words.End+1 {
			s.adopt(c, &s.counts[i+1], "half-of", true)
		} else if i+1 < len(s.counts) && s.counts[i+1].shared {
			// "half of the 60,000 residents have fled"
			whole := s.counts[i+1]
			whole.shared, whole.begin = false, c.begin
			if l, ok := s.own(&whole); ok {
				c.link, c.link.rule = l, "half-of"
			}
		}
		return
	}
	if c.shared {
		return
	}
	if c.ofThem {
		if p := s.antecedent(i); p != nil {
			s.adopt(c, p, "part-of-them", true)
		}
		return
	}
	if s.describes(c) {
		s.adopt(c, s.whole, "part-of-them", true)
		return
	}
	if t := s.included(c); t != nil {
		if l, ok := s.take(c, t, lexicon.Those|lexicon.Toll, "included-in"); ok {
			c.link = l
			return
		}
	}
	prev := s.linkedBefore(i)
	if prev != nil {
		switch j := s.joint(prev, c); {
		case prev.opens && c.class == bare && c.number != nil && s.grammar(c.end)&lexicon.Be != 0 && s.lex.People.Of(s.d.Word(c.end+1)) != 0:
			s.adopt(c, prev, "breakdown", true) // "Of the 14 people killed, | three were children"
		case j != breakdown && s.compared(prev, c):
			s.adopt(c, prev, "compared", false)
		case j == breakdown && s.form(c.begin-1) == "(" && hasTag(prev.tags, "unit:households") != hasTag(c.tags, "unit:households"):
			s.adopt(c, prev, "coordinated", false) // "900 households (5,000 people)": the same ones
		case j == breakdown && s.othersBetween(prev, c):
			// "12 died and 62 were rescued, among them 14 children"
		case j == breakdown:
			s.adopt(c, prev, "breakdown", true)
			if prev.partOf >= 0 && prev.link.rule != "part-of-them" && !s.opensPart(prev, c) {
				c.partOf = prev.partOf // "six women and | three children" of the same seventeen
			}
		case j == conjunct && s.ownParticiple(c) && s.term(c.end) == nil:
		case j == conjunct && (!s.startsClause(c) || prev.link.voice&lexicon.EventOf != 0 && s.joinsNext(prev, c)):
			s.adopt(c, prev, "coordinated", false)
		case j == gapped:
			s.adopt(c, prev, "gapped", false)
		}
	}
	if !c.linked() {
		s.afterNames(c)
	}
	if !c.linked() {
		s.afterThings(i)
	}
}

// describes reports whether the sentence opens with a number of whom it only says
// who they are, so that they are of those counted before: "The toll stands at 84. |
// Thirty-one were women."
func (s *sentence) describes(c *count) bool {
	p := s.whole
	if p == nil || c.number == nil || c.class != bare || c.begin != s.span.First || p.number == nil || p.number.Low < 2 || c.number.High > p.number.Low {
		return false
	}
	g := s.grammar(c.end)
	if g&lexicon.Be == 0 || g&lexicon.Possessive != 0 {
		return false
	}
	n := s.lex.People.Of(s.d.Word(c.end + 1))
	return n&lexicon.Plural != 0 && n&lexicon.Thing == 0 && s.term(c.end+1) == nil && (!s.d.Is(c.end+2, annotate.Alpha) || s.grammar(c.end+2) != 0)
}

// afterThings links people counted behind what is no people: "killed 300 sheep and
// | four herders".
func (s *sentence) afterThings(i int) {
	c := &s.counts[i]
	if i == 0 || c.class != people || s.counts[i-1].class != things || s.grammar(c.begin-1)&lexicon.And == 0 || s.counts[i-1].end != c.begin-1 {
		return
	}
	before := s.counts[i-1]
	before.class = people
	if l, ok := s.object(&before); ok {
		l.rule, l.direct = "coordinated", false
		c.link = l
	}
}

// inheritBack links count i from what stands behind it: "three nurses were among
// at least 31 people killed", "a nurse and two soldiers are among the dead".
func (s *sentence) inheritBack(i int) {
	c := &s.counts[i]
	if c.shared || s.amongThem(c) || s.ownVerb(c) || s.ownParticiple(c) {
		return
	}
	limit := min(s.span.End, c.end+14)
	for j := c.end; j < limit; j++ {
		if s.form(j) == "among" || s.form(j) == "amongst" {
			if t := s.term(j + 1); t != nil && t.voice(lexicon.Those) != nil {
				if l, ok := s.take(c, t, lexicon.Those, "among-those"); ok {
					c.link = l
				}
				return
			}
			if o := s.count(j + 1); o != nil && o.linked() {
				s.adopt(c, o, "among-those", true)
			}
			return
		}
		if o := s.count(j); o != nil {
			// "Two soldiers, a civilian were killed"
			if o.linked() && o.link.rule != "among-those" && (s.form(j-1) == "," || s.grammar(j-1)&lexicon.And != 0 || j == c.end && c.class == people) && j <= c.end+2 && o.link.voice&(lexicon.Passive|lexicon.State|lexicon.Subject) != 0 && o.link.term.First > o.words.First {
				s.adopt(c, o, "coordinated", false)
				return
			}
			if o.linked() && o.link.rule == "among-those" && (s.form(j-1) == "," || s.grammar(j-1)&lexicon.And != 0 || j == c.end) {
				s.adopt(c, o, "among-those", false)
				c.partOf = o.partOf
				return
			}
			j = o.end - 1
			continue
		}
		if g := s.grammar(j); g&(lexicon.ClauseOpener|lexicon.FiniteVerb) != 0 || s.form(j) == ";" {
			return
		}
	}
}

// includedIn makes count i, which has words of its own, a part of the one before
// it: "wounding 21, including four in critical condition".
func (s *sentence) includedIn(i int) {
	c := &s.counts[i]
	if !c.linked() || !c.link.direct || c.partOf >= 0 {
		return
	}
	switch f := s.form(c.begin - 1); {
	case s.in(c.begin-1, s.sets.Including):
	case f == "them", f == "whom":
		if f := s.form(c.begin - 2); f != "among" && f != "amongst" {
			return
		}
	default:
		return
	}
	for k := i - 1; k >= 0; k-- {
		p := &s.counts[k]
		if !p.linked() || p.partOf >= 0 {
			continue
		}
		if p.link.category == c.link.category && s.quiet(p.end, c.begin-1) {
			c.partOf = k
		}
		return
	}
}

// compared reports whether count c is what p is held against: "310 people were
// killed, compared with | 402 a year before", "..., against | 870 in all of 2030".
func (s *sentence) compared(p, c *count) bool {
	if c.class != bare && c.class != people || p.partOf >= 0 || !s.quiet(p.end, c.begin) {
		return false
	}
	switch s.form(c.begin - 1) {
	case "with", "to":
		if s.form(c.begin-2) != "compared" {
			return false
		}
	case "from":
		if f := s.form(c.begin - 2); f != "up" && f != "down" {
			return false
		}
	case "against":
	default:
		return false
	}
	return c.class == people || s.form(c.end) == "in" || s.form(c.end) == "over" || s.form(c.end) == "during" || s.form(c.end) == "a" || s.inDate(c.end) || s.form(c.end) == "the"
}

// othersBetween reports whether a count of people of whom no term tells stands
// between p and c.
func (s *sentence) othersBetween(p, c *count) bool {
	for k := range s.counts {
		o := &s.counts[k]
		if o.begin >= p.end && o.end <= c.begin && o != c && !o.linked() && o.class == people && !o.article() && !o.ofThem {
			return true
		}
	}
	return false
}

// opensPart reports whether count c breaks down p, itself a part, once more:
// "six women, | two of them nurses", "six women, including two nurses".
func (s *sentence) opensPart(p, c *count) bool {
	return s.in(c.begin-1, s.sets.Including) || s.marks(p.end, c.begin)
}

// adopt takes over what happened to the people of p.
func (s *sentence) adopt(c, p *count, rule string, part bool) {
	c.link = p.link
	c.link.rule = rule
	c.link.direct = false
	if part {
		for k := range s.counts {
			if &s.counts[k] == p {
				c.partOf = k
			}
		}
	}
}

// antecedent is what "them" in count i stands for: the last linked count before
// it, in the sentence or, at its beginning, before it.
func (s *sentence) antecedent(i int) *count {
	for k := i - 1; k >= 0; k-- {
		p := &s.counts[k]
		if p.linked() {
			return p
		}
		if !p.article() && p.class != things {
			return nil // "62 people were rescued, 14 of them children": of the 62
		}
	}
	return s.before
}

func (s *sentence) linkedBefore(i int) *count {
	for k := i - 1; k >= 0; k-- {
		if s.counts[k].linked() {
			return &s.counts[k]
		}
	}
	return nil
}

type jointKind uint8

const (
	noJoint jointKind = iota
	conjunct
	breakdown
	gapped
)

// joint is how count c hangs on the linked count p before it.
func (s *sentence) joint(p, c *count) jointKind {
	if c.begin < p.end {
		return noJoint
	}
	// what stands directly before c
	j := c.begin - 1
	if s.form(j) == ":" && p.partOf < 0 && s.quiet(p.end, j) && p.class != things {
		return breakdown // "Seven were killed in the district: five in an air raid, ..."
	}
	for s.grammar(j)&lexicon.Adverb != 0 && j > p.end {
		j--
	}
	if s.in(j, s.sets.Comprising) || s.in(j, s.sets.Namely) {
		return breakdown
	}
	before := s.form(j)
	switch before {
	case "of":
		return noJoint
	case "with":
		if c.class == people && c.begin == p.end+1 && p.link.voice&lexicon.Active != 0 {
			return conjunct // "killed a farmer with two of his sons"
		}
	}
	if s.marks(p.end, c.begin) {
		if before == "," || s.grammar(j)&lexicon.And != 0 || before == "them" || before == "whom" || before == "which" || before == "were" || before == "are" || before == ":" || before == "with" || j < p.end || p.partOf >= 0 {
			return breakdown
		}
	}
	isAnd := s.grammar(j)&lexicon.And != 0
	asWell := before == "as" && s.form(j-1) == "well" || before == "with" && (s.form(j-1) == "along" || s.form(j-1) == "together") || before == "to" && s.form(j-1) == "addition" || before == "alongside"
	switch {
	case isAnd || asWell || before == ",":
		if p.partOf >= 0 {
			if isAnd || before == "," {
				return breakdown
			}
			return conjunct
		}
		if s.near(p, c) || asWell {
			return conjunct
		}
		if c.class == bare || c.class == others || s.grammar(c.end)&lexicon.Preposition != 0 {
			if s.quiet(p.end, c.begin) && (isAnd || before == ",") {
				return gapped
			}
		}
	case c.begin == p.end: // a comma lost: "two soldiers a civilian"
		return conjunct
	case before == "(" && s.bracketed(c):
		if p.class != things && s.quiet(p.end, c.begin) {
			return conjunct // "121 deaths in Tarn, followed by Osk (88)": of another place
		}
	case before == "(" || before == "—" || before == "-" || before == "–" || before == "--":
		if s.near(p, c) && (c.class == people || c.class == bare) {
			return breakdown
		}
	}
	return noJoint
}

// bracketed reports whether the count stands alone in brackets behind a name:
// "Osk (88)".
func (s *sentence) bracketed(c *count) bool {
	return c.class == bare && s.form(c.begin-1) == "(" && s.form(c.end) == ")" && s.d.Is(c.begin-2, annotate.Capital)
}

// near reports whether only the rest of p's noun phrase stands between the two:
// no verb, no clause.
func (s *sentence) near(p, c *count) bool {
	if c.begin-p.end > 12 {
		return false
	}
	for j := p.end; j < c.begin; j++ {
		if g := s.grammar(j); g&(lexicon.ClauseOpener|lexicon.FiniteVerb|lexicon.Modal|lexicon.Relative) != 0 && g&lexicon.Preposition == 0 && s.form(j) != "as" {
			return false
		}
		if t := s.term(j); t != nil && t.First != p.link.term.First && t.voice(lexicon.Active|lexicon.Subject) != nil {
			return false
		}
	}
	return true
}

// marks reports whether words that open a breakdown stand between two tokens:
// "among them", "including", "of whom".
func (s *sentence) marks(from, to int) bool {
	for j := from; j < to; j++ {
		if s.in(j, s.sets.Comprising) {
			return true
		}
		switch s.form(j) {
		case "among", "amongst", "of":
			if f := s.form(j + 1); f == "them" || f == "whom" || f == "which" || f == "these" {
				return true
			}
		}
	}
	return false
}

// startsClause reports whether a verb of another kind follows the count, whose
// subject it is: "killed 17 rebels and a man fired at".
func (s *sentence) startsClause(c *count) bool {
	if s.ownVerb(c) {
		return true
	}
	g := s.grammar(c.end)
	if g&lexicon.Say != 0 {
		return true // "33 wounded, a nurse said"
	}
	if g&lexicon.FiniteVerb != 0 && g&lexicon.Hedge == 0 {
		return true
	}
	if g&(lexicon.Have|lexicon.Modal) != 0 || g&lexicon.Be != 0 && g&lexicon.Possessive == 0 {
		return true
	}
	t := s.term(c.end)
	if t == nil || t.voice(lexicon.Active) == nil {
		return false
	}
	f := s.form(t.End - 1)
	return len(f) < 4 || f[len(f)-3:] != "ing"
}

// ownVerb reports whether a verb of which the count is the subject stands right
// behind it, and tells of nothing that is counted: "12 of the children | escaped".
func (s *sentence) ownVerb(c *count) bool {
	i := c.end
	if !s.span.Has(i) || i >= len(s.d.Tags) || s.grammar(i) != 0 {
		return false
	}
	t := s.term(i)
	return t == nil && s.d.Tags[i] == lexicon.VBD && s.d.Lex.Cues.Verb(s.d.Words[i]) == nil && !s.participle(i) || t != nil && t.voice(lexicon.Passive|lexicon.State) == nil && t.voice(lexicon.Subject) != nil
}

// ownParticiple reports whether a participle right behind a bare number tells what
// became of those, and of nothing that is counted: "11 | transported to hospitals".
func (s *sentence) ownParticiple(c *count) bool {
	i := c.end
	if c.class != bare || c.article() || !s.span.Has(i) || i >= len(s.d.Tags) || s.grammar(i) != 0 || s.d.Is(i, annotate.Capital) {
		return false
	}
	return s.d.Tags[i] != lexicon.VBD && s.participleForm(i) || s.term(i) != nil && s.term(i).voice(lexicon.Passive) != nil
}

// participle reports whether the form at token i may be a participle behind its
// noun: a preposition follows, as in "two men | convicted of murder".
func (s *sentence) participle(i int) bool {
	return s.grammar(i+1)&lexicon.Preposition != 0
}

// joinsNext reports whether nothing but a comma or "and" parts the two: "the bodies
// of two men | and | six children were brought in".
func (s *sentence) joinsNext(p, c *count) bool {
	for j := p.end; j < c.begin; j++ {
		if s.form(j) != "," && s.grammar(j)&lexicon.And == 0 {
			return false
		}
	}
	return true
}

// included is "the dead" in "the dead include two girls", "the toll included
// two people", "among those killed were three nurses".
func (s *sentence) included(c *count) *term {
	j := c.begin - 1
	for s.grammar(j)&lexicon.Adverb != 0 && j > s.span.First {
		j--
	}
	verb := s.form(j)
	if verb != "," && !s.in(j, s.sets.Comprises) {
		return nil
	}
	if (verb == "," || verb == "and") && c.class != people {
		return nil // "the kin of each of the dead, and | 100,000 for the injured"
	}
	for k := len(s.terms) - 1; k >= 0; k-- {
		t := &s.terms[k]
		if t.End > c.begin || t.voice(lexicon.Those|lexicon.Toll) == nil {
			continue
		}
		if c.begin-t.End > 12 || !s.quiet(t.End, c.begin) {
			return nil
		}
		if verb == "were" || verb == "was" || verb == "are" || verb == "," || verb == "and" {
			if f := s.form(t.First - 1); f != "among" && f != "amongst" && f != "of" && !(c.class == people && s.form(t.First) == "the" && s.form(t.End) == "were" && t.First <= s.span.First+8) {
				return nil // "the dead were 12 men and six women"
			}
		}
		return t
	}
	return nil
}

// afterNames links a count behind named victims: "killed Oro Velk and two
// others", "shot dead the mayor and three guards".
func (s *sentence) afterNames(c *count) {
	if c.article() || s.grammar(c.begin-1)&lexicon.And == 0 && s.form(c.begin-1) != "," {
		return
	}
	if s.startsClause(c) {
		return
	}
	for j := c.begin - 2; j >= s.span.First && j > c.begin-14; j-- {
		if t := s.termBefore(j + 1); t != nil {
			if t.voice(lexicon.Active) == nil || t.voice(lexicon.Passive) != nil && s.passive(t) {
				return
			}
			if l, ok := s.take(c, t, lexicon.Active, "object-after-names"); ok {
				c.link = l
			}
			return
		}
		g := s.grammar(j)
		if g&(lexicon.Be|lexicon.Have|lexicon.Modal|lexicon.FiniteVerb|lexicon.ClauseOpener|lexicon.Relative) != 0 && g&lexicon.Preposition == 0 {
			return
		}
		if s.inDate(j) || s.count(j) != nil && s.counts != nil && s.countAt[j-s.span.First] >= 0 && !s.counts[s.countAt[j-s.span.First]].article() {
			return
		}
	}
}
