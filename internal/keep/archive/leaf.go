package archive

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Leaf is what the log keeps of one act of recording.
type Leaf struct {
	// Subject names what was recorded: it is recorded once.
	Subject Hash
	// Data is the leaf's bytes: an object of canonical JSON, shorter than 64 KB,
	// which is the limit of a tile of leaves.
	Data []byte
}

// The kinds of leaf: the member "kind".
const (
	CaptureKind   = "capture"
	ReadingKind   = "reading"
	PromotionKind = "promotion"
	JudgementKind = "judgement"
)

// AtMigration is the member "recorded" of leaves that were made of a ledger
// which was older than its log: the log cannot tell when that was recorded.
const AtMigration = "at migration"

// Capture is what the log keeps of bytes as they came.
type Capture struct {
	Fingerprint  Hash // of bytes and facts: ledger.FingerprintOf
	Blob         Content
	Document     ledger.ID
	Revision     int // number of the revision that the bytes show
	RevisionHash Hash
	Media        string // media type with charset
	Given        string // the id given on input
	Place, File  string
	Facts        sayso.Meta // known of the input beside its bytes
	Time, Tool   string     // when, as RFC 3339, and by which program
	Recorded     string     // "" = at that time
}

// Leaf is the capture's leaf.
func (c *Capture) Leaf() Leaf {
	o := open(make([]byte, 0, 800))
	o.set(c.Blob.append(o.key("blob")))
	o.str("document", string(c.Document))
	o.short("facts", func(b []byte) []byte { return appendMeta(b, &c.Facts) })
	o.text("file", c.File)
	o.hash("fingerprint", c.Fingerprint)
	o.text("given", c.Given)
	o.str("kind", CaptureKind)
	o.text("media", c.Media)
	o.text("place", c.Place)
	o.recorded(c.Recorded)
	o.set(appendRevision(o.key("revision"), c.Revision, c.RevisionHash))
	o.text("time", c.Time)
	o.text("tool", c.Tool)
	return Leaf{c.Fingerprint, o.close()}
}

// ReadingEntry is what the log keeps of a reading.
type ReadingEntry struct {
	Document              ledger.ID
	Revision              int
	RevisionHash          Hash
	Reader                string
	Reading               Content // of Reading.Append
	Text                  Content
	Attributions, Figures int
	// Parts are four hexadecimal digits for each of the reading's parts, the
	// beginning of the SHA-256 of its bytes. They prove nothing: Reading does. They
	// tell which part it is where something was changed.
	Parts    string
	Time     string
	Recorded string
}

// EntryOf is the entry of a reading, whose encoding is written over buf.
func EntryOf(r *Reading, time string, buf []byte) (*ReadingEntry, []byte) {
	text := ContentOf([]byte(r.Text.Text))
	var parts []byte
	buf = r.append(buf[:0], text, func(part []byte) {
		h := ledger.Sum(part)
		parts = hex.AppendEncode(parts, h[:partDigits/2])
	})
	return &ReadingEntry{Document: r.Document, Revision: r.Revision, RevisionHash: ledger.RevisionHash(r.Text), Reader: r.Reading.Reader,
		Reading: ContentOf(buf), Text: text, Attributions: len(r.Reading.Attributions), Figures: len(r.Reading.Figures),
		Parts: string(parts), Time: time}, buf
}

// Leaf is the reading's leaf.
func (r *ReadingEntry) Leaf() Leaf {
	o := open(make([]byte, 0, 600))
	o.num("attributions", int64(r.Attributions))
	o.str("document", string(r.Document))
	o.num("figures", int64(r.Figures))
	o.str("kind", ReadingKind)
	o.text("parts", r.Parts)
	o.str("reader", r.Reader)
	o.set(r.Reading.append(o.key("reading")))
	o.recorded(r.Recorded)
	o.set(appendRevision(o.key("revision"), r.Revision, r.RevisionHash))
	o.set(r.Text.append(o.key("text")))
	o.text("time", r.Time)
	return Leaf{ReadingSubject(r.Document, r.Revision, r.Reader), o.close()}
}

