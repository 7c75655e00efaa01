package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
)

// The file: magic, the checksum of what follows, its length, and the parts. Each
// part is a name, a length and bytes. It is not packed: weights pack badly, and a
// program that starts for one page should not unpack for half a second.
const magic = "sayso-weights 3\n"

// ErrDamaged is what Load says of a file that is not as it was written.
var ErrDamaged = errors.New("damaged weights")

// Load reads weights as Bytes writes them.
func Load(b []byte) (*Model, error) {
	fail := func(format string, args ...any) (*Model, error) {
		return nil, fmt.Errorf("model: %w: %s", ErrDamaged, fmt.Sprintf(format, args...))
	}
	if len(b) < len(magic)+8 || string(b[:len(magic)]) != magic {
		return fail("they do not begin as weights do")
	}
	head := b[len(magic):]
	sum, size := binary.LittleEndian.Uint32(head), int64(binary.LittleEndian.Uint32(head[4:]))
	plain := head[8:]
	if int64(len(plain)) != size || crc32.ChecksumIEEE(plain) != sum {
		return fail("the checksum does not fit")
	}
	m := &Model{}
	r := &reader{b: plain}
	for len(r.b) > 0 && r.err == nil {
		name := string(r.bytes(int(r.u32())))
		part := &reader{b: r.bytes(int(r.u32()))}
		if r.err != nil {
			break
		}
		m.readPart(name, part)
		if part.err == nil && len(part.b) > 0 {
			part.fail("%d bytes left over", len(part.b))
		}
		if part.err != nil {
			return fail("part %q: %v", name, part.err)
		}
	}
	if r.err != nil {
		return fail("%v", r.err)
	}
	return m, nil
}

func (m *Model) readPart(name string, r *reader) {
	switch name {
	case "version":
		m.Version = string(r.bytes(len(r.b)))
	case "words":
		m.Words = readWords(r)
	case "tagger":
		m.Tagger = readWide(r)
	case "tagwords":
		m.TagWords = readTags(r)
	case "forms":
		m.Forms = readWords(r)
	case "moves":
		m.Moves[0] = readTable(r)
	case "rels":
		m.Rels[0] = readWide(r)
	case "moves-back":
		m.Moves[1] = readTable(r)
	case "rels-back":
		m.Rels[1] = readWide(r)
	case "names":
		m.Names = readChain(r)
	case "labels":
		m.Labels = readChain(r)
	case "linker":
		m.Linker = readChain(r)
	case "trust":
		m.Trust = readTrust(r)
	default:
		r.fail("a part that this program does not know")
	}
}

// Bytes is the model as a file. The same model makes the same bytes.
func (m *Model) Bytes() []byte {
	var w writer
	part := func(name string, write func(*writer)) {
		var p writer
		write(&p)
		w.u32(uint32(len(name)))
		w.b = append(w.b, name...)
		w.u32(uint32(len(p.b)))
		w.b = append(w.b, p.b...)
	}
	part("version", func(w *writer) { w.b = append(w.b, m.Version...) })
	if m.Words != nil {
		part("words", m.Words.write)
	}
	if m.Tagger != nil {
		part("tagger", m.Tagger.write)
		part("tagwords", m.TagWords.write)
	}
	if m.Forms != nil {
		part("forms", m.Forms.write)
	}
	for i, back := range []string{"", "-back"} {
		if m.Moves[i] != nil {
			part("moves"+back, m.Moves[i].write)
			part("rels"+back, m.Rels[i].write)
		}
	}
	for _, c := range []struct {
		name  string
		chain *Chain
	}{{"names", m.Names}, {"labels", m.Labels}, {"linker", m.Linker}} {
		if c.chain != nil {
			part(c.name, c.chain.write)
		}
	}
	if m.Trust != nil {
		part("trust", m.Trust.write)
	}
	out := append([]byte(magic), make([]byte, 8)...)
	binary.LittleEndian.PutUint32(out[len(magic):], crc32.ChecksumIEEE(w.b))
	binary.LittleEndian.PutUint32(out[len(magic)+4:], uint32(len(w.b)))
	return append(out, w.b...)
}

type writer struct{ b []byte }

func (w *writer) u32(v uint32) { w.b = binary.LittleEndian.AppendUint32(w.b, v) }

// bits writes which slots are filled: their number, and a bit each.
func (w *writer) bits(slots []uint64) {
	w.u32(uint32(len(slots)))
	for i := 0; i < len(slots); i += 8 {
		b := byte(0)
		for k := i; k < min(i+8, len(slots)); k++ {
			if slots[k] != 0 {
				b |= 1 << (k - i)
			}
		}
		w.b = append(w.b, b)
	}
}

// sparse writes a hash table: which slots are filled, and what they hold.
func (w *writer) sparse(slots []uint64) {
	w.bits(slots)
	for _, s := range slots {
		if s != 0 {
			w.b = binary.LittleEndian.AppendUint64(w.b, s)
		}
	}
}

// reader takes a part to pieces; the first error stays.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (r *reader) bytes(n int) []byte {
	if r.err != nil || n < 0 || n > len(r.b) {
		r.fail("it ends too early")
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) u32() uint32 {
	b := r.bytes(4)
	if b == nil {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

// bits reads which slots of a hash table are filled.
func (r *reader) bits() []bool {
	n := int(r.u32())
	b := r.bytes((n + 7) / 8)
	if r.err == nil && n == 0 {
		r.fail("a table of no slots")
	}
	if r.err != nil {
		return nil
	}
	out := make([]bool, n)
	for i := range out {
		out[i] = b[i/8]>>(i%8)&1 == 1
	}
	return out
}

// probed reads a hash table whose look-ups end at a free slot: there must be one,
// and a power of two in all.
func (r *reader) probed() []uint64 {
	slots := r.sparse()
	if n := len(slots); r.err == nil && (n&(n-1) != 0 || !slices.Contains(slots, 0)) {
		r.fail("a table of %d slots, none of them free", n)
	}
	return slots
}

// sparse reads a hash table.
func (r *reader) sparse() []uint64 {
	filled := r.bits()
	n := 0
	for _, yes := range filled {
		if yes {
			n++
		}
	}
	b := r.bytes(8 * n)
	if b == nil {
		return nil
	}
	out := make([]uint64, len(filled))
	for i, yes := range filled {
		if yes {
			out[i] = binary.LittleEndian.Uint64(b)
			b = b[8:]
			if out[i] == 0 {
				r.fail("slot %d is said to be filled", i)
			}
		}
	}
	return out
}
