package figure

import (
	"sort"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// ownTimes gives each figure the time expression of its own sentence that tells
// when it happened, not when it was said.
func (a *assembler) ownTimes() {
	for i := range a.all {
		f := &a.all[i]
		s := a.d.Sentences[f.sentence].Range
		if f.undated = a.unearthed(f); f.undated {
			continue
		}
		best := 1 << 20
		for k := a.firstDate(s.First); k < len(a.d.Dates) && a.d.Dates[k].First < s.End; k++ {
			date := &a.d.Dates[k]
			if date.Dateline || a.saidThen(i, date) && !(date.Kind == annotate.SpanDate && a.sinceClause(f, date)) || (a.modifies(date) || a.superlative(date.First)) && !a.whenClause(f, date) || a.risen(date) ||
				f.count.link.category != sayso.Detained && a.triedOn(date) {
				continue
			}
			if f.count.link.rule == "compared" && date.First < f.count.end {
				continue
			}
			if date.Kind == annotate.SinceDate && a.heldSince(f, date) || a.ofPart(i, date) {
				continue
			}
			if f.count.link.rule == "toll-to" && date.Range.End <= f.count.link.term.First && a.risesBetween(date.Range.End, f.count.begin) || f.count.link.rule == "toll-to" && (a.form(date.First-1) == "by" || a.form(date.First-2) == "by" && a.form(date.First-1) == "the") {
				continue // "On Friday the office raised its toll | to 51"
			}
			if f.count.link.rule == "predicate-adjective" && f.count.link.category == sayso.Injured && date.First >= f.count.link.term.End {
				continue // "two remained in critical condition | on Friday"
			}
			if date.Kind == annotate.SinceDate && a.happenedAt(f, date) {
				f.day, best = date, 0 // "the worst since 2019, when 312 died in four days"
				break
			}
			if score := a.timeDistance(f, date); score < best {
				best, f.day = score, date
			}
		}
		if best > 60 {
			f.day = nil
		}
		if f.day == nil && i > 0 && a.samePeriod(f) {
			f.day = a.all[i-1].day
		}
		if year := a.eventOfYear(f); year != nil {
			f.day, f.yearOf = year, true
			continue
		}
		if f.day != nil && a.toCome(f) {
			f.day = a.coming(f.day)
		}
		if f.day != nil && a.happenedThen(f) {
			f.day, f.yearOf = a.closed(f.day), true
		}
	}
}

// samePeriod reports whether the figure's sentence opens with the time that was told
// before: "In the same period | 13 died".
func (a *assembler) samePeriod(f *found) bool {
	first := a.d.Sentences[f.sentence].First
	return a.form(first+2) == "same" && a.form(first) == "in" && a.in(first+3, a.sets.Stretch)
}

// ofPart reports whether the date stands right behind a part of figure i and tells of
// it: "240 have died, the council says, 61 of them in | September alone".
func (a *assembler) ofPart(i int, date *annotate.Date) bool {
	for k := i + 1; k < len(a.all) && a.all[k].sentence == a.all[i].sentence; k++ {
		if p := &a.all[k]; p.partOf == i && p.count.end <= date.First && date.First <= p.count.end+2 && p.count.ofThem {
			return true
		}
	}
	return false
}

// unearthed reports whether the figure is of bodies that were dug up: those died long
// before.
func (a *assembler) unearthed(f *found) bool {
	t := f.count.link.term
	if !hasTag(a.d.Lex.People.Tags(a.d.Word(t.End-1)), "unit:bodies") && a.form(t.First) != "remains" {
		return false
	}
	for s, j := a.d.Sentences[f.sentence], a.d.Sentences[f.sentence].First; j < s.End; j++ {
		if a.in(j, a.sets.Unearths) {
			return true
		}
	}
	return false
}

// coming is the date, where it is a weekday, a week later: "will be freed | on
// Thursday".
func (a *assembler) coming(date *annotate.Date) *annotate.Date {
	if date.Precision == "month" && date.Kind == annotate.SpanDate && date.Range.Len() == 1 && date.To != annotate.NoDay && date.To < a.d.Published {
		next := *date // "planned for June", told in May
		year, month, _ := date.From.Date()
		next.From, next.To = annotate.Civil(year+1, month, 1), annotate.Civil(year+1, month+1, 1)-1
		return &next
	}
	if date.Kind != annotate.DayDate || date.Relative || date.From == annotate.NoDay || date.From > a.d.Published || a.d.Lex.Times.Of(a.d.Words[date.First]).Kind != lexicon.Weekday || date.Range.Len() > 2 {
		return date
	}
	next := *date
	next.From, next.To = date.From+7, date.To+7
	return &next
}

// toCome reports whether the figure's clause tells what is still to happen: "will
// be freed", "are to swap 200 prisoners".
func (a *assembler) toCome(f *found) bool {
	if f.count.link.modal && a.future(f) || f.count.link.rule == "noun-of" && a.scheduled(f) {
		return true
	}
	s := a.d.Sentences[f.sentence]
	t := f.count.link.term
	if !s.Has(t.First) {
		return false
	}
	for j := max(t.First, f.count.begin) - 1; j >= s.First && j > t.First-8; j-- {
		switch form := a.form(j); {
		case form == "to" && (a.tag(j+1) == lexicon.VB || a.tag(j+1) == lexicon.NN) && (a.form(j-1) == "are" || a.form(j-1) == "is"):
			return true
		case form == "due" && a.form(j+1) == "to", form == "will" && a.tag(j+1) == lexicon.VB:
			return true
		case a.d.Is(j, annotate.Punct), a.grammar(j)&(lexicon.Relative|lexicon.ClauseOpener) != 0 && a.grammar(j)&lexicon.Preposition == 0:
			return false
		}
	}
	return false
}

// happenedThen reports whether the figure is of what happened at a date that
// something else has been since: "the worst since 2019, when | 312 people died";
// but not "since January 9, when it began, | 231 people have died".
func (a *assembler) happenedThen(f *found) bool { return a.happenedAt(f, f.day) }

func (a *assembler) happenedAt(f *found, date *annotate.Date) bool {
	return date.Kind == annotate.SinceDate && a.whenClause(f, date)
}

// superlative reports whether what stands before token i is the largest of its kind
// within a time: "the biggest swap | this year".
func (a *assembler) superlative(i int) bool {
	for j := i - 1; j > i-5 && j >= 0 && !a.d.Is(j, annotate.Punct); j-- {
		if a.in(j, a.sets.Superlative) {
			return true
		}
	}
	return false
}

// whenClause reports whether the figure stands in a clause of what happened at the
// date: "more than in 2029, when | 815 were killed".
func (a *assembler) whenClause(f *found, date *annotate.Date) bool {
	j := date.Range.End
	if a.form(j) == "," {
		j++
	}
	if a.form(j) != "when" || f.count.begin < j {
		return false
	}
	for ; j < f.count.begin; j++ {
		if a.d.Is(j, annotate.Punct) {
			return false
		}
	}
	return true
}

// closed is the date itself of an open stretch: of "since 2019" the year.
func (a *assembler) closed(open *annotate.Date) *annotate.Date {
	date := *open
	year, month, day := date.From.Date()
	date.Kind, date.To, date.Precision = annotate.SpanDate, annotate.Civil(year, 12, 31), "year"
	for i := date.First; i < date.Range.End; i++ {
		if a.d.Lex.Times.Of(a.d.Words[i]).Kind == lexicon.Month && date.Precision == "year" {
			date.To, date.Precision = annotate.Civil(year, month+1, 1)-1, "month"
		}
		if n, err := strconv.Atoi(a.d.Form(i)); err == nil && n == day {
			date.Kind, date.To, date.Precision = annotate.DayDate, date.From, "day"
			break
		}
	}
	return &date
}

// firstDate is the index of the first date that ends after token i.
func (a *assembler) firstDate(i int) int {
	lo, hi := 0, len(a.d.Dates)
	for lo < hi {
		if mid := (lo + hi) / 2; a.d.Dates[mid].Range.End <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// modifies reports whether the date only tells which thing is meant: "the 2011
// uprising", "a Friday prayer" (but "the Saturday strike" tells when).
func (a *assembler) modifies(date *annotate.Date) bool {
	if date.Precision == "year" && a.grammar(date.First-1)&lexicon.Determiner != 0 || a.asOf(date) {
		return true
	}
	if a.form(date.First-2) == "born" || a.form(date.First-1) == "ago" {
		return true // "a girl born in 2024"; "sixty years ago | this week"
	}
	return a.compares(date)
}

// eventOfYear is the year by which an event is named of whose dead the figure is:
// "the 2029 bombing of the court, in which | 42 died"; nil where there is none.
func (a *assembler) eventOfYear(f *found) *annotate.Date {
	first := a.d.Sentences[f.sentence].First
	for j := f.count.end; j < f.count.end+4; j++ {
		if a.form(j) == "in" && (a.form(j+1) == "a" || a.form(j+1) == "the") {
			if day := a.yearOfEvent(j + 2); day != nil {
				return day // "the deaths of 23 inmates in a 2028 riot"
			}
		}
	}
	if f.day == nil && (a.grammar(first)&lexicon.Determiner != 0 || a.form(first) == "a") && f.count.begin > first+2 {
		if day := a.yearOfEvent(first + 1); day != nil {
			return day // "A 2024 explosion at the pit killed 33"
		}
	}
	relative := false
	for j := f.count.begin - 1; j > first && j > f.count.begin-16; j-- {
		switch a.form(j) {
		case "which", "that", "where":
			relative = relative || j > f.count.begin-5
		}
		if relative && a.grammar(j-1)&lexicon.Determiner != 0 {
			if day := a.yearOfEvent(j); day != nil {
				return day
			}
		}
	}
	return nil
}

// yearOfEvent is the year at token i, where an event is named by it: "2029 bombing".
func (a *assembler) yearOfEvent(i int) *annotate.Date {
	if i >= len(a.d.Tokens) || len(a.d.Form(i)) != 4 || !a.d.Lex.EventNouns.Has(a.d.Word(i+1)) && !a.d.Lex.EventNouns.Has(a.d.Word(i+2)) {
		return nil
	}
	year, err := strconv.Atoi(a.d.Form(i))
	if err != nil || year < 1800 || year > 2100 {
		return nil
	}
	return &annotate.Date{Range: annotate.Range{First: i, End: i + 1}, Kind: annotate.SpanDate, From: annotate.Civil(year, 1, 1), To: annotate.Civil(year, 12, 31), Precision: "year"}
}

// asOf reports whether the date tells up to when was counted: "as of | 3 November".
func (a *assembler) asOf(date *annotate.Date) bool {
	for j := date.First - 1; j > 0 && j > date.First-5; j-- {
		if a.form(j) == "by" {
			return true // "had died by the end of | 2030"
		}
		if a.form(j) == "of" {
			if a.form(j-1) == "end" {
				continue
			}
			return a.form(j-1) == "as"
		}
		if !a.in(j, a.sets.AsOf) {
			return false
		}
	}
	return false
}

// compares reports whether the date is what another stretch is held against: "in
// the same period | last year".
func (a *assembler) compares(date *annotate.Date) bool {
	for j := date.First - 1; j >= 0 && j > date.First-5; j-- {
		if f := a.form(j); f == "same" || f == "than" {
			return true
		}
		if !a.in(j, a.sets.Stretch) {
			return false
		}
	}
	return false
}

func (a *assembler) grammar(i int) lexicon.Grammar {
	if i < 0 || i >= len(a.d.Words) {
		return 0
	}
	if a.d.Is(i, annotate.Upper) && !a.d.Is(i-1, annotate.Upper) && !a.d.Is(i+1, annotate.Upper) {
		return 0
	}
	return a.d.Lex.FunctionWords.Of(a.d.Words[i])
}

// in reports whether token i is in the set.
func (a *assembler) in(i int, set lexicon.Set) bool { return set.Has(a.d.Word(i)) }

func (a *assembler) form(i int) string {
	if i < 0 || i >= len(a.d.Words) {
		return ""
	}
	if w := a.d.Words[i]; w != 0 {
		return a.d.Lex.Form(w)
	}
	return a.d.Form(i)
}

// timeDistance tells how far a date is from what it may date: tokens between,
// and more for every border of a clause and every other figure's term.
func (a *assembler) timeDistance(f *found, date *annotate.Date) int {
	first, end := f.count.begin, f.count.end
	if t := f.count.link.term; f.count.link.direct && t.First >= a.d.Sentences[f.sentence].First && t.First < a.d.Sentences[f.sentence].End {
		first, end = min(first, t.First), max(end, t.End)
	}
	begin, last := a.inSentence(f.sentence)
	from, to := end, date.First
	score, parted := 0, false
	if date.Range.End <= first {
		from, to = date.Range.End, first
		score += 4
	}
	for j := from; j < to; j++ {
		score++
		g := a.grammar(j)
		switch form := a.form(j); {
		case form == ";" || form == `"` || form == "”":
			score += 12
			parted = parted || form == ";"
		case g&lexicon.Relative != 0 && form != "that":
			score += 10
		case g&lexicon.ClauseOpener != 0 && form != "when" && form != "after" && form != "as":
			score += 8
		}
		for k := begin; k < last; k++ {
			if o := &a.all[k]; o.count.link.direct && o.count.link.term.First == j && o.count.link.term != f.count.link.term {
				score += 6
				if parted {
					score += 50 // "4 were detained; 2 were released on Friday"
				}
			}
		}
	}
	if date.From == annotate.NoDay && date.Kind != annotate.VagueDate {
		score += 5
	}
	return score
}

// saidThen reports whether the date tells when the figure was said: it stands by
// the cue, outside what is said.
func (a *assembler) saidThen(i int, date *annotate.Date) bool {
	if a.behindSay(date) {
		return true
	}
	span := a.d.Span(date.Range)
	number := a.out[i].Number
	return a.index.contents.near(sayso.Span{Start: number.Start, End: number.Start + 1}, func(k int) bool {
		s := &a.said[k]
		if len(s.Cue) == 0 || !a.holds(s, number) || overlaps(s.Source, a.out[i].Term) {
			return false
		}
		cue := s.Cue[len(s.Cue)-1]
		if a.adverbial(cue) {
			return false
		}
		if inPieces(s.Content, span) {
			// "police said on Tuesday that 12 ...": never mind where the content begins
			if cue.End <= span.Start && span.Start-cue.End < 12 && a.onlyPreposition(cue.End, date.First) && !a.openAfter(date) {
				return true
			}
			return false
		}
		return s.Class == sayso.Speech && span.Start-cue.End < 90 && cue.Start-span.End < 60
	})
}

// risen reports whether the date tells when a toll came to its number, not when
// people died: "the toll rose to 40 | on Friday".
func (a *assembler) risen(date *annotate.Date) bool {
	if date.Kind == annotate.SinceDate {
		return false
	}
	for j := date.First - 1; j >= 0 && j > date.First-13 && !a.d.Is(j+1, annotate.Starts); j-- {
		g := a.grammar(j)
		switch {
		case a.form(j) == "deaths" || a.form(j) == "killings":
			return false // "brought the number of deaths | in November to 41"
		case g&lexicon.Rise != 0 || a.form(j) == "reached" || a.form(j) == "stood":
			return a.d.Is(j, annotate.Alpha) && a.tollBefore(j)
		case g&(lexicon.ClauseOpener|lexicon.Relative|lexicon.Say) != 0 && g&lexicon.Preposition == 0:
			return false
		}
	}
	return false
}

// heldSince reports whether an open date belongs to another verb than the figure's:
// "released 14 people | held since May".
func (a *assembler) heldSince(f *found, date *annotate.Date) bool {
	for j := date.First - 1; j > date.First-4 && j > f.count.end; j-- {
		if a.d.Lex.Times.Of(a.d.Words[j]).Kind == lexicon.OpenSince {
			if a.termAt(f, j-1) {
				return false // "64 people dead and 231 injured | since 14 June"
			}
			t := a.tag(j - 1)
			return (t == lexicon.VBN || t == lexicon.VBD) && !f.count.link.term.Has(j-1)
		}
	}
	return false
}

// termAt reports whether token i is in the term of a figure that stands in one list
// with f.
func (a *assembler) termAt(f *found, i int) bool {
	begin, last := a.inSentence(f.sentence)
	for k := begin; k < last; k++ {
		if c := &a.all[k].count; c.link.direct && c.link.term.Has(i) {
			return c.link.term.First == c.end && f.count.link.direct && f.count.link.term.First == f.count.end
		}
	}
	return false
}

// risesBetween reports whether a verb by which a toll comes to its number stands
// between two tokens.
func (a *assembler) risesBetween(from, to int) bool {
	for j := from; j < to; j++ {
		if a.grammar(j)&lexicon.Rise != 0 && annotate.IsVerb(a.tag(j)) {
			return true
		}
	}
	return false
}

// tollBefore reports whether a toll, or a word for one, stands before the verb at j.
func (a *assembler) tollBefore(j int) bool {
	for k := j - 1; k >= 0 && k > j-14 && !a.d.Is(k+1, annotate.Starts); k-- {
		if a.in(k, a.sets.RisenToll) {
			return true
		}
	}
	return false
}

// behindSay reports whether the date stands right behind a verb of saying: "said
// late on Tuesday", "told reporters on Friday".
func (a *assembler) behindSay(date *annotate.Date) bool {
	for j := date.First - 1; j >= 0 && j > date.First-5 && !a.d.Is(j+1, annotate.Starts); j-- {
		g := a.grammar(j)
		if g&lexicon.Say != 0 {
			return true
		}
		if !a.in(j, a.sets.AfterSay) {
			return false
		}
	}
	return false
}

// onlyPreposition reports whether nothing but "on", "late" stands between a byte
// and token i.
func (a *assembler) onlyPreposition(byteAt, i int) bool {
	for j := i - 1; j >= 0 && int(a.d.Tokens[j].Start) >= byteAt; j-- {
		g := a.grammar(j)
		if g&(lexicon.Preposition|lexicon.Adverb) == 0 && a.d.Lex.Times.Of(a.d.Words[j]).Kind == lexicon.NoTime {
			return false
		}
	}
	return true
}

// openAfter reports whether a statement begins right behind the date, with a
// number: "said Friday 12 people died" is left open.
func (a *assembler) openAfter(date *annotate.Date) bool { return false }

func inPieces(pieces []sayso.Span, span sayso.Span) bool {
	for _, p := range pieces {
		if p.Contains(span) {
			return true
		}
	}
	return false
}

// times gives each figure the day that its event or, failing that, the text
// around names.
func (a *assembler) times() {
	main, mainAt := a.mainDay()
	story := main // the day that "two days after" counts from
	long := a.longGone(main)
	for i := range a.all {
		f := &a.all[i]
		if f.day == nil && f.scope == sayso.Incident {
			for _, k := range long {
				if k > i && a.sameCount(i, k) {
					f.day = a.all[k].day
				}
			}
		}
		if f.undated {
			continue
		}
		if at, days, ok := a.earlier(f); ok {
			if f.day = nil; days > 0 && story != nil && story.Kind == annotate.DayDate && story.From != annotate.NoDay {
				day := story.From - annotate.Day(days)
				f.day = &annotate.Date{Range: at, Kind: annotate.DayDate, From: day, To: day, Precision: "day"}
				a.setWhen(i)
				if i == 0 && a.soFar(f) {
					main = f.day // "rescuers found two on Sunday, four days after a quake that has killed 90"
				}
			}
			continue
		}
		if f.count.link.rule == "compared" {
			if f.day == nil {
				f.day = a.yearBefore(i)
			}
			a.setWhen(i)
			continue
		}
		if f.day == nil {
			f.day = a.eventDay(i)
		}
		if f.day == nil && f.scope != sayso.Cumulative && f.sentence > mainAt+2 && a.soFar(f) {
			continue
		}
		if f.scope == sayso.Cumulative {
			if f.day == nil || f.day.Kind != annotate.SpanDate || f.day.Precision != "range" || f.day.To >= a.d.Published-longAgo || f.day.To == annotate.NoDay {
				f.day = a.tollStart(i)
			} // "60,000 died between 2016 and 2022"
			a.setWhen(i)
			continue
		}
		if f.day == nil && f.scope != sayso.Cumulative {
			f.day = a.neighbourDay(i)
			f.inheritedDay = true
		}
		if k := a.told(i - 1); f.day == nil && k >= 0 && a.follows(k, i) {
			f.day = a.all[k].day
		}
		if f.day == nil && f.scope == sayso.Incident && !a.item(i) {
			if f.day = main; main == nil && f.count.link.category == sayso.Detained && f.count.link.voice&(lexicon.Passive|lexicon.Active) != 0 {
				f.day = a.courtDay()
			}
		}
		a.setWhen(i)
	}
}

// longGone are the figures whose own day lies long before the text's: a headline's
// "jailed over ferry disaster that killed 112" is of the day in "112 drowned in
// March 2029".
func (a *assembler) longGone(main *annotate.Date) (out []int) {
	today := a.d.Published
	if today == annotate.NoDay && main != nil {
		today = main.From
	}
	for i := range a.all {
		d := a.all[i].day
		if d != nil && today != annotate.NoDay && d.To != annotate.NoDay && d.To < today-longPast && a.all[i].scope != sayso.Cumulative && len(out) < mostGone {
			out = append(out, i)
		}
	}
	return out
}

// sameCount reports whether two figures are one count that is no chance: "112
// killed" twice.
func (a *assembler) sameCount(i, k int) bool {
	x, y := &a.out[i], &a.out[k]
	return x.Category == y.Category && x.Low == y.Low && x.High == y.High && x.Low.N >= 5 && !a.otherTowns(a.all[i].place, a.all[k].place)
}

// mostGone bounds the work on texts that are lists of old happenings.
const mostGone = 20

// yearBefore is the time of the figure before, moved to the year that "the same
// period last year" names.
func (a *assembler) yearBefore(i int) *annotate.Date {
	if i == 0 || a.all[i-1].day == nil || a.all[i-1].day.From == annotate.NoDay {
		return nil
	}
	s := a.d.Sentences[a.all[i].sentence]
	for k := a.firstDate(a.all[i].count.end); k < len(a.d.Dates) && a.d.Dates[k].First < s.End; k++ {
		date := *a.all[i-1].day
		other := &a.d.Dates[k]
		if other.Precision != "year" || other.From == annotate.NoDay || !a.compares(other) {
			continue
		}
		from, m, first := date.From.Date()
		to, n, last := date.To.Date()
		year, _, _ := other.From.Date()
		if from != to || year >= from {
			return nil
		}
		date.Range, date.From, date.To, date.Kind = other.Range, annotate.Civil(year, m, first), annotate.Civil(year, n, last), annotate.SpanDate
		return &date
	}
	return nil
}

// told is the figure whose time and place go on behind figure i: the whole, where
// that is a part with a day or a place of its own.
func (a *assembler) told(i int) int {
	for i >= 0 && a.all[i].partOf >= 0 && a.all[i].partOf < i && a.all[i].count.link.direct && a.all[i].sentence != a.all[a.all[i].partOf].sentence {
		i = a.all[i].partOf
	}
	return i
}

// sinceClause reports whether the day is that of a clause which the figure counts
// from: "has killed 200 since it went on the offensive on Thursday".
func (a *assembler) sinceClause(f *found, date *annotate.Date) bool {
	s := a.d.Sentences[f.sentence]
	if date.Kind != annotate.DayDate && !(date.Kind == annotate.SpanDate && (date.Precision == "year" || date.Precision == "month")) || !s.Has(date.First) {
		return false
	}
	begin, last := a.inSentence(f.sentence)
	for j := date.First - 1; j >= f.count.end && j > date.First-16; j-- {
		for k := begin; k < last; k++ {
			if a.all[k].count.begin == j {
				return false // "since the fighting resumed and 12 were wounded on Friday"
			}
		}
		if a.d.Lex.Times.Of(a.d.Words[j]).Kind == lexicon.OpenSince {
			return true
		}
	}
	return false
}

// tollStart is the time from which a running toll counts, where the text says
// it: "since March 2011", "the war, which began in 2011, ... since then".
func (a *assembler) tollStart(i int) *annotate.Date {
	f := &a.all[i]
	if f.day != nil && (f.day.Kind == annotate.SinceDate || f.day.Kind == annotate.SpanDate && a.sinceClause(f, f.day)) {
		return f.day
	}
	k := f.sentence
	for back := 0; back < 2 && k-back >= 0; back++ {
		s := a.d.Sentences[k-back]
		if back > 0 && (s.Block != a.d.Sentences[k].Block || !a.pointsBack(k)) {
			break
		}
		for n := a.firstDate(s.First); n < len(a.d.Dates) && a.d.Dates[n].First < s.End; n++ {
			date := &a.d.Dates[n]
			if date.From == annotate.NoDay || date.Dateline || date.Kind == annotate.StretchDate {
				continue
			}
			if date.Kind == annotate.SinceDate || a.begins(s.Range, date) {
				return date
			}
		}
	}
	return nil
}

// pointsBack reports whether a sentence counts from what the one before tells:
// "Since then", "It has cost".
func (a *assembler) pointsBack(k int) bool {
	s := a.d.Sentences[k]
	for j := s.First; j < s.First+4 && j < s.End; j++ {
		if a.in(j, a.sets.PointsBack) {
			return true
		}
	}
	return false
}

// begins reports whether the sentence tells that something began at the date.
func (a *assembler) begins(s annotate.Range, date *annotate.Date) bool {
	for j := max(s.First, date.First-12); j < date.First; j++ {
		if a.in(j, a.sets.Begins) {
			return true
		}
	}
	return false
}

// saidDay is the day on which figure i was said: the day by its cue, else the
// first day by a cue in the text.
func (a *assembler) saidDay(i int) annotate.Day {
	s := a.d.Sentences[a.all[i].sentence]
	for n := a.firstDate(s.First); n < len(a.d.Dates) && a.d.Dates[n].First < s.End; n++ {
		if a.saysWhen(&a.d.Dates[n]) {
			return a.d.Dates[n].From
		}
	}
	if x := &a.index; !x.saidKnown {
		x.saidKnown, x.said = true, annotate.NoDay
		for n := range a.d.Dates {
			if a.saysWhen(&a.d.Dates[n]) {
				x.said = a.d.Dates[n].From
				break
			}
		}
	}
	return a.index.said
}

// saysWhen reports whether the date is a day on which something was said.
func (a *assembler) saysWhen(date *annotate.Date) bool {
	return date.Kind == annotate.DayDate && !date.Dateline && !date.Relative && date.From != annotate.NoDay && a.nearCue(date)
}

// eventDay is the first day that a figure of the same event names.
func (a *assembler) eventDay(i int) *annotate.Date {
	return a.sharedBy(i).day
}

// mainWithin is how many sentences behind the first figure may name its day.
const mainWithin = 5

// mainDay is the day of the happening that the text is about: what its first
// incident's figures name, else the first day in its first sentences.
func (a *assembler) mainDay() (day *annotate.Date, sentence int) {
	first, event := -1, 0
	for i := range a.all {
		if a.all[i].scope != sayso.Incident {
			continue
		}
		if first < 0 {
			first, event = a.all[i].sentence, a.event[i]
		}
		if a.all[i].sentence > first+2 {
			break
		}
		if a.event[i] != event && a.all[i].sentence > first+1 {
			continue
		}
		if d := a.eventDay(i); d != nil && d.Kind == annotate.DayDate {
			return d, first
		}
	}
	if first < 0 {
		return nil, 0
	}
	for k := 0; k <= first+mainWithin && k < len(a.d.Sentences); k++ {
		d := a.sentenceDay(k)
		if d != nil && (k >= first && k <= first+1 || d.From > a.d.Published-longPast || !a.hasFigure(k)) {
			return d, first
		}
	}
	return nil, first
}

// longPast is how many days before publication a day lies that is no news: figures
// of it are told beside what the text is about.
const longPast = 21

// soFar reports whether the figure tells how many it has come to, on no day: "have
// been arrested", "has counted 1,127 deaths".
func (a *assembler) soFar(f *found) bool {
	s := a.d.Sentences[f.sentence]
	c := &f.count
	if !c.link.direct {
		return false
	}
	if c.link.term.First >= c.end {
		for j := c.end; j < c.link.term.First; j++ {
			if form := a.form(j); form == "have" || form == "has" {
				return true
			}
		}
		return false
	}
	last := min(c.begin, c.link.term.First)
	for j := last - 1; j >= s.First && j > last-6; j-- {
		switch form := a.form(j); {
		case form == "have" || form == "has":
			return true
		case a.d.Is(j, annotate.Punct), a.grammar(j)&(lexicon.ClauseOpener|lexicon.Relative) != 0:
			return false
		}
	}
	return false
}

// neighbourDay is the day that the sentence before or behind names, where no
// figure of its own stands.
func (a *assembler) neighbourDay(i int) *annotate.Date {
	k := a.all[i].sentence
	if k > 0 && a.d.Sentences[k].Block == a.d.Sentences[k-1].Block && !a.hasFigure(k-1) {
		if d := a.sentenceDay(k - 1); d != nil {
			return d
		}
	}
	if k+1 < len(a.d.Sentences) && !a.hasFigure(k+1) && !a.parted(k, k+1) && (k < 3 || a.d.Sentences[k].Block == a.d.Sentences[k+1].Block) {
		return a.sentenceDay(k + 1)
	}
	return nil
}

func (a *assembler) hasFigure(k int) bool {
	first, end := a.inSentence(k)
	return first < end
}

// sentenceDay is the first day on which sentence k says that something happened.
func (a *assembler) sentenceDay(k int) *annotate.Date {
	s := a.d.Sentences[k]
	if a.byline(k) {
		return nil // a dateline tells when it was written
	}
	for n := a.firstDate(s.First); n < len(a.d.Dates) && a.d.Dates[n].First < s.End; n++ {
		date := &a.d.Dates[n]
		if date.Kind == annotate.DayDate && !date.Dateline && !date.Relative && date.From != annotate.NoDay && !a.nearCue(date) && !a.risen(date) && !a.background(date) && !a.asOf(date) && !a.triedOn(date) {
			return date
		}
	}
	return nil
}

// courtDay is the day of a court's word in the first sentences of the text: who it
// jailed was jailed then.
func (a *assembler) courtDay() *annotate.Date {
	for n := range a.d.Dates {
		date := &a.d.Dates[n]
		if date.First >= a.d.Sentences[min(mainWithin, len(a.d.Sentences)-1)].End {
			return nil
		}
		if date.Kind == annotate.DayDate && !date.Dateline && date.From != annotate.NoDay && a.triedOn(date) {
			return date
		}
	}
	return nil
}

// triedOn reports whether the date is that of a court's word: "A court in Velk on
// | Thursday sentenced the captain".
func (a *assembler) triedOn(date *annotate.Date) bool {
	if date.Kind != annotate.DayDate {
		return false
	}
	s := a.sentenceAt(date.First)
	court, verb := -1, -1
	for j := s.First; j < s.End && j < date.Range.End+4; j++ {
		if a.in(j, a.sets.Court) {
			court = j
		} else if court >= 0 && a.in(j, a.sets.Tries) && a.grammar(j)&lexicon.Be == 0 {
			verb = j
			break
		}
	}
	if verb < 0 {
		return false
	}
	for j := verb + 1; j < date.First; j++ {
		if f := a.form(j); f == "for" || f == "over" || f == "of" || a.grammar(j)&lexicon.Relative != 0 {
			return false // "sentenced him for killing four | on 3 May"
		}
	}
	return true
}

// background reports whether the date is that of something which went before:
// "the boat had left the port | on Monday".
func (a *assembler) background(date *annotate.Date) bool {
	verb := false
	for j := date.First - 1; j >= 0 && j > date.First-14 && !a.d.Is(j+1, annotate.Starts); j-- {
		switch t := a.tag(j); {
		case a.form(j) == "had":
			return verb
		case t == lexicon.VBN:
			verb = true
		case t == lexicon.VBD || t == lexicon.VBZ || t == lexicon.VBP || a.form(j) == "," || a.d.Is(j, annotate.Starts):
			return false
		}
	}
	return false
}

// nearCue reports whether the date stands by a cue, outside what is said.
func (a *assembler) nearCue(date *annotate.Date) bool {
	if a.behindSay(date) {
		return true
	}
	span := a.d.Span(date.Range)
	own := a.sentenceOf(date.First)
	return a.index.cues.near(sayso.Span{Start: span.Start - 60, End: span.End + 40}, func(k int) bool {
		s := &a.said[k]
		if s.Class != sayso.Speech {
			return false
		}
		cue := s.Cue[len(s.Cue)-1]
		if !own.Contains(cue) {
			return false
		}
		if a.adverbial(cue) {
			return false
		}
		if cue.End <= span.Start && span.Start-cue.End < 12 && a.onlyPreposition(cue.End, date.First) {
			return true
		}
		return !inPieces(s.Content, span) && span.Start-cue.End < 60 && cue.Start-span.End < 40
	})
}

// sentenceOf is the stretch of text of the sentence that token i stands in.
func (a *assembler) sentenceOf(i int) sayso.Span { return a.d.Span(a.sentenceAt(i)) }

// sentenceAt is the sentence that token i stands in.
func (a *assembler) sentenceAt(i int) annotate.Range {
	k := sort.Search(len(a.d.Sentences), func(n int) bool { return a.d.Sentences[n].End > i })
	if k == len(a.d.Sentences) {
		return annotate.Range{}
	}
	return a.d.Sentences[k].Range
}

// adverbial reports whether a cue is a word like "reportedly", beside which a date
// tells of the happening.
func (a *assembler) adverbial(cue sayso.Span) bool {
	return strings.HasSuffix(cue.In(a.d.Text), "ly")
}

// follows reports whether figure k goes on to tell of what figure i told.
func (a *assembler) follows(i, k int) bool {
	x, y := &a.all[i], &a.all[k]
	if x.day == nil || x.scope != y.scope || y.scope == sayso.Cumulative {
		return false
	}
	if a.parted(x.sentence, y.sentence) {
		return false
	}
	if x.sentence != y.sentence && a.apart(x) && !a.takesUp(y.sentence) {
		return false // "In January, a bomb killed 11. Separately, | gunmen shot two"
	}
	return y.sentence-x.sentence <= 6
}

func (a *assembler) setWhen(i int) {
	f := &a.all[i]
	date := f.day
	if date == nil || date.From == annotate.NoDay {
		return
	}
	from, to := date.From, date.To
	since := date.Kind == annotate.SinceDate || a.sinceClause(f, date)
	w := &sayso.When{Precision: date.Precision}
	switch {
	case f.scope == sayso.Cumulative && date.Kind == annotate.SpanDate && date.Precision == "range" && to < a.d.Published-longAgo:
	case f.scope == sayso.Cumulative && a.d.Published != annotate.NoDay && from < a.d.Published:
		// "have died since the siege began in May 2030": to the day
		to, w.Precision = a.d.Published, "range"
	case date.Kind == annotate.StretchDate || since && f.scope == sayso.Period:
		if date.Kind != annotate.SinceDate && to < a.d.Published {
			to, w.Precision = a.d.Published, "range"
		}
		// counted up to when it was said, not to when it was printed
		if said := a.saidDay(i); said != annotate.NoDay && said < to && to-said <= 4 && said >= from {
			if date.Kind == annotate.StretchDate {
				from -= to - said
			}
			to = said
		}
	}
	w.Start, w.End = from.ISO(), to.ISO()
	if s := a.d.Sentences[f.sentence]; s.Has(date.First) {
		w.Span = a.d.Span(date.Range)
	}
	a.out[i].When = w
}
