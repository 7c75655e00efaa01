package figure

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// Where no attribution holds a figure, an ordinary reader may still see whom its
// sentence credits: by words at its end ("... killed 12 people the monitor said",
// in copy that lost its commas), by "according to", by the last word of a
// headline ("Raid kills 12: monitor"). credit finds that source.

// credit names the source that the sentence of figure i shows, or "".
func (a *assembler) credit(i int) string {
	f := &a.all[i]
	s := a.d.Sentences[f.sentence]
	for j := f.count.end; j < s.End; j++ {
		if a.form(j) == "according" && a.form(j+1) == "to" {
			return a.sourceFrom(j+2, s.End)
		}
	}
	if name := a.tagAtEnd(f, s.Range); name != "" {
		return name
	}
	return a.headlineSource(f, s)
}

// tagAtEnd is the source of a verb of saying that closes the sentence: "... the
// monitor said on Tuesday", "... said the monitor".
func (a *assembler) tagAtEnd(f *found, s annotate.Range) string {
	for j := s.End - 1; j > f.count.end; j-- {
		g := a.grammar(j)
		if g&lexicon.Say == 0 {
			continue
		}
		if a.closes(j+1, s.End) {
			if name := a.sourceBefore(j, f.count.end); name != "" {
				return name
			}
		}
		if a.form(j-1) != "," && g&lexicon.FiniteVerb != 0 {
			if g := a.grammar(j + 1); g&lexicon.Determiner != 0 || a.d.Is(j+1, annotate.Capital) || a.form(j+1) == "a" || a.form(j+1) == "an" {
				if a.grammar(j-1)&(lexicon.Pronoun|lexicon.Relative) == 0 && (!a.subjectBefore(j) || a.verbless(j+1, s.End)) {
					return a.sourceFrom(j+1, s.End)
				}
			}
		}
		return ""
	}
	return ""
}

// subjectBefore reports whether a noun that can speak stands right before the
// verb at j, so that the verb has its subject.
func (a *assembler) subjectBefore(j int) bool {
	return a.speaks(j - 1)
}

// verbless reports whether the rest of the sentence has no verb, so that what
// follows "said" is who said it.
func (a *assembler) verbless(i, end int) bool {
	for j := i; j < end; j++ {
		switch a.tag(j) {
		case lexicon.VBD, lexicon.VBZ, lexicon.VBP, lexicon.MD:
			return false
		}
	}
	return true
}

// closes reports whether the sentence ends from token i on, but for a date and
// the like.
func (a *assembler) closes(i, end int) bool {
	for j := i; j < end; j++ {
		if a.inDate(j) || a.d.Is(j, annotate.Punct) || a.in(j, a.sets.Closing) {
			continue
		}
		if a.d.Lex.Times.Of(a.d.Words[j]).Kind != lexicon.NoTime {
			continue
		}
		return false
	}
	return true
}

// speaks reports whether the word at i can head a source.
func (a *assembler) speaks(i int) bool {
	d := a.d
	if i < 0 || i >= len(d.Tokens) {
		return false
	}
	if a.inDate(i) {
		return false
	}
	return d.Lex.Nouns.Is(d.Words[i], lexicon.Org|lexicon.Role|lexicon.Unnamed|lexicon.Anaphor|lexicon.Artefact) || d.Is(i, annotate.Capital) && a.grammar(i) == 0 && !a.demonym(i) ||
		d.Lex.People.Of(d.Words[i])&(lexicon.Singular|lexicon.Plural) != 0 && d.Lex.People.Of(d.Words[i])&lexicon.Thing == 0
}

