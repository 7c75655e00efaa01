package annotate

import (
	"sayso"
	"sayso/internal/read/lexicon"
)

// DateKind is what sort of time an expression names.
type DateKind uint8

// The kinds.
const (
	DayDate     DateKind = iota // a day: "on Tuesday", "3 May 2016", "yesterday"
	SpanDate                    // a week, month or year by the calendar: "last month", "in 2011"
	StretchDate                 // days counted back: "in the past 24 hours"
	SinceDate                   // open to publication: "since March 2011"
	VagueDate                   // a stretch without dates: "in recent weeks"
)

// Date is a time expression, resolved as far as the document allows.
type Date struct {
	Range
	Kind      DateKind
	From, To  Day // both included; NoDay where unresolved
	Precision sayso.Precision
	Dateline  bool // it says when the document was published, not when something happened
	Relative  bool // counted from a day named before: "a day earlier"
}

// Dates fills d.Dates and d.Published: what the text's own dateline says, else
// what is known from outside. It needs the tokens.
func Dates(d *Doc) {
	d.Dates = d.Dates[:0]
	r := dateReader{d: d, today: published(d.Meta.Published, d.Lex)}
	if day, at, ok := r.dateline(); ok {
		r.today = day
		r.datelineAt = at
	}
	d.Published = r.today
	r.story = NoDay
	for i := 0; i < len(d.Tokens); {
		date, ok := r.read(i)
		if !ok {
			i++
			continue
		}
		date.Dateline = r.datelineAt.Len() > 0 && r.datelineAt.Has(date.First)
		if date.Kind == DayDate && date.From != NoDay && !date.Dateline {
			r.story = date.From
		}
		d.Dates = append(d.Dates, date)
		i = date.Range.End
	}
}

type dateReader struct {
	d          *Doc
	today      Day // of publication
	story      Day // the last day named, which "the previous day" is counted from
	datelineAt Range
}

func (r *dateReader) time(i int) lexicon.TimeWord {
	w := r.d.Lex.Times.Of(r.d.Word(i))
	switch w.Kind {
	case lexicon.Month, lexicon.Weekday, lexicon.ShortWeekday:
		if !r.d.Is(i, Capital) {
			return lexicon.TimeWord{}
		}
	}
	return w
}

// read reads the time expression at token i.
func (r *dateReader) read(i int) (Date, bool) {
	d := r.d
	shape := d.Tokens[i].Shape
	w := r.time(i)
	if w.Kind == lexicon.NoTime && !shape.Has(Digit) {
		if date, ok := r.partOfYear(i); ok {
			return date, true
		}
		if d.Lex.Numbers.Of(d.Words[i]).Kind == lexicon.NoNumber {
			return Date{}, false
		}
		return r.counted(i)
	}
	if p, ok := r.absolute(i); ok {
		return r.interval(i, r.resolve(i, p)), true
	}
	if date, ok := r.daysOfMonth(i); ok {
		return date, true
	}
	if date, ok := r.partOfYear(i); ok {
		return date, true
	}
	if y := yearOf(d.Form(i)); y > 0 && r.yearAlone(i) {
		return r.interval(i, Date{Range{i, i + 1}, SpanDate, Civil(y, 1, 1), Civil(y, 12, 31), "year", false, false}), true
	}
	switch w.Kind {
	case lexicon.RelativeDay:
		return r.dayFromToday(i, i+1, w.Value), true
	case lexicon.LastOne, lexicon.ThisOne, lexicon.NextOne:
		return r.chosen(i, w)
	case lexicon.VagueTime:
		if r.time(i+1).Kind == lexicon.TimeUnit || lexicon.Fold(d.FormAt(i+1)) == "times" {
			return Date{Range{i, i + 2}, VagueDate, NoDay, NoDay, "", false, false}, true
		}
	case lexicon.TimeUnit:
		return r.unit(i, w)
	}
	return r.counted(i)
}

