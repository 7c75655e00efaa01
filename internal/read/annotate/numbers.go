package annotate

import (
	"sayso"
	"sayso/internal/read/lexicon"
)

// Number is an expression of a number in the text: "1,400", "half a million",
// "dozens", "between 10 and 12", with the words beside it that say how firmly it
// is given.
type Number struct {
	Range           // its own tokens, without modifier
	Low, High int64 // the number; the two ends of a range
	// Quantifier is what the modifiers and the number's own form say: a modifier
	// covers only the number that it touches.
	Quantifier  sayso.Quantifier
	Begin       int  // first token of the modifier before it, or of the number
	Tail        int  // token after the number and the modifier behind it
	Attributive bool // hyphened to a noun: "an eight-person toll", "a 24-hour truce"
	Part        bool // "half" of "half of the 40 wounded": Low and High are its share
}

// Bounds are the ends that the quantifier defines for the number; an open end is
// unknown.
func (n *Number) Bounds() (low, high sayso.Bound) {
	switch n.Quantifier {
	case sayso.AtLeast, sayso.Vague:
		return sayso.At(n.Low), sayso.Bound{}
	case sayso.MoreThan:
		return sayso.At(n.Low + 1), sayso.Bound{}
	case sayso.AtMost:
		return sayso.Bound{}, sayso.At(n.High)
	case sayso.LessThan:
		return sayso.Bound{}, sayso.At(n.High - 1)
	}
	return sayso.At(n.Low), sayso.At(n.High)
}

// mostPeople is more than there are: a larger number counts no people, and sums
// of numbers below it do not overflow.
const mostPeople = 20_000_000_000

// Numbers fills d.Numbers. It needs the tokens and, so that days and years are
// not counts, the dates.
func Numbers(d *Doc) {
	d.Numbers = d.Numbers[:0]
	date := 0
	for i := 0; i < len(d.Tokens); i++ {
		for date < len(d.Dates) && d.Dates[date].End <= i {
			date++
		}
		if date < len(d.Dates) && d.Dates[date].Has(i) {
			i = d.Dates[date].End - 1
			continue
		}
		if !d.Tokens[i].Shape.Has(Digit) && d.Lex.Numbers.Of(d.Words[i]).Kind == lexicon.NoNumber {
			continue
		}
		r := numberReader{d: d}
		n, ok := r.number(i)
		if !ok {
			continue
		}
		d.Numbers = append(d.Numbers, n)
		i = n.End - 1
	}
}

type numberReader struct {
	d *Doc
}

// amount is a number as it was read from token first to before end.
type amount struct {
	first, end int
	value      int64
	vague      bool
	part       bool // a share of the number behind it
}

// number reads the number at token i with range and modifiers.
func (r numberReader) number(i int) (Number, bool) {
	d := r.d
	a, ok := r.amount(i)
	if !ok || r.noCount(a) {
		return Number{}, false
	}
	n := Number{Range: Range{a.first, a.end}, Low: a.value, High: a.value, Part: a.part}
	if a.part {
		n.Quantifier = sayso.About
	}
	if a.vague {
		n.Quantifier = sayso.Vague
	}
	r.span(&n, a)
	n.Attributive = d.hyphen(n.End) && d.Is(n.End+1, Alpha)
	r.before(&n)
	r.after(&n)
	return n, true
}

// amount reads one number, without range and modifier. It may begin before
// token i, where "a" or "half" belongs to it.
func (r numberReader) amount(i int) (amount, bool) {
	d := r.d
	switch w := d.Lex.Numbers.Of(d.Words[i]); {
	case d.Tokens[i].Shape.Has(Digit):
		return r.digits(i)
	case w.Kind == lexicon.UnitNumber, w.Kind == lexicon.TenNumber:
		return r.words(i)
	case w.Kind == lexicon.PartNumber:
		return r.part(i)
	case w.Kind == lexicon.VagueNumber:
		return r.vague(i)
	case w.Kind == lexicon.FewNumber:
		return r.few(i)
	case w.Kind == lexicon.ScaleNumber:
		return r.scaleAlone(i)
	}
	return amount{}, false
}

