package group

import "time"

// Day counts days; it makes date arithmetic plain. NoDay is unknown.
type Day int32

// NoDay is an unknown day.
const NoDay Day = -1 << 31

// ParseDay reads an ISO date or time, or an ISO month or year as its first day;
// NoDay where it cannot.
func ParseDay(iso string) Day {
	if len(iso) > 10 {
		iso = iso[:10]
	}
	for _, layout := range [...]string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, iso); err == nil {
			return Day(t.Unix() / 86400)
		}
	}
	return NoDay
}

func (d Day) String() string {
	if d == NoDay {
		return ""
	}
	return time.Unix(int64(d)*86400, 0).UTC().Format("2006-01-02")
}

// Days is a closed interval of days; unknown where From is NoDay.
type Days struct{ From, To Day }

// Known reports whether the interval is known.
func (d Days) Known() bool { return d.From != NoDay }

// Gap is the number of days between two known intervals, 0 where they share one.
func (d Days) Gap(e Days) int {
	switch {
	case d.From > e.To:
		return int(d.From - e.To)
	case e.From > d.To:
		return int(e.From - d.To)
	}
	return 0
}
