package train

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso/internal/lab/corpus"
	"sayso/internal/lab/eval"
	"sayso/internal/read/annotate"
)

// A toy language of names: who grumps is a person, what lies by a river is a
// place, what has a harbour board is a body. The held-out names are others.
func toyNames(from, n int) string {
	var b strings.Builder
	word := func(form, tag string) { fmt.Fprintf(&b, "%s\t%s\n", form, tag) }
	name := func(n int, kind string) {
		word(string(rune('A'+n%23))+strings.Repeat("o", 1+n%3)+string(rune('b'+n%19))+"ev", "B-"+kind)
	}
	for i := from; i < from+n; i++ {
		switch i % 3 {
		case 0:
			word("Yesterday", "O")
			name(i, "person")
			word("grumped", "O")
			word("loudly", "O")
		case 1:
			word("It", "O")
			word("rained", "O")
			word("in", "O")
			name(i, "location")
			word("today", "O")
		default:
			word("The", "O")
			name(i, "organisation")
			word("board", "O")
			word("met", "O")
		}
		word(".", "O")
		b.WriteString("\n")
	}
	return b.String()
}

// Names are learned from how they stand in a text, and the same corpora make the
// same bytes.
func TestLearnsToyNames(t *testing.T) {
	dir := toyCorpora(t)
	write := func(name, body string) {
		p := filepath.Join(dir, "ner", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("wikigold/wikigold.conll.txt", toyNames(0, 90))
	write("wnut17/train.conll", toyNames(90, 30))
	write("crossner-politics/train.txt", toyNames(120, 60))
	write("crossner-politics/test.txt", toyNames(180, 60))
	write("crossner-politics/dev.txt", toyNames(300, 60))
	for _, part := range []string{"centcom", "uk-government", "us-state-department", "wikipedia"} {
		write("re3d/"+part+"/documents.json", `{"_id": "d", "text": "It rained in Orvel today."}`)
		write("re3d/"+part+"/entities.json", `{"begin": 13, "end": 18, "type": "Location", "documentId": "d"}`)
	}
	learn := func() []byte {
		o := toyOptions()
		o.Names = Size{Rounds: 4, Keep: 4000, After: 1, Enough: 1, Copies: 1}
		m, err := Names(dir, o)
		if err != nil {
			t.Fatal(err)
		}
		parts, err := corpus.Names(dir)
		if err != nil {
			t.Fatal(err)
		}
		s, err := eval.Recognised(m, parts[1].Held)
		if err != nil {
			t.Fatal(err)
		}
		for k := annotate.PersonName; k < annotate.NameKinds; k++ {
			if _, _, f := s[k].PRF(); f < .95 {
				t.Errorf("%v: F1 %.2f", k, f)
			}
		}
		return m.Bytes()
	}
	if !bytes.Equal(learn(), learn()) {
		t.Error("the second training made other bytes")
	}
}
