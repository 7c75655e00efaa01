package lexicon

import "strconv"

// TimeKind is the part a word plays in a date.
type TimeKind uint8

// The kinds of time word (data/time.tsv).
const (
	NoTime TimeKind = iota
	Month
	Weekday
	ShortWeekday
	RelativeDay
	TimeUnit
	PartOfDay
	LastOne
	ThisOne
	NextOne
	Ago
	OpenSince
	Edge
	Season
	VagueTime
	Clock
)

var timeKinds = map[string]TimeKind{
	"month": Month, "weekday": Weekday, "short": ShortWeekday, "day": RelativeDay, "unit": TimeUnit,
	"part": PartOfDay, "last": LastOne, "this": ThisOne, "next": NextOne, "ago": Ago, "open": OpenSince,
	"edge": Edge, "season": Season, "vague": VagueTime, "clock": Clock,
}

// TimeWord is what a word says in a date.
type TimeWord struct {
	Kind  TimeKind
	Value int
}

// Times are the words that dates and times are said with.
type Times struct {
	byWord []TimeWord
}

// Of is what the word says in a date.
func (t *Times) Of(w Word) TimeWord {
	if int(w) < len(t.byWord) {
		return t.byWord[w]
	}
	return TimeWord{}
}

func loadTimes(lex *Lexicon, f *file) {
	f.records(3, 3, func(cols []string) {
		kind, ok := timeKinds[cols[1]]
		if !ok {
			f.fault("no kind %q", cols[1])
			return
		}
		value, err := strconv.Atoi(cols[2])
		if err != nil {
			f.fault("want a whole number, have %q", cols[2])
			return
		}
		put(&lex.Times.byWord, lex.intern(cols[0]), TimeWord{kind, value})
	})
}
