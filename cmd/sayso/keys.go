package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"sayso/internal/keep/archive"
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

// sign is the checkpoint, signed where there is a key, and the public key then.
func (f *keyFlag) sign(c archive.Checkpoint) (note []byte, public string, err error) {
	secret, err := f.secret(c.Origin)
	if err != nil || secret == "" {
		return []byte(c.Text()), "", err
	}
	if public, err = archive.PublicKey(secret); err != nil {
		return nil, "", fmt.Errorf("the key to sign with: %w", err)
	}
	note, err = c.Sign(secret)
	return note, public, err
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
