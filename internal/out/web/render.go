package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"strconv"
	"strings"

	"sayso/internal/keep/ledger"
	"sayso/internal/out/plot"
	"sayso/internal/out/words"
)

// pages are the templates by name, each with the layout around it.
type pages map[string]*template.Template

var functions = template.FuncMap{
	"plain": plain, "quantity": quantity, "chain": chain, "percent": percent, "stamp": stamp,
	"when": words.When, "date": words.Date, "place": words.Place, "scope": words.Scope, "status": words.Status,
	"category": words.Category, "origin": words.Origin, "days": words.Days, "spread": words.Spread, "said": said, "quantitySpread": quantitySpread, "counting": countName, "flagged": words.Flag, "flagKind": words.FlagKind,
	"levels": func() map[string]string {
		return map[string]string{"event": "one happening", "quantity": "the same people", "text": "one text (documents)", "origin": "one origin (names)"}
	},
	"denial": words.Denial, "disputed": words.Disputes, "tollTitle": tollTitle, "originAt": originAt, "rangeKey": func() string { return plot.RangeKey }, "stepKey": func() string { return plot.StepKey },
	"clip": clip, "stageName": stageName,
	"counted": counted, "eventPlace": eventPlace, "eventDays": eventDays,
	"invented": invented, "webAddress": webAddress, "claimAt": claimAt, "documentAt": documentAt,
	"comma":  func(n int) string { return words.Number(int64(n)) },
	"plural": plural,
	"top":    func(c []ledger.Count, n int) []ledger.Count { return c[:min(n, len(c))] },
}

func loadPages() pages {
	layout := template.Must(template.New("layout.html").Funcs(functions).ParseFS(files, "tmpl/layout.html", "tmpl/parts.html"))
	all := pages{}
	entries, err := files.ReadDir("tmpl")
	if err != nil {
		panic(err) // embedded
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		all[name] = template.Must(template.Must(layout.Clone()).ParseFS(files, path.Join("tmpl", e.Name())))
	}
	return all
}

// frame is what every page has around it.
type frame struct {
	Title   string
	Nav     string // the section that the page belongs to
	Search  string // what the search box holds
	Notice  string
	Ledger  string
	Version string
	Jobs    bool // there is a page of jobs
	Data    any
}

// render writes a page, whole or not at all.
func (b *bench) render(w http.ResponseWriter, status int, name string, f frame) error {
	f.Notice, f.Ledger, f.Version, f.Jobs = b.opt.Notice, b.opt.Ledger, b.opt.Version, b.opt.Jobs != nil
	var out bytes.Buffer
	if err := b.pages[name].Execute(&out, f); err != nil {
		return fmt.Errorf("web: page %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(out.Len()))
	w.Header().Set("Cache-Control", "no-store") // the ledger is nobody else's
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // a reader who left misses nothing
	return nil
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return words.Number(int64(n)) + " " + many
}
