package main

import (
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/rogpeppe/go-internal/testscript"

	"sayso/internal/keep/ledger/postgrestest"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect (cmp) with what is printed")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sayso": main})
}

// TestScripts runs testdata/script/*.txtar: commands as a user types them, and
// what they print. Beside testscript's own words there is
//
//	status N sayso ARGS...
//
// which runs the program and wants exit status N, and
//
//	grab VAR PATTERN
//
// which sets $VAR to what the pattern's group finds in standard output, and
//
//	freeport VAR
//	fetch STATUS URL PATTERN
//	damage FILE SQL
//
// of which the first finds a port, the second asks a server there, as soon as it
// answers, and the third changes a ledger past the program. Each script has a
// home and a
// ledger of its own ($SAYSO_DB is $WORK/ledger.db), and no terminal. $SAMPLES is
// the folder of the invented articles.
func TestScripts(t *testing.T) {
	scripts(t, "script", func(e *testscript.Env) string { return filepath.Join(e.WorkDir, "ledger.db") })
}

// TestScriptsOnPostgres runs testdata/postgres/*.txtar, each with a ledger of its
// own in a server that the test starts.
func TestScriptsOnPostgres(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a server")
	}
	postgrestest.URL(t) // skips where there is no server
	scripts(t, "postgres", func(*testscript.Env) string { return postgrestest.URL(t) })
}

func scripts(t *testing.T, dir string, ledger func(*testscript.Env) string) {
	samples, err := filepath.Abs(filepath.Join("..", "..", "samples", "articles"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", dir),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			home := filepath.Join(e.WorkDir, "home")
			e.Setenv("HOME", home)
			e.Setenv("XDG_DATA_HOME", filepath.Join(home, "data"))
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
			e.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
			e.Setenv("SAYSO_DB", ledger(e))
			e.Setenv("TZ", "UTC")
			e.Setenv("SAMPLES", samples)
			return os.MkdirAll(home, 0o755)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": status, "grab": grab, "freeport": freeport, "fetch": fetch, "damage": damage},
		Condition: func(cond string) (bool, error) {
			if cond == "root" { // whom no permission stops
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %q", cond)
		},
	})
}

func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N program args...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	have := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%v", err)
		}
		have = exit.ExitCode()
	}
	if have != want {
		ts.Fatalf("exit status %d, want %d", have, want)
	}
}

func grab(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: grab VAR PATTERN")
	}
	found := regexp.MustCompile("(?m)" + args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(found) != 2 {
		ts.Fatalf("%q finds no group in what was printed", args[1])
	}
	ts.Setenv(args[0], found[1])
}

func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: damage file sql")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}

// TestHelpEverywhere: every subcommand says what it does and shows examples.
func TestHelpEverywhere(t *testing.T) {
	parser, err := kong.New(&program{}, kong.Name("sayso"))
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range parser.Model.Leaves(true) {
		if leaf.Help == "" {
			t.Errorf("%s: no help line", leaf.FullPath())
		}
		if !strings.Contains(leaf.Detail, "\n    "+leaf.FullPath()) {
			t.Errorf("%s: its Help shows no example of it", leaf.FullPath())
		}
		for _, f := range leaf.Flags {
			if f.Help == "" {
				t.Errorf("%s: --%s says nothing of itself", leaf.FullPath(), f.Name)
			}
		}
	}
}
