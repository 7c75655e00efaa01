package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// header types what stands above the running text (title, byline, date, a
// picture's caption) and fills what is not known of the document yet. It returns
// the first unit of the running text.
func (t *typing) header() int {
	known := t.meta.Title != ""
	titled := false
	for i := 0; i < len(t.units) && i < 10; i++ {
		u := &t.units[i]
		switch {
		case u.set:
		case t.dateLine(u):
		case t.byline(u):
		case known && !titled && t.isTitle(u):
			titled = true
			u.be(sayso.Headline)
		case !titled && !t.html && t.headingLike(i, known):
			titled = true
			u.be(sayso.Headline)
			if !known {
				t.meta.Title = oneLine(strings.TrimSuffix(u.in(t.text), "."))
			}
		case titled && !t.html && !t.units[i].gap && t.headingLike(i, known): // a headline in two lines
			u.be(sayso.Headline)
		case titled && t.nameLine(i):
			u.be(sayso.Byline)
			t.authors(u.in(t.text))
		case titled && !t.html && !ended(u.in(t.text)) && t.headingLike(i, known): // a second headline
			u.be(sayso.Headline)
		default:
			return i
		}
	}
	return 0
}

// dateLine types a line that is a date and nothing else, or a byline with one.
func (t *typing) dateLine(u *unit) bool {
	if !u.short || u.signs.words > 16 {
		return false
	}
	part := u.in(t.text)
	if agencyLine(part) {
		u.be(sayso.Dateline)
		return true
	}
	iso := Date(part)
	if iso == "" {
		return false
	}
	u.be(sayso.Dateline)
	if t.meta.Published == "" {
		t.meta.Published = iso
	}
	return true
}

// agencyLine reports whether a line is a dateline on its own: "Marrow (AP)".
func agencyLine(s string) bool {
	return strings.HasSuffix(s, ")") && len(s) < 60 && strings.Count(s, " ") < 6 && !strings.ContainsAny(s, "0123456789:") &&
		strings.LastIndexByte(s, '(') > 1 && datelinePlace(s)
}

// byline types "By Mara Ode and Tarn Ilve in Marrow".
func (t *typing) byline(u *unit) bool {
	if !u.short || u.signs.byline == 0 || u.signs.words > 16 || u.signs.quoted {
		return false
	}
	names := u.in(t.text)[u.signs.byline:]
	if i := strings.IndexFunc(names, unicode.IsDigit); i > 0 {
		// "By Mara Ode, 22 November 2023": cut before the date's first word.
		for cut := i; cut > 0; cut = strings.LastIndexByte(names[:cut], ' ') {
			if iso := Date(strings.TrimLeft(names[cut:], " ,|-–—")); iso != "" && t.meta.Published == "" {
				t.meta.Published = iso
			}
			if j := strings.LastIndexByte(names[:cut], ' '); j < 0 || Date(names[j:]) == "" {
				names = names[:cut]
				break
			}
		}
	}
	if !capitalised(names) {
		return false
	}
	u.be(sayso.Byline)
	t.authors(names)
	return true
}

// nameLine reports whether a line under the headline is a byline without "By":
// a name above a date.
func (t *typing) nameLine(i int) bool {
	u := &t.units[i]
	if !u.short || u.signs.words < 2 || u.signs.words > 6 || u.signs.quoted || i+1 >= len(t.units) {
		return false
	}
	part := u.in(t.text)
	if ended(part) || !capitalised(part) || strings.ContainsAny(part, "0123456789?!:") {
		return false
	}
	return Date(t.units[i+1].in(t.text)) != "" || t.units[i-1].kind == sayso.Dateline
}

