package annotate

import (
	"sayso"
	"sayso/internal/read/lexicon"
)

// published reads a date as the document's bringer gave it: "2016-07-05",
// "Wed Nov 23, 2016 | 3:02pm EST".
func published(text string, lex *lexicon.Lexicon) Day {
	if text == "" {
		return NoDay
	}
	if len(text) >= 10 {
		if y, m, day, ok := isoDate(text[:10]); ok {
			return Civil(y, m, day)
		}
	}
	d := Tokenize(&sayso.Document{Text: text, Blocks: []sayso.Block{{Span: sayso.Span{End: len(text)}, Joins: -1}}}, lex)
	r := dateReader{d: d, today: NoDay}
	for i := range d.Tokens {
		if p, ok := r.absolute(i); ok && p.year > 0 && p.day > 0 {
			return Civil(p.year, p.month, p.day)
		}
	}
	return NoDay
}

func isoDate(s string) (y, m, d int, ok bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, 0, 0, false
	}
	return atoi(s[:4]), atoi(s[5:7]), atoi(s[8:]), validDate(atoi(s[:4]), atoi(s[5:7]), atoi(s[8:]))
}

// dateline finds the full date by which the text itself says when it was
// published, near its beginning: "Wed 05 Jul 2016 ...", "Published July 2 2016".
// One that begins a block or has a weekday goes before others.
func (r *dateReader) dateline() (Day, Range, bool) {
	d := r.d
	best, at, bestScore := NoDay, Range{}, 0
	for i := 0; i < len(d.Tokens) && i < 80; i++ {
		p, ok := r.absolute(i)
		if !ok {
			continue
		}
		if p.year > 0 && p.day > 0 {
			day := Civil(p.year, p.month, p.day)
			score := 1
			switch prev := lexicon.Fold(d.FormAt(i - 1)); {
			case i == 0, d.Is(i, Opens), prev == "published", prev == "updated", prev == "publication", prev == "posted":
				score = 4
			case p.weekday >= 0, i < 6:
				score = 3
			case i > 30:
				score = 0
			}
			if i > 0 && d.Lex.FunctionWords.Of(d.Word(i-1))&lexicon.Preposition != 0 && !r.stamp(i-1) {
				score = 0 // "on 5 July 2016" tells of something else
				if i > 1 && lexicon.Fold(d.Form(i-1)) == "of" && lexicon.Fold(d.Form(i-2)) == "as" && d.Is(i-2, Opens) {
					score = 3 // a situation report's "As of 22 June 2031, 18:00"
				}
			}
			if r.today != NoDay && (day > r.today+400 || day < r.today-400) {
				score--
			}
			if score > bestScore {
				best, at, bestScore = day, Range{i, p.end}, score
			}
		}
		i = p.end - 1
	}
	return best, at, bestScore > 0
}

// stamp reports whether the preposition at token i belongs to a stamp: "Published
// on", "Last updated at".
func (r *dateReader) stamp(i int) bool {
	return r.d.Lex.TextWords.Stamp.Has(r.d.Word(i - 1))
}

// partial is a date as far as it is said; 0 is unsaid, -1 for the weekday.
type partial struct {
	year, month, day, weekday, end int
}

// absolute reads a date by the calendar at token i.
func (r *dateReader) absolute(i int) (partial, bool) {
	d := r.d
	p := partial{weekday: -1}
	if d.Tokens[i].Shape.Has(Digit) {
		return r.fromDigits(i, p)
	}
	w := r.time(i)
	switch w.Kind {
	case lexicon.Weekday, lexicon.ShortWeekday:
		p.weekday, p.end = w.Value, i+1
		at := i + 1
		if d.FormAt(at) == "," {
			at++
		}
		if t := r.time(at); lexicon.Fold(d.FormAt(at)) != "may" && t.Kind == lexicon.PartOfDay {
			at++
			p.end = at
		}
		if at < len(d.Tokens) {
			if q, ok := r.fromDigits(at, p); ok {
				return q, true
			}
			if r.time(at).Kind == lexicon.Month {
				if q, ok := r.fromMonth(at, p); ok && q.day > 0 {
					return q, true
				}
			}
		}
		return p, w.Kind == lexicon.Weekday
	case lexicon.Month:
		return r.fromMonth(i, p)
	}
	return p, false
}

// fromDigits reads "28 October 2016", "the 3rd of March", "28-10-2016",
// "2016-10-28", "10.10.2017", "3-5 March" (as its end).
func (r *dateReader) fromDigits(i int, p partial) (partial, bool) {
	d := r.d
	form := d.FormAt(i)
	if form == "" || form[0] < '0' || form[0] > '9' {
		return p, false
	}
	if y, m, day, ok := dottedDate(form); ok {
		p.year, p.month, p.day, p.end = y, m, day, i+1
		return p, true
	}
	if sep := d.FormAt(i + 1); (sep == "-" || sep == "/") && d.FormAt(i+3) == sep && !d.Is(i+1, Spaced) && !d.Is(i+2, Spaced) && !d.Is(i+4, Spaced) {
		if y, m, day, ok := r.numeric(form, d.FormAt(i+2), d.FormAt(i+4), sep); ok {
			p.year, p.month, p.day, p.end = y, m, day, i+5
			return p, true
		}
	}
	day := dayOfMonth(form)
	if day == 0 {
		return p, false
	}
	at := i + 1
	if d.FormAt(at) == "of" {
		at++
	}
	if r.time(at).Kind != lexicon.Month || at > i+1 && isNumber(form) {
		return p, false
	}
	p.day, p.month, p.end = day, r.time(at).Value, at+1
	return r.year(p), true
}