// digits reads "1,400", "2.5 million", "2.5m", "1 400", "+12".
func (r numberReader) digits(i int) (amount, bool) {
	d := r.d
	num, den, scale, ok := r.parse(d.Form(i))
	if !ok {
		return amount{}, false
	}
	end := i + 1
	if den == 1 && scale == 1 {
		// thousands parted by blanks: "1 400", but neither "2016 400 people" nor
		// "March 5 200 people"
		for num < 1000 && end == i+1 && len(d.Form(i)) <= 3 || end > i+1 {
			if end >= len(d.Tokens) || !r.group(end) {
				break
			}
			v, _, _, _ := r.parse(d.Form(end))
			if num > mostPeople/1000 {
				return amount{}, false
			}
			num = num*1000 + v
			end++
		}
	}
	if scale == 1 {
		end, scale = r.scales(end)
	}
	if num > mostPeople/scale*den {
		return amount{}, false
	}
	if num*scale%den != 0 {
		return amount{}, false // "2.5 people": a rate, a magnitude, a version
	}
	return amount{i, end, num * scale / den, false, false}, true
}

// group reports whether token i is a group of three digits after a number of
// at most three. Only a narrow blank, as number setting uses it, makes one sure.
func (r numberReader) group(i int) bool {
	d := r.d
	if len(d.Form(i)) != 3 || d.Tokens[i].Shape&(Alpha|Digit) != Digit {
		return false
	}
	gap := d.Text[d.Tokens[i-1].End:d.Tokens[i].Start]
	return gap == "\u00a0" || gap == "\u202f" || gap == "\u2009" || gap == " " && !d.Is(i-2, Capital) && !d.Is(i-1, Starts)
}

// parse reads a token of digits: num/den times scale. Times ("10:30"), ordinals
// ("5th"), versions ("1.2.3") and designations ("T72") are none.
func (r numberReader) parse(form string) (num, den, scale int64, ok bool) {
	den, scale = 1, 1
	i, run, decimals := 0, 0, -1
	for ; i < len(form) && num < mostPeople; i++ {
		c := form[i]
		switch {
		case c >= '0' && c <= '9':
			num = num*10 + int64(c-'0')
			run++
			if decimals >= 0 {
				decimals++
				den *= 10
			}
		case c == ',' && run > 0 && decimals < 0:
			if i+4 > len(form) || !threeDigits(form[i+1:]) {
				return 0, 0, 0, false
			}
		case c == '.' && decimals < 0 && run > 0:
			decimals = 0
		default:
			goto suffix
		}
	}
suffix:
	if run == 0 || num >= mostPeople || decimals == 0 {
		return 0, 0, 0, false
	}
	if rest := form[i:]; rest != "" {
		lower := lexicon.Fold(rest)
		w := r.d.Lex.Numbers.Of(r.d.Lex.Word(lower))
		if w.Kind != lexicon.SuffixNumber {
			return 0, 0, 0, false
		}
		scale = w.Value
	} else if decimals == 3 && num >= 1000 {
		den = 1 // "1.400": a point for the comma, since people come whole
	}
	return num, den, scale, true
}

func threeDigits(s string) bool {
	for i := 0; i < 3; i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] == ',' || s[3] == '.'
}

// scales reads "hundred thousand", "million", "dozen" from token i.
func (r numberReader) scales(i int) (end int, scale int64) {
	scale = 1
	for i < len(r.d.Words) {
		w := r.d.Lex.Numbers.Of(r.d.Words[i])
		if w.Kind != lexicon.ScaleNumber || scale > mostPeople/w.Value {
			break
		}
		scale *= w.Value
		i++
	}
	return i, scale
}