const partDigits = 4

// DifferingParts names the reading's parts that are not as they were logged; nil
// where the leaf cannot tell.
func DifferingParts(logged []byte, r *Reading, now *ReadingEntry) []string {
	var was struct{ Parts string }
	names := r.Parts()
	if json.Unmarshal(logged, &was) != nil || len(was.Parts) != len(now.Parts) || len(now.Parts) != len(names)*partDigits {
		return nil
	}
	var out []string
	for i, name := range names {
		if at := i * partDigits; was.Parts[at:at+partDigits] != now.Parts[at:at+partDigits] {
			out = append(out, name)
		}
	}
	return out
}

// ReadingSubject is the subject of a reading's leaf: the SHA-256 of
// ["reading",document,revision,reader] as canonical JSON.
func ReadingSubject(document ledger.ID, revision int, reader string) Hash {
	b := appendString([]byte{'['}, ReadingKind)
	b = appendString(append(b, ','), string(document))
	b = appendInt(append(b, ','), revision)
	b = appendString(append(b, ','), reader)
	return ledger.Sum(append(b, ']'))
}

// Promotion is what the log keeps of a person's word that a version's readings
// are to count.
type Promotion struct {
	Number          int64 // of the act, from 1
	Reader, By, Why string
	Time            string
}

// Leaf is the promotion's leaf. Its subject is the SHA-256 of
// ["promotion",number] as canonical JSON.
func (p *Promotion) Leaf() Leaf {
	o := open(make([]byte, 0, 300))
	o.text("by", p.By)
	o.str("kind", PromotionKind)
	o.num("number", p.Number)
	o.text("reader", p.Reader)
	o.text("time", p.Time)
	o.text("why", p.Why)
	return Leaf{numbered(PromotionKind, p.Number), o.close()}
}

// Judgement is what the log keeps of somebody's word that two are one, or are
// not: a rule's or a person's.
type Judgement struct {
	ID                   string
	Level, A, B, Verdict string
	By                   string
	Person               bool
	Why                  string
	Score                float64
	Time                 string
	Takes                string // the judgement that is taken back
	Undo                 bool
}

// Leaf is the judgement's leaf.
func (j *Judgement) Leaf() Leaf {
	o := open(make([]byte, 0, 400))
	o.text("a", j.A)
	o.text("b", j.B)
	o.text("by", j.By)
	o.str("id", j.ID)
	o.str("kind", JudgementKind)
	o.str("level", j.Level)
	o.set(appendBool(o.key("person"), j.Person))
	o.set(appendFloat(o.key("score"), j.Score))
	o.str("takes", j.Takes)
	o.text("time", j.Time)
	o.set(appendBool(o.key("undo"), j.Undo))
	o.str("verdict", j.Verdict)
	o.text("why", j.Why)
	return Leaf{named(JudgementKind, j.ID), o.close()}
}

// named is the subject of what has an ID: the SHA-256 of [kind,id] as canonical
// JSON.
func named(kind, id string) Hash {
	b := appendString([]byte{'['}, kind)
	b = appendString(append(b, ','), id)
	return ledger.Sum(append(b, ']'))
}

// numbered is the subject of a person's act: the SHA-256 of [kind,number] as
// canonical JSON.
func numbered(kind string, n int64) Hash {
	b := appendString([]byte{'['}, kind)
	b = appendInt(append(b, ','), n)
	return ledger.Sum(append(b, ']'))
}

func appendRevision(b []byte, number int, h Hash) []byte {
	o := open(b)
	o.hash("hash", h)
	o.num("number", int64(number))
	return o.close()
}

func (o *object) recorded(how string) {
	if how != "" {
		o.str("recorded", how)
	}
}

// longest is the most bytes of a member that a stranger gave. The longest title
// of a page is a tenth of it.
const longest = 4096

// short writes a member's value, or what stands for it where it is long.
func (o *object) short(k string, value func([]byte) []byte) {
	b := o.key(k)
	n := len(b)
	b = value(b)
	if len(b)-n > longest {
		b = ContentOf(b[n:]).append(b[:n:n])
	}
	o.set(b)
}

