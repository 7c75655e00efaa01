package store

import (
	"context"
	"database/sql"
	"sync"
)

// stmts are the statements that stay prepared from one transaction to the next, on
// the connection that writes: what a page costs that comes by itself was for a good
// part the preparing of the same sixty statements.
type stmts struct {
	mu     sync.Mutex
	kept   map[string]*sql.Stmt
	wanted []string // that a transaction prepared for itself
}

// of is the statement of a query; nil where none is kept, which is then asked for.
func (s *stmts) of(q string) *sql.Stmt {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if kept, ok := s.kept[q]; ok {
		return kept
	}
	if len(s.kept)+len(s.wanted) < maxStmts {
		s.wanted = append(s.wanted, q)
	}
	return nil
}

// prepare prepares what was asked for, while no transaction has the connection.
func (s *stmts) prepare(ctx context.Context, l *Ledger) {
	s.mu.Lock()
	wanted := s.wanted
	s.wanted = nil
	s.mu.Unlock()
	for _, q := range wanted {
		// The query runs without it too, and then tells what is wrong.
		if st, err := l.write.PrepareContext(ctx, l.d.SQL(q)); err == nil {
			s.keep(q, st)
		}
	}
}

func (s *stmts) keep(q string, st *sql.Stmt) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.kept[q]; ok {
		st.Close()
		return
	}
	if s.kept == nil {
		s.kept = map[string]*sql.Stmt{}
	}
	s.kept[q] = st
}