// words reads a number in words: "sixty-two", "Thirty one", "two hundred and
// five thousand".
func (r numberReader) words(i int) (amount, bool) {
	d := r.d
	var total, current int64
	end, last := i, lexicon.NoNumber
	for j := i; j < len(d.Words); {
		w := d.Lex.Numbers.Of(d.Words[j])
		switch {
		case w.Kind == lexicon.UnitNumber && last != lexicon.UnitNumber && (last != lexicon.TenNumber || w.Value < 10 && w.Value > 0):
			current += w.Value
		case w.Kind == lexicon.TenNumber && last != lexicon.UnitNumber && last != lexicon.TenNumber:
			current += w.Value
		case w.Kind == lexicon.ScaleNumber && end > i:
			if w.Value >= 1000 {
				if current > mostPeople/w.Value {
					return amount{}, false
				}
				total += current * w.Value
				current = 0
			} else {
				if current > mostPeople/w.Value {
					return amount{}, false
				}
				current *= w.Value
			}
		default:
			return r.wordsEnd(i, end, total+current)
		}
		last = w.Kind
		j++
		end = j
		next := lexicon.NoNumber
		switch {
		case d.hyphen(j) && j+1 < len(d.Words):
			next = d.Lex.Numbers.Of(d.Words[j+1]).Kind
			if last == lexicon.TenNumber && next == lexicon.UnitNumber || last != lexicon.TenNumber && next == lexicon.ScaleNumber {
				j++
				continue
			}
			return r.wordsEnd(i, end, total+current)
		case last == lexicon.ScaleNumber && j+1 < len(d.Words) && d.Form(j) == "and":
			// "two hundred and five", but not "one million and two others"
			next = d.Lex.Numbers.Of(d.Words[j+1]).Kind
			if (next == lexicon.UnitNumber || next == lexicon.TenNumber) && current >= 100 {
				j++
				continue
			}
			return r.wordsEnd(i, end, total+current)
		}
	}
	return r.wordsEnd(i, end, total+current)
}

// wordsEnd closes a number in words; "two and a half million" goes on.
func (r numberReader) wordsEnd(i, end int, value int64) (amount, bool) {
	d := r.d
	if value < 1000 && end+3 < len(d.Words) && d.Form(end) == "and" && d.Form(end+1) == "a" && d.Form(end+2) == "half" {
		if e, scale := r.scales(end + 3); scale > 1 {
			return amount{i, e, value*scale + scale/2, false, false}, true
		}
	}
	if end+1 < len(d.Words) && d.Lex.Numbers.Of(d.Words[end]).Kind == lexicon.VagueNumber {
		return amount{}, false // "three scores"
	}
	return amount{i, end, value, value == 0, false}, value > 0
}

// part reads "half a million", "a quarter of a million". A part of a plain
// number ("half of the 40 wounded") is left to who knows what the 40 are.
func (r numberReader) part(i int) (amount, bool) {
	d := r.d
	first := i
	if i > 0 && !d.Is(i, Starts) && isArticle(d.Form(i-1)) {
		first--
	}
	j := i + 1
	if d.Lex.FunctionWords.Of(d.Word(j))&lexicon.Preposition != 0 && d.Form(j) == "of" {
		j++
	}
	if j < len(d.Words) && isArticle(d.Form(j)) {
		j++
	}
	if j == i+1 {
		return amount{}, false
	}
	end, scale := r.scales(j)
	if scale == 1 {
		return r.share(i, first)
	}
	return amount{first, end, scale / d.Lex.Numbers.Of(d.Words[i]).Value, false, false}, true
}

// share reads "half" in "half of the 40 wounded": as many people as that is.
func (r numberReader) share(i, first int) (amount, bool) {
	d := r.d
	j := i + 2
	if d.FormAt(i+1) != "of" || d.Lex.FunctionWords.Of(d.Word(j))&lexicon.Determiner == 0 || j+1 >= len(d.Tokens) {
		return amount{}, false
	}
	if !d.Is(j+1, Digit) && d.Lex.Numbers.Of(d.Word(j+1)).Kind == lexicon.NoNumber || d.Lex.Numbers.Of(d.Word(j+1)).Kind == lexicon.PartNumber {
		return amount{}, false
	}
	whole, ok := r.amount(j + 1)
	part := d.Lex.Numbers.Of(d.Words[i]).Value
	if !ok || whole.vague || whole.value < part {
		return amount{}, false
	}
	return amount{first, i + 1, (whole.value + part/2) / part, false, true}, true
}

