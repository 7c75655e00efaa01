package figure

import (
	"sort"

	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// longest is how many tokens before a figure "came two days after" may stand.
const longest = 24

// earlier reports whether the figure is of a happening that the main one is only
// dated by, and how many days before it that was: "The attack came two days after
// gunmen shot dead six soldiers outside Tarn". What is known of the one does not
// hold for the other. days is 0 where the stretch is no number of days or weeks.
func (a *assembler) earlier(f *found) (at annotate.Range, days int, ok bool) {
	s := a.d.Sentences[f.sentence]
	for j := f.count.begin - 1; j > s.First+2 && j > f.count.begin-longest; j-- {
		if a.form(j) != "after" {
			continue
		}
		unit := a.d.Lex.Times.Of(a.d.Words[j-1])
		if unit.Kind != lexicon.TimeUnit {
			continue
		}
		first := j - 2
		if a.form(first-1) == "," && a.stretch(first) > 0 && a.d.Lex.EventNouns.Has(a.eventAfter(j+1)) {
			// "was killed on Sunday, a day after an attack in which | 12 died"
			return annotate.Range{First: first, End: j + 1}, a.stretch(first) * unit.Value, true
		}
		for k := first; k >= s.First && k > first-5; k-- {
			if a.in(k, a.sets.Came) {
				return annotate.Range{First: first, End: j + 1}, a.stretch(first) * unit.Value, true
			}
		}
	}
	return annotate.Range{}, 0, false
}

// eventAfter is the noun for an event in the noun phrase at token i, if there is one.
func (a *assembler) eventAfter(i int) lexicon.Word {
	for j := i; j < i+5 && j < len(a.d.Words); j++ {
		if a.d.Lex.EventNouns.Has(a.d.Words[j]) {
			return a.d.Words[j]
		}
	}
	return 0
}

// stretch is the number that ends at token i, "a" being one; 0 = none.
func (a *assembler) stretch(i int) int {
	list := a.d.Numbers
	k := sort.Search(len(list), func(k int) bool { return list[k].End > i })
	if k < len(list) && list[k].End == i+1 && list[k].Low == list[k].High && list[k].Low < 400 {
		return int(list[k].Low)
	}
	switch a.form(i) {
	case "a", "an", "one":
		return 1
	}
	return 0
}

// datesOther reports whether sentence k tells only when the happening was, by
// another one.
func (a *assembler) datesOther(k int) bool {
	first, last := a.inSentence(k)
	for i := first; i < last; i++ {
		if _, _, ok := a.earlier(&a.all[i]); ok {
			return true
		}
	}
	return false
}
