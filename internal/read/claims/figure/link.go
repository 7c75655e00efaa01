package figure

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// link says what happened to the people of a count, and by which words.
type link struct {
	category sayso.Category
	term     annotate.Range
	rule     string
	voice    lexicon.Voice // how the term takes its victims
	direct   bool          // by its own words; false where taken over from a neighbour
	negated  bool          // "no fewer than" is none, "were not killed" is
	modal    bool          // "could be killed"
	reading  *lexicon.Casualty
}

// linkAll links every count of the sentence: first by its own words, then from
// its neighbours.
func (s *sentence) linkAll() {
	for i := range s.counts {
		c := &s.counts[i]
		if c.class == things {
			continue
		}
		if l, ok := s.own(c); ok {
			c.link = l
		}
	}
	for i := range s.counts {
		if c := &s.counts[i]; !c.linked() && c.class != things {
			s.inherit(i)
		}
	}
	// a later neighbour may hand back: "2 medics were among at least 31 killed"
	for i := len(s.counts) - 1; i >= 0; i-- {
		if c := &s.counts[i]; !c.linked() && c.class != things {
			s.inheritBack(i)
		}
	}
	for i := range s.counts {
		s.includedIn(i)
	}
}

// own is the link that the count's own words make.
func (s *sentence) own(c *count) (link, bool) {
	if c.attributed {
		return s.take(c, c.headTerm, lexicon.Toll|lexicon.Head|lexicon.EventOf, "attributive-toll")
	}
	if l, ok := s.adjacent(c); ok && !(c.shared && !s.standsFor(l.term) && !(c.opens && l.voice == lexicon.Passive)) {
		return l, true
	}
	if c.shared {
		if c.preTerm != nil {
			return s.take(c, c.preTerm, lexicon.State|lexicon.Passive, "participle-before-noun")
		}
		return link{}, false
	}
	if l, ok := s.object(c); ok {
		return l, true
	}
	if l, ok := s.eventOf(c); ok {
		return l, true
	}
	if l, ok := s.toll(c); ok {
		return l, true
	}
	if l, ok := s.predicate(c); ok {
		return l, true
	}
	if c.ofThose != nil {
		return s.take(c, c.ofThose, lexicon.Those|lexicon.Head, "of-those")
	}
	if l, ok := s.labelled(c); ok {
		return l, true
	}
	if c.headTerm != nil && !c.article() {
		if l, ok := s.headNoun(c); ok {
			return l, true
		}
	}
	if c.preTerm != nil && !c.article() {
		return s.take(c, c.preTerm, lexicon.State|lexicon.Passive, "participle-before-noun")
	}
	return link{}, false
}

// take makes the link of a term in one of the voices, unless the term's flags
// forbid it for this count.
func (s *sentence) take(c *count, t *term, v lexicon.Voice, rule string) (link, bool) {
	for i := range t.readings {
		r := &t.readings[i]
		if r.Voice&v == 0 || !s.allows(c, r, v) || r.Officers && !s.byOfficers(c, t) || r.Civil && s.form(t.First-1) == "to" && s.in(t.First-2, s.sets.TriesTo) || r.NoObject && s.hasObject(t) {
			continue
		}
		l := link{category: r.Category, term: t.Range, rule: rule, voice: r.Voice & v, direct: true, reading: r}
		s.both(c, t, &l)
		return l, true
	}
	return link{}, false
}

// byOfficers reports whether police, soldiers or the like do what the term says:
// "| soldiers seized four men", "seized | by the coast guard".
func (s *sentence) byOfficers(c *count, t *term) bool {
	if t.End <= c.begin {
		return s.anyIn(max(t.First-6, s.span.First), t.First, s.sets.Officers)
	}
	return s.form(t.End) == "by" && s.anyIn(t.End+1, t.End+6, s.sets.Officers)
}

// hasObject reports whether a noun phrase stands right behind the term:
// "surrendered | their weapons".
func (s *sentence) hasObject(t *term) bool {
	return s.grammar(t.End)&(lexicon.Possessive|lexicon.Determiner) != 0 && !s.inDate(t.End) || s.numberAt(t.End) && !s.inDate(t.End) && s.span.Has(t.End)
}

