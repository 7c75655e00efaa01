package archive

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

func TestCheckpoint(t *testing.T) {
	c := Checkpoint{Origin: "sayso/3f8k2m", Size: 70_000, Root: LeafHash([]byte("x"))}
	n, err := ParseNote([]byte(c.Text()))
	if err != nil || n.Checkpoint != c || n.Signed {
		t.Fatalf("%+v, %v", n, err)
	}
	if _, err := n.Verify(); !errors.Is(err, ErrUnsigned) {
		t.Errorf("unsigned: %v", err)
	}
	secret, public, err := NewKey(c.Origin)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := PublicKey(secret + "\n"); err != nil || got != public {
		t.Errorf("public key %q, %v; want %q", got, err, public)
	}
	signed, err := c.Sign(secret)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := note.Open(signed, note.VerifierList(verifier)); err != nil {
		t.Errorf("the library: %v", err)
	}
	n, err = ParseNote(signed)
	if err != nil || n.Checkpoint != c || !n.Signed {
		t.Fatalf("%+v, %v", n, err)
	}
	_, other, err := NewKey(c.Origin)
	if err != nil {
		t.Fatal(err)
	}
	if key, err := n.Verify(other, public); err != nil || key != public {
		t.Errorf("by %q, %v", key, err)
	}
	if _, err := n.Verify(other); !errors.Is(err, ErrUnsigned) {
		t.Errorf("by another's key: %v", err)
	}
	for i := range c.Text() {
		bad := bytes.Clone(signed)
		bad[i] ^= 1
		if n, err := ParseNote(bad); err == nil {
			if _, err := n.Verify(public); err == nil {
				t.Errorf("with byte %d changed it is signed: %q", i, bad)
			}
		}
	}
	for _, key := range []string{"", "x", public, "PRIVATE+KEY+a+b+c", "PRIVATE+KEY"} {
		if _, err := c.Sign(key); err == nil {
			t.Errorf("%q signs", key)
		}
		if _, err := PublicKey(key); err == nil {
			t.Errorf("%q has a public key", key)
		}
	}
}

func TestParseNoteRefuses(t *testing.T) {
	root := strings.Split(Checkpoint{Origin: "a"}.Text(), "\n")[2]
	for _, bad := range []string{
		"", "a\n", "a\n1\n", "a\n1\n" + root, "a b\n1\n" + root + "\n", "\n1\n" + root + "\n", "a\n01\n" + root + "\n", "a\n-1\n" + root + "\n",
		"a\n+1\n" + root + "\n", "a\n99999999999999999999\n" + root + "\n", "a\n1\n" + root[1:] + "\n", "a\n1\n" + root + "x\n",
		"a\n1\n\n" + root + "\n", "a\r\n1\r\n" + root + "\r\n", "a\n1\n" + root + "\n\x00\n", "\xff\n1\n" + root + "\n", strings.Repeat("a", 1<<17),
	} {
		if n, err := ParseNote([]byte(bad)); err == nil {
			t.Errorf("%q is taken for %+v", bad, n)
		}
	}
}

func TestProofForm(t *testing.T) {
	m := newMemory(t, 300)
	hashes, err := Prove(300, 77, m.nodes)
	if err != nil {
		t.Fatal(err)
	}
	c := Checkpoint{"sayso/3f8k2m", 300, m.tree.Root()}
	p := &Proof{Index: 77, Hashes: hashes, Checkpoint: []byte(c.Text())}
	b := p.Format()
	if !strings.HasPrefix(string(b), "c2sp.org/tlog-proof@v1\nindex 77\n") || !strings.HasSuffix(string(b), "\n\nsayso/3f8k2m\n300\n"+strings.Split(c.Text(), "\n")[2]+"\n") {
		t.Errorf("%s", b)
	}
	got, err := ParseProof(b)
	if err != nil || got.Index != 77 || len(got.Hashes) != len(hashes) || string(got.Checkpoint) != c.Text() {
		t.Fatalf("%+v, %v", got, err)
	}
	withExtra := strings.Replace(string(b), "\nindex", "\nextra AAAA\nindex", 1)
	if got, err := ParseProof([]byte(withExtra)); err != nil || got.Index != 77 {
		t.Errorf("with extra data: %v", err)
	}
	for _, bad := range []string{"", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\n\n", "c2sp.org/tlog-proof@v1\nindex 07\n\n", "c2sp.org/tlog-proof@v1\nindex -1\n\n",
		"c2sp.org/tlog-proof@v2\nindex 1\n\n", "c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\n", "c2sp.org/tlog-proof@v1\nindex 1\n" + strings.Repeat(strings.Split(string(b), "\n")[2]+"\n", 64) + "\n"} {
		if _, err := ParseProof([]byte(bad)); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func FuzzParseNote(f *testing.F) {
	c := Checkpoint{Origin: "sayso/3f8k2m", Size: 3}
	secret, public, err := NewKey(c.Origin)
	if err != nil {
		f.Fatal(err)
	}
	signed, err := c.Sign(secret)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(c.Text()))
	f.Add(signed)
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := ParseNote(b)
		if err != nil {
			return
		}
		if !bytes.HasPrefix(b, []byte(n.Checkpoint.Text())) {
			t.Errorf("%q is read as %+v", b, n.Checkpoint)
		}
		if _, err := n.Verify(public); err == nil && !bytes.HasPrefix(b, []byte(c.Text())) {
			t.Errorf("%q is signed", b)
		}
	})
}

func FuzzParseProof(f *testing.F) {
	f.Add((&Proof{Index: 7, Hashes: make([]Hash, 3), Checkpoint: []byte(Checkpoint{Origin: "a"}.Text())}).Format())
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ParseProof(b)
		if err != nil {
			return
		}
		again, err := ParseProof(p.Format())
		if err != nil || again.Index != p.Index || len(again.Hashes) != len(p.Hashes) || !bytes.Equal(again.Checkpoint, p.Checkpoint) {
			t.Errorf("%q is read as %+v and that as %+v, %v", b, p, again, err)
		}
	})
}
