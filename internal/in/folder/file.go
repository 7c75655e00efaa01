package folder

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"sayso"
)

// kind is how a file is to be read.
type kind uint8

const (
	sniffed kind = iota // by its first bytes
	text
	page
	jsonLines
	archive
)

var kinds = map[string]kind{
	".txt": text, ".html": page, ".htm": page, ".xhtml": page, ".jsonl": jsonLines, ".ndjson": jsonLines, ".warc": archive,
}

// kindOf is the kind that a file's name tells.
func kindOf(name string) (kind, bool) {
	k, ok := kinds[strings.ToLower(filepath.Ext(trimGzip(name)))]
	return k, ok
}

func trimGzip(name string) string {
	if ext := filepath.Ext(name); strings.EqualFold(ext, ".gz") {
		return name[:len(name)-len(ext)]
	}
	return name
}

// stem is the name a file's document goes by: without .txt, .html, .html.gz.
func stem(name string) string {
	base := filepath.Base(name)
	if _, ok := kindOf(base); !ok {
		return base
	}
	base = trimGzip(base)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// file brings in one file. gzip shows by its first bytes, whatever the name.
func (w *walker) file(path string) {
	f, err := os.Open(path)
	if err != nil {
		w.fail(path, err)
		return
	}
	defer f.Close()
	k, _ := kindOf(path)
	if info, err := f.Stat(); err == nil && (k == text || k == page) && info.Size() > sayso.MaxInput && trimGzip(path) == path {
		w.fail(path, tooLong(info.Size()))
		return
	}
	w.read(stem(path), path, f, k)
}

func (w *walker) read(id, place string, r io.Reader, k kind) {
	br := bufio.NewReaderSize(r, 64<<10)
	packed := false
	if head, _ := br.Peek(3); bytes.Equal(head, []byte{0x1f, 0x8b, 8}) {
		z, err := gzip.NewReader(br)
		if err != nil {
			w.fail(place, unpacking(err))
			return
		}
		packed = true
		br = bufio.NewReaderSize(z, 64<<10)
	}
	// What is there: a pipe's writer may wait for our answer to its first line.
	_, err := br.Peek(1)
	head, _ := br.Peek(min(br.Buffered(), 1024))
	if err != nil && !errors.Is(err, io.EOF) {
		w.fail(place, reading(err, packed))
		return
	}
	if k == sniffed {
		k = sniff(head)
	}
	switch k {
	case jsonLines:
		w.lines(place, br, packed)
	case archive:
		w.warc(place, br, packed)
	default:
		w.whole(id, place, br, k, packed)
	}
}

// whole brings in a file that is one document.
func (w *walker) whole(id, place string, r io.Reader, k kind, packed bool) {
	b, err := io.ReadAll(io.LimitReader(r, sayso.MaxInput+1))
	switch {
	case err != nil:
		w.fail(place, reading(err, packed))
	case len(b) > sayso.MaxInput:
		w.fail(place, tooLong(0))
	case len(bytes.TrimSpace(b)) == 0:
		w.fail(place, fmt.Errorf("%w: empty: nothing in it to read", sayso.ErrInvalid))
	default:
		in := sayso.Input{ID: id, Place: place, Bytes: b}
		if k == page {
			in.Form = sayso.FormHTML
		}
		w.give(in)
	}
}

// tooLong refuses a document above the limit; size 0 is unknown.
func tooLong(size int64) error {
	have := ""
	if size > 0 {
		have = fmt.Sprintf("%d MB, ", size>>20)
	}
	return fmt.Errorf("%w: %sthe limit for one document is %d MB: split it, or give one document a line as .jsonl", sayso.ErrTooLarge, have, sayso.MaxInput>>20)
}

func reading(err error, packed bool) error {
	if packed {
		return unpacking(err)
	}
	return err
}

// unpacking says what is wrong with a gzip file.
func unpacking(err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("%w: the gzip file is cut off: fetch or pack it again", sayso.ErrInvalid)
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return fmt.Errorf("%w: the gzip file is damaged (%w): fetch or pack it again", sayso.ErrInvalid, err)
	}
	return fmt.Errorf("%w: the gzip file cannot be unpacked: %w", sayso.ErrInvalid, err)
}

// sniff tells by its first bytes what a nameless file is. What begins as
// nothing known is text.
func sniff(head []byte) kind {
	b := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if bytes.HasPrefix(b, []byte("WARC/")) {
		return archive
	}
	if len(b) > 1 && b[0] == '{' {
		if rest := bytes.TrimLeft(b[1:], " \t"); len(rest) > 0 && rest[0] == '"' {
			return jsonLines
		}
	}
	low := bytes.ToLower(b)
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body", "<?xml", "<meta", "<title", "<article", "<div", "<p>", "<!--"} {
		if bytes.HasPrefix(low, []byte(mark)) {
			return page
		}
	}
	return text
}
