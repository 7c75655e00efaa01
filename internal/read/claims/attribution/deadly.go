package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// silent reports whether nobody says anything here: a word of saying that tells of
// deaths, or a subject that is no one ("What worries them most is the weather").
func (f *finder) silent(x *found) bool {
	if x.source.Len() == 1 && f.d.Tags[x.source.First] == lexicon.WP && f.d.Form(x.source.First) == "What" {
		return true
	}
	return f.deadly(x)
}

// deadly reports whether the cue is a word of saying that here tells of deaths:
// "the crossing claimed the lives of two", "the flood had claimed over 40
// lives". Nobody says anything there.
func (f *finder) deadly(x *found) bool {
	h := int(x.head)
	if x.cue.n == 0 || h < 0 || !f.takesLives(h) {
		return false
	}
	const reach = 9 // "claimed more than one hundred and twenty thousand civilian lives"
	for i := h + 1; i < len(f.d.Tokens) && i <= h+reach && !f.d.Is(i, annotate.Starts); i++ {
		switch f.d.Form(i) {
		case "lives", "life":
			return true
		case ",", "that", "to", "responsibility", "“", `"`:
			return false
		}
	}
	return false
}

// takesLives reports whether token i is a word that takes lives: the casualty
// lexicon lists which.
func (f *finder) takesLives(i int) bool {
	n, id := f.lex.Casualties.Match(f.d.Words[i:])
	if n == 0 {
		return false
	}
	for _, c := range f.lex.Casualties.Terms[id] {
		if c.Voice&lexicon.Active != 0 && (c.Lives || n > 1) {
			return true
		}
	}
	return false
}

// counted reports whether token i is a noun that itself is counted: "deaths",
// "casualties". It is no source.
func (f *finder) counted(i int) bool {
	n, id := f.lex.Casualties.Match(f.d.Words[i:])
	if n != 1 {
		return false
	}
	for _, c := range f.lex.Casualties.Terms[id] {
		if c.Voice&lexicon.Head != 0 {
			return true
		}
	}
	return false
}
