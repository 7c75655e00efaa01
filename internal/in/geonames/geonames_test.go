package geonames

import (
	"archive/zip"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
)

// row is a line as geonames.org writes it, of an invented place.
const row = "7\tOrvelná\tOrvelna\tOrwelna,Орвельна,Orvelná\t33.1\t44.2\tP\tPPLA\tIQ\t\t07\t\t\t\t52000\t\t31\tAsia/Baghdad\t2020-01-01"

func TestParse(t *testing.T) {
	r, err := Parse(row)
	if err != nil {
		t.Fatal(err)
	}
	if r.Name != "Orvelná" || r.Kind != sayso.City || r.Country != "IQ" || r.Lat != 33.1 || r.Lon != 44.2 || r.Population != 52000 || r.Admin1 != "07" || r.Admin {
		t.Errorf("%+v", r)
	}
	if got := strings.Join(r.Variant, "|"); got != "Orvelna|Orwelna|Орвельна" {
		t.Errorf("variants %s", got)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct{ old, new, why string }{
		{"\t2020-01-01", "", "want 19 columns"},
		{"\t2020-01-01", "\t2020-01-01\tmore", "want 19 columns"},
		{"Orvelná\tOrvelna\t", "\tOrvelna\t", "no name"},
		{"33.1", "93.1", "latitude in column 5"},
		{"44.2", "NaN", "longitude in column 6"},
		{"52000", "-4", "population in column 15"},
		{"IQ", "Iraq", "country in column 9"},
		{"Orwelna", "Or\xffwelna", "not UTF-8"},
	} {
		if _, err := Parse(strings.Replace(row, tt.old, tt.new, 1)); err == nil || !strings.Contains(err.Error(), tt.why) {
			t.Errorf("%q for %q: %v", tt.new, tt.old, err)
		}
	}
}

func TestRowsNameBrokenLines(t *testing.T) {
	for _, name := range []string{"list.txt", "list.zip"} {
		path := filepath.Join(t.TempDir(), name)
		text := "# comment\n" + row + "\r\n\nbroken\n" + row + "\n"
		if strings.HasSuffix(name, ".zip") {
			f, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			z := zip.NewWriter(f)
			for n, s := range map[string]string{"readme.txt": "short", "IQ.txt": text} {
				w, _ := z.Create(n)
				w.Write([]byte(s))
			}
			if err := errors.Join(z.Close(), f.Close()); err != nil {
				t.Fatal(err)
			}
		} else if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		sound, faults := 0, ""
		for _, err := range f.Rows() {
			var fault *RowError
			switch {
			case errors.As(err, &fault):
				faults += fault.Place[strings.LastIndex(fault.Place, ":"):]
			case err != nil:
				t.Fatal(err)
			default:
				sound++
			}
		}
		f.Close()
		if sound != 2 || faults != ":4" {
			t.Errorf("%s: %d sound, faults at %s", name, sound, faults)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(row)
	f.Add(strings.Repeat("\t", 18))
	f.Add("1\ta\t\t,,\t-90\t180\tA\tADM1\t\t\t\t\t\t\t\t\t\t\t")
	f.Fuzz(func(t *testing.T, line string) {
		r, err := Parse(line)
		if err != nil {
			return
		}
		if r.Name == "" || math.Abs(r.Lat) > 90 || math.Abs(r.Lon) > 180 || r.Lat != r.Lat || r.Lon != r.Lon || r.Population < 0 || r.Kind.Precision() == "" {
			t.Errorf("%q: %+v", line, r)
		}
	})
}
