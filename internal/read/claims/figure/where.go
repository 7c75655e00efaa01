package figure

import (
	"sort"
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
		if f.place == nil {
			f.place = a.recordPlace(f.sentence)
		}
		if s, ok := a.bracketed(f); ok {
			f.place, f.apiece = s, true
		}
	}
	for first := 0; first < len(a.all); {
		end := first + 1
		for end < len(a.all) && a.all[end].sentence == a.all[first].sentence {
			end++
		}
		if end > first+1 {
			a.placesApiece(first, end)
		}
		first = end
	}
}

// recordPlace is the place of a record that sentence k is a line of: "Province:
// Marrow. Dead: 39. | Missing: 7."
func (a *assembler) recordPlace(k int) *spot {
	first := a.recordFirst(k)
	if first < 0 {
		return nil
	}
	if s := a.spots(first); len(s) > 0 {
		return &s[0]
	}
	return nil
}

// recordFirst is the sentence that opens the record which sentence k belongs to: it
// labels a place; -1 where there is none.
func (a *assembler) recordFirst(k int) int {
	first := k
	for first > 0 && a.d.Sentences[first-1].Block == a.d.Sentences[k].Block && first > k-12 {
		first--
	}
	i := a.d.Sentences[first].First
	for a.d.Is(i, annotate.Punct) {
		i++
	}
	if a.form(i+1) != ":" || a.d.Lex.PlaceNouns.Grain(a.d.Word(i)) == 0 || !a.startsName(i+2) {
		return -1
	}
	return first
}

// bracketed is the place before a number in brackets: "followed by Osk (88)".
func (a *assembler) bracketed(f *found) (*spot, bool) {
	c := &f.count
	if c.class != bare || a.form(c.begin-1) != "(" || a.form(c.end) != ")" || !a.d.Is(c.begin-2, annotate.Capital) {
		return nil, false
	}
	first := c.begin - 2
	for a.d.Is(first-1, annotate.Capital) && !a.d.Is(first, annotate.Starts) {
		first--
	}
	if s, ok := a.run(first, c.begin-1); ok && s.End == c.begin-1 {
		return &s, true
	}
	return nil, true
}

// placesApiece gives the figures of a sentence that names a place for each their
// own: "six died in Velk and four in Tarn", "seven were killed in the province:
// five in Velk, two near Tarn".
func (a *assembler) placesApiece(first, end int) {
	a.partsApiece(first, end)
	distinct := 0
	var last *spot
	for i := first; i < end; i++ {
		if s := a.spotBehind(i); s != nil && s.grain >= 3 && (last == nil || s.First != last.First) {
			distinct++
			last = s
		}
	}
	if distinct < 2 {
		return
	}
	for i := first; i < end; i++ {
		f := &a.all[i]
		if s := a.spotBehind(i); s != nil {
			f.place, f.apiece = s, true
		} else if p := f.partOf; p >= first && p < i && a.all[p].apiece {
			f.place, f.apiece = a.all[p].place, true
		}
	}
}

// partsApiece tells the places of a count and of its parts behind a colon: "61 were
// released in the north: 38 from Adir, nine from the prison in Halm".
func (a *assembler) partsApiece(first, end int) {
	for i := first + 1; i < end; i++ {
		p := a.all[i].partOf
		if p < first || p >= i || a.form(a.all[i].count.begin-1) != ":" {
			continue
		}
		colon, own := a.all[i].count.begin-1, false
		for k := i; k < end; k++ {
			own = own || a.all[k].partOf == p && a.spotBehind(k) != nil
		}
		if !own {
			return
		}
		if s := a.all[p].place; s != nil && s.First > colon {
			a.all[p].place = nil
		}
		for k := i; k < end; k++ {
			if f := &a.all[k]; f.partOf == p && (f.place == nil || f.place.First > colon) {
				f.place, f.apiece = a.spotBehind(k), true
			}
		}
		return
	}
}

// spotBehind is the place that stands between figure i and what the sentence
// counts next.
func (a *assembler) spotBehind(i int) *spot {
	f := &a.all[i]
	if f.count.article() {
		return nil
	}
	end := a.d.Sentences[f.sentence].End
	if i+1 < len(a.all) && a.all[i+1].sentence == f.sentence {
		end = a.all[i+1].count.begin
	}
	spots := a.spots(f.sentence)
	for n := range spots {
		if s := &spots[n]; s.bound && s.First >= f.count.end && s.End <= end {
			return s
		}
	}
	return nil
}

