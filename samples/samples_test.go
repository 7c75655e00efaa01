package samples

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"time"
)

type article struct{ ID, Title, Text, Outlet, Published, URL string }

var (
	address   = regexp.MustCompile(`rel="canonical" href="([^"]+)"`)
	site      = regexp.MustCompile(`og:site_name" content="([^"]+)"`)
	published = regexp.MustCompile(`article:published_time" content="([^"]+)"`)
)

func load(t *testing.T) []article {
	t.Helper()
	var all []article
	err := fs.WalkDir(Files(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(Files(), p)
		if err != nil {
			return err
		}
		if strings.HasSuffix(p, ".html") {
			s := string(b)
			first := func(re *regexp.Regexp) string {
				m := re.FindStringSubmatch(s)
				if m == nil {
					t.Fatalf("%s: no %s", p, re)
				}
				return m[1]
			}
			all = append(all, article{ID: strings.TrimSuffix(p, ".html"), Title: p, Text: s, Outlet: first(site), Published: first(published), URL: first(address)})
			return nil
		}
		lines := bufio.NewScanner(strings.NewReader(string(b)))
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var a article
			if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
				t.Fatalf("%s: %v", p, err)
			}
			all = append(all, a)
		}
		return lines.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheCountsHold(t *testing.T) {
	ids, addresses, outlets := map[string]bool{}, map[string]bool{}, map[string]bool{}
	first, last := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 16, 0, 0, 0, 0, time.UTC)
	all := load(t)
	for _, a := range all {
		if a.ID == "" || a.Title == "" || len(a.Text) < 400 {
			t.Errorf("%q: no id or title, or too short an article", a.ID)
		}
		if ids[a.ID] {
			t.Errorf("%s: the id is there twice", a.ID)
		}
		if when, err := time.Parse(time.RFC3339, a.Published); err != nil || when.Before(first) || when.After(last) {
			t.Errorf("%s: published %s is not in the two weeks", a.ID, a.Published)
		}
		if host, _, _ := strings.Cut(strings.TrimPrefix(a.URL, "https://"), "/"); !strings.HasSuffix(host, ".example") {
			t.Errorf("%s: %s may be somebody's address", a.ID, a.URL)
		}
		if !Address(a.URL) {
			t.Errorf("%s: %s is not known as an article's address", a.ID, a.URL)
		}
		ids[a.ID], addresses[a.URL], outlets[a.Outlet] = true, true, true
	}
	if len(all) != Revisions || len(addresses) != Documents || len(outlets) != Outlets {
		t.Errorf("%d revisions of %d documents by %d outlets; the package says %d, %d, %d", len(all), len(addresses), len(outlets), Revisions, Documents, Outlets)
	}
}

// The agency's copy is in the other outlets' articles word for word, or the
// samples show no reprint.
func TestReprintsAreReprints(t *testing.T) {
	text := map[string]string{}
	for _, a := range load(t) {
		text[a.ID] = a.Text
	}
	for _, tt := range []struct {
		copy, agency string
		paragraphs   int
	}{
		{"courier-dellin-reprint", "opa-dellin-market-1", 8},
		{"tribune-dellin-short", "opa-dellin-market-1", 3},
		{"courier-karsk-bridge", "opa-karsk-bridge", 4},
	} {
		shared := 0
		for p := range strings.SplitSeq(text[tt.agency], "\n\n") {
			if _, after, ok := strings.Cut(p, "(OPA) - "); ok {
				p = after
			}
			if p = strings.TrimSpace(p); len(p) > 60 && strings.Contains(text[tt.copy], p) {
				shared++
			}
		}
		if shared < tt.paragraphs {
			t.Errorf("%s shares %d paragraphs with %s, want %d", tt.copy, shared, tt.agency, tt.paragraphs)
		}
	}
}
