package eval

import (
	"fmt"
	"io"

	"sayso/internal/lab/corpus"
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// NameTokens is the names as tokens of the document; one that no token begins or
// ends with is left out.
func NameTokens(d *annotate.Doc, names []corpus.NameGold) []annotate.Recognised {
	var out []annotate.Recognised
	k := 0
	for _, g := range names {
		for k < len(d.Tokens) && int(d.Tokens[k].End) <= g.Start {
			k++
		}
		end := k
		for end < len(d.Tokens) && int(d.Tokens[end].Start) < g.End {
			end++
		}
		if end > k {
			out = append(out, annotate.Recognised{Range: annotate.Range{First: k, End: end}, Kind: g.Kind})
		}
	}
	return out
}

// NameScore counts names by kind; the last is extents, whatever the kind.
type NameScore [annotate.NameKinds + 1]Tally

// Recognised scores the recogniser on texts: exact extents, an article before a name
// left out.
func Recognised(m *model.Model, texts []corpus.NamedText) (s NameScore, err error) {
	for _, t := range texts {
		d, err := t.Doc()
		if err != nil {
			return s, err
		}
		annotate.Recognise(d, m)
		s.compare(d, NameTokens(d, t.Names), d.Recognised)
	}
	return s, nil
}

func (s *NameScore) compare(d *annotate.Doc, gold, got []annotate.Recognised) {
	type key struct {
		annotate.Range
		kind annotate.NameKind
	}
	bare := func(x annotate.Recognised) annotate.Range {
		if w := d.Words[x.First]; x.Len() > 1 && w == d.Lex.Function.The {
			x.First++
		}
		return x.Range
	}
	has := map[key]bool{}
	all := annotate.NameKinds
	for _, g := range gold {
		has[key{bare(g), g.Kind}], has[key{bare(g), all}] = true, true
		s[g.Kind].Gold++
		s[all].Gold++
	}
	for _, x := range got {
		s[x.Kind].Pred++
		s[all].Pred++
		for _, k := range []annotate.NameKind{x.Kind, all} {
			if has[key{bare(x), k}] {
				s[k].RightP++
				s[k].RightG++
			}
		}
	}
}

// Add adds another score.
func (s *NameScore) Add(x *NameScore) {
	for k := range s {
		s[k].Add(x[k])
	}
}

// ReportNames scores the recogniser on what the corpora hold back, by corpus and
// kind.
func ReportNames(w io.Writer, m *model.Model, parts []corpus.NamePart) error {
	var sum NameScore
	line := func(part, kind string, t Tally) {
		p, r, f := t.PRF()
		fmt.Fprintf(w, "%-20s %-14s P %.3f  R %.3f  F1 %.3f  of %.0f\n", part, kind, p, r, f, t.Gold)
	}
	report := func(part string, s *NameScore) {
		var typed Tally
		for k := annotate.PersonName; k < annotate.NameKinds; k++ {
			line(part, k.String(), s[k])
			typed.Add(s[k])
		}
		line(part, "with kind", typed)
		line(part, "extent alone", s[annotate.NameKinds])
	}
	for _, p := range parts {
		s, err := Recognised(m, p.Held)
		if err != nil {
			return err
		}
		report(p.Name, &s)
		sum.Add(&s)
	}
	report("all", &sum)
	return nil
}
