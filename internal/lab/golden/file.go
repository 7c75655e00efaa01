package golden

import (
	"errors"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"

	"sayso"
)

// file is a golden file: its sections as they stand, and the cases they make.
type file struct {
	archive *txtar.Archive
	cases   []*fileCase
	changed bool
}

// fileCase is a case with what the file expects of it.
type fileCase struct {
	Case
	marks  []Mark
	claims string
}

// parseFile reads a golden file. The error names all that is wrong with it.
func parseFile(b []byte) (*file, error) {
	f := &file{archive: txtar.Parse(b)}
	var faults []error
	fault := func(section string, format string, args ...any) {
		faults = append(faults, fmt.Errorf("-- %s --: %s", section, fmt.Sprintf(format, args...)))
	}
	if strings.TrimSpace(string(f.archive.Comment)) == "" {
		faults = append(faults, errors.New("the first lines do not say what the file shows"))
	}
	byName := map[string]*fileCase{}
	seen := map[string]bool{}
	for _, s := range f.archive.Files {
		dot := strings.LastIndexByte(s.Name, '.')
		if dot <= 0 || strings.ContainsAny(s.Name, " /") || s.Name[dot:] != ".text" && s.Name[dot:] != ".meta" && s.Name[dot:] != ".claims" {
			fault(s.Name, "want NAME.text, NAME.meta or NAME.claims")
			continue
		}
		if seen[s.Name] {
			fault(s.Name, "stands twice")
			continue
		}
		seen[s.Name] = true
		name := s.Name[:dot]
		c := byName[name]
		if c == nil {
			c = &fileCase{Case: Case{Name: name}}
			byName[name] = c
			f.cases = append(f.cases, c)
		}
		body := strings.TrimRight(string(s.Data), "\n")
		var err error
		switch s.Name[dot:] {
		case ".text":
			c.Text, c.marks, err = Parse(body)
			if err == nil && strings.TrimSpace(c.Text) == "" {
				err = errors.New("no text")
			}
		case ".meta":
			c.Meta, err = parseMeta(body)
		case ".claims":
			c.claims = body
		}
		if err != nil {
			fault(s.Name, "%v", err)
		}
	}
	for _, c := range f.cases {
		if !seen[c.Name+".text"] {
			fault(c.Name+".text", "missing")
		}
	}
	return f, errors.Join(faults...)
}

func parseMeta(body string) (m sayso.Meta, err error) {
	for i, line := range strings.Split(body, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		key, value, found := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if !found || value == "" {
			return m, fmt.Errorf("line %d: want key: value, have %q", i+1, line)
		}
		switch key {
		case "title":
			m.Title = value
		case "outlet":
			m.Outlet = value
		case "published":
			m.Published = value
		case "url":
			m.URL = value
		case "language":
			m.Language = value
		case "author":
			m.Authors = append(m.Authors, value)
		default:
			return m, fmt.Errorf("line %d: no key %q; the keys are title, outlet, published, url, language, author", i+1, key)
		}
	}
	return m, nil
}

// replace writes what was found of a case into its sections. A claims section
// is added behind the text where the file has none.
func (f *file) replace(c *fileCase, marked, claims string) {
	f.changed = true
	files := f.archive.Files
	text := -1
	for i := range files {
		switch files[i].Name {
		case c.Name + ".text":
			text = i
			files[i].Data = refill(files[i].Data, marked)
		case c.Name + ".claims":
			files[i].Data = refill(files[i].Data, claims)
			claims = ""
		}
	}
	if claims == "" {
		return
	}
	added := txtar.File{Name: c.Name + ".claims", Data: []byte(claims + "\n\n")}
	f.archive.Files = append(files[:text+1:text+1], append([]txtar.File{added}, files[text+1:]...)...)
}

// refill keeps the empty lines that part a section from the next.
func refill(old []byte, body string) []byte {
	tail := string(old[len(strings.TrimRight(string(old), "\n")):])
	if body != "" && tail == "" {
		tail = "\n"
	}
	return []byte(body + tail)
}

func (f *file) format() []byte { return txtar.Format(f.archive) }
