package store

import (
	"context"
	"database/sql"
	"sync"

	"sayso/internal/keep/ledger"
)

// CopyBlobs puts the captured bytes that a ledger keeps outside its database, from
// wherever they are, into a place at an address, where the other ledger looks for
// them. Done again, it puts them there again. step is told how many were put.
func CopyBlobs(ctx context.Context, from, to *Ledger, address string, step func(done, all int64)) error {
	type blob struct {
		hash ledger.Hash
		size int64
	}
	var all []blob
	for b, err := range rows(ctx, from, "its captures", "SELECT hash, size FROM blobs WHERE coding = ? ORDER BY id", []any{elsewhere}, func(rs *sql.Rows) (b blob, err error) {
		var hash []byte
		err = rs.Scan(&hash, &b.size)
		copy(b.hash[:], hash)
		return b, err
	}) {
		if err != nil {
			return err
		}
		all = append(all, b)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var busy sync.WaitGroup
	var mu sync.Mutex
	done := int64(0)
	slots := make(chan struct{}, atOnce)
	for _, b := range all {
		if slots <- struct{}{}; ctx.Err() != nil {
			break
		}
		busy.Go(func() {
			defer func() { <-slots }()
			bytes, err := from.fetch(ctx, b.hash, b.size)
			if err != nil {
				cancel(from.fail("capture "+b.hash.String(), err))
				return
			}
			if err := to.outside.put(ctx, address, b.hash, bytes); err != nil {
				cancel(to.fail("keeping bytes", err))
				return
			}
			mu.Lock()
			defer mu.Unlock()
			done++
			if step != nil {
				step(done, int64(len(all)))
			}
		})
	}
	busy.Wait()
	return context.Cause(ctx)
}
