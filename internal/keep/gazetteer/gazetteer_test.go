package gazetteer

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"sayso"
)

func build(t testing.TB, path string, n int) {
	t.Helper()
	b, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	add := func(l sayso.Location, admin1 string, division bool, keys ...string) {
		var k [][]byte
		for _, s := range keys {
			k = append(k, []byte(s))
		}
		if err := b.Add(&l, admin1, division, k); err != nil {
			t.Fatal(err)
		}
	}
	add(sayso.Location{Name: "Tarrow", Kind: sayso.Region, Country: "XK", Lat: 1, Lon: 2}, "05", true, "tarrow")
	add(sayso.Location{Name: "Orvelná", Kind: sayso.City, Country: "XK", Lat: -33.12345, Lon: 179.5, Population: 52000}, "05", false, "orvelna", "orwelna", "orvelna", "")
	add(sayso.Location{Name: "Orvelna", Kind: sayso.Site, Lat: 5, Lon: 6}, "", false, "orvelna")
	for i := range n {
		add(sayso.Location{Name: fmt.Sprint("Place ", i), Kind: sayso.City, Country: "XK", Lat: float64(i % 90), Lon: float64(i % 180)}, "", false, fmt.Sprint("place ", i))
	}
	if places, names, err := b.Finish(); err != nil || places != int64(n+3) || names != int64(n+4) {
		t.Fatalf("%d places, %d names, %v", places, names, err)
	}
}

func TestNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g")
	build(t, path, 20_000)
	g, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	got := g.Named([]byte("orvelna"))
	want := []sayso.Location{
		{Name: "Orvelná", Kind: sayso.City, Country: "XK", Region: "Tarrow", Lat: -33.12345, Lon: 179.5, Population: 52000},
		{Name: "Orvelna", Kind: sayso.Site, Lat: 5, Lon: 6},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for i := range 20_000 {
		if l := g.Named(fmt.Appendf(nil, "place %d", i)); len(l) != 1 || l[0].Lat != float64(i%90) {
			t.Fatalf("place %d: %v", i, l)
		}
	}
	if l := g.Named([]byte("nowhere")); l != nil {
		t.Errorf("nowhere is %v", l)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("%d files are left behind", len(files))
	}
}

// TestRunsMerge: what does not fit in memory makes the same file.
func TestRunsMerge(t *testing.T) {
	dir := t.TempDir()
	one, many := filepath.Join(dir, "one"), filepath.Join(dir, "many")
	build(t, one, 5000)
	defer func(n int) { runEntries = n }(runEntries)
	runEntries = 7
	build(t, many, 500)
	runEntries = 1 << 20
	build(t, one, 500)
	a, _ := os.ReadFile(one)
	b, _ := os.ReadFile(many)
	if len(a) == 0 || !bytes.Equal(a, b) {
		t.Error("the files differ")
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	b, err := Create(filepath.Join(dir, "g"))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Abort(); err != nil {
		t.Fatal(err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("%v are left behind", files)
	}
}

// FuzzRead: a broken file is refused or answers nonsense, but never panics.
func FuzzRead(f *testing.F) {
	path := filepath.Join(f.TempDir(), "g")
	build(f, path, 3)
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(0, byte(0), len(whole))
	f.Add(20, byte(255), len(whole))
	f.Add(headerSize+3, byte(255), len(whole))
	f.Add(100, byte(7), len(whole)-1)
	f.Fuzz(func(t *testing.T, at int, flip byte, length int) {
		b := bytes.Clone(whole)
		if length >= 0 && length < len(b) {
			b = b[:length]
		}
		if at >= 0 && at < len(b) {
			b[at] ^= flip
		}
		g, err := read(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		for _, k := range []string{"orvelna", "tarrow", "place 1", "nowhere"} {
			g.Named([]byte(k))
		}
	})
}
