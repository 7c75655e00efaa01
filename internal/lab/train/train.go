// Package train makes the weights that the reader carries, from corpora on
// disk. The same corpora make the same bytes.
package train

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"sync"

	"sayso"
	"sayso/internal/lab/corpus"
	"sayso/internal/lab/eval"
	"sayso/internal/read/annotate"
	"sayso/internal/read/claims/attribution"
	"sayso/internal/read/model"
)

// Size is how much is learned: rounds over the data, features kept in the end,
// rounds after the others were forgotten, how often a feature must be seen, and of
// how many trainings in different orders the mean is taken.
type Size struct {
	Rounds, Keep, After int
	Enough              uint8
	Copies              int
}

func (s Size) learn(f *field, data []sequence, step func()) *model.Chain {
	f.mean(s.Copies, func(g *field, k int) { g.train(data, s.Rounds, uint64(2+k), step) })
	f.prune(data, s.Keep)
	f.mean(s.Copies, func(g *field, k int) { g.train(data, s.After, uint64(102+k), step) })
	return f.chain(s.Keep)
}

// Options of a training.
type Options struct {
	Version string
	// Progress is told how many of all steps are done, and of what.
	Progress func(stage string, done, total int)
	Report   io.Writer
	Tagger   tagSize
	Grammar  grammarSize
	Labels   Size
	Linker   Size
	Names    Size
	Folds    int // how often the training articles are parted for jackknifing
}

// Usual are the options that the weights in the repository were made with.
func Usual() Options {
	var o Options
	o.Version = model.Version
	o.Tagger = tagSize{Rounds: 8, Keep: 30000, Least: 1, Margin: 30}
	o.Labels = Size{Rounds: 5, Keep: 64000, After: 2, Enough: 3, Copies: 3}
	o.Linker = Size{Rounds: 5, Keep: 50000, After: 2, Enough: 3, Copies: 3}
	o.Names = Size{Rounds: 16, Keep: 24000, After: 3, Enough: 1, Copies: 1}
	o.Folds = 3
	o.Grammar = usualGrammar
	o.Report, o.Progress = io.Discard, func(string, int, int) {}
	return o
}

// run is one training.
type run struct {
	Options
	dir         string
	m           *model.Model
	stage       string
	done, total int
	lock        sync.Mutex // of what is told of the progress
	articles    []*lesson
	held        []*model.Model // fold by fold, what was learned from the others
	sure        [][]*lesson    // by fold, and of all: what was taken from articles without labels
}

func (r *run) step() {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.done++
	r.Progress(r.stage, r.done, r.total)
}

func (r *run) report(format string, args ...any) {
	fmt.Fprintf(r.Report, format+"\n", args...)
}

// Run trains on the corpora in a folder (corpora/README.md names its parts) and
// returns the model.
func Run(dir string, o Options) (*model.Model, error) {
	r := &run{Options: o, dir: dir, m: &model.Model{Version: o.Version}}
	each := func(s Size) int { return s.Copies * (s.Rounds + s.After) }
	once := o.Labels.Rounds + o.Labels.After + o.Linker.Rounds + o.Linker.After // by first
	r.total = 5 + 6*o.Folds + o.Tagger.Rounds + (o.Folds+1)*(each(o.Labels)+each(o.Linker)+once)
	for _, stage := range []struct {
		name string
		do   func() error
	}{{"words and tags", r.tagger}, {"articles", r.lessons}, {"first", r.first}, {"unlabelled", r.unlabelled}, {"labels", r.labels}, {"links", r.links}, {"trust", r.trust}, {"rules", r.rules}} {
		r.stage = stage.name
		r.Progress(r.stage, r.done, r.total)
		if err := stage.do(); err != nil {
			return nil, err
		}
	}
	return r.m, r.measure()
}

var treebanks = []string{"ud-ewt", "gum"}

// tagger compiles what is known of words and learns the tagger.
func (r *run) tagger() error {
	data, err := r.cut("train")
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
	trainTags(r.m, data, r.Tagger, r.step)
	return nil
}

// lessons reads the annotated articles: PolNeAR's and our own.
func (r *run) lessons() error {
	for _, part := range []struct {
		name   string
		weight float32 // our own annotation is of the reporting that is read
		read   func(string) ([]corpus.Article, error)
	}{{"polnear/train", 1, corpus.ReadBrat}, {"attribution/train.jsonl", 2, corpus.ReadLines}} {
		list, err := part.read(filepath.Join(r.dir, filepath.FromSlash(part.name)))
		if err != nil {
			return err
		}
		n := 0
		for _, a := range list {
			a.Weight = part.weight
			l, err := prepare(r.m, a)
			if err != nil {
				return err
			}
			l.own = part.weight > 1
			n += len(l.said)
			r.articles = append(r.articles, l)
		}
		r.report("%-28s %d articles, %d attributions", part.name, len(list), n)
		r.step()
	}
	return nil
}

