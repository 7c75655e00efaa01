package attribution

import (
	"sort"

	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// brackets reads "12 dead (Ministry of Interior), 40 wounded (Red Crescent, 14
// May)": brackets behind a count name who counts.
func (f *finder) brackets() {
	start := f.a
	for k := f.a + 1; k < f.b; k++ {
		if f.tag(k) != lexicon.LParen {
			continue
		}
		end := k + 1
		for end < f.b && f.tag(end) != lexicon.RParen && f.tag(end) != lexicon.LParen {
			end++
		}
		if f.tag(end) != lexicon.RParen || !f.bracketEnds(end+1) {
			continue
		}
		src, dated := f.bracketed(k+1, end)
		content := f.trim(annotate.Range{First: start, End: k})
		if src.Len() == 0 || content.Len() == 0 || !f.numbered(content) || !f.counter(src, k, dated) {
			continue
		}
		x := found{rule: ruleBracket, class: sayso.Speech, head: -1, lead: true, firm: true, source: src}
		x.cue.add(annotate.Range{First: k, End: k + 1})
		x.content.add(content)
		if i := f.emit(x); i >= 0 {
			f.takeQuotes(i)
		}
		for start = end + 1; start < f.b && (f.d.Is(start, annotate.Punct) || f.tag(start) == lexicon.CC); {
			start++
		}
	}
}

// bracketEnds reports whether what the brackets stand behind ends at token i.
func (f *finder) bracketEnds(i int) bool {
	switch f.tag(i) {
	case lexicon.NoTag, lexicon.Stop, lexicon.Comma, lexicon.CC:
		return true
	}
	return f.d.FormAt(i) == ";"
}

// bracketed is the words between brackets that may name somebody, without
// "Source:" before them and a day behind them, and whether there was one of these.
func (f *finder) bracketed(a, b int) (r annotate.Range, told bool) {
	if f.lex.Nouns.Is(f.d.Words[a], lexicon.Unnamed) && f.d.FormAt(a+1) == ":" {
		a, told = a+2, true
	}
	for k := a; k < b; k++ {
		if !f.d.Is(k, annotate.Punct) && !f.d.Is(k, annotate.Digit) || f.tag(k) == lexicon.Hyph {
			continue
		}
		for j := k; j < b; j++ {
			if f.d.Is(j, annotate.Digit) {
				if !f.inDate(j) {
					return annotate.Range{}, false // "(fatality rate 2.4 per cent)", "(incl. 3 children)"
				}
				return annotate.Range{First: a, End: k}, true
			}
		}
		if f.tag(k) != lexicon.Hyph {
			return annotate.Range{}, false
		}
	}
	return annotate.Range{First: a, End: b}, told
}

func (f *finder) inDate(i int) bool {
	list := f.d.Dates
	k := sort.Search(len(list), func(k int) bool { return list[k].Range.End > i })
	return k < len(list) && list[k].Has(i)
}

// numbered reports whether a number stands in the range.
func (f *finder) numbered(r annotate.Range) bool {
	for k := r.First; k < r.End; k++ {
		if f.numberFrom(k) != nil {
			return true
		}
	}
	return false
}

// counter reports whether the words in brackets behind token open name a body
// that may count, and do not explain the name before them: "the Halden
// Observatory (HO)", "Omar Dal (Workers' Party)".
func (f *finder) counter(r annotate.Range, open int, told bool) bool {
	ch := &f.d.Chunks[f.d.ChunkOf[r.First]]
	if ch.Kind != annotate.NP || int(ch.First) != r.First || f.labelled(r.First, r.End) {
		return false
	}
	for k := r.First; k < r.End; k++ {
		if c := &f.d.Chunks[f.d.ChunkOf[k]]; c.Kind != annotate.NP && c.Kind != annotate.Prep {
			return false
		}
	}
	if m := f.d.Mentions[f.d.ChunkOf[open-1]]; m >= 0 && f.d.Entities[m].Named && !f.d.Entities[m].Place {
		return false
	}
	if told {
		return true
	}
	head := f.d.Words[ch.Head]
	if r.Len() == 1 && f.d.Is(r.First, annotate.Upper) {
		m := f.d.Mentions[f.d.ChunkOf[r.First]]
		return f.lex.Blocks.Office.Has(head) || m >= 0 && f.d.Entities[m].Count > 1 && f.d.Entities[m].Type == sayso.Organisation
	}
	return f.lex.Nouns.Is(head, lexicon.Org) && f.lex.PlaceNouns.Grain(head) == 0
}
