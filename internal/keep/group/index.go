package group

import (
	"fmt"
	"slices"
)

// index finds the happenings that may be one with a new one, without looking at
// all: those of about the same time that share a word of a place's name, a
// square of the map, or a number.
type index struct {
	lists map[string][]int32
}

func newIndex() *index { return &index{lists: map[string][]int32{}} }

const week = 7

// add files a happening under the places it names, the squares they lie in and
// its numbers, each with its week.
func (ix *index) add(i int, h *happening) {
	seen := map[string]bool{}
	for k := range h.m {
		m := &h.m[k]
		for _, key := range m.keys(true) {
			for _, w := range m.weeks(0) {
				id := fmt.Sprint(key, w)
				if !seen[id] {
					seen[id] = true
					ix.lists[id] = append(ix.lists[id], int32(i))
				}
			}
		}
	}
}

// candidates are the filed happenings that may be one with h, sorted.
func (ix *index) candidates(h *happening) []int {
	var out []int
	for k := range h.m {
		m := &h.m[k]
		slack := 5
		if m.running {
			slack = tollDays
		}
		for _, key := range m.keys(false) {
			for _, w := range m.weeks(slack) {
				for _, i := range ix.lists[fmt.Sprint(key, w)] {
					out = append(out, int(i))
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keys are what a mention is filed or looked up under. A place that only the
// document names is looked up, but not filed, and the other way round a filed
// place is met by documents that name it.
func (m *mention) keys(file bool) []string {
	var out []string
	for _, w := range m.place {
		out = append(out, "place "+w)
	}
	if !file {
		for w := range m.named {
			out = append(out, "place "+w)
		}
		slices.Sort(out)
	} else {
		for w := range m.named {
			out = append(out, "named "+w)
		}
		slices.Sort(out)
	}
	if !file {
		for _, w := range m.place {
			out = append(out, "named "+w)
		}
	}
	if p := m.f.Place; p != nil && p.Resolved {
		y, x := int(p.Lat*2), int(p.Lon*2)
		if file {
			out = append(out, fmt.Sprint("square ", y, " ", x))
		} else {
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					out = append(out, fmt.Sprint("square ", y+dy, " ", x+dx))
				}
			}
		}
	}
	if n := m.number(); n >= 8 {
		out = append(out, fmt.Sprint("number ", m.f.Category, " ", n))
	}
	return out
}

// weeks are the weeks that a mention is filed under; slack is how many days
// apart two may be. A running toll goes by the day up to which it counts.
func (m *mention) weeks(slack int) []Day {
	from, to := m.days.From, m.days.To
	if from == NoDay {
		return []Day{0}
	}
	if m.running || to-from > 10*week {
		from = to
	}
	var out []Day
	for w := (from - Day(slack)) / week; w <= (to+Day(slack))/week; w++ {
		out = append(out, w)
	}
	return out
}
