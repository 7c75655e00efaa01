package web

import (
	"fmt"
	"net/http"
	"strconv"

	"sayso/internal/keep/ledger"
)

// capture hands out the bytes that a revision was made from, as a file to be
// kept. They came from outside, so no browser may show or run them here.
func (b *bench) capture(w http.ResponseWriter, r *http.Request) error {
	hash, err := ledger.ParseHash(r.PathValue("hash"))
	if err != nil {
		return fmt.Errorf("web: capture %s: %w", clip(r.PathValue("hash"), 80), err)
	}
	bytes, err := b.ledger.Capture(r.Context(), hash)
	if err != nil {
		return fmt.Errorf("web: capture %s: %w", hash, err)
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", `attachment; filename="`+hash.String()+`.bin"`)
	h.Set("Content-Length", strconv.Itoa(len(bytes)))
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(bytes) // a reader who left misses nothing
	return nil
}
