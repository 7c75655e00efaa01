package terminal

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"sayso/internal/keep/changes"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/words"
)

// Changes writes what a document's new revision claims otherwise than its old one.
func Changes(w io.Writer, old, now *ledger.Record, c *changes.Changes, s Style) error {
	return writeChanges(w, now, revisionOf(old), revisionOf(now), c, s)
}

// ReaderChanges writes what one version of the reader finds in a document
// otherwise than another.
func ReaderChanges(w io.Writer, old, now *ledger.Record, c *changes.Changes, s Style) error {
	return writeChanges(w, now, "read by "+oneLine(old.Reader), "read by "+oneLine(now.Reader), c, s)
}

// ChangeSummary says in a line what a version of the reader changes in many
// documents.
func ChangeSummary(sum *changes.Summary, version string) string {
	s := words.Number(int64(sum.Changed)) + " of " + words.Number(int64(sum.Changed+sum.Same+sum.Unread)) + " documents are read otherwise by " + version
	for _, part := range []struct {
		of string
		n  map[changes.Kind]int
	}{{"figures", sum.Figures}, {"claims", sum.Attributions}} {
		var list []string
		for _, k := range []changes.Kind{changes.Appeared, changes.Changed, changes.Vanished} {
			if n := part.n[k]; n > 0 {
				list = append(list, words.Number(int64(n))+" "+string(k))
			}
		}
		if len(list) > 0 {
			s += "; " + part.of + ": " + strings.Join(list, ", ")
		}
	}
	if sum.Unread > 0 {
		s += "; " + words.Number(int64(sum.Unread)) + " it has not read yet (\"sayso reread\")"
	}
	return s
}

func writeChanges(w io.Writer, now *ledger.Record, before, after string, c *changes.Changes, s Style) error {
	var out strings.Builder
	title(&out, string(now.ID)+" "+clip(oneLine(now.Name()), 50), s)
	facts := []fact{{"before", before}, {"after", after}}
	for _, f := range c.Facts {
		facts = append(facts, fact{f.Name, arrow(orNone(oneLine(f.Old)), orNone(oneLine(f.New)))})
	}
	writeFacts(&out, facts, s)
	out.WriteByte('\n')
	for _, t := range []Table{changedFigures(c), changedClaims(c)} {
		if len(t.Rows) == 0 {
			continue
		}
		if err := WriteTable(&out, t, s); err != nil {
			return err
		}
		out.WriteByte('\n')
	}
	f := newFlow(&out, s, s.width(), indent)
	f.text(changeCounts(c), dim)
	f.end()
	_, err := io.WriteString(w, out.String())
	return err
}

func revisionOf(r *ledger.Record) string {
	c := &r.Current().Capture
	return fmt.Sprintf("revision %d, captured %s from %s", r.Revision, c.Time.UTC().Format("2 Jan 2006 15:04 UTC"), oneLine(c.Place))
}

func changedFigures(c *changes.Changes) Table {
	t := Table{Columns: []Column{
		{Title: "change", Least: 8, layer: bold}, {Title: "how many", Least: 8, layer: bold}, {Title: "what", Least: 12}, {Title: "whom", Least: 9},
		{Title: "where", Least: 9}, {Title: "when", Least: 11}, {Title: "who says so", Least: 13}, {Title: "in the words", Least: 24},
	}}
	cells := func(f *ledger.Figure) []string {
		return []string{howManyOf(f), whatOf(f), victimsOf(f), oneLine(words.Place(f.Place)), oneLine(words.When(f.When)),
			oneLine(words.Chain(f.Document.Meta.Outlet, f.Chain)), quoted(&f.Passage, f.Number.Start, f.Number.End)}
	}
	for i := range c.Figures {
		f := &c.Figures[i]
		t.Rows = append(t.Rows, changedRow(f.Kind, f.Old, f.New, cells))
	}
	return t.withoutEmpty()
}

func changedClaims(c *changes.Changes) Table {
	t := Table{Columns: []Column{{Title: "change", Least: 8, layer: bold}, {Title: "who", Least: 12, layer: bold}, {Title: "cue", Least: 6}, {Title: "what", Least: 24}}}
	cells := func(a *ledger.Attribution) []string {
		return []string{speakerOf(a), oneLine(a.CueText), clip(oneLine(a.ContentText), 300)}
	}
	for i := range c.Attributions {
		a := &c.Attributions[i]
		t.Rows = append(t.Rows, changedRow(a.Kind, a.Old, a.New, cells))
	}
	return t.withoutEmpty()
}

// changedRow is a row of a claim as it was and is; a cell that is not as it was
// has both.
func changedRow[T any](kind changes.Kind, old, now *T, cells func(*T) []string) []string {
	row := []string{string(kind)}
	switch {
	case old == nil:
		return append(row, cells(now)...)
	case now == nil:
		return append(row, cells(old)...)
	}
	was := cells(old)
	for i, is := range cells(now) {
		if was[i] != is {
			is = arrow(orNone(was[i]), orNone(is))
		}
		row = append(row, is)
	}
	return row
}

func arrow(old, now string) string { return old + " → " + now }

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// quoted is the words around a stretch of a passage.
func quoted(p *ledger.Passage, start, end int) string {
	const around = 40
	start, end = start-p.Span.Start, end-p.Span.Start
	if start < 0 || end > len(p.Text) || start > end {
		return ""
	}
	from, to := max(0, start-around), min(len(p.Text), end+around)
	head, tail := "", ""
	if from > 0 {
		head = "… "
		if i := strings.IndexByte(p.Text[from:start], ' '); i >= 0 {
			from += i + 1
		} else {
			from = start
		}
	}
	if to < len(p.Text) {
		tail = " …"
		if i := strings.LastIndexByte(p.Text[end:to], ' '); i >= 0 {
			to = end + i
		} else {
			to = end
		}
	}
	return "“" + head + oneLine(p.Text[from:to]) + tail + "”"
}

// changeCounts counts the changes.
func changeCounts(c *changes.Changes) string {
	if c.None() {
		return "nothing is otherwise than it was"
	}
	n := map[changes.Kind]int{}
	for i := range c.Figures {
		n[c.Figures[i].Kind]++
	}
	for i := range c.Attributions {
		n[c.Attributions[i].Kind]++
	}
	var parts []string
	for _, k := range []changes.Kind{changes.Changed, changes.Appeared, changes.Vanished} {
		if n[k] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[k], k))
		}
	}
	if len(parts) == 0 && c.Text {
		parts = []string{"the text changed; its figures and claims did not"}
	}
	if len(parts) == 0 {
		parts = []string{"the text is the same"}
	}
	return strings.Join(slices.Clip(parts), ", ")
}