// fromMonth reads "October 28, 2016", "March 2011", "in March".
func (r *dateReader) fromMonth(i int, p partial) (partial, bool) {
	d := r.d
	p.month, p.end = r.time(i).Value, i+1
	form := d.FormAt(i + 1)
	if len(form) == 6 && isNumber(form) && yearOf(form[2:]) > 0 && dayOfMonth(form[:2]) > 0 {
		// a comma lost between day and year: "Jan 202015"
		p.day, p.year, p.end = dayOfMonth(form[:2]), yearOf(form[2:]), i+2
		return p, true
	}
	if day := dayOfMonth(form); day > 0 && !r.counts(i+2) {
		p.day, p.end = day, i+2
		return r.year(p), true
	}
	p = r.year(p)
	if p.year == 0 && !r.monthAlone(i) {
		return p, false
	}
	return p, true
}

// counts reports whether token i makes the number before it a count and no day:
// "In May 20 people ..."
func (r *dateReader) counts(i int) bool {
	d := r.d
	if n := d.Lex.People.Of(d.Word(i)); n&lexicon.Plural != 0 && n&lexicon.Thing == 0 || d.Lex.Numbers.Of(d.Word(i)).Kind == lexicon.ScaleNumber {
		return true
	}
	return d.FormAt(i) == "%"
}

// monthAlone reports whether a month's name without day and year is a month: not
// "May said", "March" at the head of a sentence.
func (r *dateReader) monthAlone(i int) bool {
	d := r.d
	if d.Lex.TextWords.MonthWord.Has(d.Word(i)) {
		prev := d.Lex.FunctionWords.Of(d.Word(i-1))&lexicon.Preposition != 0 || r.time(i-1).Kind != lexicon.NoTime
		return prev && i > 0
	}
	return true
}

// year takes up a year behind the date: "2016", ", 2016".
func (r *dateReader) year(p partial) partial {
	d := r.d
	at := p.end
	if d.FormAt(at) == "," || d.FormAt(at) == "of" {
		at++
	}
	if y := yearOf(d.FormAt(at)); y > 0 && (p.day > 0 || !r.counts(at+1)) {
		p.year, p.end = y, at+1
	}
	return p
}

func (r *dateReader) numeric(a, b, c, sep string) (y, m, d int, ok bool) {
	if !isNumber(a) || !isNumber(b) || !isNumber(c) || len(a) > 4 || len(b) > 2 {
		return 0, 0, 0, false
	}
	if len(a) == 4 {
		y, m, d = atoi(a), atoi(b), atoi(c)
		return y, m, d, len(c) <= 2 && yearOf(a) > 0 && validDate(y, m, d)
	}
	if y = yearOf(c); y == 0 || len(a) > 2 {
		return 0, 0, 0, false
	}
	one, two := atoi(a), atoi(b)
	switch {
	case two > 12:
		return y, one, two, validDate(y, one, two)
	case one > 12 || sep == "-":
		return y, two, one, validDate(y, two, one)
	case r.today != NoDay:
		// day or month first: what lies nearer to publication
		x, z := Civil(y, two, one), Civil(y, one, two)
		if abs(x-r.today) <= abs(z-r.today) {
			return y, two, one, validDate(y, two, one)
		}
		return y, one, two, validDate(y, one, two)
	}
	return 0, 0, 0, false
}

func dottedDate(s string) (y, m, d int, ok bool) {
	if len(s) < 8 || len(s) > 10 {
		return 0, 0, 0, false
	}
	var part [3]int
	n, digits := 0, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			part[n] = part[n]*10 + int(s[i]-'0')
			digits++
		case s[i] == '.' && n < 2 && digits > 0:
			n++
			digits = 0
		default:
			return 0, 0, 0, false
		}
	}
	if n != 2 || part[2] < 1900 || part[2] > 2100 {
		return 0, 0, 0, false
	}
	return part[2], part[1], part[0], validDate(part[2], part[1], part[0])
}

func isNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func atoi(s string) int {
	n := 0
	for i := 0; i < len(s) && n < 1e8; i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func yearOf(s string) int {
	if len(s) != 4 || !isNumber(s) || s[0] != '1' && s[0] != '2' {
		return 0
	}
	if y := atoi(s); y >= 1800 && y <= 2100 {
		return y
	}
	return 0
}

// dayOfMonth is "3", "03", "3rd" as a day; 0 where it is none.
func dayOfMonth(s string) int {
	n := len(s)
	if n > 2 {
		switch lexicon.Fold(s[n-2:]) {
		case "st", "nd", "rd", "th":
			s = s[:n-2]
		}
	}
	if len(s) > 2 || !isNumber(s) {
		return 0
	}
	if v := atoi(s); v <= 31 {
		return v
	}
	return 0
}

func abs(d Day) Day {
	if d < 0 {
		return -d
	}
	return d
}
