package figure

import (
	"strings"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// ownPlaces gives each figure the closest place of its own sentence.
func (a *assembler) ownPlaces() {
	for i := range a.all {
		f := &a.all[i]
		f.place = a.bestSpot(i, f.sentence)
	}
}

// bestSpot is the place of sentence k that figure i most likely happened at.
func (a *assembler) bestSpot(i, k int) *spot {
	f := &a.all[i]
	spots := a.spots(k)
	best, at := 0, -1
	for n := range spots {
		score := a.placeScore(f, &spots[n], k)
		if at < 0 || score > best {
			best, at = score, n
		}
	}
	if at < 0 {
		return nil
	}
	return &spots[at]
}

// placeScore is higher the closer the spot is, in the text and on the map.
func (a *assembler) placeScore(f *found, s *spot, k int) int {
	score := 5 * s.grain
	if !s.bound {
		score -= 8
	}
	if f.scope == sayso.Cumulative && s.grain == 1 {
		score += 30
	}
	if k != f.sentence {
		return score
	}
	first, end := f.count.begin, f.count.end
	if t := f.count.link.term; f.count.link.direct {
		first, end = min(first, t.First), max(end, t.End)
	}
	begin, last := a.inSentence(f.sentence)
	from, to := end, s.First
	if s.End <= first {
		from, to = s.End, first
		score -= 3
	}
	for j := from; j < to; j++ {
		if (j-from)%2 == 0 {
			score--
		}
		g := a.grammar(j)
		switch form := a.form(j); {
		case g&lexicon.Relative != 0 && form != "that", g&lexicon.ClauseOpener != 0 && form != "when" && form != "after" && form != "as":
			score -= 5
		}
		for n := begin; n < last; n++ {
			if o := &a.all[n]; o.count.link.direct && o.count.link.term.First == j && o.count.link.term != f.count.link.term {
				score -= 4
			}
		}
	}
	return score
}

// near are the sentences beside a figure's own that may name its place.
var near = [...]int{1, -1, 2, 3}

// places gives each figure the closest place that its event names.
func (a *assembler) places() {
	for i := range a.all {
		f := &a.all[i]
		f.foundAt = f.place
		if f.scope == sayso.Cumulative {
			f.foundAt = a.countryOf(i)
			continue
		}
		if a.apart(f) {
			continue
		}
		if s := a.sharedBy(i); closer(s.place, f.foundAt) {
			f.foundAt = s.place
		}
		for _, step := range near {
			if f.foundAt != nil && f.foundAt.grain >= 4 {
				break
			}
			k := f.sentence + step
			if k < 0 || k >= len(a.d.Sentences) || a.byline(k) || a.hasFigure(k) && (step < 0 || !a.takesUp(k)) {
				continue
			}
			if s := a.bestSpot(i, k); s != nil && closer(s, f.foundAt) && s.bound && !a.aside(k, s) {
				f.foundAt = s
			}
		}
	}
	a.mainPlace()
	for i := range a.all {
		f := &a.all[i]
		if f.scope != sayso.Cumulative && !a.apart(f) {
			if root := a.event[i]; root != i && closer(a.all[root].foundAt, f.foundAt) && a.all[root].scope == f.scope {
				f.foundAt = a.all[root].foundAt
			}
			if f.foundAt == nil && i > 0 && a.all[i-1].scope != sayso.Cumulative {
				f.foundAt = a.all[i-1].foundAt
			}
		}
		a.setPlace(i)
	}
}

// apart reports whether the figure's own sentence dates it so that it is of no
// happening told beside it: "a similar accident in 2027 killed 61", "400 have died
// over the past decade". Its place is none but its sentence's.
func (a *assembler) apart(f *found) bool {
	if _, _, ok := a.earlier(f); ok {
		return true
	}
	date := f.day
	if date == nil || !a.d.Sentences[f.sentence].Has(date.First) {
		return false
	}
	if date.Precision == "year" {
		return true
	}
	return date.From != annotate.NoDay && date.To-date.From > longAgo
}

// byline reports whether sentence k names who wrote the text, and where from.
func (a *assembler) byline(k int) bool {
	return a.d.Blocks[a.d.Sentences[k].Block].Kind == sayso.Byline
}

// mainPlace looks further for the place of the happening that the text is about,
// where its first figures name none or only a large one: a headline's "a town" is
// named some sentences on.
func (a *assembler) mainPlace() {
	main := -1
	for i := range a.all {
		if a.all[i].scope == sayso.Incident {
			main = i
			break
		}
	}
	if main < 0 {
		return
	}
	f := &a.all[main]
	if f.foundAt != nil && f.foundAt.grain >= 4 {
		return
	}
	for k := f.sentence + 1; k <= f.sentence+mainPlaceWithin && k < len(a.d.Sentences); k++ {
		if s := a.bestSpot(main, k); s != nil && s.bound && s.grain >= 4 && (a.takesUp(k) || !a.hasFigure(k) && !a.aside(k, s)) {
			for i := range a.all {
				if a.event[i] == a.event[main] && a.all[i].scope == f.scope && !sameSpot(a.all[i].place, f.place) {
					continue
				}
				if a.event[i] == a.event[main] && closer(s, a.all[i].foundAt) {
					a.all[i].foundAt = s
				}
			}
			return
		}
	}
}

// aside reports whether the spot stands in what is told of somebody by the way:
// "the board, which runs two camps near Tarn, said".
func (a *assembler) aside(k int, s *spot) bool {
	for j := s.First - 1; j >= a.d.Sentences[k].First; j-- {
		switch a.form(j) {
		case "which", "who", "whose":
			return true
		case ",", ";":
			if j < s.First-6 {
				return false
			}
		}
	}
	return false
}

const mainPlaceWithin = 9

func sameSpot(s, t *spot) bool { return s == nil || t == nil || s.grain < 4 }

// takesUp reports whether sentence k goes on with the happening told before it:
// "The attack also wounded dozens".
func (a *assembler) takesUp(k int) bool {
	if a.datesOther(k) {
		return false
	}
	s := a.d.Sentences[k]
	for j := s.First; j < s.First+6 && j+1 < s.End; j++ {
		switch a.form(j) {
		case "the", "that", "this", "those", "these", "both":
			if a.d.Lex.EventNouns.Has(a.d.Words[j+1]) {
				return true
			}
		}
	}
	return false
}

// closer reports whether s is a closer place than t.
func closer(s, t *spot) bool {
	return s != nil && (t == nil || s.grain > t.grain)
}

// countryOf is the country of a running toll: the one its sentence names, else
// the one that the text names most.
func (a *assembler) countryOf(i int) *spot {
	f := &a.all[i]
	s := a.d.Sentences[f.sentence]
	country := ""
	for p := range a.d.Places {
		x := &a.d.Places[p]
		if s.Has(x.First) && x.Location != nil && x.Location.Kind == sayso.Country && !a.ofSource(x.Range) {
			country = x.Location.Country
			break
		}
	}
	if country == "" {
		if x := &a.index; !x.mainKnown {
			x.main, x.mainKnown = a.mostNamed(), true
		}
		country = a.index.main
	}
	if country == "" {
		return f.place
	}
	best := -1
	for p := range a.d.Places {
		x := &a.d.Places[p]
		if x.Location == nil || x.Demonym || x.Location.Kind != sayso.Country || x.Location.Country != country {
			continue
		}
		if best < 0 || distance(x.First, f.count.begin)+a.spoilt(p) < distance(a.d.Places[best].First, f.count.begin)+a.spoilt(best) {
			best = p
		}
	}
	if best < 0 {
		c, _ := a.d.Lex.Gazetteer.Country(country)
		for i := range a.d.Tokens {
			if a.d.Is(i, annotate.Capital) && a.d.Tokens[i].Len() == len(c.Name)+1 && a.stripped(i) && strings.HasPrefix(a.d.Form(i), c.Name) {
				return &spot{annotate.Range{First: i, End: i + 1}, 1, -1, true} // "Orlans war"
			}
		}
		return f.place
	}
	return &spot{a.d.Places[best].Range, 1, best, true}
}

func distance(i, k int) int {
	if i < k {
		return k - i
	}
	return i - k
}

// mostNamed is the country that the text names most, adjectives included.
func (a *assembler) mostNamed() string {
	times := map[string]int{}
	for p := range a.d.Places {
		if l := a.d.Places[p].Location; l != nil && l.Country != "" {
			times[l.Country]++
		}
	}
	best, most := "", 0
	for p := range a.d.Places { // in text order: of equals the first
		if l := a.d.Places[p].Location; l != nil && times[l.Country] > most {
			best, most = l.Country, times[l.Country]
		}
	}
	return best
}

func (a *assembler) setPlace(i int) {
	s := a.all[i].foundAt
	if s == nil {
		return
	}
	span := a.unspoilt(s.Range)
	out := sayso.Place{Text: span.In(a.d.Text), Span: span}
	p := s.place
	if p < 0 {
		p = a.listed(s.First)
	}
	if p >= 0 && !a.d.Places[p].Demonym && a.d.Places[p].Range.End <= s.End {
		q := a.d.Place(p)
		q.Text, q.Span = out.Text, out.Span
		out = q
	}
	a.out[i].Place = &out
}
