package archive

import (
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"sayso"
)

// tileHeight is tlog-tiles': a whole tile holds 256 hashes.
const tileHeight = 8

// TileWidth is how many hashes, or leaves, a whole tile holds.
const TileWidth = 1 << tileHeight

// Tile is a file of the log: some consecutive hashes of one level, or some
// leaves.
type Tile struct{ tile tlog.Tile }

// Tiles are all files that a log of the size has, tiles of leaves included. old
// is a size that was written before: what was whole then is left out.
func Tiles(old, size int64) []Tile {
	var out []Tile
	for _, t := range tlog.NewTiles(tileHeight, old, size) {
		out = append(out, Tile{t})
		if t.L == 0 {
			t.L = -1
			out = append(out, Tile{t})
		}
	}
	return out
}

// Path is the tile's path under the log's, with slashes.
func (t Tile) Path() string {
	path := strings.TrimPrefix(t.tile.Path(), "tile/8/")
	if rest, ok := strings.CutPrefix(path, "data/"); ok {
		path = "entries/" + rest
	}
	return "tile/" + path
}

// Leaves are the first and the last but one leaf of a tile of leaves; false for
// one of hashes.
func (t Tile) Leaves() (from, to int64, ok bool) {
	from = t.tile.N * TileWidth
	return from, from + int64(t.tile.W), t.tile.L < 0
}

// Whole reports whether the tile will never change.
func (t Tile) Whole() bool { return t.tile.W == TileWidth }

// Hashes are the bytes of a tile of hashes.
func (t Tile) Hashes(nodes Nodes) ([]byte, error) { return tlog.ReadTileData(t.tile, nodes.reader()) }

// AppendEntry appends a leaf to the bytes of a tile of leaves.
func AppendEntry(b, leaf []byte) ([]byte, error) {
	if len(leaf) > 0xffff {
		return nil, fmt.Errorf("archive: %w: a leaf of %d bytes", sayso.ErrTooLarge, len(leaf))
	}
	b = binary.BigEndian.AppendUint16(b, uint16(len(leaf)))
	return append(b, leaf...), nil
}