// daysOfMonth reads days of which only the last has its month: "between 7 and 13
// May", "from 7 to 13 May", "on 7 and 8 May". It keeps them from being counts.
func (r *dateReader) daysOfMonth(i int) (Date, bool) {
	d := r.d
	first := dayOfMonth(d.Form(i))
	if first == 0 || i == 0 || i+2 >= len(d.Tokens) {
		return Date{}, false
	}
	switch open, joint := lexicon.Fold(d.Form(i-1)), lexicon.Fold(d.FormAt(i+1)); {
	case d.Lex.TextWords.DayRange.Has(d.Word(i + 1)), joint == "-", joint == "–":
	case joint == "and":
		if open != "between" && open != "on" {
			return Date{}, false
		}
	default:
		return Date{}, false
	}
	p, ok := r.fromDigits(i+2, partial{weekday: -1})
	if !ok || p.day <= first || p.month == 0 {
		return Date{}, false
	}
	out := r.resolve(i+2, p)
	out.First, out.Kind, out.Precision = i, SpanDate, "range"
	if out.To != NoDay {
		out.From = out.To - Day(p.day-first)
	}
	return out, true
}

// partOfYear reads the months that a year begins with, and its halves and
// quarters, from the number on: "the first | six months of the year", "the third
// | quarter", "the second | half of 2030".
func (r *dateReader) partOfYear(i int) (Date, bool) {
	d := r.d
	if i == 0 || r.today == NoDay {
		return Date{}, false
	}
	nth, months, end := 0, 0, i+1
	switch lexicon.Fold(d.Form(i)) {
	case "quarter":
		months = 3
	case "half":
		months = 6
	default:
		n, at, ok := r.small(i)
		if t := r.time(at); !ok || t.Kind != lexicon.TimeUnit || t.Value != 30 || n < 2 || n > 11 {
			return Date{}, false
		}
		months, end = n, at+1
	}
	switch lexicon.Fold(d.Form(i - 1)) {
	case "first":
		nth = 0
	case "second":
		nth = 1
	case "third":
		nth = 2
	case "fourth":
		nth = 3
	default:
		return Date{}, false
	}
	year, end, ok := r.ofYear(end)
	if !ok && months != 3 || nth*months >= 12 || nth > 0 && months != 3 && months != 6 {
		return Date{}, false // "the second half" may be a match's
	}
	if year == 0 {
		y, m, _ := r.today.Date()
		if year = y; nth*months >= m {
			year--
		}
	}
	return Date{Range{i - 1, end}, SpanDate, Civil(year, nth*months+1, 1), Civil(year, (nth+1)*months+1, 1) - 1, "range", false, false}, true
}

// ofYear reads "of 2030", "of the year", "of last year" from token i on; year is
// 0 where the words leave it open.
func (r *dateReader) ofYear(i int) (year, end int, ok bool) {
	d := r.d
	if d.FormAt(i) != "of" {
		return 0, i, false
	}
	if y := yearOf(d.FormAt(i + 1)); y > 0 {
		return y, i + 2, true
	}
	if t := r.time(i + 2); t.Kind != lexicon.TimeUnit || t.Value != 365 {
		return 0, i, false
	}
	y, _, _ := r.today.Date()
	switch r.time(i + 1).Kind {
	case lexicon.ThisOne:
		return y, i + 3, true
	case lexicon.LastOne:
		return y - 1, i + 3, true
	}
	return 0, i + 3, lexicon.Fold(d.FormAt(i+1)) == "the"
}

// yearAlone reports whether four digits without a month are a year.
func (r *dateReader) yearAlone(i int) bool {
	d := r.d
	if r.counts(i+1) || i == 0 {
		return false
	}
	switch {
	case d.Lex.TextWords.YearOpener.Has(d.Word(i - 1)):
		f := d.Lex.FunctionWords.Of(d.Word(i + 1))
		return f != 0 || d.Is(i+1, Punct) || i+1 >= len(d.Tokens) || !d.Is(i+1, Digit)
	case d.Form(i-1) == "-":
		return r.time(i-2).Kind == lexicon.Edge
	}
	return r.time(i-1).Kind == lexicon.Season || r.time(i-1).Kind == lexicon.Edge
}

