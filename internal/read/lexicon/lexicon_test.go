package lexicon

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestEmbeddedDataIsClean(t *testing.T) {
	lex := Default()
	if w := lex.Word("Gen"); !lex.Abbreviations.Leading.Has(w) {
		t.Errorf("Gen is no leading abbreviation")
	}
	if lex.Word("no such word at all") != 0 {
		t.Errorf("an unlisted form has a Word")
	}
}

func TestFaultsNameFileAndLine(t *testing.T) {
	_, err := Load(fstest.MapFS{"abbreviations.tsv": {Data: []byte("# c\ngen\tleading\nx\ty\nz\n")}})
	for _, want := range []string{"abbreviations.tsv:3: want leading", "abbreviations.tsv:4: want 2 to 2 columns"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not say %q", err, want)
		}
	}
}

func TestVocabGrows(t *testing.T) {
	v := newVocab()
	forms := map[string]Word{}
	for i := range 10000 {
		f := strings.Repeat(string(rune('a'+i%26)), 1+i/26%13) + string(rune(0x400+i))
		forms[f] = v.intern(f)
	}
	for f, w := range forms {
		if got := v.Word(f); got != w || v.Form(w) != Fold(f) {
			t.Fatalf("%q: word %d, want %d", f, got, w)
		}
	}
}

func TestPhrasesLongestFirst(t *testing.T) {
	v := newVocab()
	a, b, c := v.intern("as"), v.intern("many"), v.intern("few")
	var p Phrases
	p.add([]Word{a}, 1)
	p.add([]Word{a, b, a}, 3)
	p.add([]Word{a, b}, 2)
	for _, tt := range []struct {
		words   []Word
		len, id int
	}{{[]Word{a, b, a, c}, 3, 3}, {[]Word{a, b}, 2, 2}, {[]Word{a, c}, 1, 1}, {[]Word{c, a}, 0, 0}, {nil, 0, 0}} {
		if l, id := p.Match(tt.words); l != tt.len || id != tt.id {
			t.Errorf("%v: %d words, number %d; want %d, %d", tt.words, l, id, tt.len, tt.id)
		}
	}
}
