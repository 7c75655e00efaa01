package text

import (
	"bytes"
	"fmt"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
	"unicode/utf8"

	"sayso"
)

// decoded is a page as UTF-8. offset leads each of its bytes back to the page's;
// nil where they are the same, but for the first skip bytes.
type decoded struct {
	text   []byte
	skip   int
	offset []int32
}

// back is the span in the page's own bytes.
func (d *decoded) back(s sayso.Span) sayso.Span {
	if d.offset == nil {
		return sayso.Span{Start: s.Start + d.skip, End: s.End + d.skip}
	}
	return sayso.Span{Start: int(d.offset[s.Start]), End: int(d.offset[s.End])}
}

// decodePage finds the page's encoding: UTF-8 where the whole page is, whatever
// it says of itself; then a byte order mark, the bringer's word, the page's own.
func decodePage(b []byte, told string) (*decoded, error) {
	if len(b) > sayso.MaxInput {
		return nil, fmt.Errorf("%w: a page of %d MB, the limit is %d MB", sayso.ErrTooLarge, len(b)>>20, sayso.MaxInput>>20)
	}
	if rest, ok := bytes.CutPrefix(b, []byte("\xef\xbb\xbf")); ok && utf8.Valid(rest) {
		return &decoded{text: rest, skip: 3}, nil
	}
	marked := len(b) > 1 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff)
	if !marked && utf8.Valid(b) {
		return &decoded{text: b}, nil
	}
	if !marked && bytes.IndexByte(b[:min(len(b), 1024)], 0) >= 0 {
		return nil, fmt.Errorf("%w: binary, no page: byte %d is NUL", sayso.ErrInvalid, bytes.IndexByte(b, 0))
	}
	contentType := "text/html"
	if told != "" {
		contentType += "; charset=" + told
	}
	enc, name, _ := charset.DetermineEncoding(b, contentType)
	if name == "utf-8" { // it says so, and is not: a few broken bytes
		return repairUTF8(b), nil
	}
	return convert(b, enc), nil
}

// repairUTF8 shows broken bytes as U+FFFD.
func repairUTF8(b []byte) *decoded {
	d := &decoded{text: make([]byte, 0, len(b)+64), offset: make([]int32, 0, len(b)+65)}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		d.add(r, i)
		i += n
	}
	d.offset = append(d.offset, int32(len(b)))
	return d
}

func (d *decoded) add(r rune, from int) {
	before := len(d.text)
	d.text = utf8.AppendRune(d.text, r)
	for range len(d.text) - before {
		d.offset = append(d.offset, int32(from))
	}
}

// convert decodes character by character, so that each knows its bytes.
func convert(b []byte, enc encoding.Encoding) *decoded {
	dec := enc.NewDecoder()
	d := &decoded{text: make([]byte, 0, len(b)+len(b)/8), offset: make([]int32, 0, len(b)+len(b)/8)}
	var out [64]byte
	for i := 0; i < len(b); {
		took := 0
		for n := 1; n <= 8 && i+n <= len(b); n++ {
			nDst, nSrc, err := dec.Transform(out[:], b[i:i+n], i+n == len(b))
			if nSrc == 0 && err == transform.ErrShortSrc {
				continue
			}
			for k := 0; k < nDst; {
				r, size := utf8.DecodeRune(out[k:nDst])
				d.add(r, i)
				k += size
			}
			took = nSrc
			break
		}
		if took == 0 { // stuck: show the byte as broken
			d.add(utf8.RuneError, i)
			took = 1
		}
		i += took
	}
	d.offset = append(d.offset, int32(len(b)))
	return d
}
