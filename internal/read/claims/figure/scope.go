package figure

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// scopes tells what each figure's count runs over.
func (a *assembler) scopes() {
	for i := range a.all {
		f := &a.all[i]
		f.scope = a.scope(f)
		if f.partOf >= 0 && f.partOf < i {
			f.scope = a.all[f.partOf].scope
			if d := f.day; d != nil && d != a.all[f.partOf].day && d.Kind == annotate.SpanDate && d.First >= f.count.end && d.First <= f.count.end+2 {
				f.scope, f.partDay = sayso.Period, true // "600 have died since 2027, including 112 this year"
			}
		} else if !f.count.link.direct && i > 0 && a.all[i-1].sentence == f.sentence {
			f.scope = a.all[i-1].scope
		} else if (f.scope == sayso.Incident || f.scope == sayso.Period) && i > 0 && a.coordinated(&a.all[i-1], f) {
			f.scope = sayso.Cumulative
		}
		a.out[i].Scope = f.scope
	}
}

// coordinated reports whether a figure is counted together with a running toll:
// "at least 4,102 people have been killed and | 9,310 wounded since the war began".
func (a *assembler) coordinated(toll, f *found) bool {
	if toll.scope != sayso.Cumulative || toll.sentence != f.sentence {
		return false
	}
	if f.day != nil && f.day != toll.day && f.day.Kind != annotate.SinceDate && !a.sinceClause(f, f.day) {
		return false // "and 12 were wounded on Sunday"
	}
	j := f.count.begin - 1
	if a.form(j) != "and" || j-toll.count.end > 6 {
		return false
	}
	for j--; j >= toll.count.end; j-- {
		if a.d.Is(j, annotate.Punct) {
			return false
		}
	}
	return true
}

// longAgo is how many days a count must run to be a conflict's and no battle's.
const longAgo = 60

func (a *assembler) scope(f *found) sayso.Scope {
	if a.toCome(f) {
		return sayso.Future
	}
	if t := f.count.link.term; f.count.link.rule == "toll-to" && (f.day == nil || f.day.Kind == annotate.DayDate && t.End < f.day.First && f.day.First < f.count.begin) {
		for j := t.End; j < f.count.begin; j++ {
			if a.d.Lex.Times.Of(a.d.Words[j]).Kind == lexicon.OpenSince {
				f.day = nil
				return sayso.Period // "the number killed since the first quake now stands at 867"
			}
		}
	}
	war := a.conflict(f.sentence)
	large := f.count.number != nil && f.count.number.Low >= 4000
	huge := f.count.number != nil && f.count.number.Low >= 50_000
	if a.runsSince(f) && (f.day == nil || !a.sinceClause(f, f.day) || f.day.To < a.d.Published-longAgo) {
		return sayso.Cumulative
	}
	if f.day != nil {
		if f.yearOf {
			return sayso.Incident
		}
		if a.sinceClause(f, f.day) {
			if f.day.Kind == annotate.SpanDate && f.day.To < a.d.Published-longAgo {
				return sayso.Cumulative // "31 dead since the fence was built in 2028"
			}
			return sayso.Period
		}
		switch f.day.Kind {
		case annotate.SinceDate:
			if f.day.To-f.day.From > longAgo || large {
				return sayso.Cumulative
			}
			return sayso.Period
		case annotate.StretchDate:
			if f.day.Precision == "range" && a.form(f.day.First-1) == "in" && f.day.From == f.day.To {
				return sayso.Incident
			}
			return sayso.Period
		case annotate.VagueDate:
			return sayso.Period
		case annotate.SpanDate:
			if f.day.Precision != "day" && f.day.Precision != "range" && a.oneEvent(f) {
				return sayso.Incident
			}
			if f.day.Precision != "day" && !(large && war) {
				return sayso.Period
			}
		}
	}
	dated := f.day != nil && f.day.Kind == annotate.DayDate && a.d.Sentences[f.sentence].Has(f.day.First)
	if war && (large || !dated && a.since(f.sentence)) || huge && f.day == nil {
		return sayso.Cumulative
	}
	return sayso.Incident
}

