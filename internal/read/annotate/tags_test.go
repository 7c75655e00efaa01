package annotate

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/read/lexicon"
)

// annotated makes a Doc of one line a block, through every stage up to Chunked.
func annotated(text string) *Doc {
	doc := &sayso.Document{Text: text}
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		if body := strings.TrimSpace(line); body != "" {
			s := at + strings.Index(line, body)
			doc.Blocks = append(doc.Blocks, sayso.Block{Span: sayso.Span{Start: s, End: s + len(body)}, Joins: -1})
		}
		at += len(line)
	}
	d := Tokenize(doc, lexicon.Default())
	Quotations(d)
	Tag(d)
	Chunked(d)
	return d
}

// Tags matter where a verb of saying could be a noun and the other way round.
func TestTags(t *testing.T) {
	for _, tt := range []struct{ text, word, want string }{
		{"The claims were false.", "claims", "NNS"},
		{"The ministry claims that the town fell.", "claims", "VBZ"},
		{"Its report was late.", "report", "NN"},
		{"Residents report heavy shelling.", "report", "VBP"},
		{"The men killed by the blast were farmers.", "killed", "VBN"},
		{"The blast killed two men.", "killed", "VBD"},
		{"He has repeatedly denied it.", "denied", "VBN"},
		{"They want to leave.", "leave", "VB"},
		{"The mayor's office closed.", "'s", "POS"},
		{"He's leaving.", "'s", "VBZ"},
		{"The mayor said that it fell.", "that", "IN"},
		{"The mayor that fell rose.", "that", "WDT"},
		{"She saw her brother.", "her", "PRP$"},
		{"US troops left.", "US", "NNP"},
	} {
		d := annotated(tt.text)
		found := false
		for i := range d.Tokens {
			if d.Form(i) == tt.word {
				if found = true; d.Tags[i].String() != tt.want {
					t.Errorf("%s: %s is %s, want %s", tt.text, tt.word, d.Tags[i], tt.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no token %s", tt.text, tt.word)
		}
	}
}

// Quotation marks: what each quotation holds.
func TestQuotations(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{`He said "stop" and "go".`, []string{`"stop"`, `"go"`}},
		{"“One.\n“Two.”\nThree.", []string{"“One.", "“Two.”"}},
		{"“One.\nTwo.", []string{"“One."}},
		{"He said ''stop now''.", []string{"''stop now''"}},
		{"‘The rebels’ camp is gone,’ he said.", []string{"‘The rebels’ camp is gone,’"}},
		{"In the '90s the rebels' camp stood.", nil},
		{"“He said ‘no’ to us,” she said.", []string{"“He said ‘no’ to us,”", "‘no’"}},
		{"It's O'Hara's.", nil},
	} {
		d := annotated(tt.text)
		var got []string
		for _, q := range d.Quotes {
			got = append(got, d.Span(q.Range).In(tt.text))
		}
		if strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("%s: %q, want %q", tt.text, got, tt.want)
		}
	}
}
