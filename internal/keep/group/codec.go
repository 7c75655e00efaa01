package group

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"sayso"
)

// SketchForm is the form in which sketches are written. Where they are of an older
// one, all groups are made again from the record.
const SketchForm = 6

// FormOf is the form of a sketch.
func FormOf(claims []byte) int {
	if len(claims) == 0 {
		return 0
	}
	return int(claims[0])
}

// errSketch is the error of a sketch that is none.
var errSketch = errors.New("group: damaged sketch")

// Sketch writes what grouping needs of a document, without its text: the parts of
// its reading, then the shingles.
func (d *Document) Sketch() (claims, shingles []byte) {
	w := sketcher{b: []byte{SketchForm}}
	w.strings(d.ID, d.Name, d.Outlet)
	w.int(int64(d.Published))
	w.int(int64(len(d.Reading.Figures)))
	for i := range d.Reading.Figures {
		w.figure(&d.Reading.Figures[i])
		w.string(d.figureID(i))
		var context []uint64
		if i < len(d.Contexts) {
			context = d.Contexts[i]
		}
		w.int(int64(len(context)))
		for _, h := range context {
			w.b = binary.LittleEndian.AppendUint64(w.b, h)
		}
	}
	w.int(int64(len(d.Reading.Places)))
	for i := range d.Reading.Places {
		w.string(d.Reading.Places[i].Text)
		w.string(string(d.Reading.Places[i].Precision))
	}
	w.int(int64(len(d.Reading.Attributions)))
	for i := range d.Reading.Attributions {
		a := &d.Reading.Attributions[i]
		w.int(int64(a.ID))
		w.int(int64(starts(a)))
		w.bool(a.Speaker != nil)
		if s := a.Speaker; s != nil {
			w.strings(s.Name, s.Role)
			w.int(int64(s.Type))
		}
	}
	for _, h := range d.Text.Hash {
		shingles = binary.LittleEndian.AppendUint32(shingles, h)
	}
	return w.b, shingles
}

// ParseSketch reads what Sketch wrote; shingles may be left out.
func ParseSketch(claims, shingles []byte) (*Document, error) {
	if len(claims) == 0 || claims[0] != SketchForm || len(shingles)%4 != 0 {
		return nil, errSketch
	}
	r := sketchReader{b: claims[1:]}
	d := &Document{Reading: &sayso.Reading{}}
	d.ID, d.Name, d.Outlet = r.string(), r.string(), r.string()
	d.Published = Day(r.int())
	for range r.count() {
		d.Reading.Figures = append(d.Reading.Figures, r.figure())
		d.Figures = append(d.Figures, r.string())
		var context []uint64
		for range r.count() {
			context = append(context, r.uint64())
		}
		d.Contexts = append(d.Contexts, context)
	}
	for range r.count() {
		d.Reading.Places = append(d.Reading.Places, sayso.Place{Text: r.string(), Precision: sayso.Precision(r.string())})
	}
	for range r.count() {
		a := sayso.Attribution{ID: int(r.int())}
		if at := int(r.int()); at >= 0 && at < math.MaxInt32 {
			a.Source = []sayso.Span{{Start: at, End: at + 1}} // where it begins is all that is kept
		}
		if r.bool() {
			a.Speaker = &sayso.Speaker{Name: r.string(), Role: r.string(), Type: sayso.SpeakerType(r.small(int64(sayso.Unnamed)))}
		}
		d.Reading.Attributions = append(d.Reading.Attributions, a)
	}
	for i := 0; i < len(shingles); i += 4 {
		d.Text.Hash = append(d.Text.Hash, binary.LittleEndian.Uint32(shingles[i:]))
	}
	if r.bad || len(r.b) > 0 {
		return nil, fmt.Errorf("%w of document %q", errSketch, d.ID)
	}
	return d, nil
}

type sketcher struct{ b []byte }

func (w *sketcher) int(n int64) { w.b = binary.AppendVarint(w.b, n) }

func (w *sketcher) bool(v bool) {
	n := int64(0)
	if v {
		n = 1
	}
	w.int(n)
}

func (w *sketcher) string(s string) {
	w.int(int64(len(s)))
	w.b = append(w.b, s...)
}

func (w *sketcher) strings(all ...string) {
	for _, s := range all {
		w.string(s)
	}
}

