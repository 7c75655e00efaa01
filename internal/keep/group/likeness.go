package group

import (
	"math"
	"math/bits"
	"slices"

	"sayso"
)

// unknownPlace is how alike two places are of which one is not known.
const unknownPlace = .5

// What is left of a likeness where one thing speaks against it. Two reports of
// different happenings share a tenth of their words all the same.
const (
	elsewhere     = .75 // each has a place of its own
	otherSort     = .68 // a gas attack and a rocket attack; what they share counts
	tellsBoth     = .5  // each text tells of both places
	usualOverlap  = .15
	contextWeight = .9
)

// breadth is how closely a place is given.
type breadth uint8

const (
	nowhere breadth = iota
	country
	region
	spot
	quarter
)

// breadthOf goes by the gazetteer, else by the words: "Vesh province".
func breadthOf(p *sayso.Place) breadth {
	if p == nil {
		return nowhere
	}
	switch p.Precision {
	case "country":
		return country
	case "region":
		return region
	}
	for _, w := range nameWords(p.Text) {
		if known.regionNoun[w] {
			return region
		}
		if known.quarterNoun[w] {
			return quarter
		}
	}
	return spot
}

// like tells how likely two happenings are one.
func (h *happening) like(o *happening) float64 {
	best := 0.0
	for i := range h.m {
		for j := range o.m {
			best = max(best, h.m[i].like(&o.m[j]))
		}
	}
	if x, y := h.sorts(), o.sorts(); x != 0 && y != 0 {
		both := float64(bits.OnesCount32(x&y)) / float64(min(bits.OnesCount32(x), bits.OnesCount32(y)))
		best *= otherSort + (1-otherSort)*both
	}
	if best > 0 && h.elsewhere(o) {
		best *= elsewhere
	}
	return best
}

// elsewhere reports whether each happening is placed where the other is not: both
// are in one city, but one is in this quarter of it and the other in that.
func (h *happening) elsewhere(o *happening) bool {
	mine, theirs := h.without(o), o.without(h)
	for _, m := range mine {
		for _, t := range theirs {
			if related(m, t) > 0 {
				return false
			}
		}
	}
	return len(mine) > 0 && len(theirs) > 0
}

// without are the figures of a happening, one for each place, that are closely
// placed where none of the other's is.
func (h *happening) without(o *happening) []*mention {
	var out []*mention
	for i := range h.m {
		m := &h.m[i]
		if m.breadth < spot || slices.ContainsFunc(out, func(x *mention) bool { return slices.Equal(x.place, m.place) }) {
			continue
		}
		if !slices.ContainsFunc(o.m, func(x mention) bool { return x.place.near(m.place) == 1 }) {
			out = append(out, m)
		}
	}
	return out
}

// sorts are what sorts of happening the sentences tell of, a bit for each.
func (h *happening) sorts() uint32 {
	out := uint32(0)
	for i := range h.m {
		out |= h.m[i].sorts
	}
	return out
}

// like tells how likely two mentions of different documents are about one event.
func (m *mention) like(o *mention) float64 {
	if m.running != o.running {
		return 0
	}
	place := m.placeLike(o)
	days := m.daysLike(o)
	value := m.valueLike(o)
	if value > rare && days >= guessed && (!m.given || !o.given) && m.place.near(o.place) > 0 {
		days = max(days, knownNumber) // "the 26 dead of the market" in a text that dates nothing
	}
	return place * days * (.7 + .5*value + contextWeight*(overlap(m.context, o.context)-usualOverlap))
}

// An equal number that is rare enough goes before a day that is only guessed.
const (
	rare        = .7
	guessed     = .1
	knownNumber = .75
)

