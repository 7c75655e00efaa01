// Package gazetteer keeps a large list of places in one file that is searched
// where it lies: a name is found with two reads of the disk, whatever the
// list's length, and next to nothing is held in memory.
//
// The file: a header; the places, one after the other; the index, sorted, an
// entry of 16 bytes a name (hash of the name, place's offset); the fan-out,
// where in the index the entries with each first 16 bits of the hash begin; the
// names of the first-level divisions.
package gazetteer

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sayso"
)

const (
	magic      = "sayso gazetteer1"
	headerSize = 16 + 7*8
	entrySize  = 16
	fans       = 1 << 16
)

// runEntries is how many entries are sorted in memory at a time: 16 MB.
var runEntries = 1 << 20

type entry struct{ hash, offset uint64 }

func (e entry) compare(o entry) int {
	return cmp.Or(cmp.Compare(e.hash, o.hash), cmp.Compare(e.offset, o.offset))
}

// Builder writes a list's file. Memory stays bounded: the index is sorted in
// runs on disk.
type Builder struct {
	path    string
	out     *os.File
	w       *bufio.Writer
	at      uint64
	run     []entry
	runs    []string
	regions map[string]string // country and code → name
	places  uint64
	names   uint64
	buf     []byte
}

// Create begins a file at path. Until Finish nothing stands there.
func Create(path string) (*Builder, error) {
	out, err := os.CreateTemp(filepath.Dir(path), ".gazetteer-*")
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	b := &Builder{path: path, out: out, w: bufio.NewWriterSize(out, 1<<20), at: headerSize, regions: map[string]string{}}
	if _, err := b.w.Write(make([]byte, headerSize)); err != nil {
		return nil, errors.Join(fmt.Errorf("gazetteer: %w", err), b.Abort())
	}
	return b, nil
}

// Add adds a place. keys are its names as they are looked up; admin1 is the
// code of its first-level division, and division says that it is that itself.
func (b *Builder) Add(l *sayso.Location, admin1 string, division bool, keys [][]byte) error {
	if division && l.Country != "" && len(b.regions) < 1<<16 {
		b.regions[l.Country+"."+admin1] = l.Name
	}
	rec := b.buf[:0]
	rec = append(rec, byte(l.Kind), 0, 0)
	copy(rec[1:3], l.Country)
	rec = binary.LittleEndian.AppendUint32(rec, uint32(int32(math.Round(l.Lat*1e5))))
	rec = binary.LittleEndian.AppendUint32(rec, uint32(int32(math.Round(l.Lon*1e5))))
	rec = binary.AppendUvarint(rec, uint64(max(l.Population, 0)))
	rec = appendShort(rec, l.Name)
	rec = appendShort(rec, admin1)
	b.buf = rec
	seen := make([]uint64, 0, 8)
	for _, k := range keys {
		h := hashName(k)
		if len(k) == 0 || slices.Contains(seen, h) {
			continue
		}
		seen = append(seen, h)
		b.run = append(b.run, entry{h, b.at})
	}
	b.names += uint64(len(seen))
	b.places++
	b.at += uint64(len(rec))
	if _, err := b.w.Write(rec); err != nil {
		return fmt.Errorf("gazetteer: %w", err)
	}
	if len(b.run) >= runEntries {
		return b.spill()
	}
	return nil
}

func appendShort(b []byte, s string) []byte {
	if len(s) > 1000 {
		s = strings.ToValidUTF8(s[:1000], "")
	}
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func hashName(key []byte) uint64 {
	h := fnv.New64a()
	h.Write(key)
	x := h.Sum64() // FNV's high bits are poor for short names
	x ^= x >> 32
	x *= 0x9E3779B97F4A7C15
	return x ^ x>>29
}

// spill sorts the entries in memory and puts them into a file of their own.
func (b *Builder) spill() error {
	if len(b.run) == 0 {
		return nil
	}
	slices.SortFunc(b.run, entry.compare)
	f, err := os.CreateTemp(filepath.Dir(b.path), ".gazetteer-run-*")
	if err != nil {
		return fmt.Errorf("gazetteer: %w", err)
	}
	b.runs = append(b.runs, f.Name())
	w := bufio.NewWriterSize(f, 1<<16)
	var e [entrySize]byte
	for _, x := range b.run {
		x.put(e[:])
		w.Write(e[:])
	}
	b.run = b.run[:0]
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		return fmt.Errorf("gazetteer: %w", err)
	}
	return nil
}

