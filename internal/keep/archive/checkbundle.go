package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"slices"
	"strings"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Trust is what whoever checks a bundle knows by other ways than the bundle.
type Trust struct {
	Keys    []string // public keys of the ledger's owner
	Against []*Note  // checkpoints that were published
	// Read reads a capture again, where this program has that version of the reader;
	// nil where it has not.
	Read func(reader string) func(sayso.Input) (*sayso.Document, *sayso.Reading, error)
}

// Finding is one thing that was looked at.
type Finding struct {
	What    string // "the capture is the one that was logged"
	Verdict Verdict
	Detail  string
}

// Verdict is what came of looking.
type Verdict uint8

// The verdicts. Open is what could not be looked at, or was only said by the
// bundle itself.
const (
	Holds Verdict = iota
	Open
	Fails
)

func (v Verdict) String() string { return [...]string{"holds", "open", "FAILS"}[min(v, Fails)] }

// Checked is a bundle that was looked at. Reading is nil where it cannot be read.
type Checked struct {
	About      ledger.ID
	Findings   []Finding
	Capture    CaptureFacts
	Reading    *Reading
	Checkpoint Checkpoint
}

// CaptureFacts are what the log says of the capture.
type CaptureFacts struct {
	Place, Given, URL, Media, Time, Tool, SHA256 string
	Bytes                                        int64
}

// Failed reports whether anything does not hold.
func (c *Checked) Failed() bool {
	for _, f := range c.Findings {
		if f.Verdict == Fails {
			return true
		}
	}
	return false
}

func (c *Checked) add(what string, ok bool, detail string) {
	v := Holds
	if !ok {
		v = Fails
	} else {
		detail = ""
	}
	c.Findings = append(c.Findings, Finding{what, v, detail})
}

func (c *Checked) open(what, detail string) {
	c.Findings = append(c.Findings, Finding{what, Open, detail})
}

// Check looks at all that a bundle claims.
func (b *Bundle) Check(t Trust) *Checked {
	c := &Checked{About: b.About}
	var capture, reading leafJSON
	errC, errR := strictLeaf(b.CaptureLeaf, CaptureKind, &capture), strictLeaf(b.ReadingLeaf, ReadingKind, &reading)
	if err := errors.Join(errC, errR); err != nil {
		c.add("the leaves can be read", false, err.Error())
		return c
	}
	c.Capture = capture.facts(b.Capture)
	c.content("the capture is the one that was logged", b.Capture, capture.Blob)
	c.content("the reading is the one that was logged", b.Reading, reading.Reading)
	c.content("the text is the one that was logged", b.Text, reading.Text)
	c.add("capture and reading are of the same state of one document", capture.Document == reading.Document && capture.Revision.Number == reading.Revision.Number,
		fmt.Sprintf("the capture is of %s, revision %d, the reading of %s, revision %d", capture.Document, capture.Revision.Number, reading.Document, reading.Revision.Number))
	c.reading(b, &reading, capture.mediaType())
	c.proofs(b, t)
	c.again(b, &capture, t)
	return c
}

// strictLeaf reads a leaf that must be one of ours, of the kind.
func strictLeaf(b []byte, kind string, into *leafJSON) error {
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("archive: leaf of the %s: %w: %w", kind, sayso.ErrInvalid, err)
	}
	if into.Kind != kind {
		return fmt.Errorf("archive: leaf of the %s: %w: it is of a %q", kind, sayso.ErrInvalid, into.Kind)
	}
	return nil
}

// content looks whether bytes are those that a leaf stands for.
func (c *Checked) content(what string, b []byte, logged contentJSON) {
	have := ContentOf(b)
	c.add(what, have.SHA256.String() == logged.SHA256 && have.Bytes == logged.Bytes,
		fmt.Sprintf("the log has SHA-256 %s of %d bytes, the bundle %s of %d", logged.SHA256, logged.Bytes, have.SHA256, have.Bytes))
}

