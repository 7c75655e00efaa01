// Package ledgertest holds every store of the ledger to the same promises.
package ledgertest

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/query"
)

// Run runs the suite. open gives a fresh, empty ledger, closed by the test.
func Run(t *testing.T, open func(t *testing.T) ledger.Ledger) {
	for _, tt := range []struct {
		name string
		run  func(*testing.T, ledger.Ledger)
	}{
		{"round trip", testRoundTrip},
		{"same bytes", testSameBytes},
		{"identity", testIdentity},
		{"revisions", testRevisions},
		{"filters", testFilters},
		{"sort", testSort},
		{"names", testNames},
		{"search", testSearch},
		{"all or none", testAllOrNone},
		{"together", testInTx},
		{"re-reading", testRereading},
		{"arrivals", testArrivals},
		{"lanes", testLanes},
		{"superseded", testSuperseded},
		{"groups", testGroups},
		{"groups of an older form", testOlderGroups},
		{"log", testLog},
		{"log of several writers", testLogOrder},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, open(t)) })
	}
}

func add(t *testing.T, l ledger.Ledger, entries ...ledger.Entry) []ledger.Outcome {
	t.Helper()
	out, err := l.Add(context.Background(), entries)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func all[T any](t *testing.T, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var out []T
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func testRoundTrip(t *testing.T, l ledger.Ledger) {
	e := Bridge()
	out := add(t, l, e)
	if out[0].Status != ledger.Added || out[0].Revision != 1 || out[0].Figures != 2 || out[0].Attributions != 2 || out[0].Places != 1 {
		t.Errorf("outcome %+v", out[0])
	}
	r, err := l.Record(context.Background(), string(out[0].Document))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(e.Reading, r.Reading); d != "" {
		t.Errorf("reading (-stored +loaded):\n%s", d)
	}
	if d := cmp.Diff(e.Document, r.Text); d != "" {
		t.Errorf("document (-stored +loaded):\n%s", d)
	}
	if text, err := l.Text(context.Background(), r.ID, 1); err != nil || text != e.Document.Text {
		t.Errorf("text %q, %v", text, err)
	}
	c := r.Current().Capture
	want := ledger.Capture{Fingerprint: ledger.FingerprintOf(&e.Input), Hash: ledger.Sum(e.Input.Bytes), Size: int64(len(e.Input.Bytes)), MediaType: "text/plain", Given: "bridge",
		URL: e.Input.Meta.URL, Place: "week.jsonl:1", Time: e.Captured, Tool: "sayso test"}
	if d := cmp.Diff(want, c); d != "" {
		t.Errorf("capture (-want +got):\n%s", d)
	}
	b, err := l.Capture(context.Background(), c.Hash)
	if err != nil || string(b) != string(e.Input.Bytes) {
		t.Errorf("captured bytes %q, %v", b, err)
	}
	for i, f := range all(t, l.Figures(context.Background(), query.Filter{})) {
		if d := cmp.Diff(*r.Figure(i), f); d != "" {
			t.Errorf("figure %d (-record +list):\n%s", i, d)
		}
		c, err := l.Claim(context.Background(), string(f.ID[:6]))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(f, *c.Figure); d != "" {
			t.Errorf("figure %d (-list +claim):\n%s", i, d)
		}
	}
	for i, a := range all(t, l.Attributions(context.Background(), query.Filter{})) {
		if d := cmp.Diff(*r.Attribution(i), a); d != "" {
			t.Errorf("attribution %d (-record +list):\n%s", i, d)
		}
	}
}

func testSameBytes(t *testing.T, l ledger.Ledger) {
	e := Bridge()
	first := add(t, l, e)[0]
	e.Captured = e.Captured.Add(time.Hour)
	e.Input.Place = "moved/week.jsonl:1"
	prints := []ledger.Fingerprint{ledger.FingerprintOf(&e.Input), {}}
	known, err := l.Known(context.Background(), prints)
	if err != nil || !known[0] || known[1] {
		t.Errorf("known %v, %v", known, err)
	}
	// Twice in one batch and once more after.
	for _, again := range [][]ledger.Outcome{add(t, l, e, e), add(t, l, e)} {
		for _, o := range again {
			if want := (ledger.Outcome{Document: first.Document, Status: ledger.Known, Revision: 1}); o != want {
				t.Errorf("again: %+v, want %+v", o, want)
			}
		}
	}
	if n, err := l.Totals(context.Background(), query.Filter{}); err != nil || n != (ledger.Totals{Documents: 1, Attributions: 2, Figures: 2}) {
		t.Errorf("totals %+v, %v", n, err)
	}
}

// testIdentity: what is one document and what are two.
func testIdentity(t *testing.T, l ledger.Ledger) {
	named := func(id, outlet, url, text string) ledger.Entry {
		return Text(id, text, sayso.Meta{Outlet: outlet, URL: url})
	}
	file := func(path, id, text string) ledger.Entry {
		e := Text(id, text, sayso.Meta{})
		e.File = path
		return e
	}
	for _, tt := range []struct {
		name string
		a, b ledger.Entry
		same bool
	}{
		{"one address", named("1", "", "http://Veld.example/a/?utm_source=x#top", "One."), named("2", "", "https://veld.example/a", "Two."), true},
		{"two addresses", named("3", "", "https://veld.example/b", "One."), named("3", "", "https://veld.example/c", "One."), false},
		{"front page", named("4", "", "https://veld.example/", "One."), named("5", "", "https://veld.example/", "Two."), false},
		{"one id", named("6", "Veld Post", "", "One."), named("6", "Veld Post", "", "Two."), true},
		{"two outlets", named("7", "Veld Post", "", "One."), named("7", "Karu Daily", "", "One."), false},
		{"one file", file("/w/8.txt", "8", "One."), file("/w/8.txt", "8", "Two."), true},
		{"files of one name", file("/w1/9.txt", "9", "One."), file("/w2/9.txt", "9", "Two."), false},
		{"a moved file", file("/w1/10.txt", "10", "One."), file("/w2/10.txt", "10", "One."), true},
	} {
		a := add(t, l, tt.a)[0]
		b := add(t, l, tt.b)[0]
		if same := a.Document == b.Document; same != tt.same {
			t.Errorf("%s: one document = %v", tt.name, same)
		}
		if a.Status != ledger.Added {
			t.Errorf("%s: status %v", tt.name, a.Status)
		}
	}
}

func testRevisions(t *testing.T, l ledger.Ledger) {
	ctx := context.Background()
	e := Bridge()
	add(t, l, e)
	old := all(t, l.Figures(ctx, query.Filter{}))

	changed := Bridge()
	changed.Captured = e.Captured.Add(24 * time.Hour)
	changed.Document.Text = strings.ReplaceAll(changed.Document.Text, "twelve", "eleven")
	changed.Input.Bytes = []byte(changed.Document.Text)
	o := add(t, l, changed)[0]
	if o.Status != ledger.Revised || o.Revision != 2 {
		t.Errorf("outcome %+v", o)
	}
	// Other bytes that show the same text and facts change nothing.
	seen := changed
	seen.Input.Bytes = []byte(changed.Document.Text + "\n")
	if o := add(t, l, seen)[0]; o.Status != ledger.Seen || o.Revision != 2 {
		t.Errorf("outcome %+v", o)
	}
	r, err := l.Record(ctx, "bridge")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Revisions) != 2 || r.Revision != 2 || r.Added != e.Captured || r.Changed != changed.Captured || !strings.Contains(r.Text.Text, "eleven") {
		t.Errorf("record %+v", r.Document)
	}
	before, err := l.Revision(ctx, "bridge", 1)
	if err != nil || before.Revision != 1 || !strings.Contains(before.Text.Text, "twelve") {
		t.Errorf("revision 1: %+v, %v", before, err)
	}
	for _, n := range []int{-1, 0, 3} {
		if _, err := l.Revision(ctx, "bridge", n); !errors.Is(err, sayso.ErrNotFound) {
			t.Errorf("revision %d: %v", n, err)
		}
	}
	now := all(t, l.Figures(ctx, query.Filter{}))
	if len(now) != 2 || now[0].ID == old[0].ID {
		t.Errorf("lists show %d figures, the first as before: %v", len(now), now[0].ID == old[0].ID)
	}
	// What stood in the old revision can still be shown.
	c, err := l.Claim(ctx, string(old[0].ID))
	if err != nil {
		t.Fatal(err)
	}
	if c.Record.Revision != 1 || c.Record.Newest != 2 || c.Figure.NumberText != "twelve" || len(c.Record.Revisions) != 1 {
		t.Errorf("old claim in revision %d: %q", c.Record.Revision, c.Figure.NumberText)
	}
}

func testFilters(t *testing.T, l ledger.Ledger) {
	ctx := context.Background()
	add(t, l, Bridge(), Market(), Text("note", "Nothing happened in Karu.", sayso.Meta{Title: "A quiet day"}))
	for _, tt := range []struct {
		name                     string
		f                        query.Filter
		documents, said, figures int
	}{
		{"all", query.Filter{}, 3, 3, 3},
		{"category", query.Filter{Categories: []sayso.Category{sayso.Killed}}, 2, 2, 2},
		{"two categories", query.Filter{Categories: []sayso.Category{sayso.Killed, sayso.Injured}}, 2, 3, 3},
		{"status", query.Filter{Statuses: []sayso.Status{sayso.Denied}}, 1, 1, 1},
		{"outlet", query.Filter{Outlet: "KARU"}, 1, 1, 1},
		{"part of a word is no match", query.Filter{Outlet: "Kar"}, 0, 0, 0},
		{"the beginning of a word is, with a star", query.Filter{Outlet: "Kar*"}, 1, 1, 1},
		{"signs only", query.Filter{Outlet: "--"}, 0, 0, 0},
		{"source, any link", query.Filter{Source: "health ministry"}, 1, 1, 2},
		{"source, accents", query.Filter{Source: "OREN VALE"}, 1, 1, 1},
		{"place", query.Filter{Place: "tessaly"}, 1, 2, 1},
		{"country", query.Filter{Place: "Ruvania"}, 1, 2, 1},
		{"since", query.Filter{Since: "2024-03-02"}, 1, 1, 1},
		{"until", query.Filter{Until: "2024-03-02"}, 2, 3, 3},
		{"until a day before", query.Filter{Until: "2024-03-01"}, 1, 2, 2},
		{"happened", query.Filter{From: "2024-02-28", To: "2024-02-29"}, 1, 1, 1},
		{"happened later", query.Filter{From: "2024-03-01"}, 0, 0, 0},
		{"words", query.Filter{Words: "bridge collapsed"}, 1, 2, 2},
		{"phrase", query.Filter{Words: `"the bridge"`}, 1, 2, 2},
		{"phrase the other way", query.Filter{Words: `"bridge the"`}, 0, 0, 0},
		{"beginning", query.Filter{Words: "coll*"}, 1, 2, 2},
		{"operators are words", query.Filter{Words: "bridge OR market"}, 0, 0, 0},
		{"document by id given", query.Filter{Document: "market"}, 1, 1, 1},
		{"document by address", query.Filter{Document: "http://veld.example/bridge"}, 1, 2, 2},
		{"at least", query.Filter{AtLeast: 12}, 1, 1, 1},
		{"at most", query.Filter{AtMost: 11}, 2, 2, 2},
		{"scope", query.Filter{Scopes: []sayso.Scope{sayso.Cumulative}}, 1, 1, 1},
		{"quantifier", query.Filter{Quantifiers: []sayso.Quantifier{sayso.AtLeast}}, 1, 1, 1},
		{"kind", query.Filter{Kinds: []sayso.QuoteKind{sayso.Indirect}}, 2, 2, 2},
		{"confidence", query.Filter{Confidence: .9}, 3, 2, 1},
	} {
		got, err := l.Totals(ctx, tt.f)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if want := (ledger.Totals{Documents: tt.documents, Attributions: tt.said, Figures: tt.figures}); got != want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, want)
		}
		listed := ledger.Totals{
			Documents:    len(all(t, l.Documents(ctx, tt.f))),
			Attributions: len(all(t, l.Attributions(ctx, tt.f))),
			Figures:      len(all(t, l.Figures(ctx, tt.f))),
		}
		if listed != got {
			t.Errorf("%s: lists %+v, totals %+v", tt.name, listed, got)
		}
	}
	if _, err := l.Totals(ctx, query.Filter{Words: "***"}); !errors.Is(err, sayso.ErrInvalid) {
		t.Errorf("words without a word: %v", err)
	}
	facets, err := l.Facets(ctx, query.Filter{})
	want := ledger.Facets{
		Outlets:    []ledger.Count{{Value: "Veld Post", N: 2}, {Value: "Karu Daily", N: 1}},
		Categories: []ledger.Count{{Value: "killed", N: 2}, {Value: "injured", N: 1}},
		Countries:  []ledger.Count{{Value: "Ruvania", N: 1}},
		Sources:    []ledger.Count{{Value: "the health ministry", N: 2}, {Value: "Orén Vale", N: 1}, {Value: "a doctor", N: 1}},
		Statuses:   []ledger.Count{{Value: "asserted", N: 2}, {Value: "denied", N: 1}},
	}
	if d := cmp.Diff(want, facets); err != nil || d != "" {
		t.Errorf("facets: %v\n%s", err, d)
	}
}

