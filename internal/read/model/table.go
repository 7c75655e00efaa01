package model

// Lanes is how many labels a narrow table has weights for. The label that is no
// lane, usually "outside", weighs nothing.
const Lanes = 6

// Table maps hashed features to six weights each. A row is one word of memory:
// 16 bits that tell the feature from others in its slot, and six weights of
// eight bits with 128 added, so that two additions sum a whole row and no lane
// runs into the next. Open addressing; slot 0 of a row is never all zero.
type Table struct {
	rows []uint64 // length a power of two; 0 = free
	mask uint64
	peek peek
}

// peek is a byte a row: enough of its tag to tell most features that a table does
// not have (four in five of a text's) from memory that stays in the processor.
type peek []uint8

func peekAt(tag uint64) uint8 { return max(uint8(tag), 1) }

// find is the row of the tag from slot i on, or -1.
func (p peek) find(i, mask, tag uint64) (row int, more bool) {
	want := peekAt(tag)
	for ; ; i = (i + 1) & mask {
		switch p[i] {
		case want:
			return int(i), true
		case 0:
			return -1, false
		}
	}
}

// Sum collects the rows of one token's features: up to 256 of them.
type Sum struct {
	even, odd uint64 // lanes of 16 bits
	n         int32
}

func place(feature uint64) (slot, tag uint64) {
	tag = feature >> 48
	if tag == 0 {
		tag = 1
	}
	return feature & 0xFFFFFFFFFFFF, tag << 48
}

// Add adds the feature's weights to the sum.
func (t *Table) Add(s *Sum, feature uint64) {
	i, tag := place(feature)
	tag >>= 48
	for i &= t.mask; ; i = (i + 1) & t.mask {
		at, ok := t.peek.find(i, t.mask, tag)
		if !ok {
			return
		}
		if row := t.rows[at]; row>>48 == tag {
			s.even += row & 0x00FF00FF00FF
			s.odd += row >> 8 & 0x00FF00FF00FF
			s.n++
			return
		}
		i = uint64(at)
	}
}

// look fills peek.
func (t *Table) look() *Table {
	t.peek = make(peek, len(t.rows))
	for i, row := range t.rows {
		if row != 0 {
			t.peek[i] = peekAt(row >> 48)
		}
	}
	return t
}

// Lanes spreads the sum.
func (s *Sum) Lanes(out *[Lanes]int32) {
	bias := s.n * 128
	e, o := s.even, s.odd
	for i := 0; i < Lanes; i += 2 {
		out[i] = int32(e&0xFFFF) - bias
		out[i+1] = int32(o&0xFFFF) - bias
		e, o = e>>16, o>>16
	}
}

// Weighted is a feature and its weights, for building a table.
type Weighted struct {
	Feature uint64
	Weights [Lanes]int8
}

// NewTable builds a table; of features that cannot be told apart the first one
// counts. The order of the list decides where rows lie, so the same list makes
// the same bytes.
func NewTable(list []Weighted) *Table {
	size := 1
	for size*3 < len(list)*4+4 {
		size *= 2
	}
	t := &Table{rows: make([]uint64, size), mask: uint64(size - 1)}
	for _, w := range list {
		i, tag := place(w.Feature)
		row := tag
		for l, v := range w.Weights {
			row |= uint64(uint8(int(v)+128)) << (8 * l)
		}
		for i &= t.mask; t.rows[i] != 0; i = (i + 1) & t.mask {
			if t.rows[i]>>48 == tag>>48 {
				row = 0
				break
			}
		}
		if row != 0 {
			t.rows[i] = row
		}
	}
	return t.look()
}

func (t *Table) write(w *writer) { w.sparse(t.rows) }

func readTable(r *reader) *Table {
	rows := r.sparse()
	t := &Table{rows: rows, mask: uint64(len(rows) - 1)}
	return t.look()
}

// Wide is a table with more lanes: a row is several words, the first 16 bits of
// which tell its feature.
type Wide struct {
	Labels int
	words  int // a row
	rows   []uint64
	mask   uint64
	peek   peek
}

// WideSum collects the rows of one token's features.
type WideSum struct {
	acc [2 * maxWords]uint64
	n   int32
}

const maxWords = 8

// Reset empties the sum.
func (s *WideSum) Reset() { *s = WideSum{} }

