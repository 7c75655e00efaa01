// Package importtest holds the house's import rules and fails the build where
// one is broken. Data moves in → read → keep → out, and imports point one way,
// towards the domain.
package importtest

import (
	"errors"
	"go/build"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A rule says what the packages under a folder may import of the house, and
// what they may not import at all. The longest matching folder counts.
type rule struct {
	folder string
	may    []string // folders of the house, itself always included
	pure   bool     // no net, os, database or randomness
}

var rules = []rule{
	{folder: "sayso", pure: true},
	{folder: "sayso/reader", may: []string{"sayso", "sayso/internal/read"}, pure: true},
	{folder: "sayso/samples", pure: true},
	{folder: "sayso/internal/in", may: []string{"sayso"}},
	{folder: "sayso/internal/read", may: []string{"sayso"}, pure: true},
	{folder: "sayso/internal/keep", may: []string{"sayso"}},
	{folder: "sayso/internal/keep/group", may: []string{"sayso"}, pure: true},
	{folder: "sayso/internal/work", may: []string{"sayso", "sayso/reader", "sayso/internal/in", "sayso/internal/read", "sayso/internal/keep"}},
	{folder: "sayso/internal/out", may: []string{"sayso", "sayso/internal/keep"}},
	{folder: "sayso/internal/lab", may: []string{"sayso", "sayso/reader", "sayso/internal/in", "sayso/internal/read", "sayso/internal/keep", "sayso/internal/out"}},
	{folder: "sayso/samples"},
	{folder: "sayso/cmd", may: []string{"sayso", "sayso/reader", "sayso/internal", "sayso/samples"}},
}

// Only cmd may import the engine of a store.
var engines = []string{"sayso/internal/keep/blobs", "sayso/internal/keep/ledger/sqlite", "sayso/internal/keep/ledger/postgres"}

// testOnly packages are imported by tests alone.
var testOnly = []string{"sayso/internal/lab/golden", "sayso/internal/keep/ledger/ledgertest", "sayso/internal/keep/ledger/postgrestest", "sayso/internal/keep/blobs/s3test"}

var impure = []string{"net", "os", "database", "math/rand", "time/tzdata", "syscall", "crypto/rand"}

type pkg struct {
	path    string
	imports []string // of what is built, tests left out
}

// packages are all of the house. They are read from the files themselves, not
// asked of "go list": so the test is not taken from go's cache when one changes.
func packages(t *testing.T) []pkg {
	t.Helper()
	var all []pkg
	err := filepath.WalkDir(root, func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if name := d.Name(); dir != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata") {
			return fs.SkipDir
		}
		if dir != root && exists(filepath.Join(dir, "go.mod")) {
			return fs.SkipDir
		}
		p, err := build.ImportDir(dir, 0)
		var none *build.NoGoError
		if errors.As(err, &none) {
			return nil
		} else if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, dir)
		if err != nil {
			return err
		}
		if len(p.GoFiles) > 0 {
			all = append(all, pkg{path.Join("sayso", filepath.ToSlash(rel)), p.Imports})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 15 {
		t.Fatalf("found %d packages only", len(all))
	}
	return all
}

const root = "../../.."

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		r := find(p.path)
		if r == nil {
			t.Errorf("%s is under no rule: add one to importtest", p.path)
			continue
		}
		for _, imp := range p.imports {
			if why := broken(p.path, r, imp); why != "" {
				t.Errorf("%s imports %s: %s", p.path, imp, why)
			}
		}
	}
}

func TestRulesBite(t *testing.T) {
	for _, tt := range []struct{ from, imp string }{
		{"sayso", "os"},
		{"sayso", "sayso/internal/read"},
		{"sayso/internal/out/web", "sayso/internal/read/claims"},
		{"sayso/internal/keep/group", "math/rand/v2"},
		{"sayso/internal/work", "sayso/internal/keep/ledger/sqlite"},
		{"sayso/internal/lab/eval", "sayso/internal/lab/golden"},
	} {
		if broken(tt.from, find(tt.from), tt.imp) == "" {
			t.Errorf("%s may import %s", tt.from, tt.imp)
		}
	}
}

func find(path string) *rule {
	var best *rule
	for i, r := range rules {
		exact := r.folder == "sayso"
		if path == r.folder || !exact && strings.HasPrefix(path, r.folder+"/") {
			if best == nil || len(r.folder) > len(best.folder) {
				best = &rules[i]
			}
		}
	}
	return best
}

func broken(from string, r *rule, imp string) string {
	if r.pure && imp != "net/url" {
		for _, i := range impure {
			if imp == i || strings.HasPrefix(imp, i+"/") {
				return "the package is pure computation"
			}
		}
	}
	if imp != "sayso" && !strings.HasPrefix(imp, "sayso/") {
		return ""
	}
	for _, e := range engines {
		if within(imp, e) && !within(from, e) && !strings.HasPrefix(from, "sayso/cmd") {
			return "only cmd picks a store's engine"
		}
	}
	for _, t := range testOnly {
		if within(imp, t) && !within(from, t) {
			return "only tests import it"
		}
	}
	if within(imp, r.folder) {
		return ""
	}
	for _, m := range r.may {
		if m == imp || m != "sayso" && within(imp, m) {
			return ""
		}
	}
	return "imports point towards the domain only"
}

func within(path, folder string) bool {
	return path == folder || folder != "sayso" && strings.HasPrefix(path, folder+"/")
}

// TestRoomsAreDescribed: docs/architecture.md has a line for every package and
// for every module that the house asks for.
func TestRoomsAreDescribed(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join(root, "docs/architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.path, "sayso/")
		if !strings.Contains(string(doc), "| `"+name+"` |") && !strings.Contains(string(doc), "| `"+name+"/` |") {
			t.Errorf("package %s has no line in docs/architecture.md", p.path)
		}
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	modules := regexp.MustCompile(`(?m)^\t(?:github\.com/)?(\S+?)(?:/v\d+)? v\S+$`).FindAllStringSubmatch(string(mod), -1)
	for _, m := range modules {
		if !strings.Contains(string(doc), "| "+m[1]+" |") {
			t.Errorf("module %s has no line in docs/architecture.md", m[1])
		}
	}
	if len(modules) < 5 {
		t.Errorf("found %d modules only", len(modules))
	}
}
