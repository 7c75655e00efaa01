package folder

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"sayso"
)

// took is everything a walk yields, a line each: "id form length" or the error.
func took(t testing.TB, stdin io.Reader, paths ...string) []string {
	t.Helper()
	var out []string
	for in, err := range walk(paths, stdin) {
		if err != nil {
			out = append(out, strings.ReplaceAll(err.Error(), paths[0], "PATH"))
			continue
		}
		out = append(out, fmt.Sprintf("%s %d %d", in.ID, in.Form, len(in.Bytes)))
	}
	return out
}

func wants(t *testing.T, got []string, want ...string) {
	t.Helper()
	ok := len(got) == len(want)
	for i := range got {
		ok = ok && strings.Contains(got[i], want[i])
	}
	if !ok {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func write(t testing.TB, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func zipped(b ...[]byte) []byte {
	var out bytes.Buffer
	for _, part := range b { // a member each
		z := gzip.NewWriter(&out)
		z.Write(part)
		z.Close()
	}
	return out.Bytes()
}

const pageText = "<html><body><p>The army denied it.</p></body></html>"

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"a.txt": "a", "a.b.html": "a.b", "dir/x.html.gz": "x", "y.HTM": "y", "week.jsonl": "week", "note.md": "note.md", "a.txt.gz": "a",
	} {
		if got := stem(name); got != want {
			t.Errorf("%s goes by %s, want %s", name, got, want)
		}
	}
}

func TestGzip(t *testing.T) {
	wants(t, took(t, nil, write(t, "a.html.gz", zipped([]byte(pageText)))), "a 1 52")
	wants(t, took(t, nil, write(t, "a.jsonl.gz", zipped([]byte("{\"id\":\"a\",\"text\":\"b\"}\n"), []byte("{\"id\":\"c\",\"html\":\"<p>b\"}\n")))), "a 0 1", "c 1 4")
	whole := zipped([]byte(strings.Repeat(pageText, 100)))
	wants(t, took(t, nil, write(t, "a.html.gz", whole[:len(whole)-20])), "PATH: invalid: the gzip file is cut off")
	broken := bytes.Clone(whole)
	broken[len(broken)-6] ^= 1
	wants(t, took(t, nil, write(t, "a.html.gz", broken)), "PATH: invalid: the gzip file is damaged")
	wants(t, took(t, nil, write(t, "a.html.gz", whole[:8])), "PATH: invalid: the gzip file is cut off")
}

// A gzip bomb is unpacked up to the limit and no further.
func TestBomb(t *testing.T) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	zero := bytes.Repeat([]byte("a"), 1<<20)
	for range 64 {
		z.Write(zero)
	}
	z.Close()
	wants(t, took(t, nil, write(t, "a.txt.gz", out.Bytes())), "PATH: too large: the limit for one document is 16 MB: split it")
	wants(t, took(t, nil, write(t, "a.jsonl.gz", append(out.Bytes(), zipped([]byte("\n{\"id\":\"a\",\"text\":\"b\"}"))...))),
		"PATH:1: too large", "a 0 1")
}

func TestLargeFileIsNotRead(t *testing.T) {
	path := write(t, "a.txt", nil)
	if err := os.Truncate(path, 200<<20); err != nil { // a hole: no disk is filled
		t.Skip(err)
	}
	wants(t, took(t, nil, path), "PATH: too large: 200 MB, the limit")
}

func TestLongLine(t *testing.T) {
	long := []byte(`{"id":"a","text":"b"}` + "\n" + `{"id":"long","text":"` + strings.Repeat("x", longestLine) + `"}` + "\n" + `{"id":"c","text":"d"}`)
	wants(t, took(t, nil, write(t, "a.jsonl", long)), "a 0 1", "PATH:2: too large", "c 0 1")
}

func TestEncodingInLines(t *testing.T) {
	wants(t, took(t, nil, write(t, "a.jsonl", []byte("\xef\xbb\xbf{\"id\":\"a\",\"text\":\"b\"}\r\n{\"id\":\"b\",\"text\":\"caf\xe9\"}\n"))),
		"a 0 1", "PATH:2: invalid: not UTF-8: byte 21 of the line (0xe9): write the file as UTF-8")
}

func TestManyTinyFiles(t *testing.T) {
	dir := t.TempDir()
	const n = 2000
	for i := range n {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.txt", i)), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got := took(t, nil, dir)
	if len(got) != n || got[0] != "00000 0 1" || got[n-1] != "01999 0 1" {
		t.Errorf("%d documents, %s to %s", len(got), got[0], got[len(got)-1])
	}
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	path := write(t, "a.txt", []byte("x"))
	os.Chmod(path, 0)
	wants(t, took(t, nil, path), "PATH: permission denied")
}

func TestReadFails(t *testing.T) {
	r := io.MultiReader(strings.NewReader("{\"id\":\"a\",\"text\":\"b\"}\n"), iotest.ErrReader(fmt.Errorf("the disk is gone")))
	wants(t, took(t, io.MultiReader(strings.NewReader(strings.Repeat(" ", 2000)), r), "-"), "the disk is gone")
}

func TestStdinIsSniffed(t *testing.T) {
	for in, want := range map[string]string{
		"The army denied it.":   "- 0 19",
		"  <!DOCTYPE html><p>x": "- 1 21",
		"\xef\xbb\xbf<html>x":   "- 1 10",
		`{"id":"a","text":"b"}`: "a 0 1",
		string(zipped([]byte("{ \"id\":\"a\",\"text\":\"b\"}"))): "a 0 1",
		"{a text in braces}": "- 0 18",
		"":                   "standard input: invalid: empty",
	} {
		wants(t, took(t, strings.NewReader(in), "-"), want)
	}
}

func warcRecord(kind, uri, media, body string) []byte {
	return fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, media, len(body), body)
}