// labels learns the labeller. What it says of the training articles, for the
// linker to learn from, is said by labellers that had not seen them.
func (r *run) labels() error {
	r.held = make([]*model.Model, r.Folds)
	r.each(func(fold int) {
		if fold == r.Folds {
			r.m.Labels = trainLabels(r.taught(fold), r.Labels, r.step)
			return
		}
		m := &model.Model{Words: r.m.Words, Labels: trainLabels(r.taught(fold), r.Labels, r.step)}
		r.held[fold] = m
		x := attribution.NewLearner(m)
		for _, l := range r.within(fold) {
			x.Label(l.scene)
			l.saw(x)
		}
	})
	return nil
}

func (r *run) links() error {
	r.each(func(fold int) {
		if fold == r.Folds {
			r.m.Linker = trainLinker(r.taught(fold), r.Linker, r.step)
			return
		}
		r.held[fold].Linker = trainLinker(r.taught(fold), r.Linker, r.step)
	})
	return nil
}

// each does something for each fold, and for all articles as the one behind them,
// on all processors: what is learned of one does not depend on another.
func (r *run) each(do func(fold int)) {
	var g sync.WaitGroup
	free := make(chan bool, runtime.GOMAXPROCS(0))
	for fold := range r.Folds + 1 {
		g.Add(1)
		free <- true
		go func() {
			defer g.Done()
			do(fold)
			<-free
		}()
	}
	g.Wait()
}

// within is the articles of a fold, without those of all others.
func (r *run) within(fold int) (list []*lesson) {
	for i := fold; i < len(r.articles); i += r.Folds {
		list = append(list, r.articles[i])
	}
	return list
}

// taught is what is learned from where a fold is to be read: all others, and what is
// sure by them in the articles without labels. For the fold behind the last all is.
func (r *run) taught(fold int) (list []*lesson) {
	for i, l := range r.articles {
		if fold == r.Folds || i%r.Folds != fold {
			list = append(list, l)
		}
	}
	if r.sure != nil {
		list = append(list, r.sure[fold]...)
	}
	return list
}

// measure reports how the model does on the corpora's dev parts.
func (r *run) measure() error {
	r.heldOut()
	for _, n := range treebanks {
		data, err := r.cutOf(n, "dev")
		if err != nil {
			return err
		}
		right, all := accuracy(r.m, data)
		r.report("%s dev, tags right: %.2f %% of %d", n, 100*float64(right)/float64(all), all)
	}
	for _, part := range []struct {
		name string
		read func(string) ([]corpus.Article, error)
	}{{"polnear/dev", corpus.ReadBrat}, {"attribution/dev.jsonl", corpus.ReadLines}} {
		list, err := part.read(filepath.Join(r.dir, filepath.FromSlash(part.name)))
		if err != nil {
			return err
		}
		var sum eval.Scores
		var x = attribution.NewLearner(r.m)
		for _, a := range list {
			l, err := prepare(r.m, a)
			if err != nil {
				return err
			}
			e := l.beside(x.Find(l.scene))
			s, _ := eval.Score(&e)
			sum.Add(&s)
		}
		r.report("%s, outermost level, learned parts alone:", part.name)
		r.scores(&sum)
	}
	r.step()
	return nil
}

func (r *run) scores(s *eval.Scores) {
	for i, t := range s {
		p, rec, f := t.PRF()
		r.report("  %-28s P %.3f R %.3f F1 %.3f of %.0f", eval.Names[i], p, rec, f, t.Gold)
	}
}

// beside puts what was read beside the gold's outermost level.
func (l *lesson) beside(list []attribution.Said) eval.Article {
	e := eval.Article{ID: l.ID, Text: l.Text}
	for _, s := range list {
		e.Pred = append(e.Pred, eval.Said{Source: spans(l, s.Source), Cue: spans(l, s.Cue), Content: spans(l, s.Content)})
	}
	for _, g := range l.Gold {
		if g.Parent < 0 {
			e.Gold = append(e.Gold, eval.Said{Source: g.Source, Cue: g.Cue, Content: g.Content})
		}
	}
	return e
}

func spans(l *lesson, list []annotate.Range) []sayso.Span {
	var out []sayso.Span
	for _, r := range list {
		out = append(out, l.scene.Doc.Pieces(r)...)
	}
	return out
}
