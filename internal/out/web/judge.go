package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/judge"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/tally"
)

// judgePage is two figures, documents or origins side by side, what was judged
// of them, and a form for a person's own judgement.
type judgePage struct {
	Level  string
	A, B   side
	Given  []judgementRow // of these two, the latest first
	Others []*tally.Figure
	Token  string
	By     string
	Open   bool // judgements are taken here
	One    bool // they stand in one group now
}

// side is one of the two.
type side struct {
	ID       string // as it was asked for
	Figure   *tally.Figure
	Event    *tally.Event
	Document *ledger.Document
	Origin   *tally.Origin
}

// Known reports whether the ledger holds it.
func (s *side) Known() bool { return s.Figure != nil || s.Document != nil || s.Origin != nil }

// judgementRow is a judgement with the names of what it is about.
type judgementRow struct {
	group.Judgement
	Level, Verdict string
	NameA, NameB   string
	LinkA, LinkB   string
	Stands         bool
	TakenBack      string // why, by whom
	Note           string // what became of it where a page has changed since
}

// judgeLevels are the levels in the words of a form.
var judgeLevels = []string{"event", "quantity", "text", "origin"}

// judged shows two things and what was judged of them.
func (b *bench) judged(w http.ResponseWriter, r *http.Request) error {
	g, err := b.groups.of(r.Context(), b.ledger)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	p := &judgePage{Level: q.Get("level"), Token: b.token, By: b.opt.By, Open: b.open()}
	if !slices.Contains(judgeLevels, p.Level) {
		p.Level = "event"
	}
	p.A, p.B = b.side(r.Context(), g, p.Level, q.Get("a")), b.side(r.Context(), g, p.Level, q.Get("b"))
	p.One = p.A.Event != nil && p.A.Event == p.B.Event
	if e := p.A.Event; e != nil {
		p.Others = otherFigures(e, p.A.Figure)
	}
	all, err := b.given(r.Context(), g)
	if err != nil {
		return err
	}
	for _, j := range all {
		if about(&j.Judgement, p.A.key()) && about(&j.Judgement, p.B.key()) || !p.B.Known() && about(&j.Judgement, p.A.key()) {
			p.Given = append(p.Given, j)
		}
	}
	return b.render(w, http.StatusOK, "judge", frame{Title: "Judge", Nav: "events", Data: p})
}

func about(j *group.Judgement, id string) bool { return id != "" && (j.A == id || j.B == id) }

// otherFigures are those of an event that a figure may not belong with: one for
// each document and number.
func otherFigures(e *tally.Event, f *tally.Figure) []*tally.Figure {
	var out []*tally.Figure
	for i := range e.Quantities {
		for _, o := range e.Quantities[i].Figures {
			if o != f && len(out) < 100 {
				out = append(out, o)
			}
		}
	}
	return out
}

func (b *bench) side(ctx context.Context, g *groups, level, id string) side {
	s := side{ID: clip(valid(id), maxValue)}
	switch {
	case s.ID == "":
	case level == group.OriginLevel.String():
		s.Origin = g.origins[s.ID]
	case level == group.TextLevel.String():
		if r, err := b.ledger.Record(ctx, s.ID); err == nil {
			s.Document = &r.Document
		}
	default:
		if e := g.holding[s.ID]; e != nil {
			s.Event, s.Figure = e, figureIn(e, s.ID)
		}
	}
	return s
}

func figureIn(e *tally.Event, id string) *tally.Figure {
	for i := range e.Quantities {
		for _, f := range e.Quantities[i].Figures {
			if string(f.ID) == id {
				return f
			}
		}
	}
	return nil
}

// key is what judgements name it by.
func (s *side) key() string {
	switch {
	case s.Figure != nil:
		return string(s.Figure.ID)
	case s.Document != nil:
		return string(s.Document.ID)
	}
	return s.ID
}

// judgements lists what persons judged, the latest first, each to be taken back.
func (b *bench) judgements(w http.ResponseWriter, r *http.Request) error {
	g, err := b.groups.of(r.Context(), b.ledger)
	if err != nil {
		return err
	}
	p := &judgePage{Token: b.token, By: b.opt.By, Open: b.open()}
	if p.Given, err = b.given(r.Context(), g); err != nil {
		return err
	}
	return b.render(w, http.StatusOK, "judgements", frame{Title: "Judgements", Nav: "events", Data: p})
}

// given are persons' judgements, the latest first.
func (b *bench) given(ctx context.Context, g *groups) ([]judgementRow, error) {
	var out []judgementRow
	taken := map[string]string{}
	for j, err := range b.ledger.Judgements(ctx, false) {
		if err != nil {
			return nil, fmt.Errorf("web: judgements: %w", err)
		}
		if j.Undo {
			taken[j.Takes] = strings.TrimSuffix(fmt.Sprintf("%s, %s: %s", j.By, stamp(j.Time), j.Why), ": ")
			continue
		}
		out = append(out, g.row(j))
	}
	changed, err := judge.Changed(ctx, b.ledger)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if h, ok := changed[out[i].ID]; ok {
			out[i].Note = h.Note()
		}
		out[i].TakenBack = taken[out[i].ID]
		out[i].Stands = out[i].TakenBack == ""
	}
	slices.Reverse(out)
	return out, nil
}

