package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"github.com/schollz/progressbar/v3"

	"sayso/internal/lab/train"
	"sayso/internal/read/model"
)

type trainCmd struct {
	Corpora string `arg:"" help:"The folder of corpora: polnear, attribution, ud-ewt, gum, wordnet, unlabelled, ner." type:"existingdir"`
	Out     string `help:"The folder to write the weights to." default:"internal/read/model/weights" type:"path"`
	Only    string `help:"Learn one file only: claims, grammar or names." enum:"claims,grammar,names,all" default:"all"`
	Version string `help:"The name that the weights go by in every reading; as a rule that of the weights in this program." placeholder:"NAME"`
}

// Help is shown by "sayso train --help".
func (trainCmd) Help() string {
	return `Learns the weights that the reader carries: for claims (sayso.weights) words, parts of speech, the labelling of sources, cues and contents, the linking of each cue, and how far a link can be trusted; for grammar (grammar.weights) a tagger and how words hang on each other; for names (names.weights) which words name persons, organisations and places. The same corpora make the same bytes. It takes some minutes; the report names each corpus with its size, and the scores on their dev parts.

The new weights are read when the program is built anew.

Examples:

    sayso train ../shared/corpora
    sayso train ../shared/corpora --only claims
    sayso train ../shared/corpora --only names
    sayso train ../shared/corpora --out trial`
}

// Run trains and writes the weights; the report goes to standard output.
func (c *trainCmd) Run() error {
	o := train.Usual()
	o.Report = os.Stdout
	if c.Version != "" {
		o.Version = c.Version
	}
	for _, part := range []struct {
		name, file string
		learn      func(string, train.Options) (*model.Model, error)
	}{{"claims", "sayso.weights", train.Run}, {"grammar", "grammar.weights", train.Grammar}, {"names", "names.weights", train.Names}} {
		if c.Only != "all" && c.Only != part.name {
			continue
		}
		o.Progress = trainBar()
		m, err := part.learn(c.Corpora, o)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(c.Out, 0o755); err != nil {
			return fmt.Errorf("train: %w", err)
		}
		path, b := filepath.Join(c.Out, part.file), m.Bytes()
		if err := os.WriteFile(path, b, 0o644); err != nil {
			return fmt.Errorf("train: %w", err)
		}
		fmt.Printf("wrote %s: %d bytes, %s\n", path, len(b), beside(part.file, b))
	}
	return nil
}

// beside tells whether the program carries the same weights.
func beside(file string, b []byte) string {
	for _, f := range model.Files() {
		if f.Name == file && bytes.Equal(f.Bytes, b) {
			return "byte for byte those in this program"
		}
	}
	return fmt.Sprintf("sha256 %x, other ones than in this program", sha256.Sum256(b))
}

// trainBar draws the steps of one training as a bar.
func trainBar() func(stage string, done, total int) {
	var bar *progressbar.ProgressBar
	return func(stage string, done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish())
		}
		bar.Describe(stage)
		_ = bar.Set(done) // a bar that cannot be drawn stops no training
	}
}
