package annotate

import (
	"math"
	"strings"

	"sayso"
)

// settle decides which location each mention means: first by what follows it
// ("Paris, Texas"), then by what else the document names, then by kind and
// size. Within a document a name means one place, unless its own words say
// otherwise.
func (f *placeFinder) settle() {
	ctx := f.context()
	chosen := map[int]int{}                  // name → sense with the best qualified mention
	for i := len(f.found) - 1; i >= 0; i-- { // right to left, so that what qualifies is settled first
		m := &f.found[i]
		if s, ok := f.byQualifier(i); ok {
			if s != nil {
				m.set(s)
				if m.name >= 0 {
					chosen[m.name] = i
				}
			}
			continue
		}
		if s := f.best(m, ctx); s != nil {
			m.set(s)
		}
	}
	for i := range f.found {
		m := &f.found[i]
		if k, ok := chosen[m.name]; ok && m.name >= 0 && m.Location != nil && !f.hasQualifier(i) {
			m.set(f.found[k].Location)
		}
	}
}

func (m *mention) set(l *sayso.Location) { m.Location, m.Kind = l, l.Kind }

// candidates calls yield with every sense of the mention.
func (f *placeFinder) candidates(m *mention, yield func(*sayso.Location)) {
	if m.name >= 0 {
		for _, s := range f.g.Senses(m.name) {
			yield(&f.g.Locations[s])
		}
	}
next:
	for i := range m.senses {
		l := &m.senses[i]
		if m.name >= 0 { // the built-in entry of the same place has the name that people know
			for _, s := range f.g.Senses(m.name) {
				if o := &f.g.Locations[s]; o.Country == l.Country && (o.Kind == l.Kind && o.Kind <= sayso.Region || kilometres(o, l) < 30) {
					continue next
				}
			}
		}
		yield(l)
	}
}

// hasQualifier reports whether the next mention follows after a comma only.
func (f *placeFinder) hasQualifier(i int) bool {
	if i+1 >= len(f.found) {
		return false
	}
	m, next := &f.found[i], &f.found[i+1]
	return !next.Demonym && next.First == m.End+1 && f.d.Form(m.End) == "," && next.Location != nil &&
		(next.Kind == sayso.Country || next.Kind == sayso.Region || next.Kind == sayso.District)
}

// byQualifier is the sense that lies in the place named behind it. ok is false
// where nothing qualifies the mention; a qualifier that no sense fits leaves it
// unresolved, unless the two may be a list ("Gaza, Lebanon and Yemen").
func (f *placeFinder) byQualifier(i int) (best *sayso.Location, ok bool) {
	if !f.hasQualifier(i) {
		return nil, false
	}
	m, in := &f.found[i], f.found[i+1].Location
	f.candidates(m, func(l *sayso.Location) {
		if l.Kind > in.Kind && within(l, in) && (best == nil || l.Population > best.Population) {
			best = l
		}
	})
	if best != nil {
		return best, true
	}
	list := false // a second comma or "and" behind the qualifier, or a country before it
	if m.name >= 0 {
		f.candidates(m, func(l *sayso.Location) { list = list || l.Kind <= in.Kind })
	}
	return nil, !list
}

// within reports whether l lies in the country or region.
func within(l, in *sayso.Location) bool {
	switch {
	case l.Country != in.Country || l.Country == "":
		return false
	case in.Kind == sayso.Country:
		return true
	case in.Kind == sayso.District:
		return kilometres(l, in) < 120
	case l.Region != "":
		return strings.HasPrefix(in.Name, l.Region) // "New York State"
	}
	return kilometres(l, in) < 1200 // the gazetteer does not say where in the country
}

// placeContext is what the document as a whole speaks of.
type placeContext struct {
	country map[string]float64
	region  map[string]float64
	near    []*sayso.Location // places with one sense only, but countries
	total   float64
}

// context counts the mentions that have one sense only.
func (f *placeFinder) context() *placeContext {
	c := &placeContext{country: map[string]float64{}, region: map[string]float64{}}
	for i := range f.found {
		m := &f.found[i]
		if m.name < 0 || len(f.g.Senses(m.name)) != 1 {
			continue
		}
		l := &f.g.Locations[f.g.Senses(m.name)[0]]
		if l.Country == "" {
			continue
		}
		w := 1.0
		if m.Demonym {
			w = .5
		}
		c.country[l.Country] += w
		c.total += w
		switch {
		case l.Kind == sayso.Region:
			c.region[l.Country+l.Name]++
		case l.Region != "":
			c.region[l.Country+l.Region] += .5
		}
		if l.Kind != sayso.Country && len(c.near) < 64 {
			c.near = append(c.near, l)
		}
	}
	return c
}

// best is the sense with the highest score.
func (f *placeFinder) best(m *mention, c *placeContext) *sayso.Location {
	if m.name >= 0 && m.senses == nil && len(f.g.Senses(m.name)) == 1 {
		return &f.g.Locations[f.g.Senses(m.name)[0]]
	}
	var best *sayso.Location
	top := math.Inf(-1)
	class := f.kindAfter(m.End)
	f.candidates(m, func(l *sayso.Location) {
		s := size(l)
		if c.total > 0 {
			s += 2.5 * c.country[l.Country] / c.total
		}
		if r := c.region[l.Country+l.Region]; l.Region != "" && r > 0 {
			s += math.Min(2, 1+r/4)
		}
		for _, o := range c.near {
			if l.Kind != sayso.Country && kilometres(l, o) < 150 {
				s += 1
				break
			}
		}
		if class != sayso.NoLocation && (class == l.Kind || class == sayso.Region && l.Kind == sayso.District) {
			s += 3
		}
		if s > top {
			best, top = l, s
		}
	})
	return best
}

// size is how likely a sense is before anything is known of the document.
func size(l *sayso.Location) float64 {
	people := .7 * math.Log10(float64(l.Population)+200)
	switch l.Kind {
	case sayso.Country:
		return 6
	case sayso.Area:
		return 5
	case sayso.Region:
		return 1.6 + .55*people
	case sayso.District:
		return .3 + .55*people
	case sayso.Site:
		return 3.4
	}
	return people
}

// kilometres is the distance between two locations, near enough for places that
// are near.
func kilometres(a, b *sayso.Location) float64 {
	dx := math.Abs(a.Lon - b.Lon)
	if dx > 180 {
		dx = 360 - dx
	}
	dx *= math.Cos((a.Lat + b.Lat) * math.Pi / 360)
	return 111.2 * math.Hypot(a.Lat-b.Lat, dx)
}
