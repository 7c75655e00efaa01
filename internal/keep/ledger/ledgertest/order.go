package ledgertest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// Many are n articles, all different, with a few figures each, made of a small
// set of words, outlets, places and days.
func Many(n int) []ledger.Entry {
	pick := func(i int, of ...string) string { return of[i%len(of)] }
	out := make([]ledger.Entry, n)
	for i := range out {
		place := pick(i, "Tessaly", "Karu", "Ommerby", "Port Veld", "Sarrow")
		source := pick(i/3, "the health ministry", "a doctor", "the mayor of "+place, "an army spokesman", "residents")
		var text strings.Builder
		for p := range 1 + i%4 {
			fmt.Fprintf(&text, "%s said %d people were killed in %s. It was report %d of the day, and number %d.\n", source, 2+(i+p)%60, place, p, i)
		}
		e := Text(fmt.Sprintf("article-%06d", i), text.String(), sayso.Meta{
			Title: fmt.Sprintf("Report %d from %s", i, place), Outlet: pick(i/7, "Veld Post", "Karu Daily", "Agency One", "Radio Sarrow"),
			Published: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%700).Format(time.DateOnly), Language: "en",
		})
		e.Reading = said(&e, source, place)
		out[i] = e
	}
	return out
}

// said reads an article of Many.
func said(e *ledger.Entry, source, place string) *sayso.Reading {
	r := &sayso.Reading{Reader: "reader 1"}
	for p, b := range e.Document.Blocks {
		words := func(s string) sayso.Span {
			start := b.Span.Start + strings.Index(b.Span.In(e.Document.Text), s)
			return sayso.Span{Start: start, End: start + len(s)}
		}
		var n int64
		fmt.Sscanf(strings.TrimPrefix(b.Span.In(e.Document.Text), source+" said "), "%d", &n)
		number, where := words(fmt.Sprint(n)), words("in "+place)
		at := sayso.Place{Text: place, Span: sayso.Span{Start: where.Start + 3, End: where.End}, Name: place, Country: "Ruvania", Lat: 12.5, Lon: 3.25, Resolved: true, Precision: "city"}
		r.Attributions = append(r.Attributions, sayso.Attribution{ID: p + 1, Source: []sayso.Span{words(source)}, Cue: []sayso.Span{words("said")},
			Content: []sayso.Span{{Start: number.Start, End: where.End}}, Speaker: &sayso.Speaker{Name: source, Type: sayso.Organisation}, Confidence: .9, Rule: "said"})
		r.Figures = append(r.Figures, sayso.Figure{Number: number, Low: sayso.At(n), High: sayso.At(n), Category: sayso.Killed, Term: words("killed"),
			Victims: &sayso.Victims{Text: "people", Span: words("people")}, Place: &at, Attribution: p + 1, Chain: []string{source}, PartOf: -1, Confidence: .8, Rule: "passive"})
		r.Places = append(r.Places, at)
	}
	return r
}

// listing is all that lists show, without the moments at which it was added.
func listing(t testing.TB, l ledger.Ledger) (out struct {
	Documents    []ledger.Document
	Attributions []ledger.Attribution
	Figures      []ledger.Figure
}) {
	ctx := context.Background()
	for d, err := range l.Documents(ctx, query.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		d.Added, d.Changed = time.Time{}, time.Time{}
		out.Documents = append(out.Documents, d)
	}
	for a, err := range l.Attributions(ctx, query.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		a.Document.Added, a.Document.Changed = time.Time{}, time.Time{}
		out.Attributions = append(out.Attributions, a)
	}
	for f, err := range l.Figures(ctx, query.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		f.Document.Added, f.Document.Changed = time.Time{}, time.Time{}
		out.Figures = append(out.Figures, f)
	}
	return out
}

// AnyOrder: whatever the order, the batches and the repetitions in which
// documents are added, the lists are the same.
func AnyOrder(t *testing.T, open func(t *testing.T) ledger.Ledger) {
	entries := append(Many(20), Bridge(), Market())
	plain := open(t)
	if _, err := plain.Add(context.Background(), entries); err != nil {
		t.Fatal(err)
	}
	want := listing(t, plain)
	rapid.Check(t, func(rt *rapid.T) {
		l := open(t)
		order := rapid.Permutation(append(slices.Clone(entries), entries[:7]...)).Draw(rt, "order")
		seen := map[ledger.ID]int{}
		for len(order) > 0 {
			n := rapid.IntRange(1, len(order)).Draw(rt, "batch")
			outcomes, err := l.Add(context.Background(), order[:n])
			if err != nil {
				rt.Fatal(err)
			}
			for _, o := range outcomes {
				if first := seen[o.Document] == 0; first != (o.Status == ledger.Added) {
					rt.Fatalf("%+v, seen %d times before", o, seen[o.Document])
				}
				seen[o.Document]++
			}
			order = order[n:]
		}
		if d := gocmp.Diff(want, listing(t, l)); d != "" {
			rt.Fatalf("(-in order +in this order):\n%s", d)
		}
	})
}

// Together: several writers at once, each with some of the same documents, store
// each once, and readers meanwhile see whole documents.
func Together(t *testing.T, a, b ledger.Ledger) {
	ctx := context.Background()
	entries := Many(200)
	var all sync.WaitGroup
	add := func(l ledger.Ledger, entries []ledger.Entry) {
		for batch := range slices.Chunk(entries, 7) {
			if _, err := l.Add(ctx, batch); err != nil {
				t.Error(err)
			}
		}
	}
	all.Go(func() { add(a, entries[:150]) })
	all.Go(func() { add(b, entries[50:]) })
	for range 20 {
		for d, err := range b.Documents(ctx, query.Filter{}) {
			if err != nil {
				t.Error(err)
				break
			}
			r, err := b.Record(ctx, string(d.ID))
			if err != nil || len(r.Reading.Figures) != d.Figures || d.Figures == 0 {
				t.Errorf("%s while others write: %v", d.Given, err)
			}
		}
	}
	all.Wait()
	got := listing(t, a).Documents
	slices.SortFunc(got, func(a, b ledger.Document) int { return cmp.Compare(a.Given, b.Given) })
	for i, d := range got {
		if i >= len(entries) || d.Given != entries[i].Input.ID || d.Revision != 1 {
			t.Fatalf("document %d is %s, revision %d, of %d", i, d.Given, d.Revision, len(got))
		}
	}
	if len(got) != len(entries) {
		t.Errorf("%d documents of %d", len(got), len(entries))
	}
}
