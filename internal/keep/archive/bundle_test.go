package archive_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/ledger/sqlite"
)

const origin = "sayso/testtesttesttest"

// bundle is one of a figure of the bridge's article, signed.
func bundle(t testing.TB) (b *archive.Bundle, public string) {
	t.Helper()
	ctx := context.Background()
	l, err := sqlite.OpenOrCreate(ctx, filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Add(ctx, append(ledgertest.Many(20), ledgertest.Bridge(), ledgertest.Market())); err != nil {
		t.Fatal(err)
	}
	head, err := l.LogHead(ctx)
	if err != nil {
		t.Fatal(err)
	}
	secret, public, err := archive.NewKey(head.Origin)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := archive.Checkpoint(head).Sign(secret)
	if err != nil {
		t.Fatal(err)
	}
	note, err := archive.ParseNote(raw)
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Record(ctx, "bridge")
	if err != nil {
		t.Fatal(err)
	}
	if b, err = archive.Make(ctx, l, r, r.FigureIDs[1], note); err != nil {
		t.Fatal(err)
	}
	b.Keys = []string{public}
	return b, public
}

func pack(t testing.TB, b *archive.Bundle) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := b.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func unpack(b []byte) (*archive.Bundle, error) {
	return archive.ReadBundle(bytes.NewReader(b), int64(len(b)))
}

// reread is the reader that read the bridge's article.
func reread(string) func(sayso.Input) (*sayso.Document, *sayso.Reading, error) {
	return func(in sayso.Input) (*sayso.Document, *sayso.Reading, error) {
		e := ledgertest.Bridge()
		if !bytes.Equal(in.Bytes, e.Input.Bytes) || in.ID != e.Input.ID || fmt.Sprint(in.Meta) != fmt.Sprint(e.Input.Meta) {
			return nil, nil, fmt.Errorf("another input: %+v", in)
		}
		return e.Document, e.Reading, nil
	}
}

func TestBundle(t *testing.T) {
	b, public := bundle(t)
	file := pack(t, b)
	if !bytes.Equal(file, pack(t, b)) {
		t.Error("written twice, it is two")
	}
	got, err := unpack(file)
	if err != nil {
		t.Fatal(err)
	}
	c := got.Check(archive.Trust{Keys: []string{public}, Read: reread})
	for _, f := range c.Findings {
		if f.Verdict != archive.Holds {
			t.Errorf("%s: %s: %s", f.What, f.Verdict, f.Detail)
		}
	}
	if len(c.Findings) < 13 {
		t.Errorf("%d findings", len(c.Findings))
	}
	claim := c.Claim()
	if claim == nil || claim.Figure == nil || claim.Figure.NumberText != "three" || claim.Record.Current().Capture.Place != "week.jsonl:1" {
		t.Errorf("claim %+v", claim)
	}
	// Without a key it is open who signed, and against another checkpoint it fails.
	if c := got.Check(archive.Trust{}); c.Failed() || verdict(c, "signed") != archive.Open || verdict(c, "reads the same") != archive.Open {
		t.Errorf("without trust: %+v", c.Findings)
	}
	_, other, err := archive.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	if c := got.Check(archive.Trust{Keys: []string{other}}); verdict(c, "signed") != archive.Fails {
		t.Errorf("by another's key: %+v", c.Findings)
	}
	note, err := archive.ParseNote([]byte(archive.Checkpoint{Origin: c.Checkpoint.Origin, Size: c.Checkpoint.Size}.Text()))
	if err != nil {
		t.Fatal(err)
	}
	if c := got.Check(archive.Trust{Against: []*archive.Note{note}}); verdict(c, "published") != archive.Fails {
		t.Errorf("against another root: %+v", c.Findings)
	}
}

func verdict(c *archive.Checked, what string) archive.Verdict {
	for _, f := range c.Findings {
		if strings.Contains(f.What, what) {
			return f.Verdict
		}
	}
	return 99
}

// TestBundleForged: whatever is changed in a bundle, it does not hold any more,
// whoever checks it.
func TestBundleForged(t *testing.T) {
	b, _ := bundle(t)
	for name, part := range map[string]func(*archive.Bundle) *[]byte{
		"capture":       func(b *archive.Bundle) *[]byte { return &b.Capture },
		"capture leaf":  func(b *archive.Bundle) *[]byte { return &b.CaptureLeaf },
		"capture proof": func(b *archive.Bundle) *[]byte { return &b.CaptureProof },
		"text":          func(b *archive.Bundle) *[]byte { return &b.Text },
		"reading":       func(b *archive.Bundle) *[]byte { return &b.Reading },
		"reading leaf":  func(b *archive.Bundle) *[]byte { return &b.ReadingLeaf },
		"reading proof": func(b *archive.Bundle) *[]byte { return &b.ReadingProof },
	} {
		whole := *part(b)
		end := len(whole)
		if strings.HasSuffix(name, "proof") {
			// The last bits of a signature's base64 are padding: no one reads them.
			end = bytes.LastIndex(whole, []byte("\n\n"))
		}
		for i := range end {
			forged := *b
			changed := bytes.Clone(whole)
			changed[i] ^= 1
			*part(&forged) = changed
			if c := forged.Check(archive.Trust{}); !c.Failed() {
				t.Errorf("%s: byte %d changed from %q, and it holds", name, i, whole[i])
			}
		}
		for _, i := range []int{0, 1, end / 2, end - 1} {
			forged := *b
			*part(&forged) = whole[:i]
			if c := forged.Check(archive.Trust{}); !c.Failed() {
				t.Errorf("%s: cut at %d, and it holds", name, i)
			}
		}
	}
	forged := *b
	forged.About = "f0000000000000000"
	if !forged.Check(archive.Trust{}).Failed() {
		t.Error("a bundle about a figure that it does not hold")
	}
	// A figure that was raised, with hashes made to fit: the log does not have it.
	raised := *b
	raised.Reading = bytes.Replace(b.Reading, []byte(`"low":12`), []byte(`"low":15`), 1)
	var leaf map[string]any
	if err := json.Unmarshal(b.ReadingLeaf, &leaf); err != nil {
		t.Fatal(err)
	}
	raised.ReadingLeaf = bytes.ReplaceAll(b.ReadingLeaf, []byte(leaf["reading"].(map[string]any)["sha256"].(string)), []byte(ledger.Sum(raised.Reading).String()))
	c := raised.Check(archive.Trust{})
	if verdict(c, "the reading is the one") != archive.Holds || verdict(c, "the reading is in the log") != archive.Fails {
		t.Errorf("a raised figure: %+v", c.Findings)
	}
}

// TestReadBundleRefuses: archives that are made to harm or to mislead.
func TestReadBundleRefuses(t *testing.T) {
	b, _ := bundle(t)
	whole := pack(t, b)
	type file struct {
		name  string
		bytes []byte
		pack  bool
	}
	var files []file
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file{name: f.Name, bytes: content})
	}
	made := func(files []file) []byte {
		var buf bytes.Buffer
		w := zip.NewWriter(&buf)
		for _, f := range files {
			method := zip.Store
			if f.pack {
				method = zip.Deflate
			}
			to, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: method})
			if err == nil {
				_, err = to.Write(f.bytes)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	if _, err := unpack(made(files)); err != nil {
		t.Fatalf("packed by another program: %v", err)
	}
	for i, f := range files[1:] {
		if _, err := unpack(made(append(append([]file{}, files[:i+1]...), files[i+2:]...))); err == nil {
			t.Errorf("without %s", f.name)
		}
		if _, err := unpack(made(append(append([]file{}, files...), f))); err == nil {
			t.Errorf("with %s twice", f.name)
		}
	}
	for _, f := range []file{{name: "../../evil"}, {name: "capture.exe"}, {name: "capture.html", bytes: []byte("x")}} {
		if _, err := unpack(made(append(append([]file{}, files...), f))); err == nil {
			t.Errorf("with %s", f.name)
		}
	}
	bomb := append([]file{}, files...)
	bomb[2] = file{bomb[2].name, make([]byte, sayso.MaxInput+1), true}
	if _, err := unpack(made(bomb)); err == nil || !strings.Contains(err.Error(), "are the most") {
		t.Errorf("a capture that bursts: %v", err)
	}
	var many []file
	for i := range 30 {
		many = append(many, file{name: fmt.Sprint(i)})
	}
	if _, err := unpack(made(many)); err == nil {
		t.Error("thirty files")
	}
	for _, n := range []int{0, 1, 100, len(whole) - 1} {
		if _, err := unpack(whole[:n]); err == nil {
			t.Errorf("cut at %d", n)
		}
	}
	if _, err := archive.ReadBundle(bytes.NewReader(whole), 1<<40); err == nil {
		t.Error("a terabyte")
	}
}

