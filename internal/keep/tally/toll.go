package tally

import (
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/group"
)

// Toll is what was counted in one place since one day, as it grew.
type Toll struct {
	ID     string
	Place  *sayso.Place // nil where no figure names one
	Since  string       // ISO day; empty where none says since when it counts
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
	Totals  []Step
	Periods []Step // counts of single days, weeks, months
}

// Step is one number of a series with every figure that repeats it.
type Step struct {
	Figures    []*Figure
	Start, End string // ISO days; a total counts up to End, and Start is empty where it is not said
	Until      string // the last day for which the number is repeated
	Given      bool   // the text gives the days; else they are those of publication
	Revised    bool   // the words around it say that a number was put right
}

// First is the figure that first gave the number.
func (s *Step) First() *Figure { return s.Figures[0] }

// Stands reports whether the origin holds the number to be true.
func (s *Step) Stands() bool {
	st := s.First().Figure.Status
	return st == sayso.Asserted || st == sayso.Disputed
}

// Flag marks figures of one origin whose arithmetic does not work out.
type Flag struct {
	Kind        group.FlagKind
	Origin      string
	Category    sayso.Category
	People      string
	Day         string
	Figures     []*Figure // those it speaks of; see group.Flag
	Sum, Change [2]sayso.Bound
}

// Dispute is a number that somebody denies, with the figures that it answers.
type Dispute struct {
	Figure  *Figure
	Answers []*Figure
}

// At reports whether a name is in that of the toll's place or country.
func (t *Toll) At(name string) bool { return at(t.Place, name) }

// During reports whether a total of the toll counts up to a day in a stretch of
// ISO days, either end of which may be open.
func (t *Toll) During(from, to string) bool {
	if from == "" && to == "" {
		return true
	}
	for _, c := range t.Counts {
		for _, s := range c.Series {
			for _, list := range [][]Step{s.Totals, s.Periods} {
				for i := range list {
					if d := &list[i]; d.End != "" && (from == "" || d.Until >= from) && (to == "" || d.End <= to) {
						return true
					}
				}
			}
		}
	}
	return false
}

// Figures are how many figures the toll is made of.
func (t *Toll) Figures() int {
	n := 0
	for _, c := range t.Counts {
		n += c.Figures()
	}
	return n
}

// Figures are how many figures the count is made of.
func (c *Count) Figures() int {
	n := 0
	for _, s := range c.Series {
		for _, list := range [][]Step{s.Totals, s.Periods} {
			for i := range list {
				n += len(list[i].Figures)
			}
		}
	}
	return n
}

// Origins are the names of those who count, in the order of their first figure
// in the first count that they give.
func (t *Toll) Origins() []string {
	var out []string
	seen := map[string]bool{}
	for _, c := range t.Counts {
		for _, s := range c.Series {
			if !seen[s.Origin] {
				seen[s.Origin] = true
				out = append(out, s.Origin)
			}
		}
	}
	return out
}

// at reports whether a name is in that of a place or its country.
func at(p *sayso.Place, name string) bool {
	if name == "" || p == nil {
		return name == ""
	}
	name = strings.ToLower(name)
	for _, s := range []string{p.Text, p.Name, p.Country} {
		if strings.Contains(strings.ToLower(s), name) {
			return true
		}
	}
	return false
}

func (b *builder) toll(t group.Toll) Toll {
	out := Toll{ID: t.ID, Place: t.Place, Since: t.Since.String()}
	for _, c := range t.Counts {
		x := Count{Category: c.Category, People: c.People, Unit: c.Unit, Low: c.Low, High: c.High}
		for _, s := range c.Series {
			x.Series = append(x.Series, Series{Origin: s.Origin, Totals: b.steps(s.Totals), Periods: b.steps(s.Periods)})
		}
		out.Counts = append(out.Counts, x)
	}
	for _, f := range t.Flags {
		out.Flags = append(out.Flags, Flag{
			Kind: f.Kind, Origin: f.Origin, Category: f.Category, People: f.People, Day: f.Day.String(),
			Figures: b.figures(f.Figures), Sum: f.Sum, Change: f.Change,
		})
	}
	return out
}

func (b *builder) steps(steps []group.Step) []Step {
	var out []Step
	for _, s := range steps {
		out = append(out, Step{
			Figures: b.figures(s.Figures), Start: s.Days.From.String(), End: s.Days.To.String(), Until: s.Until.String(),
			Given: s.Given, Revised: s.Revised,
		})
	}
	return out
}

// Of reports whether the toll counts people of one of the categories; none
// given is all.
func (t *Toll) Of(categories []sayso.Category) bool {
	return len(categories) == 0 || slices.ContainsFunc(t.Counts, func(c Count) bool { return slices.Contains(categories, c.Category) })
}

// By reports whether an origin with this in its name counts in the toll.
func (t *Toll) By(name string) bool {
	return name == "" || slices.ContainsFunc(t.Origins(), func(o string) bool {
		return strings.Contains(strings.ToLower(o), strings.ToLower(name))
	})
}

// CountedBy reports whether the origin of exactly this name counts in the toll.
func (t *Toll) CountedBy(name string) bool { return slices.Contains(t.Origins(), name) }