func (s *sentence) allows(c *count, r *lexicon.Casualty, v lexicon.Voice) bool {
	if c.class == things {
		return false
	}
	if r.Only || r.Lives && v&lexicon.Active != 0 && c.headTerm != nil && s.form(c.head) == "lives" {
		return c.headTerm != nil && s.form(c.head) == "lives"
	}
	if r.People && !(r.Category == sayso.Evacuated && c.class == bare) && c.class != people && c.class != others && !(c.class == bare && s.amongFigures(c, r)) && !(r.Civil && v&lexicon.Subject != 0 && c.class == bare && c.number.Low >= 100) {
		return false
	}
	if r.Civil && v&lexicon.Subject != 0 && c.class == bare && c.number.Low < 100 && (s.before == nil || s.before.link.category != sayso.Displaced) && s.linkedBefore(len(s.counts)) == nil {
		return false // "Eight fled before police arrived"
	}
	if c.head >= 0 && s.in(c.head, s.sets.Player) && (r.Category == sayso.Released || r.Category == sayso.Missing) {
		return false // "three players were released by the club"
	}
	if r.Captives && !hasTag(c.tags, "role:prisoner") {
		return false
	}
	if r.Civil && hasTag(c.tags, "role:fighter") || r.Hazard && !s.hazard() {
		return false
	}
	if r.Category == sayso.Displaced && v&lexicon.Subject != 0 && !s.escapesTo(c) {
		return false
	}
	if r.Category == sayso.Released && (hasTag(c.tags, "unit:bodies") || s.before != nil && s.before.link.category == sayso.Injured) {
		return false // "handed over 12 bodies"
	}
	if r.Category == sayso.Displaced && s.before != nil && s.before.captive() && c.class != things && c.number != nil && c.number.High < 10 {
		return false // "gunmen took eight. Two drivers managed to escape"
	}
	if r.Strict && v&lexicon.Active != 0 {
		// "claiming scores of fighters", not "claimed two soldiers had left"
		if g := s.grammar(c.end); g&(lexicon.Be|lexicon.Have|lexicon.Modal|lexicon.FiniteVerb|lexicon.Relative|lexicon.Get) != 0 {
			return false
		}
		if t := s.term(c.end); t != nil {
			return false
		}
	}
	return true
}

// amongCaptives reports whether the text speaks of people who were taken: only such
// are freed, others are released from hospital.
func (s *sentence) amongCaptives(c *count) bool {
	if p := s.before; p != nil && (p.captive() || p.link.category == sayso.Released) {
		return true
	}
	for k := range s.counts {
		if p := &s.counts[k]; p.linked() && p.begin < c.begin && (p.captive() || p.link.category == sayso.Released) {
			return true
		}
	}
	return false
}

// escapesTo reports whether people who escape are said to leave a place for
// another: who escapes an attack, or captors, is not displaced.
func (s *sentence) escapesTo(c *count) bool {
	for k := range s.terms {
		t := &s.terms[k]
		if t.First < c.end || t.voice(lexicon.Subject) == nil {
			continue
		}
		if !s.in(t.First, s.sets.Escape) {
			return true
		}
		if s.in(t.End, s.sets.EscapedHarm) {
			return false
		}
		if s.form(t.End) != "from" {
			return s.span.Has(t.End) && !s.d.Is(t.End, annotate.Punct) && !s.inDate(t.End)
		}
		return !s.anyIn(t.End+1, t.End+5, s.sets.Custody)
	}
	return true
}

// hazard reports whether the sentence names what buries people alive.
func (s *sentence) hazard() bool { return s.anyIn(s.span.First, s.span.End, s.sets.Hazard) }

// captive reports whether the count is of people who were taken or are held.
func (c *count) captive() bool {
	return c.link.category == sayso.Abducted || c.link.category == sayso.Detained
}

// amongFigures reports whether a bare number stands where the text counts people:
// a figure of the same sentence or of the one before tells who. "The army killed
// 13 and captured | four"; "Police arrested 45. | Twenty-three were freed".
func (s *sentence) amongFigures(c *count, r *lexicon.Casualty) bool {
	if r.Category == sayso.Released {
		return s.amongCaptives(c)
	}
	if t := s.termBefore(c.begin); r.Lives && t != nil && s.in(t.First, s.sets.Lose) && s.ourLoss(c) {
		return true
	}
	if s.before != nil && s.before.class != things && s.before.class != unknown && s.linkedBefore(len(s.counts)) == nil {
		return true
	}
	for k := range s.counts {
		if p := &s.counts[k]; p.linked() && p.link.direct && p.begin < c.begin && c.begin-p.end < 20 {
			return true
		}
	}
	return false
}

