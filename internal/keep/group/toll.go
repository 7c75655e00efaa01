package group

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sayso"
)

// Toll is what was counted in one place since one day, as it grew: a series of
// totals for each origin, with what it says of single days and weeks beside them.
type Toll struct {
	ID     string       // from its first figure
	Place  *sayso.Place // nil where no figure names one
	Since  Day          // NoDay where none says since when it counts
	Counts []Count      // those with most figures first
	Flags  []Flag       // where its arithmetic does not work out, by day
}

// Count is one thing that a toll counts.
type Count struct {
	Category  sayso.Category
	People    string // class of the people counted; "" is everybody
	Unit      sayso.Unit
	Low, High sayso.Bound // over the last total of each origin
	Series    []Series    // one an origin, in the order of their first figure
}

// Series is what one origin counted, by day.
type Series struct {
	Origin  string
	Totals  []Step // running totals, by the day up to which they count
	Periods []Step // counts of single days, weeks, months
}

// Step is one number of a series, with every figure that repeats it before the
// next number comes.
type Step struct {
	Figures []Ref
	Days    Days // of a total: up to Days.To; From is NoDay where it is not said
	Until   Day  // the last day for which the number is repeated
	Given   bool // the text gives the days; else they are those of publication
	Low     sayso.Bound
	High    sayso.Bound
	Status  sayso.Status
	Revised bool // the words around it say that a number was put right
}

// stands reports whether the origin holds the number to be true.
func (s *Step) stands() bool { return s.Status == sayso.Asserted || s.Status == sayso.Disputed }

// counted is a figure of a toll with where it belongs.
type counted struct {
	m      mention
	bucket string // its place
	since  Day
	total  bool
	people string // class of the people counted
}

