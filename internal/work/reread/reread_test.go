package reread

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
	"sayso/internal/keep/ledger"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shelf is a ledger of texts, by number, with what was read again of them.
type shelf struct {
	ledger.Rereader
	texts []string
	mu    sync.Mutex
	read  map[int]bool
	calls int
	full  bool
}

func (s *shelf) Unread(context.Context, string) iter.Seq2[ledger.Unread, error] {
	return func(yield func(ledger.Unread, error) bool) {
		for i, text := range s.texts {
			s.mu.Lock()
			done := s.read[i]
			s.mu.Unlock()
			if !done && !yield(ledger.Unread{Revision: i, Hash: ledger.Sum([]byte(text)), Size: int64(len(text))}, nil) {
				return
			}
		}
	}
}

func (s *shelf) Capture(_ context.Context, h ledger.Hash) ([]byte, error) {
	for _, text := range s.texts {
		if ledger.Sum([]byte(text)) == h {
			return []byte(text), nil
		}
	}
	return nil, ledger.ErrDamaged
}

func (s *shelf) AddReadings(_ context.Context, list []ledger.Rereading) error {
	if s.full {
		return ledger.ErrFull
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	for _, r := range list {
		s.read[r.Revision] = true
	}
	return nil
}

func read(in sayso.Input) (*sayso.Document, *sayso.Reading, error) {
	switch text := string(in.Bytes); {
	case strings.HasPrefix(text, "fault"):
		panic("a fault")
	case strings.HasPrefix(text, "binary"):
		return nil, nil, sayso.ErrInvalid
	}
	return &sayso.Document{Text: string(in.Bytes)}, &sayso.Reading{Reader: "reader 2"}, nil
}

func config(s *shelf) Config {
	return Config{Ledger: s, Read: read, Version: "reader 2", Now: time.Now}
}

// One bad revision is named and stops no other; the next run tries it again and
// nothing else.
func TestBadRevisions(t *testing.T) {
	s := &shelf{read: map[int]bool{}}
	for i := range 250 {
		s.texts = append(s.texts, fmt.Sprintf("text %d", i))
	}
	s.texts[7], s.texts[130] = "fault 7", "binary 130"
	var failed []string
	c := config(s)
	c.Failed = func(err error) { failed = append(failed, err.Error()) }
	sum, err := Run(context.Background(), c)
	if err != nil || sum != (Summary{Read: 248, Failed: 2}) || s.calls != 3 {
		t.Errorf("%+v, %v, %d batches", sum, err, s.calls)
	}
	if len(failed) != 2 || !strings.Contains(failed[0], "revision 7: ") || !strings.Contains(failed[1], "revision 130: ") {
		t.Errorf("failed: %q", failed)
	}
	s.texts[7] = "text 7"
	if sum, err := Run(context.Background(), c); err != nil || sum != (Summary{Read: 1, Failed: 1}) {
		t.Errorf("again: %+v, %v", sum, err)
	}
}

func TestLedgerFails(t *testing.T) {
	s := &shelf{texts: []string{"text"}, read: map[int]bool{}, full: true}
	if sum, err := Run(context.Background(), config(s)); !errors.Is(err, ledger.ErrFull) || sum.Read != 0 {
		t.Errorf("%+v, %v", sum, err)
	}
}

// A reader that gives its readings another name than its own would be asked for
// ever.
func TestVersionIsItsOwn(t *testing.T) {
	s := &shelf{texts: []string{"text"}, read: map[int]bool{}}
	c := config(s)
	c.Version = "reader 3"
	if _, err := Run(context.Background(), c); err == nil || !strings.Contains(err.Error(), `calls itself "reader 2", not "reader 3"`) {
		t.Errorf("%v", err)
	}
}

// Stopped in the middle, what was read is stored, and the next run goes on.
func TestStopped(t *testing.T) {
	s := &shelf{read: map[int]bool{}}
	for i := range 1000 {
		s.texts = append(s.texts, fmt.Sprintf("text %d", i))
	}
	ctx, cancel := context.WithCancel(context.Background())
	c := config(s)
	c.Stored = func(u ledger.Unread) {
		if u.Revision == 150 {
			cancel()
		}
	}
	sum, err := Run(ctx, c)
	if !errors.Is(err, context.Canceled) || sum.Read == 0 || sum.Read == len(s.texts) || len(s.read) != sum.Read {
		t.Errorf("%+v, %v, stored %d", sum, err, len(s.read))
	}
	left, err := Run(context.Background(), config(s))
	if err != nil || left.Read+sum.Read != len(s.texts) {
		t.Errorf("then %+v, %v", left, err)
	}
}
