package web_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/reader"
	"sayso/samples"
)

var captured = time.Date(2026, 3, 16, 8, 0, 0, 0, time.UTC)

// entry reads an input for the ledger, as the add command does.
func entry(t testing.TB, in sayso.Input) ledger.Entry {
	t.Helper()
	doc, reading, err := reader.Read(in)
	if err != nil {
		t.Fatal(err)
	}
	return ledger.Entry{Input: in, Captured: captured, Tool: "test", Document: doc, Reading: reading}
}

// open makes a ledger with the inputs in it.
func open(t testing.TB, inputs ...sayso.Input) *sqlite.Ledger {
	t.Helper()
	l, err := sqlite.OpenOrCreate(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var entries []ledger.Entry
	for _, in := range inputs {
		entries = append(entries, entry(t, in))
	}
	if _, err := l.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	return l
}

// sampleInputs are the invented articles.
func sampleInputs(t testing.TB) []sayso.Input {
	t.Helper()
	var all []sayso.Input
	err := fs.WalkDir(samples.Files(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(samples.Files(), p)
		if err != nil || strings.HasSuffix(p, ".html") {
			all = append(all, sayso.Input{ID: strings.TrimSuffix(p, ".html"), Place: p, Form: sayso.FormHTML, Bytes: b})
			return err
		}
		for s := bufio.NewScanner(bytes.NewReader(b)); s.Scan(); {
			var l struct{ ID, Text, Title, Published, Outlet, URL string }
			if err := json.Unmarshal(s.Bytes(), &l); err != nil {
				return err
			}
			all = append(all, sayso.Input{ID: l.ID, Place: p, Bytes: []byte(l.Text), Meta: sayso.Meta{Title: l.Title, Published: l.Published, Outlet: l.Outlet, URL: l.URL}})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
