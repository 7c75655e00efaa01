package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"sayso"
	"sayso/internal/keep/ledger"
)

// OpenBlobs opens a place outside the database by its address.
type OpenBlobs func(ctx context.Context, address string) (ledger.Blobs, error)

// Option is what a ledger is opened with.
type Option func(*Ledger)

// WithBlobs lets a ledger keep captured bytes outside its database.
func WithBlobs(open OpenBlobs) Option {
	return func(l *Ledger) { l.outside.open = open }
}

// outside are the places outside the database that are open.
type outside struct {
	open   OpenBlobs
	mu     sync.Mutex
	places map[string]ledger.Blobs
	stowed map[ledger.Hash]string // what was put, and where, and not yet recorded
}

// elsewhere is the coding of bytes that are not in the database.
const elsewhere = "outside"

func (o *outside) at(ctx context.Context, address string) (ledger.Blobs, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if p := o.places[address]; p != nil {
		return p, nil
	}
	if o.open == nil {
		return nil, fmt.Errorf("%s: this program opens no places for bytes: %w", address, sayso.ErrInvalid)
	}
	p, err := o.open(ctx, address)
	if err != nil {
		return nil, err
	}
	if o.places == nil {
		o.places = map[string]ledger.Blobs{}
	}
	o.places[address] = p
	return p, nil
}

func (o *outside) close() (err error) {
	for _, address := range slices.Sorted(maps.Keys(o.places)) {
		err = errors.Join(err, o.places[address].Close())
	}
	return err
}

// put stores bytes at an address, if they were not a moment ago.
func (o *outside) put(ctx context.Context, address string, hash ledger.Hash, b []byte) error {
	o.mu.Lock()
	there := o.stowed[hash] == address
	o.mu.Unlock()
	if there {
		return nil
	}
	p, err := o.at(ctx, address)
	if err != nil {
		return err
	}
	if err := p.Put(ctx, hash, b); err != nil {
		return fmt.Errorf("bytes %s: %w", hash, err)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.stowed) > 10_000 || o.stowed == nil {
		o.stowed = map[ledger.Hash]string{}
	}
	o.stowed[hash] = address
	return nil
}

const newestPlace = "SELECT address FROM blob_places WHERE id = (SELECT max(id) FROM blob_places)"

// atOnce is how many blobs are on their way to a place at once.
const atOnce = 8

// Stow stores bytes outside, where that is where they go.
func (l *Ledger) Stow(ctx context.Context, inputs ...[]byte) error {
	var address string
	err := l.row(ctx, newestPlace).Scan(&address)
	if errors.Is(err, sql.ErrNoRows) || err == nil && address == "" {
		return nil
	}
	if err != nil {
		return l.fail("where bytes go", err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var all sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for _, b := range inputs {
		if ctx.Err() != nil {
			break
		}
		hash := ledger.Sum(b)
		var known bool
		if err := l.row(ctx, "SELECT EXISTS (SELECT 1 FROM blobs WHERE hash = ?)", hash[:]).Scan(&known); err != nil {
			cancel(err)
		} else if !known {
			slots <- struct{}{}
			all.Go(func() {
				defer func() { <-slots }()
				if err := l.outside.put(ctx, address, hash, b); err != nil {
					cancel(err)
				}
			})
		}
	}
	all.Wait()
	return l.fail("keeping bytes", context.Cause(ctx))
}

// place is where the transaction's bytes go; "" is the database.
func (t *Tx) place() (string, error) {
	if t.blobPlace == nil {
		var address string
		if _, err := t.find(newestPlace, nil, &address); err != nil {
			return "", err
		}
		t.blobPlace = &address
	}
	return *t.blobPlace, nil
}

// fetch is bytes from outside: from the first of the places that has them.
func (l *Ledger) fetch(ctx context.Context, hash ledger.Hash, size int64) ([]byte, error) {
	places, err := l.places(ctx)
	if err != nil {
		return nil, err
	}
	var why error
	kind := ledger.ErrDamaged
	tried := map[string]bool{"": true}
	for _, p := range places {
		if tried[p.Address] {
			continue
		}
		tried[p.Address] = true
		place, err := l.outside.at(ctx, p.Address)
		if err == nil {
			var b []byte
			if b, err = place.Get(ctx, hash, size); err == nil && ledger.Sum(b) != hash {
				err = fmt.Errorf("%w: its bytes in %s are not those that were captured", ledger.ErrDamaged, p.Address)
			}
			if err == nil {
				return b, nil
			}
		}
		if !errors.Is(err, sayso.ErrNotFound) && !errors.Is(err, ledger.ErrDamaged) {
			kind = ledger.ErrUnreachable // they may be there
		}
		if why != nil {
			err = fmt.Errorf("%w; %w", why, err)
		}
		why = err
	}
	if why == nil {
		why = errors.New("they are outside the database, and no place was ever named")
	}
	return nil, fmt.Errorf("%w: its bytes cannot be had: %w", kind, why)
}

func (l *Ledger) places(ctx context.Context) ([]ledger.BlobPlace, error) {
	var out []ledger.BlobPlace
	for p, err := range rows(ctx, l, "where bytes go", "SELECT address, time FROM blob_places ORDER BY id DESC", nil, func(rs *sql.Rows) (p ledger.BlobPlace, err error) {
		var at string
		if err := rs.Scan(&p.Address, &at); err != nil {
			return p, err
		}
		p.Time, err = time.Parse(time.RFC3339Nano, at)
		return p, err
	}) {
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// BlobPlaces are the places with what lies where.
func (l *Ledger) BlobPlaces(ctx context.Context) (out ledger.BlobPlaces, err error) {
	if out.Named, err = l.places(ctx); err != nil {
		return out, err
	}
	const q = `SELECT coalesce(sum(CASE WHEN coding <> ? THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN coding <> ? THEN size ELSE 0 END), 0),
		coalesce(sum(CASE WHEN coding = ? THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN coding = ? THEN size ELSE 0 END), 0) FROM blobs`
	err = l.row(ctx, q, elsewhere, elsewhere, elsewhere, elsewhere).Scan(&out.Inside.Blobs, &out.Inside.Bytes, &out.Beside.Blobs, &out.Beside.Bytes)
	return out, l.fail("where bytes are", err)
}

// KeepBlobs says where bytes go from now on, once the place was seen to work.
func (l *Ledger) KeepBlobs(ctx context.Context, address string, at time.Time) error {
	if address != "" {
		p, err := l.outside.at(ctx, address)
		if err == nil {
			err = p.Check(ctx)
		}
		if err != nil {
			return fmt.Errorf("ledger: %s: %w", l.name, err)
		}
	}
	return l.InTx(ctx, func(tx ledger.Tx) error {
		t := tx.(*Tx)
		if now, err := t.place(); err != nil || now == address {
			return l.fail("where bytes go", err)
		}
		_, err := t.insert("INSERT INTO blob_places (address, time) VALUES (?, ?)", address, stamp(at))
		return l.fail("where bytes go", err)
	})
}