func FuzzReadBundle(f *testing.F) {
	b, _ := bundle(f)
	f.Add(pack(f, b))
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := unpack(file)
		if err != nil {
			return
		}
		if c := got.Check(archive.Trust{}); !c.Failed() && c.Claim() == nil {
			t.Error("it holds, and holds no claim")
		}
	})
}

// FuzzCheckBundle changes the parts that are read, behind the archive's sums. That
// such a bundle holds must fail for the proofs' sake already: nothing is read again,
// which would take all of the time.
func FuzzCheckBundle(f *testing.F) {
	b, _ := bundle(f)
	f.Add(b.CaptureLeaf, b.ReadingLeaf, b.Reading, b.CaptureProof)
	f.Fuzz(func(t *testing.T, captureLeaf, readingLeaf, reading, proof []byte) {
		forged := *b
		forged.CaptureLeaf, forged.ReadingLeaf, forged.Reading, forged.CaptureProof, forged.ReadingProof = captureLeaf, readingLeaf, reading, proof, b.ReadingProof
		c := forged.Check(archive.Trust{})
		same := bytes.Equal(captureLeaf, b.CaptureLeaf) && bytes.Equal(readingLeaf, b.ReadingLeaf) && bytes.Equal(reading, b.Reading)
		if !c.Failed() && !same {
			t.Error("a forged bundle holds")
		}
		c.Claim()
	})
}