func testSort(t *testing.T, l ledger.Ledger) {
	ctx := context.Background()
	add(t, l, Text("note", "Nothing.", sayso.Meta{}), Bridge(), Market())
	for _, key := range query.Keys {
		for _, down := range []bool{false, true} {
			f := query.Filter{Sort: query.Sort{By: key, Down: down}}
			for _, err := range l.Figures(ctx, f) {
				if err != nil && (key != query.ByFigures || !errors.Is(err, sayso.ErrInvalid)) {
					t.Error(key, err)
				}
			}
		}
	}
	names := func(f query.Filter) (out []string) {
		for _, d := range all(t, l.Documents(ctx, f)) {
			out = append(out, d.Given)
		}
		return out
	}
	for _, tt := range []struct {
		sort query.Sort
		want []string
	}{
		{query.Sort{}, []string{"market", "bridge", "note"}},
		{query.Sort{By: query.ByPublished}, []string{"bridge", "market", "note"}},
		{query.Sort{By: query.ByTitle, Down: true}, []string{"market", "bridge", "note"}},
		{query.Sort{By: query.ByFigures, Down: true}, []string{"bridge", "market", "note"}},
	} {
		if d := cmp.Diff(tt.want, names(query.Filter{Sort: tt.sort})); d != "" {
			t.Errorf("%v:\n%s", tt.sort, d)
		}
		if d := cmp.Diff(tt.want[1:2], names(query.Filter{Sort: tt.sort, Limit: 1, Offset: 1})); d != "" {
			t.Errorf("%v, second:\n%s", tt.sort, d)
		}
	}
	var numbers []int64
	for _, f := range all(t, l.Figures(ctx, query.Filter{Sort: query.Sort{By: query.ByNumber, Down: true}})) {
		numbers = append(numbers, f.Low.N)
	}
	if d := cmp.Diff([]int64{12, 7, 3}, numbers); d != "" {
		t.Errorf("by number:\n%s", d)
	}
}

