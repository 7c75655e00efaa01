package intake

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"sayso"
	"sayso/internal/in/folder"
	"sayso/internal/keep/ledger"
	"sayso/internal/keep/ledger/sqlite"
	"sayso/internal/keep/query"
	"sayso/internal/work/jobs"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// refusing is a ledger that refuses what is too large for it, or everything.
type refusing struct {
	jobs.Ledger
	refuse error
}

func (l refusing) InTx(ctx context.Context, do func(ledger.Tx) error) error {
	return l.Ledger.InTx(ctx, func(tx ledger.Tx) error { return do(refusingTx{tx, l.refuse}) })
}

type refusingTx struct {
	ledger.Tx
	refuse error
}

func (t refusingTx) Arrive(inputs []ledger.Arrival) ([]ledger.Arrived, error) {
	for _, a := range inputs {
		if strings.Contains(string(a.Input.Bytes), "huge") {
			return nil, fmt.Errorf("ledger: %s: %w", a.Input.Place, sayso.ErrTooLarge)
		}
	}
	return t.Tx.Arrive(inputs)
}

func (t refusingTx) Add(entries []ledger.Entry) ([]ledger.Outcome, error) {
	if t.refuse != nil {
		return nil, t.refuse
	}
	return t.Tx.Add(entries)
}

