package attribution

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// unvoiced drops what reads like an attribution and is nobody's word: the topic
// before a heading's colon, a heading that a label stands before, "no casualties
// reported". What lay in it lies in what held it.
func (f *finder) unvoiced() {
	for i := range f.found {
		f.found[i].dead = f.nobodys(i)
	}
	f.drop(func(x *found) bool { return !x.dead })
}

// nobodys reports whether attribution i is nobody's word.
func (f *finder) nobodys(i int) bool {
	x := &f.found[i]
	if x.cue.n != 1 {
		return false
	}
	if f.inLabel(x.cue.first()) {
		return true
	}
	if last := x.source.End - 1; x.source.Len() > 1 && f.counted(last) && f.d.Form(x.source.First) == "no" {
		return true // "Blast hits Veskar, | no casualties | reported"
	}
	if f.d.FormAt(x.cue.first()-1) == "without" && !f.d.Is(x.cue.first(), annotate.Starts) {
		return true // "blamed smugglers, without | saying why"
	}
	if x.rule == ruleCiting && x.source.First >= x.cue.end() && f.cites(x.cue.first()) && f.cited(x.cue.first()).Len() == 0 {
		return true // "rate it low, citing the risk of fines"
	}
	if x.cue.words() != 1 || x.source.Len() == 0 || f.d.Form(x.cue.first()) != ":" {
		return false
	}
	if x.source.First == x.cue.end() {
		return f.labelled(x.content.first(), x.cue.first()) || f.happening(x.source)
	}
	if x.source.End != x.cue.first() || x.rule == ruleTurn {
		return false
	}
	return f.labelled(x.source.First, x.source.End) || f.happening(x.source) || f.labelled(x.content.first(), x.content.end()) || f.dated(x) || f.thing(x.source) || f.tallied(x) && !f.speaks(i)
}

// inLabel reports whether token i is a part of what only tells the kind of a
// piece: "Flood Situation | Report | No. 4".
func (f *finder) inLabel(i int) bool {
	for k := max(i-2, 0); k < i; k++ {
		if n, part := f.lex.Blocks.Match(f.d.Words[k:min(k+4, len(f.d.Words))]); n > 1 && part == lexicon.Label && k+n > i && f.d.Is(i, annotate.Capital) {
			return true
		}
	}
	return false
}

// dated reports whether nothing but a day or the number of a report stands behind
// the colon: "Halden Observatory daily: 3 June", "Tessaly: Flood Situation Report
// No. 4 (as of 12 May)".
func (f *finder) dated(x *found) bool {
	r := x.content.r[0]
	day := true
	for k := r.First; k < x.content.end(); k++ {
		if k > r.First && f.inLabel(k) {
			return true
		}
		day = day && (f.d.Is(k, annotate.Digit) || f.d.Is(k, annotate.Punct) || f.lex.Nouns.Is(f.d.Words[k], lexicon.Time))
	}
	return day && f.d.InQuote[r.First] == 0
}

// thing reports whether the words name a thing that does not speak: "Lake Orn
// ferry: 19 bodies found".
func (f *finder) thing(r annotate.Range) bool {
	ch := &f.d.Chunks[f.d.ChunkOf[r.First]]
	h := int(ch.Head)
	w := f.d.Words[h]
	if ch.Kind != annotate.NP || h >= r.End {
		return false
	}
	if f.lex.EventNouns.Has(w) {
		return true
	}
	parts := f.lex.Parts.Of(w)
	return !f.d.Is(h, annotate.Capital) && (parts.Has(lexicon.NN) || parts.Has(lexicon.NNS)) && ch.Noun == 0
}

// tallied reports whether a name stands before a colon and a count of casualties,
// as the place does where they fell: "Norland: 5 killed in landslide". Bodies and
// offices are those who count.
func (f *finder) tallied(x *found) bool {
	for k := x.source.First; k < x.source.End; k++ {
		if f.lex.Nouns.Is(f.d.Words[k], lexicon.Role|lexicon.Org|lexicon.Group|lexicon.Artefact|lexicon.Given|lexicon.Title|lexicon.Unnamed) || f.lex.Blocks.Office.Has(f.d.Words[k]) {
			return false
		}
	}
	at := x.content.first()
	if f.numberFrom(at) == nil {
		return false
	}
	for k := at + 1; k < x.content.r[0].End; k++ {
		if n, _ := f.lex.Casualties.Match(f.d.Words[k:]); n > 0 {
			return true
		}
	}
	return false
}

// speaks reports whether the source of attribution i has its word elsewhere in
// the text.
func (f *finder) speaks(i int) bool {
	name := f.d.Tokens[f.found[i].source.End-1].Hash
	for k := range f.found {
		y := &f.found[k]
		if k == i || y.cue.n == 0 || y.cue.words() == 1 && f.d.Form(y.cue.first()) == ":" {
			continue
		}
		for j := y.source.First; j < y.source.End; j++ {
			if f.d.Tokens[j].Hash == name {
				return true
			}
		}
	}
	return false
}
