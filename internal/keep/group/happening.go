package group

// happening is a set of mentions held to be about one event.
type happening struct {
	m []mention
}

// within parts one document's mentions into happenings.
func within(ms []mention) []happening {
	var out []happening
next:
	for _, m := range ms {
		best, at := 0.0, -1
		for i := range out {
			s := 0.0
			for k := range out[i].m {
				s = max(s, m.fits(&out[i].m[k]))
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

// fits tells how well two mentions of one document can be one happening.
func (m *mention) fits(o *mention) float64 {
	if m.running != o.running {
		return 0
	}
	s := 1.0
	switch {
	case m.given && o.given:
		if m.days.Gap(o.days) > 0 {
			return 0
		}
		if m.days != o.days {
			s *= .7
		}
	case m.given != o.given:
		s *= .9
	}
	switch {
	case len(m.place) == 0 || len(o.place) == 0 || !m.running && (m.breadth <= country || o.breadth <= country):
		s *= .8
	default:
		n := m.place.near(o.place)
		if n == 0 {
			if r := related(m, o); r == 0 {
				return 0
			} else {
				n = r
			}
		}
		s *= n
	}
	return s
}
