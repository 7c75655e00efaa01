package main

import (
	"fmt"
	"os"
	"slices"

	"sayso/reader"
)

// profileFlag chooses a team's own terms and numbers.
type profileFlag struct {
	Profile string `placeholder:"NAME|FILE" help:"Count by a team's own terms and numbers: acled, ibc, idmc, ucdp, or a file (docs/profiles.md)."`
}

// profile is what the flag asks for; nil where it was not given.
func (f profileFlag) profile() (*reader.Profile, error) {
	if f.Profile == "" {
		return nil, nil
	}
	if slices.Contains(reader.Profiles(), f.Profile) {
		return reader.NewProfile(f.Profile, nil)
	}
	text, err := os.ReadFile(f.Profile)
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	return reader.NewProfile(f.Profile, text)
}
