// Package corpus reads the annotated corpora that the lab trains and measures on.
package corpus

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso"
)

// Word is a word of a treebank, with its place in its sentence's text.
type Word struct {
	Form, Lemma, Tag string
	Head             int // index of the word it hangs on, -1 = the root
	Rel              string
	Start, End       int // bytes; both 0 where the text does not have it
}

// Tree is a sentence of a treebank.
type Tree struct {
	Text  string
	Genre string // of its document, where the treebank names it
	Words []Word
}

// ReadTrees reads a treebank in CoNLL-U.
func ReadTrees(path string) ([]Tree, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	defer f.Close()
	var out []Tree
	var t Tree
	line, genre := 0, ""
	s := bufio.NewScanner(f)
	s.Buffer(nil, 4<<20)
	for s.Scan() {
		line++
		l := s.Text()
		switch {
		case l == "":
			if len(t.Words) > 0 {
				t.align()
				out = append(out, t)
			}
			t = Tree{Genre: genre}
		case strings.HasPrefix(l, "# newdoc id = "):
			// "GUM_news_dinosaur", "weblog-example.com_20041117": treebanks name
			// the genre in the document's name
			genre, _, _ = strings.Cut(strings.TrimPrefix(l[len("# newdoc id = "):], "GUM_"), "_")
			genre, _, _ = strings.Cut(genre, "-")
			t.Genre = genre
		case strings.HasPrefix(l, "# text = "):
			t.Text = l[len("# text = "):]
		case l[0] == '#':
		default:
			c := strings.Split(l, "\t")
			if len(c) != 10 {
				return nil, fmt.Errorf("corpus: %s:%d: %w: want 10 columns, have %d", path, line, sayso.ErrInvalid, len(c))
			}
			if _, err := strconv.Atoi(c[0]); err != nil {
				continue // a range of words written as one, or an empty node
			}
			head, err := strconv.Atoi(c[6])
			if err != nil {
				return nil, fmt.Errorf("corpus: %s:%d: %w: head %q", path, line, sayso.ErrInvalid, c[6])
			}
			rel, _, _ := strings.Cut(c[7], ":")
			t.Words = append(t.Words, Word{Form: c[1], Lemma: c[2], Tag: c[4], Head: head - 1, Rel: rel})
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", path, err)
	}
	if len(t.Words) > 0 {
		t.align()
		out = append(out, t)
	}
	return out, nil
}

// align finds the words in the sentence's text, one after the other.
func (t *Tree) align() {
	at := 0
	for i := range t.Words {
		w := &t.Words[i]
		if k := strings.Index(t.Text[at:], w.Form); k >= 0 && k < 8 {
			w.Start = at + k
			w.End = w.Start + len(w.Form)
			at = w.End
		}
	}
}

// Article is a text with its gold attributions, in bytes.
type Article struct {
	ID, Text string
	Gold     []Gold
	Weight   float32 // how much its examples count in training
}

// Gold is an attribution as people marked it.
type Gold struct {
	Source, Cue, Content []sayso.Span
	Kind, Class          string
	Parent               int // index, -1 = none
}

// offsets turns code points into bytes.
func offsets(text string) []int {
	out := make([]int, 0, len(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}

// ReadBrat reads a folder of text/ and attributions/ in brat's standoff format
// as PolNeAR has it. Of several annotators the first counts.
func ReadBrat(dir string) ([]Article, error) {
	files, err := filepath.Glob(filepath.Join(dir, "text", "*.txt"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("corpus: %s: %w: no text/*.txt", dir, sayso.ErrNotFound)
	}
	anns, err := filepath.Glob(filepath.Join(dir, "attributions", "*.ann"))
	if err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", dir, err)
	}
	first := map[string]string{}
	sort.Strings(anns)
	for _, a := range anns {
		stem := strings.TrimSuffix(filepath.Base(a), ".ann")
		if k := strings.LastIndexByte(stem, '_'); k > 0 {
			stem = stem[:k]
		}
		if first[stem] == "" {
			first[stem] = a
		}
	}
	sort.Strings(files)
	var out []Article
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("corpus: %w", err)
		}
		a := Article{ID: strings.TrimSuffix(filepath.Base(f), ".txt"), Text: string(b), Weight: 1}
		if !utf8.Valid(b) {
			return nil, fmt.Errorf("corpus: %s: %w: not UTF-8", f, sayso.ErrInvalid)
		}
		if ann := first[a.ID]; ann != "" {
			if a.Gold, err = readAnn(ann, offsets(a.Text)); err != nil {
				return nil, err
			}
		}
		out = append(out, a)
	}
	return out, nil
}

func readAnn(path string, off []int) ([]Gold, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	spans := map[string][]sayso.Span{}
	var out []Gold
	for n, l := range strings.Split(string(b), "\n") {
		c := strings.Split(l, "\t")
		if len(c) < 2 || len(c[0]) < 2 {
			continue // the words of a span may hold line breaks
		}
		if _, err := strconv.Atoi(c[0][1:]); err != nil {
			continue
		}
		switch c[0][0] {
		case 'T':
			_, rest, _ := strings.Cut(c[1], " ")
			for _, p := range strings.Split(rest, ";") {
				x, y, _ := strings.Cut(p, " ")
				s, err1 := strconv.Atoi(x)
				e, err2 := strconv.Atoi(y)
				if err1 != nil || err2 != nil || s < 0 || e < s || e >= len(off) {
					return nil, fmt.Errorf("corpus: %s:%d: %w: span %q", path, n+1, sayso.ErrInvalid, p)
				}
				spans[c[0]] = append(spans[c[0]], sayso.Span{Start: off[s], End: off[e]})
			}
		case 'E':
			g := Gold{Parent: -1}
			for _, arg := range strings.Fields(c[1]) {
				role, t, _ := strings.Cut(arg, ":")
				switch role {
				case "Source":
					g.Source = append(g.Source, spans[t]...)
				case "Cue":
					g.Cue = append(g.Cue, spans[t]...)
				case "Content", "Content2":
					g.Content = append(g.Content, spans[t]...)
				}
			}
			if len(g.Cue)+len(g.Content) > 0 {
				g.sort()
				out = append(out, g)
			}
		}
	}
	return out, nil
}

func (g *Gold) sort() {
	for _, s := range [][]sayso.Span{g.Source, g.Cue, g.Content} {
		sort.Slice(s, func(i, j int) bool { return s[i].Start < s[j].Start })
	}
}

// ReadLines reads articles from JSON lines with attributions as
// docs/format.md writes them; parent is an index or missing.
func ReadLines(path string) ([]Article, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	defer f.Close()
	var out []Article
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for line := 1; s.Scan(); line++ {
		var l struct {
			ID, Text     string
			Attributions []struct {
				Source, Cue, Content [][2]int
				Kind, Class          string
				Parent               *int
			}
		}
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("corpus: %s:%d: %w", path, line, err)
		}
		a := Article{ID: l.ID, Text: l.Text, Weight: 1}
		off := offsets(a.Text)
		for _, x := range l.Attributions {
			g := Gold{Kind: x.Kind, Class: x.Class, Parent: -1}
			if x.Parent != nil {
				g.Parent = *x.Parent
			}
			for k, in := range [][][2]int{x.Source, x.Cue, x.Content} {
				to := []*[]sayso.Span{&g.Source, &g.Cue, &g.Content}[k]
				for _, p := range in {
					if p[0] < 0 || p[1] < p[0] || p[1] >= len(off) {
						return nil, fmt.Errorf("corpus: %s:%d: %w: span %v", path, line, sayso.ErrInvalid, p)
					}
					*to = append(*to, sayso.Span{Start: off[p[0]], End: off[p[1]]})
				}
			}
			g.sort()
			a.Gold = append(a.Gold, g)
		}
		out = append(out, a)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", path, err)
	}
	return out, nil
}
