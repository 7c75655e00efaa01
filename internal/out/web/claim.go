package web

import (
	"fmt"
	"net/http"
	"slices"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
)

// claimPage is one claim: its words, its chain, what made it, and the bytes that
// it rests on.
type claimPage struct {
	*ledger.Claim
	ID       ledger.ID
	Segments []segment // the passage, the claim's words marked
	Kind     sayso.BlockKind
	At       int
	Chain    []linkedStep
	Source   string // attribution: its words
	Content  string
	Inside   []attributionRow // attribution: those in its content
	Figures  []figureRow      // attribution: the figures it holds
	Parts    []figureRow      // figure: those that break it down
	Whole    *figureRow       // figure: the larger one
	Rule     string
	Sure     float64
	Group    *claimGroup
	Revision *ledger.Revision
	Invented bool
}

// linkedStep is a link of the chain with the attribution that makes it, where
// one is known.
type linkedStep struct {
	step
	ID  ledger.ID
	Cue string
}

// claim shows one attribution or figure.
func (b *bench) claim(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	c, err := b.ledger.Claim(r.Context(), id)
	if err != nil {
		return fmt.Errorf("web: claim %s: %w", clip(id, 80), err)
	}
	p := &claimPage{Claim: c, Revision: c.Record.Current(), Invented: invented(c.Record.Meta.URL)}
	title := ""
	if c.Figure != nil {
		p.figure(c.Figure)
		g, err := b.groups.near(r.Context(), b.ledger)
		if err != nil {
			return err
		}
		p.Group = groupOf(g, string(c.Figure.ID))
		title = quantity(c.Figure) + " " + plain(c.Figure.Category.String())
	} else {
		p.attribution(c.Attribution)
		title = p.Source + " " + c.Attribution.CueText
	}
	return b.render(w, http.StatusOK, "claim", frame{Title: clip(title, 80), Nav: "claim", Data: p})
}

// claimGroup is what a figure was found to speak of, as far as that is at hand.
type claimGroup struct {
	ID     string       // of the figure: its event is found by it
	Event  *tally.Event // nil where groups are not at hand
	Toll   *tally.Toll
	Origin string
	Denies []*tally.Figure // whose number it denies
	Denied []*tally.Figure // denials of it
}

func groupOf(g *groups, id string) *claimGroup {
	out := &claimGroup{ID: id}
	if g == nil {
		return out
	}
	out.Event, out.Toll = g.holding[id], g.counting[id]
	if out.Event == nil {
		return nil // it came after the groups were made
	}
	for i := range out.Event.Quantities {
		q := &out.Event.Quantities[i]
		for _, f := range q.Figures {
			if string(f.ID) == id {
				out.Origin = f.Origin
			}
		}
		for _, d := range q.Disputes {
			if string(d.Figure.ID) == id {
				out.Denies = d.Answers
			}
			if slices.ContainsFunc(d.Answers, func(a *tally.Figure) bool { return string(a.ID) == id }) {
				out.Denied = append(out.Denied, d.Figure)
			}
		}
	}
	return out
}

func (p *claimPage) figure(f *ledger.Figure) {
	p.ID, p.At, p.Rule, p.Sure = f.ID, f.Number.Start, f.Rule, f.Confidence
	p.passage(&f.Passage)
	p.Chain = p.lineage(f.Attribution, f.Chain)
	rows, _ := rowsIn(p.Record, sayso.Span{End: len(p.Record.Text.Text) + 1})
	for i := range rows {
		if rows[i].Figure.PartOf == f.Index {
			p.Parts = append(p.Parts, rows[i])
		}
		if rows[i].ID == f.PartOfID {
			p.Whole = &rows[i]
		}
	}
}

func (p *claimPage) attribution(a *ledger.Attribution) {
	p.ID, p.At, p.Rule, p.Sure = a.ID, anchor(&a.Attribution).Start, a.Rule, a.Confidence
	p.passage(&a.Passage)
	p.Source, p.Content = a.SourceText, a.ContentText
	if a.Speaker != nil && a.Speaker.Name != "" {
		p.Source = a.Speaker.Name
	}
	if p.Source == "" {
		p.Source = "source not named"
	}
	p.Chain = p.lineage(a.Attribution.ID, nil)
	figures, attributions := rowsIn(p.Record, sayso.Span{End: len(p.Record.Text.Text) + 1})
	for _, row := range figures {
		if row.Figure.Attribution == a.Attribution.ID {
			p.Figures = append(p.Figures, row)
		}
	}
	for _, row := range attributions {
		if row.Attribution.Parent == a.Attribution.ID {
			p.Inside = append(p.Inside, row)
		}
	}
}

// passage cuts the claim's passage; only the claim's own words are marked.
func (p *claimPage) passage(in *ledger.Passage) {
	p.Kind = in.Kind
	var own []mark
	for _, m := range marksOf(p.Record) {
		if m.id == p.ID {
			own = append(own, m)
		}
	}
	p.Segments = newCutter(p.Record.Text.Text, own).cut(in.Span)
	for i := range p.Segments {
		p.Segments[i].Link = "" // it would lead here
	}
}

// lineage is the chain with its attributions, outermost first. Names that no
// attribution stands for (a credit line, a headline) keep their place.
func (p *claimPage) lineage(id int, names []string) []linkedStep {
	byID := map[int]int{}
	all := p.Record.Reading.Attributions
	for i := range all {
		byID[all[i].ID] = i
	}
	var links []linkedStep
	for n := 0; id != 0 && n < 8; n++ {
		i, ok := byID[id]
		if !ok {
			break
		}
		a := &all[i]
		text := p.Record.Text.Text
		s := linkedStep{step: step{Name: wordsAt(text, a.Source...)}, ID: p.Record.AttributionIDs[i], Cue: wordsAt(text, a.Cue...)}
		if a.Speaker != nil && a.Speaker.Name != "" {
			s.Name = a.Speaker.Name
		}
		if s.Name == "" {
			s.Name = "source not named"
		}
		links = append([]linkedStep{s}, links...)
		id = a.Parent
	}
	out := []linkedStep{{step: chain(p.Record.Meta.Outlet, nil)[0]}}
	if names == nil || len(names) == len(links) {
		for i := range names {
			links[i].Name = names[i]
		}
		return append(out, links...)
	}
	for _, n := range names {
		s := linkedStep{step: step{Name: n}}
		for _, l := range links {
			if l.Name == n {
				s = l
			}
		}
		out = append(out, s)
	}
	return out
}
