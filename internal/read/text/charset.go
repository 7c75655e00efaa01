package text

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"sayso"
)

// decodePlain is a plain-text file as a string. UTF-8 stands as it is, byte for
// byte; UTF-16 is certain only with its mark. Everything else is refused: a
// guessed charset would show wrong names that look right.
func decodePlain(b []byte) (string, error) {
	if len(b) > sayso.MaxInput {
		return "", fmt.Errorf("%w: %d bytes, the limit for one document is %d: split it, or give one document a line as .jsonl", sayso.ErrTooLarge, len(b), sayso.MaxInput)
	}
	if s, ok := utf16Marked(b); ok {
		return s, nil
	}
	if at := bytes.IndexByte(b, 0); at >= 0 {
		return "", fmt.Errorf("%w: binary, not text: byte %d is NUL", sayso.ErrInvalid, at)
	}
	if at := invalidUTF8(b); at >= 0 {
		line := 1 + bytes.Count(b[:at], []byte("\n"))
		return "", fmt.Errorf("%w: not UTF-8: byte %d (0x%02x) in line %d: convert it first, as with: iconv -f WINDOWS-1252 -t UTF-8", sayso.ErrInvalid, at, b[at], line)
	}
	return string(b), nil
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(b []byte) int {
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

// utf16Marked decodes UTF-16 that begins with a byte order mark. The mark is no
// part of the text.
func utf16Marked(b []byte) (string, bool) {
	if len(b) < 2 || len(b)%2 != 0 {
		return "", false
	}
	var order binary.ByteOrder
	switch {
	case b[0] == 0xFF && b[1] == 0xFE:
		order = binary.LittleEndian
	case b[0] == 0xFE && b[1] == 0xFF:
		order = binary.BigEndian
	default:
		return "", false
	}
	units := make([]uint16, len(b)/2-1)
	for i := range units {
		if units[i] = order.Uint16(b[2*i+2:]); units[i] == 0 {
			return "", false
		}
	}
	return string(utf16.Decode(units)), true
}
