package web

import (
	"net/http"
	"strconv"

	"sayso/internal/out/plot"
)

// A picture brings its own style, which the policy of pages would not let in.
const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

// eventPlot is the event's range plot as a file.
func (b *bench) eventPlot(w http.ResponseWriter, r *http.Request) error {
	_, e, _, err := b.eventAt(r)
	if err != nil {
		return err
	}
	return picture(w, "event-"+e.ID, plot.Event(e, plot.Options{Log: readView(r, "scale").Has("scale", "log")}))
}

// tollPlot is the toll's step plot as a file.
func (b *bench) tollPlot(w http.ResponseWriter, r *http.Request) error {
	_, t, _, err := b.tollAt(r)
	if err != nil {
		return err
	}
	return picture(w, "toll-"+t.ID, plot.Toll(t, plot.Options{Log: readView(r, "scale").Has("scale", "log")}))
}

func picture(w http.ResponseWriter, name string, svg []byte) error {
	h := w.Header()
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Content-Security-Policy", picturePolicy)
	h.Set("Content-Disposition", `attachment; filename="sayso-`+name+`.svg"`)
	h.Set("Content-Length", strconv.Itoa(len(svg)))
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(svg) // a reader who left misses nothing
	return nil
}

// plotSheet is the style sheet of the plots in pages.
func plotSheet(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write([]byte(plot.Sheet()))
	return nil
}
