package text

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/internal/read/lexicon"
)

var update = flag.Bool("update", false, "write the .doc files anew")

// TestGolden holds each testdata file against the document beside it.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	pages, _ := filepath.Glob("testdata/*.html")
	for _, file := range append(files, pages...) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in := sayso.Input{ID: "x", Place: file, Bytes: b}
			if strings.HasSuffix(file, ".html") {
				in.Form = sayso.FormHTML
			}
			in.Bytes, in.Meta.Title = titleLine(in.Bytes)
			doc, err := Read(in)
			if err != nil {
				t.Fatal(err)
			}
			if why := unsound(in, doc); why != "" {
				t.Error(why)
			}
			got := show(doc)
			golden := file + ".doc"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// titleLine takes a first line "#title: ..." off a test file: the title that was
// given beside the text.
func titleLine(b []byte) ([]byte, string) {
	rest, ok := strings.CutPrefix(string(b), "#title: ")
	if !ok {
		return b, ""
	}
	title, rest, _ := strings.Cut(rest, "\n")
	return []byte(rest), title
}

// show is a document as text: what is known of it, then a block a line.
func show(doc *sayso.Document) string {
	var b strings.Builder
	for _, f := range []struct{ name, value string }{
		{"title", doc.Meta.Title}, {"authors", strings.Join(doc.Meta.Authors, "; ")}, {"published", doc.Meta.Published},
		{"language", doc.Meta.Language}, {"url", doc.Meta.URL}, {"outlet", doc.Meta.Outlet},
	} {
		if f.value != "" {
			fmt.Fprintf(&b, "%s: %s\n", f.name, f.value)
		}
	}
	for i, block := range doc.Blocks {
		fmt.Fprintf(&b, "\n%d %s", i, block.Kind)
		if block.Joins >= 0 {
			fmt.Fprintf(&b, " joins %d", block.Joins)
		}
		b.WriteString(" | " + strings.ReplaceAll(block.Span.In(doc.Text), "\n", "⏎"))
	}
	return b.String() + "\n"
}

// unsound says what is wrong with a document by itself: the promises that every
// document keeps, whatever the input.
func unsound(in sayso.Input, doc *sayso.Document) string {
	if !utf8.ValidString(doc.Text) {
		return "the text is not UTF-8"
	}
	at := 0
	joined := map[int]bool{}
	for i, b := range doc.Blocks {
		switch {
		case b.Span.Empty() || b.Span.Start < at || b.Span.End > len(doc.Text):
			return fmt.Sprintf("block %d %v after %d", i, b.Span, at)
		case !utf8.ValidString(b.Span.In(doc.Text)) || !utf8.ValidString(doc.Text[at:b.Span.Start]):
			return fmt.Sprintf("block %d %v is on no rune border", i, b.Span)
		case strings.TrimFunc(doc.Text[at:b.Span.Start], isSpace) != "":
			return fmt.Sprintf("lost %q before block %d", doc.Text[at:b.Span.Start], i)
		case b.Joins >= len(doc.Blocks) || b.Joins < -1 || b.Joins == i || b.Joins >= 0 && joined[b.Joins]:
			return fmt.Sprintf("block %d joins %d", i, b.Joins)
		case b.Raw.Start < 0 || b.Raw.End > len(in.Bytes) || b.Raw.Start > b.Raw.End:
			return fmt.Sprintf("block %d has raw %v of %d", i, b.Raw, len(in.Bytes))
		}
		for n, k := 0, b.Joins; k >= 0; k = doc.Blocks[k].Joins {
			if n++; n > len(doc.Blocks) {
				return fmt.Sprintf("block %d is in a ring of joins", i)
			}
		}
		joined[b.Joins] = true
		at = b.Span.End
	}
	if rest := strings.TrimFunc(doc.Text[at:], isSpace); rest != "" {
		return fmt.Sprintf("lost %.80q at the end", rest)
	}
	return ""
}

