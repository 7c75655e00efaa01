package model

import "math/bits"

// Lanes is how many labels a narrow table has weights for. The label that is no
// lane, usually "outside", weighs nothing.
const Lanes = 6

// Table maps hashed features to six weights each. A row is one word of memory:
// 16 bits that tell the feature from others in its bucket, and six weights of
// eight bits with 128 added, so that two additions sum a whole row and no lane
// runs into the next.
type Table struct {
	index
	rows []uint64 // eight a bucket; 0 = free
}

// index finds features. A feature can only lie in one bucket of eight, and a byte
// for each tells most features that a table does not have (four in five of a
// text's) by one look into memory that stays in the processor. What does not fit
// into its bucket was left out when the table was made.
type index struct {
	prints []uint64 // a bucket's eight bytes; 0 = free
}

const (
	bucket = 8
	ones   = 0x0101010101010101
	tops   = 0x8080808080808080
)

// newIndex is an empty index with room for n features and a third more.
func newIndex(n int) index { return index{make([]uint64, n/(bucket-2)+1)} }

// home is the bucket in which the feature must lie.
func (x *index) home(feature uint64) uint64 {
	return feature & 0xFFFFFFFF * uint64(len(x.prints)) >> 32
}

func tagOf(feature uint64) uint64 { return max(feature>>48, 1) }

func printOf(tag uint64) uint64 { return max(tag&0xFF, 1) }

// put gives a feature a row, or -1 where its bucket is full or has one that looks
// like it.
func (x *index) put(feature uint64) int {
	b, p := x.home(feature), printOf(tagOf(feature))
	if match(x.prints[b], p) != 0 {
		return -1
	}
	for k := range uint64(bucket) {
		if x.prints[b]>>(8*k)&0xFF == 0 {
			x.prints[b] |= p << (8 * k)
			return int(b*bucket + k)
		}
	}
	return -1
}

// match has the top bit of each byte of a bucket that is the print, and perhaps of
// ones above it: the lowest is right.
func match(prints, p uint64) uint64 {
	d := prints ^ p*ones
	return (d - ones) &^ d & tops
}

// set fills the index from the rows' tags.
func (x *index) set(row int, tag uint64) {
	x.prints[row/bucket] |= printOf(tag) << (8 * (row % bucket))
}

// find puts in the features' place the rows that may be theirs, with their tags.
// All the first looks are independent of each other, so that they wait for memory
// together.
func (x *index) find(fs []uint64) []uint64 {
	n := 0
	prints, size := x.prints, uint64(len(x.prints))
	for _, f := range fs {
		tag := max(f>>48, 1)
		b := f & 0xFFFFFFFF * size >> 32
		m := match(prints[b], max(tag&0xFF, 1))
		fs[n] = (b*bucket+uint64(bits.TrailingZeros64(m))>>3)<<16 | tag // the next one's place where there is none
		if m != 0 {
			n++
		}
	}
	return fs[:n]
}

// Sum collects the rows of one token's features: up to 256 of them.
type Sum struct {
	even, odd uint64 // lanes of 16 bits
	n         int32
}

// Add adds the features' weights to the sum; it uses fs up.
func (t *Table) Add(s *Sum, fs []uint64) {
	even, odd, n := s.even, s.odd, s.n
	for _, h := range t.find(fs) {
		if row := t.rows[h>>16]; row>>48 == h&0xFFFF {
			even += row & 0x00FF00FF00FF
			odd += row >> 8 & 0x00FF00FF00FF
			n++
		}
	}
	s.even, s.odd, s.n = even, odd, n
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

// NewTable builds a table with room for so many features. Of those given, the
// weightiest first, some find no room though they are fewer (see Fit) and are left
// out. The same list makes the same bytes.
func NewTable(room int, list []Weighted) *Table {
	t := &Table{index: newIndex(room)}
	t.rows = make([]uint64, bucket*len(t.prints))
	for _, w := range list {
		at := t.put(w.Feature)
		if at < 0 {
			continue
		}
		row := tagOf(w.Feature) << 48
		for l, v := range w.Weights {
			row |= uint64(uint8(int(v)+128)) << (8 * l)
		}
		t.rows[at] = row
	}
	return t
}

// Fit reports for each of the features, the weightiest first, whether a table with
// so much room would have it: what has no room should not be learned.
func Fit(room int, features []uint64) []bool {
	x := newIndex(room)
	out := make([]bool, len(features))
	for i, f := range features {
		out[i] = x.put(f) >= 0
	}
	return out
}

func (t *Table) write(w *writer) { w.sparse(t.rows) }

func readTable(r *reader) *Table {
	t := &Table{rows: r.sparse()}
	t.index = r.index(len(t.rows))
	for i, row := range t.rows {
		if r.err == nil && row != 0 {
			t.set(i, row>>48)
		}
	}
	return t
}

// index is an empty index of so many rows.
func (r *reader) index(rows int) index {
	if rows == 0 || rows%bucket != 0 {
		r.fail("a table of %d rows", rows)
		return index{}
	}
	return index{make([]uint64, rows/bucket)}
}

// Len is how many features the table has.
func (t *Table) Len() int {
	n := 0
	for _, row := range t.rows {
		if row != 0 {
			n++
		}
	}
	return n
}
