package figure

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// counted is what sort of noun a number stands before.
type counted uint8

const (
	bare    counted = iota // none: "12 were killed"
	people                 // a noun for people
	others                 // "others", "more"
	unknown                // a noun that no list has
	things                 // houses, days, strikes
)

// count is a number with the noun phrase that it counts, a candidate for a
// figure.
type count struct {
	number     *annotate.Number // nil for an article
	words      annotate.Range   // the number itself
	begin, end int              // the noun phrase, from its determiner or modifier to after its head
	head       int              // the token of its head noun, -1 where it has none
	class      counted
	tags       string // what the head says of the people: "age:child"
	ofThem     bool   // "4 of them"
	ofThose    *term  // "4 of the dead"
	headTerm   *term  // "12 deaths": the head is the term
	preTerm    *term  // "12 wounded soldiers"
	attributed bool   // "an eight-person toll"
	half       bool   // "half of the 40 wounded": a part of the next count
	shared     bool   // the 60,000 of "80 percent of the 60,000 residents": what follows is not said of all
	opens      bool   // the 60 of "Of the 60 people aboard, 22 died": likewise

	link   link
	partOf int // index of the larger count in the same walk; -1 = none
}

func (c *count) article() bool { return c.number == nil }

func (c *count) linked() bool { return c.link.category != sayso.NoCategory }

// term is a place in the text where a casualty phrase stands.
type term struct {
	annotate.Range
	readings []lexicon.Casualty
}

// voice is the reading of the term with one of the voices, or nil.
func (t *term) voice(v lexicon.Voice) *lexicon.Casualty {
	for i := range t.readings {
		if t.readings[i].Voice&v != 0 {
			return &t.readings[i]
		}
	}
	return nil
}

// sentence is one sentence while its figures are found. Its slices are used
// again for the next.
type sentence struct {
	d      *annotate.Doc
	lex    *lexicon.Lexicon
	sets   *lexicon.FigureWords
	span   annotate.Range
	terms  []term
	counts []count
	// termAt and countAt give the index of what begins at a token of the
	// sentence, -1 for nothing.
	termAt, countAt []int16
	before          *count // the last count of the text before this sentence, for "three of them"
	whole           *count // what that is a part of, or that count itself
}

// terms finds the casualty phrases of the sentence, longest first, and reports
// whether there is one.
func (s *sentence) findTerms() bool {
	s.terms = s.terms[:0]
	words := s.d.Words[s.span.First:s.span.End]
	for i := 0; i < len(words); {
		n, id := 0, 0
		if words[i] != 0 {
			n, id = s.lex.Casualties.Match(words[i:])
		}
		if n == 0 {
			i++
			continue
		}
		at := s.span.First + i
		if s.lex.Casualties.Terms[id][0].Flee && !s.opensCount(at+n) {
			i++ // "two government forces": no verb
			continue
		}
		s.terms = append(s.terms, term{annotate.Range{First: at, End: at + n}, s.lex.Casualties.Terms[id]})
		i += n
	}
	return len(s.terms) > 0
}

// opensCount reports whether a number, or words before one, begin at token i.
func (s *sentence) opensCount(i int) bool {
	return s.span.Has(i) && (s.d.Is(i, annotate.Digit) || s.lex.Numbers.Of(s.d.Words[i]).Kind != lexicon.NoNumber ||
		s.lex.FunctionWords.Of(s.d.Words[i])&lexicon.Determiner != 0 || s.in(i, s.sets.Leads))
}

func (s *sentence) index() {
	n := s.span.Len() + 1
	if cap(s.termAt) < n {
		s.termAt, s.countAt = make([]int16, n+64), make([]int16, n+64)
	}
	s.termAt, s.countAt = s.termAt[:n], s.countAt[:n]
	for i := range s.termAt {
		s.termAt[i], s.countAt[i] = -1, -1
	}
	for i := range s.terms {
		s.termAt[s.terms[i].First-s.span.First] = int16(i)
	}
}

// term is the casualty phrase that begins at token i, or nil.
func (s *sentence) term(i int) *term {
	if !s.span.Has(i) {
		return nil
	}
	if k := s.termAt[i-s.span.First]; k >= 0 {
		return &s.terms[k]
	}
	return nil
}

