package store

import (
	"bytes"
	"compress/flate"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"sayso"
	"sayso/internal/keep/ledger"
)

// blob stores bytes under their hash, once. They stand beside the record, in the
// same transaction, or are safe outside before it ends: so no record can point at
// bytes that never arrived.
func (t *Tx) blob(b []byte) (int64, error) {
	hash := ledger.Sum(b)
	if !t.no("blobs.hash", hash[:]) {
		var id int64
		if ok, err := t.find("SELECT id FROM blobs WHERE hash = ?", []any{hash[:]}, &id); ok || err != nil {
			return id, err
		}
	}
	place, err := t.place()
	if err != nil {
		return 0, err
	}
	coding, data := elsewhere, []byte{}
	if place == "" {
		coding, data = pack(b)
	} else if err := t.l.outside.put(t.ctx, place, hash, b); err != nil {
		return 0, err
	}
	t.now("blobs.hash", hash[:])
	return t.add(blobsTable, hash[:], len(b), coding, data)
}

// pack makes bytes smaller where it is worth it.
func pack(b []byte) (coding string, data []byte) {
	if b == nil {
		b = []byte{}
	}
	if len(b) < 512 {
		return "", b
	}
	var buf bytes.Buffer
	z, err := flate.NewWriter(&buf, flate.BestSpeed)
	if err == nil {
		_, err = z.Write(b)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil || buf.Len() > len(b)*9/10 {
		return "", b
	}
	return "deflate", buf.Bytes()
}

func unpack(coding string, data []byte, size int64) ([]byte, error) {
	switch coding {
	case "":
		return data, nil
	case "deflate":
		// One byte more than there should be shows that there is too much.
		return io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), size+1))
	}
	return nil, fmt.Errorf("%w: unknown coding %q", ledger.ErrDamaged, coding)
}

// Capture is the bytes under the hash. It fails where they are not those that
// were captured.
func (l *Ledger) Capture(ctx context.Context, hash ledger.Hash) ([]byte, error) {
	var coding string
	var data []byte
	var size int64
	err := l.row(ctx, "SELECT coding, data, size FROM blobs WHERE hash = ?", hash[:]).Scan(&coding, &data, &size)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("ledger: %s: capture %s: %w", l.name, hash, sayso.ErrNotFound)
	}
	if err != nil {
		return nil, l.fail("capture "+hash.String(), err)
	}
	if coding == elsewhere {
		b, err := l.fetch(ctx, hash, size)
		return b, l.fail("capture "+hash.String(), err)
	}
	b, err := unpack(coding, data, size)
	if err != nil || ledger.Sum(b) != hash {
		return nil, fmt.Errorf("ledger: %s: capture %s: %w: its bytes are not those that were captured", l.name, hash, ledger.ErrDamaged)
	}
	return b, nil
}