// capitalised reports whether all the words but the small ones of names begin
// with a capital.
func capitalised(s string) bool {
	n := 0
	for _, w := range strings.Fields(s) {
		w = strings.Trim(w, ",.|/;()-–—")
		switch w {
		case "", "and", "in", "for", "of", "at", "the", "de", "van", "von", "der", "bin", "al", "el", "la", "&":
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !strings.HasPrefix(w, "al-") && !strings.HasPrefix(w, "el-") {
			return false
		}
		n++
	}
	return n > 0
}

// authors notes the names of a byline: "Mara Ode, Tarn Ilve and Oro Velk in
// Marrow for the Post".
func (t *typing) authors(names string) {
	if len(t.meta.Authors) > 0 {
		return
	}
	t.meta.Authors = t.people(splitNames(names))
}

func splitNames(names string) []string {
	var out []string
	for _, cut := range []string{" in ", " for ", " at ", " of ", " | ", " - ", " – ", " — ", " ("} {
		if i := strings.Index(names, cut); i >= 0 {
			names = names[:i]
		}
	}
	for _, part := range strings.FieldsFunc(strings.NewReplacer(" and ", ",", " & ", ",", ";", ",", "/", ",").Replace(names+" "), func(r rune) bool { return r == ',' }) {
		if part = oneLine(strings.Trim(part, " .,|")); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// people keeps the parts of a byline that are no office's: "Ilvia News Agency".
func (t *typing) people(parts []string) []string {
	var out []string
next:
	for _, p := range parts {
		t.words.read(p, sayso.Span{End: len(p)})
		for _, w := range t.words.word {
			if t.lex.Blocks.Office.Has(w) {
				continue next
			}
		}
		out = append(out, p)
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// isTitle reports whether the unit is the title that is known already.
func (t *typing) isTitle(u *unit) bool {
	if !u.short {
		return false
	}
	n := matchTitle(u.in(t.text), t.meta.Title)
	return n > 0 && !strings.ContainsFunc(u.in(t.text)[n:], isLetterOrDigit)
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// matchTitle is how many bytes of s the title takes at its beginning, when only
// letters and digits count and case does not; 0 where s does not begin with it.
func matchTitle(s, title string) int {
	i, letters := 0, 0
	for _, want := range title {
		if !isLetterOrDigit(want) {
			continue
		}
		for {
			if i >= len(s) {
				return 0
			}
			r, n := utf8.DecodeRuneInString(s[i:])
			i += n
			if isLetterOrDigit(r) {
				if unicode.ToLower(r) != unicode.ToLower(want) {
					return 0
				}
				break
			}
		}
		letters++
	}
	if letters < 8 {
		return 0
	}
	return i
}

// headingLike reports whether unit i looks like a headline: short, over running
// text, and without a full stop or else in a headline's capitals or alone.
func (t *typing) headingLike(i int, known bool) bool {
	u := &t.units[i]
	if !u.short || u.signs.words == 0 || u.signs.words > 30 || i+1 >= len(t.units) || beginsLower(u.in(t.text)) {
		return false
	}
	part := u.in(t.text)
	if !ended(part) || i == 0 && strings.HasSuffix(part, ";") {
		return !strings.HasSuffix(part, ",") && !dangles(part, t.lex)
	}
	if known || strings.HasSuffix(part, ":") || i > 0 && u.gap {
		return false
	}
	if u.signs.caps*10 >= u.signs.words*6 {
		return true
	}
	// A file that closes its headline with a full stop, and a blank line.
	next := &t.units[i+1]
	return u.signs.words <= 18 && len(t.units) > 3 && next.gap && sentences(part) <= 2 && !(u.signs.quoted && u.signs.saying)
}

// sentences is roughly how many sentences s holds.
func sentences(s string) int {
	n := 1
	for i := 4; i+2 < len(s); i++ {
		if strings.IndexByte(".!?", s[i]) >= 0 && s[i+1] == ' ' && s[i-2] != '.' && s[i-2] != ' ' {
			n++
		}
	}
	return n
}

// closingDate reads a date that stands alone at the very end.
func (t *typing) closingDate() {
	for i := len(t.units) - 1; i >= 0 && i >= len(t.units)-6; i-- {
		u := &t.units[i]
		if !u.set && t.dateLine(u) {
			return
		}
	}
}
