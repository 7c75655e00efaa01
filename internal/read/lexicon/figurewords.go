package lexicon

import (
	"reflect"
	"strings"
	"unicode"
)

// FigureWords are the small sets of words that the rules for figures ask for; what
// each is for stands in data/figure-words.tsv. The field NoOne is the set
// "no-one".
type FigureWords struct {
	Leads, NoOne, Age, Comparative, Peopled, Share, Further, PassedOver, Force, Without, Filler,
	Each, RateEnds, Yearly, RateUnit, NoRate, AfterRate, Fiction, Lose, LostAlive,
	Escape, EscapedHarm, Custody, Hazard, Flight, Home, Officers, Finest, Figure, Puts, Unearths, Game, Himself, Player, TriesTo, Crime, Unfulfilled, Tally, TollJoint, Quiet,
	Including, Comprising, Namely, Comprises,
	ShortSource, SourceKind, Closing, NameJoint, Asks, Question,
	Condition, Played, Assumes, Demanded, Calls, Evidence, Verify, Unable, Scheduled, Untrue, NotDenied,
	Hospital, Brought, Treated, Former, TakesUp, PlaceReports, Beside, Landform, Located, Court, Tries, Departs,
	OpensPlace, OpensLoosely, OpensStruck, Direction, Side, NameArticle, NameLink,
	Came, AsOf, Stretch, RisenToll, AfterSay, PointsBack, Superlative, Begins, War Set
}

func loadFigureWords(lex *Lexicon, f *file) { loadSets(lex, f, &lex.FigureWords) }

// loadSets fills the sets that the struct has as its fields: each must have one
// line of the file.
func loadSets(lex *Lexicon, f *file, fields any) {
	v := reflect.ValueOf(fields).Elem()
	sets := map[string]*Set{}
	for i := range v.NumField() {
		sets[setName(v.Type().Field(i).Name)] = v.Field(i).Addr().Interface().(*Set)
	}
	f.records(3, 3, func(cols []string) {
		set := sets[cols[0]]
		if set == nil {
			f.fault("no set %q", cols[0])
			return
		}
		if len(*set) > 0 {
			f.fault("set %s stands here twice", cols[0])
			return
		}
		for _, form := range strings.Fields(cols[2]) {
			w := lex.intern(form)
			if set.Has(w) {
				f.fault("%s is in the set %s twice", form, cols[0])
			}
			set.add(w)
		}
	})
	for i := range v.NumField() {
		if name := setName(v.Type().Field(i).Name); len(*sets[name]) == 0 {
			f.fault("the set %s is missing", name)
		}
	}
}

// setName is the name of a field's set in the data: "no-one" for NoOne.
func setName(field string) string {
	var b strings.Builder
	for i, c := range field {
		if i > 0 && unicode.IsUpper(c) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