// vague reads "dozens", "tens of thousands", "scores".
func (r numberReader) vague(i int) (amount, bool) {
	d := r.d
	value := d.Lex.Numbers.Of(d.Words[i]).Value
	end := i + 1
	for end+1 < len(d.Words) && d.Form(end) == "of" {
		w := d.Lex.Numbers.Of(d.Words[end+1])
		if w.Kind != lexicon.VagueNumber || w.Value < 1000 || value > mostPeople/w.Value {
			break
		}
		value *= w.Value / 2 // thousands stand for two thousand: once is enough
		end += 2
	}
	return amount{i, end, value, true, false}, true
}

// few reads "several", "a few", "a couple of", "several hundred", "a few dozen".
func (r numberReader) few(i int) (amount, bool) {
	d := r.d
	first := i
	if d.Form(i) != "several" && d.Form(i) != "Several" {
		if i == 0 || d.Is(i, Starts) || !isArticle(d.Form(i-1)) {
			return amount{}, false // "few people": not many
		}
		first--
	}
	value := d.Lex.Numbers.Of(d.Words[i]).Value
	end := i + 1
	at := end
	if at+1 < len(d.Words) && d.Form(at) == "of" {
		at++
	}
	if e, scale := r.scales(at); scale > 1 {
		return amount{first, e, value * scale, true, false}, true
	}
	return amount{first, end, value, true, false}, true
}

// scaleAlone reads "a hundred", "a dozen", "a million and a half", and a bare
// "dozen people" of headlines.
func (r numberReader) scaleAlone(i int) (amount, bool) {
	d := r.d
	end, scale := r.scales(i)
	first := i
	if i > 0 && !d.Is(i, Starts) && isArticle(d.Form(i-1)) {
		first--
	} else if scale != 12 {
		return amount{}, false
	}
	if end+2 < len(d.Words) && d.Form(end) == "and" && d.Form(end+1) == "a" && d.Form(end+2) == "half" {
		return amount{first, end + 3, scale + scale/2, false, false}, true
	}
	if n := d.Lex.Numbers.Of(d.Word(end + 1)); d.FormAt(end) == "and" && (n.Kind == lexicon.TenNumber || n.Kind == lexicon.UnitNumber) && scale == 100 {
		if rest, ok := r.words(end + 1); ok && rest.value < 100 {
			return amount{first, rest.end, scale + rest.value, false, false}, true
		}
	}
	return amount{first, end, scale, scale == 12, false}, true
}

func isArticle(form string) bool { return form == "a" || form == "A" || form == "an" || form == "An" }

// noCount reports whether the amount's neighbours make it money, a share, a
// time, a fraction, a designation.
func (r numberReader) noCount(a amount) bool {
	d := r.d
	switch d.FormAt(a.end) {
	case "%", "°", "$", "€", "£", "/":
		return true
	}
	if a.first == 0 || d.Is(a.first, Opens) {
		return false
	}
	switch d.Form(a.first - 1) {
	case "$", "€", "£", "#", "№", "/", "¥":
		return true
	case "-":
		// "Su-34", "COVID-19", "T-72", but "between 6-8" begins at the 6
		return !d.Is(a.first, Spaced) && !d.Is(a.first-1, Spaced) && d.Is(a.first-2, Alpha) && d.Is(a.first, Digit)
	}
	return false
}