// reading looks at what was read: whether it is well-formed, and stands in text
// and capture.
func (c *Checked) reading(b *Bundle, leaf *leafJSON, media string) {
	r, _, err := ParseReading(b.Reading)
	if err != nil {
		c.add("the reading can be read", false, err.Error())
		return
	}
	r.Text.Text = string(b.Text)
	c.Reading = r
	c.add("the reading is of the document that the log says", r.Document == leaf.Document && r.Revision == leaf.Revision.Number && r.Reading.Reader == leaf.Reader,
		"document, revision or version of the reader is another")
	c.faults("every span lies in the text, and every ID is its claim's", r.Check())
	c.faults("the text stands in the capture", r.CheckRaw(b.Capture, media))
	if b.About != "" && b.About[0] != 'd' {
		c.add("the claim is in the reading", slices.Contains(r.AttributionIDs, b.About) || slices.Contains(r.FigureIDs, b.About), "no claim of the reading has the ID "+string(b.About))
	} else {
		c.add("the document is the one that the bundle is about", b.About == r.Document, "it is "+string(r.Document))
	}
}

// Claim is what the bundle is about, as a ledger would show it; nil where the
// bundle does not hold it.
func (c *Checked) Claim() *ledger.Claim {
	r := c.Reading
	if r == nil {
		return nil
	}
	hash, _ := ledger.ParseHash(c.Capture.SHA256)
	at, _ := time.Parse(time.RFC3339Nano, c.Capture.Time)
	rec := &ledger.Record{Newest: r.Revision, Text: r.Text, Reading: r.Reading, AttributionIDs: r.AttributionIDs, FigureIDs: r.FigureIDs,
		Document: ledger.Document{ID: r.Document, Meta: r.Text.Meta, Revision: r.Revision, Reader: r.Reading.Reader,
			Attributions: len(r.AttributionIDs), Figures: len(r.FigureIDs)},
		Revisions: []ledger.Revision{{Number: r.Revision, TextHash: ledger.Sum([]byte(r.Text.Text)), Title: r.Text.Meta.Title, Capture: ledger.Capture{
			Hash: hash, Size: c.Capture.Bytes, MediaType: c.Capture.Media, Given: c.Capture.Given, URL: c.Capture.URL, Place: c.Capture.Place, Time: at, Tool: c.Capture.Tool}}}}
	if i := slices.Index(r.AttributionIDs, c.About); i >= 0 {
		return &ledger.Claim{Record: rec, Attribution: rec.Attribution(i)}
	}
	if i := slices.Index(r.FigureIDs, c.About); i >= 0 {
		return &ledger.Claim{Record: rec, Figure: rec.Figure(i)}
	}
	return &ledger.Claim{Record: rec}
}

func (c *Checked) faults(what string, faults []Fault) {
	var all []string
	for _, f := range faults {
		s := f.Found
		if f.Claim != "" {
			s = string(f.Claim) + ": " + s
		}
		all = append(all, s)
	}
	const most = 5
	if n := len(all); n > most {
		all = append(all[:most], fmt.Sprintf("and %d more", n-most))
	}
	c.add(what, len(faults) == 0, strings.Join(all, "; "))
}

// proofs looks at the way from the leaves to the root, and at who stands for it.
func (c *Checked) proofs(b *Bundle, t Trust) {
	capture, errC := ParseProof(b.CaptureProof)
	reading, errR := ParseProof(b.ReadingProof)
	if err := errors.Join(errC, errR); err != nil {
		c.add("the proofs can be read", false, err.Error())
		return
	}
	n, err := ParseNote(capture.Checkpoint)
	if err != nil {
		c.add("the checkpoint can be read", false, err.Error())
		return
	}
	c.Checkpoint = n.Checkpoint
	c.add("both proofs are against one checkpoint", bytes.Equal(capture.Checkpoint, reading.Checkpoint), "they have two")
	c.inclusion("the capture is in the log", capture, n, b.CaptureLeaf)
	c.inclusion("the reading is in the log", reading, n, b.ReadingLeaf)
	c.signature(n, b, t)
	for _, a := range t.Against {
		what := fmt.Sprintf("the checkpoint is the published one of %d leaves", a.Size)
		switch {
		case a.Origin == n.Origin && a.Size != n.Size:
			c.add(what, false, fmt.Sprintf("it is one of %d leaves: ask for a bundle made with sayso prove --at the published one", n.Size))
		default:
			c.add(what, a.Checkpoint == n.Checkpoint, "it is another")
		}
	}
}

