package export

import (
	"encoding/json"
	"io"

	"sayso"
	"sayso/internal/keep/group"
	"sayso/internal/keep/tally"
	"sayso/internal/out/words"
)

// WriteEvent writes one event as a line of the machine format (docs/format.md).
func WriteEvent(w io.Writer, e *tally.Event, origins map[string]*tally.Origin) error {
	line := eventLine{ID: e.ID, What: e.What, Kind: "event", Quantities: []quantityLine{}, Origins: []originLine{}}
	if e.Toll {
		line.Kind = "toll"
	}
	line.Place = eventPlace(e.Place)
	if e.Start != "" {
		line.When = &eventWhenLine{e.Start, e.End}
	}
	for i := range e.Quantities {
		q := quantity(&e.Quantities[i])
		q.Origins = shares(e.Quantities[i].Origins, origins)
		line.Quantities = append(line.Quantities, q)
	}
	line.Origins = shares(e.Origins, origins)
	return encode(w, line)
}

func eventPlace(p *sayso.Place) *eventPlaceLine {
	if p == nil {
		return nil
	}
	line := &eventPlaceLine{Text: p.Text, Name: known(p.Name), Country: known(p.Country), Precision: known(p.Precision)}
	if p.Resolved {
		line.Lat, line.Lon = &p.Lat, &p.Lon
	}
	return line
}

func shares(in []group.Share, origins map[string]*tally.Origin) []originLine {
	out := []originLine{}
	for _, s := range in {
		l := originLine{Name: s.Origin, Figures: s.Figures, Evidence: []string{}}
		if o := origins[s.Origin]; o != nil {
			l.Evidence = list(o.Evidence)
		}
		out = append(out, l)
	}
	return out
}

type eventLine struct {
	ID         string          `json:"id"`
	What       string          `json:"what"`
	Kind       string          `json:"kind"`
	Place      *eventPlaceLine `json:"place"`
	When       *eventWhenLine  `json:"when"`
	Quantities []quantityLine  `json:"quantities"`
	Origins    []originLine    `json:"origins"`
}

type eventPlaceLine struct {
	Text      string           `json:"text"`
	Name      *string          `json:"name"`
	Country   *string          `json:"country"`
	Lat       *float64         `json:"lat"`
	Lon       *float64         `json:"lon"`
	Precision *sayso.Precision `json:"precision"`
}

type eventWhenLine struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

type quantityLine struct {
	ID        string            `json:"id"`
	Category  sayso.Category    `json:"category"`
	People    string            `json:"people"`
	Unit      sayso.Unit        `json:"unit"`
	Low       *int64            `json:"low"`
	High      *int64            `json:"high"`
	Figures   []eventFigureLine `json:"figures"`
	Origins   []originLine      `json:"origins"`
	Updates   []updateLine      `json:"updates"`
	Conflicts [][2]int          `json:"conflicts"`
	Disputes  []disputeLine     `json:"disputes"`
}

type eventFigureLine struct {
	ID         string           `json:"id"`
	Document   string           `json:"document"`
	Number     [2]int           `json:"number"`
	Quantifier sayso.Quantifier `json:"quantifier"`
	Low        *int64           `json:"low"`
	High       *int64           `json:"high"`
	Status     sayso.Status     `json:"status"`
	Origin     string           `json:"origin"`
	Chain      []string         `json:"chain"`
	Disputers  []string         `json:"disputers"`
	Outlet     *string          `json:"outlet"`
	Published  *string          `json:"published"`
}

// updateLine is one origin's successive figures, as indices into the quantity's.
type updateLine struct {
	Origin  string   `json:"origin"`
	Figures []int    `json:"figures"`
	Revised []string `json:"revised"` // from each to the next: up, down, or empty
}

// disputeLine is a denied figure, as an index into the quantity's, and the IDs
// of the figures that it answers.
type disputeLine struct {
	Figure  int      `json:"figure"`
	Answers []string `json:"answers"`
}

type originLine struct {
	Name     string   `json:"name"`
	Figures  int      `json:"figures"`
	Evidence []string `json:"evidence"`
}

func quantity(q *tally.Quantity) quantityLine {
	l := quantityLine{
		ID: q.ID, Category: q.Category, People: q.People, Unit: q.Unit, Low: bound(q.Low), High: bound(q.High),
		Figures: []eventFigureLine{}, Updates: []updateLine{}, Conflicts: [][2]int{}, Disputes: []disputeLine{},
	}
	at := map[*tally.Figure]int{}
	for i, f := range q.Figures {
		at[f] = i
		l.Figures = append(l.Figures, eventFigure(f))
	}
	for _, u := range q.Updates {
		x := updateLine{Origin: u.Origin}
		for _, f := range u.Figures {
			x.Figures = append(x.Figures, at[f])
		}
		x.Revised = revisions(u.Figures)
		l.Updates = append(l.Updates, x)
	}
	for _, c := range q.Conflicts {
		l.Conflicts = append(l.Conflicts, [2]int{at[c[0]], at[c[1]]})
	}
	for i := range q.Disputes {
		d := &q.Disputes[i]
		l.Disputes = append(l.Disputes, disputeLine{at[d.Figure], ids(d.Answers)})
	}
	return l
}

func eventFigure(f *tally.Figure) eventFigureLine {
	return eventFigureLine{
		ID: string(f.ID), Document: f.Document.Given, Number: f.Points, Quantifier: f.Figure.Quantifier,
		Low: bound(f.Figure.Low), High: bound(f.Figure.High), Status: f.Figure.Status, Origin: f.Origin, Chain: list(f.Figure.Chain), Disputers: list(f.Disputers),
		Outlet: known(f.Document.Meta.Outlet), Published: known(f.Document.Meta.Published),
	}
}

// revisions tell from each figure to the next which way it goes.
func revisions(figures []*tally.Figure) []string {
	out := []string{}
	for i := 1; i < len(figures); i++ {
		out = append(out, words.Revised(figures[i-1], figures[i]))
	}
	return out
}

// WriteOrigin writes one origin as a line of the machine format.
func WriteOrigin(w io.Writer, o *tally.Origin) error {
	line := struct {
		Name     string   `json:"name"`
		Figures  []string `json:"figures"`
		Evidence []string `json:"evidence"`
	}{o.Name, []string{}, list(o.Evidence)}
	for _, f := range o.Figures {
		line.Figures = append(line.Figures, string(f.ID))
	}
	return encode(w, line)
}

// WriteFamily writes one family as a line of the machine format.
func WriteFamily(w io.Writer, f *tally.Family) error {
	type tieLine struct {
		A       string  `json:"a"`
		B       string  `json:"b"`
		Covered float64 `json:"covered"`
		Words   int     `json:"words"`
	}
	line := struct {
		Documents []string  `json:"documents"`
		Outlets   []string  `json:"outlets"`
		Ties      []tieLine `json:"ties"`
	}{[]string{}, []string{}, []tieLine{}}
	for _, d := range f.Documents {
		line.Documents = append(line.Documents, d.Given)
		line.Outlets = append(line.Outlets, d.Meta.Outlet)
	}
	for _, t := range f.Ties {
		line.Ties = append(line.Ties, tieLine{t.A.Given, t.B.Given, t.Covered, t.Words})
	}
	return encode(w, line)
}

func encode(w io.Writer, line any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(line)
}
