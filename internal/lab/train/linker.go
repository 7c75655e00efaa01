package train

import (
	"slices"

	"sayso/internal/read/annotate"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/model"
)

// example is a gold cue and what belongs to it.
type example struct {
	l    *lesson
	said *goldSaid
	cue  annotate.Range
}

// labels are the article's as if the cue were right.
func (e *example) labels() []uint8 {
	out := slices.Clone(e.l.first)
	copy(out[e.said.from:], e.said.labels)
	return out
}

// trainLinker learns from gold cues only: to learn from false ones that have no
// content cost eight points of recall in a trial.
func trainLinker(lessons []*lesson, size Size, step func()) *model.Chain {
	var list []example
	for _, l := range lessons {
		for k := range l.said {
			g := &l.said[k]
			if len(g.cue) > 0 && len(g.content) > 0 {
				list = append(list, example{l, g, l.found(g.cue)})
			}
		}
	}
	d := newDictionary()
	for _, e := range list {
		e.l.scene.LinkFeatures(e.cue, e.labels(), func(fs []uint64) {
			for _, f := range fs {
				d.see(f, size.Enough)
			}
		})
	}
	data := make([]sequence, 0, len(list))
	for _, e := range list {
		q := sequence{weight: e.l.Weight}
		w := e.l.scene.LinkFeatures(e.cue, e.labels(), func(fs []uint64) {
			for _, f := range fs {
				q.feats = append(q.feats, d.id(f))
			}
		})
		q.labels = make([]uint8, w.Len())
		mark := func(list []annotate.Range, begin uint8) {
			for _, r := range list {
				first := true
				for i := max(r.First, w.First); i < min(r.End, w.End); i++ {
					if e.cue.Has(i) {
						first = true
						continue
					}
					if q.labels[i-w.First] = begin + 1; first {
						q.labels[i-w.First] = begin
					}
					first = false
				}
			}
		}
		mark(e.said.content, 3)
		mark(e.said.source, 1)
		for i, y := range q.labels { // content that a source interrupts begins anew
			if y == 4 && i > 0 && q.labels[i-1] < 3 {
				q.labels[i] = 3
			}
		}
		data = append(data, q)
	}
	f := newField(attribution.Links, d.feats)
	return size.learn(f, data, step)
}

// found is the cue as the labeller has it, where it has it, since that is what
// the linker will be given; else the gold cue's longest piece.
func (l *lesson) found(cue []annotate.Range) annotate.Range {
	best := cue[0]
	for _, c := range cue {
		if c.Len() > best.Len() {
			best = c
		}
	}
	for i := best.First; i < best.End; i++ {
		if l.first[i] != 3 {
			continue
		}
		j := i + 1
		for j < len(l.first) && l.first[j] == 4 {
			j++
		}
		return annotate.Range{First: i, End: j}
	}
	return best
}
