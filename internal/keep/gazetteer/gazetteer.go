package gazetteer

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"sort"

	"sayso"
)

// Gazetteer is a list's file, open. It is safe for concurrent use.
type Gazetteer struct {
	r       io.ReaderAt
	close   func() error
	Places  int64
	Names   int64
	ID      string // changes with what the list holds
	index   int64
	fan     []uint64
	regions map[string]string
}

// Open opens a file that Builder wrote.
func Open(path string) (*Gazetteer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	g, err := read(f, info.Size())
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("gazetteer: %s: %w; make it anew with \"sayso gazetteer import\"", path, err)
	}
	g.close = f.Close
	return g, nil
}

// Close closes the file.
func (g *Gazetteer) Close() error { return g.close() }

var errFile = fmt.Errorf("%w: no gazetteer of this program, or a broken one", sayso.ErrInvalid)

func read(r io.ReaderAt, size int64) (*Gazetteer, error) {
	var head [headerSize]byte
	if _, err := r.ReadAt(head[:], 0); err != nil || string(head[:16]) != magic {
		return nil, errFile
	}
	var n [7]int64
	for i := range n {
		v := binary.BigEndian.Uint64(head[16+8*i:])
		if i < 6 && v > uint64(size) {
			return nil, errFile
		}
		n[i] = int64(v)
	}
	g := &Gazetteer{r: r, Places: n[0], Names: n[1], index: n[2], ID: fmt.Sprintf("%08x", uint32(uint64(n[6])>>32))}
	fanAt, regionsAt, regionsLen := n[3], n[4], n[5]
	if g.Names > size/entrySize || fanAt != g.index+g.Names*entrySize || regionsAt != fanAt+(fans+1)*8 || regionsAt+regionsLen != size {
		return nil, errFile
	}
	raw := make([]byte, (fans+1)*8)
	if _, err := r.ReadAt(raw, fanAt); err != nil {
		return nil, errFile
	}
	g.fan = make([]uint64, fans+1)
	for i := range g.fan {
		g.fan[i] = binary.BigEndian.Uint64(raw[8*i:])
		if g.fan[i] > uint64(g.Names) || i > 0 && g.fan[i] < g.fan[i-1] {
			return nil, errFile
		}
	}
	raw = make([]byte, regionsLen)
	if _, err := r.ReadAt(raw, regionsAt); err != nil && regionsLen > 0 {
		return nil, errFile
	}
	g.regions = map[string]string{}
	for len(raw) > 0 {
		k, rest, ok := cutShort(raw)
		if !ok {
			return nil, errFile
		}
		v, rest, ok := cutShort(rest)
		if !ok {
			return nil, errFile
		}
		g.regions[k], raw = v, rest
	}
	return g, nil
}

func cutShort(b []byte) (string, []byte, bool) {
	n, w := binary.Uvarint(b)
	if w <= 0 || n > 1000 || uint64(len(b)-w) < n {
		return "", nil, false
	}
	return string(b[w : w+int(n)]), b[w+int(n):], true
}

// mostSenses bounds what one name may mean: "San Antonio" has thousands.
const mostSenses = 512

// Named is what the name may mean, in the order of the list. Where the file
// cannot be read any more it is nothing.
func (g *Gazetteer) Named(key []byte) []sayso.Location {
	h := hashName(key)
	from, to := g.fan[h>>48], g.fan[h>>48+1]
	if from == to {
		return nil
	}
	raw := make([]byte, (to-from)*entrySize)
	if _, err := g.r.ReadAt(raw, g.index+int64(from)*entrySize); err != nil {
		return nil
	}
	n := int(to - from)
	first := sort.Search(n, func(i int) bool { return getEntry(raw[i*entrySize:]).hash >= h })
	var out []sayso.Location
	for i := first; i < n && len(out) < mostSenses; i++ {
		e := getEntry(raw[i*entrySize:])
		if e.hash != h {
			break
		}
		if l, ok := g.place(int64(e.offset)); ok {
			out = append(out, l)
		}
	}
	return out
}

// place is the place at the offset.
func (g *Gazetteer) place(at int64) (sayso.Location, bool) {
	var buf [2200]byte // the longest place
	if at < headerSize || at >= g.index {
		return sayso.Location{}, false
	}
	b := buf[:min(int64(len(buf)), g.index-at)]
	if _, err := g.r.ReadAt(b, at); err != nil || len(b) < 12 {
		return sayso.Location{}, false
	}
	l := sayso.Location{
		Kind: sayso.LocationKind(b[0]),
		Lat:  float64(int32(binary.LittleEndian.Uint32(b[3:]))) / 1e5,
		Lon:  float64(int32(binary.LittleEndian.Uint32(b[7:]))) / 1e5,
	}
	if b[1] != 0 {
		l.Country = string(b[1:3])
	}
	people, w := binary.Uvarint(b[11:])
	if w <= 0 {
		return sayso.Location{}, false
	}
	l.Population = int64(people)
	name, rest, ok := cutShort(b[11+w:])
	if !ok {
		return sayso.Location{}, false
	}
	l.Name = name
	if code, _, ok := cutShort(rest); ok {
		l.Region = g.regions[l.Country+"."+code]
	}
	return l, true
}