// row gives a judgement the names of what it is about.
func (g *groups) row(j group.Judgement) judgementRow {
	row := judgementRow{Judgement: j, Level: j.Level.String(), Verdict: strings.ReplaceAll(j.Verdict.String(), "_", " ")}
	row.NameA, row.LinkA = g.named(j.Level, j.A)
	row.NameB, row.LinkB = g.named(j.Level, j.B)
	return row
}

func (g *groups) named(level group.Level, id string) (name, link string) {
	switch level {
	case group.OriginLevel:
		if g.origins[id] != nil {
			return id, originAt(id)
		}
		return id, ""
	case group.TextLevel:
		return id, "/documents/" + id
	}
	if e := g.holding[id]; e != nil {
		f := figureIn(e, id)
		return said(f) + " " + plain(f.Figure.Category.String()) + ", " + f.Document.Name(), "/claims/" + id
	}
	return id, "/claims/" + id
}

// open reports whether judgements are taken here.
func (b *bench) open() bool {
	_, ok := b.ledger.(ledger.Ledger)
	return ok && b.opt.Judge
}

var errClosed = fmt.Errorf("web: %w: This workbench takes no judgements; it was started to show only", sayso.ErrInvalid)

// maxForm bounds what a form may send.
const maxForm = 32 << 10

// judge keeps a person's judgement of two, or takes one back.
func (b *bench) judge(w http.ResponseWriter, r *http.Request) error {
	to, err := b.keep(w, r)
	switch {
	case errors.Is(err, sayso.ErrInvalid), errors.Is(err, sayso.ErrNotFound):
		_, said, _ := strings.Cut(err.Error(), "invalid: ")
		if said == "" {
			said = "The ledger does not hold what it is about."
		}
		b.refuse(w, r, http.StatusBadRequest, "This judgement was not kept.", said)
		return nil
	case err != nil:
		return err
	}
	// The page it leads to can be loaded again without judging again.
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// keep does what the form asks for and tells which page shows it.
func (b *bench) keep(w http.ResponseWriter, r *http.Request) (to string, err error) {
	l, ok := b.ledger.(ledger.Ledger)
	if !ok || !b.opt.Judge {
		return "", errClosed
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return "", fmt.Errorf("web: %w: the form cannot be read: %v", sayso.ErrInvalid, err)
	}
	if !b.genuine(r.PostForm.Get("token")) {
		return "", fmt.Errorf("web: %w: the form is of another run of the workbench: open the page again and send it once more", sayso.ErrInvalid)
	}
	f := func(name string) string { return clip(valid(r.PostForm.Get(name)), 2000) }
	by, why := f("by"), f("why")
	if by == "" || why == "" {
		return "", fmt.Errorf("web: %w: a judgement needs a name and a reason: go back and give both", sayso.ErrInvalid)
	}
	if id := f("undo"); id != "" {
		_, err := judge.Undo(r.Context(), l, id, by, why, time.Now())
		return "/judgements", err
	}
	word := judge.Word{A: f("a"), B: f("b"), By: by, Why: why}
	if word.A == "" || word.B == "" {
		return "", fmt.Errorf("web: %w: a judgement is about two: go back and name the other one", sayso.ErrInvalid)
	}
	var known, fits bool
	word.Level, known = group.ParseLevel(f("level"))
	word.Verdict, fits = group.ParseVerdict(f("verdict"))
	if !known || !fits {
		return "", fmt.Errorf("web: %w: no judgement %q of %q", sayso.ErrInvalid, clip(f("verdict"), 40), clip(f("level"), 40))
	}
	_, err = judge.Say(r.Context(), l, word, time.Now())
	return "/judge?" + url.Values{"level": {word.Level.String()}, "a": {word.A}, "b": {word.B}}.Encode(), err
}

type whyPage struct {
	*tally.Event
	Edges  []judgementRow
	More   int
	Single bool // one document only: nothing had to be judged
}

// whyRows bounds the judgements on one page.
const whyRows = 300

// why tells by which judgements the figures of an event came together.
func (b *bench) why(w http.ResponseWriter, r *http.Request) error {
	g, e, _, err := b.eventAt(r)
	if err != nil {
		return err
	}
	p := &whyPage{Event: e}
	docs := map[ledger.ID]bool{}
	for i := range e.Quantities {
		for _, f := range e.Quantities[i].Figures {
			docs[f.Document.ID] = true
		}
	}
	p.Single = len(docs) == 1
	for j, err := range b.ledger.Judgements(r.Context(), true) {
		switch {
		case err != nil:
			return fmt.Errorf("web: judgements: %w", err)
		case j.Undo || j.Level != group.EventLevel || g.holding[j.A] != e && g.holding[j.B] != e:
		case len(p.Edges) == whyRows:
			p.More++
		default:
			p.Edges = append(p.Edges, g.row(j))
		}
	}
	return b.render(w, http.StatusOK, "why", frame{Title: clip("Why together: "+eventPlace(e), 80), Nav: "events", Data: p})
}
