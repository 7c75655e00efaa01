package folder

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"

	"sayso"
)

// warc brings in the pages and texts of a web archive: response records with
// HTML that was served with status 200, resource and conversion records. Images,
// redirections, requests and metadata are passed over. A gzip member a record
// or one for all: both are read as one stream.
func (w *walker) warc(place string, r *bufio.Reader, packed bool) {
	given := 0
	for n := 1; !w.done; n++ {
		at := fmt.Sprintf("%s: record %d", place, n)
		rec, err := nextRecord(r)
		if errors.Is(err, io.EOF) && rec == nil {
			if given == 0 {
				w.fail(place, fmt.Errorf("%w: no page and no text among its %d records", sayso.ErrInvalid, n-1))
			}
			return
		}
		if err != nil {
			w.fail(at, recordError(err, packed))
			return
		}
		in, err := rec.input()
		if rest := rec.skip(); rest != nil {
			w.fail(at, recordError(rest, packed))
			return
		}
		switch {
		case err != nil:
			w.fail(at+" ("+rec.uri+")", err)
		case in != nil:
			in.Place = at
			given++
			w.give(*in)
		}
	}
}

func recordError(err error, packed bool) error {
	var zip flate.CorruptInputError
	switch {
	case packed && (errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &zip)):
		return unpacking(err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("%w: the archive is cut off here: the records before it were read", sayso.ErrInvalid)
	}
	return fmt.Errorf("%w: the records before it were read, those after it cannot be found", err)
}

// record is a WARC record whose head was read.
type record struct {
	head textproto.MIMEHeader
	uri  string
	body *io.LimitedReader
}

// nextRecord reads a record's head. At the end of the archive it returns nil and
// io.EOF.
func nextRecord(r *bufio.Reader) (*record, error) {
	for { // the empty lines after the record before
		b, err := r.Peek(1)
		if err != nil {
			return nil, err
		}
		if b[0] != '\r' && b[0] != '\n' {
			break
		}
		r.ReadByte()
	}
	version, err := r.ReadSlice('\n')
	if !bytes.HasPrefix(version, []byte("WARC/")) {
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) && !errors.Is(err, io.EOF) {
			return &record{}, err
		}
		return &record{}, fmt.Errorf("%w: want WARC/1.x, have %.20q", sayso.ErrInvalid, version)
	}
	if err != nil {
		return &record{}, io.ErrUnexpectedEOF
	}
	head, err := readHead(r)
	if err != nil {
		return &record{}, err
	}
	length, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return &record{}, fmt.Errorf("%w: Content-Length %.40q", sayso.ErrInvalid, head.Get("Content-Length"))
	}
	return &record{head: head, uri: strings.Trim(head.Get("WARC-Target-URI"), "<>"), body: &io.LimitedReader{R: r, N: length}}, nil
}

// readHead reads named fields up to the empty line.
func readHead(r *bufio.Reader) (textproto.MIMEHeader, error) {
	const longest, most = 64 << 10, 200
	head := textproto.MIMEHeader{}
	for n, size := 0, 0; ; n++ {
		line, err := r.ReadSlice('\n')
		if err != nil {
			if errors.Is(err, bufio.ErrBufferFull) {
				return nil, fmt.Errorf("%w: a head line without end", sayso.ErrInvalid)
			}
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
		if size += len(line); size > longest || n > most {
			return nil, fmt.Errorf("%w: a record's head without end", sayso.ErrInvalid)
		}
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" {
			return head, nil
		}
		name, value, ok := strings.Cut(text, ":")
		if !ok {
			continue // the folded rest of a field that we do not read
		}
		head.Add(strings.TrimSpace(name), strings.TrimSpace(value))
	}
}

// skip reads over what is left of the record.
func (r *record) skip() error {
	_, err := io.Copy(io.Discard, r.body)
	if err == nil && r.body.N > 0 {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// input is the record's document; nil where it is of no kind that is read.
func (r *record) input() (*sayso.Input, error) {
	in := &sayso.Input{ID: r.uri, Meta: sayso.Meta{URL: r.uri}}
	if in.ID == "" {
		in.ID = strings.Trim(r.head.Get("WARC-Record-ID"), "<>")
	}
	var body io.Reader = r.body
	media := r.head.Get("Content-Type")
	switch r.head.Get("WARC-Type") {
	case "response":
		if !strings.HasPrefix(strings.ToLower(media), "application/http") {
			return nil, nil // DNS and the like
		}
		resp, err := http.ReadResponse(bufio.NewReader(body), nil)
		if err != nil {
			return nil, fmt.Errorf("%w: no HTTP response in it: %v", sayso.ErrInvalid, err)
		}
		if resp.StatusCode != http.StatusOK {
			return nil, nil
		}
		media = resp.Header.Get("Content-Type")
		if body, err = decoded(resp); err != nil {
			return nil, err
		}
	case "resource", "conversion":
	default:
		return nil, nil
	}
	kind, params, _ := mime.ParseMediaType(media)
	switch kind {
	case "text/html", "application/xhtml+xml":
		in.Form, in.Charset = sayso.FormHTML, params["charset"]
	case "text/plain":
		if r.head.Get("WARC-Type") == "response" {
			return nil, nil // robots.txt
		}
	default:
		return nil, nil
	}
	b, err := io.ReadAll(io.LimitReader(body, sayso.MaxInput+1))
	switch {
	case err != nil && r.body.N > 0:
		return nil, fmt.Errorf("%w: the page in it cannot be read: %v", sayso.ErrInvalid, err)
	case err != nil:
		return nil, fmt.Errorf("%w: the page in it is cut off", sayso.ErrInvalid)
	case len(b) > sayso.MaxInput:
		return nil, tooLong(0)
	case len(bytes.TrimSpace(b)) == 0:
		return nil, nil
	}
	in.Bytes = b
	if in.ID == "" { // two nameless records are two documents
		in.ID = fmt.Sprintf("sha256:%.8x", sha256.Sum256(b))
	}
	return in, nil
}

// decoded undoes a response's content encoding.
func decoded(resp *http.Response) (io.Reader, error) {
	switch enc := strings.ToLower(resp.Header.Get("Content-Encoding")); enc {
	case "", "identity", "none":
		return resp.Body, nil
	case "gzip", "x-gzip":
		br := bufio.NewReader(resp.Body)
		if head, _ := br.Peek(2); !bytes.Equal(head, []byte{0x1f, 0x8b}) {
			return br, nil // the crawler has unpacked it and kept the header
		}
		z, err := gzip.NewReader(br)
		if err != nil {
			return nil, unpacking(err)
		}
		return z, nil
	default:
		return nil, fmt.Errorf("%w: content encoding %.20q cannot be read: unpack the archive's pages first", sayso.ErrInvalid, enc)
	}
}
