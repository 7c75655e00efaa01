package train

import (
	"slices"
	"sort"

	"sayso/internal/lab/corpus"
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// tagged is a sentence of a treebank as our tokenizer cuts it.
type tagged struct {
	doc  *annotate.Doc
	tags []model.Part // NoTag where our token is none of the treebank's
	gold int          // how many words the treebank has in it
}

// tagSentences cuts the trees' texts and carries the tags over. A token that is
// none of the treebank's words takes the tag of the word it begins in, but is
// not learned from.
func tagSentences(trees []corpus.Tree) ([]tagged, error) {
	var out []tagged
	for _, t := range trees {
		d, err := tokens("tree", t.Text)
		if err != nil {
			return nil, err
		}
		x := tagged{doc: d, tags: make([]model.Part, len(d.Tokens)), gold: len(t.Words)}
		for i, tok := range d.Tokens {
			for _, w := range t.Words {
				if w.Start == int(tok.Start) && w.End == int(tok.End) {
					x.tags[i] = model.PartNamed(w.Tag)
				}
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// accuracy of the tags a model gives: right ones of the treebank's words.
func accuracy(m *model.Model, data []tagged) (right, all int) {
	for _, s := range data {
		s.doc.Learn(m)
		for i, t := range s.tags {
			if t != model.NoPart && t == s.doc.Parts[i] {
				right++
			}
		}
		all += s.gold
	}
	return right, all
}

// perceptron is an averaged perceptron over sparse features.
type perceptron struct {
	labels int
	index  map[uint64]int32
	feats  []uint64
	weight []float32 // labels a feature
	total  []float32 // the sums that averaging needs
	stamp  []int32
	now    int32
}

func newPerceptron(labels int) *perceptron {
	return &perceptron{labels: labels, index: map[uint64]int32{}}
}

func (p *perceptron) score(fs []uint64, out []float32) int {
	clear(out)
	for _, f := range fs {
		if k, ok := p.index[f]; ok {
			row := p.weight[int(k)*p.labels : int(k+1)*p.labels]
			for l, w := range row {
				out[l] += w
			}
		}
	}
	best := 0
	for l, v := range out {
		if v > out[best] {
			best = l
		}
	}
	return best
}

func (p *perceptron) update(fs []uint64, gold, guess int) {
	for _, f := range fs {
		k, ok := p.index[f]
		if !ok {
			k = int32(len(p.feats))
			p.index[f] = k
			p.feats = append(p.feats, f)
			p.weight = append(p.weight, make([]float32, p.labels)...)
			p.total = append(p.total, make([]float32, p.labels)...)
			p.stamp = append(p.stamp, make([]int32, p.labels)...)
		}
		for _, c := range [2]struct {
			l int
			d float32
		}{{gold, 1}, {guess, -1}} {
			at := int(k)*p.labels + c.l
			p.total[at] += float32(p.now-p.stamp[at]) * p.weight[at]
			p.stamp[at] = p.now
			p.weight[at] += c.d
		}
	}
}

// average puts the averaged weights in place.
func (p *perceptron) average() {
	for i := range p.weight {
		p.total[i] += float32(p.now-p.stamp[i]) * p.weight[i]
		p.weight[i] = p.total[i] / float32(max(p.now, 1))
	}
}

// wide is the table of the heaviest features.
func (p *perceptron) wide(keep int) *model.Wide {
	type heavy struct {
		at  int
		max float32
	}
	list := make([]heavy, 0, len(p.feats))
	top := make([]float32, 0, len(p.feats))
	for i := range p.feats {
		h := heavy{at: i}
		for _, w := range p.weight[i*p.labels : (i+1)*p.labels] {
			h.max = max(h.max, w, -w)
		}
		list = append(list, h)
		top = append(top, h.max)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].max > list[j].max })
	if len(list) > keep {
		list = list[:keep]
	}
	slices.Sort(top)
	scale := 127 / top[len(top)-1-len(top)/2000]
	rows := make([]model.WideRow, 0, len(list))
	for _, h := range list {
		row := model.WideRow{Feature: p.feats[h.at], Weights: make([]int8, p.labels)}
		used := false
		for l := range p.labels {
			row.Weights[l] = quantise(p.weight[h.at*p.labels+l] * scale)
			used = used || row.Weights[l] != 0
		}
		if used {
			rows = append(rows, row)
		}
	}
	return model.NewWide(p.labels, keep, rows)
}

func quantise(v float32) int8 {
	if v >= 0 {
		return int8(min(v+.5, 127))
	}
	return int8(max(v-.5, -127))
}

// trainTagger learns the tagger into m.
func trainTagger(m *model.Model, data []tagged, rounds, keep int, step func()) {
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
	always := map[uint64]int{}
	for h, c := range counts {
		sum, best := 0, 0
		for t, n := range c {
			sum += n
			if n > c[best] {
				best = t
			}
		}
		if sum >= 20 && c[best]*1000 >= sum*995 {
			always[h] = best
		}
	}
	m.TagWords = model.NewTags(always)
	p := newPerceptron(model.Parts - 1)
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
		s := data[i]
		s.doc.Know(m)
		s.doc.Parts = make([]model.Part, len(s.doc.Tokens))
	}
	rng := lcg(1)
	var fs [annotate.TagFeatureCount]uint64
	scores := make([]float32, model.Parts-1)
	for range rounds {
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
				if int(gold)-1 != guess {
					p.update(feats, int(gold)-1, guess)
				}
			}
		}
		step()
	}
	p.average()
	m.Tagger = p.wide(keep)
}

// lcg is a small generator of numbers, the same on every machine.
type lcg uint64

func (r *lcg) next() uint64 {
	*r = *r*6364136223846793005 + 1442695040888963407
	return uint64(*r >> 11)
}

func (r *lcg) shuffle(list []int) {
	for i := len(list) - 1; i > 0; i-- {
		j := int(r.next() % uint64(i+1))
		list[i], list[j] = list[j], list[i]
	}
}
