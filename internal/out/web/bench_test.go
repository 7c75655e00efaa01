package web_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/out/web"
)

// big is a ledger of n made-up documents, 6 figures and 12 attributions each.
func big(b *testing.B, n int) *sqlite.Ledger {
	b.Helper()
	// SAYSO_BENCH_DB keeps the ledger between runs: filling it takes a minute.
	path := os.Getenv("SAYSO_BENCH_DB")
	if path == "" {
		path = filepath.Join(b.TempDir(), "big.db")
	}
	l, err := sqlite.OpenOrCreate(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	r := rand.New(rand.NewPCG(1, 2))
	towns := []string{"Dellin", "Ommerby", "Lissick", "Teyl", "Quell", "Karsk", "Ostrel", "Vandem"}
	outlets := []string{"Courier", "Tribune", "Dispatch", "Herald", "Gazette"}
	sources := []string{"the ministry", "the army", "the council", "a doctor", "the mayor", "the observatory"}
	if known, err := l.Known(b.Context(), []ledger.Fingerprint{ledger.FingerprintOf(&sayso.Input{ID: "d0", Bytes: []byte("0")})}); err == nil && known[0] {
		return l
	}
	var entries []ledger.Entry
	for i := range n {
		var text strings.Builder
		doc := &sayso.Document{ID: fmt.Sprint("d", i), Meta: sayso.Meta{
			Title: fmt.Sprintf("Report %d from %s", i, towns[r.IntN(len(towns))]), Outlet: outlets[r.IntN(len(outlets))],
			Published: time.Date(2020, 1, 1+i/10, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)}}
		reading := &sayso.Reading{Reader: "bench"}
		for k := range 12 {
			start := text.Len()
			source, town := sources[r.IntN(len(sources))], towns[r.IntN(len(towns))]
			number := fmt.Sprint(2 + r.IntN(400))
			span := func(s string) sayso.Span {
				at := text.Len()
				text.WriteString(s)
				return sayso.Span{Start: at, End: text.Len()}
			}
			from := span(number)
			text.WriteString(" people were ")
			term := span("killed")
			text.WriteString(" at ")
			place := span(town)
			text.WriteString(" when the road was cut and the bridge closed for the night, ")
			who := span(source)
			text.WriteString(" ")
			cue := span("said")
			text.WriteString(".")
			end := text.Len()
			text.WriteString("\n")
			doc.Blocks = append(doc.Blocks, sayso.Block{Span: sayso.Span{Start: start, End: end}, Joins: -1})
			reading.Attributions = append(reading.Attributions, sayso.Attribution{ID: k + 1, Source: []sayso.Span{who}, Cue: []sayso.Span{cue}, Content: []sayso.Span{{Start: start, End: place.End}},
				Speaker: &sayso.Speaker{Name: source, Type: sayso.Organisation}, Confidence: .9, Rule: "said"})
			if k%2 == 0 {
				v := int64(len(number))*100 + int64(r.IntN(90))
				reading.Figures = append(reading.Figures, sayso.Figure{Number: from, Low: sayso.At(v), High: sayso.At(v), Category: sayso.Category(1 + r.IntN(10)), Term: term,
					Place: &sayso.Place{Text: town, Span: place}, Attribution: k + 1, Chain: []string{source}, PartOf: -1, Confidence: .9, Rule: "passive"})
			}
		}
		doc.Text = text.String()
		bytes := []byte(doc.Text)
		if i == 0 {
			bytes = []byte("0")
		}
		entries = append(entries, ledger.Entry{Input: sayso.Input{ID: doc.ID, Bytes: bytes}, Captured: captured, Document: doc, Reading: reading})
		if len(entries) == 500 || i == n-1 {
			if _, err := l.Add(b.Context(), entries); err != nil {
				b.Fatal(err)
			}
			entries = entries[:0]
		}
	}
	return l
}

// BenchmarkPages renders each page over a ledger of 20,000 documents, 120,000
// figures and 240,000 attributions.
func BenchmarkPages(b *testing.B) {
	l := big(b, 20_000)
	h := web.New(l, web.Options{})
	rec, err := l.Record(b.Context(), "d77")
	if err != nil {
		b.Fatal(err)
	}
	for _, path := range []string{"/", "/documents", "/documents?outlet=herald", "/documents?sort=-figures", "/figures", "/figures?category=killed&place=dellin", "/figures?q=bridge+quell", "/figures?sort=-number",
		"/figures?source=army&page=300", "/attributions", "/attributions?source=mayor", "/search?q=bridge+dellin", "/documents/" + string(rec.ID), "/claims/" + string(rec.FigureIDs[0])} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				if r := ask(b, h, path); r.StatusCode != 200 {
					b.Fatalf("status %d", r.StatusCode)
				}
			}
		})
	}
}

// BenchmarkLongDocument renders the first part of a document of a megabyte.
func BenchmarkLongDocument(b *testing.B) {
	e := market(b)
	e.Document.ID, e.Input.ID = "long", "long"
	e.Document.Meta.URL = ""
	one, reading := e.Document.Text+"\n", *e.Reading
	e.Document.Text = strings.Repeat(one, 1<<20/len(one))
	e.Document.Blocks = paragraphs(e.Document.Text)
	e.Reading = &sayso.Reading{Reader: "bench"}
	for i := range 1 << 20 / len(one) {
		for _, a := range reading.Attributions {
			a.ID += i * 4
			if a.Parent > 0 {
				a.Parent += i * 4
			}
			a.Source, a.Cue, a.Content = moved(a.Source, i*len(one)), moved(a.Cue, i*len(one)), moved(a.Content, i*len(one))
			e.Reading.Attributions = append(e.Reading.Attributions, a)
		}
		for _, f := range reading.Figures {
			f.Number, f.Term = moved([]sayso.Span{f.Number}, i*len(one))[0], moved([]sayso.Span{f.Term}, i*len(one))[0]
			f.Victims, f.Place = nil, nil
			if f.Attribution > 0 {
				f.Attribution += i * 4
			}
			e.Reading.Figures = append(e.Reading.Figures, f)
		}
	}
	l := open(b, e)
	h := web.New(l, web.Options{})
	rec, err := l.Record(b.Context(), "long")
	if err != nil {
		b.Fatal(err)
	}
	for name, path := range map[string]string{"document": "/documents/" + string(rec.ID), "claim": "/claims/" + string(rec.FigureIDs[9])} {
		b.Run(name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				r := ask(b, h, path)
				if r.StatusCode != 200 {
					b.Fatalf("status %d", r.StatusCode)
				}
				size = int(r.ContentLength)
			}
			b.ReportMetric(float64(size)/1024, "KB/page")
		})
	}
}

func moved(in []sayso.Span, by int) []sayso.Span {
	out := make([]sayso.Span, len(in))
	for i, s := range in {
		out[i] = sayso.Span{Start: s.Start + by, End: s.End + by}
	}
	return out
}
