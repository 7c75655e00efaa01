package group

import (
	"fmt"
	"math"
	"slices"

	"sayso"
)

// File is a place in the index: a list, and where in it. Two that stand near
// each other in one list are compared, others never: that is what keeps the work
// for one document bounded, however large the ledger is.
type File struct {
	List  uint64
	At    Day
	Slack Day // how many days apart two of the list may be
}

// nearest is how many are looked at on either side in a list. It binds in crowded
// lists only: where more than so many reports of one day name one place, two of
// them meet in a list that fewer share, by their number or their village, or they
// are joined by the ones between.
const nearest = 32

const (
	anchors     = 16 // fingerprints that a document is filed under: its smallest
	loose       = 4  // of those, the ones under which dated and undated meet
	namedPlaces = 24 // places beside the figure's own that a happening is filed under
	eventSlack  = 5
	longest     = 10 * week // a happening is filed under each week of so many days
	week        = 7
	listNumber  = 8 // numbers from here on are rare enough to be a list
)

func list(format string, args ...any) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range []byte(fmt.Sprintf(format, args...)) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// textFiles are the lists of a document by its text. Bottom-k: the smallest
// fingerprints of a part are among the smallest of the whole that lie in the part.
func textFiles(prints []uint32, published Day) []File {
	prints = slices.Clone(prints)
	for i, p := range prints {
		p *= 0x9E3779B1 // one to one, and divisible by nothing in common any more
		prints[i] = p ^ p>>15
	}
	slices.Sort(prints)
	var out []File
	for i, p := range prints[:min(anchors, len(prints))] {
		if published != NoDay {
			out = append(out, File{list("text %x", p), published, familyDays})
		}
		if i < loose || published == NoDay {
			out = append(out, File{list("undated text %x", p), 0, 0})
		}
	}
	return out
}

// files are the lists of a happening: by the words of its place's name, by the
// places its document names, by the square of the map, by its number, and by
// place and number; each at its days.
func (h *happening) files() []File {
	seen := map[File]bool{}
	var out []File
	for k := range h.m {
		m := &h.m[k]
		slack, kind := Day(eventSlack), "event"
		if m.running {
			slack, kind = tollDays, "toll"
		}
		for _, key := range m.lists() {
			for _, at := range m.at() {
				f := File{list("%s %s", kind, key), at, slack}
				if at == NoDay {
					f = File{list("undated %s %s", kind, key), 0, 0}
				}
				if !seen[f] {
					seen[f] = true
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// lists are the names of a mention's lists.
func (m *mention) lists() []string {
	var out []string
	n := m.number()
	for _, w := range m.place {
		out = append(out, "place "+w, "named "+w)
		if n > 0 {
			out = append(out, fmt.Sprint("place and number ", w, " ", m.f.Category, " ", n))
		}
	}
	for _, w := range m.near {
		if !slices.Contains(m.place, w) {
			out = append(out, "named "+w)
		}
	}
	if n >= listNumber {
		out = append(out, fmt.Sprint("number ", m.f.Category, " ", n))
	}
	if p := m.f.Place; p != nil && p.Resolved {
		switch m.breadth {
		case spot, quarter:
			out = append(out, squares(p)...)
		case region:
			out = append(out, around(p)...)
		}
	}
	return out
}

// squares are the four squares around a place, of four grids of one degree that
// are shifted by half of it: two places that are less than half a degree apart
// share one.
func squares(p *sayso.Place) []string {
	var out []string
	for i := range 4 {
		out = append(out, square(i, p.Lat+float64(i/2)/2, p.Lon+float64(i%2)/2))
	}
	return out
}

// around are the squares of the first grid that lie around a region's middle, in
// which the places that may be in it are filed.
func around(p *sayso.Place) []string {
	const reach = 1.2
	var out []string
	for y := math.Floor(p.Lat - reach); y <= p.Lat+reach; y++ {
		for x := math.Floor(p.Lon - reach); x <= p.Lon+reach; x++ {
			out = append(out, square(0, y, x))
		}
	}
	return out
}

func square(grid int, y, x float64) string {
	return fmt.Sprint("square ", grid, " ", math.Floor(y), " ", math.Floor(x))
}

// at are the days at which a mention is filed. A running toll goes by the day up
// to which it counts; a stretch of days by its ends and each week between.
func (m *mention) at() []Day {
	from, to := m.days.From, m.days.To
	if from == NoDay {
		return []Day{NoDay}
	}
	if m.running || to-from > longest || to < from {
		return []Day{to}
	}
	out := []Day{from}
	for d := from + week; d < to; d += week {
		out = append(out, d)
	}
	if to > from {
		out = append(out, to)
	}
	return out
}