// bestSpot is the place of sentence k that figure i most likely happened at.
func (a *assembler) bestSpot(i, k int) *spot {
	f := &a.all[i]
	spots := a.spots(k)
	best, at := 0, -1
	for n := range spots {
		if a.tends(k, &spots[n]) || spots[n].many && k != f.sentence {
			continue
		}
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
		case form == ";":
			score -= 20
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
		if f.apiece || a.apart(f) {
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
			if step > 1 && (f.foundAt == nil && a.goesOn(i) || f.sentence > 2 && k < len(a.d.Sentences) && a.d.Sentences[k].Block != a.d.Sentences[f.sentence].Block) {
				break
			}
			if k < 0 || k >= len(a.d.Sentences) || a.byline(k) || a.parted(f.sentence, k) || a.ofMost(k) || a.placed(f, k) || a.longAgo(k) || a.hasFigure(k) && (step < 0 || !a.takesUp(k)) {
				continue
			}
			if s := a.bestSpot(i, k); s != nil && closer(s, f.foundAt) && s.bound && !a.aside(k, s) && !a.tends(k, s) {
				f.foundAt = s
			}
		}
	}
	a.mainPlace()
	for i := range a.all {
		f := &a.all[i]
		if f.scope != sayso.Cumulative && !a.apart(f) && !f.apiece {
			if root := a.event[i]; root != i && closer(a.all[root].foundAt, f.foundAt) && a.all[root].scope == f.scope {
				f.foundAt = a.all[root].foundAt
			}
			if k := a.told(i - 1); f.foundAt == nil && k >= 0 && a.passesOn(&a.all[k], f) && !a.item(i) && !(a.item(k) && a.parted(a.all[k].sentence, f.sentence)) {
				f.foundAt = a.all[k].foundAt
			}
		}
		a.setPlace(i)
	}
}

// passesOn reports whether the place of x may be that of f, which stands behind it.
func (a *assembler) passesOn(x, f *found) bool {
	if x.scope == sayso.Incident && f.scope == sayso.Period && x.sentence != f.sentence && f.count.link.rule == "toll-to" {
		return false // "the number killed since the start of October"
	}
	return x.scope != sayso.Cumulative && !a.apart(x) && !(x.apiece && x.sentence != f.sentence)
}

// apart reports whether the figure's own sentence dates it so that it is of no
// happening told beside it: "a similar accident in 2027 killed 61", "400 have died
// over the past decade". Its place is none but its sentence's.
func (a *assembler) apart(f *found) bool {
	if _, _, ok := a.earlier(f); ok || f.count.link.rule == "compared" {
		return true
	}
	date := f.day
	if date == nil || !a.d.Sentences[f.sentence].Has(date.First) {
		return false
	}
	if date.Precision == "year" || date.Precision == "month" && date.To != annotate.NoDay && date.To < a.d.Published {
		return true
	}
	return date.From != annotate.NoDay && date.To-date.From > longAgo
}

// item reports whether the figure stands in an item of a list, which has nothing
// to do with the items beside it.
func (a *assembler) item(i int) bool {
	return a.inList(a.all[i].sentence)
}

// inList reports whether sentence k is an item of a list, or begins with a label
// as such an item does: "Velk: 21 killed".
func (a *assembler) inList(k int) bool {
	s := a.d.Sentences[k]
	if a.d.Blocks[s.Block].Kind == sayso.List || a.recordFirst(k) >= 0 {
		return true
	}
	if a.stamped(k) {
		return true
	}
	if !a.d.Is(s.First, annotate.Opens) {
		return false
	}
	for j := s.First + 1; j < s.First+5 && j+1 < s.End; j++ {
		if a.form(j) == ":" {
			return a.numeral(j+1) || a.numeral(j+2) || a.numeral(j+3)
		}
	}
	return false
}

