package reader

import (
	"fmt"
	"hash/fnv"
	"path"
	"strings"

	"sayso"
	"sayso/internal/read/lexicon"
)

// Profile is a team's own terms and numbers (docs/profiles.md).
type Profile struct {
	lex *lexicon.Lexicon
	id  string
}

// Profiles are the names of the built-in profiles.
func Profiles() []string { return lexicon.Profiles() }

// NewProfile makes a Profile of its text. name is a built-in profile's name, with
// a nil text, or the profile's file, for messages. The error names every fault
// with its file and line.
func NewProfile(name string, profile []byte) (*Profile, error) {
	if profile == nil {
		built, ok := lexicon.BuiltInProfile(name)
		if !ok {
			return nil, fmt.Errorf("reader: %w: no profile %q: built in are %s", sayso.ErrNotFound, name, strings.Join(Profiles(), ", "))
		}
		profile = built
	}
	p, err := lexicon.ParseProfile(name, profile)
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	lex, err := lexicon.With(p)
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	// Two profiles of one name are two readers: the text is part of the version.
	h := fnv.New32a()
	h.Write(profile)
	short := strings.TrimSuffix(path.Base(strings.ReplaceAll(name, "\\", "/")), ".profile")
	return &Profile{lex, fmt.Sprintf("%s-%08x", short, h.Sum32())}, nil
}