func testNames(t *testing.T, l ledger.Ledger) {
	ctx := context.Background()
	var entries []ledger.Entry
	for _, id := range strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33") {
		entries = append(entries, Text("n"+id, "Text "+id+".", sayso.Meta{}))
	}
	outcomes := add(t, l, entries...)
	// Of 33 documents two share a first character.
	shared := map[ledger.ID]int{}
	for _, o := range outcomes {
		shared[o.Document[:2]]++
	}
	for prefix, n := range shared {
		_, err := l.Record(ctx, strings.ToUpper(string(prefix)))
		var ambiguous *ledger.Ambiguous
		switch {
		case n == 1 && err != nil:
			t.Errorf("%s: %v", prefix, err)
		case n > 1 && (!errors.As(err, &ambiguous) || len(ambiguous.Candidates) != n || !errors.Is(err, sayso.ErrConflict)):
			t.Errorf("%s, of %d: %v", prefix, n, err)
		}
	}
	for _, name := range []string{"", "nobody", "d", "dzzzzzzzz", "https://veld.example/none", "%", "' OR 1 = 1"} {
		if _, err := l.Record(ctx, name); !errors.Is(err, sayso.ErrNotFound) {
			t.Errorf("document %q: %v", name, err)
		}
		if _, err := l.Claim(ctx, "f"+name); !errors.Is(err, sayso.ErrNotFound) {
			t.Errorf("claim %q: %v", name, err)
		}
	}
}

