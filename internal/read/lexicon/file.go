package lexicon

import (
	"fmt"
	"io/fs"
	"strings"
)

// file is a data file while it is loaded. Data files are UTF-8 text: a record a
// line, columns parted by tabs, "#" opens a comment line, empty lines are
// skipped. Each begins with comments that say what it holds, what its columns
// are and where the knowledge is from.
type file struct {
	name   string
	lines  []string
	at     int // number of the current line, from 1
	faults []error

	team     section // a profile's lines for the file, which come after its own
	teamName string
	byTeam   bool // the current line is the profile's
}

// open takes up what a profile says for the file.
func (f *file) open(p *Profile) {
	if p == nil {
		return
	}
	f.team, f.teamName = p.sections[f.name], p.name
	if f.team.replace {
		f.lines = nil
	}
}

func open(data fs.FS, name string) (*file, error) {
	b, err := fs.ReadFile(data, name)
	if err != nil {
		return nil, err
	}
	return &file{name: name, lines: strings.Split(string(b), "\n")}, nil
}

// records calls f with the columns of every record. A record with another
// number of columns than min to max is a fault.
func (f *file) records(min, max int, record func(cols []string)) {
	for i := range len(f.lines) + len(f.team.lines) {
		var line string
		if f.byTeam = i >= len(f.lines); f.byTeam {
			i -= len(f.lines)
			line, f.at = f.team.lines[i], f.team.first+i
		} else {
			line, f.at = f.lines[i], i+1
		}
		line = strings.TrimRight(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) < min || len(cols) > max {
			f.fault("want %d to %d columns parted by tabs, have %d", min, max, len(cols))
			continue
		}
		for j := range cols {
			if t := strings.TrimSpace(cols[j]); t != cols[j] {
				f.fault("column %d: space at the edge of %q", j+1, cols[j])
				cols[j] = t
			}
		}
		record(cols)
	}
}

// fault notes what is wrong with the current line.
func (f *file) fault(format string, args ...any) {
	name := f.name
	if f.byTeam {
		name = f.teamName
	}
	f.faults = append(f.faults, fmt.Errorf("%s:%d: %s", name, f.at, fmt.Sprintf(format, args...)))
}
