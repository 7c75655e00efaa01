package group

// happening is a set of mentions held to be about one event.
type happening struct {
	m []mention
}

// within parts one document's mentions into happenings. What persons hold of two
// of its figures goes before what the words say.
func within(ms []mention, docs []Document, persons *Persons) []happening {
	var out []happening
next:
	for _, m := range ms {
		best, at := 0.0, -1
	apart:
		for i := range out {
			s := 0.0
			for k := range out[i].m {
				switch v, ok := persons.figures(&docs[m.doc], m.fig, out[i].m[k].fig); {
				case ok && v == Same:
					s = 2
				case ok && v == NotSame:
					continue apart
				default:
					s = max(s, m.fits(&out[i].m[k]))
				}
			}
			if s > best {
				best, at = s, i
			}
		}
		if at >= 0 && best >= .5 {
			out[at].m = append(out[at].m, m)
			continue next
		}
		out = append(out, happening{m: []mention{m}})
	}
	return out
}

// lookBack is how many days before its publication a text may tell of as its own
// news: a figure without a day is not of what happened in another year.
const lookBack = 30

// fits tells how well two mentions of one document can be one happening.
func (m *mention) fits(o *mention) float64 {
	if m.running != o.running {
		return 0
	}
	s := 1.0
	switch {
	case m.given && o.given:
		if m.days.Gap(o.days) > 0 || !m.running && unlikeSpans(m.days, o.days) {
			return 0
		}
		if m.days != o.days {
			s *= .7
		}
	case m.given != o.given:
		if m.days.Known() && o.days.Known() && m.days.Gap(o.days) > lookBack {
			return 0
		}
		s *= .9
	}
	switch {
	case len(m.place) == 0 || len(o.place) == 0 || !m.running && (m.breadth <= country || o.breadth <= country):
		s *= .8
	default:
		n := m.place.near(o.place)
		if n == 0 {
			if n = max(related(m, o), m.inside(o), o.inside(m)); n == 0 {
				return 0
			}
		}
		s *= n
	}
	if m.sorts != 0 && o.sorts != 0 && m.sorts&o.sorts == 0 {
		s *= sortsWithin
	}
	return s
}

// sortsWithin is what is left of a fit where the sentences tell of two sorts of
// happening: a car bomb in the morning and shells in the evening.
const sortsWithin = .45

// How well a quarter, and a place of which nothing is known, lie in a town that
// the same text tells of.
const (
	quarterInside = .8
	unknownInside = .6
)

// inside tells how well a place that no gazetteer knows can lie in a town that one
// knows: "13 died in Hamdan" is a part of the "14 in Lomar" on the same day.
func (m *mention) inside(o *mention) float64 {
	switch {
	case m.breadth < spot || o.breadth != spot || m.f.Place.Resolved || !o.f.Place.Resolved || !m.given || m.days != o.days:
		return 0
	case m.breadth == quarter:
		return quarterInside
	}
	return unknownInside
}

// figures is what persons hold of two figures of a document: those that count the
// same people are of one happening, too.
func (p *Persons) figures(d *Document, a, b int) (Verdict, bool) {
	if p == nil || len(p.of) == 0 {
		return 0, false
	}
	x, y := d.figureID(a), d.figureID(b)
	if v, ok := p.on(EventLevel, x, y); ok {
		return v, true
	}
	if v, ok := p.on(QuantityLevel, x, y); ok && v == Same {
		return v, true
	}
	return 0, false
}
