package web

import (
	"fmt"
	"net/http"
	"net/url"

	"sayso"
	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

type originPage struct {
	*tally.Origin
	Documents int
	Outlets   []string
	Events    []originEvent
	Tolls     []*tally.Toll
	Shown     []*tally.Figure
}

// originEvent is an event with what one origin says of it.
type originEvent struct {
	*tally.Event
	Says []string
}

// What the page of one origin shows at most.
const (
	originRows   = 500
	originGroups = 200
)

// origin shows one origin: why different words stand under its name, what it says
// of which event, and each of its figures with its words.
func (b *bench) origin(w http.ResponseWriter, r *http.Request) error {
	g, err := b.groups.of(r.Context(), b.ledger)
	if err != nil {
		return err
	}
	name := valid(r.URL.Query().Get("name"))
	o := g.origins[name]
	if o == nil {
		return fmt.Errorf("web: origin %q: %w", clip(name, 80), sayso.ErrNotFound)
	}
	p := &originPage{Origin: o, Shown: o.Figures[:min(originRows, len(o.Figures))]}
	docs, outlets, at := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, f := range o.Figures {
		docs[string(f.Document.ID)] = true
		if name := f.Document.Meta.Outlet; name != "" && !outlets[name] {
			outlets[name] = true
			p.Outlets = append(p.Outlets, name)
		}
		if e := g.holding[string(f.ID)]; e != nil {
			p.says(e, f, at)
		}
	}
	for i := range g.Tolls {
		if t := &g.Tolls[i]; len(p.Tolls) < originGroups && t.CountedBy(o.Name) {
			p.Tolls = append(p.Tolls, t)
		}
	}
	p.Documents = len(docs)
	return b.render(w, http.StatusOK, "origin", frame{Title: clip(words.Origin(o.Name), 80), Nav: "origins", Data: p})
}

// says adds to an event what the origin says of it; at is where the events stand.
func (p *originPage) says(e *tally.Event, f *tally.Figure, at map[string]int) {
	i, ok := at[e.ID]
	if !ok {
		if len(p.Events) == originGroups {
			return
		}
		i = len(p.Events)
		at[e.ID] = i
		p.Events = append(p.Events, originEvent{Event: e})
	}
	s := said(f) + " " + words.Category(f.Figure.Category)
	if f.Figure.Status == sayso.Denied {
		s = "denies " + s
	}
	for _, have := range p.Events[i].Says {
		if have == s {
			return
		}
	}
	p.Events[i].Says = append(p.Events[i].Says, s)
}

// originAt is the address of an origin's page.
func originAt(name string) string { return "/origin?name=" + url.QueryEscape(name) }