func response(uri, head, body string) []byte {
	return warcRecord("response", uri, "application/http; msgtype=response", "HTTP/1.1 "+head+"\r\n\r\n"+body)
}

func archived() [][]byte {
	return [][]byte{
		warcRecord("warcinfo", "", "application/warc-fields", "software: x"),
		warcRecord("request", "https://a.example/1", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
		response("https://a.example/1", "200 OK\r\nContent-Type: text/html; charset=windows-1252", pageText),
		response("https://a.example/p.png", "200 OK\r\nContent-Type: image/png", "\x89PNG"),
		response("https://a.example/old", "301 Moved\r\nLocation: /1", ""),
		response("https://a.example/2", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", string(zipped([]byte(pageText)))),
		response("https://a.example/3", "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked", "5\r\n<p>Th\r\n2\r\ne \r\n0\r\n\r\n"),
		warcRecord("resource", "https://a.example/4", "text/html", pageText),
		warcRecord("conversion", "https://a.example/5", "text/plain", "The army denied it."),
		response("https://a.example/6", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", "xx"),
		warcRecord("resource", "https://a.example/7", "text/html", pageText),
	}
}

func TestWARC(t *testing.T) {
	want := []string{"https://a.example/1 1 52", "https://a.example/2 1 52", "https://a.example/3 1 7", "https://a.example/4 1 52",
		"https://a.example/5 0 19", `PATH: record 10 (https://a.example/6): invalid: content encoding "br" cannot be read`, "https://a.example/7 1 52"}
	flat := bytes.Join(archived(), nil)
	wants(t, took(t, nil, write(t, "a.warc", flat)), want...)
	wants(t, took(t, nil, write(t, "a.warc.gz", zipped(archived()...))), want...)
	for in, err := range Walk([]string{write(t, "a.warc", flat)}) {
		if err != nil || in.Charset != "windows-1252" || in.Meta.URL != "https://a.example/1" {
			t.Errorf("%+v %v", in, err)
		}
		break
	}
	wants(t, took(t, nil, write(t, "a.warc", flat[:len(flat)-30])), append(want[:len(want)-1:len(want)-1], "PATH: record 11: invalid: the archive is cut off here")...)
	wants(t, took(t, nil, write(t, "a.warc", append(archived()[2], "no record\r\n"...))), want[0], `PATH: record 2: invalid: want WARC/1.x, have "no record\r\n": the records before`)
	wants(t, took(t, nil, write(t, "a.warc", archived()[0])), "PATH: invalid: no page and no text among its 1 records")
}

func TestTakerStops(t *testing.T) {
	n := 0
	for range Walk([]string{write(t, "a.warc", bytes.Join(archived(), nil)), "nowhere"}) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d taken", n)
	}
}

// FuzzStream: whatever stands on standard input, the walk ends, names its place
// in every error and yields sound inputs.
func FuzzStream(f *testing.F) {
	f.Add([]byte("{\"id\":\"a\",\"text\":\"b\"}\n{\"id\":1,\"html\":\"<p>\"}\n{"))
	f.Add(bytes.Join(archived(), nil))
	f.Add(zipped(archived()...))
	f.Add(zipped([]byte(pageText)))
	f.Fuzz(func(t *testing.T, b []byte) {
		for in, err := range walk([]string{"-"}, bytes.NewReader(b)) {
			switch {
			case err != nil && !strings.HasPrefix(err.Error(), "standard input"):
				t.Fatalf("%v names no place", err)
			case err == nil && (in.Place == "" || in.ID == "" || len(in.Bytes) > sayso.MaxInput):
				t.Fatalf("input %+v", in)
			}
		}
	})
}

func FuzzLine(f *testing.F) {
	f.Add([]byte(`{"id":"a","text":"b","published":null}`))
	f.Add([]byte(`{"id":-1.5e3,"html":"\ud83d"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		in, err := parseLine(b)
		if err == nil && (in.ID == "" || !utf8.Valid(in.Bytes)) {
			t.Fatalf("%+v", in)
		}
	})
}

func BenchmarkLines(b *testing.B) {
	line := `{"id":"a","text":"` + strings.Repeat("The army denied it. ", 150) + `"}` + "\n"
	b.SetBytes(int64(len(line)))
	n := 0
	for range walk([]string{"-"}, strings.NewReader(strings.Repeat(line, b.N))) {
		n++
	}
	if n != b.N {
		b.Fatal(n)
	}
}
