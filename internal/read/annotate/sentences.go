package annotate

// split cuts the tokens from the given one on, a paragraph, into sentences.
func (d *Doc) split(from int) {
	start := from
	for i := from; i < len(d.Tokens); i++ {
		end := d.sentenceEnd(i)
		if end == 0 {
			continue
		}
		d.sentence(start, end)
		start, i = end, end-1
	}
	if start < len(d.Tokens) {
		d.sentence(start, len(d.Tokens))
	}
}

func (d *Doc) sentence(first, end int) {
	d.Tokens[first].Shape |= Starts
	d.Sentences = append(d.Sentences, Sentence{Range{first, end}, int(d.Tokens[first].Block)})
}

// sentenceEnd is the token after the sentence that token i closes, or 0 where i
// closes none. Closing quotation marks and brackets go with the sentence.
func (d *Doc) sentenceEnd(i int) int {
	form := d.Form(i)
	stop := form == "." || form == "!" || form == "?" || form == "…" || form == "..." || form == "...."
	if !stop && !d.Tokens[i].Shape.Has(Dotted) {
		return 0
	}
	end := i + 1
	for end < len(d.Tokens) && !d.Is(end, Spaced) && isCloser(d.Form(end)) {
		end++
	}
	if end >= len(d.Tokens) {
		return end
	}
	if !d.Is(end, Spaced) && !(stop && form == "." && d.Is(end, Capital)) {
		return 0
	}
	if !stop {
		return d.abbreviationEnds(i, end)
	}
	switch {
	case form == "." || form == "!" || form == "?":
		// '"Stop!" he shouted' and "Yahoo! said" go on; so does a quotation
		// whose tag follows in lower case.
		if d.beginsSentence(end) {
			return end
		}
	default: // an ellipsis ends a sentence only before a capital
		if d.Is(end, Capital) {
			return end
		}
	}
	return 0
}

// beginsSentence reports whether token i may be a sentence's first.
func (d *Doc) beginsSentence(i int) bool {
	t := &d.Tokens[i]
	switch {
	case t.Shape.Has(Capital), t.Shape.Has(Digit), t.Shape.Has(Spaced) && d.Text[t.Start] == '@':
		return true
	case t.Shape.Has(Punct):
		return isOpener(d.Form(i)) && i+1 < len(d.Tokens) && (d.Is(i+1, Capital) || d.Is(i+1, Digit) || d.Is(i+1, Punct))
	}
	return false
}

// abbreviationEnds tells whether the abbreviation at i ends its sentence: only a
// trailing one, before a capitalised word that usually begins a sentence or a
// mark that opens one.
func (d *Doc) abbreviationEnds(i, end int) int {
	w := d.Words[i]
	a := &d.Lex.Abbreviations
	if a.Leading.Has(w) || d.Tokens[i].End-d.Tokens[i].Start == 2 { // "J."
		return 0
	}
	if d.Is(end, Capital) && a.Starters.Has(d.Words[end]) {
		return end
	}
	if d.Is(end, Punct) && isOpener(d.Form(end)) && d.Is(end+1, Capital) {
		return end
	}
	return 0
}

func isCloser(form string) bool {
	switch form {
	case `"`, "”", "’", "'", ")", "]", "»", "''":
		return true
	}
	return false
}

func isOpener(form string) bool {
	switch form {
	case `"`, "“", "‘", "'", "(", "[", "«", "``", "—", "–", "-", "•":
		return true
	}
	return false
}
