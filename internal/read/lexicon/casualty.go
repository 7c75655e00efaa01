package lexicon

import (
	"strings"

	"sayso"
)

// Voice tells where a casualty term's victims stand, as bits: a form may have
// several ("killed" is active or passive).
type Voice uint16

// The voices (data/casualty.tsv).
const (
	Active  Voice = 1 << iota // the victims follow: "killing 12"
	Passive                   // a participle, the victims before it: "12 were killed"
	Subject                   // the victims do it: "12 died"
	State                     // an adjective: "12 dead"
	Head                      // counted itself: "12 deaths"
	EventOf                   // a noun whose "of" leads to the victims: "the killing of 12"
	Toll                      // a running number: "the toll rose to 12"
	Those                     // people of whom others are a part: "of those killed"
)

// A Casualty is how a form tells that something happened to people.
type Casualty struct {
	Category sayso.Category
	Voice    Voice
	People   bool // only beside a noun for people: the word has other uses
	Hazard   bool // only where earth, snow or rubble does it
	Officers bool // only where police, soldiers or the like do it
	Captives bool // only of prisoners, hostages and the like
	NoObject bool // only without an object: fighters surrender a town
	Strict   bool // only where the syntax leaves no doubt
	Civil    bool // not of fighters or attackers: gunmen who flee are not displaced
	Lives    bool // "lives", counted only where they are claimed or lost
	Flee     bool // only with "to flee", "to leave" after the victims
	Only     bool // takes "lives" and nothing else
}

// Casualties are the phrases that say that something happened to people.
type Casualties struct {
	Phrases // a phrase's number is its place in Terms
	Terms   [][]Casualty
}

var casualtyFlags = map[string]func(*Casualty){
	"people":       func(c *Casualty) { c.People = true },
	"strict":       func(c *Casualty) { c.Strict = true },
	"hazard":       func(c *Casualty) { c.Hazard = true },
	"officers":     func(c *Casualty) { c.Officers = true },
	"captives":     func(c *Casualty) { c.Captives = true },
	"intransitive": func(c *Casualty) { c.NoObject = true },
	"civil":        func(c *Casualty) { c.Civil = true },
	"lives":        func(c *Casualty) { c.Lives = true },
	"flee":         func(c *Casualty) { c.Flee = true },
	"only":         func(c *Casualty) { c.Only = true },
}

// casualtyVoices is the voice of each form in a record of the kind; one form
// list longer than it takes the last.
var casualtyVoices = map[string][]Voice{
	"verb":    {Active, Active, Active | Passive, Passive | Active, Active},
	"active":  {Active},
	"passive": {Passive},
	"subject": {Subject},
	"state":   {State},
	"noun":    {Head},
	"event":   {EventOf},
	"toll":    {Toll},
	"those":   {Those},
}

func loadCasualty(lex *Lexicon, f *file) {
	f.records(3, 4, func(cols []string) {
		var c Casualty
		if err := c.Category.UnmarshalText([]byte(cols[0])); err != nil || c.Category == sayso.NoCategory {
			f.fault("no category %q", cols[0])
			return
		}
		voices, ok := casualtyVoices[cols[1]]
		if !ok {
			f.fault("no kind %q", cols[1])
			return
		}
		if len(cols) == 4 {
			for _, flag := range strings.Fields(cols[3]) {
				set, ok := casualtyFlags[flag]
				if !ok {
					f.fault("no flag %q", flag)
					continue
				}
				set(&c)
			}
		}
		forms := strings.Split(cols[2], ", ")
		if cols[1] == "verb" && len(forms) != 5 {
			f.fault("want five forms of a verb, have %d", len(forms))
			return
		}
		for i, form := range forms {
			if form == "" || strings.TrimSpace(form) != form {
				f.fault("an empty form, or a blank at the edge of %q", form)
				continue
			}
			c.Voice = voices[min(i, len(voices)-1)]
			lex.Casualties.list(lex.phrase(form), c, f.byTeam)
		}
	})
}

// list adds a reading of the phrase; readings that differ only in voice are one.
// A team's reading takes the place of the built-in ones in its voice.
func (t *Casualties) list(words []Word, c Casualty, team bool) {
	id := len(t.Terms)
	if n, at := t.Match(words); n == len(words) {
		id = at
	} else {
		t.add(words, id)
		t.Terms = append(t.Terms, nil)
	}
	if team {
		kept := t.Terms[id][:0]
		for _, old := range t.Terms[id] {
			if old.Voice &^= c.Voice; old.Voice != 0 {
				kept = append(kept, old)
			}
		}
		t.Terms[id] = kept
	}
	for i := range t.Terms[id] {
		same := c
		same.Voice = t.Terms[id][i].Voice
		if same == t.Terms[id][i] {
			t.Terms[id][i].Voice |= c.Voice
			return
		}
	}
	t.Terms[id] = append(t.Terms[id], c)
}