func FuzzPlain(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		b, _ := os.ReadFile(file)
		f.Add(b, "Ilvia counts its dead")
	}
	f.Add([]byte("\xff\xfea\x00b\x00"), "")
	f.Fuzz(func(t *testing.T, b []byte, title string) {
		in := sayso.Input{ID: "x", Place: "x", Bytes: b, Meta: sayso.Meta{Title: title}}
		doc, err := Read(in)
		if err != nil {
			return
		}
		if why := unsound(in, doc); why != "" {
			t.Fatalf("%s in %q", why, doc.Text)
		}
		if utf8.Valid(b) && doc.Text != string(b) {
			t.Fatalf("the text is not the file")
		}
	})
}

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"Wed Nov 23, 2016 | 3:02pm EST":        "2016-11-23",
		"22 November 2023":                     "2023-11-22",
		"November 2023":                        "2023-11",
		"2016-07-05":                           "2016-07-05",
		"2016-07-05T10:00:00Z":                 "2016-07-05T10:00:00Z",
		"2016-07-05T10:00:00+02:00":            "2016-07-05T10:00:00+02:00",
		"2016-07-05 18:38 ET":                  "2016-07-05",
		"Published July 5 2016":                "2016-07-05",
		"Tue 05 Jul 2016":                      "2016-07-05",
		"8:56 AM, Dec 08, 2016 CT":             "2016-12-08",
		"4:58 PM ET, Wed November 16, 2016":    "2016-11-16",
		"Date of publication 11 August 2016":   "2016-08-11",
		"14.05.2016":                           "2016-05-14",
		"27-09-2013":                           "2013-09-27",
		"11/28/2016":                           "2016-11-28",
		"Nov. 22nd, 2015":                      "2015-11-22",
		"1st of May 2012":                      "2012-05-01",
		"03/04/2016":                           "", // March or April?
		"30 February 2016":                     "",
		"22 November":                          "",
		"On 22 November 2023 the army left":    "",
		"2016-13-05":                           "",
		"99999999999999999999-01-01":           "",
		"May":                                  "",
		"Updated 3 May 2012, first 2 May 2012": "2012-05-03",
		"":                                     "",
	} {
		if got := Date(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func FuzzDate(f *testing.F) {
	f.Add("Wed Nov 23, 2016 | 3:02pm EST")
	f.Add("27-09-2013 (10.15 GMT+2)")
	f.Fuzz(func(t *testing.T, s string) {
		iso := Date(s)
		if iso != "" && Date(iso) != iso {
			t.Fatalf("%q is %q is %q", s, iso, Date(iso))
		}
		if iso, n := datePrefix(s); n < 0 || n > len(s) || n > 0 && (iso == "" || !utf8.ValidString(s[:n]) && utf8.ValidString(s)) {
			t.Fatalf("prefix %q of %q is %d long", iso, s, n)
		}
	})
}

func TestRefusals(t *testing.T) {
	for _, tt := range []struct{ bytes, want string }{
		{"abc\x00def", "byte 3 is NUL"},
		{"The caf\xe9 in\nMarrow", "not UTF-8: byte 7 (0xe9) in line 1"},
		{"a\nb “c” \x93d", "in line 2"},
		{strings.Repeat("a", sayso.MaxInput+1), "too large"},
	} {
		_, err := Read(sayso.Input{Place: "a.txt", Bytes: []byte(tt.bytes)})
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "a.txt") {
			t.Errorf("error %v does not say %q", err, tt.want)
		}
	}
}

func TestUTF16(t *testing.T) {
	doc, err := Read(sayso.Input{Place: "a.txt", Bytes: []byte("\xff\xfeH\x00i\x00\x1c\x20")})
	if err != nil || doc.Text != "Hi“" {
		t.Errorf("%v %v", doc, err)
	}
}

// FuzzHTML: whatever the page, the document keeps its promises, and the bytes
// that a block points at hold the block's words. The extractor is another
// program's and slow to fuzz: in its place the last two thirds of the page's own
// text are the article's.
func FuzzHTML(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.html")
	for _, file := range files {
		b, _ := os.ReadFile(file)
		f.Add(b, "")
	}
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00a\x00"), "")
	f.Add([]byte("<p>\x82\xa0\x82\xa2<p>b<br><br>c&nbsp;<svg><title>x</title>"), "shift_jis")
	f.Fuzz(func(t *testing.T, b []byte, charset string) {
		in := sayso.Input{ID: "x", Place: "x", Form: sayso.FormHTML, Bytes: b, Charset: charset}
		doc, err := fromHTML(in, lexicon.Default(), func(b []byte, p *page) *extracted {
			text := strings.ToValidUTF8(string(p.text), "")
			return &extracted{text: text[len(text)/3:]}
		})
		if err != nil {
			return
		}
		if why := unsound(in, doc); why != "" {
			t.Fatalf("%s in %q", why, doc.Text)
		}
		soundRaw(t, in, doc)
	})
}

// soundRaw: the raw bytes of the blocks stand in page order, and the same walk
// over them alone finds the blocks' letters in them.
func soundRaw(t *testing.T, in sayso.Input, doc *sayso.Document) {
	t.Helper()
	at := 0
	for i, b := range doc.Blocks {
		if b.Raw.Start < at && (i == 0 || b.Raw != doc.Blocks[i-1].Raw) || b.Raw.Empty() {
			t.Fatalf("block %d has raw %v after %d", i, b.Raw, at)
		}
		at = b.Raw.Start
	}
	d, err := decodePage(in.Bytes, in.Charset)
	if err != nil || d.offset != nil {
		return
	}
	for i, b := range doc.Blocks {
		p := walkPage(d.text[b.Raw.Start-d.skip : b.Raw.End-d.skip])
		want, got := letters(nil, []byte(b.Span.In(doc.Text))), letters(nil, p.text)
		if !strings.Contains(string(got), string(want)) {
			t.Fatalf("block %d %q points at %q", i, b.Span.In(doc.Text), in.Bytes[b.Raw.Start:b.Raw.End])
		}
	}
}

func TestRawHoldsTheWords(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.html")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in := sayso.Input{ID: "x", Place: file, Form: sayso.FormHTML, Bytes: b}
		doc, err := Read(in)
		if err != nil {
			t.Fatal(err)
		}
		soundRaw(t, in, doc)
	}
}

func BenchmarkHTML(b *testing.B) {
	page, err := os.ReadFile("testdata/news.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(sayso.Input{Form: sayso.FormHTML, Bytes: page}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlain(b *testing.B) {
	text := "Ferry sinks off Marrow\n\nBy Oro Velk\n\n" + strings.Repeat("Gen. Oro Velk said on Tuesday that at least 1,400 people had been killed in the town of Marrow, according to the ministry's figures. He would not say more before the families had been told.\n\n", 200)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	words := len(strings.Fields(text))
	for b.Loop() {
		if _, err := Read(sayso.Input{Bytes: []byte(text)}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*words), "ns/word")
}
