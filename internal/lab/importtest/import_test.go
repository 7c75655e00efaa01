// Package importtest holds the house's import rules and fails the build where
// one is broken. Data moves in → read → keep → out, and imports point one way,
// towards the domain.
package importtest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
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
	{folder: "sayso/cmd", may: []string{"sayso", "sayso/reader", "sayso/internal"}},
}

// Only cmd may import the engine of a store.
var engines = []string{"sayso/internal/keep/ledger/sqlite", "sayso/internal/keep/ledger/postgres"}

// testOnly packages are imported by tests alone.
var testOnly = []string{"sayso/internal/lab/golden", "sayso/internal/keep/ledger/ledgertest"}

var impure = []string{"net", "os", "database", "math/rand", "time/tzdata", "syscall", "crypto/rand"}

type pkg struct {
	ImportPath string
	Imports    []string
}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "sayso/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	n := 0
	for ; ; n++ {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		r := find(p.ImportPath)
		if r == nil {
			t.Errorf("%s is under no rule: add one to importtest", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			if why := broken(p.ImportPath, r, imp); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imp, why)
			}
		}
	}
	if n < 5 {
		t.Fatalf("go list shows %d packages only", n)
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
		if strings.HasPrefix(imp, e) && !strings.HasPrefix(from, e) && !strings.HasPrefix(from, "sayso/cmd") {
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
