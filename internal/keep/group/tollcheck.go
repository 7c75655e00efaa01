package group

import (
	"cmp"
	"math"
	"slices"

	"sayso"
)

// FlagKind is what does not work out in a toll.
type FlagKind string

// The kinds of flag. None says who is right: an older number may have been
// repeated, a list put in order, a day counted late.
const (
	Falls          FlagKind = "falls"              // a total below an earlier one, and no word that it was put right
	PartAboveWhole FlagKind = "part_above_whole"   // more of some people than of all
	PeriodsMiss    FlagKind = "periods_do_not_add" // counts of days that are not the change of the total
	TwoTotals      FlagKind = "two_totals_one_day" // one origin, one day, two totals
	RepeatsEarlier FlagKind = "falls_back"         // a total below an earlier one that is a still earlier one again
)

// Flag marks figures of one origin whose arithmetic does not work out. Nothing
// is put right.
type Flag struct {
	Kind     FlagKind
	Origin   string
	Category sayso.Category
	People   string
	Day      Day
	// Figures are those it speaks of: the earlier and the later total; the part
	// and the whole; the two totals; the earlier and the later total with the
	// counts between them.
	Figures []Ref
	// Sum and Change are what the counts of days add up to and by how much the
	// total changed, where the flag is about them.
	Sum, Change [2]sayso.Bound
}

// unbounded is above any number of people, and can be added to.
const unbounded = math.MaxInt64 / 1024

// leeway is the least and the most that a number can mean when numbers are held
// against each other. "About 400" may be 380, and a plain "4,000" may be 3,950
// rounded; a plain "3,951" is nothing else.
func leeway(low, high sayso.Bound, q sayso.Quantifier) (least, most int64) {
	least, most = 0, unbounded
	if low.Known {
		least = min(low.N, unbounded)
	}
	if high.Known {
		most = min(high.N, unbounded)
	}
	slack := int64(0)
	switch {
	case least != most:
	case q == sayso.About:
		slack = least / 10
	case least >= 100:
		for unit := int64(10); unit <= least && least%unit == 0; unit *= 10 {
			slack = unit / 2
		}
	}
	return least - slack, min(most+slack, unbounded)
}

// checker holds a toll's counts against each other.
type checker struct {
	docs  []Document
	flags []Flag
}

// check gives the flags of a toll's counts, by day.
func check(docs []Document, all []counted, counts []Count) []Flag {
	c := checker{docs: docs}
	for i := range counts {
		for k := range counts[i].Series {
			c.falls(&counts[i], &counts[i].Series[k])
			c.sums(&counts[i], &counts[i].Series[k])
		}
	}
	for i := range counts {
		for k := range counts {
			if partOf(&counts[i], &counts[k]) {
				c.parts(&counts[i], &counts[k])
			}
		}
	}
	for i := range all {
		c.brokenDown(&all[i].m)
	}
	slices.SortStableFunc(c.flags, func(x, y Flag) int { return cmp.Compare(x.Day, y.Day) })
	return c.flags
}

func (c *checker) leeway(s *Step) (least, most int64) {
	r := s.Figures[0]
	return leeway(s.Low, s.High, c.docs[r.Doc].Reading.Figures[r.Fig].Quantifier)
}

func (c *checker) flag(kind FlagKind, n *Count, origin string, day Day, steps ...*Step) *Flag {
	f := Flag{Kind: kind, Origin: origin, Category: n.Category, People: n.People, Day: day}
	for _, s := range steps {
		f.Figures = append(f.Figures, s.Figures[0])
	}
	c.flags = append(c.flags, f)
	return &c.flags[len(c.flags)-1]
}

// checked are the steps that can be held against others: asserted, with a day.
func checked(steps []Step) []*Step {
	var out []*Step
	for i := range steps {
		if s := &steps[i]; s.stands() && s.Days.To != NoDay {
			out = append(out, s)
		}
	}
	return out
}

// falls walks over the days of a series and holds each total against the highest
// before it. Where it falls, it is the new measure: one fall is flagged once.
func (c *checker) falls(n *Count, s *Series) {
	steps := checked(s.Totals)
	var top *Step
	for i := 0; i < len(steps); {
		k := i + 1
		for k < len(steps) && steps[k].Days.To == steps[i].Days.To {
			k++
		}
		day := steps[i:k]
		i = k
		c.oneDay(n, s, day)
		most := day[0]
		for _, d := range day {
			if _, high := c.leeway(d); high > c.high(most) {
				most = d
			}
		}
		if top == nil {
			top = most
			continue
		}
		low, _ := c.leeway(top)
		switch {
		case c.high(most) >= low:
			if l, _ := c.leeway(most); l >= low {
				top = most
			}
		case most.Revised:
			top = most
		case c.before(steps, top, most):
			c.flag(RepeatsEarlier, n, s.Origin, most.Days.To, top, most)
		default:
			c.flag(Falls, n, s.Origin, most.Days.To, top, most)
			top = most
		}
	}
}

func (c *checker) high(s *Step) int64 {
	_, high := c.leeway(s)
	return high
}

