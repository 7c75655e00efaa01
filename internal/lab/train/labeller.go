package train

import (
	"sort"

	"sayso"
	"sayso/internal/lab/corpus"
	"sayso/internal/read/annotate"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/model"
)

// lesson is an article prepared for learning.
type lesson struct {
	corpus.Article
	own    bool // annotated for this project
	scene  *attribution.Scene
	labels []uint8 // gold, a token
	first  []uint8 // what a labeller that had not seen the article says
	said   []goldSaid
	parts  []part // what of it is learned from
}

// part is a run of tokens to learn from, and the paragraph that it lies in.
type part struct {
	annotate.Range
	para annotate.Range
}

// goldSaid is a gold attribution in tokens.
type goldSaid struct {
	source, cue, content []annotate.Range
	from                 int     // where labels begin that say it is a cue
	labels               []uint8 // and which they are
}

func prepare(m *model.Model, a corpus.Article) (*lesson, error) {
	d, err := marked(a.ID, a.Text)
	if err != nil {
		return nil, err
	}
	d.Learn(m)
	l := &lesson{Article: a, scene: attribution.NewScene(d)}
	for _, p := range l.scene.Paras {
		l.parts = append(l.parts, part{p, p})
	}
	l.mark()
	return l, nil
}

// mark puts the gold's outermost level down in tokens.
func (l *lesson) mark() {
	d := l.scene.Doc
	l.labels, l.said = make([]uint8, len(d.Tokens)), nil
	for _, g := range l.Gold {
		if g.Parent >= 0 {
			continue
		}
		l.said = append(l.said, goldSaid{source: ranges(d, g.Source), cue: ranges(d, g.Cue), content: ranges(d, g.Content)})
	}
	// a cue outweighs a source, a source a content
	for _, role := range []struct {
		begin uint8
		of    func(goldSaid) []annotate.Range
	}{{5, func(g goldSaid) []annotate.Range { return g.content }}, {1, func(g goldSaid) []annotate.Range { return g.source }}, {3, func(g goldSaid) []annotate.Range { return g.cue }}} {
		for _, g := range l.said {
			for _, r := range role.of(g) {
				for i := r.First; i < r.End; i++ {
					l.labels[i] = role.begin + 1
				}
				l.labels[r.First] = role.begin
			}
		}
	}
	// What was cut by a weightier role begins anew; so does a paragraph.
	for i, y := range l.labels {
		if y == 0 || y&1 == 1 {
			continue
		}
		if i == 0 || d.Tokens[i].Shape.Has(annotate.Opens) || (l.labels[i-1] != y && l.labels[i-1] != y-1) {
			l.labels[i] = y - 1
		}
	}
}

// ranges are the tokens that the spans touch, as runs.
func ranges(d *annotate.Doc, spans []sayso.Span) []annotate.Range {
	var out []annotate.Range
	ordered := sort.SliceIsSorted(d.Tokens, func(i, j int) bool { return d.Tokens[i].Start < d.Tokens[j].Start })
	for _, s := range spans {
		r := annotate.Range{First: -1}
		from := 0
		if ordered {
			from = sort.Search(len(d.Tokens), func(i int) bool { return int(d.Tokens[i].End) > s.Start })
		}
		for i := from; i < len(d.Tokens); i++ {
			t := d.Tokens[i]
			if ordered && int(t.Start) >= s.End {
				break
			}
			if int(t.Start) < s.End && s.Start < int(t.End) {
				if r.First < 0 {
					r.First = i
				}
				r.End = i + 1
			}
		}
		if r.First < 0 {
			continue
		}
		if n := len(out); n > 0 && out[n-1].End >= r.First {
			out[n-1].End = max(out[n-1].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}

// trainLabels learns a labeller from the lessons.
func trainLabels(lessons []*lesson, size Size, step func()) *model.Chain {
	d := newDictionary()
	var fs []uint64
	for _, l := range lessons {
		for _, p := range l.parts {
			for i := p.First; i < p.End; i++ {
				for _, f := range l.scene.LabelFeatures(fs[:0], i, p.para) {
					d.see(f, size.Enough)
				}
			}
		}
	}
	var data []sequence
	for _, l := range lessons {
		for _, p := range l.parts {
			q := sequence{labels: l.labels[p.First:p.End], weight: l.Weight}
			for i := p.First; i < p.End; i++ {
				fs = l.scene.LabelFeatures(fs[:0], i, p.para)
				for _, f := range fs {
					q.feats = append(q.feats, d.id(f))
				}
			}
			data = append(data, q)
		}
	}
	f := newField(attribution.Labels, d.feats)
	return size.learn(f, data, step)
}
