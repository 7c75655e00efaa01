package terminal

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

// Event writes one event: where and when, the words that tell of it, then a row
// for each quantity and origin, so that what each says stands beside the others.
func Event(w io.Writer, e *tally.Event, s Style) error {
	var out strings.Builder
	f := newFlow(&out, s, min(s.width(), textWidth), "")
	f.text(eventName(e), bold)
	f.end()
	f = newFlow(&out, s, min(s.width(), textWidth), indent)
	f.text(oneLine(e.What), dim)
	f.end()
	t := Table{Columns: []Column{
		{Title: "what", Least: 10}, {Title: "how many", Least: 10, layer: bold}, {Title: "on whose word", Least: 14},
		{Title: "figures", Right: true, layer: dim}, {Title: "", Least: 8, layer: dim},
	}}
	for i := range e.Quantities {
		t.Rows = append(t.Rows, quantityRows(&e.Quantities[i])...)
	}
	if err := WriteTable(&out, t.withoutEmpty(), s); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := io.WriteString(w, out.String())
	return err
}

func eventName(e *tally.Event) string {
	name := "place unknown"
	if e.Place != nil {
		name = clean(words.Place(e.Place))
	}
	days := words.Days(e.Start, e.End)
	if days == "" {
		days = "days unknown"
	}
	if e.Toll {
		days = "running toll, " + days
	}
	return name + " · " + days
}

// quantityRows are one row for each origin of a quantity.
func quantityRows(q *tally.Quantity) [][]string {
	what := words.Category(q.Category)
	if q.People != "" {
		what += ", " + clean(q.People)
	}
	var names []string
	by := map[string][]*tally.Figure{}
	for _, f := range q.Figures {
		if by[f.Origin] == nil {
			names = append(names, f.Origin)
		}
		by[f.Origin] = append(by[f.Origin], f)
	}
	var rows [][]string
	for _, name := range names {
		note := ""
		for _, c := range q.Conflicts {
			if c[0].Origin == name || c[1].Origin == name {
				note = "differ"
			}
		}
		rows = append(rows, []string{what, said(by[name]), oneLine(words.Origin(name)), fmt.Sprint(len(by[name])), note})
		what = ""
	}
	return rows
}

// said is what one origin said, each number once, in the order of publication.
func said(figures []*tally.Figure) string {
	var out []string
	for _, f := range figures {
		q := oneLine(words.Quantity(f.Figure.Quantifier, f.Figure.Low, f.Figure.High, f.NumberText))
		if !slices.Contains(out, q) {
			out = append(out, q)
		}
	}
	return strings.Join(out, " → ")
}

// Origins writes the origins as a table, with the reasons why different words
// stand under one name.
func Origins(w io.Writer, origins []tally.Origin, s Style) error {
	t := Table{Columns: []Column{
		{Title: "origin", Least: 14, layer: bold}, {Title: "figures", Right: true}, {Title: "documents", Right: true}, {Title: "why", Least: 20, layer: dim},
	}}
	for i := range origins {
		o := &origins[i]
		docs := map[string]bool{}
		for _, f := range o.Figures {
			docs[string(f.Document.ID)] = true
		}
		t.Rows = append(t.Rows, []string{oneLine(words.Origin(o.Name)), fmt.Sprint(len(o.Figures)), fmt.Sprint(len(docs)), oneLine(strings.Join(o.Evidence, "; "))})
	}
	return WriteTable(w, t.withoutEmpty(), s)
}

// Families writes each family with its documents, the first publisher first.
func Families(w io.Writer, families []tally.Family, s Style) error {
	t := Table{Columns: []Column{
		{Title: "published", Least: 10, layer: dim}, {Title: "outlet", Least: 10}, {Title: "document", Least: 16}, {Title: "shares", Least: 8, layer: dim},
	}}
	for i := range families {
		f := &families[i]
		for k := range f.Documents {
			d := &f.Documents[k]
			share := "first"
			if k > 0 {
				share = ""
			}
			for _, tie := range f.Ties {
				if k > 0 && tie.B.ID == d.ID && share == "" {
					share = fmt.Sprintf("%.0f %% with %s", 100*tie.Covered, oneLine(tie.A.Meta.Outlet))
				}
			}
			t.Rows = append(t.Rows, []string{clean(d.Meta.Published[:min(10, len(d.Meta.Published))]), oneLine(d.Meta.Outlet), oneLine(d.Name()), share})
		}
		if i+1 < len(families) {
			t.Rows = append(t.Rows, []string{"", "", "", ""})
		}
	}
	return WriteTable(w, t, s)
}
