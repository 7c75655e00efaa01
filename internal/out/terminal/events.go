package terminal

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

// Event writes one event: where and when, the words that tell of it, then a row
// for each quantity and origin, so that what each says stands beside the others.
func Event(w io.Writer, e *tally.Event, s Style) error {
	var out strings.Builder
	groupHeading(&out, s, eventName(e), e.ID)
	f := newFlow(&out, s, min(s.width(), textWidth), indent)
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
	for i := range e.Quantities {
		for k := range e.Quantities[i].Disputes {
			remark(&out, s, words.Denial(&e.Quantities[i].Disputes[k]))
		}
	}
	for i := range e.Quantities {
		for _, d := range words.Disputes(&e.Quantities[i]) {
			remark(&out, s, d)
		}
	}
	out.WriteByte('\n')
	_, err := io.WriteString(w, out.String())
	return err
}

// groupHeading is what a group is, with its ID.
func groupHeading(out *strings.Builder, s Style, name, id string) {
	f := newFlow(out, s, min(s.width(), textWidth), "")
	f.text(name, bold)
	f.text("  "+id, dim)
	f.end()
}

// remark is what to look out for in a group.
func remark(out *strings.Builder, s Style, says string) {
	f := newFlow(out, s, min(s.width(), textWidth), indent)
	f.text("! ", bold)
	f.text(oneLine(says), plain)
	f.end()
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

// quantityRows are one row for each origin of a quantity, and one for what it
// denies.
func quantityRows(q *tally.Quantity) [][]string {
	what := words.Counted(q.Category, clean(q.People), q.Unit)
	var names []string
	by := map[string][]*tally.Figure{}
	denied := map[string][]*tally.Figure{}
	for _, f := range q.Figures {
		if by[f.Origin] == nil && denied[f.Origin] == nil {
			names = append(names, f.Origin)
		}
		if f.Figure.Status == sayso.Denied {
			denied[f.Origin] = append(denied[f.Origin], f)
		} else {
			by[f.Origin] = append(by[f.Origin], f)
		}
	}
	var rows [][]string
	for _, name := range names {
		if own := by[name]; len(own) > 0 {
			rows = append(rows, []string{what, said(own), oneLine(words.Origin(name)), fmt.Sprint(len(own)), quantityNote(q, name)})
			what = ""
		}
		if not := denied[name]; len(not) > 0 {
			rows = append(rows, []string{what, "denies " + said(not), oneLine(words.Origin(name)), fmt.Sprint(len(not)), ""})
			what = ""
		}
	}
	return rows
}

// quantityNote tells how an origin's numbers stand to each other and to those of
// others.
func quantityNote(q *tally.Quantity, origin string) string {
	var out []string
	for _, u := range q.Updates {
		if n := len(u.Figures); u.Origin == origin {
			if way := words.Revised(u.Figures[n-2], u.Figures[n-1]); way != "" {
				out = append(out, "revised "+way)
			}
		}
	}
	if slices.ContainsFunc(q.Conflicts, func(c [2]*tally.Figure) bool { return c[0].Origin == origin || c[1].Origin == origin }) {
		out = append(out, "differ")
	}
	return strings.Join(out, ", ")
}

// said is what one origin said, in the order of publication.
func said(figures []*tally.Figure) string {
	return strings.Join(words.Numbers(figures, func(f *tally.Figure) string {
		s := oneLine(words.Said(f))
		if st := f.Figure.Status; st != sayso.Asserted && st != sayso.Denied {
			s += " (" + words.Status(st) + ")"
		}
		return s
	}), " → ")
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
					share = fmt.Sprintf("%.0f %% with %s", 100*tie.Covered, oneLine(cmp.Or(tie.A.Meta.Outlet, tie.A.Name())))
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
