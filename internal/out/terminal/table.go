package terminal

import (
	"io"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

// Table is rows of text under a line of titles, fitted to the terminal: cells
// are wrapped, never cut. On a terminal too narrow for columns each row is
// written as lines of title and value.
type Table struct {
	Columns []Column
	Rows    [][]string

	belowTitle string
	belowLayer layer
	below      []string // a cell a row, to be written under it
}

// Column is a column of a table.
type Column struct {
	Title string
	Right bool // numbers stand flush right
	Least int  // columns it needs at least; 0 = as wide as its title
	Below bool // stands on lines of its own under each row where the table is too wide
	layer layer
}

const gutter = "  "

// WriteTable writes a table.
func WriteTable(w io.Writer, t Table, s Style) error {
	var out strings.Builder
	width := s.width() - len(indent)
	widths := t.fit(width)
	columns := t
	if t.cramped(widths) {
		columns = t.split()
		widths = columns.fit(width)
	}
	if widths != nil {
		columns.columns(&out, widths, s)
	} else {
		t.lines(&out, s)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// cramped reports whether a column that may stand below would get too narrow
// beside the others to be read at a glance.
func (t Table) cramped(widths []int) bool {
	const enough = 28
	for i, c := range t.Columns {
		if natural, _ := t.column(i); c.Below && (widths == nil || widths[i] < min(enough, natural)) {
			return true
		}
	}
	return false
}

// needs is how wide the table is with no cell wrapped, and with every column at
// its least.
func (t Table) needs() (natural, least int) {
	gutters := len(gutter) * max(0, len(t.Columns)-1)
	natural, least = gutters, gutters
	for i := range t.Columns {
		most, few := t.column(i)
		natural += most
		least += few
	}
	return natural, least
}

// column is how wide column i is unwrapped, and at its least.
func (t Table) column(i int) (natural, least int) {
	c := &t.Columns[i]
	natural = uniseg.StringWidth(c.Title)
	least = max(c.Least, natural)
	for _, row := range t.Rows {
		for line := range strings.SplitSeq(row[i], "\n") {
			natural = max(natural, uniseg.StringWidth(line))
		}
	}
	return natural, min(least, natural)
}

// fit shares the width out: every column gets what it needs, or, where that is
// too much, the widest are narrowed first. nil where not even the least fits.
func (t Table) fit(width int) []int {
	total, need := t.needs()
	if need > width {
		return nil
	}
	widths, least := make([]int, len(t.Columns)), make([]int, len(t.Columns))
	for i := range t.Columns {
		widths[i], least[i] = t.column(i)
	}
	for ; total > width; total-- {
		widest := -1
		for i := range widths {
			if widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		widths[widest]--
	}
	return widths
}

// split takes the columns that may stand on lines of their own out of the others.
func (t Table) split() Table {
	rest := Table{Rows: make([][]string, len(t.Rows)), below: make([]string, len(t.Rows))}
	for i, c := range t.Columns {
		if !c.Below {
			rest.Columns = append(rest.Columns, c)
			for j, row := range t.Rows {
				rest.Rows[j] = append(rest.Rows[j], row[i])
			}
			continue
		}
		rest.belowTitle = join(rest.belowTitle, c.Title)
		rest.belowLayer = max(rest.belowLayer, c.layer)
		for j, row := range t.Rows {
			rest.below[j] = join(rest.below[j], row[i])
		}
	}
	return rest
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

func (t Table) columns(out *strings.Builder, widths []int, s Style) {
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	t.row(out, titles, widths, s, true)
	if t.below != nil {
		t.under(out, t.belowTitle, widths, s, dim)
	}
	for i, row := range t.Rows {
		t.row(out, row, widths, s, false)
		if t.below != nil {
			t.under(out, t.below[i], widths, s, t.belowLayer)
		}
	}
}

// under writes a cell on lines of its own, below the row's second column.
func (t Table) under(out *strings.Builder, cell string, widths []int, s Style, in layer) {
	if cell == "" {
		return
	}
	shift := strings.Repeat(" ", widths[0]+len(gutter))
	mark := "— "
	for _, line := range wrap(cell, max(8, s.width()-len(indent)-len(shift)-2)) {
		out.WriteString(indent + shift + mark + ink(line, s, in) + "\n")
		mark = "  "
	}
}

// row writes one row: as many lines as its longest cell has.
func (t Table) row(out *strings.Builder, cells []string, widths []int, s Style, title bool) {
	lines := make([][]string, len(cells))
	most := 0
	for i, c := range cells {
		lines[i] = wrap(c, widths[i])
		most = max(most, len(lines[i]))
	}
	for n := range most {
		line := indent
		gap := ""
		for i, c := range t.Columns {
			cell := ""
			if n < len(lines[i]) {
				cell = lines[i][n]
			}
			pad := strings.Repeat(" ", max(0, widths[i]-uniseg.StringWidth(cell)))
			line += gap
			if c.Right {
				line += pad
				pad = ""
			}
			in := c.layer
			if title {
				in = dim
			}
			line += ink(cell, s, in)
			gap = pad + gutter
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// lines writes each row as lines of title and value.
func (t Table) lines(out *strings.Builder, s Style) {
	label := 0
	for _, c := range t.Columns {
		label = max(label, uniseg.StringWidth(c.Title))
	}
	for i, row := range t.Rows {
		if i > 0 {
			out.WriteByte('\n')
		}
		for j, c := range t.Columns {
			if row[j] == "" {
				continue
			}
			for n, l := range wrap(row[j], max(8, s.width()-len(indent)-label-len(gutter))) {
				title := c.Title
				if n > 0 {
					title = ""
				}
				pad := strings.Repeat(" ", label-uniseg.StringWidth(title))
				out.WriteString(indent + ink(title, s, dim) + pad + gutter + l + "\n")
			}
		}
	}
}

// ink writes in a layer where the terminal has colours.
func ink(s string, style Style, in layer) string {
	if !style.Color || s == "" || looks[in].sgr == "" {
		return s
	}
	return "\x1b[" + looks[in].sgr + "m" + s + "\x1b[0m"
}

// wrap breaks text into lines of a width. A newline in it begins a new line.
func wrap(text string, width int) []string {
	var b strings.Builder
	for _, part := range strings.Split(text, "\n") {
		f := newFlow(&b, Style{}, width, "")
		f.width = width
		f.text(part, plain)
		f.end()
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	return slices.Clip(lines)
}
