package text

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Date is the ISO form of a date as outlets write it ("Wed Nov 23, 2016 | 3:02pm
// EST", "22 November 2023", "2016-07-05T10:00:00Z"): a day, a month where no day
// is given, or a time where the time zone is certain. It is empty where the
// words hold anything but one date and its trimmings, and where a day could be a
// month ("03/04/2016").
func Date(s string) string {
	if t, err := time.Parse(time.RFC3339, strings.TrimSpace(s)); err == nil && t.Year() >= 1800 && t.Year() < 2200 {
		return t.Format(time.RFC3339)
	}
	if t, err := time.Parse("2006-01", strings.TrimSpace(s)); err == nil && t.Year() >= 1800 && t.Year() < 2200 {
		return t.Format("2006-01")
	}
	if len(s) > 200 {
		return ""
	}
	ts := dateTokens(s)
	found := ""
	for i := 0; i < len(ts); {
		if iso, n := dateAt(ts[i:]); n > 0 {
			if found == "" {
				found = iso
			}
			i += n
			continue
		}
		n := trimming(ts[i:])
		if n == 0 {
			return ""
		}
		i += n
	}
	return found
}

// datePrefix is the date that s begins with, as ISO, and the bytes that it and
// its trimmings ("Published", "10:15 GMT") take; 0 where it begins with none.
func datePrefix(s string) (iso string, n int) {
	if len(s) > 120 {
		s = s[:120]
		for len(s) > 0 && !utf8.ValidString(s[len(s)-1:]) && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
	}
	ts := dateTokens(s)
	at := 0
	for at < len(ts) {
		if iso, k := dateAt(ts[at:]); k > 0 {
			at += k
			for at < len(ts) {
				k := clock(ts[at:])
				if k == 0 {
					break
				}
				at += k
			}
			return iso, ts[at-1].end
		}
		k := trimming(ts[at:])
		if k == 0 || ts[at].kind == mark {
			return "", 0
		}
		at += k
	}
	return "", 0
}

type tokenKind uint8

const (
	mark tokenKind = iota
	number
	word
)

type dateToken struct {
	kind  tokenKind
	form  string // lower-cased
	value int
	end   int
}

func dateTokens(s string) []dateToken {
	var out []dateToken
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		start := i
		i += n
		switch {
		case isSpace(r):
			continue
		case r >= '0' && r <= '9':
			v := int(r - '0')
			for i < len(s) && s[i] >= '0' && s[i] <= '9' {
				if v < 1e6 {
					v = v*10 + int(s[i]-'0')
				}
				i++
			}
			out = append(out, dateToken{number, s[start:i], v, i})
		case unicode.IsLetter(r):
			for i < len(s) {
				r, n := utf8.DecodeRuneInString(s[i:])
				if !unicode.IsLetter(r) {
					break
				}
				i += n
			}
			out = append(out, dateToken{word, strings.ToLower(s[start:i]), 0, i})
		default:
			out = append(out, dateToken{mark, s[start:i], 0, i})
		}
	}
	return out
}

// dateAt is the date that the tokens begin with, and how many it takes.
func dateAt(ts []dateToken) (string, int) {
	at := 0
	if len(ts) > 0 && ts[0].kind == word && weekdays[ts[0].form] {
		for at = 1; at < len(ts) && at < 3 && (ts[at].form == "," || ts[at].form == "."); at++ {
		}
	}
	for _, read := range []func([]dateToken) (string, int){isoDay, numericDay, dayMonthYear, monthDayYear, monthYear} {
		if iso, n := read(ts[at:]); n > 0 {
			return iso, at + n
		}
	}
	return "", 0
}

// "2016-07-05", "2016/07/05"; a time after it is the trimmings' matter.
func isoDay(ts []dateToken) (string, int) {
	if len(ts) < 5 || len(ts[0].form) != 4 || !sameMarks(ts) || len(ts[2].form) > 2 || len(ts[4].form) > 2 {
		return "", 0
	}
	n := 5
	if len(ts) > 5 && ts[5].form == "t" {
		n++
	}
	return day(ts[0].value, ts[2].value, ts[4].value, n)
}

// "27-09-2013", "14.05.2016", "9/23/2016". Which is the day must show: the one
// above twelve, or the first where dots part them, since only languages that
// put the day first write dots.
func numericDay(ts []dateToken) (string, int) {
	if len(ts) < 5 || len(ts[4].form) != 4 || !sameMarks(ts) || len(ts[0].form) > 2 || len(ts[2].form) > 2 {
		return "", 0
	}
	a, b := ts[0].value, ts[2].value
	switch {
	case a > 12 || a == b || ts[1].form == ".":
		return day(ts[4].value, b, a, 5)
	case b > 12:
		return day(ts[4].value, a, b, 5)
	}
	return "", 0
}

