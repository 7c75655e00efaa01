package figure

import (
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
		best := 1 << 20
		for k := a.firstDate(s.First); k < len(a.d.Dates) && a.d.Dates[k].First < s.End; k++ {
			date := &a.d.Dates[k]
			if date.Dateline || a.saidThen(i, date) || a.modifies(date) {
				continue
			}
			if score := a.timeDistance(f, date); score < best {
				best, f.day = score, date
			}
		}
		if best > 60 {
			f.day = nil
		}
	}
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
	return date.Precision == "year" && a.grammar(date.First-1)&lexicon.Determiner != 0
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
	if t := f.count.link.term; t.First >= a.d.Sentences[f.sentence].First && t.First < a.d.Sentences[f.sentence].End {
		first, end = min(first, t.First), max(end, t.End)
	}
	from, to := end, date.First
	score := 0
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
		case g&lexicon.Relative != 0 && form != "that":
			score += 10
		case g&lexicon.ClauseOpener != 0 && form != "when" && form != "after" && form != "as":
			score += 8
		}
		for k := range a.all {
			if o := &a.all[k]; o.sentence == f.sentence && o.count.link.direct && o.count.link.term.First == j && o.count.link.term != f.count.link.term {
				score += 6
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
	span := a.d.Span(date.Range)
	for k := range a.said {
		s := &a.said[k]
		if len(s.Cue) == 0 || !a.holds(s, a.out[i].Number) {
			continue
		}
		cue := s.Cue[len(s.Cue)-1]
		if inPieces(s.Content, span) {
			// "police said on Tuesday that 12 ...": never mind where the content begins
			if cue.End <= span.Start && span.Start-cue.End < 12 && a.onlyPreposition(cue.End, date.First) && !a.openAfter(date) {
				return true
			}
			continue
		}
		if s.Class != sayso.Speech {
			continue
		}
		near := span.Start-cue.End < 90 && cue.Start-span.End < 60
		if near {
			return true
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

// times gives each event the day that one of its figures names, and lets a
// happening without a day follow the one told of before it.
func (a *assembler) times() {
	for i := range a.all {
		if a.all[i].day == nil {
			a.all[i].day = a.eventDay(i)
		}
	}
	for i := range a.all {
		f := &a.all[i]
		if f.day == nil && i > 0 && a.follows(i-1, i) {
			f.day = a.all[i-1].day
			f.inheritedDay = true
		}
		a.setWhen(i)
	}
}

// eventDay is the first day that a figure of the same event names.
func (a *assembler) eventDay(i int) *annotate.Date {
	for k := range a.all {
		if a.event[k] == a.event[i] && a.all[k].day != nil && a.all[k].day.Kind != annotate.VagueDate && a.all[k].scope == a.all[i].scope && !a.all[k].inheritedDay {
			return a.all[k].day
		}
	}
	return nil
}

// follows reports whether figure k goes on to tell of what figure i told.
func (a *assembler) follows(i, k int) bool {
	x, y := &a.all[i], &a.all[k]
	if x.day == nil || x.scope != y.scope || y.scope == sayso.Cumulative {
		return false
	}
	if x.place != nil && y.place != nil && !a.samePlace(x.place, y.place) {
		return false
	}
	return y.sentence-x.sentence <= 6
}

func (a *assembler) setWhen(i int) {
	f := &a.all[i]
	date := f.day
	if date == nil || date.From == annotate.NoDay {
		return
	}
	w := &sayso.When{Start: date.From.ISO(), End: date.To.ISO(), Precision: date.Precision}
	if s := a.d.Sentences[f.sentence]; s.Has(date.First) {
		w.Span = a.d.Span(date.Range)
	}
	a.out[i].When = w
}
