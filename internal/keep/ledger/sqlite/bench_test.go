package sqlite

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/query"
)

func BenchmarkAdd(b *testing.B) {
	entries := ledgertest.Many(2000)
	b.ReportAllocs()
	for b.Loop() {
		l := fresh(b)
		for batch := range slices.Chunk(entries, 200) {
			if _, err := l.Add(context.Background(), batch); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N*len(entries))/b.Elapsed().Seconds(), "documents/s")
}

func BenchmarkKnown(b *testing.B) {
	l := large(b)
	prints := make([]ledger.Fingerprint, 1)
	for i := range b.N {
		prints[0][0] = byte(i)
		if _, err := l.Known(context.Background(), prints); err != nil {
			b.Fatal(err)
		}
	}
}

var (
	largeOnce sync.Once
	largeOne  *Ledger
)

// large is a ledger of 20,000 documents and 50,000 figures, made once.
func large(b *testing.B) *Ledger {
	largeOnce.Do(func() {
		l, err := OpenOrCreate(context.Background(), filepath.Join(b.TempDir(), "..", "large.db"))
		if err != nil {
			b.Fatal(err)
		}
		for batch := range slices.Chunk(ledgertest.Many(20000), 200) {
			if _, err := l.Add(context.Background(), batch); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := l.write.Exec("PRAGMA analysis_limit = 1000; PRAGMA optimize"); err != nil {
			b.Fatal(err)
		}
		largeOne = l
	})
	b.ResetTimer()
	return largeOne
}

var benchFilters = []struct {
	name string
	f    query.Filter
}{
	{"all", query.Filter{}},
	{"category", query.Filter{Categories: []sayso.Category{sayso.Killed}}},
	{"rare-category", query.Filter{Categories: []sayso.Category{sayso.Missing}}},
	{"source", query.Filter{Source: "mayor of karu"}},
	{"place", query.Filter{Place: "Ommerby"}},
	{"outlet", query.Filter{Outlet: "karu"}},
	{"month", query.Filter{Since: "2031-03-01", Until: "2031-03-31"}},
	{"rare-word", query.Filter{Words: "12345"}},
	{"words", query.Filter{Words: "killed ommerby"}},
	{"by-number", query.Filter{Sort: query.Sort{By: query.ByNumber, Down: true}}},
	{"document", query.Filter{Document: "article-012345"}},
}

// BenchmarkFigures is the first page of a list.
func BenchmarkFigures(b *testing.B) {
	for _, bb := range benchFilters {
		b.Run(bb.name, func(b *testing.B) {
			l := large(b)
			f := bb.f
			f.Limit = 50
			for b.Loop() {
				for _, err := range l.Figures(context.Background(), f) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkAttributions(b *testing.B) {
	for _, bb := range benchFilters {
		if bb.f.Sort.By == query.ByNumber {
			continue
		}
		b.Run(bb.name, func(b *testing.B) {
			l := large(b)
			f := bb.f
			f.Limit = 50
			for b.Loop() {
				for _, err := range l.Attributions(context.Background(), f) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkDocuments(b *testing.B) {
	for _, bb := range benchFilters {
		if bb.f.Sort.By == query.ByNumber {
			continue
		}
		b.Run(bb.name, func(b *testing.B) {
			l := large(b)
			f := bb.f
			f.Limit = 50
			for b.Loop() {
				for _, err := range l.Documents(context.Background(), f) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkTotals(b *testing.B) {
	for _, bb := range benchFilters {
		b.Run(bb.name, func(b *testing.B) {
			l := large(b)
			for b.Loop() {
				if _, err := l.Totals(context.Background(), bb.f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFacets(b *testing.B) {
	l := large(b)
	for b.Loop() {
		if _, err := l.Facets(context.Background(), query.Filter{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	l := large(b)
	for b.Loop() {
		for _, err := range l.Search(context.Background(), "doctor karu", 50) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkRecord(b *testing.B) {
	l := large(b)
	for b.Loop() {
		if _, err := l.Record(context.Background(), "article-012345"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerify looks through a ledger of 2,000 documents.
func BenchmarkVerify(b *testing.B) {
	ctx := context.Background()
	l := fresh(b)
	for batch := range slices.Chunk(ledgertest.Many(2000), 200) {
		if _, err := l.Add(ctx, batch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	var sum ledger.Verified
	for b.Loop() {
		var err error
		if sum, err = l.Verify(ctx, ledger.Verification{}); err != nil || sum.Problems > 0 {
			b.Fatal(sum, err)
		}
	}
	b.SetBytes(sum.Bytes)
	b.ReportMetric(float64(int64(b.N)*sum.Documents)/b.Elapsed().Seconds(), "documents/s")
}