func testSearch(t *testing.T, l ledger.Ledger) {
	ctx := context.Background()
	add(t, l, Bridge(), Market())
	hits := all(t, l.Search(ctx, "Bridge collapsed", 10))
	if len(hits) != 1 || hits[0].Document.Given != "bridge" {
		t.Fatalf("hits %+v", hits)
	}
	h := hits[0]
	if len(h.Marks) != 2 || h.Marks[0].In(h.Passage.Text) != "bridge" {
		t.Errorf("marks %v in %q", h.Marks, h.Passage.Text)
	}
	if h.Passage.Span.In(Bridge().Document.Text) != h.Passage.Text {
		t.Errorf("passage %+v", h.Passage)
	}
	for _, err := range l.Search(ctx, "«»", 10) {
		if !errors.Is(err, sayso.ErrInvalid) {
			t.Error(err)
		}
	}
	if hits := all(t, l.Search(ctx, `said`, 1)); len(hits) != 1 {
		t.Errorf("%d hits for a limit of 1", len(hits))
	}
}

// testAllOrNone: an entry that cannot be stored leaves nothing of its batch.
func testAllOrNone(t *testing.T, l ledger.Ledger) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := l.Add(ctx, []ledger.Entry{Bridge(), Market()}); err == nil {
		t.Error("stored after all was called off")
	}
	if n, err := l.Totals(context.Background(), query.Filter{}); err != nil || n != (ledger.Totals{}) {
		t.Errorf("totals %+v, %v", n, err)
	}
	if d := cmp.Diff(2, len(add(t, l, Bridge(), Market())), cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
}