// ourLoss reports whether soldiers tell what they lost themselves: "Army: We lost
// | three on the ridge". Others lose games.
func (s *sentence) ourLoss(c *count) bool {
	if c.end < s.span.End && s.d.Is(c.end, annotate.Alpha) && s.grammar(c.end)&lexicon.Preposition == 0 {
		return false
	}
	return s.anyIn(s.span.First, c.begin, s.sets.Officers)
}

// standsFor reports whether the term can be a noun for those it befell, as in "the
// 40 | wounded", and need not be a verb: "97 of the 120 passengers | drowned".
func (s *sentence) standsFor(r annotate.Range) bool {
	t := s.term(r.First)
	return t != nil && t.voice(lexicon.Head|lexicon.State) != nil
}

// both widens a link to two verbs that share their victims: "killed or wounded
// 12", "killing and injuring 12", "12 were killed and injured".
func (s *sentence) both(c *count, t *term, l *link) {
	if l.category != sayso.Killed && l.category != sayso.Injured {
		return
	}
	join := func(o *term, first, second *term) {
		if o == nil {
			return
		}
		for i := range o.readings {
			r := &o.readings[i]
			if (r.Category == sayso.Killed || r.Category == sayso.Injured) && r.Category != l.category && r.Voice&(l.voice|lexicon.State|lexicon.Passive) != 0 {
				l.category = sayso.KilledOrInjured
				l.term = annotate.Range{First: first.First, End: second.End}
				return
			}
		}
	}
	if l.voice&lexicon.Active != 0 && t.End <= c.begin {
		// the other verb stands before: "killed and wounded 12"
		at := t.First
		if g := s.grammar(at - 1); g&lexicon.And != 0 || s.form(at-1) == "/" {
			at--
		}
		if at >= s.span.First {
			if o := s.termBefore(at); o != nil && s.countEnding(o.First) == nil {
				join(o, o, t)
			}
		}
		return
	}
	at := t.End
	if g := s.grammar(at); g&lexicon.And != 0 || s.form(at) == "/" {
		at++
	}
	if at == t.End && t.First != c.end {
		return
	}
	if o := s.term(at); o != nil && s.count(o.End) == nil && (at > t.End || o.voice(lexicon.Passive) != nil) {
		join(o, t, o)
	}
}

// countEnding is a count whose noun phrase ends before token i, or nil.
func (s *sentence) countEnding(i int) *count {
	for k := range s.counts {
		if s.counts[k].end == i {
			return &s.counts[k]
		}
	}
	return nil
}

// adjacent links a term right behind the noun phrase: "12 dead", "62 rebels
// killed in ...", "29 people died", "five more critically wounded".
func (s *sentence) adjacent(c *count) (link, bool) {
	j := s.pastBrackets(c)
	for s.term(j) == nil && (s.grammar(j)&lexicon.Adverb != 0 || s.form(j) == "aboard" || s.manner(j) && s.term(j+1) != nil) {
		j++
	}
	t := s.term(j)
	if t == nil {
		if t = s.term(j + 1); t != nil && s.grammar(j)&lexicon.Hedge != 0 && t.voice(lexicon.State) != nil {
			return s.take(c, t, lexicon.State, "adjective-after-number") // "23 people confirmed dead"
		}
		return link{}, false
	}
	if t.voice(lexicon.Passive) != nil && !s.takesObject(c, t) {
		return s.take(c, t, lexicon.Passive, "participle-after-number")
	}
	if t.voice(lexicon.State) != nil {
		return s.take(c, t, lexicon.State, "adjective-after-number")
	}
	if t.voice(lexicon.Subject) != nil {
		return s.take(c, t, lexicon.Subject, "subject-of-verb")
	}
	if c.class == bare && t.voice(lexicon.Head) != nil && t.First == c.words.End && !s.takesObject(c, t) && !(c.number.High == 1 && plural(s.form(t.End-1))) {
		return s.take(c, t, lexicon.Head, "number-before-noun")
	}
	return link{}, false
}

// pastBrackets is where what is said of the count goes on behind brackets that give
// it in another unit: "38,400 people (6,100 families) | displaced".
func (s *sentence) pastBrackets(c *count) int {
	switch s.form(c.end) {
	case ")":
		if s.form(c.begin-1) == "(" {
			return c.end + 1
		}
	case "(":
		if o := s.count(c.end + 1); o != nil && s.form(o.end) == ")" && hasTag(o.tags, "unit:households") != hasTag(c.tags, "unit:households") {
			return o.end + 1
		}
	}
	return c.end
}

// manner reports whether token i is an adverb that no list has: "12 people
// | newly displaced".
func (s *sentence) manner(i int) bool {
	return s.span.Has(i) && i < len(s.d.Tags) && s.d.Tags[i] == lexicon.RB && s.grammar(i) == 0
}