func (e entry) put(b []byte) {
	binary.BigEndian.PutUint64(b, e.hash)
	binary.BigEndian.PutUint64(b[8:], e.offset)
}

func getEntry(b []byte) entry {
	return entry{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])}
}

// Finish writes the index and puts the file in its place.
func (b *Builder) Finish() (places, names int64, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, b.Abort())
		}
	}()
	if err := b.spill(); err != nil {
		return 0, 0, err
	}
	index := b.at
	sum := sha256.New()
	fan, err := b.merge(io.MultiWriter(b.w, sum))
	if err != nil {
		return 0, 0, err
	}
	fanAt := index + b.names*entrySize
	for _, n := range fan {
		b.buf = binary.BigEndian.AppendUint64(b.buf[:0], n)
		b.w.Write(b.buf)
	}
	regionsAt := fanAt + uint64(len(fan))*8
	var regions bytes.Buffer
	for _, k := range sortedKeys(b.regions) {
		b.buf = appendShort(appendShort(b.buf[:0], k), b.regions[k])
		regions.Write(b.buf)
	}
	b.w.Write(regions.Bytes())
	sum.Write(regions.Bytes())
	if err := b.w.Flush(); err != nil {
		return 0, 0, fmt.Errorf("gazetteer: %w", err)
	}
	head := append(make([]byte, 0, headerSize), magic...)
	for _, n := range []uint64{b.places, b.names, index, fanAt, regionsAt, uint64(regions.Len()), binary.BigEndian.Uint64(sum.Sum(nil))} {
		head = binary.BigEndian.AppendUint64(head, n)
	}
	if _, err := b.out.WriteAt(head, 0); err != nil {
		return 0, 0, fmt.Errorf("gazetteer: %w", err)
	}
	if err := errors.Join(b.out.Sync(), b.out.Close(), os.Rename(b.out.Name(), b.path)); err != nil {
		return 0, 0, fmt.Errorf("gazetteer: %w", err)
	}
	for _, r := range b.runs {
		os.Remove(r)
	}
	return int64(b.places), int64(b.names), nil
}

// Abort takes away what was written.
func (b *Builder) Abort() error {
	b.out.Close()
	for _, r := range b.runs {
		os.Remove(r)
	}
	return os.Remove(b.out.Name())
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// merge writes the entries of all runs in order and returns the fan-out: entry
// i is how many entries' hashes begin with less than i.
func (b *Builder) merge(w io.Writer) ([]uint64, error) {
	fan := make([]uint64, fans+1)
	var h runHeap
	for _, name := range b.runs {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("gazetteer: %w", err)
		}
		defer f.Close()
		r := &run{r: bufio.NewReaderSize(f, 1<<16)}
		if r.next() {
			h = append(h, r)
		}
	}
	heap.Init(&h)
	var e [entrySize]byte
	written := uint64(0)
	for len(h) > 0 {
		r := h[0]
		r.top.put(e[:])
		if _, err := w.Write(e[:]); err != nil {
			return nil, fmt.Errorf("gazetteer: %w", err)
		}
		fan[r.top.hash>>48+1]++
		written++
		if r.next() {
			heap.Fix(&h, 0)
		} else {
			heap.Pop(&h)
		}
	}
	if written != b.names {
		return nil, fmt.Errorf("gazetteer: the index lost names: %d of %d; is the disk full?", written, b.names)
	}
	for i := 1; i < len(fan); i++ {
		fan[i] += fan[i-1]
	}
	return fan, nil
}

// run is a sorted file of entries that is being merged.
type run struct {
	r   *bufio.Reader
	top entry
}

func (r *run) next() bool {
	var e [entrySize]byte
	if _, err := io.ReadFull(r.r, e[:]); err != nil {
		return false
	}
	r.top = getEntry(e[:])
	return true
}

type runHeap []*run

func (h runHeap) Len() int           { return len(h) }
func (h runHeap) Less(i, j int) bool { return h[i].top.compare(h[j].top) < 0 }
func (h runHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runHeap) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *runHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}
