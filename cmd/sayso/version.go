package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"runtime/debug"

	"sayso/internal/read/model"
	"sayso/reader"
)

type versionCmd struct {
	Weights bool `help:"Also list the files of weights that the program carries, with their checksums."`
}

// Help is shown by "sayso version --help".
func (versionCmd) Help() string {
	return `The reader's version names its rules, lexicon and weights: readings of the same bytes by the same version are the same, byte for byte.

The weights' checksums tell whether "sayso train", on the same corpora, makes the weights that the program carries; docs/model-card.md names them.

Examples:

    sayso version
    sayso version --weights`
}

// Run prints one line that a bug report can quote, and the weights where they are
// asked for.
func (c versionCmd) Run() error {
	out := fmt.Sprintf("sayso %s reader %s\n", build(), reader.Version)
	if c.Weights {
		for _, f := range model.Files() {
			out += fmt.Sprintf("%-16s %9d bytes  sha256 %x\n", f.Name, len(f.Bytes), sha256.Sum256(f.Bytes))
		}
	}
	_, err := os.Stdout.WriteString(out)
	return err
}

// build is the module's version, or the commit it was built from.
func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	version := info.Main.Version
	if version == "" || version == "(devel)" {
		version = "devel"
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				version += "-" + s.Value[:12]
			}
		}
	}
	return version + " " + info.GoVersion
}
