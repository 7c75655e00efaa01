package web

import (
	"fmt"
	"net/http"

	"sayso"
	"sayso/internal/keep/ledger"
)

// maxHits bounds what a search shows.
const maxHits = 60

type searchPage struct {
	Words string
	Fault string
	Hits  []hit
	Full  bool // there may be more
}

// hit is a passage that was found, its words marked.
type hit struct {
	ledger.Hit
	Segments []segment
}

// search finds words in everything that was added.
func (b *bench) search(w http.ResponseWriter, r *http.Request) error {
	p := searchPage{Words: valid(r.URL.Query().Get("q"))}
	code := http.StatusOK
	switch {
	case len(p.Words) > maxValue:
		p.Fault = fmt.Sprintf("Search for fewer words: this is longer than %d characters.", maxValue)
		p.Words, code = clip(p.Words, maxValue), http.StatusBadRequest
	case p.Words != "":
		hits, err := collect(b.ledger.Search(r.Context(), p.Words, maxHits))
		if err != nil {
			return err
		}
		for _, h := range hits {
			p.Hits = append(p.Hits, hit{h, found(&h)})
		}
		p.Full = len(hits) == maxHits
	}
	return b.render(w, code, "search", frame{Title: "Search", Nav: "search", Search: p.Words, Data: &p})
}

// around is how much of a passage is shown on either side of the first word
// found, in bytes.
const around = 260

// found is the passage with the words that were searched for, cut to what stands
// around them.
func found(h *ledger.Hit) []segment {
	text := h.Passage.Text
	start, end := 0, len(text)
	if len(h.Marks) > 0 && end > 2*around {
		first := h.Marks[0]
		if start = max(0, first.Start-around); start > 0 {
			start = spaceBefore(text, start)
		}
		if end = min(end, first.End+around); end < len(text) {
			end = max(first.End, spaceBefore(text, end))
		}
	}
	var marks []mark
	for _, m := range h.Marks {
		if m.Start >= start && m.End <= end && !m.Empty() {
			marks = append(marks, mark{Span: m, role: numberRole})
		}
	}
	var out []segment
	if start > 0 {
		out = append(out, segment{Text: "… "})
	}
	for _, s := range newCutter(text, marks).cut(sayso.Span{Start: start, End: end}) {
		if s.Class != "" {
			s = segment{Text: s.Text, Class: "hit"}
		}
		out = append(out, s)
	}
	if end < len(text) {
		out = append(out, segment{Text: " …"})
	}
	return out
}
