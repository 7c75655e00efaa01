package reader_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// outsider is a program of somebody else's that reads a text in five lines.
const outsider = `package main

import (
	"fmt"

	"sayso"
	"sayso/reader"
)

func main() {
	doc, reading, err := reader.Read(sayso.Input{ID: "a", Bytes: []byte("Rebels said 12 people were killed in Osk.")})
	for _, f := range reading.Figures {
		fmt.Println(f.Number.In(doc.Text), f.Category, f.Chain, err)
	}
}
`

// A program outside this repository builds with the library and reads a text.
func TestOutsider(t *testing.T) {
	if testing.Short() {
		t.Skip("left out: builds another program")
	}
	house, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"main.go": outsider,
		"go.mod":  "module outsider\n\ngo 1.26.0\n",
		"go.work": "go 1.26.0\n\nuse (\n\t.\n\t" + house + "\n)\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command("go", "run", ".")
	run.Dir = dir
	run.Env = append(os.Environ(), "GOWORK="+filepath.Join(dir, "go.work"), "GOFLAGS=")
	out, err := run.CombinedOutput()
	if want := "12 killed [Rebels] <nil>"; err != nil || strings.TrimSpace(string(out)) != want {
		t.Fatalf("%v, printed %q, want %q", err, out, want)
	}
}
