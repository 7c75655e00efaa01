package words

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/keep/tally"
)

func TestQuantity(t *testing.T) {
	open := sayso.Bound{}
	for _, tt := range []struct {
		q         sayso.Quantifier
		low, high sayso.Bound
		number    string
		want      string
	}{
		{sayso.Exact, sayso.At(12), sayso.At(12), "twelve", "12"},
		{sayso.Exact, sayso.At(1234567), sayso.At(1234567), "", "1,234,567"},
		{sayso.AtLeast, sayso.At(12), open, "12", "at least 12"},
		{sayso.MoreThan, sayso.At(13), open, "12", "more than 12"},
		{sayso.AtMost, open, sayso.At(12), "12", "at most 12"},
		{sayso.LessThan, open, sayso.At(999), "1,000", "fewer than 1,000"},
		{sayso.About, sayso.At(12), sayso.At(12), "12", "about 12"},
		{sayso.Between, sayso.At(6), sayso.At(8), "6 to 8", "6–8"},
		{sayso.Vague, sayso.At(24), open, "dozens", "dozens"},
		{sayso.Vague, sayso.At(24), open, "", "at least 24"},
		{sayso.Exact, open, open, "", "unknown"},
	} {
		if got := Quantity(tt.q, tt.low, tt.high, tt.number); got != tt.want {
			t.Errorf("%v %v %v %q: %q, want %q", tt.q, tt.low, tt.high, tt.number, got, tt.want)
		}
	}
}

func TestDays(t *testing.T) {
	for _, tt := range []struct{ start, end, want string }{
		{"2031-04-02", "2031-04-02", "2 Apr 2031"},
		{"2031-04-02", "2031-04-05", "2–5 Apr 2031"},
		{"2031-04-28", "2031-05-02", "28 Apr – 2 May 2031"},
		{"2030-12-30", "2031-01-02", "30 Dec 2030 – 2 Jan 2031"},
		{"2031-04-01", "2031-04-30", "Apr 2031"},
		{"2031-01-01", "2031-03-31", "Jan–Mar 2031"},
		{"2031-01-01", "2031-12-31", "2031"},
		{"2031-04-02", "", "since 2 Apr 2031"},
		{"", "2031-04-02", "until 2 Apr 2031"},
		{"", "", ""},
		{"April", "", "April"},
	} {
		if got := Days(tt.start, tt.end); got != tt.want {
			t.Errorf("%s to %s: %q, want %q", tt.start, tt.end, got, tt.want)
		}
	}
}

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"2031-04-02": "2 Apr 2031", "2031-04": "Apr 2031", "2031-04-02T10:00:00Z": "2 Apr 2031", "spring": "spring", "": "",
	} {
		if got := Date(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestChain(t *testing.T) {
	for _, tt := range []struct {
		outlet string
		chain  []string
		want   string
	}{
		{"Halden Courier", []string{"Norpress", "Ana  Ruiz"}, "Halden Courier → Norpress → Ana Ruiz"},
		{"Halden Courier", nil, "Halden Courier"},
		{"", nil, "the article itself"},
		{"", []string{"the army"}, "the army"},
		{"Norpress", []string{"Norpress", "a doctor"}, "Norpress → a doctor"},
	} {
		if got := Chain(tt.outlet, tt.chain); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestNumbersOfOneOrigin(t *testing.T) {
	figure := func(q sayso.Quantifier, low, high sayso.Bound) *tally.Figure {
		return &tally.Figure{Figure: sayso.Figure{Quantifier: q, Low: low, High: high}}
	}
	least := func(n int64) *tally.Figure { return figure(sayso.AtLeast, sayso.At(n), sayso.Bound{}) }
	exact := func(n int64) *tally.Figure { return figure(sayso.Exact, sayso.At(n), sayso.At(n)) }
	got := Numbers([]*tally.Figure{least(9), exact(9), least(9), exact(9), exact(12), figure(sayso.MoreThan, sayso.At(13), sayso.Bound{}), exact(9)}, Said)
	if s := strings.Join(got, " → "); s != "at least 9 → 9 → 12 → more than 12 → 9" {
		t.Error(s)
	}
	for _, tt := range []struct {
		a, b *tally.Figure
		want string
	}{
		{exact(9), exact(12), "up"}, {exact(12), exact(9), "down"}, {least(9), least(12), "up"}, {least(9), exact(12), "up"},
		{exact(12), least(9), ""}, {least(9), exact(9), ""}, {exact(9), exact(9), ""},
	} {
		if got := Revised(tt.a, tt.b); got != tt.want {
			t.Errorf("%s, then %s: %q, want %q", Said(tt.a), Said(tt.b), got, tt.want)
		}
	}
}
