package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"

	"sayso"
	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// Checkpoint gives the log as it is now, signed where there is a key, and the
// public key then.
type Checkpoint func(ctx context.Context, l ledger.Log) (*archive.Note, string, error)

// unsigned is the log's checkpoint as it stands.
func unsigned(ctx context.Context, l ledger.Log) (*archive.Note, string, error) {
	head, err := l.LogHead(ctx)
	if err != nil {
		return nil, "", err
	}
	n, err := archive.ParseNote([]byte(archive.Checkpoint(head).Text()))
	return n, "", err
}

// proof hands out the bundle by which a stranger checks a claim or a document
// without the ledger, as "sayso prove" writes it.
func (b *bench) proof(w http.ResponseWriter, r *http.Request) error {
	l, ok := b.ledger.(archive.Source)
	if !ok {
		return errNoPage
	}
	record, about, err := b.provable(r.Context(), r.PathValue("id"))
	if err != nil {
		return fmt.Errorf("web: proof of %s: %w", clip(r.PathValue("id"), 80), err)
	}
	checkpoint := b.opt.Checkpoint
	if checkpoint == nil {
		checkpoint = unsigned
	}
	note, public, err := checkpoint(r.Context(), l)
	if err != nil {
		return fmt.Errorf("web: proof: %w", err)
	}
	bundle, err := archive.Make(r.Context(), l, record, about, note)
	if err != nil {
		return fmt.Errorf("web: proof of %s: %w", about, err)
	}
	if public != "" {
		bundle.Keys = []string{public}
	}
	var out bytes.Buffer
	if err := bundle.Write(&out); err != nil {
		return fmt.Errorf("web: proof of %s: %w", about, err)
	}
	h := w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", `attachment; filename="`+about.Short()+`.sayso-proof.zip"`)
	h.Set("Content-Length", strconv.Itoa(out.Len()))
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(out.Bytes()) // a reader who left misses nothing
	return nil
}

// provable finds the claim or the document of an ID.
func (b *bench) provable(ctx context.Context, id string) (*ledger.Record, ledger.ID, error) {
	given, ok := ledger.ParseID(id)
	if !ok {
		return nil, "", sayso.ErrNotFound
	}
	if given[0] == 'd' {
		r, err := b.ledger.Record(ctx, id)
		if err != nil {
			return nil, "", err
		}
		return r, r.ID, nil
	}
	c, err := b.ledger.Claim(ctx, id)
	switch {
	case err != nil:
		return nil, "", err
	case c.Figure != nil:
		return c.Record, c.Figure.ID, nil
	}
	return c.Record, c.Attribution.ID, nil
}
