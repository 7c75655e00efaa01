package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"sayso/reader"
)

type versionCmd struct{}

// Help is shown by "sayso version --help".
func (versionCmd) Help() string {
	return `The reader's version names its rules, lexicon and weights: readings of the same bytes by the same version are the same, byte for byte.

Example:

    sayso version`
}

// Run prints one line that a bug report can quote.
func (versionCmd) Run() error {
	_, err := fmt.Fprintf(os.Stdout, "sayso %s reader %s\n", build(), reader.Version)
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
