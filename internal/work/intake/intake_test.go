package intake

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"sayso"
	"sayso/internal/in/folder"
	"sayso/internal/keep/ledger"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// memory is a ledger that knows inputs by their bytes, and refuses what is too
// large for it.
type memory struct {
	mu     sync.Mutex
	have   map[string]bool
	calls  [][]string
	refuse error
}

func (m *memory) Known(_ context.Context, prints []ledger.Fingerprint) ([]bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]bool, len(prints))
	for i, p := range prints {
		out[i] = m.have[string(p[:])]
	}
	return out, nil
}

func (m *memory) Add(_ context.Context, entries []ledger.Entry) ([]ledger.Outcome, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.refuse != nil {
		return nil, m.refuse
	}
	var ids []string
	for _, e := range entries {
		if strings.Contains(string(e.Input.Bytes), "huge") {
			return nil, fmt.Errorf("ledger: %s: %w", e.Input.Place, sayso.ErrTooLarge)
		}
		ids = append(ids, e.Input.ID)
	}
	m.calls = append(m.calls, ids)
	out := make([]ledger.Outcome, len(entries))
	for i, e := range entries {
		p := ledger.FingerprintOf(&e.Input)
		m.have[string(p[:])] = true
		out[i] = ledger.Outcome{Figures: len(e.Reading.Figures)}
	}
	return out, nil
}

func read(in sayso.Input) (*sayso.Document, *sayso.Reading, error) {
	text := string(in.Bytes)
	switch {
	case strings.Contains(text, "fault"):
		panic("a fault")
	case strings.Contains(text, "binary"):
		return nil, nil, fmt.Errorf("%s: %w: not a text", in.Place, sayso.ErrInvalid)
	}
	return &sayso.Document{ID: in.ID, Text: text}, &sayso.Reading{Figures: make([]sayso.Figure, 2)}, nil
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
	m := &memory{have: map[string]bool{}}
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
	m := &memory{have: map[string]bool{}, refuse: ledger.ErrFull}
	sum, err := Run(context.Background(), inputs("one", "two"), Config{Ledger: m, Read: read, Now: time.Now})
	if !errors.Is(err, ledger.ErrFull) || sum != (Summary{}) {
		t.Errorf("%+v, %v", sum, err)
	}
}

// TestCalledOff: after the context has ended the batch in hand is stored, nothing
// more is taken in, and the summary is true.
func TestCalledOff(t *testing.T) {
	m := &memory{have: map[string]bool{}}
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
	if sum.Added != len(m.have) || sum.Added < 500 || sum.Added > 1500 {
		t.Errorf("says %d, %d are there", sum.Added, len(m.have))
	}
	next := 0
	for _, call := range m.calls {
		for _, id := range call {
			if id != fmt.Sprint("n", next) {
				t.Fatalf("%s in place of n%d", id, next)
			}
			next++
		}
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
