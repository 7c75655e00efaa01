package annotate

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sayso"
	"sayso/internal/read/lexicon"
	"sayso/internal/read/model"
	"sayso/internal/read/text"
)

const parseText = "The mayor of Tarsk, who had warned of floods, didn't say when the 12 bridges' repairs will end. " +
	"\"We can't wait,\" Dr. Ilan Osk of the U.N. mission told reporters in the well-kept hall on Monday. Why now?"

func parseDoc(t testing.TB, body string) *Doc {
	t.Helper()
	doc, err := text.Read(sayso.Input{ID: "t", Place: "t", Bytes: []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	return Tokenize(doc, lexicon.Default())
}

// Given the reader's own tokens, Given makes the same tokens.
func TestGivenAsTokenized(t *testing.T) {
	d := parseDoc(t, parseText)
	var spans []sayso.Span
	for _, tok := range d.Tokens {
		spans = append(spans, tok.Span())
	}
	g := Given(d.Document, d.Lex, spans)
	if len(g.Tokens) != len(d.Tokens) || len(g.Sentences) != 1 {
		t.Fatalf("%d tokens in %d sentences, want %d in one", len(g.Tokens), len(g.Sentences), len(d.Tokens))
	}
	for i, tok := range d.Tokens {
		if tok.Shape&^Starts != g.Tokens[i].Shape&^Starts || tok.Hash != g.Tokens[i].Hash {
			t.Errorf("%q has shape %b, want %b", g.Form(i), g.Tokens[i].Shape, tok.Shape)
		}
	}
	// one token, whatever the scanner would make of it
	whole := Given(d.Document, d.Lex, []sayso.Span{{Start: 0, End: 9}})
	if len(whole.Tokens) != 1 || whole.Form(0) != "The mayor" {
		t.Errorf("%d tokens, the first %q", len(whole.Tokens), whole.Form(0))
	}
}

// tree checks that a sentence's heads are one tree.
func tree(t interface{ Fatalf(string, ...any) }, heads []int32, first int) {
	roots := 0
	for i, h := range heads {
		if h == Top {
			roots++
		}
		for n, k := 0, int32(first+i); k != Top; n++ {
			if n > len(heads) || int(k) < first || int(k) >= first+len(heads) {
				t.Fatalf("heads %v: word %d does not hang on the root", heads, i)
			}
			k = heads[int(k)-first]
		}
	}
	if roots != 1 {
		t.Fatalf("heads %v have %d roots", heads, roots)
	}
}

// Whatever moves are taken of those that can be, they end with a tree.
func TestMovesMakeTrees(t *testing.T) {
	d := parseDoc(t, parseText)
	d.Learn(model.Grammar())
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, len(d.Tokens)).Draw(t, "words")
		var p State
		p.Start(d, Range{0, n}, false)
		for steps := 0; !p.Done(); steps++ {
			var open []int
			for m, ok := range p.Can() {
				if ok {
					open = append(open, m)
				}
			}
			if len(open) == 0 || steps > 2*n {
				t.Fatalf("stuck after %d moves", steps)
			}
			p.Do(rapid.SampledFrom(open).Draw(t, "move"), model.Dep)
		}
		heads := make([]int32, n)
		for i := range heads {
			if heads[i] = p.Words[i].Head; int(heads[i]) == n {
				heads[i] = Top
			}
		}
		tree(t, heads, 0)
	})
}

// Each sentence gets a tree, the same one each time; which names it has is all
// one to its shape.
func TestParse(t *testing.T) {
	parse := func(body string) *Doc {
		d := parseDoc(t, body)
		d.Learn(model.Grammar())
		var p Parser
		for _, s := range d.Sentences {
			p.Parse(d, s.Range)
			tree(t, d.Heads[s.First:s.End], s.First)
		}
		return d
	}
	a, b := parse(parseText), parse(parseText)
	if !slices.Equal(a.Heads, b.Heads) || !slices.Equal(a.Rels, b.Rels) {
		t.Error("a second parse differs")
	}
	x := parse("The army of Orvale shelled the town, Ilan Osk said on Monday.")
	y := parse("The army of Quenby shelled the town, Dara Vell said on Monday.")
	if !slices.Equal(x.Heads, y.Heads) {
		t.Errorf("other names, another tree: %v and %v", x.Heads, y.Heads)
	}
	// said <- Osk, said <- shelled <- army
	form := func(i int32) string { return x.FormAt(int(i)) }
	if form(x.Heads[4]) != "said" && form(x.Heads[4]) != "" || form(x.Heads[1]) != "shelled" || x.Rels[1] != model.Nsubj {
		t.Errorf("army hangs on %q as %s, shelled on %q", form(x.Heads[1]), x.Rels[1], form(x.Heads[4]))
	}
}

func benchDoc(b *testing.B) *Doc {
	body := ""
	for range 50 {
		body += parseText + "\n\n"
	}
	return parseDoc(b, body)
}

func BenchmarkLearn(b *testing.B) {
	d := benchDoc(b)
	m := model.Grammar()
	for b.Loop() {
		d.Learn(m)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkParse(b *testing.B) {
	d := benchDoc(b)
	d.Learn(model.Grammar())
	var p Parser
	for b.Loop() {
		for _, s := range d.Sentences {
			p.Parse(d, s.Range)
		}
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