// Add adds the feature's weights to the sum.
func (t *Wide) Add(s *WideSum, feature uint64) {
	i, tag := place(feature)
	tag >>= 48
	for i &= t.mask; ; i = (i + 1) & t.mask {
		at, ok := t.peek.find(i, t.mask, tag)
		if !ok {
			return
		}
		row := t.rows[at*t.words : (at+1)*t.words]
		if row[0]&0xFFFF != tag {
			i = uint64(at)
			continue
		}
		for k, w := range row {
			s.acc[2*k] += w & 0x00FF00FF00FF00FF
			s.acc[2*k+1] += w >> 8 & 0x00FF00FF00FF00FF
		}
		s.n++
		return
	}
}

// look fills peek.
func (t *Wide) look() *Wide {
	t.peek = make(peek, t.mask+1)
	for i := range t.peek {
		if tag := t.rows[i*t.words] & 0xFFFF; tag != 0 {
			t.peek[i] = peekAt(tag)
		}
	}
	return t
}

// Best is the label with the highest sum; of equals the first.
func (t *Wide) Best(s *WideSum) (label int, score int32) {
	best, at := int32(-1), 0
	for l := range t.Labels {
		b := l + 2
		v := int32(s.acc[b/8*2+b&1] >> (b % 8 / 2 * 16) & 0xFFFF)
		if v > best {
			best, at = v, l
		}
	}
	return at, best - s.n*128
}

// WideRow is a feature and its weights, one a label.
type WideRow struct {
	Feature uint64
	Weights []int8
}

// NewWide builds a table of so many labels.
func NewWide(labels int, list []WideRow) *Wide {
	size := 1
	for size*3 < len(list)*4+4 {
		size *= 2
	}
	words := (labels + 2 + 7) / 8
	if words > maxWords {
		panic("model: too many labels")
	}
	t := &Wide{Labels: labels, words: words, rows: make([]uint64, size*words), mask: uint64(size - 1)}
next:
	for _, w := range list {
		i, tag := place(w.Feature)
		tag >>= 48
		for i &= t.mask; t.rows[int(i)*words] != 0; i = (i + 1) & t.mask {
			if t.rows[int(i)*words]&0xFFFF == tag {
				continue next
			}
		}
		row := t.rows[int(i)*words : int(i+1)*words]
		row[0] = tag
		for l := range words*8 - 2 {
			v := byte(128)
			if l < labels {
				v = byte(int(w.Weights[l]) + 128)
			}
			row[(l+2)/8] |= uint64(v) << ((l + 2) % 8 * 8)
		}
	}
	return t.look()
}

// Of a row the file has its tag, how many weights are not zero, and those with
// their lanes.
func (t *Wide) write(w *writer) {
	w.u32(uint32(t.Labels))
	n := int(t.mask) + 1
	tags := make([]uint64, n)
	for i := range tags {
		tags[i] = t.rows[i*t.words] & 0xFFFF
	}
	w.bits(tags)
	for i, tag := range tags {
		if tag == 0 {
			continue
		}
		w.b = append(w.b, byte(tag), byte(tag>>8), 0)
		at := len(w.b) - 1
		for l := 2; l < t.Labels+2; l++ {
			if v := byte(t.rows[i*t.words+l/8] >> (l % 8 * 8)); v != 128 {
				w.b[at]++
				w.b = append(w.b, byte(l), v)
			}
		}
	}
}

func readWide(r *reader) *Wide {
	labels := int(r.u32())
	words := (labels + 2 + 7) / 8
	if r.err == nil && (labels == 0 || words > maxWords) {
		r.fail("a table of %d labels", labels)
	}
	filled := r.bits()
	if r.err != nil {
		return nil
	}
	t := &Wide{Labels: labels, words: words, rows: make([]uint64, len(filled)*words), mask: uint64(len(filled) - 1)}
	for i, yes := range filled {
		if !yes {
			continue
		}
		row := t.rows[i*words : (i+1)*words]
		for k := range row {
			row[k] = 0x8080808080808080
		}
		head := r.bytes(3)
		if head == nil {
			return nil
		}
		tag := uint64(head[0]) | uint64(head[1])<<8
		row[0] = row[0]&^0xFFFF | tag
		weights := r.bytes(2 * int(head[2]))
		for k := 0; k+1 < len(weights); k += 2 {
			l := int(weights[k])
			if l < 2 || l >= labels+2 {
				r.fail("a weight for label %d of %d", l-2, labels)
				return nil
			}
			row[l/8] = row[l/8]&^(0xFF<<(l%8*8)) | uint64(weights[k+1])<<(l%8*8)
		}
		if tag == 0 {
			r.fail("a row without a feature")
		}
	}
	return t.look()
}
