package web

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"

	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
	"sayso/internal/out/export"
)

// table is one kind of list as a file to take along: all rows that the address
// lets through, in its order, written as they are read.
type table[T any] struct {
	name   string // "figures"
	fields []string
	rows   func(context.Context, query.Filter) iter.Seq2[T, error]
	csv    func(io.Writer) export.CSV[T]
	json   func(io.Writer, *T, *export.Texts) error
}

// downloads are the lists' pages as files: the same address, with .csv or .jsonl
// after its path.
func (b *bench) downloads(page func(string, func(http.ResponseWriter, *http.Request) error)) {
	figures := table[ledger.Figure]{"figures", figureFields, b.ledger.Figures, export.NewFigureCSV, export.WriteFigure}
	attributions := table[ledger.Attribution]{"attributions", attributionFields, b.ledger.Attributions, export.NewAttributionCSV, export.WriteAttribution}
	documents := table[ledger.Document]{"documents", documentFields, b.ledger.Documents, export.NewDocumentCSV,
		func(w io.Writer, d *ledger.Document, _ *export.Texts) error { return export.WriteDocument(w, d) }}
	for _, suffix := range []string{".csv", ".jsonl"} {
		page("/figures"+suffix, download(b, figures))
		page("/attributions"+suffix, download(b, attributions))
		page("/documents"+suffix, download(b, documents))
	}
}

func download[T any](b *bench, t table[T]) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		v := readView(r, t.fields...)
		if len(v.Faults) > 0 {
			b.refuse(w, r, http.StatusBadRequest, "This filter cannot be read.", strings.Join(v.Faults, "; "))
			return nil
		}
		v.Filter.Limit, v.Filter.Offset = 0, 0
		if _, err := b.ledger.Totals(r.Context(), v.Filter); err != nil {
			return err // while there is still a page to say so on
		}
		asCSV := strings.HasSuffix(r.URL.Path, ".csv")
		kind, ending := "application/x-ndjson", ".jsonl"
		if asCSV {
			kind, ending = "text/csv; charset=utf-8", ".csv"
		}
		h := w.Header()
		h.Set("Content-Type", kind)
		h.Set("Content-Disposition", `attachment; filename="sayso-`+t.name+ending+`"`)
		h.Set("Cache-Control", "no-store")
		out := bufio.NewWriterSize(w, 64<<10)
		if err := write(r.Context(), b, out, t, v.Filter, asCSV); err != nil {
			// The head is sent: a broken transfer is the only way to say that the
			// file is not whole.
			b.opt.Log.Error("download failed", "path", r.URL.Path, "error", err)
			panic(http.ErrAbortHandler)
		}
		return nil
	}
}

func write[T any](ctx context.Context, b *bench, out *bufio.Writer, t table[T], f query.Filter, asCSV bool) error {
	texts := export.NewTexts(ctx, b.ledger)
	var csv export.CSV[T]
	if asCSV {
		csv = t.csv(out)
	}
	for row, err := range t.rows(ctx, f) {
		switch {
		case err != nil:
		case asCSV:
			err = csv.Write(row)
		default:
			err = t.json(out, &row, texts)
		}
		if err != nil {
			return fmt.Errorf("web: %s: %w", t.name, err)
		}
	}
	if asCSV {
		if err := csv.Close(); err != nil {
			return err
		}
	}
	return out.Flush()
}
