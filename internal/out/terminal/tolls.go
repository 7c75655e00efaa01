package terminal

import (
	"fmt"
	"io"
	"strings"

	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

// Toll writes one running toll: what each origin counted up, step by step, then
// where the arithmetic does not work out.
func Toll(w io.Writer, t *tally.Toll, s Style) error {
	var out strings.Builder
	groupHeading(&out, s, tollName(t), t.ID)
	table := Table{Columns: []Column{
		{Title: "what", Least: 10}, {Title: "on whose word", Least: 14}, {Title: "total", Least: 16, layer: bold},
		{Title: "of single days", Least: 16, layer: dim},
	}}
	for i := range t.Counts {
		c := &t.Counts[i]
		what := words.Counted(c.Category, oneLine(c.People), c.Unit)
		for k := range c.Series {
			x := &c.Series[k]
			table.Rows = append(table.Rows, []string{what, oneLine(words.Origin(x.Origin)), totals(x.Totals), periods(x.Periods)})
			what = ""
		}
	}
	if err := WriteTable(&out, table.withoutEmpty(), s); err != nil {
		return err
	}
	for i := range t.Flags {
		remark(&out, s, words.Flag(&t.Flags[i]))
	}
	out.WriteByte('\n')
	_, err := io.WriteString(w, out.String())
	return err
}

func tollName(t *tally.Toll) string {
	name := "place unknown"
	if t.Place != nil {
		name = clean(words.Place(t.Place))
	}
	if t.Since == "" {
		return name + " · running toll"
	}
	return name + " · running toll since " + words.Date(t.Since)
}

// totals are an origin's totals with the days up to which they count: "214 (6
// Mar 2026) → 226 (12 Mar 2026)".
func totals(steps []tally.Step) string {
	var out []string
	for i := range steps {
		s := &steps[i]
		said := oneLine(words.Said(s.First()))
		if !s.Stands() {
			said = words.Status(s.First().Figure.Status) + ": " + said
		}
		note := words.Date(s.End)
		if s.Revised {
			note += ", put right"
		}
		out = append(out, fmt.Sprintf("%s (%s)", said, strings.TrimPrefix(note, ", ")))
	}
	return strings.Join(out, " → ")
}

func periods(steps []tally.Step) string {
	var out []string
	for i := range steps {
		s := &steps[i]
		out = append(out, fmt.Sprintf("%s in %s", oneLine(words.Said(s.First())), words.Days(s.Start, s.End)))
	}
	return strings.Join(out, ", ")
}
