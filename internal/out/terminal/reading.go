package terminal

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"sayso"
	"sayso/internal/out/words"
)

const indent = "  "

// Legend writes, once before the first reading, how the marks look.
func Legend(w io.Writer, s Style) error {
	_, err := io.WriteString(w, legend(s)+"\n")
	return err
}

// Reading writes one reading: the document's heading, its text with the marks
// in it, its figures as a table, and a line that counts.
func Reading(w io.Writer, doc *sayso.Document, r *sayso.Reading, s Style) error {
	var out strings.Builder
	heading(&out, doc, s)
	text(&out, doc, r, s)
	if len(r.Figures) > 0 {
		out.WriteString(rule(s))
		if err := WriteTable(&out, figures(doc, r), s); err != nil {
			return err
		}
	}
	out.WriteString(rule(s))
	f := newFlow(&out, s, s.width(), indent)
	if why := Unread(doc, r); why != "" {
		f.text(why, dim)
	} else {
		f.text(summary(r), dim)
	}
	f.end()
	out.WriteByte('\n')
	_, err := io.WriteString(w, out.String())
	return err
}

// heading says which document it is: the name it was brought under, then what is
// known of outlet, date and authors, and the title where the text does not
// begin with it.
func heading(out *strings.Builder, doc *sayso.Document, s Style) {
	id := clip(oneLine(doc.ID), min(s.width(), textWidth)-8)
	line := strings.Repeat("━", min(s.width(), textWidth)-4-uniseg.StringWidth(id))
	out.WriteString(ink("━━ ", s, dim) + ink(id, s, bold) + ink(" "+line, s, dim) + "\n")
	f := newFlow(out, s, min(s.width(), textWidth), indent)
	var known []string
	for _, k := range []string{doc.Meta.Outlet, words.Date(doc.Meta.Published), strings.Join(doc.Meta.Authors, ", "), doc.Meta.URL} {
		if k != "" {
			known = append(known, k)
		}
	}
	f.text(strings.Join(known, " · "), dim)
	f.end()
	if len(known) > 0 {
		out.WriteByte('\n')
	}
	if doc.Meta.Title != "" && !hasHeadline(doc) {
		f.text(doc.Meta.Title, bold)
		f.end()
		out.WriteByte('\n')
	}
}

// hasHeadline reports whether the text shows the title itself.
func hasHeadline(doc *sayso.Document) bool {
	for i := range doc.Blocks {
		if b := &doc.Blocks[i]; b.Kind == sayso.Headline || oneLine(b.Span.In(doc.Text)) == oneLine(doc.Meta.Title) {
			return true
		}
	}
	return false
}

// clip shortens a name to a number of columns.
func clip(s string, width int) string {
	if uniseg.StringWidth(s) <= width {
		return s
	}
	var b strings.Builder
	state, used := -1, 0
	for s != "" {
		var c string
		var boundaries int
		c, s, boundaries, state = uniseg.StepString(s, state)
		if used += boundaries >> uniseg.ShiftWidth; used > width-1 {
			break
		}
		b.WriteString(c)
	}
	return b.String() + "…"
}

// text writes the blocks, a paragraph each.
func text(out *strings.Builder, doc *sayso.Document, r *sayso.Reading, s Style) {
	m := marker{text: doc.Text, all: marks(r)}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		f := newFlow(out, s, min(s.width(), textWidth), indent)
		base := plain
		switch b.Kind {
		case sayso.Headline:
			base = bold
		case sayso.Byline, sayso.Dateline:
			base = dim
		case sayso.Quotation:
			f = newFlow(out, s, min(s.width(), textWidth), indent+"│ ")
		case sayso.Caption:
			f.text("caption: ", dim)
		case sayso.List:
			f = newFlow(out, s, min(s.width(), textWidth), indent+indent)
		case sayso.Boilerplate:
			base = dim
			f.text("not read: ", dim)
		}
		if b.Joins >= 0 {
			f.text("↳ ", dim)
		}
		m.block(f, b.Span, base)
		f.end()
		if next := i + 1; next < len(doc.Blocks) && (b.Kind != sayso.List || doc.Blocks[next].Kind != sayso.List) {
			out.WriteByte('\n')
		}
	}
	if len(doc.Blocks) > 0 {
		out.WriteByte('\n')
	}
}