func fresh(t *testing.T) jobs.Ledger {
	l, err := sqlite.OpenOrCreate(context.Background(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func read(in sayso.Input) (*sayso.Document, *sayso.Reading, error) {
	text := string(in.Bytes)
	switch {
	case strings.Contains(text, "fault"):
		panic("a fault")
	case strings.Contains(text, "binary"):
		return nil, nil, fmt.Errorf("%s: %w: not a text", in.Place, sayso.ErrInvalid)
	}
	doc := &sayso.Document{ID: in.ID, Meta: in.Meta, Text: text, Blocks: []sayso.Block{{Span: sayso.Span{End: len(text)}, Joins: -1}}}
	figure := sayso.Figure{Number: sayso.Span{Start: 0, End: 1}, PartOf: -1}
	return doc, &sayso.Reading{Reader: "reader 1", Figures: []sayso.Figure{figure, figure}}, nil
}

func inputs(texts ...string) iter.Seq2[sayso.Input, error] {
	return func(yield func(sayso.Input, error) bool) {
		for i, text := range texts {
			in := sayso.Input{ID: fmt.Sprint("n", i), Place: fmt.Sprintf("week.jsonl:%d", i+1), Bytes: []byte(text)}
			var err error
			switch text {
			case "missing":
				err = errors.New("week.txt: no such file")
			case "passed over":
				err = &folder.Skipped{Dir: "d", Files: 3, Example: "a.jpg"}
			}
			if !yield(in, err) {
				return
			}
		}
	}
}

func TestRun(t *testing.T) {
	m := refusing{Ledger: fresh(t)}
	var failed, noted, stored []string
	c := Config{Ledger: m, Read: read, Now: time.Now, Tool: "test",
		Failed: func(err error) { failed = append(failed, err.Error()) },
		Noted:  func(err error) { noted = append(noted, err.Error()) },
		Stored: func(in *sayso.Input, _ ledger.Outcome) { stored = append(stored, in.ID) },
	}
	all := inputs("one", "missing", "a fault", "two", "huge", "binary", "passed over", "three")
	sum, err := Run(context.Background(), all, c)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Summary{Added: 3, Failed: 4, Figures: 6}); sum != want {
		t.Errorf("%+v, want %+v", sum, want)
	}
	if got := strings.Join(stored, " "); got != "n0 n3 n7" {
		t.Errorf("stored %s", got)
	}
	if len(noted) != 1 || len(failed) != 4 || !strings.Contains(failed[0], "no such file") || !strings.Contains(failed[1], "week.jsonl:3: the reader failed") ||
		!strings.Contains(failed[2], "week.jsonl:5: too large") || !strings.Contains(failed[3], "not a text") {
		t.Errorf("failed %q, noted %q", failed, noted)
	}
	if got := sum.String(); got != "added 3 documents, 6 figures, no attributions; 4 could not be read" {
		t.Error(got)
	}
	// Again: what is in it is not read again.
	c.Read = func(in sayso.Input) (*sayso.Document, *sayso.Reading, error) {
		if strings.Contains("one two three", string(in.Bytes)) {
			t.Errorf("%s is read again", in.ID)
		}
		return read(in)
	}
	if sum, err = Run(context.Background(), all, c); err != nil || sum != (Summary{Known: 3, Failed: 4}) {
		t.Errorf("%+v, %v", sum, err)
	}
}

func TestSummary(t *testing.T) {
	for want, s := range map[string]Summary{
		"added 14 documents (2 new revisions, 3 already known), 96 figures, 210 attributions; 1 could not be read": {Added: 14, Revised: 2, Known: 3, Failed: 1, Figures: 96, Attributions: 210},
		"added no documents (1,748 already known)":                                      {Known: 1748},
		"added 1 document (1 new capture of unchanged text), 1 figure, no attributions": {Added: 1, Seen: 1, Figures: 1},
		"added no documents": {},
	} {
		if got := s.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestLedgerFails: where the ledger cannot store, the work ends with its error
// and the count of what is in it.
func TestLedgerFails(t *testing.T) {
	m := refusing{fresh(t), ledger.ErrFull}
	sum, err := Run(context.Background(), inputs("one", "two"), Config{Ledger: m, Read: read, Now: time.Now})
	if !errors.Is(err, ledger.ErrFull) || sum != (Summary{}) {
		t.Errorf("%+v, %v", sum, err)
	}
}

// TestCalledOff: after the context has ended the batch in hand is stored, nothing
// more is taken in, and the summary is true.
func TestCalledOff(t *testing.T) {
	m := fresh(t)
	ctx, cancel := context.WithCancel(context.Background())
	endless := func(yield func(sayso.Input, error) bool) {
		for i := 0; yield(sayso.Input{ID: fmt.Sprint("n", i), Place: fmt.Sprint("week.jsonl:", i), Bytes: fmt.Append(nil, "text ", i)}, nil); i++ {
		}
	}
	n := 0
	sum, err := Run(ctx, endless, Config{Ledger: m, Read: read, Now: time.Now, Stored: func(*sayso.Input, ledger.Outcome) {
		if n++; n == 500 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	n = 0
	for d, err := range m.Documents(context.Background(), query.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		var i int
		if fmt.Sscanf(d.Given, "n%d", &i); i >= sum.Added+ahead+batchInputs {
			t.Errorf("%s is there, and the run was called off after %d", d.Given, sum.Added)
		}
	}
	if sum.Added != n || sum.Added < 500 || sum.Added > 500+ahead {
		t.Errorf("says %d, %d are there", sum.Added, n)
	}
	// The next run reads what this one had captured and not read.
	late := 0
	sum, err = Run(context.Background(), inputs(), Config{Ledger: m, Read: read, Now: time.Now, Late: func(_ *ledger.Arrival, err error) { late++ }})
	waiting, werr := m.Waiting(context.Background(), nil)
	if err != nil || werr != nil || sum != (Summary{}) || len(waiting) != 0 {
		t.Errorf("%+v, %v, %d wait, %v", sum, err, len(waiting), werr)
	}
	if all, err := m.Totals(context.Background(), query.Filter{}); err != nil || all.Documents != n+late {
		t.Errorf("%d were there, %d were late, %d are there, %v", n, late, all.Documents, err)
	}
}

func TestFile(t *testing.T) {
	for place, want := range map[string]string{
		"/w/a.txt": "/w/a.txt", "/w/a.jsonl:17": "", "/w/a.warc.gz: record 3": "", folder.Stdin: ledger.Stdin, folder.Stdin + ":2": "", "": "", "/w/10:30 report.txt": "/w/10:30 report.txt",
	} {
		if got := file(&sayso.Input{Place: place}); got != want {
			t.Errorf("%s: %q, want %q", place, got, want)
		}
	}
}