func (o *object) text(k, v string) {
	o.short(k, func(b []byte) []byte { return appendString(b, v) })
}

// Members are a leaf's members as they stand.
func Members(leaf []byte) (map[string]json.RawMessage, error) {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(leaf, &m); err != nil {
		return nil, fmt.Errorf("archive: leaf: %w: %w", sayso.ErrInvalid, err)
	}
	return m, nil
}

// Differing tells which members two leaves have otherwise: "time: logged X, now
// Y".
func Differing(logged, now []byte) []string {
	a, errA := Members(logged)
	b, errB := Members(now)
	if errA != nil || errB != nil {
		return []string{"its leaf cannot be read"}
	}
	var keys []string
	for k := range a {
		keys = append(keys, k)
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var out []string
	for _, k := range keys {
		if !bytes.Equal(a[k], b[k]) {
			out = append(out, fmt.Sprintf("%s: logged %s, now %s", k, shown(a[k]), shown(b[k])))
		}
	}
	return out
}

// shown is a member's value for people, cut where it is long.
func shown(v json.RawMessage) string {
	const most = 100
	switch s := string(v); {
	case s == "":
		return "nothing"
	case len(s) > most:
		return strings.ToValidUTF8(s[:most], "") + "..."
	default:
		return s
	}
}

// Recorded is a leaf's member "recorded"; "" where it has none.
func Recorded(leaf []byte) (string, error) {
	var m struct{ Recorded string }
	if err := json.Unmarshal(leaf, &m); err != nil {
		return "", fmt.Errorf("archive: leaf: %w: %w", sayso.ErrInvalid, err)
	}
	return m.Recorded, nil
}

// SubjectOf is the subject that a leaf is filed under.
func SubjectOf(leaf []byte) (Hash, error) {
	var m leafJSON
	if err := json.Unmarshal(leaf, &m); err != nil {
		return Hash{}, fmt.Errorf("archive: leaf: %w: %w", sayso.ErrInvalid, err)
	}
	switch m.Kind {
	case CaptureKind:
		return ledger.ParseHash(m.Fingerprint)
	case ReadingKind:
		return ReadingSubject(m.Document, m.Revision.Number, m.Reader), nil
	case PromotionKind:
		return numbered(PromotionKind, m.Number), nil
	case JudgementKind:
		return named(JudgementKind, m.ID), nil
	}
	return Hash{}, fmt.Errorf("archive: leaf: %w: its kind is %q, which this sayso does not know", sayso.ErrInvalid, m.Kind)
}

// Describe says in a few words what a leaf stands for.
func Describe(leaf []byte) string {
	var m leafJSON
	if json.Unmarshal(leaf, &m) != nil {
		return "a leaf that cannot be read"
	}
	what := fmt.Sprintf("document %s, revision %d", m.Document, m.Revision.Number)
	switch m.Kind {
	case CaptureKind:
		return fmt.Sprintf("the capture of %s (%s)", shown(m.Place), what)
	case ReadingKind:
		return fmt.Sprintf("the reading of %s by %s", what, m.Reader)
	case PromotionKind:
		return fmt.Sprintf("promotion %d, of the reader %s", m.Number, m.Reader)
	case JudgementKind:
		return fmt.Sprintf("judgement %s, that %s and %s are %s, by %s", m.ID, shown(m.A), shown(m.B), m.Verdict, shown(m.By))
	}
	return "a leaf of kind " + m.Kind
}

// leafJSON is what is read back of a leaf, of whichever kind.
type leafJSON struct {
	Kind, Fingerprint string
	Document          ledger.ID
	Revision          struct {
		Hash   string
		Number int
	}
	Blob, Reading, Text contentJSON
	Time, Reader        string
	Number              int64
	ID, Verdict         string

	// Strings, or what stands for them.
	Place, Media, Given, Facts, Tool, A, B, By json.RawMessage
}
