package lexicon

import "strings"

// NounKind is what a noun names, or the part it plays in a name.
type NounKind uint32

// The kinds; a word can be several.
const (
	Role NounKind = 1 << iota // a person by office or trade: "minister", "doctor"
	Org
	Group
	Artefact
	Title
	Male
	Female
	Particle // inside a name: "al", "van"
	Time
	Venue  // "in an interview"
	PartOf // "head of the ..."
	Abstract
	Unnamed
	Given   // a given name
	Anaphor // "the group": any body named before
	Office  // a body of a state that is called by no other name: "ministry"
	Couple  // two people: "the couple", "both"
	Town    // behind a place's name it is the place still: "city"
	Realm   // only a state has one: "foreign minister", "embassy"
	Leads   // heads a body: "head", "director"
)

var nounNames = map[string]NounKind{"role": Role, "org": Org, "group": Group, "artefact": Artefact, "title": Title, "male": Male, "female": Female,
	"particle": Particle, "time": Time, "venue": Venue, "partof": PartOf, "abstract": Abstract, "unnamed": Unnamed, "anaphor": Anaphor, "office": Office, "couple": Couple, "town": Town, "state": Realm, "leads": Leads}

// Nouns is what each word names.
type Nouns []NounKind

// Of is the kinds of w.
func (n Nouns) Of(w Word) NounKind {
	if int(w) < len(n) {
		return n[w]
	}
	return 0
}

// Is reports whether w is of one of the kinds.
func (n Nouns) Is(w Word, kinds NounKind) bool { return n.Of(w)&kinds != 0 }

func (n *Nouns) add(w Word, kind NounKind) { put((*[]NounKind)(n), w, n.Of(w)|kind) }

func loadNouns(lex *Lexicon, f *file) {
	f.records(2, 2, func(cols []string) {
		kind, ok := nounNames[cols[0]]
		if !ok {
			f.fault("%q is no kind of noun", cols[0])
		}
		for _, form := range strings.Fields(cols[1]) {
			w := lex.intern(form)
			lex.Nouns.add(w, kind)
			if kind&(Particle|Anaphor|Office|Couple|Group|Male|Female|Title|PartOf|Abstract|Leads|Realm) == 0 && lex.Parts.Of(w) == 0 {
				lex.Parts.add(w, nounTag(form))
			}
		}
	})
}

// nounTag tells a plural by its ending.
func nounTag(form string) Tag {
	n := len(form)
	if n > 3 && form[n-1] == 's' && form[n-2] != 's' && form[n-2] != 'u' && form[n-2] != 'i' ||
		strings.HasSuffix(form, "men") || strings.HasSuffix(form, "women") {
		return NNS
	}
	return NN
}

func loadGivenNames(lex *Lexicon, f *file) {
	f.records(2, 2, func(cols []string) {
		kind := nounNames[cols[0]]
		if kind != Male && kind != Female {
			f.fault("want male or female, have %q", cols[0])
		}
		for _, form := range strings.Fields(cols[1]) {
			lex.Nouns.add(lex.intern(form), Given|kind)
		}
	})
}

// loadNames reads the names that some write small, so that what was learned may
// take them for common words.
func loadNames(lex *Lexicon, f *file) {
	f.records(1, 1, func(cols []string) { lex.Names.add(lex.intern(cols[0])) })
}