// resolve turns what is said of a date into days.
func (r *dateReader) resolve(i int, p partial) Date {
	if p.year == 0 && p.month > 0 {
		p = r.yearSaid(p)
	}
	out := Date{Range{i, p.end}, DayDate, NoDay, NoDay, "day", false, false}
	switch {
	case p.day > 0 && p.year > 0:
		if !validDate(p.year, p.month, p.day) {
			return out
		}
		out.From = Civil(p.year, p.month, p.day)
	case p.day > 0:
		out.From = r.nearest(p.month, p.day)
	case p.month > 0:
		out.Kind, out.Precision = SpanDate, "month"
		year := p.year
		if year == 0 {
			if r.today == NoDay {
				return out
			}
			y, m, _ := r.today.Date()
			if year = y; p.month > m {
				year--
			}
		}
		out.From, out.To = Civil(year, p.month, 1), Civil(year, p.month+1, 0)
		if r.today != NoDay && out.From <= r.today {
			out.To = min(out.To, r.today) // what was printed on the 13th tells of half the month
		}
		return out
	default:
		out.From = r.weekday(i, p.weekday)
	}
	out.To = out.From
	return out
}

// yearSaid takes up the year behind a month or a day of one: "January | this year",
// "4 March | last year".
func (r *dateReader) yearSaid(p partial) partial {
	if r.today == NoDay || lexicon.Fold(r.d.FormAt(p.end+1)) != "year" {
		return p
	}
	step := 0
	switch w := r.time(p.end); {
	case w.Kind == lexicon.LastOne && w.Value == 1:
		step = -1
	case w.Kind == lexicon.NextOne:
		step = 1
	case w.Kind != lexicon.ThisOne:
		return p
	}
	year, _, _ := r.today.Date()
	p.year, p.end = year+step, p.end+2
	return p
}

// nearest is the latest such day that publication does not lie well before.
func (r *dateReader) nearest(month, day int) Day {
	if r.today == NoDay {
		return NoDay
	}
	y, _, _ := r.today.Date()
	for year := y + 1; year > y-5; year-- {
		if validDate(year, month, day) && Civil(year, month, day) <= r.today+7 {
			return Civil(year, month, day)
		}
	}
	return NoDay
}

// weekday is the last such day up to publication; "next Friday" lies after it,
// "last Friday" strictly before.
func (r *dateReader) weekday(i, weekday int) Day {
	if r.today == NoDay {
		return NoDay
	}
	day := r.today - Day((r.today.Weekday()-weekday+7)%7)
	switch w := r.d.Word(i - 1); {
	case r.d.Lex.TextWords.Coming.Has(w):
		return day + 7
	case r.d.Lex.TextWords.Past.Has(w) && day == r.today:
		return day - 7
	}
	return day
}

func (r *dateReader) dayFromToday(first, end, offset int) Date {
	out := Date{Range{first, end}, DayDate, NoDay, NoDay, "day", false, false}
	if r.today != NoDay {
		out.From = r.today + Day(offset)
		out.To = out.From
	}
	return out
}

// chosen reads "last week", "this year", "last night", "the past 24 hours",
// "last Tuesday"; i is at "last", "this" or "next".
func (r *dateReader) chosen(i int, w lexicon.TimeWord) (Date, bool) {
	d := r.d
	next := r.time(i + 1)
	switch next.Kind {
	case lexicon.PartOfDay:
		if w.Kind == lexicon.ThisOne {
			return r.dayFromToday(i, i+2, 0), true
		}
		return r.dayFromToday(i, i+2, -1), w.Kind == lexicon.LastOne && next.Value == -1
	case lexicon.Weekday, lexicon.Month:
		if p, ok := r.absolute(i + 1); ok {
			date := r.resolve(i+1, p)
			date.First = i
			return r.interval(i, date), true
		}
	case lexicon.Season: // "last winter": which months it was depends on where
		return Date{Range{i, i + 2}, SpanDate, NoDay, NoDay, "range", false, false}, w.Kind == lexicon.LastOne
	case lexicon.TimeUnit:
		if next.Value == 0 || next.Value == 1 && w.Kind == lexicon.ThisOne {
			return Date{}, false
		}
		date, ok := r.calendarUnit(i, w, next.Value)
		if ok && date.Kind == SpanDate {
			date = r.interval(i, date)
		}
		return date, ok
	}
	if w.Kind != lexicon.LastOne {
		return Date{}, false
	}
	// "the past 24 hours", "the last three weeks", "the past few days"
	if n, end, ok := r.small(i + 1); ok && r.time(end).Kind == lexicon.TimeUnit {
		return r.stretch(i, end, n, r.time(end).Value), true
	}
	if f := lexicon.Fold(d.FormAt(i + 1)); (f == "few" || f == "several" || f == "couple") && r.time(i+2).Kind == lexicon.TimeUnit {
		return Date{Range{i, i + 3}, VagueDate, NoDay, NoDay, "", false, false}, true
	}
	return Date{}, false
}

