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
}

// Column is a column of a table.
type Column struct {
	Title string
	Right bool // numbers stand flush right
	Least int  // columns it needs at least; 0 = as wide as its title
	layer layer
}

const gutter = "  "

// WriteTable writes a table.
func WriteTable(w io.Writer, t Table, s Style) error {
	var out strings.Builder
	if widths := t.fit(s.width() - len(indent)); widths != nil {
		t.columns(&out, widths, s)
	} else {
		t.lines(&out, s)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// fit shares the width out: every column gets what it needs, or, where that is
// too much, the widest are narrowed first. nil where not even the least fits.
func (t Table) fit(width int) []int {
	widths, least := make([]int, len(t.Columns)), make([]int, len(t.Columns))
	total, need := len(gutter)*(len(t.Columns)-1), len(gutter)*(len(t.Columns)-1)
	for i, c := range t.Columns {
		widths[i] = uniseg.StringWidth(c.Title)
		least[i] = max(c.Least, widths[i])
		for _, row := range t.Rows {
			widths[i] = max(widths[i], uniseg.StringWidth(row[i]))
		}
		least[i] = min(least[i], widths[i])
		total += widths[i]
		need += least[i]
	}
	if need > width {
		return nil
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

func (t Table) columns(out *strings.Builder, widths []int, s Style) {
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	t.row(out, titles, widths, s, true)
	for _, row := range t.Rows {
		t.row(out, row, widths, s, false)
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
