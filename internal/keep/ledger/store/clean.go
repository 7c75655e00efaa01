package store

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"sayso/internal/keep/ledger"
)

// Not every engine takes bytes that are no UTF-8, or NUL, in a text. A file's
// name may have them; they are written as \xe9, so that two names stay two. The
// captured bytes and the document's text are kept as they are.

// clean makes arguments storable everywhere.
func clean(args []any) []any {
	for i, a := range args {
		switch s := a.(type) {
		case string:
			args[i] = escaped(s)
		case ledger.ID:
			args[i] = escaped(string(s))
		}
	}
	return args
}

// cleanEntry is the entry with all its names storable, before anything is made
// of them: what the log says is then what is stored.
func cleanEntry(e *ledger.Entry) *ledger.Entry {
	if !dirty(reflect.ValueOf(e.Input)) && !dirty(reflect.ValueOf(e.File)) && !dirty(reflect.ValueOf(e.Document.Meta)) && !dirty(reflect.ValueOf(e.Reading)) {
		return e
	}
	out := *e
	out.Input, out.File = rewritten(e.Input), escaped(e.File)
	doc := *e.Document
	doc.Meta = rewritten(doc.Meta)
	out.Document, out.Reading = &doc, rewritten(e.Reading)
	return &out
}

// dirty reports whether any string in a value must be escaped.
func dirty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return bad(v.String())
	case reflect.Pointer:
		return !v.IsNil() && dirty(v.Elem())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return false
		}
		for i := range v.Len() {
			if dirty(v.Index(i)) {
				return true
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if dirty(v.Field(i)) {
				return true
			}
		}
	}
	return false
}

// rewritten is a copy of a value with its strings escaped.
func rewritten[T any](v T) T { return rewrite(reflect.ValueOf(v)).Interface().(T) }

func rewrite(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.String:
		out.SetString(escaped(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(rewrite(v.Elem()))
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 || v.IsNil() {
			break
		}
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(rewrite(v.Index(i)))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if out.Field(i).CanSet() {
				out.Field(i).Set(rewrite(v.Field(i)))
			}
		}
	}
	return out
}

func bad(s string) bool { return strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s) }

func escaped(s string) string {
	if !bad(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || r == 0 {
			fmt.Fprintf(&b, `\x%02x`, s[i])
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}
