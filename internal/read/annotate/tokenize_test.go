package annotate

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sayso"
	"sayso/internal/read/lexicon"
)

func oneBlock(text string) *sayso.Document {
	return &sayso.Document{Text: text, Blocks: []sayso.Block{{Span: sayso.Span{End: len(text)}, Joins: -1}}}
}

// marked is the text's tokens parted by blanks, a sentence a line.
func marked(d *Doc) string {
	var b strings.Builder
	for _, s := range d.Sentences {
		for i := s.First; i < s.End; i++ {
			if i > s.First {
				b.WriteByte(' ')
			}
			b.WriteString(d.Form(i))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestTokenize(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Gen. Oro Velk said at least 1,400 died.", "Gen. Oro Velk said at least 1,400 died .\n"},
		{"They don’t know. It's Velk's.", "They do n’t know .\nIt 's Velk 's .\n"},
		{"A 21-year-old from the U.N. mission. The U.S. The end", "A 21 - year - old from the U.N. mission .\nThe U.S.\nThe end\n"},
		{`"We lost it!" he said. “No.” She left.`, "\" We lost it ! \" he said .\n“ No . ”\nShe left .\n"},
		{"Was it 10:30 a.m. or 2.5 km... Nobody knew.", "Was it 10:30 a.m. or 2.5 km ...\nNobody knew .\n"},
		{"Rabo Me'lari -- of O’Hara -- was there.The army left.", "Rabo Me'lari -- of O’Hara -- was there .\nThe army left .\n"},
		{"See https://example.org/a?b=c. Or write to a@example.org.", "See https://example.org/a?b=c .\nOr write to a@example.org .\n"},
		{"He was no. Then he was Inc. He left.", "He was no .\nThen he was Inc.\nHe left .\n"},
	} {
		d := Tokenize(oneBlock(tt.text), lexicon.Default())
		if got := marked(d); got != tt.want {
			t.Errorf("%s\ngot  %swant %s", tt.text, got, tt.want)
		}
	}
}

func TestDisplacedParagraphIsReadWhole(t *testing.T) {
	text := "part of it all.\n\nNext one.\n\nThey are"
	blocks := []sayso.Block{
		{Span: sayso.Span{Start: 0, End: 15}, Joins: 2},
		{Span: sayso.Span{Start: 17, End: 26}, Joins: -1},
		{Span: sayso.Span{Start: 28, End: 36}, Joins: -1},
	}
	d := Tokenize(&sayso.Document{Text: text, Blocks: blocks}, lexicon.Default())
	if got, want := marked(d), "They are part of it all .\nNext one .\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := d.Pieces(Range{0, 4}); len(got) != 2 || got[0] != (sayso.Span{Start: 0, End: 7}) || got[1] != (sayso.Span{Start: 28, End: 36}) {
		t.Errorf("pieces %v", got)
	}
}

func FuzzTokenize(f *testing.F) {
	f.Add("Gen. Velk’s men didn't say \"12\"...")
	f.Add("x@y://z\u00a0'90s ``a''")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		d := Tokenize(oneBlock(text), lexicon.Default())
		at := 0
		for i, tok := range d.Tokens {
			s := tok.Span()
			if s.Start < at || s.Empty() || s.End > len(text) || !utf8.ValidString(s.In(text)) {
				t.Fatalf("token %d %v in %q", i, s, text)
			}
			if strings.TrimSpace(strings.Trim(text[at:s.Start], "\u200b\ufeff")) != "" && !strings.ContainsAny(text[at:s.Start], "\u200b\ufeff") {
				t.Fatalf("lost %q before token %d", text[at:s.Start], i)
			}
			at = s.End
		}
		n := 0
		for _, s := range d.Sentences {
			if s.First != n || s.Len() <= 0 {
				t.Fatalf("sentence %v after %d", s, n)
			}
			n = s.End
		}
		if n != len(d.Tokens) {
			t.Fatalf("%d of %d tokens in sentences", n, len(d.Tokens))
		}
	})
}

func BenchmarkTokenize(b *testing.B) {
	text := strings.Repeat("Gen. Oro Velk said on Tuesday that at least 1,400 people had been killed in the town of Marrow, according to the ministry's figures. ", 200)
	doc := oneBlock(text)
	b.SetBytes(int64(len(text)))
	words := len(strings.Fields(text))
	b.ReportAllocs()
	for b.Loop() {
		Tokenize(doc, lexicon.Default())
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mwords/s")
}
