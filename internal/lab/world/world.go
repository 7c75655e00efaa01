// Package world invents reporting: happenings at invented places over many weeks,
// and what outlets publish of them, as agency copy, cut, rewritten or their own,
// with numbers that grow and sources that differ. The same seed gives the same
// documents; what stands in them is known, since it was made.
package world

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
)

// World is a supply of documents.
type World struct {
	r       *rand.Rand
	places  []place
	words   []string // that fillers are made of
	day     func() time.Time
	n       int
	pending []ledger.Entry
}

type place struct {
	name     string
	lat, lon float64
}

// First is the first day of every world.
var First = time.Date(2031, 1, 6, 0, 0, 0, 0, time.UTC)

// New is a world of so many places, in which happenings fall anywhere within so
// many weeks: documents do not come in the order of their days, and the more there
// are of them, the more are of one day.
func New(seed uint64, places, weeks int) *World {
	w := newWorld(seed, places)
	w.day = func() time.Time { return First.AddDate(0, 0, w.r.IntN(7*weeks)) }
	return w
}

// Steady is a world of so many places of which so many documents come each day, so
// that a ledger of twice as many spans twice as long. One happening of four is told
// of late, up to a hundred days after it.
func Steady(seed uint64, places, daily int) *World {
	w := newWorld(seed, places)
	w.day = func() time.Time {
		late := w.r.IntN(7)
		if w.r.IntN(4) == 0 {
			late = w.r.IntN(100)
		}
		return First.AddDate(0, 0, w.n/daily-late)
	}
	return w
}

func newWorld(seed uint64, places int) *World {
	w := &World{r: rand.New(rand.NewPCG(seed, 77))}
	for range vocabulary {
		w.words = append(w.words, strings.ToLower(w.name()))
	}
	seen := map[string]bool{}
	for len(w.places) < places {
		name := w.name()
		if seen[name] {
			continue
		}
		seen[name] = true
		w.places = append(w.places, place{name, 30 + 12*w.r.Float64(), 20 + 25*w.r.Float64()})
	}
	return w
}

var (
	begin  = []string{"Mar", "Tir", "Kel", "Dun", "Os", "Bel", "Ves", "Hal", "Per", "Lom", "Quor", "San", "Tam", "Ruv", "Zel", "Ark", "Jor", "Nem"}
	middle = []string{"ra", "ve", "li", "do", "mo", "sha", "ki", "ne", "bu", "to"}
	end    = []string{"tan", "rin", "mar", "del", "gate", "fell", "wick", "sk", "vale", "nor", "lund", "poh"}
)

func (w *World) name() string {
	s := pick(w.r, begin)
	for range w.r.IntN(3) {
		s += pick(w.r, middle)
	}
	return s + pick(w.r, end)
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// Next is the next document, read already.
func (w *World) Next() ledger.Entry {
	for len(w.pending) == 0 {
		w.happen()
	}
	e := w.pending[0]
	w.pending = w.pending[1:]
	return e
}

// happening is what happened, and what is said of it.
type happening struct {
	place, near place
	day         time.Time
	killed      int
	injured     int
	source      string
	what        string
}

var (
	whats   = []string{"air strike on a market", "shelling of a school", "flood that broke the dam", "landslide above the quarry", "car bomb at a checkpoint", "clash at the border post", "fire in a warehouse", "rocket attack on the station"}
	sources = []string{"%s Health Directorate", "governor of %s", "%s Rescue Service", "%s Observatory for Civil Rights", "a doctor at the %s hospital", "army spokesman in %s"}
)

// happen lets something happen, and outlets report it over some days.
func (w *World) happen() {
	r := w.r
	h := happening{place: pick(r, w.places), near: pick(r, w.places), day: w.day(), killed: 1 + r.IntN(60), injured: r.IntN(90), what: pick(r, whats)}
	h.source = fmt.Sprintf(pick(r, sources), h.place.name)
	reports := 1 + r.IntN(3)
	if r.IntN(6) == 0 {
		reports += r.IntN(14)
	}
	var copied []string
	for i := range reports {
		if i > 0 && r.IntN(4) == 0 {
			h.killed += 1 + r.IntN(4) // an update
		}
		days := 1
		if i > 2 {
			days += r.IntN(4)
		}
		body := copied
		switch {
		case i == 0 || r.IntN(3) == 0:
			body = w.filler(10 + r.IntN(12))
			if i == 0 {
				copied = body
			}
		case r.IntN(3) == 0:
			body = body[:max(5, len(body)/3)]
		case r.IntN(3) == 0:
			body = w.rewritten(body)
		}
		w.pending = append(w.pending, w.report(&h, h.day.AddDate(0, 0, days), body))
	}
	r.Shuffle(len(w.pending), func(i, j int) { w.pending[i], w.pending[j] = w.pending[j], w.pending[i] })
}

// vocabulary is how many words fillers have. It takes a lot of them: of a few
// phrases, any two texts share half of their runs of five words, and in a crowded
// week all of them were one family.
const vocabulary = 4000

// filler are sentences around the numbers; hardly any is ever the same.
func (w *World) filler(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("The %s %s %s in %s, and %s %s the %s %s of the %s.", w.word(), w.word(), w.word(), pick(w.r, w.places).name, w.word(), w.word(), w.word(), w.word(), w.word())
	}
	return out
}

