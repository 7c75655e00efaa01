package lexicon

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestFigureWordsFaults(t *testing.T) {
	_, err := Load(fstest.MapFS{"figure-words.tsv": {Data: []byte("no-one\tbefore one\tno every no\nnosuch\tuse\tword\nno-one\tagain\tany\nWar\tuse\twar\n")}})
	for _, want := range []string{
		"figure-words.tsv:1: no is in the set no-one twice",
		`figure-words.tsv:2: no set "nosuch"`,
		"figure-words.tsv:3: set no-one stands here twice",
		`figure-words.tsv:4: no set "War"`,
		"figure-words.tsv:5: the set war is missing",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not say %q", err, want)
		}
	}
}

func TestFigureWordsSets(t *testing.T) {
	lex := Default()
	if w := lex.Word("Fabrications"); !lex.FigureWords.Untrue.Has(w) || lex.FigureWords.NoOne.Has(w) {
		t.Error("fabrications is not what is untrue alone")
	}
}
