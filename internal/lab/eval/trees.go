package eval

import (
	"fmt"
	"io"
	"sort"

	"sayso/internal/lab/corpus"
	"sayso/internal/read/annotate"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
)

// TreeScore counts the words of a treebank and what is right of them.
type TreeScore struct {
	Words, Tags, Heads, Rels int
}

func (s *TreeScore) add(x TreeScore) {
	s.Words += x.Words
	s.Tags += x.Tags
	s.Heads += x.Heads
	s.Rels += x.Rels
}

// Line is the score in percent: tags right, heads right (UAS), heads and
// relations right (LAS).
func (s TreeScore) Line() string {
	pc := func(n int) float64 { return 100 * float64(n) / float64(max(s.Words, 1)) }
	return fmt.Sprintf("%7d words  XPOS %5.2f  UAS %5.2f  LAS %5.2f", s.Words, pc(s.Tags), pc(s.Heads), pc(s.Rels))
}

// Trees tags and parses a treebank's sentences on its own words and scores that by
// genre; all counts punctuation too, and relations without their subtypes.
func Trees(m *model.Model, trees []corpus.Tree) (genres map[string]TreeScore, all TreeScore, err error) {
	genres = map[string]TreeScore{}
	var p annotate.Parser
	for n := range trees {
		t := &trees[n]
		d, err := t.Doc()
		if err != nil {
			return nil, all, err
		}
		if len(d.Tokens) != len(t.Words) {
			return nil, all, fmt.Errorf("eval: sentence %d: %d of its %d words are in its text", n+1, len(d.Tokens), len(t.Words))
		}
		d.Learn(m)
		p.Parse(d, annotate.Range{First: 0, End: len(d.Tokens)})
		one := TreeScore{Words: len(t.Words)}
		for i, w := range t.Words {
			if d.Parts[i] == model.PartNamed(w.Tag) && d.Parts[i] != model.NoPart {
				one.Tags++
			}
			if len(d.Heads) > 0 && int(d.Heads[i]) == w.Head {
				one.Heads++
				if d.Rels[i].String() == w.Rel {
					one.Rels++
				}
			}
		}
		g := genres[t.Genre]
		g.add(one)
		genres[t.Genre] = g
		all.add(one)
	}
	return genres, all, nil
}

// OwnWords is how many of a treebank's words are tokens of ours, and how many of
// those are tagged right.
func OwnWords(m *model.Model, trees []corpus.Tree) (words, same, right int, err error) {
	for n := range trees {
		t := &trees[n]
		d, err := t.Doc()
		if err != nil {
			return 0, 0, 0, err
		}
		own := annotate.Tokenize(d.Document, lexicon.Default())
		own.Learn(m)
		words += len(t.Words)
		k := 0
		for _, w := range t.Words {
			for k < len(own.Tokens) && int(own.Tokens[k].Start) < w.Start {
				k++
			}
			if k < len(own.Tokens) && int(own.Tokens[k].Start) == w.Start && int(own.Tokens[k].End) == w.End {
				same++
				if own.Parts[k] == model.PartNamed(w.Tag) {
					right++
				}
			}
		}
	}
	return words, same, right, nil
}

// ReportTrees scores the treebank at path, in CoNLL-U, and prints it by genre.
func ReportTrees(w io.Writer, m *model.Model, path string) error {
	trees, err := corpus.ReadTrees(path)
	if err != nil {
		return err
	}
	genres, all, err := Trees(m, trees)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(genres))
	for g := range genres {
		names = append(names, g)
	}
	sort.Strings(names)
	fmt.Fprintln(w, "==", path)
	for _, g := range names {
		if g != "" {
			fmt.Fprintf(w, "%-12s %s\n", g, genres[g].Line())
		}
	}
	fmt.Fprintf(w, "%-12s %s\n", "all", all.Line())
	words, same, right, err := OwnWords(m, trees)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%-12s %.2f %% of its words are tokens of ours; of these %.2f %% are tagged right\n", "from text",
		100*float64(same)/float64(max(words, 1)), 100*float64(right)/float64(max(same, 1)))
	return nil
}