// takesObject reports whether a form like "killed", without auxiliary behind the
// count, has its victims behind it: "Two bombers killed at least 19 people". In
// "2 Syrians killed 5 injured in ..." the next count has a term of its own.
func (s *sentence) takesObject(c *count, t *term) bool {
	if t.voice(lexicon.Active) == nil {
		return false
	}
	j := t.End
	for s.grammar(j)&(lexicon.Adverb|lexicon.And) != 0 || s.term(j) != nil {
		if o := s.term(j); o != nil {
			if o.voice(lexicon.Active) == nil {
				return false
			}
			j = o.End
			continue
		}
		if s.lex.Times.Of(s.d.Word(j)).Kind == lexicon.OpenSince {
			return false // "112 injured since the start of the month"
		}
		if s.grammar(j)&lexicon.And != 0 && s.term(j+1) == nil {
			return false
		}
		j++
	}
	if o := s.count(j); o != nil {
		if o.class == things {
			return false
		}
		k := o.end
		for s.grammar(k)&lexicon.Adverb != 0 {
			k++
		}
		if next := s.term(k); next != nil && next.voice(lexicon.Passive|lexicon.State) != nil && !(next.voice(lexicon.Active) != nil && s.count(next.End) != nil) {
			return false
		}
		return true
	}
	if s.in(j, s.sets.Himself) || s.namedVictim(c, t, j) {
		return true
	}
	g := s.grammar(j)
	return g&(lexicon.Determiner|lexicon.Possessive|lexicon.Pronoun) != 0 && s.form(j) != "that" && s.form(j) != "this" && s.form(j) != "there" && s.form(j) != "it" && !s.inDate(j) && !s.inDate(j+1) ||
		s.lex.People.Of(s.d.Word(j))&lexicon.Plural != 0 && c.class == people
}

// namedVictim reports whether a name stands at token j behind the verb, for whom it
// befell: "a drunk driver killed | Anna". A headline's capitals tell nothing, and a
// place may have lost its preposition.
func (s *sentence) namedVictim(c *count, t *term, j int) bool {
	if !s.span.Has(j) || j >= len(s.d.Tags) || s.d.Tags[j] != lexicon.NNP || j != t.End || s.d.Is(j, annotate.Upper) || s.inDate(j) {
		return false
	}
	return c.class == people && !s.d.Is(c.end-1, annotate.Capital) && !s.d.Is(t.First, annotate.Capital) && !s.lex.Gazetteer.Begins(s.word(j)) && c.article()
}

// object links the victims of an active verb right before the count: "killing at
// least 20", "killed and wounded scores", "claimed the lives of two".
func (s *sentence) object(c *count) (link, bool) {
	j := c.begin
	for j > s.span.First && (s.grammar(j-1)&(lexicon.Adverb) != 0 || s.quoteMark(j-1)) && s.termBefore(j) == nil {
		j--
	}
	t := s.termBefore(j)
	if t == nil || t.voice(lexicon.Active) == nil {
		return link{}, false
	}
	if t.voice(lexicon.Passive) != nil && s.passive(t) {
		return link{}, false
	}
	if s.lostOtherwise(c, t) {
		return link{}, false
	}
	if r := t.voice(lexicon.Active); r.Flee {
		if !s.flees(c) {
			return link{}, false
		}
	}
	l, ok := s.take(c, t, lexicon.Active, "object-of-verb")
	l.negated = s.negatedVerb(t)
	l.modal = s.modalVerb(t)
	return l, ok
}

// modalVerb reports whether a modal stands before the verb: "will kill".
func (s *sentence) modalVerb(t *term) bool {
	for j := t.First - 1; j >= s.span.First && j >= t.First-3; j-- {
		g := s.grammar(j)
		if g&lexicon.Modal != 0 {
			return true
		}
		if g&(lexicon.Adverb|lexicon.Have|lexicon.Be) == 0 {
			return false
		}
	}
	return false
}

// negatedVerb reports whether the verb did not happen: "not to kill a child",
// "attempted murder of a guard".
func (s *sentence) negatedVerb(t *term) bool {
	for j := t.First - 1; j >= s.span.First && j >= t.First-4; j-- {
		w := s.word(j)
		switch f := &s.lex.Function; {
		case s.grammar(j)&lexicon.Negation != 0 && w != f.No, s.sets.Unfulfilled.Has(w):
			return true
		case s.grammar(j)&(lexicon.Adverb|lexicon.Have|lexicon.Be|lexicon.Modal) != 0, w == f.To, f.Do.Has(w):
		default:
			return false
		}
	}
	return false
}