// Tolls makes the running tolls of documents: totals that grow, and the counts
// of days and months that they are made of. A figure without a place has that of
// its event.
func Tolls(docs []Document, events []Event, origin func(Ref) string) []Toll {
	home := map[Ref]*Event{}
	for i := range events {
		for _, q := range events[i].Quantities {
			for _, r := range q.Figures {
				home[r] = &events[i]
			}
		}
	}
	var all []counted
	for i := range docs {
		for _, m := range mentions(docs, i, origin) {
			if m.f.Scope != sayso.Cumulative && m.f.Scope != sayso.Period {
				continue
			}
			c := counted{m: m, total: m.f.Scope == sayso.Cumulative, since: NoDay, people: tollPeople(&m)}
			if partOfWhat(m.f) != -1 && c.people == "" {
				continue // a part of some number, and not said which
			}
			if c.total && m.given && m.days.From < m.days.To {
				c.since = m.days.From
			}
			c.bucket = bucketOf(&c.m, home[Ref{m.doc, m.fig}])
			all = append(all, c)
		}
	}
	names, buckets := byPlace(all)
	var out []Toll
	for _, name := range names {
		totalsOfPeriods(buckets[name])
		for _, part := range bySince(buckets[name]) {
			if t, ok := toll(docs, part); ok {
				out = append(out, t)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Toll) int {
		return cmp.Or(cmp.Compare(x.Since, y.Since), cmp.Compare(placeName(x.Place), placeName(y.Place)), cmp.Compare(x.ID, y.ID))
	})
	return out
}

func placeName(p *sayso.Place) string {
	if p == nil {
		return ""
	}
	return cmp.Or(p.Name, p.Text)
}

// bucketOf names the place of a figure; the place is filled in from its event
// where it has none. What has no place anywhere is with its event only.
func bucketOf(m *mention, e *Event) string {
	p := m.f.Place
	if (p == nil || len(m.place) == 0) && e != nil && e.Running {
		p = e.Place
	}
	if p != nil {
		k := placeKey(cmp.Or(p.Name, p.Text))
		if len(k) > 0 {
			return strings.Join(k, " ") + "|" + p.Country
		}
	}
	if e != nil && e.Running {
		return "event " + e.ID
	}
	return fmt.Sprint("figure ", m.doc, " ", m.fig)
}

// byPlace parts figures by place. A name without a country is in the only
// country that others give with it.
func byPlace(all []counted) (names []string, buckets map[string][]counted) {
	countries := map[string][]string{}
	for i := range all {
		if name, country, ok := strings.Cut(all[i].bucket, "|"); ok && country != "" && !slices.Contains(countries[name], country) {
			countries[name] = append(countries[name], country)
		}
	}
	buckets = map[string][]counted{}
	for _, c := range all {
		name, country, ok := strings.Cut(c.bucket, "|")
		if ok && country == "" && len(countries[name]) == 1 {
			c.bucket = name + "|" + countries[name][0]
		}
		if buckets[c.bucket] == nil {
			names = append(names, c.bucket)
		}
		buckets[c.bucket] = append(buckets[c.bucket], c)
	}
	return names, buckets
}

// tollPeople is the class of the people that a toll counts. One happening's
// "civilians" are as a rule all its dead; a toll's are a part.
func tollPeople(m *mention) string {
	if m.people != "" || m.f.Victims == nil {
		return m.people
	}
	for _, tag := range m.f.Victims.Tags {
		if _, value, ok := strings.Cut(tag, ":"); ok {
			return value
		}
	}
	return ""
}

// totalsOfPeriods makes totals of counts that run from one day to ever later
// ones: "from 9 January to today". A count of the last thirty days does not, and
// neither does a single month's.
func totalsOfPeriods(all []counted) {
	for i := range all {
		c := &all[i]
		if c.total || !c.m.given || c.m.days.To-c.m.days.From < week {
			continue
		}
		for k := range all {
			o := &all[k]
			if o.m.given && o.m.days.From == c.m.days.From && o.m.days.To != c.m.days.To && (o.since != NoDay || o.m.f.Scope == sayso.Period && o.m.days.To-o.m.days.From >= week) {
				c.total, c.since = true, c.m.days.From
				break
			}
		}
	}
}

// bySince parts the figures of a place by the day since which they count. Those
// that do not say it go with the others where there is one such day only.
func bySince(all []counted) [][]counted {
	var starts []Day // of clusters, ascending
	days := []Day{}
	for _, c := range all {
		if c.since != NoDay {
			days = append(days, c.since)
		}
	}
	slices.Sort(days)
	last := NoDay
	for _, d := range slices.Compact(days) {
		if last == NoDay || d-last > startSlack(all, d) {
			starts = append(starts, d)
		}
		last = d
	}
	at := func(d Day) int { // the last cluster that starts on d or earlier
		n := -1
		for i, s := range starts {
			if s <= d {
				n = i
			}
		}
		return n
	}
	parts := make([][]counted, len(starts)+1) // the last are those that do not say
	for _, c := range all {
		i := -1
		switch {
		case c.since != NoDay:
			i = at(c.since)
		case len(starts) == 1:
			if i = 0; !c.total && c.m.days.To < starts[0] {
				i = -1
			}
		case !c.total && c.m.days.Known():
			i = at(c.m.days.From)
		}
		if i < 0 {
			i = len(starts)
		}
		parts[i] = append(parts[i], c)
	}
	return slices.DeleteFunc(parts, func(p []counted) bool { return len(p) == 0 })
}

// startSlack is how many days apart two starts may be that are one: "since
// March" and "since 15 March" are where years are counted, not where weeks are.
func startSlack(all []counted, start Day) Day {
	slack := Day(3)
	for _, c := range all {
		if c.since == start {
			slack = max(slack, (c.m.days.To-start)/10)
		}
	}
	return slack
}

// toll sums up one place's figures since one day; it is none where nothing is
// counted up or one period after the other: a single month's dead are no series.
func toll(docs []Document, all []counted) (Toll, bool) {
	slices.SortStableFunc(all, func(x, y counted) int {
		return cmp.Or(cmp.Compare(x.m.days.To, y.m.days.To), cmp.Compare(x.m.doc, y.m.doc), cmp.Compare(x.m.fig, y.m.fig))
	})
	t := Toll{Since: NoDay}
	first := all[0].m
	totals := 0
	for _, c := range all {
		if c.total {
			totals++
		}
		if c.since != NoDay && (t.Since == NoDay || c.since < t.Since) {
			t.Since = c.since
		}
		if c.m.doc < first.doc || c.m.doc == first.doc && c.m.fig < first.fig {
			first = c.m
		}
		if t.Place == nil {
			t.Place = c.m.f.Place
		}
	}
	t.Counts = counts(all)
	if totals == 0 && !slices.ContainsFunc(t.Counts, func(c Count) bool { return slices.ContainsFunc(c.Series, Series.goesOn) }) {
		return t, false
	}
	t.ID = called('t', figureID(docs, first))
	t.Flags = check(docs, all, t.Counts)
	return t, true
}

// goesOn reports whether an origin counts one period after the other.
func (s Series) goesOn() bool {
	for i := range s.Periods {
		for k := range s.Periods[:i] {
			if s.Periods[k].Days.To < s.Periods[i].Days.From {
				return true
			}
		}
	}
	return false
}

// counts parts a toll's figures by what is counted, and those by origin.
func counts(all []counted) []Count {
	var out []Count
	figures := map[int]int{}
	for _, c := range all {
		f := c.m.f
		i := slices.IndexFunc(out, func(x Count) bool {
			return x.Category == f.Category && x.People == c.people && x.Unit == c.m.unit
		})
		if i < 0 {
			i = len(out)
			out = append(out, Count{Category: f.Category, People: c.people, Unit: c.m.unit})
		}
		figures[i]++
		x := &out[i]
		k := slices.IndexFunc(x.Series, func(s Series) bool { return s.Origin == c.m.origin })
		if k < 0 {
			k = len(x.Series)
			x.Series = append(x.Series, Series{Origin: c.m.origin})
		}
		x.Series[k].add(&c)
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
		out[i].Low, out[i].High = lastTotals(out[i].Series)
	}
	slices.SortStableFunc(order, func(a, b int) int { return -cmp.Compare(figures[a], figures[b]) })
	sorted := make([]Count, len(out))
	for i, k := range order {
		sorted[i] = out[k]
	}
	return sorted
}

// add enters a figure; they come by day. A number that only repeats the last
// one, or the same count of the same period, makes no new step.
func (s *Series) add(c *counted) {
	f := c.m.f
	step := Step{
		Figures: []Ref{{c.m.doc, c.m.fig}}, Days: c.m.days, Until: c.m.days.To, Given: c.m.given,
		Low: f.Low, High: f.High, Status: f.Status, Revised: c.m.revised && c.m.held(),
	}
	if !c.total {
		for i := range s.Periods {
			if p := &s.Periods[i]; p.Days == step.Days && p.says(&step) {
				p.Figures = append(p.Figures, step.Figures...)
				return
			}
		}
		s.Periods = append(s.Periods, step)
		return
	}
	step.Days.From = c.since
	if n := len(s.Totals); n > 0 && s.Totals[n-1].says(&step) {
		last := &s.Totals[n-1]
		last.Figures = append(last.Figures, step.Figures...)
		last.Until = max(last.Until, step.Until)
		return
	}
	s.Totals = append(s.Totals, step)
}

func (s *Step) says(o *Step) bool {
	return s.Low == o.Low && s.High == o.High && s.Status == o.Status
}

// lastTotals are the lowest and the highest of the last totals that origins
// hold to be true.
func lastTotals(all []Series) (low, high sayso.Bound) {
	open := false
	for i := range all {
		for k := len(all[i].Totals) - 1; k >= 0; k-- {
			s := &all[i].Totals[k]
			if !s.stands() {
				continue
			}
			if s.Low.Known && (!low.Known || s.Low.N < low.N) {
				low = s.Low
			}
			top := s.High
			if !top.Known {
				top = s.Low
			}
			if !high.Known || top.N > high.N {
				high, open = top, !s.High.Known
			} else if top.N == high.N {
				open = open || !s.High.Known
			}
			break
		}
	}
	if open {
		high = sayso.Bound{}
	}
	return low, high
}
