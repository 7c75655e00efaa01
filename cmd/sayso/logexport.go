package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sayso/internal/keep/archive"
	"sayso/internal/keep/ledger"
)

type logExportCmd struct {
	dbFlag
	keyFlag
	Dir        string `arg:"" help:"The folder to write to; it is made where there is none."`
	HashesOnly bool   `help:"Leave out the leaves, which tell addresses and times: only hashes are written."`
	Quiet      bool   `short:"q" help:"No progress bar."`
}

// Help is shown by "sayso log export --help".
func (logExportCmd) Help() string {
	return `Writes the log as static files in the form of c2sp.org/tlog-tiles: "checkpoint", "tile/..." with the hashes and "tile/entries/..." with the leaves. Any tool that reads such logs can check them, and any web server can serve them. A folder that holds an earlier state is brought up to date; one that holds another log, or one that this log has not grown from, is refused.

The leaves tell from where and when something was captured, though not what it says. With --hashes-only they are left out.

Examples:

    sayso log export public/log
    sayso log export --hashes-only public/log`
}

// Run writes what the folder does not have yet.
func (c *logExportCmd) Run() error { return withLedger(&c.dbFlag, c.run) }

func (c *logExportCmd) run(ctx context.Context, db ledger.Ledger) error {
	note, _, err := c.checkpointNow(ctx, db)
	if err != nil {
		return err
	}
	e := &exporter{ctx: ctx, db: db, dir: c.Dir, nodes: archive.LogNodes(ctx, db)}
	if err := e.check(note); err != nil {
		return err
	}
	tiles := archive.Tiles(0, note.Size)
	bar := newCounter("exporting", c.Quiet)
	defer bar.end()
	for i, tile := range tiles {
		if _, _, leaves := tile.Leaves(); leaves && c.HashesOnly {
			continue
		}
		if err := e.write(tile); err != nil {
			return err
		}
		bar.at(int64(i), int64(len(tiles)))
	}
	// The checkpoint comes last: it vouches for the rest.
	if err := e.put("checkpoint", note.Raw); err != nil {
		return err
	}
	bar.end()
	fmt.Fprintf(os.Stderr, "%d leaves, %d new files in %s\n", note.Size, e.wrote, c.Dir)
	return nil
}

type exporter struct {
	ctx   context.Context
	db    ledger.Log
	dir   string
	nodes archive.Nodes
	wrote int
}

// check refuses a folder that holds what this log has not grown from.
func (e *exporter) check(now *archive.Note) error {
	path := filepath.Join(e.dir, "checkpoint")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	old, err := readCheckpoint(path)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if old.Origin != now.Origin {
		return fmt.Errorf("%s holds the log %s, and this one is %s: choose another folder", e.dir, old.Origin, now.Origin)
	}
	root := ledger.Hash{}
	if old.Size <= now.Size {
		if root, err = archive.RootAt(old.Size, e.nodes); err != nil {
			return err
		}
	}
	if root != old.Root {
		return fmt.Errorf("%s holds a state of this log, %d leaves, that it has not grown from: \"sayso verify --against %s\" tells more", e.dir, old.Size, path)
	}
	return nil
}

// write writes a tile where it is not there as it must be.
func (e *exporter) write(tile archive.Tile) error {
	b, err := e.bytes(tile)
	if err != nil {
		return err
	}
	return e.put(tile.Path(), b)
}

func (e *exporter) bytes(tile archive.Tile) ([]byte, error) {
	from, to, leaves := tile.Leaves()
	if !leaves {
		return tile.Hashes(e.nodes)
	}
	var b []byte
	for leaf, err := range e.db.LogLeaves(e.ctx, from, to) {
		if err != nil {
			return nil, err
		}
		if b, err = archive.AppendEntry(b, leaf.Data); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// put writes a file whole or not at all.
func (e *exporter) put(name string, b []byte) error {
	path := filepath.Join(e.dir, filepath.FromSlash(name))
	if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, b) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	e.wrote++
	return os.Rename(f.Name(), path)
}