// span widens the number to a range: "6-8", "six to eight", "between 10 and 12",
// "from 40 to 50".
func (r numberReader) span(n *Number, a amount) {
	d := r.d
	joint := d.FormAt(n.End)
	opener := ""
	if n.First > 0 && !d.Is(n.First, Starts) {
		opener = lexicon.Fold(d.Form(n.First - 1))
	}
	dash := joint == "-" || joint == "–" || joint == "—"
	switch {
	case dash && !d.Is(n.End, Spaced) && !d.Is(n.End+1, Spaced):
	case joint == "and" && opener == "between":
	case joint == "to" && !a.vague:
	case joint == "or" && !a.vague && n.High < 20:
	default:
		return
	}
	if n.End+1 >= len(d.Tokens) {
		return
	}
	b, ok := r.amount(n.End + 1)
	if !ok || b.vague || b.first != n.End+1 || b.value <= n.High {
		return
	}
	if joint == "or" && b.value > n.High+3 || joint == "to" && n.High*1000 < b.value {
		return
	}
	n.End, n.High, n.Quantifier = b.end, b.value, sayso.Between
	if n.Low < 1000 && b.value >= 10000 && n.Low*1000 < b.value && dash {
		n.Low = n.Low * scaleOf(b.value) // "2-3 million"
	}
	if opener == "between" || opener == "from" && joint == "to" {
		n.First--
	}
}

// scaleOf is the scale that the value is said in.
func scaleOf(v int64) int64 {
	for _, s := range [...]int64{1_000_000_000, 1_000_000, 1000} {
		if v >= s {
			return s
		}
	}
	return 1
}

// before reads the modifiers that touch the number from the left: "at least",
// "more than an estimated".
func (r numberReader) before(n *Number) {
	d := r.d
	m := &d.Lex.Modifiers
	n.Begin = n.First
	for n.Begin > 0 && !d.Is(n.Begin, Starts) && m.BeforeLast.Has(d.Words[n.Begin-1]) {
		length, q := 0, 0
		for k := min(m.Longest, n.Begin); k > 0; k-- {
			if l, id := m.Before.Match(d.Words[n.Begin-k : n.Begin]); l == k {
				length, q = k, id
				break
			}
		}
		if length == 0 || r.particle(n.Begin-length) {
			return
		}
		n.Begin -= length
		r.apply(n, sayso.Quantifier(q))
	}
}

// particle reports whether the word at i belongs to the verb before it: "handed
// over 31 captives" are no more than 31.
func (r numberReader) particle(i int) bool {
	if lexicon.Fold(r.d.Form(i)) != "over" || i == 0 || r.d.Is(i, Starts) {
		return false
	}
	return r.d.Lex.TextWords.HandsOver.Has(r.d.Word(i - 1))
}

// after reads a modifier behind the number: "or more", "at least", "plus".
func (r numberReader) after(n *Number) {
	d := r.d
	n.Tail = n.End
	switch {
	case d.FormAt(n.End) == "+":
		n.Tail++
		r.apply(n, sayso.AtLeast)
		return
	case n.Attributive && lexicon.Fold(d.Form(n.End+1)) == "plus":
		n.Tail += 2
		n.Attributive = false
		r.apply(n, sayso.AtLeast)
		return
	}
	if l, q := d.Lex.Modifiers.After.Match(d.Words[n.End:]); l > 0 {
		n.Tail += l
		r.apply(n, sayso.Quantifier(q))
	}
}

// apply puts a modifier on the number. Of two, the one that bounds it stands:
// "more than an estimated 40" is more than 40.
func (r numberReader) apply(n *Number, q sayso.Quantifier) {
	switch {
	case q == sayso.Exact:
	case n.Quantifier == sayso.Exact, n.Quantifier == sayso.About, n.Quantifier == sayso.Vague:
		n.Quantifier = q
	}
}

// hyphen reports whether token i is a hyphen that joins its neighbours.
func (d *Doc) hyphen(i int) bool {
	return i < len(d.Tokens) && i > 0 && d.Form(i) == "-" && !d.Is(i, Spaced) && !d.Is(i+1, Spaced)
}
