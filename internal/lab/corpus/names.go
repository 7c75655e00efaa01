package corpus

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/internal/read/annotate"
)

// NameGold is a name as people marked it, in bytes of the text.
type NameGold struct {
	sayso.Span
	Kind annotate.NameKind
}

// NamedText is a text with its names.
type NamedText struct {
	ID, Text string
	Names    []NameGold
}

// nameTags are the corpora's own tags. A tag that is not here names something
// else: a film, an election, a people's adjective.
var nameTags = map[string]annotate.NameKind{
	"PER": annotate.PersonName, "person": annotate.PersonName, "politician": annotate.PersonName, "Person": annotate.PersonName,
	"ORG": annotate.BodyName, "organisation": annotate.BodyName, "politicalparty": annotate.BodyName, "group": annotate.BodyName, "corporation": annotate.BodyName, "Organisation": annotate.BodyName, "organization": annotate.BodyName,
	"LOC": annotate.PlaceName, "location": annotate.PlaceName, "country": annotate.PlaceName, "Location": annotate.PlaceName, "place": annotate.PlaceName,
}

// ReadColumns reads a corpus of one word and its tag a line, sentences parted by
// empty lines and documents by -DOCSTART- lines; where a corpus has none, each
// sentence is a document.
func ReadColumns(path string) ([]NamedText, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	defer f.Close()
	var out []NamedText
	var b columns
	docs := false
	s := bufio.NewScanner(f)
	end := func() {
		if b.text.Len() > 0 {
			out = append(out, NamedText{ID: fmt.Sprintf("%s:%d", filepath.Base(path), len(out)+1), Text: b.text.String(), Names: b.names})
		}
		b = columns{}
	}
	for line := 1; s.Scan(); line++ {
		c := strings.Fields(s.Text())
		switch {
		case len(c) == 2 && c[0] == "-DOCSTART-":
			docs = true
			end()
		case len(c) < 2:
			b.last = ""
			if !docs {
				end()
			}
		case len(c) != 2:
			return nil, fmt.Errorf("corpus: %s:%d: %w: want a word and its tag, have %d columns", path, line, sayso.ErrInvalid, len(c))
		default:
			b.word(c[0], c[1])
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", path, err)
	}
	end()
	return out, nil
}

// columns puts words together to a text.
type columns struct {
	text  strings.Builder
	names []NameGold
	last  string // the tag before, without its B- or I-
	tight bool   // no blank before the next word
}

func (b *columns) word(form, tag string) {
	closes := strings.Contains(".,;:!?)]%", form[:1]) && utf8.RuneCountInString(form) == 1 || form[0] == '\'' && len(form) < 4 || form == "n't"
	if b.text.Len() > 0 && !b.tight && !closes {
		b.text.WriteByte(' ')
	}
	b.tight = form == "(" || form == "[" || form == "$"
	start := b.text.Len()
	b.text.WriteString(form)
	begin, kind, _ := strings.Cut(tag, "-")
	k := nameTags[kind]
	if k != annotate.NoName {
		if n := len(b.names); n > 0 && begin == "I" && b.last == kind {
			b.names[n-1].End = b.text.Len()
		} else {
			b.names = append(b.names, NameGold{sayso.Span{Start: start, End: b.text.Len()}, k})
		}
	}
	b.last = kind
}

// ReadSpans reads a part of re3d: documents.json and entities.json, an object a
// line. It marks phrases ("the other members of the council"); of those the names
// are taken.
func ReadSpans(dir string) ([]NamedText, error) {
	var out []NamedText
	at := map[string]int{}
	err := jsonLines(filepath.Join(dir, "documents.json"), func(b []byte) error {
		var d struct {
			ID   string `json:"_id"`
			Text string `json:"text"`
		}
		if err := json.Unmarshal(b, &d); err != nil {
			return err
		}
		at[d.ID] = len(out)
		out = append(out, NamedText{ID: d.ID, Text: d.Text})
		return nil
	})
	if err != nil {
		return nil, err
	}
	marked := make([][]NameGold, len(out))
	offs := make([][]int, len(out))
	for i := range out {
		offs[i] = units(out[i].Text)
	}
	err = jsonLines(filepath.Join(dir, "entities.json"), func(b []byte) error {
		var e struct {
			Begin, End       int
			Type, DocumentID string
		}
		if err := json.Unmarshal(b, &e); err != nil {
			return err
		}
		i, ok := at[e.DocumentID]
		if !ok {
			return fmt.Errorf("%w: no document %q", sayso.ErrInvalid, e.DocumentID)
		}
		if k := nameTags[e.Type]; k != annotate.NoName && e.Begin >= 0 && e.Begin < e.End && e.End < len(offs[i]) {
			marked[i] = append(marked[i], NameGold{sayso.Span{Start: offs[i][e.Begin], End: offs[i][e.End]}, k})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Names = outermost(out[i].Text, marked[i])
	}
	return out, nil
}

// units is the byte at which each of a text's UTF-16 units begins, which is what
// re3d counts in.
func units(text string) []int {
	var out []int
	for i, c := range text {
		out = append(out, i)
		if c > 0xFFFF {
			out = append(out, i)
		}
	}
	return append(out, len(text))
}

func jsonLines(path string, each func([]byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("corpus: %w", err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 16<<20)
	for line := 1; s.Scan(); line++ {
		if len(s.Bytes()) == 0 {
			continue
		}
		if err := each(s.Bytes()); err != nil {
			return fmt.Errorf("corpus: %s:%d: %w", path, line, err)
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("corpus: %s: %w", path, err)
	}
	return nil
}

// links may stand inside a name without a capital.
var links = map[string]bool{"of": true, "for": true, "the": true, "and": true, "al": true, "el": true, "de": true, "van": true, "von": true, "bin": true, "ibn": true, "in": true, "on": true, "to": true}

// outermost is the names among marked phrases: each without the small words
// before it, and of those that overlap the longest. A person is named by the
// innermost, without the office.
func outermost(text string, marked []NameGold) []NameGold {
	var list []NameGold
	for _, m := range marked {
		if m.Span = proper(text, m.Span); !m.Empty() {
			list = append(list, m)
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.Start != b.Start || a.End != b.End {
			return a.Start < b.Start || a.Start == b.Start && a.End > b.End
		}
		return a.Kind > b.Kind // "the UK", marked as both: a place
	})
	var out []NameGold
	for i, m := range list {
		inner := false
		for _, x := range list[i+1:] {
			inner = inner || m.Kind == annotate.PersonName && x.Kind == annotate.PersonName && x.Start >= m.Start && x.End <= m.End && x.Span != m.Span
		}
		if n := len(out); !inner && (n == 0 || out[n-1].End <= m.Start) {
			out = append(out, m)
		}
	}
	return out
}

// proper is the name that a phrase ends with: words with capitals, and small links
// between them. It is empty where the last word has none.
func proper(text string, s sayso.Span) sayso.Span {
	phrase := s.In(text)
	words := strings.Fields(phrase)
	if len(words) == 0 {
		return sayso.Span{}
	}
	start, at := -1, 0
	for _, w := range words {
		k := at + strings.Index(phrase[at:], w)
		at = k + len(w)
		c, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(c) && !(start < 0 && links[strings.ToLower(w)]) || strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-"):
			if start < 0 {
				start = k
			}
		case start >= 0 && links[w]:
		default:
			start = -1
		}
	}
	if last := words[len(words)-1]; start < 0 || links[last] {
		return sayso.Span{}
	}
	return sayso.Span{Start: s.Start + start, End: s.Start + len(strings.TrimRight(phrase, " "))}
}
