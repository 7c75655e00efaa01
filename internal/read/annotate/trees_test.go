package annotate

import (
	"fmt"
	"strings"
	"testing"

	"sayso/internal/read/model"
)

// What hangs on what in sentences such as are read: each line a word, how it hangs,
// and on which word.
var goldenTrees = []struct{ text, arcs string }{
	{"The mayor of Tarsk denied that the dam had collapsed.",
		"mayor nsubj denied; Tarsk nmod mayor; denied root -; collapsed ccomp denied; dam nsubj collapsed; that mark collapsed; had aux collapsed"},
	{"Two bridges were destroyed by floods.",
		"bridges nsubj destroyed; Two nummod bridges; were aux destroyed; floods obl destroyed; by case floods"},
	{"\"We have lost everything,\" the baker said.",
		"baker nsubj said; We nsubj lost; everything obj lost; have aux lost"},
	{"Doctors who had visited the camp promised to send medicine.",
		"Doctors nsubj promised; visited acl Doctors; who nsubj visited; camp obj visited; send xcomp promised; medicine obj send; promised root -"},
	{"According to the ministry, at least 12 people were killed.",
		"ministry obl killed; people nsubj killed; 12 nummod people; killed root -"},
	{"Rebels shelled the town and burned the market.",
		"Rebels nsubj shelled; town obj shelled; burned conj shelled; and cc burned; market obj burned"},
	{"She said the toll could rise.",
		"She nsubj said; rise ccomp said; toll nsubj rise; could aux rise"},
}

func TestGoldenTrees(t *testing.T) {
	for _, want := range goldenTrees {
		d := parseDoc(t, want.text).Grammar()
		if d == nil {
			t.Fatal("the program has no grammar")
		}
		arcs := map[string]string{}
		for i := range d.Tokens {
			head := "-"
			if h := d.Heads[i]; h >= 0 {
				head = d.Form(int(h))
			}
			arcs[d.Form(i)] = fmt.Sprintf("%s %s %s", d.Form(i), d.Rels[i], head)
		}
		for _, arc := range strings.Split(want.arcs, "; ") {
			word, _, _ := strings.Cut(arc, " ")
			if arcs[word] != arc {
				t.Errorf("%s\n%q, want %q", want.text, arcs[word], arc)
			}
		}
	}
}

// Grammar leaves the tags alone that claims are read by.
func TestGrammarIsACopy(t *testing.T) {
	d := parseDoc(t, parseText)
	d.Learn(model.Default())
	tags, known := fmt.Sprint(d.Parts), fmt.Sprint(d.Known)
	g := d.Grammar()
	if fmt.Sprint(d.Parts) != tags || fmt.Sprint(d.Known) != known || d.Heads != nil || d.Model != model.Default() {
		t.Error("the document was changed")
	}
	for _, s := range g.Sentences {
		tree(t, g.Heads[s.First:s.End], s.First)
	}
}
