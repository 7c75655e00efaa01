package main

import (
	"fmt"
	"os"

	"github.com/schollz/progressbar/v3"

	"sayso/internal/lab/train"
)

type trainCmd struct {
	Corpora string `arg:"" help:"The folder of corpora: polnear, attribution, ud-ewt, gum, wordnet, unlabelled." type:"existingdir"`
	Out     string `help:"Where to write the weights." default:"internal/read/model/weights/sayso.weights" type:"path"`
	Version string `help:"The name that the weights go by in every reading." default:"4"`
}

// Help is shown by "sayso train --help".
func (trainCmd) Help() string {
	return `Learns the weights that the reader carries: words, parts of speech, the labelling of sources, cues and contents, the linking of each cue, and how far a link can be trusted. The same corpora make the same bytes. It takes some minutes; the report names each corpus with its size, and the scores on their dev parts.

The new weights are read when the program is built anew.

Examples:

    sayso train ../shared/corpora
    sayso train ../shared/corpora --out /tmp/trial.weights`
}

// Run trains and writes the weights; the report goes to standard output.
func (c *trainCmd) Run() error {
	o := train.Usual()
	o.Version, o.Report = c.Version, os.Stdout
	var bar *progressbar.ProgressBar
	o.Progress = func(stage string, done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish())
		}
		bar.Describe(stage)
		_ = bar.Set(done) // a bar that cannot be drawn stops no training
	}
	m, err := train.Run(c.Corpora, o)
	if err != nil {
		return err
	}
	b := m.Bytes()
	if err := os.WriteFile(c.Out, b, 0o644); err != nil {
		return fmt.Errorf("train: %w", err)
	}
	fmt.Printf("wrote %s: %d bytes\n", c.Out, len(b))
	return nil
}