// small reads a number of days or weeks.
func (r *dateReader) small(i int) (n, end int, ok bool) {
	if i >= len(r.d.Tokens) {
		return 0, 0, false
	}
	a, ok := numberReader{d: r.d}.amount(i)
	if !ok || a.vague || a.value > 5000 || a.first != i {
		return 0, 0, false
	}
	end = a.end
	if r.d.hyphen(end) {
		end++
	}
	return int(a.value), end, true
}

// stretch is "the past n units" up to publication.
func (r *dateReader) stretch(first, unitAt, n, unit int) Date {
	out := Date{Range{first, unitAt + 1}, StretchDate, NoDay, NoDay, "range", false, false}
	if r.today == NoDay {
		return out
	}
	out.To = r.today
	y, m, day := r.today.Date()
	switch unit {
	case 0:
		out.From = r.today - Day((n+23)/24)
	case 30:
		out.From = Civil(y, m-n, min(day, 28))
	case 365:
		out.From = Civil(y-n, m, min(day, 28))
	default:
		out.From = r.today - Day(n*unit)
	}
	return out
}

// calendarUnit is "last week", "this month", "next year". With "the" before it,
// "the past month" is a stretch.
func (r *dateReader) calendarUnit(i int, w lexicon.TimeWord, unit int) (Date, bool) {
	d := r.d
	word := lexicon.Fold(d.Form(i))
	if unit == 2 {
		return r.weekend(i, i+2), true
	}
	if w.Kind == lexicon.LastOne && (word == "past" || lexicon.Fold(d.FormAt(i-1)) == "the" && word == "last") || unit == 3650 || unit == 14 {
		return r.stretch(i, i+1, 1, unit), true
	}
	out := Date{Range{i, i + 2}, SpanDate, NoDay, NoDay, "week", false, false}
	if w.Value == 2 && unit > 2 && lexicon.Fold(d.FormAt(i-1)) == "the" {
		return out, true // "in the previous week": before one that was told of
	}
	if unit == 1 {
		if w.Value == 2 { // "the previous day"
			return r.fromStory(i, i+2, -1), true
		}
		return Date{}, false
	}
	if r.today == NoDay {
		return out, true
	}
	y, m, _ := r.today.Date()
	step := 0
	switch w.Kind {
	case lexicon.LastOne:
		step = -1
	case lexicon.NextOne:
		step = 1
	}
	switch unit {
	case 7:
		monday := r.today - Day((r.today.Weekday()+6)%7) + Day(7*step)
		out.From, out.To = monday, monday+6
	case 30:
		out.From, out.To, out.Precision = Civil(y, m+step, 1), Civil(y, m+step+1, 0), "month"
	case 365:
		out.From, out.To, out.Precision = Civil(y+step, 1, 1), Civil(y+step, 12, 31), "year"
	}
	if step == 0 {
		out.To = r.today
	}
	return out, true
}

func (r *dateReader) weekend(first, end int) Date {
	out := Date{Range{first, end}, SpanDate, NoDay, NoDay, "range", false, false}
	if r.today != NoDay {
		// the last Saturday that is over, or today's
		out.From = r.today - Day((r.today.Weekday()+1)%7)
		out.To = out.From + 1
		if out.To > r.today {
			out.To = r.today
		}
	}
	return out
}

// unit reads what begins with the unit itself: "the weekend", "days earlier".
func (r *dateReader) unit(i int, w lexicon.TimeWord) (Date, bool) {
	if w.Value == 2 && lexicon.Fold(r.d.FormAt(i-1)) == "the" {
		return r.weekend(i, i+1), true
	}
	if date, ok := r.sinceStart(i, w.Value); ok {
		return date, true
	}
	return r.previousDay(i)
}

