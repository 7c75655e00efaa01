// Package folder brings documents in from files: text, pages, JSON Lines and
// directories of them.
package folder

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"sayso"
)

// Walk yields the documents under the paths, in the order of the paths and, in a
// directory, of the names. A document that cannot be had is yielded as an error,
// and the walk goes on.
func Walk(paths []string) iter.Seq2[sayso.Input, error] {
	return func(yield func(sayso.Input, error) bool) {
		for _, path := range paths {
			if !walk(path, yield) {
				return
			}
		}
	}
}

func walk(path string, yield func(sayso.Input, error) bool) bool {
	more := true
	err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			more = yield(sayso.Input{}, err)
		case d.IsDir():
			return nil
		case strings.HasSuffix(p, ".jsonl"):
			more = lines(p, yield)
		default:
			b, err := os.ReadFile(p)
			more = yield(sayso.Input{ID: strings.TrimSuffix(filepath.Base(p), ".txt"), Place: p, Bytes: b}, err)
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && more {
		more = yield(sayso.Input{}, err)
	}
	return more
}

func lines(path string, yield func(sayso.Input, error) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(sayso.Input{}, err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for n := 1; s.Scan(); n++ {
		var l struct {
			ID, Title, Published, Outlet, URL string
			Text                              *string
		}
		place := fmt.Sprintf("%s:%d", path, n)
		err := json.Unmarshal(s.Bytes(), &l)
		if err == nil && (l.ID == "" || l.Text == nil) {
			err = errors.New("want id and text")
		}
		if err != nil {
			err = fmt.Errorf("%s: %w", place, err)
		}
		if l.Text == nil {
			l.Text = new(string)
		}
		if !yield(sayso.Input{ID: l.ID, Place: place, Bytes: []byte(*l.Text), Meta: sayso.Meta{Title: l.Title, Published: l.Published, Outlet: l.Outlet, URL: l.URL}}, err) {
			return false
		}
	}
	if s.Err() != nil {
		return yield(sayso.Input{}, fmt.Errorf("%s: %w", path, s.Err()))
	}
	return true
}