// word is one of the vocabulary, the first ones more often.
func (w *World) word() string { return w.words[min(w.r.IntN(vocabulary), w.r.IntN(vocabulary))] }

func (w *World) rewritten(body []string) []string {
	var out []string
	for _, s := range body {
		switch w.r.IntN(10) {
		case 0:
		case 1:
			out = append(out, strings.Replace(s, " in ", " outside ", 1))
		default:
			out = append(out, s)
		}
	}
	return out
}

// report is one document of a happening.
func (w *World) report(h *happening, published time.Time, body []string) ledger.Entry {
	w.n++
	id := fmt.Sprintf("report-%07d", w.n)
	outlet := fmt.Sprintf("%s Courier", w.places[w.r.IntN(60)%len(w.places)].name)
	b := builder{e: ledger.Entry{Captured: published.Add(9 * time.Hour), Tool: "world", Document: &sayso.Document{ID: id}, Reading: &sayso.Reading{Reader: "world 1"}}}
	b.e.Document.Meta = sayso.Meta{Title: fmt.Sprintf("%d dead in %s", h.killed, h.place.name), Outlet: outlet, Published: published.Format("2006-01-02"), Language: "en"}
	b.block(b.e.Document.Meta.Title, sayso.Headline)
	b.figure(h.killed, sayso.Killed, h, "", false)
	b.block(fmt.Sprintf("At least %d people were killed in %s on %s in the %s, the %s said.", h.killed, h.place.name, h.day.Weekday(), h.what, h.source), sayso.Paragraph)
	b.figure(h.killed, sayso.Killed, h, h.source, true)
	if h.injured > 0 {
		b.block(fmt.Sprintf("Another %d people were wounded, according to the %s.", h.injured, h.source), sayso.Paragraph)
		b.figure(h.injured, sayso.Injured, h, h.source, true)
	}
	for i := 0; i < len(body); i += 3 {
		b.block(strings.Join(body[i:min(i+3, len(body))], " "), sayso.Paragraph)
	}
	b.block(fmt.Sprintf("The road to %s stayed closed.", h.near.name), sayso.Paragraph)
	b.e.Document.Text = b.text.String()
	for _, p := range []place{h.place, h.near} {
		b.e.Reading.Places = append(b.e.Reading.Places, sayso.Place{Text: p.name, Name: p.name, Country: "Ruvania", Lat: p.lat, Lon: p.lon, Resolved: true, Precision: "city",
			Span: spanOf(b.e.Document.Text, p.name)})
	}
	b.e.Input = sayso.Input{ID: id, Place: "world.jsonl:" + fmt.Sprint(w.n), Bytes: []byte(b.e.Document.Text), Meta: b.e.Document.Meta}
	return b.e
}

type builder struct {
	e    ledger.Entry
	text strings.Builder
	last sayso.Span
}

func (b *builder) block(s string, kind sayso.BlockKind) {
	b.last = sayso.Span{Start: b.text.Len(), End: b.text.Len() + len(s)}
	b.text.WriteString(s + "\n")
	b.e.Document.Blocks = append(b.e.Document.Blocks, sayso.Block{Kind: kind, Span: b.last, Joins: -1})
}

// figure reads the number in the last block.
func (b *builder) figure(n int, c sayso.Category, h *happening, source string, dated bool) {
	words := b.text.String()[b.last.Start:b.last.End]
	number := spanOf(words, fmt.Sprint(n))
	number.Start, number.End = number.Start+b.last.Start, number.End+b.last.Start
	f := sayso.Figure{Number: number, Low: sayso.At(int64(n)), High: sayso.At(int64(n)), Category: c, PartOf: -1, Confidence: .9, Rule: "world",
		Term: sayso.Span{Start: b.last.Start, End: b.last.Start + 1}}
	if at := strings.Index(words, h.place.name); at >= 0 {
		f.Place = &sayso.Place{Text: h.place.name, Name: h.place.name, Country: "Ruvania", Lat: h.place.lat, Lon: h.place.lon, Resolved: true, Precision: "city",
			Span: sayso.Span{Start: b.last.Start + at, End: b.last.Start + at + len(h.place.name)}}
	}
	if dated {
		f.When = &sayso.When{Start: h.day.Format("2006-01-02"), End: h.day.Format("2006-01-02"), Precision: "day"}
	}
	if source != "" {
		f.Chain = []string{source}
	}
	b.e.Reading.Figures = append(b.e.Reading.Figures, f)
}

func spanOf(text, words string) sayso.Span {
	i := max(0, strings.Index(text, words))
	return sayso.Span{Start: i, End: min(len(text), i+len(words))}
}
