package train

import (
	"path/filepath"

	"sayso/internal/lab/corpus"
	"sayso/internal/lab/eval"
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// named is a text with names, prepared for learning.
type named struct {
	doc    *annotate.Doc
	labels []uint8
	weight float32
}

// Names trains the recogniser of names on the corpora in a folder.
func Names(dir string, o Options) (*model.Model, error) {
	r := &run{Options: o, dir: dir, m: &model.Model{Version: o.Version}, stage: "names"}
	r.total = 1 + o.Names.Rounds + o.Names.After
	r.Progress(r.stage, 0, r.total)
	return r.m, r.names()
}

func (r *run) names() error {
	if err := r.nameWords(); err != nil {
		return err
	}
	parts, err := corpus.Names(r.dir)
	if err != nil {
		return err
	}
	var data []*named
	for _, p := range parts {
		n := 0
		for _, t := range p.Train {
			x, err := prepareNames(t)
			if err != nil {
				return err
			}
			if x.weight = 1; p.Name == "wnut17" {
				x.weight = .3 // posts, where capitals say less
			}
			n += len(t.Names)
			data = append(data, x)
		}
		r.report("%-28s %d texts, %d names", p.Name, len(p.Train), n)
	}
	r.step()
	r.m.Names = trainNames(r.m.Words, data, r.Names, r.step)
	return eval.ReportNames(r.Report, r.m, parts)
}

// nameWords compiles what is known of word forms: which are common, and WordNet's
// classes.
func (r *run) nameWords() error {
	data, err := r.sentences()
	if err != nil {
		return err
	}
	texts, err := r.texts()
	if err != nil {
		return err
	}
	words := newWordList()
	for _, s := range data {
		words.see(s.doc)
	}
	for _, d := range texts {
		words.see(d)
	}
	if err := words.senses(filepath.Join(r.dir, "wordnet", "supersenses.tsv")); err != nil {
		return err
	}
	words.verb = nil // names are told by nouns
	r.m.Words = words.build()
	return nil
}

func prepareNames(t corpus.NamedText) (*named, error) {
	d, err := t.Doc()
	if err != nil {
		return nil, err
	}
	x := &named{doc: d, labels: make([]uint8, len(d.Tokens))}
	for _, g := range eval.NameTokens(d, t.Names) {
		for i := g.First; i < g.End; i++ {
			x.labels[i] = uint8(2 * g.Kind)
		}
		x.labels[g.First] = uint8(2*g.Kind - 1)
	}
	return x, nil
}

// trainNames learns the chain over islands.
func trainNames(words *model.Words, list []*named, size Size, step func()) *model.Chain {
	d := newDictionary()
	var fs []uint64
	each := func(do func(x *named, r *annotate.Recogniser, island annotate.Range)) {
		for _, x := range list {
			r := annotate.NewRecogniser(x.doc, words)
			r.Islands(func(island annotate.Range) { do(x, r, island) })
		}
	}
	each(func(_ *named, r *annotate.Recogniser, island annotate.Range) {
		for i := island.First; i < island.End; i++ {
			for _, f := range r.Features(fs[:0], i, island) {
				d.see(f, size.Enough)
			}
		}
	})
	var data []sequence
	each(func(x *named, r *annotate.Recogniser, island annotate.Range) {
		q := sequence{weight: x.weight}
		for i := island.First; i < island.End; i++ {
			y := x.labels[i]
			if y > 0 && y&1 == 0 && i == island.First {
				y-- // its beginning is outside: what is left begins here
			}
			q.labels = append(q.labels, y)
			fs = r.Features(fs[:0], i, island)
			for _, f := range fs {
				q.feats = append(q.feats, d.id(f))
			}
		}
		data = append(data, q)
	})
	return size.learn(newField(annotate.NameLabels, d.feats), data, step)
}
