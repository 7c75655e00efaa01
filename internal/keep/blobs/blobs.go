// Package blobs keeps captured bytes outside the database: in a folder, or in
// storage that speaks S3. Bytes lie under their SHA-256, so that nothing is
// stored twice and anyone can check it. Only cmd opens such places; nothing here
// dials before one is opened by name.
package blobs

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob" // file://
	_ "gocloud.dev/blob/s3blob"   // s3://
	"gocloud.dev/gcerrors"

	"sayso"
	"sayso/internal/keep/ledger"
)

// Place is a folder or a bucket.
type Place struct {
	name   string // as it was asked for
	dir    string // of a folder
	bucket *blob.Bucket
}

var _ ledger.Blobs = (*Place)(nil)

// Locate is the address of a place that a person names: a folder, or a bucket as
// s3://NAME?region=...&endpoint=...
func Locate(where string) (string, error) {
	scheme, _, isURL := strings.Cut(where, "://")
	if !isURL {
		dir, err := filepath.Abs(where)
		if err != nil {
			return "", fmt.Errorf("blobs: %s: %w", where, err)
		}
		u := url.URL{Scheme: "file", Path: filepath.ToSlash(dir)}
		return u.String(), nil
	}
	u, err := url.Parse(where)
	switch {
	case err != nil || scheme != "file" && scheme != "s3":
		return "", fmt.Errorf("blobs: %w: want a folder, or a bucket as s3://NAME?region=REGION, with &endpoint=https://HOST where it is not Amazon's", sayso.ErrInvalid)
	case u.User != nil:
		return "", fmt.Errorf("blobs: %w: the address has a user in it, and would be kept in the ledger: leave keys to AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", sayso.ErrInvalid)
	case scheme == "s3" && u.Host == "" || scheme == "file" && (u.Host != "" || !filepath.IsAbs(filepath.FromSlash(u.Path))):
		return "", fmt.Errorf("blobs: %s: %w: want s3://BUCKET or file:///FOLDER", where, sayso.ErrInvalid)
	}
	return where, nil
}

// Create opens a place and makes the folder where there is none.
func Create(ctx context.Context, address string) (ledger.Blobs, error) {
	if dir := folder(address); dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("blobs: %s: cannot make the folder: %w", address, err)
		}
	}
	return Open(ctx, address)
}

// Prepare is the address of a place that a person names, which is made where it is
// a folder that is not there.
func Prepare(ctx context.Context, where string) (string, error) {
	address, err := Locate(where)
	if err != nil {
		return "", err
	}
	place, err := Create(ctx, address)
	if err != nil {
		return "", err
	}
	return address, place.Close()
}

// Open opens a place that Locate gave.
func Open(ctx context.Context, address string) (ledger.Blobs, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("blobs: %s: %w", address, sayso.ErrInvalid)
	}
	// Temporary files beside the others, so that they can be renamed; no second
	// file with attributes beside each. Sums that not every S3 server knows are not
	// sent where they are not asked for: ours are over the same bytes.
	defaults := map[string]map[string]string{
		"file": {"no_tmp_dir": "true", "metadata": "skip"},
		"s3":   {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"},
	}
	q := u.Query()
	for k, v := range defaults[u.Scheme] {
		if !q.Has(k) {
			q.Set(k, v)
		}
	}
	u.RawQuery = q.Encode()
	bucket, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, fmt.Errorf("blobs: %s cannot be opened: %w", address, err)
	}
	return &Place{name: address, dir: folder(address), bucket: bucket}, nil
}

// folder is the folder of a file:// address, else "".
func folder(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	return filepath.FromSlash(u.Path)
}

// key is where bytes lie: ab/abcdef...
func key(hash ledger.Hash) string {
	s := hash.String()
	return s[:2] + "/" + s
}

// Check puts no bytes at all there, under their hash, and asks for them again.
func (p *Place) Check(ctx context.Context) error {
	hash := ledger.Sum(nil)
	if err := p.Put(ctx, hash, nil); err != nil {
		return err
	}
	_, err := p.Get(ctx, hash, 0)
	return err
}

// Put stores bytes under their hash. When it returns they are safe.
func (p *Place) Put(ctx context.Context, hash ledger.Hash, b []byte) error {
	if err := p.bucket.WriteAll(ctx, key(hash), b, &blob.WriterOptions{ContentType: "application/octet-stream"}); err != nil {
		return p.fail(err)
	}
	if p.dir == "" {
		return nil
	}
	file := filepath.Join(p.dir, filepath.FromSlash(key(hash)))
	for _, name := range []string{file, filepath.Dir(file), p.dir} {
		if err := flush(name); err != nil {
			return p.fail(err)
		}
	}
	return nil
}

// flush has the system write a file, or a folder's names, to the disk.
func flush(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	err = f.Sync()
	if info, e := f.Stat(); e == nil && info.IsDir() {
		err = nil // not every system does this for folders
	}
	return errors.Join(err, f.Close())
}

// Get is the bytes under the hash, which are size long. What is not there is
// ErrNotFound.
func (p *Place) Get(ctx context.Context, hash ledger.Hash, size int64) ([]byte, error) {
	r, err := p.bucket.NewReader(ctx, key(hash), nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, fmt.Errorf("%w in %s", sayso.ErrNotFound, p.name)
	}
	if err != nil {
		return nil, p.fail(err)
	}
	defer r.Close()
	if r.Size() != size {
		return nil, fmt.Errorf("%w: %d bytes in %s, not %d", ledger.ErrDamaged, r.Size(), p.name, size)
	}
	b := make([]byte, size)
	for n := 0; n < len(b); {
		k, err := r.Read(b[n:])
		if n += k; err != nil && n < len(b) {
			return nil, p.fail(err)
		}
	}
	return b, nil
}

func (p *Place) fail(err error) error {
	return fmt.Errorf("blobs: %s: %w", p.name, err)
}

// Close ends the connections.
func (p *Place) Close() error { return p.bucket.Close() }
