package words

import (
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/tally"
)

// Said is a figure's number as people write it.
func Said(f *tally.Figure) string {
	return Quantity(f.Figure.Quantifier, f.Figure.Low, f.Figure.High, f.NumberText)
}

// Numbers are what one origin said of a quantity in the order of publication:
// each number where it changes. "At least 9" and "9" are one number in two forms,
// each said once however often they take turns. say writes a figure.
func Numbers(figures []*tally.Figure, say func(*tally.Figure) string) []string {
	var out []string
	last, said := int64(-1), map[string]bool{}
	for _, f := range figures {
		if n := number(&f.Figure); n != last {
			last, said = n, map[string]bool{}
		}
		if s := say(f); !said[s] {
			said[s] = true
			out = append(out, s)
		}
	}
	return out
}

// number is the number that is written: 12 of "at least 12" and "more than 12".
func number(f *sayso.Figure) int64 {
	switch {
	case f.Quantifier == sayso.MoreThan:
		return f.Low.N - 1
	case f.Quantifier == sayso.LessThan:
		return f.High.N + 1
	case f.Low.Known:
		return f.Low.N
	}
	return f.High.N
}

// Counted is what happened to whom: "killed, child", "displaced, families".
func Counted(c sayso.Category, people string, unit sayso.Unit) string {
	s := Category(c)
	if people != "" {
		s += ", " + people
	}
	if unit == sayso.Households {
		s += ", families"
	}
	return s
}

// Spread is the lowest and the highest number that is given.
func Spread(low, high sayso.Bound) string {
	switch {
	case low.Known && high.Known && low.N != high.N:
		return Number(low.N) + "–" + Number(high.N)
	case low.Known && high.Known:
		return Number(low.N)
	case low.Known:
		return Number(low.N) + " or more"
	case high.Known:
		return "up to " + Number(high.N)
	}
	return "number not known"
}

// AsOf is the day up to which a figure counts, as far as that is known.
func AsOf(f *tally.Figure) string {
	if w := f.Figure.When; w != nil && w.End != "" {
		return Date(w.End)
	}
	return Date(f.Document.Meta.Published)
}

// dated is a figure's number with its day: "226 (2 Apr 2031)".
func dated(f *tally.Figure) string { return datedAs(f, "") }

func datedAs(f *tally.Figure, what string) string {
	s := strings.TrimSpace(Said(f) + " " + what)
	if d := AsOf(f); d != "" {
		s += " (" + d + ")"
	}
	return s
}

// Flag says in words what does not work out. It says who counts what, and not
// who is right.
func Flag(f *tally.Flag) string {
	who, what := Origin(f.Origin), Counted(f.Category, f.People, sayso.Persons)
	if len(f.Figures) < 2 {
		return ""
	}
	a, b := f.Figures[0], f.Figures[1]
	switch f.Kind {
	case group.Falls:
		return fmt.Sprintf("%s gives %s after %s: the total falls, and the words around it do not say that it was put right.", who, datedAs(b, what), dated(a))
	case group.RepeatsEarlier:
		return fmt.Sprintf("%s gives %s after %s: the total falls back to a number that was given before; an older one may have been repeated.", who, datedAs(b, what), dated(a))
	case group.TwoTotals:
		return fmt.Sprintf("%s gives two totals of %s for %s: %s and %s.", who, what, AsOf(b), Said(a), Said(b))
	case group.PartAboveWhole:
		return fmt.Sprintf("%s counts %s, but %s, of whom they are a part.", who,
			datedAs(a, Counted(a.Figure.Category, f.People, sayso.Persons)), datedAs(b, Category(b.Figure.Category)))
	case group.PeriodsMiss:
		return fmt.Sprintf("%s: %s went from %s to %s, by %s; its counts for the days between add up to %s (%s).",
			who, what, dated(a), dated(b), Spread(f.Change[0], f.Change[1]), Spread(f.Sum[0], f.Sum[1]), periods(f.Figures[2:]))
	}
	return string(f.Kind)
}

// periods are counts with their days: "12 on 3 Apr 2031, 7 on 4–5 Apr 2031".
func periods(figures []*tally.Figure) string {
	var out []string
	for _, f := range figures {
		s := Said(f)
		if d := When(f.Figure.When); d != "" {
			s += " on " + d
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// FlagKind is a flag in a word or two.
func FlagKind(k group.FlagKind) string {
	switch k {
	case group.Falls:
		return "falls"
	case group.RepeatsEarlier:
		return "falls back"
	case group.TwoTotals:
		return "two totals on one day"
	case group.PartAboveWhole:
		return "part above whole"
	case group.PeriodsMiss:
		return "days do not add up"
	}
	return string(k)
}

// Denial says in words whose number is denied: "the ministry (4 Apr 2031) denies
// 17, which the Free League gave (3 Apr 2031)".
func Denial(d *tally.Dispute) string {
	s := Origin(d.Figure.Origin)
	if day := Date(d.Figure.Document.Meta.Published); day != "" {
		s += " (" + day + ")"
	}
	s += " denies " + Said(d.Figure)
	var by []string
	seen := map[string]bool{}
	for _, f := range d.Answers {
		if seen[f.Origin] {
			continue
		}
		seen[f.Origin] = true
		who := Origin(f.Origin)
		if day := Date(f.Document.Meta.Published); day != "" {
			who += " (" + day + ")"
		}
		by = append(by, who)
	}
	if len(by) == 0 {
		return s + "; whose number that is, is not known."
	}
	return s + ", given by " + strings.Join(by, " and ") + "."
}

// Disputes say in words which numbers of a quantity are called into question, and
// by whom: "the army disputes 40, given by the Free League (2 Apr 2031)". A disputed
// number is its origin's still.
func Disputes(q *tally.Quantity) []string {
	var out []string
	for _, f := range q.Figures {
		if len(f.Disputers) == 0 {
			continue
		}
		verb := " disputes "
		if len(f.Disputers) > 1 {
			verb = " dispute "
		}
		s := strings.Join(f.Disputers, " and ") + verb + Said(f) + ", given by " + Origin(f.Origin)
		if day := Date(f.Document.Meta.Published); day != "" {
			s += " (" + day + ")"
		}
		if s += "."; !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Revised tells how an origin's later number stands to its earlier one: "up",
// "down", or "" where the bounds do not tell.
func Revised(from, to *tally.Figure) string {
	a, b := &from.Figure, &to.Figure
	switch {
	case a.High.Known && b.Low.Known && b.Low.N > a.High.N:
		return "up"
	case a.Low.Known && b.High.Known && b.High.N < a.Low.N:
		return "down"
	case a.Low.Known && b.Low.Known && !a.High.Known && !b.High.Known && a.Low.N != b.Low.N: // at least 9, at least 12
		if b.Low.N > a.Low.N {
			return "up"
		}
		return "down"
	case a.Low.Known && !a.High.Known && b.Low.Known && b.Low.N > a.Low.N: // at least 9, then 12
		return "up"
	}
	return ""
}
