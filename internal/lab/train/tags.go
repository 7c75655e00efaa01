package train

import (
	"path/filepath"

	"sayso/internal/lab/corpus"
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

// trainTags learns a tagger into m, which has Words and perhaps Forms.
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

// cut is a part of the treebanks as our tokenizer cuts it: what claims are read by
// sees no other words.
func (r *run) cut(part string) (out []sentence, err error) {
	for _, n := range treebanks {
		list, err := r.cutOf(n, part)
		if err != nil {
			return nil, err
		}
		r.report("%-28s %d sentences", n, len(list))
		out = append(out, list...)
	}
	return out, nil
}

// cutOf is the same of one treebank. A token that is none of the treebank's words
// is not learned from.
func (r *run) cutOf(name, part string) ([]sentence, error) {
	trees, err := corpus.ReadTrees(filepath.Join(r.dir, name, part+".conllu"))
	if err != nil {
		return nil, err
	}
	var out []sentence
	for n := range trees {
		t := &trees[n]
		d, err := tokens("tree", t.Text)
		if err != nil {
			return nil, err
		}
		x := sentence{Tree: t, doc: d, tags: make([]model.Part, len(d.Tokens)), times: 1}
		w := 0
		for i, tok := range d.Tokens {
			for w < len(t.Words) && t.Words[w].Start < int(tok.Start) {
				w++
			}
			if w < len(t.Words) && t.Words[w].Start == int(tok.Start) && t.Words[w].End == int(tok.End) {
				x.tags[i] = model.PartNamed(t.Words[w].Tag)
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// accuracy of the tags a model gives: right ones of the treebank's words. A name
// counts as wrong where its tag is none of a name's, since it is given no other.
func accuracy(m *model.Model, data []sentence) (right, all int) {
	for _, s := range data {
		s.doc.Learn(m)
		for i, t := range s.tags {
			if t != model.NoPart && t == s.doc.Parts[i] {
				right++
			}
		}
		all += len(s.Words)
	}
	return right, all
}
