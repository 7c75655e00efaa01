package terminal

import (
	"strconv"
	"strings"

	"sayso/internal/keep/ledger"
	"sayso/internal/out/words"
)

// Documents is a table of the ledger's documents.
func Documents(rows []ledger.Document) Table {
	t := Table{Columns: []Column{
		{Title: "document", layer: dim}, {Title: "published", Least: 11}, {Title: "outlet", Least: 9}, {Title: "title", Least: 20, layer: bold},
		{Title: "revision", Right: true}, {Title: "figures", Right: true}, {Title: "claims", Right: true},
	}}
	for i := range rows {
		d := &rows[i]
		revision := "" // the plain case
		if d.Revision > 1 {
			revision = strconv.Itoa(d.Revision)
		}
		t.Rows = append(t.Rows, []string{d.ID.Short(), oneLine(words.Date(d.Meta.Published)), oneLine(d.Meta.Outlet), oneLine(d.Name()),
			revision, words.Number(int64(d.Figures)), words.Number(int64(d.Attributions))})
	}
	return t.withoutEmpty()
}

// Figures is a table of the ledger's figures.
func Figures(rows []ledger.Figure) Table {
	t := Table{Columns: []Column{
		{Title: "figure", layer: dim}, {Title: "how many", Least: 8, layer: bold}, {Title: "what", Least: 12}, {Title: "whom", Least: 9},
		{Title: "where", Least: 9}, {Title: "when", Least: 11}, {Title: "who says so", Least: 13, Below: true, layer: chain},
		{Title: "published", Least: 11, Below: true},
	}}
	for i := range rows {
		f := &rows[i]
		t.Rows = append(t.Rows, []string{f.ID.Short(), howManyOf(f), whatOf(f), victimsOf(f),
			oneLine(words.Place(f.Place)), oneLine(words.When(f.When)), oneLine(words.Chain(f.Document.Meta.Outlet, f.Chain)), oneLine(words.Date(f.Document.Meta.Published))})
	}
	return t.withoutEmpty()
}

// Attributions is a table of who is said to have said what.
func Attributions(rows []ledger.Attribution) Table {
	t := Table{Columns: []Column{
		{Title: "claim", layer: dim}, {Title: "who", Least: 12, layer: bold}, {Title: "cue", Least: 6}, {Title: "what", Least: 24, Below: true},
		{Title: "published by", Least: 12}, {Title: "on", Least: 11},
	}}
	for i := range rows {
		a := &rows[i]
		t.Rows = append(t.Rows, []string{a.ID.Short(), speakerOf(a), oneLine(a.CueText), clip(oneLine(a.ContentText), 400),
			oneLine(a.Document.Meta.Outlet), oneLine(words.Date(a.Document.Meta.Published))})
	}
	return t.withoutEmpty()
}

// speakerOf is who the source is, as far as the document tells.
func speakerOf(a *ledger.Attribution) string {
	if a.Speaker == nil || a.Speaker.Name == "" {
		return oneLine(a.SourceText)
	}
	out := oneLine(a.Speaker.Name)
	if role := oneLine(a.Speaker.Role); role != "" && !strings.Contains(strings.ToLower(out), strings.ToLower(role)) {
		out += "\n" + role
	}
	return out
}

func howManyOf(f *ledger.Figure) string {
	q := oneLine(words.Quantity(f.Quantifier, f.Low, f.High, f.NumberText))
	if f.PartOfID != "" {
		q += " (of " + f.PartOfID.Short() + ")"
	}
	return q
}

func whatOf(f *ledger.Figure) string { return effectOf(&f.Figure, f.TermText) }

func victimsOf(f *ledger.Figure) string {
	if f.Victims == nil {
		return ""
	}
	return oneLine(f.Victims.Text)
}
