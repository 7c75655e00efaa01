package group

import (
	"cmp"
	"slices"
	"time"
)

// Level is what a judgement is about.
type Level uint8

// The levels: documents that carry one text, figures of one happening, figures
// that count the same people, names of one origin.
const (
	TextLevel Level = iota
	EventLevel
	QuantityLevel
	OriginLevel
)

var levels = [...]string{"text", "event", "quantity", "origin"}

func (l Level) String() string { return levels[l] }

// ParseLevel reads a level's name.
func ParseLevel(s string) (Level, bool) {
	i := slices.Index(levels[:], s)
	return Level(max(i, 0)), i >= 0
}

// Verdict is what a judgement says of the two it is about.
type Verdict uint8

// The verdicts. Unsure takes the rule's word away and puts none in its place.
// Renamed is about origins: the first is to be called by the second.
const (
	Same Verdict = iota
	NotSame
	Unsure
	Renamed
)

var verdicts = [...]string{"same", "not_same", "unsure", "renamed"}

func (v Verdict) String() string { return verdicts[v] }

// ParseVerdict reads a verdict's name.
func ParseVerdict(s string) (Verdict, bool) {
	i := slices.Index(verdicts[:], s)
	return Verdict(max(i, 0)), i >= 0
}

// Judgement is somebody's word that two are one, or are not. It is never
// changed; a later one may take it back.
type Judgement struct {
	ID      string
	Level   Level
	A, B    string // IDs of documents or figures, or names of origins; A is the smaller but of Renamed
	Verdict Verdict
	By      string // the rule's name, or the person's
	Person  bool
	Why     string  // a person's reason, or the rule's evidence in words
	Score   float64 // how alike the rule holds them, 0..1 or a little more; 0 of a person's
	Time    time.Time
	Takes   string // ID of the judgement that it takes back; "" = none
	Undo    bool   // it only takes back and says nothing itself

	// Of one that is carried to a page's later revision (see Carried); never kept.
	Said  [2]string // the figures that it was made on
	Steps int       // revisions in which A and B stand in their place; 0 = it is as it was made
}

// Ordered puts the smaller of the two first.
func (j Judgement) Ordered() Judgement {
	if j.Verdict != Renamed && j.B < j.A {
		j.A, j.B = j.B, j.A
	}
	return j
}

// Persons are persons' judgements that stand: neither taken back nor followed by
// a later one about the same two.
type Persons struct {
	of map[Level]map[string][]Judgement // by each of the two
}

// Standing sorts out which of persons' judgements stand. Their order does not
// matter: the later of two on the same is told by its time, then by its ID.
func Standing(all []Judgement) *Persons {
	p := &Persons{of: map[Level]map[string][]Judgement{}}
	type pair struct {
		level Level
		a, b  string
		name  bool
	}
	seen := map[pair]bool{}
	for _, j := range standing(all) {
		k := pair{j.Level, j.A, j.B, false}
		if j.Verdict == Renamed {
			k = pair{j.Level, j.A, "", true}
		}
		if seen[k] || !j.Person || j.Undo {
			continue
		}
		seen[k] = true
		if p.of[j.Level] == nil {
			p.of[j.Level] = map[string][]Judgement{}
		}
		at := p.of[j.Level]
		at[j.A] = append(at[j.A], j)
		if j.B != j.A && j.Verdict != Renamed {
			at[j.B] = append(at[j.B], j)
		}
	}
	return p
}

// standing are the judgements that are not taken back, the latest first. One that
// took another back and is taken back itself leaves the other standing.
func standing(all []Judgement) []Judgement {
	takers := map[string][]int{}
	for i := range all {
		if all[i].Takes != "" {
			takers[all[i].Takes] = append(takers[all[i].Takes], i)
		}
	}
	state := make([]int8, len(all)) // 0 not looked at, 1 being looked at or stands, 2 taken back
	var stands func(i int) bool
	stands = func(i int) bool {
		if state[i] == 0 {
			state[i] = 1
			for _, k := range takers[all[i].ID] {
				if stands(k) {
					state[i] = 2
				}
			}
		}
		return state[i] == 1
	}
	var out []Judgement
	for i := range all {
		if stands(i) {
			out = append(out, all[i])
		}
	}
	slices.SortFunc(out, func(x, y Judgement) int {
		return cmp.Or(-x.Time.Compare(y.Time), -cmp.Compare(x.ID, y.ID), x.Steps-y.Steps, cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return out
}

// about are the standing judgements on one document, figure or name.
func (p *Persons) about(level Level, id string) []Judgement {
	if p == nil {
		return nil
	}
	return p.of[level][id]
}

// other is the one of the two that a judgement is about that id is not.
func (j *Judgement) other(id string) string {
	if j.A == id {
		return j.B
	}
	return j.A
}

// on is the latest verdict of persons on two.
func (p *Persons) on(level Level, a, b string) (Verdict, bool) {
	for _, j := range p.about(level, a) {
		if j.Verdict != Renamed && j.other(a) == b {
			return j.Verdict, true
		}
	}
	return 0, false
}

// All are all of them, the earliest first.
func (p *Persons) All() []Judgement {
	var out []Judgement
	for _, at := range p.of {
		for id, list := range at {
			for _, j := range list {
				if j.A == id {
					out = append(out, j)
				}
			}
		}
	}
	slices.SortFunc(out, func(x, y Judgement) int {
		return cmp.Or(x.Time.Compare(y.Time), cmp.Compare(x.ID, y.ID), x.Steps-y.Steps, cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return out
}
