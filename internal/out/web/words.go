package web

import (
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/words"
)

// plain is a name of the machine format as people read it: "killed_or_injured"
// becomes "killed or injured".
func plain(s string) string { return strings.ReplaceAll(s, "_", " ") }

// quantity writes a figure's number as people do: "at least 12", "6–8",
// "dozens (24+)".
func quantity(f *ledger.Figure) string { return quantityOf(&f.Figure, f.NumberText) }

// quantityOf keeps the bounds visible where the word alone would hide them.
func quantityOf(f *sayso.Figure, number string) string {
	s := words.Quantity(f.Quantifier, f.Low, f.High, number)
	if f.Quantifier == sayso.Vague && f.Low.Known {
		s += " (" + words.Number(f.Low.N) + "+)"
	}
	return s
}

// stamp writes a moment exactly.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006, 15:04:05 UTC")
}

// step is one link of the chain of say-so.
type step struct {
	Name   string
	Outlet bool // the first step: who published
}

// chain is who says so: outlet → agency → official, outermost first. A figure in
// the document's own voice has the outlet alone.
func chain(outlet string, names []string) []step {
	if outlet == "" {
		outlet = "outlet unknown"
	}
	out := []step{{outlet, true}}
	for _, n := range names {
		out = append(out, step{Name: n})
	}
	return out
}

// percent writes a confidence.
func percent(c float64) string { return strconv.Itoa(int(c*100+.5)) + " %" }

// invented reports whether an address can belong to nobody: the samples' do.
func invented(url string) bool {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return false
	}
	host, _, _ := strings.Cut(rest, "/")
	return strings.HasSuffix(host, ".example")
}

// webAddress reports whether a link may be made of an address.
func webAddress(url string) bool {
	return strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
}
