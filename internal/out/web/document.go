package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"sayso"
	"sayso/internal/keep/ledger"
)

// documentPage is one document: its words on one side, what was read in them on
// the other.
type documentPage struct {
	*ledger.Record
	Blocks       []blockView
	Figures      []figureRow
	Attributions []attributionRow
	Parts        []partLink // none where the document is shown whole
	Invented     bool
	Headed       bool // the text shows its headline itself
}

// blockView is a block, or the piece of it that this page shows.
type blockView struct {
	Kind     sayso.BlockKind
	Start    int
	Here     bool // the address points at it
	Joins    bool // it continues a block that stands elsewhere
	Segments []segment
}

// figureRow is a figure beside the text.
type figureRow struct {
	Key, Via  string // its own words, and those of its attributions, on this page
	ID        ledger.ID
	Figure    *sayso.Figure
	Quantity  string
	Term      string
	Chain     []step
	Uncertain bool
}

// attributionRow is an attribution beside the text.
type attributionRow struct {
	Key, Via    string
	ID          ledger.ID
	Attribution *sayso.Attribution
	Level       int
	Source, Cue string
	Content     string
	Named       bool // the speaker's name says more than the words do
}

type partLink struct {
	Number  int
	Link    string
	Current bool
}

// uncertain is the confidence under which a row says how sure the reader is.
const uncertain = 0.7

// document shows one document. `at` is a place in the text, in bytes: the page
// shows the part that holds it.
func (b *bench) document(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	rec, err := b.ledger.Record(r.Context(), id)
	if err != nil {
		return fmt.Errorf("web: document %s: %w", clip(id, 80), err)
	}
	at := -1
	if s := r.URL.Query().Get("at"); s != "" {
		if at, err = strconv.Atoi(s); err != nil || at < 0 || at > len(rec.Text.Text) {
			return fmt.Errorf("web: document %s: %w: no place %q in the text", rec.ID, sayso.ErrInvalid, clip(s, 40))
		}
	}
	all := parts(rec.Text)
	now := 0
	for i, p := range all {
		if at >= p.Start {
			now = i
		}
	}
	p := documentPage{Record: rec, Invented: invented(rec.Meta.URL)}
	shown := all[now]
	p.Headed = now == 0 && headed(rec)
	p.Blocks = blocksIn(rec, shown, at)
	p.Figures, p.Attributions = rowsIn(rec, shown)
	if len(all) > 1 {
		for i, s := range all {
			p.Parts = append(p.Parts, partLink{i + 1, documentAt(rec.ID, s.Start), i == now})
		}
	}
	return b.render(w, http.StatusOK, "document", frame{Title: rec.Name(), Nav: "documents", Data: &p})
}

// headed reports whether the text opens with the document's title.
func headed(rec *ledger.Record) bool {
	blocks := rec.Text.Blocks
	return len(blocks) > 0 && blocks[0].Kind == sayso.Headline && blocks[0].Span.In(rec.Text.Text) == rec.Name()
}

// blocksIn are the blocks of a part, cut where the part cuts them.
func blocksIn(rec *ledger.Record, part sayso.Span, at int) []blockView {
	var out []blockView
	c := newCutter(rec.Text.Text, marksOf(rec))
	for _, b := range rec.Text.Blocks {
		s := sayso.Span{Start: max(b.Span.Start, part.Start), End: min(b.Span.End, part.End)}
		if s.Empty() {
			continue
		}
		out = append(out, blockView{
			Kind: b.Kind, Start: s.Start, Joins: b.Joins >= 0, Segments: c.cut(s),
			Here: at >= s.Start && at < s.End && at > 0,
		})
	}
	return out
}

// rowsIn are the claims whose words stand in a part.
func rowsIn(rec *ledger.Record, part sayso.Span) ([]figureRow, []attributionRow) {
	reading := rec.Reading
	index := make(map[int]int, len(reading.Attributions))
	for i := range reading.Attributions {
		index[reading.Attributions[i].ID] = i
	}
	var figures []figureRow
	for i := range reading.Figures {
		f := &reading.Figures[i]
		if f.Number.Start < part.Start || f.Number.Start >= part.End {
			continue
		}
		figures = append(figures, figureRow{
			Key: figureKey(i), ID: rec.FigureIDs[i], Figure: f,
			Via:      lineage(reading, index, f.Attribution),
			Quantity: quantityOf(f, wordsAt(rec.Text.Text, f.Number)), Term: wordsAt(rec.Text.Text, f.Term),
			Chain: chain(rec.Meta.Outlet, f.Chain), Uncertain: f.Confidence < uncertain,
		})
	}
	level := levels(reading.Attributions)
	var attributions []attributionRow
	for i := range reading.Attributions {
		a := &reading.Attributions[i]
		if s := anchor(a); s.Start < part.Start || s.Start >= part.End {
			continue
		}
		text := rec.Text.Text
		row := attributionRow{
			Key: attributionKey(i), ID: rec.AttributionIDs[i], Attribution: a, Level: level[i],
			Via:    lineage(reading, index, a.Parent),
			Source: wordsAt(text, a.Source...), Cue: wordsAt(text, a.Cue...), Content: clip(wordsAt(text, a.Content...), 220),
		}
		row.Named = a.Speaker != nil && a.Speaker.Name != "" && a.Speaker.Name != row.Source
		attributions = append(attributions, row)
	}
	slices.SortStableFunc(attributions, func(x, y attributionRow) int {
		return cmp.Compare(anchor(x.Attribution).Start, anchor(y.Attribution).Start)
	})
	return figures, attributions
}

// lineage is the keys of an attribution and of those that hold it.
func lineage(r *sayso.Reading, index map[int]int, id int) string {
	s := ""
	for n := 0; id != 0 && n < 8; n++ {
		i, ok := index[id]
		if !ok {
			break
		}
		if s != "" {
			s += " "
		}
		s += attributionKey(i)
		id = r.Attributions[i].Parent
	}
	return s
}

// anchor is the span that stands for an attribution: its first words.
func anchor(a *sayso.Attribution) sayso.Span {
	first := sayso.Span{Start: -1}
	for _, spans := range [][]sayso.Span{a.Source, a.Cue, a.Content} {
		for _, s := range spans {
			if first.Start < 0 || s.Start < first.Start {
				first = s
			}
		}
	}
	return first
}

// wordsAt are the words at the spans, pieces joined by an ellipsis.
func wordsAt(text string, spans ...sayso.Span) string {
	out := ""
	for _, s := range spans {
		if s.Empty() || s.Start < 0 || s.End > len(text) {
			continue
		}
		if out != "" {
			out += " … "
		}
		out += s.In(text)
	}
	return out
}

// documentAt is the address of a place in a document.
func documentAt(id ledger.ID, at int) string {
	s := "/documents/" + url.PathEscape(string(id))
	if at > 0 {
		s += "?at=" + strconv.Itoa(at)
	}
	return s
}

// claimAt is the address of a claim's words in its document.
func claimAt(document, claim ledger.ID, at int) string {
	return documentAt(document, at) + "#" + url.PathEscape(string(claim))
}