// termBefore is the casualty phrase that ends before token i, or nil.
func (s *sentence) termBefore(i int) *term {
	for k := len(s.terms) - 1; k >= 0; k-- {
		if s.terms[k].End <= i {
			if s.terms[k].End == i {
				return &s.terms[k]
			}
			return nil
		}
	}
	return nil
}

// count is the count whose number or modifier begins at token i, or nil.
func (s *sentence) count(i int) *count {
	if !s.span.Has(i) {
		return nil
	}
	if k := s.countAt[i-s.span.First]; k >= 0 {
		return &s.counts[k]
	}
	return nil
}

func (s *sentence) grammar(i int) lexicon.Grammar {
	if !s.span.Has(i) {
		return 0
	}
	if s.d.Is(i, annotate.Upper) && !s.d.Is(i-1, annotate.Upper) && !s.d.Is(i+1, annotate.Upper) {
		return 0 // "IS", "US", "WHO"
	}
	return s.lex.FunctionWords.Of(s.d.Words[i])
}

// word is token i's Word, 0 outside the sentence.
func (s *sentence) word(i int) lexicon.Word {
	if !s.span.Has(i) {
		return 0
	}
	return s.d.Words[i]
}

// in reports whether token i is in the set.
func (s *sentence) in(i int, set lexicon.Set) bool { return set.Has(s.word(i)) }

// anyIn reports whether a token from the first to before the end is in the set.
func (s *sentence) anyIn(first, end int, set lexicon.Set) bool {
	for i := first; i < end; i++ {
		if s.in(i, set) {
			return true
		}
	}
	return false
}

// form is token i in lower case, "" outside the sentence.
func (s *sentence) form(i int) string {
	if !s.span.Has(i) {
		return ""
	}
	if w := s.d.Words[i]; w != 0 {
		return s.lex.Form(w)
	}
	return s.d.Form(i)
}

// findCounts fills the counts of the sentence: its numbers, and articles before
// a noun for one person.
func (s *sentence) findCounts(numbers []annotate.Number) {
	s.counts = s.counts[:0]
	s.index()
	next := 0
	for i := s.span.First; i < s.span.End; i++ {
		if next < len(numbers) && numbers[next].First <= i {
			n := &numbers[next]
			next++
			if n.Tail > n.End && s.d.Is(n.End, annotate.Starts) {
				n = cutOff(n) // a headline's last number, and "At least" below it
			}
			if c, ok := s.numberCount(n); ok {
				s.addCount(c)
			}
			i = n.Tail - 1
			continue
		}
		if c, ok := s.articleCount(i, next, numbers); ok && !s.inRatio(i) {
			s.addCount(c)
			i = c.end - 1
		}
	}
	s.shares()
}

// cutOff is the number without a modifier behind it that begins another sentence.
func cutOff(n *annotate.Number) *annotate.Number {
	own := *n
	own.Tail = n.End
	if own.Begin == own.First && own.Low == own.High && own.Quantifier == sayso.AtLeast {
		own.Quantifier = sayso.Exact
	}
	return &own
}

// verbBehind reports whether the sentence's own verb comes behind token i, so that
// a participle before it only describes.
func (s *sentence) verbBehind(i int) bool {
	for ; i < s.span.End; i++ {
		g := s.grammar(i)
		if g&lexicon.Relative != 0 || s.form(i) == ";" {
			return false
		}
		if g&(lexicon.Be|lexicon.Have|lexicon.Modal) != 0 && g&(lexicon.Possessive|lexicon.Preposition) == 0 && !s.inDate(i) {
			return true
		}
	}
	return false
}

func (s *sentence) addCount(c count) {
	k := int16(len(s.counts))
	s.counts = append(s.counts, c)
	for i := max(c.begin, s.span.First); i <= c.words.First; i++ { // "A total", a heading, "of 238 people": it began before
		if s.countAt[i-s.span.First] < 0 {
			s.countAt[i-s.span.First] = k
		}
	}
}

