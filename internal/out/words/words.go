// Package words says the ledger's values as people write them: "at least 12",
// "6–8", "dozens", "1–3 April 2031", "Halden Courier → the army → a doctor". The
// terminal, the pages and the tables all use it, so that a figure reads the same
// everywhere.
package words

import (
	"strconv"
	"strings"
	"time"

	"sayso"
)

// Quantity is a number with its quantifier. number is the text's own word for
// it, which a vague number is shown by.
func Quantity(q sayso.Quantifier, low, high sayso.Bound, number string) string {
	switch {
	case q == sayso.Vague && number != "":
		return strings.Join(strings.Fields(number), " ")
	case low.Known && high.Known && low.N != high.N:
		return Number(low.N) + "–" + Number(high.N)
	case low.Known && high.Known && q == sayso.About:
		return "about " + Number(low.N)
	case low.Known && high.Known:
		return Number(low.N)
	case low.Known && q == sayso.MoreThan:
		return "more than " + Number(low.N-1)
	case low.Known:
		return "at least " + Number(low.N)
	case high.Known && q == sayso.LessThan:
		return "fewer than " + Number(high.N+1)
	case high.Known:
		return "at most " + Number(high.N)
	}
	return "unknown"
}

// Number is n with its thousands parted by commas.
func Number(n int64) string {
	s := strconv.FormatInt(n, 10)
	first := 0
	if n < 0 {
		first = 1
	}
	for i := len(s) - 3; i > first; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

var categories = map[sayso.Category]string{
	sayso.KilledOrInjured: "killed or injured",
}

// Category is what happened to the people counted.
func Category(c sayso.Category) string {
	if s, ok := categories[c]; ok {
		return s
	}
	return c.String()
}

// Scope is what the count runs over; empty where it is the plain case, one
// happening.
func Scope(s sayso.Scope) string {
	switch s {
	case sayso.Incident:
		return ""
	case sayso.Period:
		return "over a period"
	case sayso.Cumulative:
		return "running toll"
	case sayso.Future:
		return "to come"
	}
	return s.String()
}

// Status is how the text stands to the figure; empty where it is the plain case,
// asserted.
func Status(s sayso.Status) string {
	if s == sayso.Asserted {
		return ""
	}
	return s.String()
}

// Place is the canonical name with its country, or the text's words where the
// place is not resolved.
func Place(p *sayso.Place) string {
	switch {
	case p == nil:
		return ""
	case p.Name == "":
		return strings.Join(strings.Fields(p.Text), " ")
	case p.Country == "" || p.Country == p.Name:
		return p.Name
	}
	return p.Name + ", " + p.Country
}

// When is a stretch of days: "2 Apr 2031", "1–3 Apr 2031", "Apr 2031".
func When(w *sayso.When) string {
	if w == nil {
		return ""
	}
	return Days(w.Start, w.End)
}

// Days is the stretch from one ISO date to another, both included. What is no
// date is shown as it stands.
func Days(start, end string) string {
	a, errA := time.Parse(time.DateOnly, start)
	b, errB := time.Parse(time.DateOnly, end)
	switch {
	case start == "" && end == "":
		return ""
	case start == "" && errB == nil:
		return "until " + b.Format("2 Jan 2006")
	case end == "" && errA == nil:
		return "since " + a.Format("2 Jan 2006")
	case errA != nil || errB != nil:
		return strings.TrimSuffix(start+"–"+end, "–")
	case a.Equal(b):
		return a.Format("2 Jan 2006")
	case a.Day() == 1 && b.AddDate(0, 0, 1).Day() == 1 && a.Year() == b.Year():
		return months(a, b)
	case a.Year() != b.Year():
		return a.Format("2 Jan 2006") + " – " + b.Format("2 Jan 2006")
	case a.Month() != b.Month():
		return a.Format("2 Jan") + " – " + b.Format("2 Jan 2006")
	}
	return a.Format("2") + "–" + b.Format("2 Jan 2006")
}

// months is a stretch of whole months of one year.
func months(a, b time.Time) string {
	switch {
	case a.Month() == time.January && b.Month() == time.December:
		return a.Format("2006")
	case a.Month() == b.Month():
		return a.Format("Jan 2006")
	}
	return a.Format("Jan") + "–" + b.Format("Jan 2006")
}

// Date is an ISO date, time or month as it is read: "2 Apr 2031".
func Date(iso string) string {
	for _, f := range []struct{ in, out string }{
		{time.DateOnly, "2 Jan 2006"}, {"2006-01", "Jan 2006"}, {time.RFC3339, "2 Jan 2006"},
		{"2006-01-02T15:04:05", "2 Jan 2006"}, {"2006-01-02T15:04", "2 Jan 2006"}, {"2006-01-02 15:04:05", "2 Jan 2006"},
	} {
		if t, err := time.Parse(f.in, iso); err == nil {
			return t.Format(f.out)
		}
	}
	return iso
}

// Chain is whose word a figure is, outermost first. The outlet that published
// comes before the sources; without any source it speaks in its own voice.
func Chain(outlet string, chain []string) string {
	all := make([]string, 0, len(chain)+1)
	if outlet == "" && len(chain) == 0 {
		outlet = "the article itself"
	}
	if outlet != "" && (len(chain) == 0 || chain[0] != outlet) {
		all = append(all, outlet)
	}
	for _, c := range chain {
		all = append(all, strings.Join(strings.Fields(c), " "))
	}
	return strings.Join(all, " → ")
}

// Origin is an origin's name; an outlet that speaks in its own voice is shown as
// that.
func Origin(name string) string {
	if outlet, ok := strings.CutPrefix(name, "outlet:"); ok {
		return outlet + " (own voice)"
	}
	return name
}
