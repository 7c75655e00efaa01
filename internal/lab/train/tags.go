package train

import (
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// tagSize is how a tagger is learned: rounds over the data, the features that are
// kept, the weight under which one is forgotten all the same, and how far the right
// tag must be ahead: what is right by chance only is learned from too.
type tagSize struct {
	Rounds, Keep int
	Least        int8
	Margin       float32
}

// always are the words that are of one part of speech wherever they stand.
func always(data []sentence) *model.Tags {
	counts := map[uint64]*[model.Parts]int{}
	for _, s := range data {
		for i, t := range s.tags {
			if t == model.NoPart {
				continue
			}
			c := counts[s.doc.Tokens[i].Hash]
			if c == nil {
				c = new([model.Parts]int)
				counts[s.doc.Tokens[i].Hash] = c
			}
			c[t]++
		}
	}
	out := map[uint64]int{}
	for h, c := range counts {
		sum, best := 0, 0
		for t, n := range c {
			sum += n
			if n > c[best] {
				best = t
			}
		}
		if sum >= 20 && c[best]*1000 >= sum*995 {
			out[h] = best
		}
	}
	return model.NewTags(out)
}

// rival is the best label but the given one.
func rival(scores []float32, gold int) int {
	at := -1
	for l, v := range scores {
		if l != gold && (at < 0 || v > scores[at]) {
			at = l
		}
	}
	return at
}

// trainTags learns the grammar's tagger into m, which has Words and perhaps Forms.
func trainTags(m *model.Model, data []sentence, size tagSize, step func()) {
	m.TagWords = always(data)
	p := newAveraged(model.Parts - 1)
	var order []int
	for i, s := range data {
		for range s.times {
			order = append(order, i)
		}
		s.doc.Model = m
		s.doc.Know(m)
		s.doc.Parts = make([]model.Part, len(s.doc.Tokens))
	}
	rng := lcg(1)
	var fs [annotate.TagFeatureCount]uint64
	scores := make([]float32, model.Parts-1)
	for range size.Rounds {
		rng.shuffle(order)
		for _, k := range order {
			s := data[k]
			for i, gold := range s.tags {
				if t := m.TagWords.Find(s.doc.Tokens[i].Hash); t >= 0 {
					s.doc.Parts[i] = model.Part(t)
					continue
				}
				feats := s.doc.TagFeatures(i, 0, &fs)
				guess := p.score(feats, scores)
				s.doc.Parts[i] = model.Part(guess + 1)
				if gold == model.NoPart {
					continue
				}
				p.now++
				if l := rival(scores, int(gold)-1); int(gold)-1 != guess || scores[gold-1]-scores[l] < size.Margin {
					p.update(feats, int(gold)-1, l)
				}
			}
		}
		step()
	}
	p.average()
	m.Tagger = p.wide(size.Keep, size.Least)
}
