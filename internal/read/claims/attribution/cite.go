package attribution

import (
	"sayso"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
)

// hostWithin is how many tokens may stand between one who cites and "citing".
const hostWithin = 12

// cite puts those who are cited inside what those who cite them say: in "the
// agency, citing the ministry, said that nine had died" both say that nine had
// died, the ministry within the agency. The learned parts, which know the
// outermost level only, take the one for the other. Nests must be known.
func (f *finder) cite() {
	for i := range f.found {
		x := &f.found[i]
		if x.cue.n != 1 || x.cue.words() != 1 || !f.cites(x.cue.first()) {
			continue
		}
		cited := f.cited(x.cue.first())
		if cited.Len() == 0 {
			f.reason(i)
			continue
		}
		host := f.host(i, cited)
		if host < 0 {
			continue
		}
		y := &f.found[host]
		if cited.Has(y.source.First) {
			f.giveBack(y, x.cue.first())
		}
		content := f.without(y, annotate.Range{First: x.cue.first(), End: cited.End})
		if content.n == 0 || y.source.Len() == 0 {
			continue
		}
		x.source, x.content, x.parent = cited, content, int32(host)
		x.rule, x.class, x.trust, x.lead = ruleCiting, sayso.Speech, 0, y.lead
		x.firm, y.firm = true, true
		y.content = content
		if y.parent == int32(i) {
			y.parent = -1
		}
	}
}

// reason gives "the mayors, citing fears of a flood, said" to those who name the
// reason.
func (f *finder) reason(i int) {
	x := &f.found[i]
	at := x.cue.first()
	end := at + 1
	for end < f.b && f.tag(end) != lexicon.Comma && f.tag(end) != lexicon.Stop {
		end++
	}
	why := f.trim(annotate.Range{First: at + 1, End: end})
	host := f.host(i, why)
	if host < 0 || why.Len() == 0 || x.rule == ruleLearned {
		return
	}
	y := &f.found[host]
	content := f.without(y, annotate.Range{First: at, End: end})
	if content.n == 0 || y.source.Len() == 0 {
		return
	}
	y.content = content
	x.source, x.content, x.class, x.parent = y.source, pieces{}, sayso.Other, y.parent
	x.content.add(why)
}

// cites reports whether token i is "citing" or "quoting" before its noun.
func (f *finder) cites(i int) bool {
	n, id := f.lex.Cues.Prefix.Match(f.d.Words[i:min(i+2, len(f.d.Words))])
	return n == 1 && id > 0
}

// cited is who is cited behind token i: somebody who can speak, or a paper. It is
// empty where a reason is given ("citing fears of a flood").
func (f *finder) cited(i int) annotate.Range {
	f.at(i)
	if i+1 >= f.b {
		return annotate.Range{}
	}
	c := int(f.d.ChunkOf[i+1])
	ch := f.chunk(c)
	if ch == nil || ch.Kind != annotate.NP || int(ch.First) != i+1 {
		return annotate.Range{}
	}
	if ch.Noun&(lexicon.Role|lexicon.Org|lexicon.Group|lexicon.Title|lexicon.Unnamed|lexicon.Artefact|lexicon.Office) == 0 && f.tag(int(ch.Head)) != lexicon.NNP {
		return annotate.Range{}
	}
	return f.nounPhraseFrom(c)
}

// at makes token i's sentence the current one.
func (f *finder) at(i int) {
	for s := range f.d.Sentences {
		if r := f.d.Sentences[s]; r.Has(i) {
			f.sent, f.a, f.b = s, r.First, r.End
			f.ca, f.cb = int(f.d.ChunkOf[f.a]), int(f.d.ChunkOf[f.b-1])+1
			return
		}
	}
}

// host is the attribution whose source cites at attribution i's cue, or -1: the
// one of saying whose cue stands nearest, before it or right behind who is cited.
func (f *finder) host(i int, cited annotate.Range) int {
	cue := f.found[i].cue.first()
	best, least := -1, hostWithin+1
	for j := range f.found {
		y := &f.found[j]
		if j == i || y.cue.n == 0 || y.class != sayso.Speech || y.cue.first() < f.a || y.cue.first() >= f.b || cited.Has(y.cue.first()) {
			continue
		}
		away := y.cue.first() - cited.End
		if y.cue.first() < cue {
			away = cue - y.cue.end()
			if y.source.First >= y.cue.end() && y.source.End <= cue {
				away = cue - y.source.End // "said the agency, citing"
			}
		}
		if away >= 0 && away < least {
			best, least = j, away
		}
	}
	return best
}

// giveBack gives an attribution that was credited to the one who is cited at
// token i to the one who cites: the noun phrase before it.
func (f *finder) giveBack(y *found, i int) {
	y.source = annotate.Range{}
	k := i - 1
	if k > f.a && f.tag(k) == lexicon.Comma {
		k--
	}
	if k < f.a {
		return // "Citing police, ..." opens the sentence
	}
	if c := int(f.d.ChunkOf[k]); f.kind(c) == annotate.NP {
		y.source = f.nounPhraseBefore(c)
	}
}

// without is y's content without the words of its tag and those that name who is
// cited.
func (f *finder) without(y *found, citing annotate.Range) (out pieces) {
	for _, r := range y.content.all() {
		for _, cut := range []annotate.Range{citing, y.source} {
			switch {
			case cut.Len() == 0 || cut.End <= r.First || cut.First >= r.End:
			case cut.First <= r.First:
				r.First = min(cut.End, r.End)
			default:
				r.End = cut.First
			}
		}
		if r = f.trim(r); r.Len() > 0 {
			out.add(r)
		}
	}
	return out
}