// before reports whether a number was already given before top was.
func (c *checker) before(steps []*Step, top, s *Step) bool {
	for _, o := range steps {
		if o == top {
			return false
		}
		if o.says(s) {
			return true
		}
	}
	return false
}

// oneDay flags totals of one day that cannot both hold.
func (c *checker) oneDay(n *Count, s *Series, day []*Step) {
	for i, a := range day {
		for _, b := range day[i+1:] {
			la, ha := c.leeway(a)
			lb, hb := c.leeway(b)
			if (la > hb || lb > ha) && !a.Revised && !b.Revised {
				c.flag(TwoTotals, n, s.Origin, a.Days.To, a, b)
				return
			}
		}
	}
}

// sums holds counts of days and months against the change of the total over the
// same days. Where counts overlap or leave a day out, nothing is known.
func (c *checker) sums(n *Count, s *Series) {
	totals, periods := checked(s.Totals), checked(s.Periods)
	if len(periods) == 0 {
		return
	}
	for j, b := range totals {
		for i := j - 1; i >= 0; i-- {
			a := totals[i]
			if a.Days.To == b.Days.To || b.Revised {
				continue
			}
			between := tiles(a, b, periods)
			if between == nil || i < j-1 && len(between) > 1 && totals[j-1].Days.To > a.Days.To {
				continue // nearer totals check the single counts
			}
			c.sum(n, s, a, b, between)
		}
	}
}

func (c *checker) sum(n *Count, s *Series, a, b *Step, between []*Step) {
	var low, high int64
	for _, p := range between {
		l, h := c.leeway(p)
		low, high = min(low+l, unbounded), min(high+h, unbounded)
	}
	la, ha := c.leeway(a)
	lb, hb := c.leeway(b)
	least, most := lb-ha, hb-la
	if ha == unbounded {
		least = -unbounded
	}
	if low <= most && least <= high {
		return
	}
	f := c.flag(PeriodsMiss, n, s.Origin, b.Days.To, append([]*Step{a, b}, between...)...)
	f.Sum = [2]sayso.Bound{bound(low), bound(high)}
	f.Change = [2]sayso.Bound{bound(least), bound(most)}
}

func bound(n int64) sayso.Bound {
	if n <= -unbounded/2 || n >= unbounded/2 {
		return sayso.Bound{}
	}
	return sayso.At(n)
}

// tiles are the periods that cover the days after a's up to b's, each day once;
// nil where none do. A period that begins on the day on which the one before it
// ended ("in the last 24 hours") counts as the next one.
func tiles(a, b *Step, periods []*Step) []*Step {
	var out []*Step
	at := a.Days.To
	for at < b.Days.To {
		var next *Step
		for _, p := range periods {
			if p.Days.To <= at || p.Days.To > b.Days.To || p.Days.From < at || p.Days.From > at+1 {
				continue
			}
			if next != nil {
				return nil // two counts of these days
			}
			next = p
		}
		if next == nil {
			return nil
		}
		out = append(out, next)
		at = next.Days.To
	}
	return out
}

// partOf reports whether what x counts is some of what y counts.
func partOf(x, y *Count) bool {
	switch {
	case x == y || x.Unit != y.Unit:
		return false
	case x.Category == y.Category:
		return x.People != "" && y.People == ""
	case y.Category == sayso.KilledOrInjured:
		return (x.Category == sayso.Killed || x.Category == sayso.Injured) && (x.People == y.People || y.People == "")
	}
	return false
}

// parts holds the totals of a part against those of its whole, of one origin: a
// total of all that counts up to the same day or a later one is no less.
func (c *checker) parts(part, whole *Count) {
	for i := range part.Series {
		s := &part.Series[i]
		k := slices.IndexFunc(whole.Series, func(w Series) bool { return w.Origin == s.Origin })
		if k < 0 {
			continue
		}
		wholes := checked(whole.Series[k].Totals)
		for _, p := range checked(s.Totals) {
			for _, w := range wholes {
				if w.Until < p.Days.To {
					continue
				}
				if low, _ := c.leeway(p); low > c.high(w) {
					c.flag(PartAboveWhole, part, s.Origin, w.Until, p, w)
				}
				break
			}
		}
	}
}

// brokenDown holds a figure against those that its own document breaks it down
// into.
func (c *checker) brokenDown(m *mention) {
	figures := c.docs[m.doc].Reading.Figures
	_, most := leeway(m.f.Low, m.f.High, m.f.Quantifier)
	for k := range figures {
		f := &figures[k]
		if f.PartOf != m.fig || f.Status != sayso.Asserted || m.f.Status != sayso.Asserted || unitOf(f.Victims) != m.unit {
			continue
		}
		refs := []Ref{{m.doc, k}, {m.doc, m.fig}}
		known := slices.ContainsFunc(c.flags, func(f Flag) bool { return f.Kind == PartAboveWhole && slices.Equal(f.Figures, refs) })
		if least, _ := leeway(f.Low, f.High, f.Quantifier); least > most && !known {
			c.flags = append(c.flags, Flag{Kind: PartAboveWhole, Origin: m.origin, Category: f.Category, People: peopleClass(f.Victims), Day: m.days.To, Figures: refs})
		}
	}
}
