package train

import (
	"path/filepath"
	"slices"

	"sayso/internal/lab/corpus"
	"sayso/internal/lab/eval"
	"sayso/internal/read/annotate"
	"sayso/internal/read/model"
)

// grammarSize is how the grammar is learned: the first taggers, the last one, how
// often GUM counts for them (its text is edited, as what is read is; it makes the
// parser no better), into how many parts the treebanks are parted for
// jackknifing, and the parser.
type grammarSize struct {
	First, Tagger tagSize
	Edited, Folds int
	Parser        parserSize
}

// usualGrammar are the settings that the grammar in the repository was made with.
var usualGrammar = grammarSize{
	First:  tagSize{Rounds: 4, Keep: 220000, Least: 1, Margin: 30},
	Tagger: tagSize{Rounds: 8, Keep: 220000, Least: 14, Margin: 30},
	Edited: 3,
	Folds:  5,
	Parser: parserSize{Rounds: 6, Moves: 400000, Rels: 90000, After: 4},
}

// sentence is a tree of a treebank with the treebank's own words as tokens.
type sentence struct {
	*corpus.Tree
	doc   *annotate.Doc
	tags  []model.Part
	times int // how often it counts for taggers
}

// sentences reads the treebanks' training parts.
func (r *run) sentences() ([]sentence, error) {
	var out []sentence
	for _, name := range treebanks {
		trees, err := corpus.ReadTrees(filepath.Join(r.dir, name, "train.conllu"))
		if err != nil {
			return nil, err
		}
		r.report("%-28s %d sentences", name, len(trees))
		for n := range trees {
			t := &trees[n]
			doc, err := t.Doc()
			if err != nil {
				return nil, err
			}
			if len(doc.Tokens) != len(t.Words) {
				continue // not all of its words are in its text
			}
			x := sentence{Tree: t, doc: doc, tags: make([]model.Part, len(t.Words)), times: 1}
			if name == "gum" {
				x.times = r.Grammar.Edited
			}
			for i, w := range t.Words {
				x.tags[i] = model.PartNamed(w.Tag)
			}
			out = append(out, x)
		}
	}
	return out, nil
}

// texts are articles whose labels, if any, are not looked at.
func (r *run) texts() ([]*annotate.Doc, error) {
	polnear, err := corpus.ReadBrat(filepath.Join(r.dir, "polnear", "train"))
	if err != nil {
		return nil, err
	}
	own, err := corpus.ReadLines(filepath.Join(r.dir, "attribution", "train.jsonl"))
	if err != nil {
		return nil, err
	}
	war, err := corpus.ReadLines(filepath.Join(r.dir, "unlabelled", "conflict.jsonl"))
	if err != nil {
		return nil, err
	}
	var out []*annotate.Doc
	for _, a := range slices.Concat(polnear, own, war) {
		d, err := tokens(a.ID, a.Text)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// Grammar trains tagger and parser of whole sentences on the corpora in a folder. A
// first tagger tells how words are tagged in text that nobody has tagged.
func Grammar(dir string, o Options) (*model.Model, error) {
	r := &run{Options: o, dir: dir, m: &model.Model{Version: o.Version}, stage: "grammar"}
	g := o.Grammar
	r.total = (1+g.Folds)*g.First.Rounds + g.Tagger.Rounds + 2*(g.Parser.Rounds+g.Parser.After)
	r.Progress(r.stage, 0, r.total)
	return r.m, r.grammar()
}

func (r *run) grammar() error {
	data, err := r.sentences()
	if err != nil {
		return err
	}
	texts, err := r.texts()
	if err != nil {
		return err
	}
	if err := r.words(data, texts); err != nil {
		return err
	}
	first := *r.m
	trainTags(&first, data, r.Grammar.First, r.step)
	r.m.Forms = formClasses(&first, texts, data)
	tags := r.seen(data)
	trainTags(r.m, data, r.Grammar.Tagger, r.step)
	for i := range data {
		data[i].doc.Model = r.m
		data[i].doc.Parts = tags[i]
	}
	trainParser(r.m, data, r.Grammar.Parser, r.step)
	for _, name := range treebanks {
		if err := eval.ReportTrees(r.Report, r.m, filepath.Join(r.dir, name, "dev.conllu")); err != nil {
			return err
		}
	}
	return nil
}

// seen are the sentences' tags by taggers that had not seen them: what the parser
// will be given is not right throughout either.
func (r *run) seen(data []sentence) [][]model.Part {
	tags := make([][]model.Part, len(data))
	for fold := range r.Grammar.Folds {
		in := func(i int) bool { return i/20%r.Grammar.Folds == fold } // twenty in a row are mostly of one text
		var rest []sentence
		for i, s := range data {
			if !in(i) {
				rest = append(rest, s)
			}
		}
		x := *r.m
		trainTags(&x, rest, r.Grammar.First, r.step)
		for i, s := range data {
			if in(i) {
				s.doc.Learn(&x)
				tags[i] = s.doc.Parts
			}
		}
	}
	return tags
}

// words compiles what is known of word forms.
func (r *run) words(data []sentence, texts []*annotate.Doc) error {
	words := newWordList()
	for _, s := range data {
		words.see(s.doc)
		words.trees([]corpus.Tree{*s.Tree})
	}
	for _, d := range texts {
		words.see(d)
	}
	if err := words.senses(filepath.Join(r.dir, "wordnet", "supersenses.tsv")); err != nil {
		return err
	}
	r.m.Words = words.build()
	return nil
}
