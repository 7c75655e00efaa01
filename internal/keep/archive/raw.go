package archive

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"mime"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"

	"sayso"
)

// CheckRaw looks whether the text stands in the capture: a plain text is the
// capture, and of a page each block's characters stand, in their order, in the
// bytes that it is led back to. media is the capture's media type.
//
// It reads pages by itself and not as the reader does, so that a fault of the
// one does not hide in the other.
func (r *Reading) CheckRaw(capture []byte, media string) []Fault {
	c := &checker{text: r.Text.Text}
	kind, params, err := mime.ParseMediaType(media)
	switch {
	case err != nil:
		c.fault("its capture's media type cannot be read: " + media)
	case kind == "text/plain":
		if decodeText(capture) != c.text {
			c.fault("its text is not the text of its capture")
		}
	default:
		p := &rawPage{bytes: capture, utf8: utf8.Valid(bytes.TrimPrefix(capture, []byte(utf8Mark)))}
		if !p.utf8 {
			p.encoding, p.name = pageEncoding(capture, params["charset"])
		}
		for i, b := range r.Text.Blocks {
			if found := p.check(b, c.text); found != "" {
				c.fault(fmt.Sprintf("block %d %s", i+1, found))
			}
		}
	}
	return c.faults
}

const utf8Mark = "\xef\xbb\xbf"

// decodeText is a plain text as the reader takes it: as it stands, or UTF-16
// after its mark.
func decodeText(b []byte) string {
	var order binary.ByteOrder
	switch {
	case len(b) < 2 || len(b)%2 != 0:
		return string(b)
	case b[0] == 0xff && b[1] == 0xfe:
		order = binary.LittleEndian
	case b[0] == 0xfe && b[1] == 0xff:
		order = binary.BigEndian
	default:
		return string(b)
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 2; i < len(b); i += 2 {
		units = append(units, order.Uint16(b[i:]))
	}
	return string(utf16.Decode(units))
}

// pageEncoding is the encoding of a page that is not UTF-8.
func pageEncoding(b []byte, told string) (encoding.Encoding, string) {
	contentType := "text/html"
	if told != "" {
		contentType += "; charset=" + told
	}
	e, name, _ := charset.DetermineEncoding(b, contentType)
	return e, name
}

type rawPage struct {
	bytes    []byte
	utf8     bool
	encoding encoding.Encoding
	name     string
}

// check says what is wrong with where a block is led back to; "" for nothing.
func (p *rawPage) check(b sayso.Block, text string) string {
	if b.Raw.Start < 0 || b.Raw.Empty() || b.Raw.End > len(p.bytes) {
		return fmt.Sprintf("is led back to bytes %d to %d, outside its capture of %d bytes", b.Raw.Start, b.Raw.End, len(p.bytes))
	}
	if b.Span.Start < 0 || b.Span.End > len(text) || b.Span.Empty() {
		return "" // said already
	}
	raw := p.bytes[b.Raw.Start:b.Raw.End]
	switch {
	case p.utf8:
	case p.name == "utf-8":
		raw = bytes.ToValidUTF8(raw, []byte("\uFFFD"))
	case p.name == "iso-2022-jp":
		return "" // what a byte means hangs on all before it
	default:
		decoded, err := p.encoding.NewDecoder().Bytes(raw)
		if err != nil {
			return "is led back to bytes that are no text in " + p.name
		}
		raw = decoded
	}
	if !bytes.Contains(lettersOf(raw), letters(nil, []byte(b.Span.In(text)))) {
		return fmt.Sprintf("has other words than bytes %d to %d of its capture, which it is led back to", b.Raw.Start, b.Raw.End)
	}
	return ""
}

// letters appends the characters that are neither white space nor invisible:
// what a page's lay-out does not change.
func letters(out, text []byte) []byte {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		if r <= ' ' || r == 0x7f || unicode.IsSpace(r) || r == utf8.RuneError || r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '\u2060' {
			continue
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// lettersOf are the letters of a stretch of a page, without tags and what
// browsers do not show.
func lettersOf(raw []byte) []byte {
	var out []byte
	z := html.NewTokenizer(bytes.NewReader(raw))
	hidden := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.TextToken:
			if !hidden {
				out = letters(out, z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch atom.Lookup(name) {
			case atom.Script, atom.Style, atom.Title, atom.Textarea, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes, atom.Xmp, atom.Plaintext:
				hidden = true
			}
		case html.EndTagToken:
			hidden = false
		}
	}
}