// placeLike is 1 for one place, less for places that may be one: the village
// and its province, told by the map or because each text names the other's. Of
// an event whose place is only given as a country nothing more is known.
func (m *mention) placeLike(o *mention) float64 {
	if n := m.place.near(o.place); n > 0 {
		return .5 + .5*n
	}
	if m.breadth <= country && !m.running || o.breadth <= country && !o.running || len(m.place) == 0 || len(o.place) == 0 {
		return unknownPlace
	}
	s := related(m, o)
	if m.breadth >= spot && o.breadth >= spot && m.tells(o.place) && o.tells(m.place) {
		// Two texts that tell of both know them for two.
		return s * tellsBoth
	}
	switch a, b := m.place.in(o.named), o.place.in(m.named); {
	case a && b:
		s = max(s, .8)
	case a && m.breadth == region, b && o.breadth == region:
		s = max(s, .75)
	case a || b:
		s = max(s, .65)
	}
	return s
}

// tells reports whether the mention's document has figures of its own at a place.
func (m *mention) tells(place key) bool {
	return slices.ContainsFunc(m.told, func(t key) bool { return t.near(place) == 1 })
}

func (k key) in(set map[string]bool) bool {
	for _, w := range k {
		if !set[w] {
			return false
		}
	}
	return len(k) > 0
}

// daysLike is 1 for one day, less the further apart they are. A running toll is
// compared by the day up to which it counts.
func (m *mention) daysLike(o *mention) float64 {
	if !m.days.Known() || !o.days.Known() {
		return .5
	}
	if m.running {
		gap := m.days.To - o.days.To
		if max(gap, -gap) > tollDays {
			return 0
		}
		if m.given && o.given && !alikeSpans(m.days, o.days) {
			return .5
		}
		return 1
	}
	gap := m.days.Gap(o.days)
	if !m.given && o.given && o.days.From > m.days.To || !o.given && m.given && m.days.From > o.days.To {
		return [...]float64{1, .3, .1, 0}[min(gap, 3)] // a report cannot tell of the day after it
	}
	if m.given && o.given {
		if unlikeSpans(m.days, o.days) {
			return 0
		}
		s := [...]float64{1, .4, .15, 0}[min(gap, 3)]
		if !alikeSpans(m.days, o.days) {
			s *= .7
		}
		return s
	}
	return [...]float64{.9, .5, .35, .2, .1, 0}[min(gap, 5)]
}

// valueLike is the weight of an equal number: two reports of 38 dead are hardly
// chance, two of 3 may be.
func (m *mention) valueLike(o *mention) float64 {
	if m.f.Category != o.f.Category || m.people != o.people || m.unit != o.unit {
		return 0
	}
	if a, b := m.number(), o.number(); a > 0 && a == b {
		return 1 - 1/(1+math.Log2(float64(a)))
	}
	return 0
}

// tollDays is how far apart the days may be up to which two running tolls count,
// for them to be compared: a war's toll of July and of November are two.
const tollDays = 10

func alikeSpans(a, b Days) bool {
	la, lb := float64(a.To-a.From+1), float64(b.To-b.From+1)
	return min(la, lb)/max(la, lb) > .5
}

// season is the longest that one happening takes; what is counted over years is
// none of the happenings that fall into them.
const season = 60

// unlikeSpans reports whether one stretch is many times the other and longer than
// any happening: "400 have died over the past decade" beside Sunday's accident.
func unlikeSpans(a, b Days) bool {
	la, lb := a.To-a.From+1, b.To-b.From+1
	return max(la, lb) > season && max(la, lb) >= 4*min(la, lb)
}

// related tells how near two places of different names are: close by on the
// map, or one inside the other.
func related(m, o *mention) float64 {
	a, b := m.f.Place, o.f.Place
	if a == nil || b == nil || !a.Resolved || !b.Resolved || a.Country != b.Country {
		return 0
	}
	d := km(a, b)
	if m.breadth == region || o.breadth == region {
		if d < 120 {
			return .7
		}
		return 0
	}
	switch {
	case d < 8:
		return .9
	case d < 30:
		return .5
	}
	return 0
}
