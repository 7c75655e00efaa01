package archive

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Bundle is what a stranger needs to check one claim, or one document, without
// our ledger: the bytes that were captured, the text drawn from them, all that was
// read in it, and the proofs that both were in the log.
type Bundle struct {
	About                      ledger.ID // the claim or document that it was made for
	Capture                    []byte
	CaptureLeaf, ReadingLeaf   []byte
	CaptureProof, ReadingProof []byte // tlog-proofs
	Text                       []byte
	Reading                    []byte   // canonical JSON
	Keys                       []string // to check the checkpoint with, as the maker of the bundle says
}

const bundleFormat = "sayso-bundle@v1"

// member is a file of a bundle.
type member struct {
	name  string
	most  int // bytes
	bytes *[]byte
}

const (
	textName, pageName = "capture.txt", "capture.html"
	megabyte           = 1 << 20
)

// members are the files in their order. The capture has the ending by which
// people open it.
func (b *Bundle) members(capture string, about, keys *[]byte) []member {
	return []member{
		{"bundle.json", 1 << 12, about},
		{capture, sayso.MaxInput, &b.Capture},
		{"capture.leaf.json", 1 << 16, &b.CaptureLeaf},
		{"capture.tlog-proof", 2 * largest, &b.CaptureProof},
		{"text.txt", 4 * sayso.MaxInput, &b.Text},
		{"reading.json", 64 * megabyte, &b.Reading},
		{"reading.leaf.json", 1 << 16, &b.ReadingLeaf},
		{"reading.tlog-proof", 2 * largest, &b.ReadingProof},
		{"keys.txt", 1 << 14, keys},
	}
}

// Write writes the bundle as a zip archive, nothing in it packed: the same
// bundle is the same bytes, whoever writes it and when.
func (b *Bundle) Write(w io.Writer) error {
	o := open(nil)
	o.str("about", string(b.About))
	o.str("format", bundleFormat)
	about := o.close()
	keys := []byte(strings.Join(append(b.Keys, ""), "\n"))
	capture := textName
	if bytes.Contains(b.CaptureLeaf, []byte(`"media":"text/html`)) {
		capture = pageName
	}
	z := zip.NewWriter(w)
	readme := []byte(b.readme())
	all := append([]member{{"README.txt", len(readme), &readme}}, b.members(capture, &about, &keys)...)
	for _, m := range all {
		if len(*m.bytes) > m.most {
			return fmt.Errorf("archive: bundle of %s: %w: %s has %d bytes, and %d are the most", b.About, sayso.ErrTooLarge, m.name, len(*m.bytes), m.most)
		}
		n := uint64(len(*m.bytes))
		f, err := z.CreateRaw(&zip.FileHeader{Name: m.name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(*m.bytes), CompressedSize64: n, UncompressedSize64: n,
			//lint:ignore SA1019 as it stands in the file, and not by a clock
			ModifiedDate: 1<<5 | 1})
		if err == nil {
			_, err = f.Write(*m.bytes)
		}
		if err != nil {
			return fmt.Errorf("archive: bundle of %s: %w", b.About, err)
		}
	}
	return z.Close()
}

// readme says what the bundle is. It proves nothing itself and is not looked at.
func (b *Bundle) readme() string {
	return `This is a proof bundle of sayso, about ` + string(b.About) + `.

To check it: sayso verify THIS-FILE --key KEY
where KEY is the public key of the ledger's owner, which you should have from
them by another way than with this file.

  capture.txt or .html  the bytes as they were captured
  capture.leaf.json     what the log keeps of the capture: its SHA-256, from where, when
  text.txt              the text that was drawn from the capture
  reading.json          what was read in it; spans count bytes of text.txt
  reading.leaf.json     what the log keeps of the reading: the SHA-256 of reading.json
  *.tlog-proof          proofs that the leaves are in the log (c2sp.org/tlog-proof)
  keys.txt              the owner's public keys as this bundle has them
  bundle.json           what the bundle is about

By hand: sha256sum of the capture and of reading.json must stand in the leaves;
the proofs lead from the SHA-256 of a zero byte and the leaf to the root in the
checkpoint (RFC 6962). What this proves, and what it does not, is written in
docs/custody.md of sayso.
`
}

// ReadBundle reads a bundle, whoever made it. It looks at the form only; Check
// looks at what is in it.
func ReadBundle(r io.ReaderAt, size int64) (*Bundle, error) {
	fail := func(format string, args ...any) (*Bundle, error) {
		return nil, fmt.Errorf("archive: %w: no bundle: %s", sayso.ErrInvalid, fmt.Sprintf(format, args...))
	}
	if size > 256*megabyte {
		return fail("it is larger than any")
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return fail("%v", err)
	}
	if len(z.File) > 20 {
		return fail("it holds %d files", len(z.File))
	}
	files := map[string]*zip.File{}
	for _, f := range z.File {
		if files[f.Name] != nil {
			return fail("it holds %q twice", f.Name)
		}
		files[f.Name] = f
	}
	capture := textName
	if files[pageName] != nil {
		capture = pageName
	}
	var b Bundle
	var about, keys []byte
	for _, m := range b.members(capture, &about, &keys) {
		f := files[m.name]
		if f == nil {
			return fail("it has no %s", m.name)
		}
		delete(files, m.name)
		if *m.bytes, err = readMember(f, m.most); err != nil {
			return fail("%s: %v", m.name, err)
		}
	}
	delete(files, "README.txt")
	for name := range files {
		return fail("it holds %q, which belongs to none", name)
	}
	var head struct {
		About  ledger.ID
		Format string
	}
	if err := json.Unmarshal(about, &head); err != nil {
		return fail("bundle.json: %v", err)
	}
	if head.Format != bundleFormat {
		return fail("its form is %q, and this sayso knows %s", head.Format, bundleFormat)
	}
	b.About = head.About
	b.Keys = strings.Fields(string(keys))
	return &b, nil
}

// readMember reads a file of an archive that may be made to burst.
func readMember(f *zip.File, most int) ([]byte, error) {
	if f.UncompressedSize64 > uint64(most) {
		return nil, fmt.Errorf("%w: %d bytes, and %d are the most", sayso.ErrTooLarge, f.UncompressedSize64, most)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err != nil {
		return nil, err
	}
	if len(b) > most {
		return nil, fmt.Errorf("%w: more than %d bytes", sayso.ErrTooLarge, most)
	}
	return b, nil
}