func (s *sentence) quoteMark(i int) bool {
	switch s.form(i) {
	case `"`, "“", "‘", "'":
		return true
	}
	return false
}

// flees reports whether the people are made to flee or leave: "forced thousands
// of families to flee".
func (s *sentence) flees(c *count) bool {
	for j := c.end; j < c.end+8 && j < s.span.End; j++ {
		if s.form(j) == "to" {
			return s.in(j+1, s.sets.Flight)
		}
		if (s.form(j) == "from" || s.form(j) == "out") && s.anyIn(j, j+5, s.sets.Home) {
			return true
		}
		if s.grammar(j)&(lexicon.ClauseOpener|lexicon.FiniteVerb|lexicon.Be) != 0 {
			return false
		}
	}
	return false
}

// passive reports whether the form has "be" before it: "was killed 20 km away".
func (s *sentence) passive(t *term) bool {
	for j := t.First - 1; j >= s.span.First && j >= t.First-5; j-- {
		g := s.grammar(j)
		switch {
		case g&(lexicon.Be|lexicon.Get) != 0 && g&lexicon.Possessive == 0:
			return true
		case g&(lexicon.Adverb|lexicon.Negation|lexicon.Hedge) != 0:
		case g&lexicon.And != 0 && s.termBefore(j) != nil:
			j = s.termBefore(j).First
		default:
			return false
		}
	}
	return false
}

// eventOf links "the deaths of seven", "the killing of more than 70".
func (s *sentence) eventOf(c *count) (link, bool) {
	if s.form(c.begin-1) != "of" {
		return link{}, false
	}
	t := s.termBefore(c.begin - 1)
	if t == nil {
		if t = s.termBefore(c.begin); t == nil { // "loss of"
			return link{}, false
		}
	}
	if t.voice(lexicon.EventOf) != nil {
		l, ok := s.take(c, t, lexicon.EventOf, "noun-of")
		l.negated = s.negatedVerb(t)
		return l, ok
	}
	return link{}, false
}

// toll links a running number: "the death toll rose to 12", "the number of
// people killed has reached 40", "a toll of 47".
func (s *sentence) toll(c *count) (link, bool) {
	if c.article() || c.ofThem || c.class == unknown && c.number.Low < 2 {
		return link{}, false
	}
	before := c.begin - 1
	for before > s.span.First && s.quoteMark(before) {
		before-- // "the number of dead was | "no more than eight""
	}
	if !s.tollJoint(before) {
		return link{}, false
	}
	if s.before != nil && c.class == bare {
		// "The toll was 16. It was later raised to 23."
		for j := c.begin - 1; j > c.begin-4 && j >= s.span.First; j-- {
			if s.grammar(j)&lexicon.Rise != 0 && s.form(c.begin-1) == "to" && len(s.terms) == 0 {
				l := s.before.link
				l.rule, l.direct = "toll-of-sentence-before", false
				return l, true
			}
		}
	}
	if l, ok := s.putAt(c); ok {
		return l, true
	}
	for k := len(s.terms) - 1; k >= 0; k-- {
		t := &s.terms[k]
		if t.End > c.begin {
			continue
		}
		if c.begin-t.End > 18 {
			break
		}
		if t.voice(lexicon.Those) != nil && t.End == c.begin-1 && s.form(t.End) == "numbered" {
			return s.take(c, t, lexicon.Those, "toll-to") // "the dead numbered 90"
		}
		if t.voice(lexicon.Those) != nil && t.End == c.begin-1 && s.form(t.End) == "at" && c.class == bare {
			return s.take(c, t, lexicon.Those, "toll-to") // "put the dead at 84"
		}
		if t.voice(lexicon.Passive) != nil && t.voice(lexicon.Toll) == nil && s.numberOf(t.First) && s.quiet(t.End, before+1) && !s.countBetween(t.End, c.begin) {
			return s.take(c, t, lexicon.Passive, "toll-to") // "the number of militants killed at 17"
		}
		if t.voice(lexicon.Head) != nil && t.voice(lexicon.Toll) == nil && (s.numberOf(t.First) || s.grammar(t.End)&lexicon.Rise != 0 && s.form(c.begin-1) == "to") && s.quiet(t.End, before+1) && !s.countBetween(t.End, c.begin) {
			return s.take(c, t, lexicon.Head, "toll-to") // "the number of cholera deaths has climbed to 84"
		}
		if t.voice(lexicon.Toll) == nil {
			if t.voice(lexicon.Those) != nil || t.voice(lexicon.Subject|lexicon.Active) == nil {
				continue
			}
			// "the number of people who died": belongs to it
			continue
		}
		if !s.quiet(t.End, before+1) && !s.sinceTo(t.End, before) || s.loosely(before) && s.countBetween(t.End, c.begin) {
			break
		}
		l, ok := s.take(c, t, lexicon.Toll, "toll-to")
		l.modal = s.modalBetween(t.End, c.begin)
		return l, ok
	}
	return link{}, false
}

