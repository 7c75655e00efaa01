package folder

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"sayso"
)

// longestLine is more than the longest document takes, the escapes of JSON
// included.
const longestLine = 4 * sayso.MaxInput

// hopeless is the number of broken lines, and not one sound among them, after
// which a file is no JSON Lines.
const hopeless = 20

// lines brings in a document a line.
func (w *walker) lines(place string, r *bufio.Reader, packed bool) {
	var buf []byte
	sound, broken := 0, 0
	for n := 1; !w.done; n++ {
		line, long, err := readLine(r, buf[:0])
		if err != nil && !errors.Is(err, io.EOF) {
			w.fail(fmt.Sprintf("%s:%d", place, n), reading(err, packed))
			return
		}
		buf = line
		at := fmt.Sprintf("%s:%d", place, n)
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		switch {
		case long:
			broken++
			w.fail(at, tooLong(0))
		case len(bytes.TrimSpace(line)) > 0:
			if in, fault := parseLine(line); fault != nil {
				broken++
				w.fail(at, fault)
			} else {
				sound++
				in.Place = at
				w.give(in)
			}
		}
		if sound == 0 && broken >= hopeless {
			w.fail(place, fmt.Errorf("%w: none of its first %d lines is a document: no JSON Lines (one object a line): the rest is not read", sayso.ErrInvalid, broken))
			return
		}
		if err != nil {
			if sound+broken == 0 {
				w.fail(place, fmt.Errorf("%w: empty: nothing in it to read", sayso.ErrInvalid))
			}
			return
		}
	}
}

// readLine reads a line without its end into buf. One above the limit is read
// over, and long is true.
func readLine(r *bufio.Reader, buf []byte) (line []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if !long {
			buf = append(buf, part...)
		}
		if len(buf) > longestLine {
			long, buf = true, nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return bytes.TrimRight(buf, "\r\n"), long, err
		}
	}
}

// word is a string, or a number written as it stands; null is empty.
type word struct {
	s     string
	given bool
}

func (w *word) UnmarshalJSON(b []byte) error {
	switch {
	case string(b) == "null":
		return nil
	case b[0] == '"':
		w.given = true
		return json.Unmarshal(b, &w.s)
	case b[0] == '-' || b[0] >= '0' && b[0] <= '9':
		w.s, w.given = string(b), true
		return nil
	}
	return fmt.Errorf("want a string, have %.20s", b)
}

// parseLine makes an input of a line. Other keys than these are ignored.
func parseLine(line []byte) (sayso.Input, error) {
	if at := firstInvalid(line); at >= 0 {
		return sayso.Input{}, fmt.Errorf("%w: not UTF-8: byte %d of the line (0x%02x): write the file as UTF-8", sayso.ErrInvalid, at, line[at])
	}
	var l struct {
		ID        word `json:"id"`
		Text      word `json:"text"`
		HTML      word `json:"html"`
		Title     word `json:"title"`
		Published word `json:"published"`
		Outlet    word `json:"outlet"`
		URL       word `json:"url"`
	}
	if err := json.Unmarshal(line, &l); err != nil {
		return sayso.Input{}, notJSON(err)
	}
	switch {
	case l.ID.s == "":
		return sayso.Input{}, fmt.Errorf("%w: no id: every line wants an \"id\" and a \"text\" or \"html\"", sayso.ErrInvalid)
	case !l.Text.given && !l.HTML.given:
		return sayso.Input{}, fmt.Errorf("%w: %s: no text: every line wants an \"id\" and a \"text\" or \"html\"", sayso.ErrInvalid, l.ID.s)
	}
	in := sayso.Input{ID: l.ID.s, Bytes: []byte(l.Text.s), Meta: sayso.Meta{Title: l.Title.s, Published: l.Published.s, Outlet: l.Outlet.s, URL: l.URL.s}}
	if !l.Text.given {
		in.Form, in.Bytes = sayso.FormHTML, []byte(l.HTML.s)
		in.Charset = "utf-8" // whatever the page says: the line was UTF-8
	}
	if len(in.Bytes) > sayso.MaxInput {
		return sayso.Input{}, tooLong(int64(len(in.Bytes)))
	}
	return in, nil
}

func notJSON(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%w: no JSON object: %v at byte %d of the line", sayso.ErrInvalid, err, syntax.Offset)
	}
	return fmt.Errorf("%w: no document: %v", sayso.ErrInvalid, err)
}

func firstInvalid(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