func (s *sentence) numberCount(n *annotate.Number) (count, bool) {
	c := count{number: n, words: n.Range, begin: n.Begin, head: -1, partOf: -1}
	if n.Attributive {
		return s.attributive(c)
	}
	for s.grammar(c.begin-1)&(lexicon.Determiner|lexicon.Possessive) != 0 && !s.d.Is(c.begin-1, annotate.Clitic) && !(s.form(c.begin-1) == "that" && s.grammar(c.begin-2)&lexicon.And != 0) {
		c.begin--
	}
	if n.Low > 1 && (s.form(c.begin-1) == "every" || s.form(c.begin-1) == "each") {
		c.begin-- // "the release of every six prisoners"
	}
	if n.Low == 1 && s.form(n.Tail) == "family" && (s.form(n.First-1) == "of" || s.form(n.First-1) == "from") {
		return c, false // "five members of one family"
	}
	if n.Low == 1 && s.in(c.begin-1, s.sets.NoOne) || s.in(c.begin-1, s.sets.Age) {
		return c, false
	}
	if n.High == 0 && n.Low == 0 || s.form(n.Tail) == "per" && s.form(n.Tail+1) == "cent" {
		return c, false // "Missing: 0"; "61 per cent of them"
	}
	if k := len(s.counts) - 1; k >= 0 && (n.Quantifier == sayso.MoreThan || n.Quantifier == sayso.LessThan) && n.High < 100 && s.counts[k].end == n.Begin-1 && s.grammar(n.Begin-1)&lexicon.Be != 0 {
		return c, false // "eight of the dead were under 18"
	}
	if s.yearOfNoun(n) {
		return c, false
	}
	if (n.Quantifier == sayso.MoreThan || n.Quantifier == sayso.LessThan) && n.High < 100 && n.Begin == n.First-1 && s.form(n.Begin-2) == "of" && (s.form(n.Begin-1) == "them" || s.form(n.Begin-1) == "whom") {
		return c, false // "most of them over 70"
	}
	if n.Part {
		c.half, c.end = true, n.Tail
		return c, true
	}
	if s.ageBehind(n) || s.ratio(n) {
		return c, false
	}
	if s.sizeOf(c.begin) {
		return c, false
	}
	c.opens = s.opensShare(c.begin)
	c.shared = c.opens || s.shareOf(c.begin)
	s.phrase(&c, n.Tail)
	return c, !s.rate(&c) && !s.surplus(c.end)
}

// yearOfNoun reports whether the number is a year before a noun in the singular:
// "2030 casualty statistics".
func (s *sentence) yearOfNoun(n *annotate.Number) bool {
	if n.Low < 1900 || n.Low > 2100 || n.High != n.Low || n.Quantifier != sayso.Exact || n.End != n.First+1 || len(s.form(n.First)) != 4 {
		return false
	}
	t := s.term(n.Tail)
	return t != nil && t.voice(lexicon.Head) != nil && t.voice(lexicon.State|lexicon.Passive) == nil && !plural(s.form(t.End-1))
}

// surplus reports whether a number ends at token i that tells by how much another
// is larger: "30 more | than in 2029".
func (s *sentence) surplus(i int) bool {
	return s.in(i-1, s.sets.Comparative) && s.form(i) == "than"
}

// ageBehind reports whether the number is the age of who is named before it: "the
// driver, 45, was among the dead", "Omar Dal (35)".
func (s *sentence) ageBehind(n *annotate.Number) bool {
	if n.Begin != n.First || n.Quantifier != sayso.Exact || n.High > 119 || !s.d.Is(n.First, annotate.Digit) {
		return false
	}
	at := n.First - 2
	switch {
	case s.form(n.First-1) == "," && s.form(n.Tail) == ",":
		w := s.lex.People.Of(s.d.Word(at))
		return w&lexicon.Singular != 0 && w&lexicon.Plural == 0 || s.d.Is(at, annotate.Capital) && s.grammar(at) == 0 && !s.inDate(at) && s.span.Has(at-1)
	case s.form(n.First-1) == "(" && s.form(n.Tail) == ")":
		return s.d.Is(at, annotate.Capital) && s.d.Is(at-1, annotate.Capital) && s.grammar(at)|s.grammar(at-1) == 0 && !s.inDate(at)
	}
	return false
}