// putAt links another's count of what was counted right before: "the union says 58
// have died; the company puts the figure at | 41".
func (s *sentence) putAt(c *count) (link, bool) {
	if c.class != bare || s.form(c.begin-1) != "at" || !s.in(c.begin-2, s.sets.Figure) || !s.anyIn(c.begin-6, c.begin-2, s.sets.Puts) {
		return link{}, false
	}
	p := s.before
	for k := range s.counts {
		if o := &s.counts[k]; o.begin < c.begin && o.linked() {
			p = o
		} else if o.begin < c.begin && o.class != things && !o.article() {
			return link{}, false // "90,000 attended; police put the number at 30,000"
		}
	}
	if p == nil || p.class == things {
		return link{}, false
	}
	l := p.link
	l.rule, l.direct = "toll-of-sentence-before", false
	return l, true
}

// sinceTo reports whether nothing but what a toll runs since stands between it and
// the "to" before its number: "the number killed | since the unrest began on Thursday
// | to 12".
func (s *sentence) sinceTo(from, to int) bool {
	if s.lex.Times.Of(s.word(from)).Kind != lexicon.OpenSince || s.form(to) != "to" && s.form(to) != "at" {
		return false
	}
	verbs := 0
	for j := from + 1; j < to; j++ {
		if s.d.Is(j, annotate.Punct) || s.term(j) != nil {
			return false
		}
		if j < len(s.d.Tags) && s.d.Tags[j] == lexicon.VBD {
			verbs++
		}
	}
	return verbs < 2
}

// labelled links the number of a line like "Fatalities in August: 91", "Killed: 21",
// "Newly displaced: 1,200 families".
func (s *sentence) labelled(c *count) (link, bool) {
	if c.article() || s.form(c.begin-1) != ":" || len(s.terms) == 0 || c.class != bare && c.class != people {
		return link{}, false
	}
	first := s.span.First
	for s.d.Is(first, annotate.Punct) && first < c.begin {
		first++ // a bullet
	}
	t := &s.terms[0]
	if t.First > first+2 || t.End > c.begin-1 || c.begin-first > 8 {
		return link{}, false
	}
	for j := first; j < c.begin-1; j++ {
		if s.grammar(j)&(lexicon.FiniteVerb|lexicon.Say|lexicon.Be|lexicon.Have) != 0 || s.d.Is(j, annotate.Punct) {
			return link{}, false
		}
	}
	if c.end < s.span.End && s.d.Is(c.end, annotate.Alpha) && s.grammar(c.end)&lexicon.Preposition == 0 {
		return link{}, false // a sentence: "Killed: 12 shots were heard"
	}
	for _, v := range [...]lexicon.Voice{lexicon.Head, lexicon.Toll, lexicon.EventOf, lexicon.Passive, lexicon.State} {
		if t.voice(v) != nil {
			return s.take(c, t, v, "labelled")
		}
	}
	return link{}, false
}

// numberOf reports whether "number of" stands before a noun at token i, with what
// may stand between.
func (s *sentence) numberOf(i int) bool {
	for j := i - 1; j >= s.span.First && j > i-4; j-- {
		if s.form(j) == "of" {
			return s.in(j-1, s.sets.Tally)
		}
		if s.grammar(j) != 0 || s.d.Is(j, annotate.Punct) {
			return false
		}
	}
	return false
}

// modalBetween reports whether a modal stands between two tokens: "the toll will
// rise to 12".
func (s *sentence) modalBetween(from, to int) bool {
	for j := from; j < to; j++ {
		if s.grammar(j)&lexicon.Modal != 0 {
			return true
		}
	}
	return false
}

// tollJoint reports whether the word before a number can join it to a toll.
func (s *sentence) tollJoint(i int) bool {
	if s.in(i, s.sets.TollJoint) {
		return true
	}
	switch s.form(i) {
	case ":", "(", "–", "—", "-", "--", ",":
		return true
	}
	if t := s.termBefore(i + 1); t != nil && t.voice(lexicon.Toll) != nil {
		return true
	}
	return s.lex.Modifiers.BeforeLast.Has(s.d.Word(i))
}

