package reader_test

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"sayso"
	"sayso/samples"
)

// articles are invented articles of many kinds: the plain texts of testdata and
// the samples of the demo, pages among them.
func articles(t testing.TB) []sayso.Input {
	t.Helper()
	all := fromFolder(t, os.DirFS("testdata/articles"))
	all = append(all, fromFolder(t, samples.Files())...)
	if len(all) < 20 {
		t.Fatalf("%d articles only", len(all))
	}
	return all
}

func fromFolder(t testing.TB, folder fs.FS) []sayso.Input {
	t.Helper()
	var all []sayso.Input
	names, err := fs.Glob(folder, "*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		in := sayso.Input{ID: strings.TrimSuffix(name, path.Ext(name)), Place: name, Bytes: b}
		switch path.Ext(name) {
		case ".jsonl":
			all = append(all, fromLines(t, name, string(b))...)
			continue
		case ".html":
			in.Form = sayso.FormHTML
		}
		all = append(all, in)
	}
	return all
}

func fromLines(t testing.TB, name, lines string) []sayso.Input {
	t.Helper()
	var all []sayso.Input
	for s := bufio.NewScanner(strings.NewReader(lines)); s.Scan(); {
		var l struct{ ID, Text, HTML, Title, Published, Outlet, URL string }
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		in := sayso.Input{ID: l.ID, Place: name, Bytes: []byte(l.Text),
			Meta: sayso.Meta{Title: l.Title, Published: l.Published, Outlet: l.Outlet, URL: l.URL}}
		if l.HTML != "" {
			in.Form, in.Bytes = sayso.FormHTML, []byte(l.HTML)
		}
		all = append(all, in)
	}
	return all
}
