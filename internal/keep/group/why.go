package group

import (
	"fmt"
	"strings"
)

// whyLike says in words what makes two happenings alike: that of their likest
// mentions.
func (h *happening) whyLike(o *happening) string {
	best, x, y := -1.0, &h.m[0], &o.m[0]
	for i := range h.m {
		for k := range o.m {
			if s := h.m[i].like(&o.m[k]); s > best {
				best, x, y = s, &h.m[i], &o.m[k]
			}
		}
	}
	return strings.Join([]string{x.whyPlace(y), x.whyDays(y), x.whyNumber(y), x.whyWords(y)}, "; ")
}

func (m *mention) placeName() string {
	if m.f.Place == nil {
		return "no place"
	}
	return m.f.Place.Text
}

func (m *mention) whyPlace(o *mention) string {
	a, b := m.placeName(), o.placeName()
	switch p := m.placeLike(o); {
	case m.place.near(o.place) > 0 && a == b:
		return "both in " + a
	case m.place.near(o.place) > 0:
		return fmt.Sprintf("%s and %s share a name", a, b)
	case len(m.place) == 0 || len(o.place) == 0:
		return "the place is not given in both"
	case p > unknownPlace:
		return fmt.Sprintf("%s and %s lie together or are named together", a, b)
	}
	return fmt.Sprintf("%s and %s may be one place", a, b)
}

func (m *mention) whyDays(o *mention) string {
	switch {
	case !m.days.Known() || !o.days.Known():
		return "the days are not known of both"
	case m.running:
		return fmt.Sprintf("tolls up to %s and %s", m.days.To, o.days.To)
	case m.given && o.given && m.days == o.days:
		return "both on " + m.days.words()
	case m.given && o.given:
		return fmt.Sprintf("on %s and %s", m.days.words(), o.days.words())
	}
	return fmt.Sprintf("around %s and %s by what is given and the days of publication", m.days.words(), o.days.words())
}

func (d Days) words() string {
	if d.From == d.To {
		return d.From.String()
	}
	return d.From.String() + " to " + d.To.String()
}

func (m *mention) whyNumber(o *mention) string {
	if m.valueLike(o) > 0 {
		return fmt.Sprintf("the same number %s, %d", m.f.Category, m.number())
	}
	return "other numbers or people"
}

func (m *mention) whyWords(o *mention) string {
	if len(m.context) == 0 || len(o.context) == 0 {
		return "no words to compare"
	}
	return fmt.Sprintf("%.0f %% of the fewer words around them are the same", 100*overlap(m.context, o.context))
}
