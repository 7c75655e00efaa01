package model

// Wide is a table with more lanes: a row is several words, the first 16 bits of
// which tell its feature.
type Wide struct {
	Labels int
	words  int // a row
	used   int // of a row's words
	index
	rows []uint64
}

// WideSum collects the rows of one token's features.
type WideSum struct {
	acc [2 * maxWords]uint64
	n   int32
}

const maxWords = 8

// Reset empties the sum.
func (s *WideSum) Reset() { *s = WideSum{} }

// Add adds the features' weights to the sum; it uses fs up. Rows are far apart, in
// a table that is larger than what a processor keeps near: so their beginnings are
// looked at first, one after the other without waiting, and then what is there is
// summed a word at a time.
func (t *Wide) Add(s *WideSum, fs []uint64) {
	fs = t.find(fs)
	n, rows, words := 0, t.rows, t.words
	for _, h := range fs {
		at := int(h>>16) * words
		fs[n] = uint64(at)
		if rows[at]&0xFFFF == h&0xFFFF {
			n++
		}
	}
	for k := range t.used {
		var all, odd uint64
		for _, at := range fs[:n] {
			w := rows[int(at)+k]
			all += w
			odd += w >> 8 & 0x00FF00FF00FF00FF
		}
		s.acc[2*k] += all - odd<<8
		s.acc[2*k+1] += odd
	}
	s.n += int32(n)
}

// Plus adds another sum: together they must be of fewer than 256 features.
func (s *WideSum) Plus(x *WideSum) {
	for k, v := range x.acc {
		s.acc[k] += v
	}
	s.n += x.n
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

// wordsFor is how long the rows of so many labels are. Rows that nearly fill a line
// of the processor's memory are made as long as one, so that none lies across two.
func wordsFor(labels int) int {
	n := (labels + 2 + 7) / 8
	if n > maxWords/2 && n < maxWords {
		return maxWords
	}
	return n
}

// WideRow is a feature and its weights, one a label.
type WideRow struct {
	Feature uint64
	Weights []int8
}

// NewWide builds a table of so many labels with room for so many features; see
// NewTable.
func NewWide(labels, room int, list []WideRow) *Wide {
	words := wordsFor(labels)
	if words > maxWords {
		panic("model: too many labels")
	}
	t := &Wide{Labels: labels, words: words, used: (labels + 2 + 7) / 8, index: newIndex(room)}
	t.rows = make([]uint64, len(t.prints)*bucket*words)
	for _, w := range list {
		at := t.put(w.Feature)
		if at < 0 {
			continue
		}
		row := t.rows[at*words : (at+1)*words]
		row[0] = tagOf(w.Feature)
		for l := range words*8 - 2 {
			v := byte(128)
			if l < labels {
				v = byte(int(w.Weights[l]) + 128)
			}
			row[(l+2)/8] |= uint64(v) << ((l + 2) % 8 * 8)
		}
	}
	return t
}

// Of a row the file has its tag, how many weights are not zero, and those with
// their lanes.
func (t *Wide) write(w *writer) {
	w.u32(uint32(t.Labels))
	tags := make([]uint64, len(t.prints)*bucket)
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
	words := wordsFor(labels)
	if r.err == nil && (labels == 0 || words > maxWords) {
		r.fail("a table of %d labels", labels)
	}
	filled := r.bits()
	if r.err != nil {
		return nil
	}
	t := &Wide{Labels: labels, words: words, used: (labels + 2 + 7) / 8, rows: make([]uint64, len(filled)*words), index: r.index(len(filled))}
	if r.err != nil {
		return nil
	}
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
		t.set(i, tag)
	}
	return t
}