// stamped reports whether the paragraph of sentence k is an entry of a live page,
// which begins with the hour: "14:05 Three more bodies ...".
func (a *assembler) stamped(k int) bool {
	b := a.d.Sentences[k].Block
	for n := 0; k > 0 && a.d.Sentences[k-1].Block == b; n++ {
		if k--; n == longestEntry {
			return false
		}
	}
	i := a.d.Sentences[k].First
	f := a.d.Form(i)
	if len(f) == 5 && (f[2] == ':' || f[2] == '.') && f[0] >= '0' && f[0] <= '2' && f[4] >= '0' && f[4] <= '9' {
		return true
	}
	return a.d.Is(i, annotate.Digit) && len(f) <= 2 && a.form(i+1) == ":" && a.d.Is(i+2, annotate.Digit) && len(a.form(i+2)) == 2 && !a.d.Is(i+2, annotate.Spaced)
}

// longestEntry is how many sentences an entry of a live page has at the most.
const longestEntry = 12

// byline reports whether sentence k tells who wrote the text, where and when.
func (a *assembler) byline(k int) bool {
	kind := a.d.Blocks[a.d.Sentences[k].Block].Kind
	return kind == sayso.Byline || kind == sayso.Dateline
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
	if f.apiece || f.foundAt != nil && f.foundAt.grain >= 4 {
		return
	}
	for k := f.sentence + 1; k <= f.sentence+mainPlaceWithin && k < len(a.d.Sentences); k++ {
		if s := a.bestSpot(main, k); s != nil && s.bound && s.grain >= 4 && !a.parted(f.sentence, k) && (a.takesUp(k) || !a.hasFigure(k) && !a.aside(k, s) && !a.tends(k, s)) {
			for i := range a.all {
				if a.event[i] == a.event[main] && a.all[i].scope == f.scope && !sameSpot(a.all[i].place, f.place) {
					continue
				}
				if a.event[i] == a.event[main] && closer(s, a.all[i].foundAt) && !a.all[i].apiece {
					a.all[i].foundAt = s
				}
			}
			return
		}
	}
}

// ofMost reports whether sentence k tells where most of those were that the one
// before counts, so that some were elsewhere: "Most were reported from Velk".
func (a *assembler) ofMost(k int) bool { return a.form(a.d.Sentences[k].First) == "most" }

