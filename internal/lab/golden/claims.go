package golden

import (
	"fmt"
	"strconv"
	"strings"

	"sayso"
)

// Attributions is what was found of attributions in the common form. The marks
// of the first are a.source, a.cue and a.content, of the second b.source and so
// on. The line of each:
//
//	label  kind class  "speaker" (type) role="..."  in=parent  rule=...
func Attributions(said []sayso.Attribution) Result {
	var r Result
	for i := range said {
		a := &said[i]
		label := letter(i)
		for _, part := range []struct {
			name   string
			pieces []sayso.Span
		}{{".source", a.Source}, {".cue", a.Cue}, {".content", a.Content}} {
			if len(part.pieces) > 0 {
				r.Marks = append(r.Marks, Mark{label + part.name, part.pieces})
			}
		}
		l := line{}
		l.add("%s", label)
		l.add("%s %s", a.Kind, a.Class)
		if s := a.Speaker; s != nil {
			l.add("%s", speaker(s))
		}
		if a.Parent != 0 {
			l.add("in=%s", attributionLabel(said, a.Parent))
		}
		l.add("rule=%s", a.Rule)
		r.Claims += l.String()
	}
	return r
}

func speaker(s *sayso.Speaker) string {
	kind := s.Type.String()
	if kind == "" {
		kind = "unknown"
	}
	out := fmt.Sprintf("%q (%s)", s.Name, kind)
	if s.Role != "" {
		out += fmt.Sprintf(" role=%q", s.Role)
	}
	return out
}

// Figures is what was found of figures in the common form. The marks of the
// first are f1 (its number), f1.term, f1.victims, f1.place and f1.when. The line
// of each; what is empty, and the scope incident and the status asserted, are
// left out:
//
//	label  category value  victims="..."  unit=households  age:child  place="name, country" (precision)
//	  when=start..end (precision)  scope  status  said=attribution
//	  chain="outermost > innermost"  voices="..."  disputed_by=b  part_of=f1  article  rule=...
//
// The value is written =17, >=17, >17, <=17, <17, ~17, 6-8 or, where vague, 24..
func Figures(figures []sayso.Figure, said []sayso.Attribution) Result {
	var r Result
	for i := range figures {
		f := &figures[i]
		label := "f" + strconv.Itoa(i+1)
		mark := func(part string, s sayso.Span) {
			if !s.Empty() {
				r.Marks = append(r.Marks, Mark{label + part, []sayso.Span{s}})
			}
		}
		mark("", f.Number)
		mark(".term", f.Term)
		l := line{}
		l.add("%s", label)
		l.add("%s %s", f.Category, value(f))
		if v := f.Victims; v != nil {
			mark(".victims", v.Span)
			l.add("victims=%q", v.Text)
			if v.Unit != sayso.Persons {
				l.add("unit=%s", v.Unit)
			}
			for _, tag := range v.Tags {
				l.add("%s", tag)
			}
		}
		if p := f.Place; p != nil {
			mark(".place", p.Span)
			l.add("place=%s", place(p))
		}
		if w := f.When; w != nil {
			mark(".when", w.Span)
			l.add("when=%s", when(w))
		}
		if f.Scope != sayso.Incident {
			l.add("%s", f.Scope)
		}
		if f.Status != sayso.Asserted {
			l.add("%s", f.Status)
		}
		if f.Attribution != 0 {
			l.add("said=%s", attributionLabel(said, f.Attribution))
		}
		if len(f.Chain) > 0 {
			l.add("chain=%q", strings.Join(f.Chain, " > "))
		}
		if len(f.Voices) > 0 {
			l.add("voices=%q", strings.Join(f.Voices, ", "))
		}
		for _, id := range f.DisputedBy {
			l.add("disputed_by=%s", attributionLabel(said, id))
		}
		if f.PartOf >= 0 {
			l.add("part_of=f%d", f.PartOf+1)
		}
		if f.Article {
			l.add("article")
		}
		l.add("rule=%s", f.Rule)
		r.Claims += l.String()
	}
	return r
}

// value writes quantifier and bounds together. Bounds that the quantifier does
// not give are written out, so that they cannot hide.
func value(f *sayso.Figure) string {
	lo, hi := f.Low, f.High
	same := lo.Known && hi.Known && lo.N == hi.N
	switch {
	case f.Quantifier == sayso.Exact && same:
		return fmt.Sprintf("=%d", lo.N)
	case f.Quantifier == sayso.About && same:
		return fmt.Sprintf("~%d", lo.N)
	case f.Quantifier == sayso.AtLeast && lo.Known && !hi.Known:
		return fmt.Sprintf(">=%d", lo.N)
	case f.Quantifier == sayso.MoreThan && lo.Known && !hi.Known:
		return fmt.Sprintf(">%d", lo.N-1)
	case f.Quantifier == sayso.AtMost && !lo.Known && hi.Known:
		return fmt.Sprintf("<=%d", hi.N)
	case f.Quantifier == sayso.LessThan && !lo.Known && hi.Known:
		return fmt.Sprintf("<%d", hi.N+1)
	case f.Quantifier == sayso.Between && lo.Known && hi.Known:
		return fmt.Sprintf("%d-%d", lo.N, hi.N)
	case f.Quantifier == sayso.Vague:
		return bound(lo) + ".." + bound(hi)
	}
	return fmt.Sprintf("%s[%s,%s]", f.Quantifier, bound(lo), bound(hi))
}

func bound(b sayso.Bound) string {
	if !b.Known {
		return ""
	}
	return strconv.FormatInt(b.N, 10)
}

func place(p *sayso.Place) string {
	if p.Name == "" {
		return fmt.Sprintf("%q", p.Text)
	}
	name := p.Name
	if p.Country != "" && p.Country != p.Name {
		name += ", " + p.Country
	}
	return fmt.Sprintf("%q (%s)", name, p.Precision)
}

func when(w *sayso.When) string {
	span := w.Start
	if w.End != w.Start {
		span += ".." + w.End
	}
	return fmt.Sprintf("%s (%s)", span, w.Precision)
}

// Places is what was found of places in the common form: marks p1, p2 and so on;
// lines
//
//	label  "name, country" (precision)  latitude,longitude
func Places(places []sayso.Place) Result {
	var r Result
	for i := range places {
		p := &places[i]
		label := "p" + strconv.Itoa(i+1)
		r.Marks = append(r.Marks, Mark{label, []sayso.Span{p.Span}})
		l := line{}
		l.add("%s", label)
		l.add("%s", place(p))
		if p.Resolved {
			l.add("%.2f,%.2f", p.Lat, p.Lon)
		}
		r.Claims += l.String()
	}
	return r
}

// letter is the label of the i-th attribution: a to z, then aa, ab.
func letter(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return letter(i/26-1) + letter(i%26)
}

func attributionLabel(said []sayso.Attribution, id int) string {
	for i := range said {
		if said[i].ID == id {
			return letter(i)
		}
	}
	return fmt.Sprintf("?%d", id)
}

// line is a claim line in the making: parts, two spaces between.
type line []string

func (l *line) add(format string, args ...any) { *l = append(*l, fmt.Sprintf(format, args...)) }

func (l line) String() string { return strings.Join(l, "  ") + "\n" }
