package corpus

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Words in a row that a file of the house may not share with an article of the
// corpora: seven in general, five with the two articles that a reading is
// judged by. Shorter ones are set phrases.
const (
	inARow      = 7
	inARowSeeds = 5
)

// A run that stands in this many of the corpora's files, or of a file's lines
// where each is an article, is the language's and nobody's.
const common = 3

// where is the place of a run in the house.
type where struct {
	file  string
	words string
	met   map[string]bool // the articles that have it too
}

// TestNothingIsCopied: no text of the corpora has come into the house, neither
// into a test nor into a comment.
func TestNothingIsCopied(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "..", "shared")
	if _, err := os.Stat(filepath.Join(shared, "corpora")); err != nil {
		t.Skip("left out: there are no corpora beside this checkout to compare with")
	}
	for _, part := range []struct {
		folder string
		n      int
		common int
	}{{"corpora", inARow, common}, {"seeds", inARowSeeds, 1000}} {
		house := map[uint64]*where{}
		read(t, filepath.Join("..", "..", ".."), func(name string, text []byte) {
			runs(text, part.n, func(h uint64, words []string) {
				if house[h] == nil {
					house[h] = &where{file: name, words: strings.Join(words, " "), met: map[string]bool{}}
				}
			})
		})
		read(t, filepath.Join(shared, part.folder), func(name string, text []byte) {
			meet := func(article string, text []byte) {
				runs(text, part.n, func(h uint64, _ []string) {
					if w := house[h]; w != nil {
						w.met[article] = true
					}
				})
			}
			switch filepath.Ext(name) {
			case ".jsonl":
				n := 0
				for line := range bytes.Lines(text) {
					n++
					meet(fmt.Sprintf("%s:%d", name, n), line)
				}
			case ".conllu", ".iob2", ".conll":
				meet(name, column(text))
			default:
				meet(name, text)
			}
		})
		for _, w := range house {
			if n := len(w.met); n > 0 && n < part.common && !setPhrase(w.words) {
				t.Errorf("%s: %q stands in the %s too: say it in our own words", w.file, w.words, part.folder)
			}
		}
	}
}

// stock are turns of phrase that all news has.
var stock = []string{"on condition of anonymity", "monday tuesday wednesday", "a statement according to", "bank of the river", "killing at least"}

// setPhrase reports whether the words are of a kind that every article on the
// matter has: mostly numbers and the smallest words.
func setPhrase(words string) bool {
	for _, p := range stock {
		if strings.Contains(words, p) {
			return true
		}
	}
	own := 0
	for _, w := range strings.Fields(words) {
		if len(w) > 4 && w != "people" && w != "killed" && w != "least" && w != "injured" && w != "wounded" {
			own++
		}
	}
	return own < 2
}

// read gives every text file under a folder of ours or of the corpora.
func read(t *testing.T, root string, f func(name string, text []byte)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch name := d.Name(); {
		case d.IsDir() && (name == ".git" || name == "node_modules" || name == "third_party" || name == "wordnet" || name == "gazetteer"):
			return fs.SkipDir
		case d.IsDir() || !d.Type().IsRegular() || name == "LICENSE" || strings.HasSuffix(name, ".sum") || strings.HasSuffix(name, ".mod") || strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".md") && strings.Contains(path, "shared"):
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if utf8.Valid(b) {
			rel, _ := filepath.Rel(root, path)
			f(rel, b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// column is the words of a file that has a token a line, from the first column
// that holds any.
func column(text []byte) []byte {
	var out []byte
	s := bufio.NewScanner(bytes.NewReader(text))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		cols := strings.Split(s.Text(), "\t")
		if strings.HasPrefix(s.Text(), "#") || len(cols) < 2 {
			continue
		}
		out = append(append(out, cols[1]...), ' ')
	}
	return out
}

// runs gives every n words in a row, in lower case, numbers as one word.
func runs(text []byte, n int, f func(hash uint64, words []string)) {
	var row []string
	for _, w := range strings.FieldsFunc(strings.ToLower(string(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' }) {
		w = strings.Trim(w, "'’")
		if w == "" {
			continue
		}
		if w[0] >= '0' && w[0] <= '9' {
			w = "0"
		}
		row = append(row, w)
		if len(row) < n {
			continue
		}
		row = row[len(row)-n:]
		h := uint64(14695981039346656037)
		for _, x := range row {
			for i := range len(x) {
				h = (h ^ uint64(x[i])) * 1099511628211
			}
			h = (h ^ ' ') * 1099511628211
		}
		f(h, row)
	}
}
