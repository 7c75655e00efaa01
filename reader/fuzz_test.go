package reader_test

import (
	"errors"
	"testing"

	"sayso"
	"sayso/reader"
)

// FuzzRead: whatever the bytes, no panic; a reading that holds together; and the
// same one twice.
func FuzzRead(f *testing.F) {
	for _, in := range articles(f) {
		f.Add(in.Bytes, in.Form == sayso.FormHTML)
	}
	f.Add([]byte("“At least ２７ – no, “thirty” – died,” said\n\n\u2028said said said: \"\x00 12 killed"), false)
	f.Fuzz(func(t *testing.T, b []byte, page bool) {
		in := sayso.Input{ID: "fuzz", Place: "fuzz", Bytes: b, Meta: sayso.Meta{Published: "2031-05-03"}}
		if page {
			in.Form = sayso.FormHTML
		}
		doc, r, err := reader.Read(in)
		if err != nil {
			if !errors.Is(err, sayso.ErrInvalid) && !errors.Is(err, sayso.ErrTooLarge) {
				t.Errorf("the error has no kind: %v", err)
			}
			return
		}
		if err := check(doc, r); err != nil {
			t.Errorf("%q: %v", b, err)
		}
	})
}
