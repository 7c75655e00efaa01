package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"sayso"
	"sayso/internal/lab/corpus"
)

// Gold reads annotated articles: a folder in brat's standoff format (text/ and
// attributions/), of which only the outermost level is annotated, or JSON lines.
func Gold(path string) (articles []Article, outermost bool, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, false, fmt.Errorf("eval: %w", err)
	}
	read := corpus.ReadLines
	if info.IsDir() {
		read, outermost = corpus.ReadBrat, true
	}
	list, err := read(path)
	if err != nil {
		return nil, false, fmt.Errorf("eval: %w", err)
	}
	for _, a := range list {
		e := Article{ID: a.ID, Text: a.Text}
		for _, g := range a.Gold {
			e.Gold = append(e.Gold, Said{Source: g.Source, Cue: g.Cue, Content: g.Content, Kind: g.Kind, Class: g.Class})
		}
		articles = append(articles, e)
	}
	return articles, outermost, nil
}

// Predict puts a reading, as sayso read --json prints it, beside the gold
// articles and returns them with it. Documents that gold does not have, and
// articles that the reading does not have, are counted.
func Predict(path string, gold []Article, outermost bool) (out []Article, unknown, missing int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, 0, fmt.Errorf("eval: %w", err)
	}
	defer f.Close()
	at := map[string]int{}
	for i, a := range gold {
		at[a.ID] = i
		a.Pred = nil
		out = append(out, a)
	}
	seen := make([]bool, len(gold))
	s := bufio.NewScanner(f)
	s.Buffer(nil, 256<<20)
	for line := 1; s.Scan(); line++ {
		if len(s.Bytes()) == 0 {
			continue
		}
		var l struct {
			ID           string
			Attributions []struct {
				Source, Cue, Content [][2]int
				Kind, Class          string
				Parent               *int
				Confidence           float64
			}
		}
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			return nil, 0, 0, fmt.Errorf("eval: %s:%d: %w", path, line, err)
		}
		i, ok := at[l.ID]
		if !ok {
			unknown++
			continue
		}
		seen[i] = true
		off := points(out[i].Text)
		for _, x := range l.Attributions {
			if outermost && x.Parent != nil {
				continue
			}
			p := Said{Kind: x.Kind, Class: x.Class, Confidence: x.Confidence}
			for k, in := range [][][2]int{x.Source, x.Cue, x.Content} {
				to := []*[]sayso.Span{&p.Source, &p.Cue, &p.Content}[k]
				for _, r := range in {
					if r[0] < 0 || r[1] < r[0] || r[1] >= len(off) {
						return nil, 0, 0, fmt.Errorf("eval: %s:%d: %w: %v is no span of %s", path, line, sayso.ErrInvalid, r, l.ID)
					}
					*to = append(*to, sayso.Span{Start: off[r[0]], End: off[r[1]]})
				}
			}
			out[i].Pred = append(out[i].Pred, p)
		}
	}
	if err := s.Err(); err != nil {
		return nil, 0, 0, fmt.Errorf("eval: %s: %w", path, err)
	}
	for _, ok := range seen {
		if !ok {
			missing++
		}
	}
	return out, unknown, missing, nil
}

// points are the bytes of a text's code points.
func points(text string) []int {
	out := make([]int, 0, len(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}
