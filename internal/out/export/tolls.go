package export

import (
	"io"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

// WriteToll writes one running toll as a line of the machine format
// (docs/format.md).
func WriteToll(w io.Writer, t *tally.Toll) error {
	line := tollLine{ID: t.ID, Place: eventPlace(t.Place), Since: known(t.Since), Counts: []countLine{}, Flags: []flagLine{}}
	for i := range t.Counts {
		c := &t.Counts[i]
		x := countLine{Category: c.Category, People: c.People, Unit: c.Unit, Low: bound(c.Low), High: bound(c.High), Series: []seriesLine{}}
		for k := range c.Series {
			s := &c.Series[k]
			x.Series = append(x.Series, seriesLine{s.Origin, steps(s.Totals), steps(s.Periods)})
		}
		line.Counts = append(line.Counts, x)
	}
	for i := range t.Flags {
		f := &t.Flags[i]
		x := flagLine{Kind: f.Kind, Origin: f.Origin, Category: f.Category, People: f.People, Day: known(f.Day), Words: words.Flag(f), Figures: ids(f.Figures)}
		if f.Kind == group.PeriodsMiss {
			x.Sum, x.Change = &[2]*int64{bound(f.Sum[0]), bound(f.Sum[1])}, &[2]*int64{bound(f.Change[0]), bound(f.Change[1])}
		}
		line.Flags = append(line.Flags, x)
	}
	return encode(w, line)
}

type tollLine struct {
	ID     string          `json:"id"`
	Place  *eventPlaceLine `json:"place"`
	Since  *string         `json:"since"`
	Counts []countLine     `json:"counts"`
	Flags  []flagLine      `json:"flags"`
}

type countLine struct {
	Category sayso.Category `json:"category"`
	People   string         `json:"people"`
	Unit     sayso.Unit     `json:"unit"`
	Low      *int64         `json:"low"`
	High     *int64         `json:"high"`
	Series   []seriesLine   `json:"series"`
}

type seriesLine struct {
	Origin  string     `json:"origin"`
	Totals  []stepLine `json:"totals"`
	Periods []stepLine `json:"periods"`
}

type stepLine struct {
	Start      *string           `json:"start"`
	End        *string           `json:"end"`
	Until      *string           `json:"until"`
	Given      bool              `json:"given"`
	Quantifier sayso.Quantifier  `json:"quantifier"`
	Low        *int64            `json:"low"`
	High       *int64            `json:"high"`
	Status     sayso.Status      `json:"status"`
	Revised    bool              `json:"revised"`
	Figures    []eventFigureLine `json:"figures"`
}

type flagLine struct {
	Kind     group.FlagKind `json:"kind"`
	Origin   string         `json:"origin"`
	Category sayso.Category `json:"category"`
	People   string         `json:"people"`
	Day      *string        `json:"day"`
	Words    string         `json:"words"`
	Figures  []string       `json:"figures"`
	Sum      *[2]*int64     `json:"sum,omitempty"`
	Change   *[2]*int64     `json:"change,omitempty"`
}

func steps(in []tally.Step) []stepLine {
	out := []stepLine{}
	for i := range in {
		s := &in[i]
		f := &s.First().Figure
		x := stepLine{
			Start: known(s.Start), End: known(s.End), Until: known(s.Until), Given: s.Given, Quantifier: f.Quantifier,
			Low: bound(f.Low), High: bound(f.High), Status: f.Status, Revised: s.Revised,
		}
		for _, f := range s.Figures {
			x.Figures = append(x.Figures, eventFigure(f))
		}
		out = append(out, x)
	}
	return out
}

func ids(figures []*tally.Figure) []string {
	out := []string{}
	for _, f := range figures {
		out = append(out, string(f.ID))
	}
	return out
}