// aside reports whether the spot stands in what is told of somebody by the way:
// "the board, which runs two camps near Tarn, said".
func (a *assembler) aside(k int, s *spot) bool {
	if a.in(s.First-1, a.sets.Beside) {
		return true // "in neighbouring Velk": what was told before was not there
	}
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

// tends reports whether the spot is where the hurt or the dead were brought, not
// where it happened: "taken to the hospital in | Velk", "treated in | Velk".
func (a *assembler) tends(k int, s *spot) bool {
	house, brought := false, false
	for j := min(s.End+2, a.d.Sentences[k].End) - 1; j >= a.d.Sentences[k].First && j > s.First-12; j-- {
		w := a.d.Words[j]
		if a.sets.Brought.Has(w) && a.form(j+1) == "to" && j < s.First {
			return true // "were taken to a centre at | Velk"
		}
		house, brought = house || a.sets.Hospital.Has(w), brought || a.sets.Brought.Has(w)
	}
	return house && brought || brought && a.form(s.First-1) == "in" && a.in(s.First-2, a.sets.Treated)
}

// goesOn reports whether the figure has no place of its own and stands behind one
// whose village or street is known: what comes two sentences on is less near.
func (a *assembler) goesOn(i int) bool {
	k := a.told(i - 1)
	for n := 0; n < 4 && k > 0 && a.all[k].foundAt == nil; n++ {
		k = a.told(k - 1)
	}
	if k < 0 {
		return false
	}
	x := &a.all[k]
	return x.foundAt != nil && x.foundAt.grain >= 3 && x.scope != sayso.Cumulative && !x.apiece && !a.apart(x) && !a.item(i)
}

// longAgo reports whether sentence k tells of something else that happened before,
// in a month or a year of its own: "In a similar raid in May, pupils were seized
// in Velk".
func (a *assembler) longAgo(k int) bool {
	s := a.d.Sentences[k]
	for n := a.firstDate(s.First); n < len(a.d.Dates) && a.d.Dates[n].First < s.End; n++ {
		if d := &a.d.Dates[n]; !d.Dateline && (d.Precision == "year" || d.Precision == "month") && d.Kind == annotate.SpanDate && !a.modifies(d) {
			return true
		}
	}
	for j := s.First; j < s.First+4 && j < s.End; j++ {
		if a.in(j, a.sets.Former) {
			return a.form(s.First) != "earlier"
		}
	}
	return false
}

// placed reports whether the figure's sentence names a place that no list has, so
// that only a sentence which goes on with the same happening can name a closer one.
func (a *assembler) placed(f *found, k int) bool {
	s := f.place
	return s != nil && f.foundAt == s && s.bound && s.grain >= 3 && (s.place < 0 || a.d.Places[s.place].Location == nil) && !a.takesUp(k)
}

// parted reports whether one of two sentences is an item of a list and the other
// no part of the same item.
func (a *assembler) parted(i, k int) bool {
	return a.d.Sentences[i].Block != a.d.Sentences[k].Block && (a.inList(i) || a.inList(k))
}

func sameSpot(s, t *spot) bool { return s == nil || t == nil || s.grain < 4 }

// takesUp reports whether sentence k goes on with the happening told before it:
// "The attack also wounded dozens".
func (a *assembler) takesUp(k int) bool {
	if a.datesOther(k) {
		return false
	}
	s := a.d.Sentences[k]
	for j := s.First; j < s.First+6 && j+1 < s.End; j++ {
		if a.in(j, a.sets.TakesUp) && a.d.Lex.EventNouns.Has(a.d.Words[j+1]) {
			return true
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
	for p := a.placeFrom(s.First); p < len(a.d.Places) && a.d.Places[p].First < s.End; p++ {
		x := &a.d.Places[p]
		if x.Location != nil && x.Location.Kind == sayso.Country && !a.ofSource(x.Range) {
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
	if p := f.place; country == "" && p != nil && p.End < f.count.begin {
		for j := p.End; j < f.count.begin; j++ {
			if a.grammar(j)&lexicon.And != 0 {
				return nil // "16 died in Velk, and 120 have died since 2028": of another place
			}
		}
	}
	if country == "" {
		return f.place
	}
	if best := a.nearestCountry(country, f.count.begin); best >= 0 {
		return &spot{a.d.Places[best].Range, 1, best, true, false}
	}
	if i := a.strippedCountry(country); i >= 0 {
		return &spot{annotate.Range{First: i, End: i + 1}, 1, -1, true, false} // "Orlans war"
	}
	return f.place
}

// nearestCountry is the place that names the country closest to token i, those whose
// possessive lost its apostrophe last; -1 = none.
func (a *assembler) nearestCountry(country string, i int) int {
	x := &a.index
	if x.countries == nil {
		x.countries = map[string][2][]int{}
		for p := range a.d.Places {
			q := &a.d.Places[p]
			if q.Location == nil || q.Demonym || q.Location.Kind != sayso.Country {
				continue
			}
			named, spoilt := x.countries[q.Location.Country], min(a.spoilt(p), 1)
			named[spoilt] = append(named[spoilt], p)
			x.countries[q.Location.Country] = named
		}
	}
	for _, list := range x.countries[country] {
		if len(list) == 0 {
			continue
		}
		k := sort.Search(len(list), func(n int) bool { return a.d.Places[list[n]].First >= i })
		if k == len(list) || k > 0 && distance(a.d.Places[list[k-1]].First, i) <= distance(a.d.Places[list[k]].First, i) {
			k--
		}
		return list[k]
	}
	return -1
}

// strippedCountry is the first token that is the country's name with the "s" of a
// possessive that lost its apostrophe; -1 = none.
func (a *assembler) strippedCountry(country string) int {
	x := &a.index
	if i, known := x.strippedAt[country]; known {
		return i
	}
	if x.strippedAt == nil {
		x.strippedAt = map[string]int{}
	}
	c, _ := a.d.Lex.Gazetteer.Country(country)
	at := -1
	for i := range a.d.Tokens {
		if a.d.Is(i, annotate.Capital) && a.d.Tokens[i].Len() == len(c.Name)+1 && a.stripped(i) && strings.HasPrefix(a.d.Form(i), c.Name) {
			at = i
			break
		}
	}
	x.strippedAt[country] = at
	return at
}

// placeFrom is the index of the first place that begins at token i or later.
func (a *assembler) placeFrom(i int) int {
	return sort.Search(len(a.d.Places), func(n int) bool { return a.d.Places[n].First >= i })
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