// loosely reports whether the mark before a number joins it to a toll only where
// no other number does: "the toll – 12".
func (s *sentence) loosely(i int) bool {
	return s.d.Is(i, annotate.Punct)
}

func (s *sentence) countBetween(from, to int) bool {
	for k := range s.counts {
		if c := &s.counts[k]; c.words.First >= from && c.words.End <= to {
			return true
		}
	}
	return false
}

// quiet reports whether nothing between two tokens opens another statement.
func (s *sentence) quiet(from, to int) bool {
	for j := from; j < to; j++ {
		g := s.grammar(j)
		switch {
		case g&lexicon.ClauseOpener != 0 && g&lexicon.Preposition == 0:
			return false
		case s.form(j) == ";" || s.form(j) == `"`:
			return false
		case g&lexicon.FiniteVerb != 0 && g&lexicon.Hedge == 0 && !s.in(j, s.sets.Quiet):
			return false
		}
	}
	return true
}

// predicate links a verb group further on: "29 fighters from the north were
// killed", "two people in the car had died".
func (s *sentence) predicate(c *count) (link, bool) {
	aux := lexicon.Grammar(0) // the auxiliaries since the last word of content
	consumed := false         // the subject has had another predicate
	joined := false           // "and" since then
	negated, modal := false, false
	depth := 0
	relative := false
	inner := s.amongThem(c) // "62 people were rescued, among them | 14 children, and 65 ..."
	whose := false          // the next term is said of what the people have
	end := min(s.span.End, c.end+32)
	for j := c.end; j < end; j++ {
		if depth > 0 {
			if f := s.form(j); f == ")" || f == "]" {
				depth--
			}
			continue
		}
		if t := s.term(j); t != nil {
			if whose {
				whose, aux = false, 0 // "a child whose name has not been released"
				j = t.End - 1
				continue
			}
			ok, stop := s.predicateTerm(c, t, aux, consumed && !joined, j)
			if ok != 0 {
				rule := "passive"
				if ok == lexicon.Subject {
					rule = "subject-of-verb"
				} else if ok == lexicon.State {
					rule = "predicate-adjective"
				}
				if relative {
					rule += "-in-relative"
				}
				if l, good := s.take(c, t, ok, rule); good {
					l.negated, l.modal = negated, modal
					return l, true
				}
			}
			if stop {
				return link{}, false
			}
			j = t.End - 1
			continue
		}
		g := s.grammar(j)
		switch f := s.form(j); {
		case f == "(" || f == "[":
			depth++
			continue
		case f == "—" || f == "–" || f == "--":
			k := j + 1
			for k < j+14 && s.span.Has(k) && s.form(k) != f {
				k++
			}
			if s.form(k) != f || aux != 0 {
				return link{}, false
			}
			j = k // "at least 50 hostages — women and children — were freed"
			continue
		case f == ";" || f == ":" || f == "." || f == "!" || f == "?":
			return link{}, false
		case f == "," || s.quoteMark(j) || f == "”" || f == "-":
			continue
		}
		switch {
		case g&lexicon.Relative != 0 && s.form(j) != "that":
			relative, aux = true, 0
			whose = s.form(j) == "whose"
		case g&(lexicon.Be|lexicon.Get|lexicon.Have|lexicon.Modal) != 0 && g&lexicon.Possessive == 0:
			aux |= g
			modal = modal || g&lexicon.Modal != 0
		case g&lexicon.Negation != 0:
			negated = aux != 0
		case g&lexicon.And != 0:
			joined = true
			if consumed {
				aux = 0
			}
		case aux != 0 && g&(lexicon.Adverb|lexicon.Hedge) != 0:
		case aux != 0 && (s.form(j) == "to" || s.form(j) == "have"):
		case aux != 0 && s.manner(j) && s.term(j+1) != nil: // "were newly displaced"
		case g&lexicon.Adverb != 0:
		case s.count(j) != nil:
			if aux != 0 || c.class == bare && j == c.end {
				return link{}, false
			}
			o := s.count(j)
			if relative && c.class == unknown && s.grammar(j-1)&lexicon.Relative != 0 {
				return link{}, false // "41 actions in which | 102 soldiers were killed"
			}
			if joined && s.isObject(c) {
				return link{}, false // "treated 60 wounded people and five died"
			}
			if o.ofThem || s.form(o.begin-1) == "whom" || (consumed || inner) && joined && !relative {
				return link{}, false // "carried three people, and two of them died"; "20 were saved, and six are missing"
			}
			j = o.end - 1
		case joined && s.form(j) == "that":
			return link{}, false // "saw three people and that one had died"
		case g&lexicon.ClauseOpener != 0 && s.form(j) != "as":
			return link{}, false
		case g&lexicon.FiniteVerb != 0 && !relative:
			return link{}, false
		case relative && s.tells(j):
			return link{}, false // "a man who fled told the paper that six were killed"
		case aux != 0:
			if s.inDate(j) {
				continue
			}
			aux, consumed, joined = 0, !relative, false
			negated, modal = false, false
		}
	}
	return link{}, false
}

