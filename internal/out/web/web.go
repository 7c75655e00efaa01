// Package web is the workbench: the ledger as pages in a browser, for people who
// want to see who said how many, and the words it was said in.
//
// The pages show; a person's judgement is all that they take, and it is appended
// to the record as any other. Beside it they make due again what failed. A file a page: it reads the address, asks the
// ledger once or twice, and renders. Whatever a view holds lies in its address, so a
// view can be shared. No source is ranked, and no figure is called "the" figure.
package web

import (
	"context"
	"crypto/rand"
	"embed"
	"io/fs"
	"log/slog"
	"net/http"

	"sayso/internal/keep/tally"
)

//go:embed tmpl static
var files embed.FS

// Options are what the workbench has to know beside its ledger.
type Options struct {
	Log     *slog.Logger // nil = silent
	Ledger  string       // where the ledger lies, to be shown
	Version string       // of the program, to be shown
	Notice  string       // shown on every page; the demo says that its articles are invented
	Judge   bool         // persons' judgements are taken
	By      string       // whose judgements they are, unless the form says otherwise
	// Jobs opens what is still to be done in the ledger; nil = there is no such page.
	Jobs  func(context.Context) (Jobs, error)
	Retry bool // what failed may be made due again
	// Checkpoint is what proofs are made against; nil = the log as it is, unsigned.
	Checkpoint Checkpoint
	Host       string // a name that requests may ask for beside localhost and bare addresses
}

// bench is the workbench; its methods are the pages.
type bench struct {
	ledger tally.Ledger
	opt    Options
	pages  pages
	menus  menus
	groups keptGroups
	token  string // a form must bring it back: another site's page does not know it
}

// New makes the workbench over a ledger.
func New(l tally.Ledger, opt Options) http.Handler { return newBench(l, opt).handler() }

func newBench(l tally.Ledger, opt Options) *bench {
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	return &bench{ledger: l, opt: opt, pages: loadPages(), groups: keptGroups{turn: make(chan struct{}, 1)}, token: rand.Text()}
}

// handler leads each address to its page.
func (b *bench) handler() http.Handler {
	static, err := fs.Sub(files, "static")
	if err != nil {
		panic(err) // the folder's name is a constant
	}
	mux := http.NewServeMux()
	page := func(path string, show func(w http.ResponseWriter, r *http.Request) error) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			if err := show(w, r); err != nil {
				b.fail(w, r, err)
			}
		})
	}
	page("/{$}", b.overview)
	page("/documents", b.documents)
	page("/documents/{id}", b.document)
	page("/figures", b.figures)
	page("/attributions", b.attributions)
	page("/events", b.events)
	page("/event/{id}", b.event)
	page("/events/{id}", b.event)
	page("/event/{id}/plot.svg", b.eventPlot)
	page("/event/{id}/why", b.why)
	page("GET /judge", b.judged)
	page("POST /judge", b.judge)
	page("/judgements", b.judgements)
	page("GET /jobs", b.jobs)
	page("POST /jobs", b.retry)
	page("/tolls", b.tolls)
	page("/toll/{id}", b.toll)
	page("/tolls/{id}", b.toll)
	page("/toll/{id}/plot.svg", b.tollPlot)
	page("/origins", b.origins)
	page("/origin", b.origin)
	page("/static/plot.css", plotSheet)
	b.downloads(page)
	page("/claims/{id}", b.claim)
	page("/proof/{id}", b.proof)
	page("/search", b.search)
	page("/captures/{hash}", b.capture)
	page("/", func(http.ResponseWriter, *http.Request) error { return errNoPage })
	mux.Handle("/static/", http.StripPrefix("/static/", assets(static)))
	return b.guard(mux)
}

// assets serves the style sheet and the scripts. They change with the program
// only, so a browser may keep them while the program's start tag stays.
func assets(static fs.FS) http.Handler {
	server := http.FileServerFS(static)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !fs.ValidPath(r.URL.Path) || r.URL.Path == "." {
			http.NotFound(w, r) // and no listing
			return
		}
		w.Header().Set("Cache-Control", "no-cache")
		server.ServeHTTP(w, r)
	})
}

// gone reports that nobody waits for the page any more.
func gone(ctx context.Context) bool { return ctx.Err() != nil }