// sinceStart reads the "month" of "since the start of the month".
func (r *dateReader) sinceStart(i, unit int) (Date, bool) {
	d := r.d
	if i < 5 || r.today == NoDay || lexicon.Fold(d.Form(i-1)) != "the" || d.Form(i-2) != "of" {
		return Date{}, false
	}
	if edge := d.Form(i - 3); edge != "start" && edge != "beginning" || r.time(i-5).Kind != lexicon.OpenSince {
		return Date{}, false
	}
	out := Date{Range{i, i + 1}, SinceDate, NoDay, r.today, "range", false, false}
	switch y, m, _ := r.today.Date(); unit {
	case 7:
		out.From = r.today - Day((r.today.Weekday()+6)%7)
	case 30:
		out.From = Civil(y, m, 1)
	case 365:
		out.From = Civil(y, 1, 1)
	default:
		return Date{}, false
	}
	return out, true
}

// previousDay reads "the day before", "a day earlier", "the same day", "the
// following day": days counted from the last one that the text named.
func (r *dateReader) previousDay(i int) (Date, bool) {
	d := r.d
	word := d.Word(i)
	if word == 0 {
		return Date{}, false
	}
	if t := d.Lex.Times.Of(word); t.Kind == lexicon.TimeUnit && t.Value == 1 && i > 0 {
		prev, next := lexicon.Fold(d.Form(i-1)), lexicon.Fold(d.FormAt(i+1))
		switch {
		case (prev == "the" || prev == "a" || prev == "one") && (next == "before" && r.stops(i+2) || next == "earlier"):
			return r.fromStory(i, i+2, -1), true
		case prev == "same":
			return r.fromStory(i, i+1, 0), true
		case (prev == "the" || prev == "a" || prev == "one") && (next == "after" && r.stops(i+2) || next == "later"):
			return r.fromStory(i, i+2, 1), true
		case prev == "following" || prev == "next":
			return r.fromStory(i, i+1, 1), true
		}
	}
	return Date{}, false
}

// stops reports whether a phrase ends before token i: "the day before", but not
// "the day before the vote".
func (r *dateReader) stops(i int) bool {
	return i >= len(r.d.Tokens) || r.d.Is(i, Punct) || r.d.Is(i, Starts)
}

func (r *dateReader) fromStory(first, end, offset int) Date {
	out := Date{Range{first, end}, DayDate, NoDay, NoDay, "day", false, true}
	from := r.story
	if from == NoDay {
		from = r.today
	}
	if from != NoDay {
		out.From = from + Day(offset)
		out.To = out.From
	}
	return out
}

// counted reads "two days ago", "24 hours" in "in 24 hours", "three weeks earlier".
func (r *dateReader) counted(i int) (Date, bool) {
	d := r.d
	if d.Lex.Numbers.Of(d.Word(i)).Kind == lexicon.NoNumber && !d.Is(i, Digit) {
		return Date{}, false
	}
	n, end, ok := r.small(i)
	if !ok || r.time(end).Kind != lexicon.TimeUnit {
		return Date{}, false
	}
	unit := r.time(end).Value
	after := r.time(end + 1)
	if after.Kind == lexicon.Ago && after.Value == 1 && r.today != NoDay {
		y, m, _ := r.today.Date()
		out := Date{Range{i, end + 2}, SpanDate, NoDay, NoDay, "week", false, false}
		switch unit {
		case 0:
			out.From = r.today - Day(n/24)
			out.Kind, out.To, out.Precision = DayDate, out.From, "day"
		case 1:
			out.From = r.today - Day(n)
			out.Kind, out.To, out.Precision = DayDate, out.From, "day"
		case 7:
			monday := r.today - Day((r.today.Weekday()+6)%7) - Day(7*n)
			out.From, out.To = monday, monday+6
		case 30:
			out.From, out.To, out.Precision = Civil(y, m-n, 1), Civil(y, m-n+1, 0), "month"
		default:
			out.From, out.To, out.Precision = Civil(y-n, 1, 1), Civil(y-n, 12, 31), "year"
		}
		return out, true
	}
	if after.Kind == lexicon.Ago && after.Value == 2 && unit == 1 {
		return r.fromStory(i, end+2, -n), true
	}
	if unit == 1 && n < 40 && r.story != NoDay && lexicon.Fold(d.FormAt(end+1)) == "later" {
		return r.fromStory(i, end+2, n), true
	}
	if prev := lexicon.Fold(d.FormAt(i - 1)); (prev == "in" || prev == "within") && unit <= 7 && n <= 100 {
		return r.stretch(i, end, n, unit), true
	}
	return Date{}, false
}

