package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sayso"
)

// Hash is a SHA-256.
type Hash [sha256.Size]byte

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Sum is the hash of bytes.
func Sum(b []byte) Hash { return sha256.Sum256(b) }

// ParseHash reads a hash as String writes it.
func ParseHash(s string) (h Hash, err error) {
	if len(s) == hex.EncodedLen(len(h)) {
		if _, err := hex.Decode(h[:], []byte(s)); err == nil {
			return h, nil
		}
	}
	return Hash{}, fmt.Errorf("ledger: %w: %q is no SHA-256", sayso.ErrInvalid, s)
}

// sumOf hashes the parts so that no two lists of parts look alike.
func sumOf(parts ...string) Hash {
	var b []byte
	for _, p := range parts {
		b = strconv.AppendInt(b, int64(len(p)), 10)
		b = append(b, ':')
		b = append(b, p...)
	}
	return Sum(b)
}

// ID names a document ("d"), an attribution ("a"), a figure ("f") or a judgement
// ("j") for good:
// the letter and 16 characters that are made of what it names alone, so that it
// is the same in every ledger, whatever was added before. A person may type any
// beginning that is not shared.
type ID string

// alphabet is Crockford's base 32: no letter that looks like a digit.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

const (
	idChars    = 16 // after the letter: 80 bits
	shortChars = 8
)

func newID(letter byte, h Hash) ID {
	b := []byte{letter}
	bits, n := uint(0), uint(0)
	for _, x := range h {
		bits, n = bits<<8|uint(x), n+8
		for n >= 5 && len(b) <= idChars {
			n -= 5
			b = append(b, alphabet[bits>>n&31])
		}
	}
	return ID(b)
}

// Short is the beginning that tables show: enough for a million claims.
func (id ID) Short() string {
	if len(id) > 1+shortChars {
		return string(id[:1+shortChars])
	}
	return string(id)
}

// ParseID reads an ID or the beginning of one as people type it: in either case,
// with O for 0 and I or L for 1. It reports false for what can be none.
func ParseID(s string) (ID, bool) {
	s = strings.ToLower(s)
	if len(s) < 2 || len(s) > 1+idChars || !strings.Contains("dafj", s[:1]) {
		return "", false
	}
	b := []byte(s)
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case 'o':
			b[i] = '0'
		case 'i', 'l':
			b[i] = '1'
		}
		if strings.IndexByte(alphabet, b[i]) < 0 {
			return "", false
		}
	}
	return ID(b), true
}

// Fingerprint is an input's identity: its bytes and the facts it came with. It
// does not hold where the input lay, so a folder that was moved is still known.
type Fingerprint Hash

// FingerprintOf is the input's fingerprint.
func FingerprintOf(in *sayso.Input) Fingerprint {
	h := Sum(in.Bytes)
	m := in.Meta
	parts := []string{"input", in.ID, strconv.Itoa(int(in.Form)), in.Charset, string(h[:]), m.Title, m.Outlet, m.Published, m.URL, m.Language}
	return Fingerprint(sumOf(append(parts, m.Authors...)...))
}

// DocumentKey is what the entry's document is known by, and the key's ID: the
// canonical address where there is one, else the id and outlet that its bringer
// gave it. A file's name is no such id (week1/001.txt and week2/001.txt are two
// documents), so a file is known by its first bytes besides.
func DocumentKey(e *Entry) (key string, id ID) {
	m := &e.Document.Meta
	parts := []string{"document", "id", e.Input.ID, m.Outlet}
	key = "id:" + m.Outlet + ":" + e.Input.ID
	switch url := CanonicalURL(m.URL); {
	case url != "":
		parts = []string{"document", "url", url}
		key = "url:" + url
	case e.File != "":
		h := Sum(e.Input.Bytes)
		parts = []string{"document", "file", e.Input.ID, string(h[:])}
		key = "file:" + e.Input.ID + ":" + h.String()
	}
	return key, newID('d', sumOf(parts...))
}

// KeyID is the ID that a document's key gives; given is the id that its bringer
// gave it first.
func KeyID(key, given string) ID {
	kind, rest, _ := strings.Cut(key, ":")
	parts := []string{"document", kind, rest}
	switch kind {
	case "id":
		parts = []string{"document", "id", given, strings.TrimSuffix(rest, ":"+given)}
	case "file":
		at := max(0, strings.LastIndexByte(rest, ':'))
		parts = []string{"document", "file", rest[:at], ""}
		if h, err := ParseHash(strings.TrimPrefix(rest[at:], ":")); err == nil {
			parts[3] = string(h[:])
		}
	}
	return newID('d', sumOf(parts...))
}

// RevisionHash is the identity of a document's state: its text and the facts
// that its reading may hang on.
func RevisionHash(d *sayso.Document) Hash {
	m := d.Meta
	return sumOf(append([]string{"revision", d.Text, m.Title, m.Outlet, m.Published, m.URL, m.Language}, m.Authors...)...)
}

// ClaimIDs are the IDs of a reading's attributions and figures. They hang on the
// document, its text and the words: an attribution's cue (else its content, else
// its source), a figure's number. So a person's word on a claim outlives a better
// reading of its other parts.
func ClaimIDs(document ID, text Hash, r *sayso.Reading) (attributions, figures []ID) {
	used := map[ID]bool{}
	name := func(letter byte, spans []sayso.Span) ID {
		for n := 0; ; n++ {
			parts := []string{string(letter), string(document), string(text[:]), strconv.Itoa(n)}
			for _, s := range spans {
				parts = append(parts, strconv.Itoa(s.Start), strconv.Itoa(s.End))
			}
			if id := newID(letter, sumOf(parts...)); !used[id] {
				used[id] = true
				return id
			}
		}
	}
	for i := range r.Attributions {
		a := &r.Attributions[i]
		anchor := a.Cue
		if len(anchor) == 0 {
			anchor = a.Content
		}
		if len(anchor) == 0 {
			anchor = a.Source
		}
		attributions = append(attributions, name('a', slices.Clone(anchor)))
	}
	for i := range r.Figures {
		figures = append(figures, name('f', []sayso.Span{r.Figures[i].Number}))
	}
	return attributions, figures
}