// sizeOf reports whether the number tells how many live somewhere: "a population of
// | 9 million", "a village of | 900".
func (s *sentence) sizeOf(begin int) bool {
	return s.form(begin-1) == "of" && s.in(begin-2, s.sets.Peopled)
}

// attributive reads "an eight-person toll", "a 12-member family": the number
// counts the people of the toll.
func (s *sentence) attributive(c count) (count, bool) {
	noun := c.words.End + 1
	if s.lex.People.Of(s.d.Word(noun))&(lexicon.Singular|lexicon.Plural) == 0 {
		return c, false
	}
	for j := noun + 1; j < noun+4; j++ {
		if t := s.term(j); t != nil && t.voice(lexicon.Toll|lexicon.Head|lexicon.EventOf) != nil {
			c.head, c.end, c.class, c.headTerm, c.attributed = noun, t.End, people, t, true
			return c, true
		}
	}
	return c, false
}

// phrase reads the noun phrase behind a number, from token i on.
func (s *sentence) phrase(c *count, i int) {
	c.end = i
	j := i
	if s.form(j) == "of" {
		j = s.partitive(c, j+1)
		if j == 0 {
			return
		}
	}
	limit := min(j+9, s.span.End)
	for ; j < limit; j++ {
		if t := s.term(j); t != nil {
			if !s.termInPhrase(c, t) {
				return
			}
			j = t.End - 1
			if c.headTerm == t {
				return
			}
			continue
		}
		w := s.d.Words[j]
		if s.d.Is(j, annotate.Punct) {
			switch form := s.d.Form(j); {
			case form == "-" && !s.d.Is(j, annotate.Spaced):
				continue
			case form == "(" && s.form(j+2) == ")" && s.d.Is(j+1, annotate.Capital):
				j += 2 // "Islamic State (IS) fighters"
				continue
			case j == i && (form == `"` || form == "“" || form == "''" || form == "``" || form == "‘"):
				continue
			}
			return
		}
		if n := s.age(j); n > 0 {
			j += n - 1 // "a 7-year-old boy"
			continue
		}
		if form := s.form(j); (form == "a" || form == "an") && !s.d.Is(j, annotate.Capital) {
			return // "from 987 a day earlier"
		}
		if s.count(j) != nil || s.lex.Numbers.Of(w).Kind != lexicon.NoNumber || s.d.Is(j, annotate.Digit) || s.inDate(j) {
			return
		}
		if s.in(j, s.sets.Further) {
			if c.class == bare {
				c.class, c.head, c.end = others, j, j+1
			}
			continue
		}
		if s.in(j, s.sets.PassedOver) {
			continue
		}
		if j == i && s.lex.Times.Of(w).Kind == lexicon.TimeUnit {
			c.class, c.head, c.end = things, j, j+1 // "for two years fighters were besieged"
			return
		}
		if j == i && (s.lex.Times.Of(w).Kind == lexicon.Edge || s.form(j) == "aboard") {
			return // "stood at 14 late on Saturday", "all 19 aboard dead"
		}
		g := s.grammar(j)
		if g&lexicon.Adverb != 0 {
			if t := s.term(j + 1); t != nil && t.voice(lexicon.State|lexicon.Passive) != nil && s.lex.People.Of(s.d.Word(t.End)) != 0 {
				continue // "hundreds of badly injured civilians"
			}
		}
		if g&lexicon.Hedge != 0 && j == i && s.term(j+1) != nil {
			c.end = j + 1 // "scores feared dead": of whom is not said
			return
		}
		if g&^lexicon.Hedge != 0 && g&lexicon.Hedge == 0 || g&lexicon.Hedge != 0 && j > i {
			return
		}
		if j == i && s.bareParticiple(j) || !s.noun(c, j) {
			return
		}
	}
}

// participleForm reports whether token j is tagged as a participle or looks like one:
// what stands behind a number is easily tagged as a noun.
func (s *sentence) participleForm(j int) bool {
	if j < len(s.d.Tags) && (s.d.Tags[j] == lexicon.VBN || s.d.Tags[j] == lexicon.VBD) {
		return true
	}
	f := s.form(j)
	return len(f) > 5 && f[len(f)-2:] == "ed"
}