func sameMarks(ts []dateToken) bool {
	return ts[0].kind == number && ts[2].kind == number && ts[4].kind == number &&
		ts[1].form == ts[3].form && (ts[1].form == "-" || ts[1].form == "/" || ts[1].form == ".")
}

// "22 November 2023", "1st of Aug. 2013"
func dayMonthYear(ts []dateToken) (string, int) {
	d, n := dayNumber(ts)
	if n == 0 {
		return "", 0
	}
	if n < len(ts) && ts[n].form == "of" {
		n++
	}
	m, k := month(ts[n:])
	if k == 0 {
		return "", 0
	}
	n += k
	y, k := year(ts[n:])
	if k == 0 {
		return "", 0
	}
	return day(y, m, d, n+k)
}

// "November 22nd, 2023"
func monthDayYear(ts []dateToken) (string, int) {
	m, n := month(ts)
	if n == 0 {
		return "", 0
	}
	d, k := dayNumber(ts[n:])
	if k == 0 {
		return "", 0
	}
	n += k
	y, k := year(ts[n:])
	if k == 0 {
		return "", 0
	}
	return day(y, m, d, n+k)
}

// "November 2023"
func monthYear(ts []dateToken) (string, int) {
	m, n := month(ts)
	if n == 0 {
		return "", 0
	}
	y, k := year(ts[n:])
	if k == 0 {
		return "", 0
	}
	return fmt.Sprintf("%04d-%02d", y, m), n + k
}

func dayNumber(ts []dateToken) (int, int) {
	if len(ts) == 0 || ts[0].kind != number || len(ts[0].form) > 2 {
		return 0, 0
	}
	if len(ts) > 1 {
		switch ts[1].form {
		case "st", "nd", "rd", "th":
			return ts[0].value, 2
		}
	}
	return ts[0].value, 1
}

func month(ts []dateToken) (int, int) {
	if len(ts) == 0 || ts[0].kind != word {
		return 0, 0
	}
	m := months[ts[0].form]
	if m == 0 {
		return 0, 0
	}
	if len(ts) > 1 && ts[1].form == "." {
		return m, 2
	}
	return m, 1
}

func year(ts []dateToken) (int, int) {
	n := 0
	if len(ts) > 0 && ts[0].form == "," {
		n = 1
	}
	if n < len(ts) && len(ts[n].form) == 4 && ts[n].kind == number && ts[n].value >= 1800 && ts[n].value < 2200 {
		return ts[n].value, n + 1
	}
	return 0, 0
}

func day(y, m, d, n int) (string, int) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1800 || y >= 2200 || t.Day() != d || int(t.Month()) != m {
		return "", 0
	}
	return t.Format(time.DateOnly), n
}

// trimming is how many tokens at the front say nothing against a date: a label,
// a time of day, a mark between.
func trimming(ts []dateToken) int {
	if n := clock(ts); n > 0 {
		return n
	}
	if ts[0].kind == mark && strings.ContainsAny(ts[0].form, ",.|:-–—·•()/") {
		return 1
	}
	if ts[0].kind == word && (labels[ts[0].form] || weekdays[ts[0].form] || zones[ts[0].form]) {
		return 1
	}
	return 0
}

// clock is the length of a time of day: "| 3:02pm EST", "at 10.15 GMT", "14:00
// (UTC+2)".
func clock(ts []dateToken) int {
	n := 0
	for n < len(ts) && (ts[n].form == "|" || ts[n].form == "," || ts[n].form == "at" || ts[n].form == "-" || ts[n].form == "–") {
		n++
	}
	if n+2 >= len(ts) || ts[n].kind != number || ts[n].value > 24 || len(ts[n].form) > 2 ||
		ts[n+1].form != ":" && ts[n+1].form != "." || ts[n+2].kind != number || len(ts[n+2].form) != 2 || ts[n+2].value > 59 {
		return 0
	}
	n += 3
	for n+1 < len(ts) && (ts[n].form == ":" || ts[n].form == ".") && ts[n+1].kind == number {
		n += 2
	}
	for n < len(ts) {
		switch {
		case ts[n].kind == word && zones[ts[n].form]:
			n++
		case n+1 < len(ts) && (ts[n].form == "(" || ts[n].form == "+" || ts[n].form == "-") && (ts[n+1].kind == number || zones[ts[n+1].form]):
			n += 2
		case (ts[n].form == ")" || ts[n].form == ".") && ts[n-1].kind == word:
			n++
		default:
			return n
		}
	}
	return n
}

var months = map[string]int{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4,
	"may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
	"october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}

var weekdays = set("monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun")

var labels = set("published publication publish updated update last modified posted post date dated of on at first issued released created added filed time")

var zones = set("am pm a p m gmt utc z bst est edt et cst cdt ct mst mdt mt pst pdt pt cet cest eet eest msk ist aest aedt local time hrs h")

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