// figures is the table of a reading's figures, numbered as in the text. A column
// that would be empty is left out.
func figures(doc *sayso.Document, r *sayso.Reading) Table {
	t := Table{Columns: []Column{
		{Title: "#", Right: true, layer: dim}, {Title: "how many", Least: 8, layer: bold}, {Title: "what", Least: 12}, {Title: "whom", Least: 9},
		{Title: "where", Least: 9}, {Title: "when", Least: 11}, {Title: "who says so", Least: 13, Below: true, layer: chain},
	}}
	for i := range r.Figures {
		f := &r.Figures[i]
		victims := ""
		if f.Victims != nil {
			victims = oneLine(f.Victims.Text)
		}
		t.Rows = append(t.Rows, []string{
			strconv.Itoa(i + 1), howMany(doc, f), what(doc, f), victims,
			clean(words.Place(f.Place)), words.When(f.When), oneLine(words.Chain(doc.Meta.Outlet, f.Chain)),
		})
	}
	return t.withoutEmpty()
}

func howMany(doc *sayso.Document, f *sayso.Figure) string {
	q := oneLine(words.Quantity(f.Quantifier, f.Low, f.High, f.Number.In(doc.Text)))
	if f.PartOf >= 0 {
		q += fmt.Sprintf(" (of %d)", f.PartOf+1)
	}
	return q
}

// what is the category with the text's own term where that is another word, and
// on a line of its own what is not plain about the figure.
func what(doc *sayso.Document, f *sayso.Figure) string { return effectOf(f, f.Term.In(doc.Text)) }

func effectOf(f *sayso.Figure, term string) string {
	category := words.Category(f.Category)
	out := category
	if term := oneLine(term); term != "" && !strings.EqualFold(term, category) {
		out += " “" + term + "”"
	}
	var odd []string
	for _, o := range []string{words.Status(f.Status), words.Scope(f.Scope)} {
		if o != "" {
			odd = append(odd, o)
		}
	}
	if len(odd) > 0 {
		out += "\n" + strings.Join(odd, ", ")
	}
	return out
}

// oneLine is text as a table shows it: white space is a space, and nothing in it
// steers the terminal.
func oneLine(s string) string { return clean(strings.Join(strings.Fields(s), " ")) }

func (t Table) withoutEmpty() Table {
	var kept Table
	kept.Rows = make([][]string, len(t.Rows))
	for i, c := range t.Columns {
		empty := true
		for _, row := range t.Rows {
			empty = empty && row[i] == ""
		}
		if empty {
			continue
		}
		kept.Columns = append(kept.Columns, c)
		for j, row := range t.Rows {
			kept.Rows[j] = append(kept.Rows[j], row[i])
		}
	}
	return kept
}

func rule(s Style) string {
	line := strings.Repeat("─", max(0, min(s.width(), textWidth)-uniseg.StringWidth(indent)))
	return indent + ink(line, s, dim) + "\n"
}

func summary(r *sayso.Reading) string {
	return count(len(r.Figures), "figure") + ", " + count(len(r.Attributions), "attribution")
}

// Unread says why there is nothing to a text that is not in English; empty of any
// other.
func Unread(doc *sayso.Document, r *sayso.Reading) string {
	lang := doc.Meta.Language
	if lang == "" || lang == "en" || len(r.Figures)+len(r.Attributions)+len(r.Places) > 0 {
		return ""
	}
	return fmt.Sprintf("The text is not in English (%s), and sayso reads no other language: nothing was looked for", oneLine(lang))
}

func count(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return words.Number(int64(n)) + " " + what + "s"
}
