package main

import (
	"fmt"
	"os"
	"path/filepath"

	"sayso/internal/out/plot"
)

// plotFlags are the flags of the commands that can draw what they list.
type plotFlags struct {
	SVG  string `name:"svg" xor:"form" placeholder:"FILE" help:"Draw the one that ID names into this file; - is standard output."`
	Plot string `xor:"form" placeholder:"DIR" help:"Draw each one listed into this folder, as ID.svg."`
	Log  bool   `help:"Draw the numbers on a logarithmic axis. Large differences then look small."`
}

// drawn reports whether pictures are asked for in place of a list.
func (p *plotFlags) drawn() bool { return p.SVG != "" || p.Plot != "" }

// draw writes a picture of each of the listed.
func (p *plotFlags) draw(ids []string, picture func(i int, o plot.Options) []byte) error {
	o := plot.Options{Log: p.Log}
	if p.SVG != "" {
		switch {
		case len(ids) != 1:
			return usageError{fmt.Errorf("--svg draws one: give its ID, or all of them a folder with --plot DIR")}
		case p.SVG == "-":
			_, err := os.Stdout.Write(picture(0, o))
			return err
		}
		return os.WriteFile(p.SVG, picture(0, o), 0o644)
	}
	if err := os.MkdirAll(p.Plot, 0o755); err != nil {
		return err
	}
	for i, id := range ids {
		if err := os.WriteFile(filepath.Join(p.Plot, id+".svg"), picture(i, o), 0o644); err != nil {
			return err
		}
	}
	fmt.Fprintf(os.Stderr, "drew %d into %s\n", len(ids), p.Plot)
	return nil
}