func (w *sketcher) bound(b sayso.Bound) {
	w.bool(b.Known)
	w.int(b.N)
}

func (w *sketcher) figure(f *sayso.Figure) {
	w.int(int64(f.Number.Start))
	w.int(int64(f.Number.End))
	w.int(int64(f.Quantifier))
	w.bound(f.Low)
	w.bound(f.High)
	w.int(int64(f.Category))
	w.int(int64(f.Scope))
	w.int(int64(f.Status))
	w.int(int64(f.Attribution))
	w.int(int64(partOfWhat(f)))
	w.bool(f.Article)
	w.int(int64(len(f.Chain)))
	w.strings(f.Chain...)
	w.int(int64(len(f.DisputedBy)))
	for _, id := range f.DisputedBy {
		w.int(int64(id))
	}
	w.bool(f.Victims != nil)
	if v := f.Victims; v != nil {
		w.string(v.Text)
		w.int(int64(v.Unit))
		w.int(int64(len(v.Tags)))
		w.strings(v.Tags...)
	}
	w.bool(f.When != nil)
	if t := f.When; t != nil {
		w.strings(t.Start, t.End, string(t.Precision))
	}
	w.bool(f.Place != nil)
	if p := f.Place; p != nil {
		w.strings(p.Text, p.Name, p.Country, string(p.Precision))
		w.bool(p.Resolved)
		w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(p.Lat))
		w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(p.Lon))
	}
}

// sketchReader reads a sketch; after a fault it reads zeros.
type sketchReader struct {
	b   []byte
	bad bool
}

func (r *sketchReader) fail() {
	r.b, r.bad = nil, true
}

func (r *sketchReader) int() int64 {
	n, size := binary.Varint(r.b)
	if size <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[size:]
	return n
}

// small is a number of a short list.
func (r *sketchReader) small(most int64) uint8 {
	n := r.int()
	if n < 0 || n > most {
		r.fail()
		return 0
	}
	return uint8(n)
}

// count is how many things follow; each takes a byte at the least.
func (r *sketchReader) count() int {
	n := r.int()
	if n < 0 || n > int64(len(r.b)) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *sketchReader) bool() bool { return r.small(1) == 1 }

func (r *sketchReader) string() string {
	n := r.count()
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *sketchReader) uint64() uint64 {
	if len(r.b) < 8 {
		r.fail()
		return 0
	}
	n := binary.LittleEndian.Uint64(r.b)
	r.b = r.b[8:]
	return n
}

func (r *sketchReader) stringList() []string {
	var out []string
	for range r.count() {
		out = append(out, r.string())
	}
	return out
}

func (r *sketchReader) bound() sayso.Bound { return sayso.Bound{Known: r.bool(), N: r.int()} }

func (r *sketchReader) figure() sayso.Figure {
	f := sayso.Figure{Number: sayso.Span{Start: int(r.int()), End: int(r.int())}, Quantifier: sayso.Quantifier(r.small(int64(sayso.Vague)))}
	f.Low, f.High = r.bound(), r.bound()
	f.Category = sayso.Category(r.small(int64(sayso.Trapped)))
	f.Scope = sayso.Scope(r.small(int64(sayso.Future)))
	f.Status = sayso.Status(r.small(int64(sayso.Hypothetical)))
	f.Attribution, f.PartOf = int(r.int()), int(r.int())
	f.Article = r.bool()
	f.Chain = r.stringList()
	for range r.count() {
		f.DisputedBy = append(f.DisputedBy, int(r.int()))
	}
	if r.bool() {
		f.Victims = &sayso.Victims{Text: r.string(), Unit: sayso.Unit(r.small(int64(sayso.Bodies)))}
		f.Victims.Tags = r.stringList()
	}
	if r.bool() {
		f.When = &sayso.When{Start: r.string(), End: r.string(), Precision: sayso.Precision(r.string())}
	}
	if r.bool() {
		f.Place = &sayso.Place{Text: r.string(), Name: r.string(), Country: r.string(), Precision: sayso.Precision(r.string())}
		f.Place.Resolved = r.bool()
		f.Place.Lat, f.Place.Lon = math.Float64frombits(r.uint64()), math.Float64frombits(r.uint64())
	}
	return f
}
