package figure

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// spot is a place that a figure may have happened at.
type spot struct {
	annotate.Range
	grain int // how close it is: 1 country, 2 region, 3 town, 4 quarter, 5 site
	place int // index in d.Places; -1 for capitalised words behind a preposition
}

// ownPlaces gives each figure the closest place of its own sentence.
func (a *assembler) ownPlaces() {
	k := -1
	var spots []spot
	for i := range a.all {
		f := &a.all[i]
		if f.sentence != k {
			k = f.sentence
			spots = a.spots(k, spots[:0])
		}
		best := -1 << 20
		for n := range spots {
			if score := a.placeScore(f, &spots[n]); score > best {
				s := spots[n]
				best, f.place = score, &s
			}
		}
	}
}

// placeScore is higher the closer the spot is, in the text and on the map.
func (a *assembler) placeScore(f *found, s *spot) int {
	first, end := f.count.begin, f.count.end
	if t := f.count.link.term; f.count.link.direct {
		first, end = min(first, t.First), max(end, t.End)
	}
	from, to := end, s.First
	score := 6 * s.grain
	if s.End <= first {
		from, to = s.End, first
		score -= 3
	}
	for j := from; j < to; j++ {
		score--
		g := a.grammar(j)
		switch form := a.form(j); {
		case g&lexicon.Relative != 0 && form != "that", g&lexicon.ClauseOpener != 0 && form != "when" && form != "after" && form != "as":
			score -= 5
		}
		for k := range a.all {
			if o := &a.all[k]; o.sentence == f.sentence && o.count.link.direct && o.count.link.term.First == j && o.count.link.term != f.count.link.term {
				score -= 5
			}
		}
	}
	return score
}

// spots are the places that a sentence names behind a preposition, the listed
// ones and what is written like one.
func (a *assembler) spots(k int, out []spot) []spot {
	s := a.d.Sentences[k].Range
	for i := s.First; i < s.End; i++ {
		if !a.placePreposition(i) {
			continue
		}
		if sp, ok := a.name(i+1, s.End); ok {
			out = append(out, sp)
			i = sp.End - 1
		}
	}
	return out
}

func (a *assembler) placePreposition(i int) bool {
	switch a.form(i) {
	case "in", "at", "near", "of", "on", "outside", "around", "across", "inside", "into", "from", "hit", "struck", "hitting", "targeting", "targeted", "rocked", "to", "between", "throughout", "within", "against", "over", "along":
		return true
	}
	return false
}

// kinds of place by the noun beside the name
func grainOf(form string) int {
	switch form {
	case "neighborhood", "neighborhoods", "neighbourhood", "neighbourhoods", "district", "districts", "quarter", "suburb", "suburbs", "square", "street", "base", "camp", "hospital", "mosque", "airport", "crossing", "checkpoint", "farms", "field", "market", "church", "university", "school", "border":
		return 5
	case "city", "town", "village", "towns", "villages", "cities", "area":
		return 4
	case "province", "governorate", "region", "countryside", "state", "county", "island", "provinces":
		return 2
	}
	return 0
}

// name reads "the northern town of Velk", "Velk province", "Orlan's Velk" from
// token i on.
func (a *assembler) name(i, end int) (spot, bool) {
	d := a.d
	grain := 0
	j := i
	for j < end && !d.Is(j, annotate.Capital) && j < i+8 {
		form := a.form(j)
		if g := grainOf(form); g > 0 {
			grain = g
		}
		w := a.grammar(j)
		if d.Is(j, annotate.Punct) && form != "-" && form != "," || w&^(lexicon.Determiner|lexicon.Possessive|lexicon.Preposition|lexicon.Adverb|lexicon.And) != 0 {
			return spot{}, false
		}
		if w&lexicon.Preposition != 0 && form != "of" {
			return spot{}, false
		}
		j++
	}
	if j >= end || !d.Is(j, annotate.Capital) || a.inDate(j) {
		return spot{}, false
	}
	first := j
	for j < end {
		form := a.form(j)
		switch {
		case d.Is(j, annotate.Capital) && !a.inDate(j) && a.grammar(j)&(lexicon.FiniteVerb|lexicon.Be|lexicon.Pronoun) == 0:
		case form == "-" && !d.Is(j, annotate.Spaced):
		case (form == "al" || form == "el" || form == "de" || form == "ash" || form == "bin") && (d.Is(j+1, annotate.Capital) || a.form(j+1) == "-"):
		default:
			goto done
		}
		j++
	}
done:
	if j < end {
		if g := grainOf(a.form(j)); g > 0 && !d.Is(j, annotate.Clitic) {
			grain = g
			j++
		} else if d.Lex.People.Of(d.Words[j])&(lexicon.Singular|lexicon.Plural) != 0 {
			return spot{}, false
		}
	}
	if d.Lex.People.Of(d.Words[j-1])&lexicon.Plural != 0 {
		return spot{}, false
	}
	if grain == 0 {
		grain = 3
	}
	out := spot{annotate.Range{First: first, End: j}, grain, -1}
	for k := range d.Places {
		p := &d.Places[k]
		if p.First < out.End && p.End > out.First {
			if p.Demonym && p.Len() == out.Len() {
				return spot{}, false
			}
			if p.Len() == out.Len() {
				out.place = k
				if p.Location != nil && grain == 3 && p.Location.Kind.Precision() == "country" {
					out.grain = 1
				}
			}
		}
	}
	return out, true
}

func (a *assembler) inDate(i int) bool {
	k := a.firstDate(i)
	return k < len(a.d.Dates) && a.d.Dates[k].Has(i)
}

func (a *assembler) samePlace(x, y *spot) bool {
	if x.First == y.First {
		return true
	}
	return a.d.Span(x.Range).In(a.d.Text) == a.d.Span(y.Range).In(a.d.Text)
}

// places gives each event the closest place that one of its figures names.
func (a *assembler) places() {
	for i := range a.all {
		best := a.all[i].place
		for k := range a.all {
			if a.event[k] != a.event[i] || a.all[k].place == nil || a.all[k].scope != a.all[i].scope {
				continue
			}
			if best == nil || a.all[k].place.grain > best.grain {
				best = a.all[k].place
			}
		}
		a.all[i].foundAt = best
	}
	for i := range a.all {
		if a.all[i].foundAt == nil && i > 0 && a.all[i].scope == a.all[i-1].scope {
			a.all[i].foundAt = a.all[i-1].foundAt
		}
		a.setPlace(i)
	}
}

func (a *assembler) setPlace(i int) {
	s := a.all[i].foundAt
	if s == nil {
		return
	}
	if s.place >= 0 {
		p := a.d.Place(s.place)
		a.out[i].Place = &p
		return
	}
	span := a.d.Span(s.Range)
	a.out[i].Place = placeOf(span, a.d.Text)
}
