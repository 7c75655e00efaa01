package postgres

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/ledgertest"
	"sayso/internal/keep/ledger/postgrestest"
	"sayso/internal/keep/ledger/sqlite"
)

// BenchmarkAdd stores the same 2,000 documents, 200 at once, on a server and, as
// its peer in the same run, in a file.
func BenchmarkAdd(b *testing.B) {
	ctx := context.Background()
	entries := ledgertest.Many(2000)
	for _, engine := range []struct {
		name string
		open func(*testing.B) (ledger.Ledger, error)
	}{
		{"sqlite", func(b *testing.B) (ledger.Ledger, error) {
			return sqlite.OpenOrCreate(ctx, filepath.Join(b.TempDir(), "ledger.db"))
		}},
		{"postgres", func(b *testing.B) (ledger.Ledger, error) { return OpenOrCreate(ctx, postgrestest.URL(b)) }},
	} {
		b.Run(engine.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				l, err := engine.open(b)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				for batch := range slices.Chunk(entries, 200) {
					if _, err := l.Add(ctx, batch); err != nil {
						b.Fatal(err)
					}
				}
				b.StopTimer()
				if err := l.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(b.N*len(entries))/b.Elapsed().Seconds(), "documents/s")
		})
	}
}
