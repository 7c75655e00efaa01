package annotate

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"sayso"
	"sayso/internal/read/lexicon"
)

func read(text, published string) *Doc {
	doc := oneBlock(text)
	doc.Meta.Published = published
	d := Tokenize(doc, lexicon.Default())
	Dates(d)
	Numbers(d)
	return d
}

// numbersOf is every number of the text as "words=quantifier low-high".
func numbersOf(d *Doc) string {
	var out []string
	for _, n := range d.Numbers {
		s := fmt.Sprintf("%s=%s ", d.Span(n.Range).In(d.Text), n.Quantifier)
		if n.Low == n.High {
			s += fmt.Sprint(n.Low)
		} else {
			s += fmt.Sprintf("%d-%d", n.Low, n.High)
		}
		if n.Attributive {
			s += " attributive"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestNumbers(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"At least 1,400 people", "1,400=at_least 1400"},
		{"some 280000 people", "280000=about 280000"},
		{"nearly 1 400 people", "1 400=about 1400"},
		{"1.400 people", "1.400=exact 1400"},
		{"over 1.4 million people", "1.4 million=more_than 1400000"},
		{"2.5m people and 300k others", "2.5m=exact 2500000; 300k=exact 300000"},
		{"sixty-two rebels, Thirty one men", "sixty-two=exact 62; Thirty one=exact 31"},
		{"two hundred and five thousand people", "two hundred and five thousand=exact 205000"},
		{"one hundred and twenty-three dead", "one hundred and twenty-three=exact 123"},
		{"half a million people", "half a million=exact 500000"},
		{"more than a quarter of a million people", "a quarter of a million=more_than 250000"},
		{"a million and a half, two and a half million", "a million and a half=exact 1500000; two and a half million=exact 2500000"},
		{"a dozen men, two dozen women, over a dozen", "a dozen=vague 12; two dozen=exact 24; a dozen=more_than 12"},
		{"dozens, scores, hundreds of thousands", "dozens=vague 24; scores=vague 40; hundreds of thousands=vague 200000"},
		{"tens of thousands fled", "tens of thousands=vague 20000"},
		{"several, a few and a couple; few people", "several=vague 3; a few=vague 3; a couple=vague 2"},
		{"several hundred, a few dozen, a couple of thousand", "several hundred=vague 300; a few dozen=vague 36; a couple of thousand=vague 2000"},
		{"6-8 people, six to eight, between 10 and 12, from 40 to 50", "6-8=between 6-8; six to eight=between 6-8; between 10 and 12=between 10-12; from 40 to 50=between 40-50"},
		{"2-3 million people", "2-3 million=between 2000000-3000000"},
		{"12 or more, 20-plus, 30+ dead", "12=at_least 12; 20=at_least 20; 30=at_least 30"},
		{"as many as 40, up to 50, no more than 60, fewer than 70", "40=at_most 40; 50=at_most 50; 60=at_most 60; 70=less_than 70"},
		{"more than an estimated 200,000", "200,000=more_than 200000"},
		{"at least another 12 and about 5", "12=at_least 12; 5=about 5"},
		{"killed at least 3 people and hurt 5", "3=at_least 3; 5=exact 5"},
		{"an eight-person toll after a 24-hour truce", "eight=exact 8 attributive; 24=exact 24 attributive"},
		{"$40 million, 12%, 10:30, 5th, Su-34, 7.2, 3/4, #12", ""},
		{"on 5 March 2016, in 2011, on May 12, 2014", ""},
		{"On March 5 200 people fled", "200=exact 200"},
		{"1,23 or 12,3456 or 1.2.3", ""},
		{"99999999999999999999 people", ""},
	} {
		if got := numbersOf(read(tt.text, "2016-06-15")); got != tt.want {
			t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func datesOf(d *Doc) string {
	var out []string
	for _, x := range d.Dates {
		s := d.Span(x.Range).In(d.Text) + "=" + x.From.ISO()
		if x.To != x.From {
			s += "/" + x.To.ISO()
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestDates(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"on 3 May 2016 and October 28, 2015", "3 May 2016=2016-05-03; October 28, 2015=2015-10-28"},
		{"on Tuesday, last Wednesday and Friday night", "Tuesday=2016-06-14; last Wednesday=2016-06-08; Friday night=2016-06-10"},
		{"yesterday, today and last night", "yesterday=2016-06-14; today=2016-06-15; last night=2016-06-14"},
		{"last month, last week, last year, this month", "last month=2016-05-01/2016-05-31; last week=2016-06-06/2016-06-12; last year=2015-01-01/2015-12-31; this month=2016-06-01/2016-06-15"},
		{"in the past 24 hours, over the last 15 days", "past 24 hours=2016-06-14/2016-06-15; last 15 days=2016-05-31/2016-06-15"},
		{"since March 2011, since early 2011, since Monday", "March 2011=2011-03-01/2016-06-15; 2011=2011-01-01/2016-06-15; Monday=2016-06-13/2016-06-15"},
		{"on December 23, in March", "December 23=2015-12-23; March=2016-03-01/2016-03-31"},
		{"two days ago, three weeks ago", "two days ago=2016-06-13; three weeks ago=2016-05-23/2016-05-29"},
		{"On 4 June they met; the previous day, a day earlier", "4 June=2016-06-04; previous day=2016-06-03; day earlier=2016-06-02"},
		{"between June 1 and June 4, March 3-5, from 2011 to 2013", "June 1 and June 4=2016-06-01/2016-06-04; March 3-5=2016-03-03/2016-03-05; 2011 to 2013=2011-01-01/2013-12-31"},
		{"in recent weeks", "recent weeks="},
		{"over the weekend", "weekend=2016-06-11/2016-06-12"},
		{"They may march on. May said so.", ""},
		{"2016-07-05 and 05-07-2016 and 05.07.2016", "2016-07-05=2016-07-05; 05-07-2016=2016-07-05; 05.07.2016=2016-07-05"},
		{"on 31 February 2016", "31 February 2016="},
	} {
		d := oneBlock("It rained all over the long and wide valley of the river and the men of the town went on. " + tt.text)
		d.Meta.Published = "2016-06-15"
		doc := Tokenize(d, lexicon.Default())
		Dates(doc)
		doc.Dates = doc.Dates[:len(doc.Dates):len(doc.Dates)]
		if got := datesOf(doc); got != tt.want {
			t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestPublishedDay(t *testing.T) {
	for _, tt := range []struct{ text, meta, want string }{
		{"Rain fell.", "Wed Nov 23, 2016 | 3:02pm EST", "2016-11-23"},
		{"Rain fell.", "2016-12-19 14:44 PT", "2016-12-19"},
		{"Rain fell.", "2016-12-19T14:44:00Z", "2016-12-19"},
		{"Wed 05 Jul 2016 Rain fell.", "2016-08-05", "2016-07-05"},
		{"Last updated at Jan 202015 Rain fell.", "", "2015-01-20"},
		{"Rain fell.", "soon", ""},
	} {
		if got := read(tt.text, tt.meta).Published.ISO(); got != tt.want {
			t.Errorf("%s (%s): %s, want %s", tt.text, tt.meta, got, tt.want)
		}
	}
}

func TestCalendar(t *testing.T) {
	for day := Day(-800000); day < 900000; day += 37 {
		if y, m, d := day.Date(); Civil(y, m, d) != day {
			t.Fatalf("day %d is %d-%d-%d, which is day %d", day, y, m, d, Civil(y, m, d))
		}
	}
	if got := Civil(2016, 14, 0).ISO(); got != "2017-01-31" {
		t.Errorf("the 0th of the 14th month is %s", got)
	}
	if w := Civil(2026, 11, 21).Weekday(); w != 6 {
		t.Errorf("21 November 2026 has weekday %d", w)
	}
}

func FuzzNumbersAndDates(f *testing.F) {
	f.Add("At least 1,400 of the 2.5m people between 6-8 and a quarter of a million on 3 March 2016", "2016-07-05")
	f.Add("since early 2011, the past 24 hours, 31-02-2016, last Friday, a couple of hundred thousand billion", "Wed Nov 23, 2016 | 3:02pm EST")
	f.Fuzz(func(t *testing.T, text, published string) {
		if !utf8.ValidString(text) || !utf8.ValidString(published) {
			t.Skip()
		}
		d := read(text, published)
		last := 0
		for _, n := range d.Numbers {
			if n.First >= n.End || n.End > len(d.Tokens) || n.Begin > n.First || n.Tail < n.End || n.Tail > len(d.Tokens) {
				t.Fatalf("number %+v in %q", n, text)
			}
			if n.Low < 0 || n.High < n.Low || n.High > 2*mostPeople || n.End < last {
				t.Fatalf("number %+v in %q", n, text)
			}
			last = n.End
			if q := n.Quantifier; q > sayso.Vague {
				t.Fatalf("quantifier %v", q)
			}
		}
		for _, x := range d.Dates {
			if x.First >= x.Range.End || x.Range.End > len(d.Tokens) || x.From != NoDay && x.To < x.From {
				t.Fatalf("date %+v in %q", x, text)
			}
		}
	})
}
