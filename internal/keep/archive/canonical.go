package archive

import (
	"math"
	"strconv"
	"unicode/utf8"

	"sayso"
)

// Canonical JSON is RFC 8785's: no white space, keys in order, one spelling for
// every string and number. It is written by hand, key by key in their order:
// encoding/json spells some characters otherwise (U+2028, what is no UTF-8).

const hexDigits = "0123456789abcdef"

// appendString writes a string; bytes that are no UTF-8 stand as U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r)
			i += n
			continue
		}
		i++
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c >= ' ':
			b = append(b, c)
		case c == '\b':
			b = append(b, `\b`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\f':
			b = append(b, `\f`...)
		case c == '\r':
			b = append(b, `\r`...)
		default:
			b = append(b, `\u00`...)
			b = append(b, hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return append(b, '"')
}

// appendFloat writes a number as ECMAScript does.
func appendFloat(b []byte, f float64) []byte {
	switch abs := math.Abs(f); {
	case f == 0 || math.IsNaN(f) || math.IsInf(f, 0): // the last two are never stored
		return append(b, '0')
	case abs >= 1e-6 && abs < 1e21:
		return strconv.AppendFloat(b, f, 'f', -1, 64)
	}
	b = strconv.AppendFloat(b, f, 'e', -1, 64)
	if n := len(b); n > 4 && b[n-4] == 'e' && b[n-3] == '-' && b[n-2] == '0' { // e-09 is e-9
		b[n-2] = b[n-1]
		b = b[:n-1]
	}
	return b
}

func appendInt[T ~int | ~int64](b []byte, n T) []byte { return strconv.AppendInt(b, int64(n), 10) }

// appendIntOr writes a number where it is known, else null.
func appendIntOr[T ~int | ~int64](b []byte, known bool, n T) []byte {
	if !known {
		return append(b, "null"...)
	}
	return appendInt(b, n)
}

func appendBool(b []byte, v bool) []byte { return strconv.AppendBool(b, v) }

func appendHash(b []byte, h Hash) []byte { return appendString(b, h.String()) }

// appendList writes a list, one member after the other.
func appendList[T any](b []byte, list []T, member func([]byte, *T) []byte) []byte {
	b = append(b, '[')
	for i := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = member(b, &list[i])
	}
	return append(b, ']')
}

func appendStrings(b []byte, list []string) []byte {
	return appendList(b, list, func(b []byte, s *string) []byte { return appendString(b, *s) })
}

// appendSpan writes a span of bytes as [start,end].
func appendSpan(b []byte, s sayso.Span) []byte {
	b = append(b, '[')
	b = appendInt(b, s.Start)
	b = append(b, ',')
	b = appendInt(b, s.End)
	return append(b, ']')
}

func appendSpans(b []byte, list []sayso.Span) []byte {
	return appendList(b, list, func(b []byte, s *sayso.Span) []byte { return appendSpan(b, *s) })
}

// object writes an object key by key; the caller keeps the keys' order.
type object struct {
	b    []byte
	some bool
}

// open begins an object.
func open(b []byte) *object { return &object{b: append(b, '{')} }

// key writes a key and returns the bytes to write its value to, which belong
// back to set.
func (o *object) key(k string) []byte {
	if o.some {
		o.b = append(o.b, ',')
	}
	o.some = true
	o.b = append(o.b, '"')
	o.b = append(o.b, k...)
	return append(o.b, '"', ':')
}

func (o *object) set(b []byte) { o.b = b }

func (o *object) str(k, v string) { o.b = appendString(o.key(k), v) }

func (o *object) hash(k string, h Hash) { o.b = appendHash(o.key(k), h) }

func (o *object) num(k string, n int64) { o.b = appendInt(o.key(k), n) }

func (o *object) null(k string) { o.b = append(o.key(k), "null"...) }

func (o *object) span(k string, s sayso.Span) { o.b = appendSpan(o.key(k), s) }

func (o *object) close() []byte { return append(o.b, '}') }
