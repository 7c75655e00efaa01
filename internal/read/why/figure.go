package why

import (
	"math"
	"strings"

	"sayso"
	"sayso/internal/read"
)

// Figure explains figure i of a document's reading.
func Figure(doc *sayso.Document, r *sayso.Reading, i int) []Reason {
	f := &r.Figures[i]
	x := &explainer{d: read.Annotate(doc), r: r}
	base, relative := strings.CutSuffix(f.Rule, "-in-relative")
	rule, known := x.d.Lex.FigureRules[f.Rule]
	if !known && relative {
		rule, known = x.d.Lex.FigureRules[base]
	}
	if known {
		x.say("found", "%s", rule.Why)
	} else {
		x.say("found", "By a rule of another version: %s.", f.Rule)
	}
	x.quantity(f)
	if !f.Term.Empty() {
		x.say("what", "%s is listed as a word for %s.", x.words(f.Term), spaced(f.Category.String()))
	}
	if f.PartOf >= 0 && f.PartOf < len(r.Figures) {
		x.say("part of", "It is said of some of the %s before it.", x.words(r.Figures[f.PartOf].Number))
	}
	x.scope(f)
	x.status(f)
	x.place(f)
	x.when(f)
	x.chain(f)
	x.say("confidence", "%.2f: of a hundred figures of its rule and kind, about %d had the right category and number.", f.Confidence, int(math.Round(f.Confidence*100)))
	return x.out
}

// quantities say what a quantifier makes of the number.
var quantities = map[sayso.Quantifier]string{
	sayso.Exact:    "no word before it softens it",
	sayso.AtLeast:  "the words round it make it a least: there may be more",
	sayso.MoreThan: "the words round it say that there are more",
	sayso.AtMost:   "the words round it make it a most: there may be fewer",
	sayso.LessThan: "the words round it say that there are fewer",
	sayso.About:    "the words round it say that it is not exact",
	sayso.Between:  "two numbers stand as the ends of a range",
	sayso.Vague:    "no number of it is known, only the least that the words can mean",
}

func (x *explainer) quantity(f *sayso.Figure) {
	why := quantities[f.Quantifier]
	if f.Article {
		why = "an article stands for one"
	}
	x.say("how many", "%s: %s.", x.words(f.Number), why)
}

func (x *explainer) scope(f *sayso.Figure) {
	switch f.Scope {
	case sayso.Incident:
		x.say("scope", "Nothing beside it tells of a stretch of time or a running count: one happening.")
	case sayso.Period:
		x.say("scope", "It is said of a stretch of time, not of one happening.")
	case sayso.Cumulative:
		x.say("scope", "It is said of everything up to a day: a running toll.")
	case sayso.Future:
		x.say("scope", "It is said of what is still to come.")
	}
}

func (x *explainer) status(f *sayso.Figure) {
	switch f.Status {
	case sayso.Disputed:
		x.say("status", "%s", x.doubters(f))
	case sayso.Denied:
		x.say("status", "It is said not to be so.")
	case sayso.Possible:
		x.say("status", "It is feared, believed or said that it may be so.")
	case sayso.Planned:
		x.say("status", "It is said to be meant, not to have happened.")
	case sayso.Hypothetical:
		x.say("status", "It stands under an “if”.")
	}
}

// doubters are those who are said to doubt a figure, with the words that say so.
func (x *explainer) doubters(f *sayso.Figure) string {
	var all []string
	for _, id := range f.DisputedBy {
		for i := range x.r.Attributions {
			if a := &x.r.Attributions[i]; a.ID == id && len(a.Source) > 0 && len(a.Cue) > 0 {
				all = append(all, x.words(a.Source[0])+" "+x.words(a.Cue[0]))
			}
		}
	}
	if len(all) == 0 {
		return "Somebody is said to doubt it."
	}
	return "It is called into question: " + strings.Join(all, "; ") + "."
}

func (x *explainer) place(f *sayso.Figure) {
	p := f.Place
	if p == nil {
		x.say("where", "Not known: no place is named near enough.")
		return
	}
	if p.Span.Empty() {
		x.say("where", "%s, by what the whole document is about.", p.Text)
		return
	}
	meant := ""
	if p.Resolved && p.Name != "" && p.Name != p.Text {
		meant = ", which is taken to mean " + p.Name
	}
	x.say("where", "%s stands %s%s.", x.words(p.Span), x.distance(f.Number, p.Span), meant)
	if !p.Resolved {
		x.say("where", "The list of places has none of that name, or several, and nothing decides between them.")
	}
}

func (x *explainer) when(f *sayso.Figure) {
	w := f.When
	switch {
	case w == nil:
		x.say("when", "Not known: no day is named near enough.")
	case w.Span.Empty():
		x.say("when", "By the day of publication.")
	default:
		x.say("when", "%s stands %s.", x.words(w.Span), x.distance(f.Number, w.Span))
	}
}

func (x *explainer) chain(f *sayso.Figure) {
	if f.Attribution <= 0 || f.Attribution > len(x.r.Attributions) {
		x.say("who says so", "No attribution holds it: the document says so itself.")
		return
	}
	a := &x.r.Attributions[f.Attribution-1]
	for {
		if len(a.Cue) > 0 {
			x.say("who says so", "%s is credited with it (%s).", x.named(a), x.words(a.Cue[0]))
		} else {
			x.say("who says so", "%s is credited with it.", x.named(a))
		}
		if a.Parent <= 0 || a.Parent >= a.ID || a.Parent > len(x.r.Attributions) {
			return
		}
		a = &x.r.Attributions[a.Parent-1]
	}
}

// distance is where words stand, seen from the number.
func (x *explainer) distance(number, s sayso.Span) string {
	here, there := x.sentence(number.Start), x.sentence(s.Start)
	switch {
	case here == there:
		return "in its sentence"
	case there == here-1:
		return "in the sentence before"
	case there == here+1:
		return "in the sentence after"
	case there < here:
		return "earlier in the text"
	}
	return "later in the text"
}

// sentence is the number of the sentence that holds a byte of the text.
func (x *explainer) sentence(at int) int {
	t := x.token(at)
	for i, s := range x.d.Sentences {
		if t < s.End {
			return i
		}
	}
	return len(x.d.Sentences)
}

func spaced(s string) string { return strings.ReplaceAll(s, "_", " ") }