// testInTx: what happens in one transaction happens all or not at all.
func testInTx(t *testing.T, l ledger.Ledger) {
	ctx := context.Background()
	failed := errors.New("the work failed")
	do := func(end error) error {
		return l.InTx(ctx, func(tx ledger.Tx) error {
			if _, err := tx.Add([]ledger.Entry{Bridge()}); err != nil {
				return err
			}
			out, err := tx.Add([]ledger.Entry{Market(), Bridge()})
			if err != nil || out[0].Status != ledger.Added || out[1].Status != ledger.Known {
				t.Errorf("outcomes %+v, %v", out, err)
			}
			var n int
			if err := tx.SQL().QueryRowContext(ctx, "SELECT count(*) FROM documents").Scan(&n); err != nil || n != 2 {
				t.Errorf("the transaction sees %d documents, %v", n, err)
			}
			if n, err := l.Totals(ctx, query.Filter{}); err != nil || n.Documents != 0 {
				t.Errorf("others see %+v, %v", n, err)
			}
			return end
		})
	}
	if err := do(failed); !errors.Is(err, failed) {
		t.Error(err)
	}
	if n, err := l.Totals(ctx, query.Filter{}); err != nil || n.Documents != 0 {
		t.Errorf("after a failure: %+v, %v", n, err)
	}
	if err := do(nil); err != nil {
		t.Error(err)
	}
	if n, err := l.Totals(ctx, query.Filter{}); err != nil || n.Documents != 2 || n.Figures != 3 {
		t.Errorf("stored: %+v, %v", n, err)
	}
}
