package annotate

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/read/lexicon"
)

// placesOf reads a text of paragraphs and writes each place as "words=name".
func placesOf(text string) string {
	doc := &sayso.Document{Text: text}
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		if strings.TrimSpace(line) != "" {
			doc.Blocks = append(doc.Blocks, sayso.Block{Span: sayso.Span{Start: at, End: at + len(line)}, Joins: -1})
		}
		at += len(line)
	}
	d := Tokenize(doc, lexicon.Default())
	Places(d)
	var out []string
	for _, p := range d.AllPlaces() {
		name := p.Name
		if p.Country != "" && p.Country != name {
			name += ", " + p.Country
		}
		out = append(out, p.Text+"="+name)
	}
	return strings.Join(out, "; ")
}

func TestPlaces(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"The Syrian army crossed into South Sudan.", "Syrian=Syria; South Sudan=South Sudan"},
		{"He told us that US envoys and U.S. aid left.", "US=United States; U.S.=United States"},
		{"Aid reached São Tomé and Príncipe and Côte d’Ivoire.", "São Tomé and Príncipe=Sao Tome and Principe; Côte d’Ivoire=Ivory Coast"},
	} {
		if got := placesOf(tt.text); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}
