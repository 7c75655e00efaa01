package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

// keyFlag names the key that checkpoints are signed with.
type keyFlag struct {
	KeyFile string `placeholder:"FILE" help:"The key to sign with; else the one that \"sayso log key\" made for this log."`
}

// keyPath is where a log's key lies: in the user's folder of settings, never in
// the ledger, which is handed on.
func (f *keyFlag) keyPath(origin string) (string, error) {
	if f.KeyFile != "" {
		return f.KeyFile, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no place for keys is known: %w; name a file with --key-file", err)
	}
	name := strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' || r == ':' || r == '.' {
			return '-'
		}
		return r
	}, origin)
	return filepath.Join(dir, "sayso", "keys", name+".key"), nil
}

// secret is the key to sign with; "" where there is none.
func (f *keyFlag) secret(origin string) (string, error) {
	path, err := f.keyPath(origin)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) && f.KeyFile == "" {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("the key to sign with: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
		return "", fmt.Errorf("%s: others than you may read this key (mode %04o): chmod 600 it, and think of making a new one", path, info.Mode().Perm())
	}
	b, err := os.ReadFile(path)
	return strings.TrimSpace(string(b)), err
}

// checkpointNow is the log's checkpoint, signed where it has a key, and the public
// key then.
func (f *keyFlag) checkpointNow(ctx context.Context, db ledger.Log) (*archive.Note, string, error) {
	head, err := db.LogHead(ctx)
	if err != nil {
		return nil, "", err
	}
	c := archive.Checkpoint(head)
	raw, public := []byte(c.Text()), ""
	secret, err := f.secret(c.Origin)
	if err == nil && secret != "" {
		raw, public, err = f.sign(ctx, db, c, secret)
	}
	if err != nil {
		return nil, "", err
	}
	n, err := archive.ParseNote(raw)
	return n, public, err
}

// sign signs a checkpoint, if the log has grown from the one that was signed
// last: two signed states of one log that contradict each other would prove that
// its owner lied.
func (f *keyFlag) sign(ctx context.Context, db ledger.Log, c archive.Checkpoint, secret string) (note []byte, public string, err error) {
	if public, err = archive.PublicKey(secret); err != nil {
		return nil, "", fmt.Errorf("the key to sign with: %w", err)
	}
	path, err := f.keyPath(c.Origin)
	if err != nil {
		return nil, "", err
	}
	path += ".last"
	last, err := readCheckpoint(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		last = &archive.Note{}
	case err != nil:
		return nil, "", fmt.Errorf("%s, the checkpoint that was signed last: %w", path, err)
	case last.Origin == c.Origin:
		root := ledger.Hash{}
		if last.Size <= c.Size {
			if root, err = archive.RootAt(last.Size, archive.LogNodes(ctx, db)); err != nil {
				return nil, "", err
			}
		}
		if root != last.Root {
			return nil, "", fmt.Errorf("not signed: this log, %d leaves, has not grown from the one that was signed last, of %d: the ledger was changed, or is an older copy. \"sayso verify --against %s\" tells more; move that file away to sign all the same", c.Size, last.Size, path)
		}
	}
	if note, err = c.Sign(secret); err != nil || last.Checkpoint == c {
		return note, public, err
	}
	return note, public, os.WriteFile(path, note, 0o600)
}

// newKey makes a log's key. It overwrites none.
func (f *keyFlag) newKey(origin string) (path, public string, err error) {
	if path, err = f.keyPath(origin); err != nil {
		return "", "", err
	}
	secret, public, err := archive.NewKey(origin)
	if err != nil {
		return "", "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", "", err
	}
	w, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", "", err
	}
	_, err = w.WriteString(secret + "\n")
	return path, public, errors.Join(err, w.Close())
}

// publicKeys are keys to check with, given as they are or as files of them.
func publicKeys(given []string) ([]string, error) {
	var out []string
	for _, s := range given {
		if strings.Count(s, "+") >= 2 {
			out = append(out, s)
			continue
		}
		b, err := os.ReadFile(s)
		if err != nil {
			return nil, fmt.Errorf("--key %s is neither a public key nor a file of one: %w", s, err)
		}
		if len(b) > 1<<16 {
			return nil, fmt.Errorf("--key %s: too long for a file of public keys", s)
		}
		out = append(out, strings.Fields(string(b))...)
	}
	return out, nil
}
