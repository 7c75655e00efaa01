package archive

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"

	"sayso"
)

// Checkpoint is what the log was at one moment: C2SP's tlog-checkpoint.
type Checkpoint struct {
	Origin string // names the log
	Size   int64
	Root   Hash
}

// Text is the checkpoint without a signature: three lines.
func (c Checkpoint) Text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + RootText(c.Root) + "\n"
}

// RootText is a root as checkpoints have it.
func RootText(root Hash) string { return base64.StdEncoding.EncodeToString(root[:]) }

// Sign is the checkpoint as a signed note.
func (c Checkpoint) Sign(key string) ([]byte, error) {
	signer, err := note.NewSigner(strings.TrimSpace(key))
	if err != nil {
		return nil, fmt.Errorf("archive: %w: it is no key for signing", sayso.ErrInvalid)
	}
	return note.Sign(&note.Note{Text: c.Text()}, signer)
}

// NewKey makes a key to sign a log's checkpoints with, and the public one to
// check them with. Both bear the log's origin as their name.
func NewKey(origin string) (secret, public string, err error) {
	return note.GenerateKey(rand.Reader, origin)
}

// PublicKey is the key to check with that belongs to a key for signing.
func PublicKey(secret string) (string, error) {
	secret = strings.TrimSpace(secret)
	signer, err := note.NewSigner(secret)
	if err != nil {
		return "", fmt.Errorf("archive: %w: it is no key for signing", sayso.ErrInvalid)
	}
	// PRIVATE+KEY+name+hash+base64, where the first byte says that it is Ed25519.
	// A name holds no plus, base64 may.
	seed, err := base64.StdEncoding.DecodeString(strings.SplitN(secret, "+", 5)[4])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return "", fmt.Errorf("archive: %w: it is no key for signing", sayso.ErrInvalid)
	}
	return note.NewEd25519VerifierKey(signer.Name(), ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey))
}

// largest is the most bytes of a checkpoint with its signatures.
const largest = 1 << 16

// Note is a checkpoint as it was handed over, with its signatures, none of them
// looked at yet.
type Note struct {
	Checkpoint
	Raw    []byte
	Signed bool // has a signature, whoever's
	text   string
}

// ParseNote reads a checkpoint with or without signatures.
func ParseNote(b []byte) (*Note, error) {
	fail := func(what string) (*Note, error) {
		return nil, fmt.Errorf("archive: %w: no checkpoint: %s", sayso.ErrInvalid, what)
	}
	if len(b) > largest {
		return fail("it is longer than any")
	}
	if !utf8.Valid(b) || bytes.ContainsFunc(b, func(r rune) bool { return r < ' ' && r != '\n' }) {
		return fail("it is not text")
	}
	n := &Note{Raw: bytes.Clone(b), text: string(b)}
	if i := bytes.LastIndex(b, []byte("\n\n")); i >= 0 {
		n.text, n.Signed = string(b[:i+1]), true
	}
	lines := strings.Split(n.text, "\n")
	if len(lines) < 4 || lines[len(lines)-1] != "" {
		return fail("it needs three whole lines, the log's name, its size and its root")
	}
	for _, line := range lines[:len(lines)-1] {
		if line == "" {
			return fail("it has an empty line")
		}
	}
	n.Origin = lines[0]
	if !validOrigin(n.Origin) {
		return fail("its first line is no name of a log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || size >= 1<<56 || strconv.FormatInt(size, 10) != lines[1] {
		return fail("its second line is no size")
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != len(n.Root) {
		return fail("its third line is no root")
	}
	n.Size = size
	copy(n.Root[:], root)
	return n, nil
}

// validOrigin is what a key's name may be too.
func validOrigin(s string) bool {
	return s != "" && !strings.ContainsFunc(s, unicode.IsSpace) && !strings.Contains(s, "+")
}

// ErrUnsigned: nobody's signature is on the checkpoint that was asked for.
var ErrUnsigned = errors.New("not signed")

// Verify checks the signature of any of the keys, and returns that key.
func (n *Note) Verify(keys ...string) (string, error) {
	if !n.Signed {
		return "", fmt.Errorf("archive: the checkpoint is %w", ErrUnsigned)
	}
	var bad error
	for _, key := range keys {
		v, err := note.NewVerifier(strings.TrimSpace(key))
		if err != nil {
			return "", fmt.Errorf("archive: %w: %q is no key to check with: a key looks like name+0a1b2c3d+AbC", sayso.ErrInvalid, key)
		}
		_, err = note.Open(n.Raw, note.VerifierList(v))
		if err == nil {
			return strings.TrimSpace(key), nil
		}
		var invalid *note.InvalidSignatureError
		if errors.As(err, &invalid) {
			bad = fmt.Errorf("archive: %w: the signature on the checkpoint is not the key's", sayso.ErrInvalid)
		}
	}
	if bad != nil {
		return "", bad
	}
	return "", fmt.Errorf("archive: the checkpoint is %w by the key", ErrUnsigned)
}
