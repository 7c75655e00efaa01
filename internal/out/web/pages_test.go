package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"sayso/internal/out/web"
)

// ask is one request to a workbench over the ledger, as a browser on this
// machine makes it.
func ask(t testing.TB, h http.Handler, path string, change ...func(*http.Request)) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Host = "127.0.0.1:7117"
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	blanks = regexp.MustCompile(`\s+`)
)

// seen is a page as a person reads it: without tags, blanks made one.
func seen(page string) string {
	_, page, _ = strings.Cut(page, "<main")
	return blanks.ReplaceAllString(tags.ReplaceAllString("<main"+page, " "), " ")
}

func TestPages(t *testing.T) {
	l := open(t, market(t))
	h := web.New(l, web.Options{Notice: "All of this is invented.", Ledger: "test.db", Version: "test"})
	rec, err := l.Record(t.Context(), "market")
	if err != nil {
		t.Fatal(err)
	}
	doc, nine, army := string(rec.ID), string(rec.FigureIDs[0]), string(rec.AttributionIDs[3])
	for _, tt := range []struct {
		path   string
		status int
		want   []string // in the page's words
		not    []string
	}{
		{"/", 200, []string{"1 document", "3 figures", "4 attributions", "at least 9", "Dozens (24+)", "The Sarrow Courier → Interior Ministry"}, nil},
		{"/documents", 200, []string{"Nine killed at market", "3 Mar 2026"}, nil},
		{"/documents?q=market&outlet=courier", 200, []string{"Nine killed at market", "words market ×", "outlet courier ×"}, nil},
		{"/documents?q=nowhere", 200, []string{"No document fits this filter"}, []string{"Nine killed"}},
		{"/documents/" + doc, 200, []string{"The Tribune", "at least 9 killed", "The Sarrow Courier → The Tribune → an official → the army", "50 % sure", "Give to our paper"}, nil},
		{"/figures", 200, []string{"at least 9", "15", "Dozens (24+)", "denied", "3 figures"}, nil},
		{"/figures?category=injured", 200, []string{"Dozens (24+)", "1 figure "}, []string{"at least 9"}},
		{"/figures?status=denied", 200, []string{"→ the army"}, []string{"at least 9", "Dozens"}},
		{"/figures?source=ministry", 200, []string{"at least 9"}, []string{"Dozens"}},
		{"/figures?place=dellin", 200, []string{"at least 9"}, []string{"Dozens"}},
		{"/figures?min=12", 200, []string{"15", "Dozens"}, nil},
		{"/figures?since=2026-03-04", 200, []string{"No figure fits this filter"}, nil},
		{"/figures?page=9", 200, []string{"past the end"}, nil},
		{"/figures?since=yesterday&min=few&category=eaten&sort=beauty&page=-1&confidence=2", 400, []string{"cannot be read", `is no day`, "no number of people", "none of the choices", "no order", "no page number", "not between 0 and 1"}, nil},
		{"/attributions", 200, []string{"Interior Ministry", "had told", "inside another"}, nil},
		{"/attributions?source=tribune", 200, []string{"The Tribune"}, []string{"Interior Ministry"}},
		{"/claims/" + nine, 200, []string{"at least 9 killed", "What it speaks of Dellin · 3 Mar 2026", "Interior Ministry is its origin", "Interior Ministry said", "passive", "95 %", "16 Mar 2026, 08:00:00 UTC", "by hand"}, nil},
		{"/claims/" + army, 200, []string{"the army had told", "The Tribune reported an official said the army had told", "15 killed"}, nil},
		{"/events", 200, []string{"Dellin", "3 Mar 2026", "At least nine people were killed at Dellin market", "9 or more killed 2 origins", "24 or more injured"}, []string{"running toll,"}},
		{"/events?place=DELL&from=2026-03&to=2026-03-03", 200, []string{"9 or more", "happened from 2026-03 ×"}, nil},
		{"/events?place=Sarrow", 200, []string{"No event fits this filter"}, []string{"9 or more"}},
		{"/events?from=2026-03-04", 200, []string{"No event fits this filter"}, nil},
		{"/events?tolls=only", 200, []string{"No event fits this filter", "running tolls only ×"}, nil},
		{"/events?tolls=many&from=soon", 400, []string{`is not "only"`, "is no day"}, nil},
		{"/events?page=9", 200, []string{"past the end"}, nil},
		{"/event/" + nine, 200, []string{"Dellin · 3 Mar 2026", "at least 9", "The Sarrow Courier → Interior Ministry", "Nine killed at market", "none is called right"}, nil},
		{"/event/0", 404, []string{"does not hold this"}, nil},
		{"/origins", 200, []string{"Interior Ministry 1 figure in 1 document", "at least 9 killed", "Dellin · 3 Mar 2026"}, nil},
		{"/origins?source=MINISTRY", 200, []string{"Interior Ministry", "1 origin "}, nil},
		{"/origins?source=giraffe", 200, []string{"No origin has this"}, []string{"Interior"}},
		{"/event/" + nine + "/plot.svg", 200, nil, nil},
		{"/events?origin=MINISTRY&category=killed", 200, []string{"9 or more", "origin MINISTRY ×", "category killed ×"}, nil},
		{"/events?origin=giraffe", 200, []string{"No event fits"}, nil},
		{"/events?category=displaced", 200, []string{"No event fits"}, nil},
		{"/tolls", 200, []string{"No running tolls yet"}, nil},
		{"/tolls?place=Dellin&flagged=only", 200, []string{"No toll fits this filter"}, nil},
		{"/tolls?flagged=maybe&category=eaten", 400, []string{`is not "only"`, "none of the choices"}, nil},
		{"/toll/" + nine, 404, []string{"does not hold this"}, nil},
		{"/origin?name=Interior+Ministry", 200, []string{"Interior Ministry", "1 figure rests", "published by The Sarrow Courier", "Dellin · 3 Mar 2026", "at least 9 killed"}, nil},
		{"/origin?name=nobody", 404, []string{"does not hold this"}, nil},
		{"/search", 200, []string{"Search everything"}, nil},
		{"/search?q=army+deaths", 200, []string{"1 passage", "Nine killed at market"}, nil},
		{"/search?q=giraffe", 200, []string{"Nothing in the ledger has these words"}, nil},
		{"/documents/dzzzzzzzz", 404, []string{"does not hold this"}, nil},
		{"/claims/f0", 404, []string{"does not hold this"}, nil},
		{"/captures/abc", 400, []string{"cannot make sense"}, nil},
		{"/nothing", 404, []string{"no such page"}, nil},
	} {
		t.Run(tt.path, func(t *testing.T) {
			r := ask(t, h, tt.path)
			page := body(t, r)
			text := strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&#43;", "+").Replace(seen(page))
			if r.StatusCode != tt.status {
				t.Errorf("status %d, want %d: %s", r.StatusCode, tt.status, text)
			}
			for _, w := range tt.want {
				if !strings.Contains(text, w) {
					t.Errorf("%q is not on the page:\n%s", w, text)
				}
			}
			for _, w := range tt.not {
				if strings.Contains(text, w) {
					t.Errorf("%q is on the page:\n%s", w, text)
				}
			}
			if strings.HasSuffix(tt.path, ".svg") {
				if !strings.HasPrefix(page, "<svg ") || r.Header.Get("Content-Type") != "image/svg+xml" || !strings.Contains(page, "Interior Ministry") {
					t.Errorf("%s %s", r.Header, page)
				}
				return
			}
			if !strings.Contains(page, "All of this is invented.") {
				t.Error("the notice is missing")
			}
		})
	}
}
