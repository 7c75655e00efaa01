package annotate

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/read/lexicon"
)

// TestDump prints tags and chunks of the file in $DUMP.
func TestDump(t *testing.T) {
	p := os.Getenv("DUMP")
	if p == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(p)
	doc := &sayso.Document{Text: string(b)}
	at := 0
	for _, l := range strings.SplitAfter(string(b), "\n") {
		body := strings.TrimSpace(l)
		if body != "" {
			s := at + strings.Index(l, body)
			doc.Blocks = append(doc.Blocks, sayso.Block{Span: sayso.Span{Start: s, End: s + len(body)}, Joins: -1})
		}
		at += len(l)
	}
	d := Tokenize(doc, lexicon.Default())
	Quotations(d)
	Tag(d)
	Chunked(d)
	names := []string{"", "NP", "VG", "P", "THAT", "REL", "CC", "", "", "ADV", "ADJ"}
	for _, s := range d.Sentences {
		for c := d.ChunkOf[s.First]; int(c) < len(d.Chunks) && int(d.Chunks[c].First) < s.End; c++ {
			ch := d.Chunks[c]
			var b strings.Builder
			for k := ch.First; k < ch.End; k++ {
				fmt.Fprintf(&b, " %s/%s", d.Form(int(k)), d.Tags[k])
			}
			fmt.Printf("[%s%s] ", names[ch.Kind], b.String())
		}
		fmt.Println()
	}
}
