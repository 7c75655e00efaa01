package lexicon

import "sayso"

// PlaceWords are the words beside a name, and among names, that tell whether a
// place is meant and of what kind.
type PlaceWords struct {
	After  []sayso.LocationKind // by Word: "County" of "Dallas County"
	Before []sayso.LocationKind // by Word: "Lake" of "Lake Victoria"
	Of     []sayso.LocationKind // by Word: "village" of "the village of Dela"

	Repeats  Set // words of After that stand only behind a listed name: "State" of "Kano State"
	Illness  Set // "virus" of "Reston virus": no place is meant
	Organ    Set // "Post" of "Washington Post": no place is meant
	Title    Set // a person's name follows
	Evidence Set // prepositions that show a place
	Wordlike Set // names that are also words or persons' names
}

// Kind is the word's entry in one of the tables, or NoLocation.
func (p *PlaceWords) Kind(table []sayso.LocationKind, w Word) sayso.LocationKind {
	if int(w) < len(table) {
		return table[w]
	}
	return sayso.NoLocation
}

func loadPlaceWords(lex *Lexicon, f *file) {
	p := &lex.Gazetteer.Near
	tables := map[string]*[]sayso.LocationKind{"after": &p.After, "before": &p.Before, "of": &p.Of}
	sets := map[string]*Set{"illness": &p.Illness, "organ": &p.Organ, "title": &p.Title, "evidence": &p.Evidence, "wordlike": &p.Wordlike}
	f.records(2, 3, func(cols []string) {
		w := lex.intern(cols[0])
		if s := sets[cols[1]]; s != nil && len(cols) == 2 {
			s.add(w)
			return
		}
		if cols[1] == "repeats" {
			cols[1] = "after"
			p.Repeats.add(w)
		}
		t := tables[cols[1]]
		var kind sayso.LocationKind
		if t == nil || len(cols) < 3 || kind.UnmarshalText([]byte(cols[2])) != nil {
			f.fault("want after, repeats, before or of with a kind of place, or illness, organ, title, evidence or wordlike; have %q", cols[1:])
			return
		}
		put(t, w, kind)
	})
}