// interval widens a date to what opens at it or runs on from it: "since March
// 2011", "between Nov. 14 and Nov. 17", "3-5 March", "from 2011 to 2013".
func (r *dateReader) interval(first int, date Date) Date {
	d := r.d
	open, atEnd := "", false
	for k := first - 1; k >= 0 && k >= first-4 && !d.Is(k+1, Starts); k-- {
		open = lexicon.Fold(d.Form(k))
		t := r.time(k)
		atEnd = atEnd || open == "end"
		if t.Kind != lexicon.Edge && t.Kind != lexicon.Season && open != "the" && open != "of" && open != "-" && open != "beginning" && open != "start" && open != "end" {
			break
		}
	}
	if open == "since" || open == "beginning" || open == "start" {
		since := open == "since" || lexicon.Fold(d.FormAt(first-4)) == "since" || lexicon.Fold(d.FormAt(first-3)) == "since" || lexicon.Fold(d.FormAt(first-5)) == "since"
		if atEnd && since && date.Kind == SpanDate && date.To < r.today {
			date.From = date.To // "since the end of July"
		}
		if since && date.From != NoDay && r.today != NoDay && date.From <= r.today {
			date.Kind, date.To, date.Precision = SinceDate, r.today, "range"
			return date
		}
	}
	if unit := r.time(first - 2); (open == "to" || open == "ending") && unit.Kind == lexicon.TimeUnit && unit.Value > 1 && date.Kind == DayDate && date.To != NoDay && lexicon.Fold(d.FormAt(first-3)) == "the" {
		date.Kind, date.From, date.Precision = SpanDate, date.To-Day(unit.Value-1), "range"
		return date // "in the week to 27 April"
	}
	joint := lexicon.Fold(d.FormAt(date.Range.End))
	dash := joint == "-" || joint == "–"
	if joint == "and" && date.Kind == DayDate && date.From != NoDay && open != "between" && date.Range.End+1 < len(d.Tokens) {
		// "on Friday and Saturday"
		if p, ok := r.absolute(date.Range.End + 1); ok && p.weekday >= 0 && p.day == 0 {
			if end := r.resolve(date.Range.End+1, p); end.From == date.From+1 {
				date.Range.End, date.To, date.Kind, date.Precision = end.Range.End, end.To, SpanDate, "range"
			}
		}
		return date
	}
	if !dash && !(open == "between" && (joint == "and" || joint == "to")) && !(open == "from" && (joint == "to" || joint == "until" || joint == "till" || joint == "through")) {
		return date
	}
	at := date.Range.End + 1
	if at >= len(d.Tokens) {
		return date
	}
	if p, ok := r.absolute(at); ok && (p.day > 0 || p.month > 0 || !dash) {
		end := r.resolve(at, p)
		if end.To != NoDay && date.From != NoDay && end.To >= date.From {
			date.Range.End, date.To, date.Kind, date.Precision = end.Range.End, end.To, SpanDate, "range"
		}
		return date
	}
	if y := yearOf(d.FormAt(at)); y > 0 && date.Precision == "year" && date.From != NoDay && Civil(y, 1, 1) > date.From {
		date.Range.End, date.To, date.Precision = at+1, Civil(y, 12, 31), "range"
		return date
	}
	// "March 3-5": the month goes on
	if day := dayOfMonth(d.FormAt(at)); day > 0 && dash && date.Kind == DayDate && date.From != NoDay {
		y, m, first := date.From.Date()
		if day > first && validDate(y, m, day) {
			date.Range.End, date.To, date.Kind, date.Precision = at+1, Civil(y, m, day), SpanDate, "range"
		}
	}
	return date
}
