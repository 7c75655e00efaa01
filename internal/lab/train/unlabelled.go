package train

import (
	"io"
	"path/filepath"
	"slices"

	"sayso/internal/lab/corpus"
	"sayso/internal/read/annotate"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/model"
)

// What of articles without labels is learned from: sentences in which every
// attribution is as likely right as this, and no other candidate likelier than that.
const (
	takenFrom = .9
	doubtFrom = .2
)

// unlabelledWeight is how much they count: they are of the reporting that is read,
// but nobody looked at them.
const unlabelledWeight = .4

// first learns everything once, for the articles without labels.
func (r *run) first() error {
	o := r.Options
	defer func() { r.Options = o }()
	r.Labels.Copies, r.Linker.Copies = 1, 1
	r.Report = io.Discard
	for _, do := range []func() error{r.labels, r.links, r.trust} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// unlabelled reads the articles without labels by what was learned so far, for each
// fold by what had not seen it, and keeps what is sure to learn from.
func (r *run) unlabelled() error {
	list, err := corpus.ReadLines(filepath.Join(r.dir, "unlabelled", "conflict.jsonl"))
	if err != nil {
		return err
	}
	r.sure = make([][]*lesson, r.Folds+1)
	said := 0
	for _, a := range list {
		a.Weight, a.Gold = unlabelledWeight, nil
		l, err := prepare(r.m, a)
		if err != nil {
			return err
		}
		for fold := range r.sure {
			m := r.m
			if fold < r.Folds {
				m = r.held[fold]
			}
			s := l.sure(m)
			r.sure[fold] = append(r.sure[fold], s)
			if fold == r.Folds {
				said += len(s.said)
			}
		}
	}
	r.report("%-28s %d articles, %d attributions that are sure", "unlabelled/conflict.jsonl", len(list), said)
	r.step()
	return nil
}

// sure is a lesson of what the model is sure of in an article without labels.
func (l *lesson) sure(m *model.Model) *lesson {
	d := l.scene.Doc
	d.Model = m
	out := &lesson{Article: l.Article, scene: l.scene}
	doubt := make([]bool, len(d.Sentences))
	spoil := func(list []annotate.Range) {
		for _, r := range list {
			for k := l.scene.Facts[r.First].Sent; k <= l.scene.Facts[r.End-1].Sent; k++ {
				doubt[k] = true
			}
		}
	}
	for _, a := range attribution.FindJudged(d) {
		switch {
		case a.Parent != 0:
		case a.Confidence < takenFrom || len(a.Cue) == 0:
			spoil(ranges(d, a.Cue))
			spoil(ranges(d, a.Content))
		default:
			out.Gold = append(out.Gold, corpus.Gold{Source: a.Source, Cue: a.Cue, Content: a.Content, Parent: -1})
		}
	}
	x := attribution.NewLearner(m)
	for _, c := range x.Candidates(l.scene) {
		if !m.Trust.Shown(c.Sum) && m.Trust.Chance(c.Sum) > doubtFrom {
			spoil(c.Cue)
		}
	}
	out.mark()
	out.parts = []part{}
	for _, p := range l.parts {
		for i := p.First; i < p.End; {
			s := annotate.Range{First: i, End: min(p.End, d.Sentences[l.scene.Facts[i].Sent].End)}
			i = s.End
			if n := len(out.parts); doubt[l.scene.Facts[s.First].Sent] {
				continue
			} else if n > 0 && out.parts[n-1].End == s.First && out.parts[n-1].para == p.para {
				out.parts[n-1].End = s.End
			} else {
				out.parts = append(out.parts, part{s, p.para})
			}
		}
	}
	out.saw(x)
	return out
}

// saw keeps what a labeller that learned nothing from the article, and has labelled
// it last, says of it: the labels, and those around each gold cue if it is one.
func (l *lesson) saw(x *attribution.Learner) {
	l.first = slices.Clone(x.First)
	for i := range l.said {
		if g := &l.said[i]; len(g.cue) > 0 {
			g.from, g.labels = x.Forced(l.scene, l.found(g.cue))
		}
	}
}