func (c *Checked) inclusion(what string, p *Proof, n *Note, leaf []byte) {
	err := CheckProof(p.Hashes, n.Size, n.Root, p.Index, leaf)
	detail := ""
	if err != nil {
		detail = err.Error()
	}
	c.add(what, err == nil, detail)
}

func (c *Checked) signature(n *Note, b *Bundle, t Trust) {
	const what = "the checkpoint is signed by the ledger's owner"
	switch {
	case !n.Signed && len(t.Keys) > 0:
		c.add(what, false, "nobody has signed it")
	case !n.Signed:
		c.open(what, "nobody has signed it: whoever made the bundle could have made the whole log. It proves something only with a checkpoint that was published (--against)")
	case len(t.Keys) > 0:
		_, err := n.Verify(t.Keys...)
		detail := ""
		if err != nil {
			detail = err.Error()
		}
		c.add(what, err == nil, detail)
	default:
		if key, err := n.Verify(b.Keys...); err == nil {
			c.open(what, "it is signed with the key that the bundle itself names, "+key+": make sure by another way that it is the owner's, or give theirs with --key")
		} else {
			c.add(what, false, err.Error())
		}
	}
}

// again reads the capture anew and compares: the same version reads the same
// bytes the same way.
func (c *Checked) again(b *Bundle, leaf *leafJSON, t Trust) {
	const what = "this program reads the same in the capture"
	if c.Reading == nil {
		return
	}
	reader := c.Reading.Reading.Reader
	if t.Read == nil || t.Read(reader) == nil {
		c.open(what, "this sayso has another version of the reader than "+reader)
		return
	}
	in, ok := leaf.input(b.Capture)
	if !ok {
		c.open(what, "the facts that the capture came with are too long for the log to hold them")
		return
	}
	doc, reading, err := t.Read(reader)(in)
	if err != nil {
		c.add(what, false, err.Error())
		return
	}
	// What stands in the record in more words is the document's own.
	again := &Reading{Document: c.Reading.Document, Revision: c.Reading.Revision, Text: doc, Reading: reading}
	again.AttributionIDs, again.FigureIDs = ledger.ClaimIDs(again.Document, ledger.Sum([]byte(doc.Text)), reading)
	c.add(what, bytes.Equal(again.Append(nil), b.Reading), "it reads something else: the reading was made up, or by another build that bears the same version")
}

// mediaType is the capture's media type; "" where it is too long for a leaf.
func (m *leafJSON) mediaType() string { return text(m.Media) }

// text is a member that is a string; "" where something stands for it.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

func (m *leafJSON) facts(capture []byte) CaptureFacts {
	var facts sayso.Meta
	json.Unmarshal(m.Facts, &facts)
	h := ledger.Sum(capture)
	return CaptureFacts{Place: text(m.Place), Given: text(m.Given), Media: m.mediaType(), URL: facts.URL, Time: m.Time, Tool: text(m.Tool), SHA256: h.String(), Bytes: int64(len(capture))}
}

// input is the input that the capture was of; false where the leaf does not hold
// all of it.
func (m *leafJSON) input(b []byte) (sayso.Input, bool) {
	in := sayso.Input{ID: text(m.Given), Place: text(m.Place), Bytes: b}
	var stands struct{ SHA256 *string }
	if json.Unmarshal(m.Facts, &stands) != nil || stands.SHA256 != nil || json.Unmarshal(m.Facts, &in.Meta) != nil || m.Given == nil || m.Given[0] != '"' {
		return in, false
	}
	if len(in.Meta.Authors) == 0 {
		in.Meta.Authors = nil
	}
	kind, params, err := mime.ParseMediaType(m.mediaType())
	if err != nil {
		return in, false
	}
	if in.Charset = params["charset"]; kind == "text/html" {
		in.Form = sayso.FormHTML
	}
	return in, true
}