// bareParticiple reports whether a participle stands right behind the number, which
// counts no noun: "40 | screened at the port".
func (s *sentence) bareParticiple(j int) bool {
	if !s.participleForm(j) || s.d.Is(j, annotate.Capital) || s.lex.People.Of(s.d.Words[j]) != 0 {
		return false
	}
	return s.grammar(j+1)&lexicon.Preposition != 0 || !s.d.Is(j+1, annotate.Alpha)
}

// age is how many tokens an age takes that stands before its noun at token i:
// "7-year-old", "three-month-old"; 0 where none does.
func (s *sentence) age(i int) int {
	if !s.d.Is(i, annotate.Digit) && s.lex.Numbers.Of(s.d.Word(i)).Kind == lexicon.NoNumber {
		return 0
	}
	if s.form(i+1) == "-" && s.form(i+3) == "-" && s.form(i+4) == "old" && s.lex.Times.Of(s.d.Word(i+2)).Kind == lexicon.TimeUnit {
		return 5
	}
	return 0
}

// partitive reads what follows "of": "of them", "of the dead", "of the soldiers".
// It returns the token where the noun phrase goes on, or 0 where it is over.
func (s *sentence) partitive(c *count, j int) int {
	switch s.form(j) {
	case "us":
		c.class, c.end = unknown, j+1 // "there were 40 of us": who they are, not what befell them
		return 0
	case "them", "whom", "these":
		c.ofThem, c.end = true, j+1
		if s.form(j) == "these" {
			return j + 1
		}
		return 0
	}
	if t := s.term(j); t != nil && t.voice(lexicon.Those) != nil {
		c.ofThose, c.end = t, t.End
		return 0
	}
	if s.grammar(j)&(lexicon.Determiner|lexicon.Possessive) != 0 {
		if s.form(j) == "those" {
			c.ofThem, c.end = true, j+1
		}
		if j++; s.grammar(j-1)&lexicon.Possessive != 0 && s.in(j, s.sets.Finest) && (!s.d.Is(j+1, annotate.Alpha) || s.grammar(j+1) != 0) {
			c.class, c.head, c.end = people, j, j+1 // "22 of our finest"
			return 0
		}
	}
	return j
}

// noun takes up the word at j into the noun phrase and reports whether the
// phrase goes on.
func (s *sentence) noun(c *count, j int) bool {
	one := c.article() || c.number.Low == 1 && c.number.High == 1 && !c.ofThem
	n := s.lex.People.Of(s.d.Words[j])
	switch {
	case n&lexicon.Plural != 0 && !one, n&(lexicon.Singular|lexicon.Plural) != 0 && one:
		if s.in(j, s.sets.Force) || n&lexicon.Thing != 0 {
			// "two police stations": look on
			if s.lex.People.Of(s.d.Word(j+1)) != 0 {
				return true
			}
		}
		c.class, c.head, c.end = people, j, j+1
		c.tags = s.lex.People.Tags(s.d.Words[j])
		// "police officers", "family members": the last noun is the head
		return s.lex.People.Of(s.d.Word(j+1)) != 0 || s.form(j+1) == "-" && !s.d.Is(j+1, annotate.Spaced)
	case n&lexicon.Singular != 0:
		// "15 terrorist", "12 rebel fighters": a modifier, or bad grammar
		if c.class == bare || c.class == others || c.class == unknown {
			c.class, c.head, c.end = people, j, j+1
			c.tags = s.lex.People.Tags(s.d.Words[j])
		}
		return true
	case n&lexicon.Thing != 0:
		if c.class == others || c.class == people && c.head == j-1 && s.lex.People.Of(s.d.Words[c.head])&lexicon.Plural != 0 {
			return false
		}
		c.class, c.head, c.end = things, j, j+1
		return true
	}
	if c.class == people && s.lex.People.Of(s.d.Words[c.head])&lexicon.Plural != 0 && !one {
		return false
	}
	if c.class == others {
		return false // "40 others state media say"
	}
	if c.class == people && c.head == j-1 && !one && !s.d.Is(j, annotate.Capital) && plural(s.form(j)) {
		c.class, c.head, c.end = unknown, j, j+1 // "12 rebel outposts"
		return true
	}
	if c.class == people {
		return !one // "a man was": nothing more belongs to it
	}
	if c.class != things {
		c.class, c.head, c.end = unknown, j, j+1
	}
	return true
}