// sourceBefore is the noun phrase that ends before the verb at j.
func (a *assembler) sourceBefore(j, from int) string {
	d := a.d
	if !a.speaks(j - 1) {
		return ""
	}
	first := j
	for k := j - 1; k > from; k-- {
		form := a.form(k)
		if a.inDate(k) {
			break
		}
		if form == "the" || form == "a" || form == "an" {
			first = k
			// "the monitoring group the Velk Observatory said": the nearer one names it
			break
		}
		if d.Is(k, annotate.Capital) || form == "-" && !d.Is(k, annotate.Spaced) {
			first = k
			continue
		}
		if (form == "for" || form == "of" || form == "and" || form == "&") && d.Is(k+1, annotate.Capital) && d.Is(k-1, annotate.Capital) {
			continue
		}
		t := a.tag(k)
		if a.grammar(k) == 0 && (t == lexicon.NN || t == lexicon.NNS || t == lexicon.JJ || t == lexicon.NNP || t == lexicon.VBG) && k > j-6 && !d.Is(k, annotate.Punct) {
			first = k
			continue
		}
		break
	}
	if first == j {
		return ""
	}
	// a place before a source in small letters belongs to the sentence: "in Velk
	// local sources said"
	for first < j-1 {
		p := a.listed(first)
		if p < 0 || d.Places[p].Demonym || a.grammar(first-1)&lexicon.Preposition == 0 {
			break
		}
		first = d.Places[p].Range.End
	}
	if first >= j {
		return ""
	}
	return d.Span(annotate.Range{First: first, End: j}).In(d.Text)
}

// sourceFrom is the noun phrase that begins at token i.
func (a *assembler) sourceFrom(i, end int) string {
	d := a.d
	last := -1
	for j := i; j < end && j < i+12; j++ {
		form := a.form(j)
		if d.Is(j, annotate.Punct) && form != "-" || a.inDate(j) {
			break
		}
		g := a.grammar(j)
		if g&lexicon.Determiner != 0 || form == "a" || form == "an" {
			if last >= 0 {
				break // "the Velk Observatory a monitoring group"
			}
			continue
		}
		if g&^(lexicon.Preposition|lexicon.And|lexicon.Possessive|lexicon.Hedge|lexicon.Say) != 0 && !d.Is(j, annotate.Capital) {
			break
		}
		if g&(lexicon.Preposition|lexicon.And) != 0 {
			if a.in(j, a.sets.NameJoint) && (d.Is(j+1, annotate.Capital) || a.grammar(j+1)&lexicon.Determiner != 0) && last >= 0 {
				continue
			}
			break
		}
		if annotate.IsVerb(a.tag(j)) && last >= 0 && !d.Is(j, annotate.Capital) && a.tag(j) != lexicon.VBG {
			break
		}
		last = j
	}
	if last < i || !a.anySpeaks(i, last+1) {
		return ""
	}
	return d.Span(annotate.Range{First: i, End: last + 1}).In(d.Text)
}

func (a *assembler) anySpeaks(i, end int) bool {
	for j := i; j < end; j++ {
		if a.speaks(j) {
			return true
		}
	}
	return false
}

// headlineSource is the word that closes a headline: "... kills 12: monitor",
// "... state TV".
func (a *assembler) headlineSource(f *found, s annotate.Sentence) string {
	d := a.d
	end := s.End
	if d.Blocks[s.Block].Kind != sayso.Headline {
		// a headline that runs on into its dateline: "... in Velk Monitor AFP
		// Friday 15 Jul 2016 ..."
		k := a.firstDate(f.count.end)
		if k >= len(d.Dates) || !d.Dates[k].Dateline || d.Dates[k].First >= s.End {
			return ""
		}
		end = d.Dates[k].First
	}
	for end > f.count.end && (d.Is(end-1, annotate.Punct) || d.Is(end-1, annotate.Upper) || a.form(end-1) == "reuters" || a.inDate(end-1)) && !a.shortSource(end-1) {
		end--
	}
	if !a.shortSource(end - 1) {
		return ""
	}
	first := end - 1
	for first-1 > f.count.end && a.in(first-1, a.sets.SourceKind) {
		first--
	}
	return d.Span(annotate.Range{First: first, End: end}).In(d.Text)
}

// shortSource reports whether a headline can end in the word as its source.
func (a *assembler) shortSource(i int) bool { return a.in(i, a.sets.ShortSource) }
