package lexicon

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"sayso"
)

// Profile is a team's own knowledge for counting: lines that come before, or
// stand in for, those of the built-in data files. Its text has a section a file:
//
//	[numbers.tsv]
//	dozens	vague	12
//	[casualty.tsv]
//	killed	verb	terminate, terminates, terminated, terminated, terminating	people
//	[people.tsv replace]
//	...
//
// The lines are a data file's; "replace" leaves the built-in ones out.
type Profile struct {
	name     string
	sections map[string]section
}

type section struct {
	first   int // number of its first line in the profile
	lines   []string
	replace bool
}

// profileFiles are the data files that a profile may speak to.
var profileFiles = []string{"numbers.tsv", "casualty.tsv", "people.tsv", "things.tsv"}

//go:embed profiles
var profiles embed.FS

// Profiles are the names of the profiles that are built in.
func Profiles() []string {
	var out []string
	entries, err := fs.ReadDir(profiles, "profiles")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".profile"))
	}
	return out
}

// BuiltInProfile is the text of a profile that is built in.
func BuiltInProfile(name string) ([]byte, bool) {
	b, err := fs.ReadFile(profiles, "profiles/"+name+".profile")
	return b, err == nil
}

// ParseProfile reads a profile. name is for messages: its file. The error names
// every fault with its line; faults within a section show when the lexicon is
// built with it.
func ParseProfile(name string, text []byte) (*Profile, error) {
	p := &Profile{name: name, sections: map[string]section{}}
	var faults []error
	fault := func(line int, format string, args ...any) {
		faults = append(faults, fmt.Errorf("%s:%d: %s", name, line, fmt.Sprintf(format, args...)))
	}
	current := ""
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimRight(line, "\r")
		if head, ok := strings.CutPrefix(line, "["); ok {
			current = ""
			head, ok = strings.CutSuffix(strings.TrimSpace(head), "]")
			file, how, _ := strings.Cut(head, " ")
			switch {
			case !ok:
				fault(i+1, "a section's name ends with ]")
			case !slices.Contains(profileFiles, file):
				fault(i+1, "no section %q: want one of %s", file, strings.Join(profileFiles, ", "))
			case how != "" && how != "replace":
				fault(i+1, "behind a section's name may stand \"replace\", not %q", how)
			default:
				if _, twice := p.sections[file]; twice {
					fault(i+1, "section %s stands here twice", file)
				}
				current = file
				p.sections[file] = section{first: i + 2, replace: how == "replace"}
			}
			continue
		}
		if current == "" {
			if s := strings.TrimSpace(line); s != "" && !strings.HasPrefix(s, "#") && len(faults) == 0 {
				fault(i+1, "a line before the first section")
			}
			continue
		}
		s := p.sections[current]
		s.lines = append(s.lines, line)
		p.sections[current] = s
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("profile: %w: %w", sayso.ErrInvalid, errors.Join(faults...))
	}
	return p, nil
}

// With is the built-in lexicon with a profile. The error names every fault of
// the profile with its line.
func With(p *Profile) (*Lexicon, error) {
	data, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	lex, err := load(data, p)
	if err != nil {
		return nil, fmt.Errorf("profile: %w: %w", sayso.ErrInvalid, err)
	}
	return lex, nil
}
