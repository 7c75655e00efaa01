// Package geonames reads the place lists that geonames.org publishes
// (allCountries.txt, cities500.txt and the like; also inside a .zip): a place a
// line, nineteen columns parted by tabs.
package geonames

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"sayso"
)

// Row is one place of the list.
type Row struct {
	sayso.Location
	Admin1  string   // code of its first-level division
	Admin   bool     // it is that division itself
	Variant []string // its other names
}

const columns = 19

// A RowError tells what is wrong with one line; the lines after it are fine.
type RowError struct {
	Place string // "allCountries.txt:17"
	Why   string
}

func (e *RowError) Error() string { return e.Place + ": " + e.Why }

// Parse reads one line.
func Parse(line string) (Row, error) {
	var col [columns]string
	rest := line
	for i := range col {
		field, more, tab := strings.Cut(rest, "\t")
		if tab == (i == columns-1) {
			return Row{}, fmt.Errorf("want %d columns parted by tabs, have %d", columns, strings.Count(line, "\t")+1)
		}
		col[i], rest = field, more
	}
	if !utf8.ValidString(line) {
		return Row{}, errors.New("not UTF-8")
	}
	if strings.TrimSpace(col[1]) == "" {
		return Row{}, errors.New("no name in column 2")
	}
	lat, err := degrees(col[4], 90)
	if err != nil {
		return Row{}, fmt.Errorf("latitude in column 5: %w", err)
	}
	lon, err := degrees(col[5], 180)
	if err != nil {
		return Row{}, fmt.Errorf("longitude in column 6: %w", err)
	}
	var people int64
	if col[14] != "" {
		if people, err = strconv.ParseInt(col[14], 10, 64); err != nil || people < 0 {
			return Row{}, fmt.Errorf("population in column 15: %q is no number of people", col[14])
		}
	}
	if n := len(col[8]); n != 0 && n != 2 {
		return Row{}, fmt.Errorf("country in column 9: %q is no code of two letters", col[8])
	}
	r := Row{Admin1: col[10], Admin: col[7] == "ADM1"}
	r.Location = sayso.Location{Name: col[1], Kind: kind(col[6], col[7], col[8]), Country: col[8], Lat: lat, Lon: lon, Population: people}
	if col[2] != "" && col[2] != col[1] {
		r.Variant = append(r.Variant, col[2])
	}
	for _, v := range strings.Split(col[3], ",") {
		if v != "" && v != col[1] && v != col[2] {
			r.Variant = append(r.Variant, v)
		}
	}
	return r, nil
}

func degrees(s string, limit float64) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= -limit && v <= limit) {
		return 0, fmt.Errorf("%q is not within %g degrees", s, limit)
	}
	return v, nil
}

// kind is the feature class and code as our kind.
func kind(class, code, country string) sayso.LocationKind {
	switch {
	case strings.HasPrefix(code, "PCL") || code == "TERR":
		return sayso.Country
	case code == "ADM1":
		return sayso.Region
	case class == "A":
		return sayso.District
	case class == "P":
		return sayso.City
	case country == "":
		return sayso.Area
	case class == "L" && (code == "RGN" || code == "AREA"):
		return sayso.Region
	}
	return sayso.Site
}

// File is an open list.
type File struct {
	Name string // for messages
	Size int64  // bytes of text, for a progress bar
	r    io.Reader
	done []io.Closer
	at   int64
}

// Open opens a list: the text, or a .zip that holds it.
func Open(path string) (*File, error) {
	if strings.HasSuffix(strings.ToLower(path), ".zip") {
		return openZip(path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("geonames: %w", err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder; name the list in it", path)
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("geonames: %w", err)
	}
	return &File{Name: path, Size: info.Size(), r: f, done: []io.Closer{f}}, nil
}

// openZip takes the largest text in the archive: the others are notes.
func openZip(path string) (*File, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("geonames: %s: %w", path, err)
	}
	var list *zip.File
	for _, f := range z.File {
		if strings.HasSuffix(strings.ToLower(f.Name), ".txt") && (list == nil || f.UncompressedSize64 > list.UncompressedSize64) {
			list = f
		}
	}
	if list == nil {
		z.Close()
		return nil, fmt.Errorf("geonames: %s: %w: no .txt in the archive", path, sayso.ErrInvalid)
	}
	r, err := list.Open()
	if err != nil {
		z.Close()
		return nil, fmt.Errorf("geonames: %s: %w", path, err)
	}
	return &File{Name: path + "/" + list.Name, Size: int64(list.UncompressedSize64), r: r, done: []io.Closer{r, z}}, nil
}

// Read is how many bytes were read so far.
func (f *File) Read() int64 { return f.at }

// Close closes the list.
func (f *File) Close() error {
	var errs []error
	for _, c := range f.done {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

// longestLine bounds a line: the longest known have some 20,000 bytes.
const longestLine = 1 << 20

// Rows yields every row. A *RowError is one line's fault and the next is
// yielded; any other error is the last.
func (f *File) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		s := bufio.NewScanner(f.r)
		s.Buffer(make([]byte, 64<<10), longestLine)
		for n := 1; s.Scan(); n++ {
			f.at += int64(len(s.Bytes())) + 1
			line := strings.TrimSuffix(s.Text(), "\r")
			if line == "" || line[0] == '#' {
				continue
			}
			row, err := Parse(line)
			if err != nil {
				err = &RowError{Place: fmt.Sprintf("%s:%d", f.Name, n), Why: err.Error()}
			}
			if !yield(row, err) {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(Row{}, fmt.Errorf("geonames: %s: %w", f.Name, err))
		}
	}
}
