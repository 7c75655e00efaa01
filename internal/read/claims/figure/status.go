package figure

import (
	"slices"
	"strings"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// statuses tells how the text stands to each figure.
func (a *assembler) statuses() {
	for i := range a.all {
		a.out[i].Status = a.status(i)
	}
	a.disputes()
	for i := range a.all {
		// a part is no surer than its whole
		if p := a.all[i].partOf; p >= 0 && a.out[i].Status == sayso.Asserted && a.all[p].sentence == a.all[i].sentence {
			a.out[i].Status = a.out[p].Status
		}
	}
}

func (a *assembler) stance(i int) lexicon.Stance {
	if i < 0 || i >= len(a.d.Words) || a.month(i) {
		return 0
	}
	return a.d.Lex.Stances.Of(a.d.Words[i])
}

// readMoods notes which stances the words of each sentence have, so that what asks
// for one passes over the sentences without it.
func (a *assembler) readMoods() {
	a.moods = make([]lexicon.Stance, len(a.d.Sentences))
	for k := range a.moods {
		for _, w := range a.d.Words[a.d.Sentences[k].First:a.d.Sentences[k].End] {
			a.moods[k] |= a.d.Lex.Stances.Of(w)
		}
	}
}

// month reports whether token i is the month that looks like a modal: "from 7 May
// to 27,500 on 14 May".
func (a *assembler) month(i int) bool {
	return a.d.Is(i, annotate.Capital) && a.form(i) == "may" && (a.d.Is(i-1, annotate.Digit) || a.d.Is(i+1, annotate.Digit) || !a.d.Is(i, annotate.Starts))
}

// status reads mood and hedges around the figure's term.
func (a *assembler) status(i int) sayso.Status {
	f := &a.all[i]
	s := a.d.Sentences[f.sentence].Range
	if a.denied(i) {
		return sayso.Denied
	}
	if a.dismissed(f) {
		return sayso.Disputed
	}
	t := f.count.link.term
	if !s.Has(t.First) {
		return sayso.Asserted
	}
	if a.demanded(f) {
		return sayso.Planned
	}
	if a.supposed(s, f) {
		return sayso.Hypothetical
	}
	if a.unverified(s, f) {
		return sayso.Possible
	}
	if f.count.link.rule == "noun-of" && a.scheduled(f) {
		return sayso.Planned
	}
	if a.question(s) {
		return sayso.Possible
	}
	if a.stance(f.count.begin-2)&lexicon.MakesPossible != 0 && a.form(f.count.begin-1) == "be" {
		return sayso.Possible // "there could be | up to 20 under the ruins"
	}
	if t.End <= f.count.begin && a.toRise(t.End, f) {
		return sayso.Possible
	}
	for j := t.First - 1; j >= s.First && j >= t.First-8; j-- {
		stance := a.stance(j)
		switch {
		case f.count.words.Has(j), j < f.count.begin && f.count.end <= t.First:
			// before a subject: only what stands between it and the term tells
			return sayso.Asserted
		case stance&lexicon.MakesPossible != 0 && a.verbOf(j, t):
			return sayso.Possible
		case stance&lexicon.Plans != 0 && a.leadsTo(j, t):
			return sayso.Planned
		}
		g := a.grammar(j)
		if g&(lexicon.ClauseOpener|lexicon.Relative|lexicon.Say) != 0 && g&(lexicon.Preposition|lexicon.Determiner) == 0 {
			return sayso.Asserted
		}
	}
	return sayso.Asserted
}

// unverified reports whether the figure is told as what could not be confirmed:
// "was unable to verify reports that | 20 fighters were killed".
func (a *assembler) unverified(s annotate.Range, f *found) bool {
	for j := f.count.begin - 1; j > f.count.begin-8 && j >= s.First; j-- {
		if !a.in(j, a.sets.Verify) {
			continue
		}
		for k := j - 1; k > j-5 && k >= s.First; k-- {
			if a.grammar(k)&lexicon.Negation != 0 || a.in(k, a.sets.Unable) {
				return true
			}
		}
	}
	return false
}

// scheduled reports whether a noun for what happens to people is said to be meant for
// later: "an exchange of 1,000 prisoners | is planned".
func (a *assembler) scheduled(f *found) bool {
	s := a.d.Sentences[f.sentence]
	for j := f.count.end; j < f.count.end+8 && j+1 < s.End; j++ {
		if g := a.grammar(j); g&lexicon.Be != 0 && g&lexicon.Possessive == 0 {
			return a.in(j+1, a.sets.Scheduled)
		}
	}
	return false
}

// demanded reports whether a noun names what is only asked for: "demand the release
// of 45 students", "called for the evacuation of 200".
func (a *assembler) demanded(f *found) bool {
	if f.count.link.rule != "noun-of" {
		return false
	}
	j := f.count.link.term.First - 1
	for j > 0 && (a.grammar(j)&(lexicon.Determiner|lexicon.Possessive) != 0 || a.in(j, a.sets.Demanded)) {
		j--
	}
	return a.stance(j)&lexicon.Plans != 0
}

// toRise reports whether a toll is said to rise to the number, not to stand at
// it: "the toll could pass 20", "is expected to reach 20".
func (a *assembler) toRise(from int, f *found) bool {
	if f.count.link.rule != "toll-to" {
		return false
	}
	if a.form(f.count.begin-1) == "reach" || a.form(f.count.begin-1) == "to" {
		for j := f.count.link.term.First - 1; j > from-10 && j >= a.d.Sentences[f.sentence].First; j-- {
			if a.stance(j)&lexicon.Expects != 0 && annotate.IsVerb(a.tag(j)) {
				return true // "expect the number of displaced to reach 80,000"
			}
		}
	}
	for j := from; j < f.count.begin; j++ {
		if a.stance(j)&(lexicon.MakesPossible|lexicon.Expects) != 0 && !annotate.IsNoun(a.tag(j)) {
			return true
		}
	}
	return false
}

// verbOf reports whether the word at j belongs to the verb group of the term:
// "may have killed", "feared dead"; not "may rise after 12 were killed".
func (a *assembler) verbOf(j int, t annotate.Range) bool {
	for k := j + 1; k < t.First; k++ {
		if g := a.grammar(k); g&(lexicon.Be|lexicon.Have|lexicon.Adverb|lexicon.Negation|lexicon.Get|lexicon.Hedge) == 0 && a.form(k) != "to" && a.form(k) != "have" {
			return false
		}
	}
	return true
}

// leadsTo reports whether a plan at j is a plan for the term: "plotted to kill",
// "threatened to execute".
func (a *assembler) leadsTo(j int, t annotate.Range) bool {
	for k := j + 1; k < t.First; k++ {
		if form := a.form(k); form == "to" {
			return k >= t.First-3
		}
		if a.grammar(k)&lexicon.Be != 0 {
			return false
		}
	}
	return false
}

// supposed reports whether the figure stands in or under a condition, or in what
// is played through: "if the dam broke, 12 villagers would die", "the drill assumed
// 400 casualties".
func (a *assembler) supposed(s annotate.Range, f *found) bool {
	would, condition, played, assumed := false, false, false, false
	for j := s.First; j < s.End; j++ {
		w := a.d.Words[j]
		t := f.count.link.term
		would = would || j < t.First && t.First-j < 5 && a.form(j) == "would"
		condition = condition || a.sets.Condition.Has(w)
		played = played || a.sets.Played.Has(w)
		assumed = assumed || a.sets.Assumes.Has(w)
	}
	return would && condition || played && assumed
}

// denied reports whether the figure is told as what somebody denies: "denied
// killing 12 people", "denied reports that 12 people were killed".
func (a *assembler) denied(i int) bool {
	f := &a.all[i]
	number := a.out[i].Number
	mood := a.moods[f.sentence]
	byCue := mood&(lexicon.Denies|lexicon.Disputes) != 0 && a.index.contents.near(sayso.Span{Start: number.Start, End: number.Start + 1}, func(k int) bool {
		s := &a.said[k]
		if !a.holds(s, number) || len(s.Cue) == 0 {
			return false
		}
		for j := a.d.Sentences[f.sentence].First; j < a.d.Sentences[f.sentence].End; j++ {
			denies := a.stance(j)&lexicon.Denies != 0 || a.stance(j)&lexicon.Disputes != 0 && a.countBetween(j, f.count.begin)
			if denies && s.Cue[0].Overlaps(a.d.Tokens[j].Span()) && j < f.count.begin && a.directly(j, f) {
				return true
			}
		}
		return false
	})
	if byCue || a.negated(f) || mood&lexicon.NamesCount != 0 && a.branded(f) || a.calledFalse(f) {
		return true
	}
	t := f.count.link.term
	for j := t.First - 1; mood&lexicon.Denies != 0 && j >= t.First-7 && j >= a.d.Sentences[f.sentence].First; j-- {
		if a.stance(j)&lexicon.Denies != 0 {
			return a.directly(j, f)
		}
	}
	return false
}

// countBetween reports whether a figure is named between a verb and its number:
// "disputed the league's figure of 40 dead" gives nobody's 40, least of all that
// of who disputes it.
func (a *assembler) countBetween(j, number int) bool {
	for n := number - 1; n > j && n >= number-4; n-- {
		if a.stance(n)&lexicon.NamesCount != 0 {
			return a.form(n+1) == "of" || a.form(n+1) == "that"
		}
	}
	return false
}

// branded reports whether reports of the figure are called untrue: "calls reports
// of 21 dead fabrications".
func (a *assembler) branded(f *found) bool {
	s := a.d.Sentences[f.sentence]
	calls := false
	for j := f.count.begin - 1; j >= s.First && j > f.count.begin-8 && !calls; j-- {
		calls = a.in(j, a.sets.Calls) && a.countBetween(j, f.count.begin)
	}
	if !calls {
		return false
	}
	for j := f.count.end; j < s.End && j < f.count.end+14; j++ {
		if a.in(j, a.sets.Untrue) {
			return true
		}
	}
	return false
}

// calledFalse reports whether the text says that what it was told is not so: "there
// is no evidence for that" behind the figure, "This is false." as the next sentence.
func (a *assembler) calledFalse(f *found) bool {
	s := a.d.Sentences[f.sentence]
	for j := f.count.end; j+1 < s.End; j++ {
		if a.form(j) == "no" && a.in(j+1, a.sets.Evidence) && a.form(j-1) != "with" {
			return true
		}
	}
	if f.sentence+1 == len(a.d.Sentences) {
		return false
	}
	next := a.d.Sentences[f.sentence+1]
	if next.Block != s.Block || next.Len() > 8 {
		return false
	}
	if a.form(next.First) == "the" && a.form(next.First+1) == "correct" && a.in(next.First+2, a.sets.Figure) {
		return true // "The correct number is 15."
	}
	if f := a.form(next.First); f != "this" && f != "that" && f != "it" {
		return false
	}
	for j := next.First + 1; j < next.End; j++ {
		if a.in(j, a.sets.Untrue) {
			return true
		}
		if a.grammar(j)&(lexicon.Be|lexicon.Adverb) == 0 && a.form(j) != "simply" && a.form(j) != "a" {
			return a.form(j) == "not" && a.form(j+1) == "true"
		}
	}
	return false
}

// negated reports whether the number itself is said not to be: "there were not
// 17 dead", "not 17 people were killed". "Not more than 17" is a bound, and "if
// not 17" a larger one.
func (a *assembler) negated(f *found) bool {
	begin := f.count.words.First
	if begin != f.count.begin || f.count.article() {
		return false
	}
	if a.form(begin-1) == "no" && f.count.number.Low > 1 {
		return true // "There are no 500 dead"
	}
	if a.form(begin-1) != "not" {
		return false
	}
	return !a.in(begin-2, a.sets.NotDenied)
}

// directly reports whether nothing between the denial at j and the figure makes
// it a thing that is granted: "denied bombing a mosque, which killed 12".
func (a *assembler) directly(j int, f *found) bool {
	for k := j + 1; k < f.count.begin; k++ {
		g := a.grammar(k)
		if g&lexicon.Relative != 0 && a.form(k) != "that" || g&lexicon.ClauseOpener != 0 && g&lexicon.Preposition == 0 || a.form(k) == "," || a.form(k) == "after" {
			return false
		}
		if a.form(k) == "in" && a.d.Lex.EventNouns.Has(a.d.Word(k+2)) {
			return false
		}
	}
	return true
}

// disputes marks the figures that a later sentence answers: "the army dismissed
// the toll as exaggerated". It answers the last tolls before it that are not its
// own speaker's, in the same sentence or up to some paragraphs back.
func (a *assembler) disputes() {
	for k := range a.d.Sentences {
		if a.moods[k]&(lexicon.Disputes|lexicon.Denies) == 0 || a.moods[k]&lexicon.NamesCount == 0 {
			continue
		}
		s := a.d.Sentences[k].Range
		at, noun := a.disputeAt(s)
		if at < 0 {
			continue
		}
		reach := disputeReach
		if a.stance(noun)&lexicon.Tells != 0 {
			reach = 1 // "rejected the accusation": of something told just now
		}
		category := a.aboutCategory(s)
		by := a.saidAt(at)
		a.answered(k, at, reach, func(i int) bool { return a.answers(noun, i) }, func(i int) bool {
			if category != sayso.NoCategory && a.out[i].Category != category && a.out[i].Category != sayso.KilledOrInjured {
				return false
			}
			if a.out[i].Status == sayso.Asserted {
				a.out[i].Status = sayso.Disputed
			}
			if by != 0 && by != a.out[i].Attribution && a.out[i].Status == sayso.Disputed && !slices.Contains(a.out[i].DisputedBy, by) {
				a.out[i].DisputedBy = append(a.out[i].DisputedBy, by)
			}
			return true
		})
	}
}

// answered calls note for the figures that what sentence k says at a token may
// answer: those of the last sentence before it, within reach, of which note took
// one.
func (a *assembler) answered(k, at, reach int, may, note func(i int) bool) {
	sentence := -1
	for i := len(a.all) - 1; i >= 0; i-- {
		f := &a.all[i]
		if f.sentence > k || f.sentence == k && f.count.begin > at || k-f.sentence > reach || !may(i) {
			continue
		}
		if sentence >= 0 && f.sentence != sentence {
			return
		}
		if note(i) {
			sentence = f.sentence
		}
	}
}

// saidAt is the ID of the attribution whose cue holds the token at j; 0 = none.
func (a *assembler) saidAt(j int) int {
	for k := range a.said {
		for _, cue := range a.said[k].Cue {
			if cue.Overlaps(a.d.Tokens[j].Span()) {
				return a.said[k].ID
			}
		}
	}
	return 0
}

// disputeReach is how many sentences back a dispute can answer.
const disputeReach = 8

// disputeAt is the token of a verb of dispute whose object is a figure: "rejected
// the figure", "disputed that toll"; -1 where there is none.
func (a *assembler) disputeAt(s annotate.Range) (verb, noun int) {
	for j := s.First; j < s.End; j++ {
		if a.stance(j)&(lexicon.Disputes|lexicon.Denies) == 0 {
			continue
		}
		if t := a.tag(j); !annotate.IsVerb(t) && a.stance(j)&lexicon.Denies == 0 {
			continue
		}
		definite := false
		for n := j + 1; n < j+8 && n < s.End; n++ {
			g := a.grammar(n)
			definite = definite || g&(lexicon.Determiner|lexicon.Possessive|lexicon.Pronoun) != 0 || a.form(n) == "'s" || a.form(n) == "’s"
			if a.stance(n)&lexicon.NamesCount != 0 && definite {
				if a.form(n+1) == "that" || a.form(n+1) == "of" && a.d.Is(n+2, annotate.Alpha) && !annotate.IsNoun(a.tag(n+2)) {
					break
				}
				return j, n
			}
			if g&(lexicon.ClauseOpener|lexicon.Relative) != 0 && g&(lexicon.Preposition|lexicon.Determiner) == 0 {
				break
			}
		}
		// "the toll was disputed by", "called the figure exaggerated", "61 deaths,
		// a claim the agency rejected"
		for n := j - 1; n > j-8 && n >= s.First; n-- {
			if a.stance(n)&lexicon.NamesCount == 0 {
				continue
			}
			if a.grammar(n-1)&(lexicon.Determiner|lexicon.Possessive) != 0 && a.passiveGap(n+1, j) || a.form(n-2) == "," && a.counted(s, n) && a.answeredBy(n+1, j) {
				return j, n
			}
		}
	}
	return -1, -1
}

// answers reports whether figure i can be what the noun of a dispute is about:
// "the residents' claims" are nobody else's.
func (a *assembler) answers(noun, i int) bool {
	if f := a.form(noun - 1); f != "'s" && f != "’s" && f != "'" && f != "’" {
		return true
	}
	if a.grammar(noun-2)&lexicon.Pronoun != 0 {
		return true
	}
	whose := a.form(noun - 2)
	for _, name := range a.out[i].Chain {
		if strings.Contains(strings.ToLower(name), whose) {
			return true
		}
	}
	// "its spokesman, Tomas Reik": who speaks for the body gives the body's count
	for k := range a.said {
		if s := &a.said[k]; s.ID == a.out[i].Attribution && s.Speaker != nil {
			role := strings.ToLower(s.Speaker.Role)
			return strings.Contains(role, whose) || strings.HasPrefix(role, "its ") || strings.HasPrefix(role, "their ")
		}
	}
	return false
}

// dismissed reports whether the figure is what a report says that somebody
// disputes: "rejected reports in local media that the dead numbered 90".
func (a *assembler) dismissed(f *found) bool {
	if m := a.moods[f.sentence]; m&lexicon.NamesCount == 0 || m&(lexicon.Disputes|lexicon.Denies) == 0 {
		return false
	}
	s := a.d.Sentences[f.sentence]
	j := f.count.begin - 1
	for j > s.First && a.form(j) != "that" && j > f.count.begin-12 {
		if a.grammar(j)&lexicon.Say != 0 {
			return false
		}
		j--
	}
	if a.form(j) != "that" {
		return false
	}
	reports := false
	for k := j - 1; k >= s.First && k > j-14; k-- {
		stance := a.stance(k)
		reports = reports || stance&lexicon.NamesCount != 0 && k > j-6
		if reports && stance&(lexicon.Disputes|lexicon.Denies) != 0 && annotate.IsVerb(a.tag(k)) {
			return true
		}
		if g := a.grammar(k); g&(lexicon.ClauseOpener|lexicon.Relative) != 0 && g&(lexicon.Preposition|lexicon.Determiner) == 0 && a.form(k) != "as" {
			return false
		}
	}
	return false
}

// counted reports whether a figure stands in the range before token i, for what
// stands there to be about it: "he accused the army of storing fuel, a claim that
// the ministry rejected" is about none.
func (a *assembler) counted(s annotate.Range, i int) bool {
	for k := range a.all {
		if c := &a.all[k].count; s.Has(c.begin) && c.end <= i {
			return true
		}
	}
	return false
}

// answeredBy reports whether what stands between two tokens is who disputes: "a
// claim | that the country's army | rejected".
func (a *assembler) answeredBy(from, to int) bool {
	if f := a.form(from); f == "that" || f == "which" {
		from++
	}
	for k := from; k < to; k++ {
		if g := a.grammar(k); annotate.IsVerb(a.tag(k)) && g&(lexicon.Have|lexicon.Adverb) == 0 || a.d.Is(k, annotate.Punct) {
			return false
		}
	}
	return to > from
}

func (a *assembler) passiveGap(from, to int) bool {
	be := false
	for k := from; k < to; k++ {
		g := a.grammar(k)
		if g&(lexicon.Be|lexicon.Have|lexicon.Adverb) == 0 && a.form(k) != "as" {
			return false
		}
		be = be || g&lexicon.Be != 0 || a.form(k) == "as"
	}
	return be
}

// aboutCategory is what the disputed count is of, where the sentence says so:
// "the death toll".
func (a *assembler) aboutCategory(s annotate.Range) sayso.Category {
	for j := s.First; j < s.End; j++ {
		if n, id := a.d.Lex.Casualties.Match(a.d.Words[j:s.End]); n > 0 {
			for _, r := range a.d.Lex.Casualties.Terms[id] {
				if r.Voice&lexicon.Toll != 0 && n > 1 {
					return r.Category
				}
			}
		}
	}
	return sayso.NoCategory
}

// voices notes who is said to confirm a figure told before: "A doctor confirmed
// the toll." It belongs to the figures of the sentence it answers.
func (a *assembler) voices() {
	for k := range a.d.Sentences {
		if a.moods[k]&lexicon.Confirms == 0 || a.moods[k]&lexicon.NamesCount == 0 {
			continue
		}
		s := a.d.Sentences[k].Range
		at, name := a.confirmation(s)
		if at < 0 {
			continue
		}
		a.answered(k, at, confirmReach, func(int) bool { return true }, func(i int) bool {
			if !slices.Contains(a.out[i].Chain, name) {
				a.out[i].Voices = append(a.out[i].Voices, name)
			}
			return true
		})
	}
}

// confirmReach is how many sentences back a confirmation can answer.
const confirmReach = 4

// confirmation is the verb by which somebody confirms a count named before, and
// who: "a doctor at the hospital confirmed the toll".
func (a *assembler) confirmation(s annotate.Range) (int, string) {
	for j := s.First + 1; j < s.End; j++ {
		if a.stance(j)&lexicon.Confirms == 0 || !annotate.IsVerb(a.tag(j)) {
			continue
		}
		for n := j + 1; n < j+5 && n < s.End; n++ {
			if a.stance(n)&lexicon.NamesCount != 0 && a.grammar(n-1)&lexicon.Determiner != 0 || a.stance(n)&lexicon.NamesCount != 0 && a.form(n-1) == "death" {
				if name := a.sourceFrom(s.First, j); name != "" {
					return j, name
				}
			}
		}
		// "the toll was confirmed by a doctor"
		if a.form(j+1) == "by" || a.form(j+1) == "to" {
			for n := s.First; n < j; n++ {
				if a.stance(n)&lexicon.NamesCount != 0 && a.passiveGap(n+1, j) {
					if name := a.sourceFrom(j+2, s.End); name != "" {
						return j, name
					}
				}
			}
		}
	}
	return -1, ""
}
