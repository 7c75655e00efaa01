// Package folder brings documents in from files: text, pages, JSON Lines, web
// archives, directories of them, and standard input.
package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"sayso"
)

// Stdin is the place of what came from standard input.
const Stdin = "standard input"

// Skipped is yielded, after a directory, for the files in it that were passed
// over since their names are those of no document. It is a note, no failure.
type Skipped struct {
	Dir     string
	Files   int
	Example string
}

func (s *Skipped) Error() string {
	return fmt.Sprintf("%s: passed over %d other files, such as %s: name a file itself to have it read", s.Dir, s.Files, s.Example)
}

// Walk yields the documents under the paths, in the order of the paths and, in a
// directory, of the names. A document that cannot be had is yielded as an error
// that names its place, and the walk goes on.
func Walk(paths []string) iter.Seq2[sayso.Input, error] {
	return walk(paths, os.Stdin)
}

func walk(paths []string, stdin io.Reader) iter.Seq2[sayso.Input, error] {
	return func(yield func(sayso.Input, error) bool) {
		w := &walker{stdin: stdin, yield: yield}
		for _, path := range paths {
			w.path(path)
			if w.done {
				return
			}
		}
	}
}

type walker struct {
	stdin io.Reader // what "-" reads
	yield func(sayso.Input, error) bool
	done  bool // the taker has enough
}

func (w *walker) give(in sayso.Input) {
	if !w.done && !w.yield(in, nil) {
		w.done = true
	}
}

func (w *walker) fail(place string, err error) {
	if w.done {
		return
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err // without "open x.txt:", since the place says it
	}
	if !w.yield(sayso.Input{Place: place}, fmt.Errorf("%s: %w", place, err)) {
		w.done = true
	}
}

// path brings in what a path of the command line names.
func (w *walker) path(path string) {
	if path == "-" {
		w.read("-", Stdin, w.stdin, sniffed)
		return
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		w.fail(path, err)
	case info.IsDir():
		skipped := Skipped{Dir: path}
		w.dir(path, []os.FileInfo{info}, &skipped)
		if skipped.Files > 0 && !w.done && !w.yield(sayso.Input{Place: path}, &skipped) {
			w.done = true
		}
	default:
		w.file(path)
	}
}

// dir brings in a directory in the order of its names. Links are followed, but
// for one that leads back to a directory we are in.
func (w *walker) dir(path string, above []os.FileInfo, skipped *Skipped) {
	entries, err := os.ReadDir(path)
	if err != nil {
		w.fail(path, err) // and on with those that were listed
	}
	for _, e := range entries {
		if w.done {
			return
		}
		name := filepath.Join(path, e.Name())
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		mode := e.Type()
		if mode&fs.ModeSymlink != 0 || mode.IsDir() {
			info, err := os.Stat(name)
			if err != nil {
				w.fail(name, err)
				continue
			}
			if mode = info.Mode().Type(); mode.IsDir() {
				if to := loop(info, above); to {
					w.fail(name, fmt.Errorf("%w: a link back to a directory that it is in: not entered", sayso.ErrInvalid))
					continue
				}
				w.dir(name, append(above[:len(above):len(above)], info), skipped)
				continue
			}
		}
		switch _, known := kindOf(name); {
		case !known:
			if skipped.Files++; skipped.Example == "" {
				skipped.Example = name
			}
		case !mode.IsRegular():
			w.fail(name, fmt.Errorf("%w: not a regular file", sayso.ErrInvalid))
		default:
			w.file(name)
		}
	}
}

func loop(info os.FileInfo, above []os.FileInfo) bool {
	const deepest = 200
	if len(above) > deepest {
		return true
	}
	for _, a := range above {
		if os.SameFile(a, info) {
			return true
		}
	}
	return false
}