func plural(form string) bool {
	n := len(form)
	return n > 3 && form[n-1] == 's' && form[n-2] != 's'
}

// termInPhrase takes a casualty phrase into the noun phrase where it belongs
// there: "12 wounded soldiers", "12 deaths". It reports whether it did.
func (s *sentence) termInPhrase(c *count, t *term) bool {
	next := s.lex.People.Of(s.d.Word(t.End))
	if h := t.voice(lexicon.Head); h != nil && (c.class == bare || c.class == others || c.class == unknown || c.class == people && c.end == t.First && s.lex.People.Of(s.d.Words[c.head])&lexicon.Plural == 0) {
		n := s.lex.People.Of(s.d.Words[t.End-1])
		fits := c.article() || c.number.Low == 1 && !(h.Strict && plural(s.form(t.End-1))) || c.number.Low != 1 && n&lexicon.Singular == 0
		if fits && next&^lexicon.Thing == 0 && !(next == lexicon.Thing && s.form(t.End) != "times") {
			if t.voice(lexicon.State|lexicon.Passive) == nil {
				c.headTerm, c.head, c.end, c.class = t, t.End-1, t.End, people
				c.tags = s.lex.People.Tags(s.d.Words[t.End-1])
				return true
			}
			return false
		}
	}
	if t.voice(lexicon.State|lexicon.Passive|lexicon.Head) == nil {
		return false
	}
	// a participle before its noun
	if next&(lexicon.Singular|lexicon.Plural) != 0 && (c.class == bare || c.class == unknown) {
		if c.preTerm == nil && t.voice(lexicon.State|lexicon.Passive) != nil {
			c.preTerm = t
		}
		return true
	}
	return false
}

func (s *sentence) inDate(i int) bool {
	dates := s.d.Dates
	lo, hi := 0, len(dates)
	for lo < hi {
		mid := (lo + hi) / 2
		if dates[mid].Range.End <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(dates) && dates[lo].Has(i)
}

// articleCount reads "a woman", "another policeman": one person.
func (s *sentence) articleCount(i, next int, numbers []annotate.Number) (count, bool) {
	if w, f := s.d.Words[i], &s.lex.Function; w != f.A && w != f.An && w != f.Another {
		return count{}, false
	}
	c := count{words: annotate.Range{First: i, End: i + 1}, begin: i, head: -1, partOf: -1}
	if next < len(numbers) && numbers[next].Begin <= i && s.age(i+1) == 0 {
		return c, false
	}
	if s.form(i+1) == "of" {
		return c, false
	}
	for k := range s.terms {
		if t := &s.terms[k]; t.First < i && i < t.End {
			return c, false // "fell as a martyr"
		}
	}
	if s.in(i-1, s.sets.Without) {
		return c, false // "not a single civilian was hurt"
	}
	s.phrase(&c, i+1)
	if c.class != people || c.headTerm != nil && c.head < 0 {
		return c, false
	}
	if s.form(c.head+1) == "-" && !s.d.Is(c.head+1, annotate.Spaced) {
		return c, false // "a rebel-held town"
	}
	if hasTag(c.tags, "nation:yes") && s.d.Is(c.head+1, annotate.Alpha) && s.grammar(c.head+1) == 0 && s.term(c.head+1) == nil && !s.inDate(c.head+1) {
		return c, false // "a Syrian gas field"
	}
	if next := c.head + 1; c.end == next && next < s.span.End && next < len(s.d.Tags) && (s.d.Tags[next] == lexicon.NN || s.d.Tags[next] == lexicon.NNS) &&
		!s.d.Is(next, annotate.Capital) && s.grammar(next) == 0 && s.term(next) == nil && s.lex.People.Of(s.d.Words[next])&^lexicon.Thing == 0 && !s.inDate(next) {
		return c, false // "a rebel bastion"
	}
	if n := s.lex.People.Of(s.d.Words[c.head]); n&lexicon.Singular == 0 || len(c.tags) > 5 && c.tags[:5] == "unit:" && s.form(c.head) != "body" {
		return c, false
	}
	return c, true
}