// amongThem reports whether the count is told as a part of the one before it.
func (s *sentence) amongThem(c *count) bool {
	switch s.form(c.begin - 1) {
	case "them", "whom":
		return s.form(c.begin-2) == "among" || s.form(c.begin-2) == "amongst"
	case "including":
		return true
	}
	return false
}

// isObject reports whether a verb that tells of no statement takes the count as its
// object.
func (s *sentence) isObject(c *count) bool {
	i := c.begin - 1
	if !s.span.Has(i) || i >= len(s.d.Tags) || s.d.Lex.Cues.Verb(s.d.Words[i]) != nil || s.grammar(i) != 0 {
		return false
	}
	switch s.d.Tags[i] {
	case lexicon.VBD, lexicon.VBN, lexicon.VBG, lexicon.VBZ, lexicon.VBP, lexicon.VB:
		return s.term(i) == nil
	}
	return false
}

// tells reports whether token i is a verb of saying with what is said behind it:
// what happens there happens to others. "people who the board said were hurt" and
// "people who fled, he said, were hurt" go on.
func (s *sentence) tells(i int) bool {
	c := s.d.Lex.Cues.Verb(s.d.Words[i])
	if c == nil || c.Speech&(lexicon.TakesThat|lexicon.TakesQuote|lexicon.TakesTold) == 0 {
		return false
	}
	switch s.d.Tags[i] {
	case lexicon.VBD, lexicon.VBZ, lexicon.VBP:
	default:
		return false
	}
	next := i + 1
	if !s.span.Has(next) || s.d.Is(next, annotate.Punct) {
		return false
	}
	return s.grammar(next)&(lexicon.Be|lexicon.Get|lexicon.Have|lexicon.Modal) == 0
}

// predicateTerm judges a term that was met to the right of the count: the voice
// by which the count may be its victims, or 0; and whether to look no further.
func (s *sentence) predicateTerm(c *count, t *term, aux lexicon.Grammar, consumed bool, at int) (lexicon.Voice, bool) {
	if consumed {
		return 0, false
	}
	passiveAux := aux&(lexicon.Be|lexicon.Get) != 0
	switch {
	case t.voice(lexicon.Passive) != nil && passiveAux:
		return lexicon.Passive, true
	case t.voice(lexicon.State) != nil && passiveAux:
		return lexicon.State, true
	case t.voice(lexicon.Subject) != nil && (aux != 0 || t.voice(lexicon.Active) == nil):
		if f := s.form(t.First); aux == 0 && len(f) > 3 && f[len(f)-3:] == "ing" {
			return 0, false
		}
		return lexicon.Subject, true
	case t.voice(lexicon.Active) != nil && t.voice(lexicon.Head|lexicon.EventOf|lexicon.Toll) == nil:
		return 0, true // the count is its agent
	}
	return 0, false
}

// headNoun links a count whose noun is the term: "12 deaths", "three bodies",
// "claimed 12 lives".
func (s *sentence) headNoun(c *count) (link, bool) {
	t := c.headTerm
	r := t.voice(lexicon.Head)
	if r == nil || (r.Category == sayso.Detained || r.Category == sayso.Abducted) && s.in(c.end, s.sets.Escape) {
		return link{}, false // "60 prisoners escaped"
	}
	if r.Category == sayso.KilledOrInjured && s.form(c.end) == "of" && s.in(c.end+1, s.sets.Crime) {
		return link{}, false // "530 victims of trafficking"
	}
	if r.Lives {
		o := s.termBefore(c.begin)
		if o == nil || o.voice(lexicon.Active) == nil || !o.voice(lexicon.Active).Lives {
			return link{}, false
		}
	}
	return s.take(c, t, lexicon.Head, "number-before-noun")
}
