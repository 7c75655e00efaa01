package archive_test

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"

	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
)

// TestCanonical: what is hashed is canonical JSON to a writer that knows nothing
// of ours: keys sorted, no space, numbers as ECMAScript writes them.
func TestCanonical(t *testing.T) {
	b, _ := bundle(t)
	for name, have := range map[string][]byte{"capture": b.CaptureLeaf, "reading leaf": b.ReadingLeaf, "reading": b.Reading} {
		var any any
		if err := json.Unmarshal(have, &any); err != nil {
			t.Fatal(err)
		}
		var again bytes.Buffer
		w := json.NewEncoder(&again)
		w.SetEscapeHTML(false)
		if err := w.Encode(any); err != nil {
			t.Fatal(err)
		}
		if got := bytes.TrimSuffix(again.Bytes(), []byte("\n")); !bytes.Equal(got, have) {
			t.Errorf("%s:\n%s\nin canonical form:\n%s", name, have, got)
		}
	}
}

// TestCanonicalSpelling: the examples of RFC 8785 and the odd ones.
func TestCanonicalSpelling(t *testing.T) {
	p := archive.Promotion{Number: 1, By: "\u20ac$\u000f\nA'B\"\\\\\"/", Why: "\u2028\xff\x00<&>\t\b\f\r\x7f"}
	want := `{"by":"€$\u000f\nA'B\"\\\\\"/","kind":"promotion","number":1,"reader":"","time":"","why":"` + "\u2028\ufffd" + `\u0000<&>\t\b\f\r` + "\x7f" + `"}`
	if got := string(p.Leaf().Data); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	for f, want := range map[float64]string{0: "0", math.Copysign(0, -1): "0", 1: "1", .1: "0.1", 1e-7: "1e-7", 1.5e-9: "1.5e-9", 1e-10: "1e-10", 1e21: "1e+21", 123456789012345680000: "123456789012345680000",
		1.0 / 3: "0.3333333333333333", 5e-324: "5e-324", 9007199254740993: "9007199254740992", -3.1: "-3.1"} {
		j := archive.Judgement{Score: f}
		if leaf := string(j.Leaf().Data); !bytes.Contains([]byte(leaf), []byte(`"score":`+want+`,`)) {
			t.Errorf("%g: %s", f, leaf)
		}
	}
	// What somebody gave and is very long is stood for.
	long := archive.Promotion{Why: string(bytes.Repeat([]byte("x"), 70_000))}
	leaf := long.Leaf().Data
	quoted := append(append([]byte{'"'}, long.Why...), '"')
	if len(leaf) > 400 || !bytes.Contains(leaf, []byte(`"why":{"bytes":70002,"sha256":"`+ledger.Sum(quoted).String()+`"}`)) {
		t.Errorf("%d bytes: %.300s", len(leaf), leaf)
	}
}

// BenchmarkLeaves is what a document costs the log beside its rows: its reading
// encoded and hashed, two leaves made and hashed into the tree.
func BenchmarkLeaves(b *testing.B) {
	e := ledgertest.Bridge()
	r := &archive.Reading{Document: "d", Revision: 1, Text: e.Document, Reading: e.Reading}
	r.AttributionIDs, r.FigureIDs = ledger.ClaimIDs("d", ledger.Hash{}, e.Reading)
	c := archive.Capture{Facts: e.Input.Meta, Given: e.Input.ID, Place: e.Input.Place, Time: "2031-04-02T10:00:00Z", Tool: e.Tool}
	tree, err := archive.NewTree(0, nil)
	if err != nil {
		b.Fatal(err)
	}
	var buf, nodes []byte
	b.ReportAllocs()
	for b.Loop() {
		var entry *archive.ReadingEntry
		nodes = tree.Append(c.Leaf().Data, nodes[:0])
		entry, buf = archive.EntryOf(r, c.Time, buf)
		nodes = tree.Append(entry.Leaf().Data, nodes[:0])
	}
}
