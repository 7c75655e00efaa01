package terminal

import (
	"time"

	"sayso/internal/keep/ledger"
	"sayso/internal/out/words"
)

// Readers is a table of the versions of the reader that read anything in a
// ledger.
func Readers(list []ledger.Reader) Table {
	t := Table{Columns: []Column{
		{Title: "version", Least: 20, layer: bold}, {Title: "readings", Right: true}, {Title: "current for", Right: true},
		{Title: "first", Least: 11}, {Title: "last", Least: 11}, {Title: "promoted", Least: 20},
	}}
	day := func(t time.Time) string { return words.Date(t.UTC().Format(time.DateOnly)) }
	for i := range list {
		r := &list[i]
		promoted := ""
		if p := r.Promotion; p != nil {
			promoted = day(p.Time) + " by " + oneLine(p.By) + ": " + oneLine(p.Why)
		}
		t.Rows = append(t.Rows, []string{oneLine(r.Version), words.Number(int64(r.Readings)), words.Number(int64(r.Current)), day(r.First), day(r.Last), promoted})
	}
	return t.withoutEmpty()
}