// oneEvent reports whether the figure's sentence tells of a single happening, of
// which a week, a month or a year only tells when it was: "in January | a bomb
// killed 11", "last week's | earthquake".
func (a *assembler) oneEvent(f *found) bool {
	s := a.d.Sentences[f.sentence]
	small := f.count.number != nil && f.count.number.Low < 1000
	for j := s.First; j+1 < s.End; j++ {
		switch a.form(j) {
		case "a", "an", "'s", "’s":
		default:
			continue
		}
		if f := a.form(j - 1); small && (f == "when" || f == "after") && a.clauseFrom(j+1, s.End) {
			return true // "two people died when | a boat sank"
		}
		for k := j + 1; k < j+6 && k < s.End; k++ {
			if a.grammar(k) != 0 || a.d.Is(k, annotate.Punct) && a.form(k) != "-" {
				break
			}
			if a.d.Lex.EventNouns.Has(a.d.Words[k]) && a.tag(k) != lexicon.NNS && !a.d.Lex.EventNouns.Has(a.d.Word(k+1)) {
				return true
			}
			if f.count.link.voice&lexicon.Active != 0 && k+1 == f.count.link.term.First && k < f.count.begin {
				return true // "a gunman | killed 28"
			}
		}
	}
	return false
}

// runsSince reports whether the figure has been running since something began:
// "have been killed | since the fighting resumed". That is no happening of the
// day, even where the text does not say when it began. "Since being freed" and
// "since Monday" are not meant.
func (a *assembler) runsSince(f *found) bool {
	s := a.d.Sentences[f.sentence]
	perfect := lexicon.Grammar(0)
	if a.soFar(f) {
		perfect = lexicon.Have // "has killed 1,300 since it flared up"
	}
	for j := f.count.end; j < s.End && j < f.count.end+24; j++ {
		g := a.grammar(j)
		switch form := a.form(j); {
		case form == "have" || form == "has":
			perfect |= lexicon.Have
		case form == ";" || form == "." || form == "according":
			return false
		case a.d.Lex.Times.Of(a.d.Words[j]).Kind == lexicon.OpenSince:
			if perfect == 0 {
				return false
			}
			return a.clauseFrom(j+1, s.End)
		case g&lexicon.ClauseOpener != 0 && form != "as" || g&lexicon.Relative != 0:
			return false
		}
	}
	return false
}

// clauseFrom reports whether a subject and its finite verb begin at token j.
func (a *assembler) clauseFrom(j, end int) bool {
	for k := j; k < end && k < j+9; k++ {
		switch a.d.Tags[k] {
		case lexicon.VBD, lexicon.VBZ, lexicon.VBP:
			return k > j
		case lexicon.Comma, lexicon.Stop:
			return false
		}
		if a.grammar(k)&lexicon.And != 0 {
			return false // "since the end of July and has damaged ..."
		}
	}
	return false
}

func (a *assembler) future(f *found) bool {
	s := a.d.Sentences[f.sentence]
	for j := s.First; j < s.End; j++ {
		if a.form(j) == "will" {
			return true
		}
	}
	return false
}

// conflict reports whether the sentence names a war and not only a battle.
func (a *assembler) conflict(k int) bool {
	s := a.d.Sentences[k]
	for j := s.First; j < s.End; j++ {
		if a.in(j, a.sets.War) {
			return true
		}
	}
	return false
}

// since reports whether the sentence counts from a day on.
func (a *assembler) since(k int) bool {
	s := a.d.Sentences[k]
	for j := s.First; j < s.End; j++ {
		if a.d.Lex.Times.Of(a.d.Words[j]).Kind == lexicon.OpenSince && !a.superlative(j) {
			return true
		}
	}
	return false
}
