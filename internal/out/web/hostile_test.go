package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sayso"
	"sayso/internal/keep/ledger"
	"sayso/internal/out/web"
)

const evil = `"'><script>alert(1)</script><img src=x onerror=alert(2)>{{.}}` + "\u202e" + `</title></textarea>`

// evilEntry is a document that has markup wherever a word can stand.
func evilEntry(t testing.TB) ledger.Entry {
	text := evil + " said 5 killed " + evil + "\nNext " + evil
	doc := &sayso.Document{ID: evil, Text: text, Blocks: paragraphs(text), Meta: sayso.Meta{
		Title: evil, Authors: []string{evil}, Outlet: evil, Published: evil, URL: "javascript:alert(3)//" + evil, Language: "en"}}
	for i := range doc.Blocks {
		doc.Blocks[i].Kind = sayso.BlockKind(i + 1)
	}
	who := sayso.Span{End: len(evil)}
	five := find(t, text, "5", 1)
	reading := &sayso.Reading{Reader: evil,
		Attributions: []sayso.Attribution{{ID: 1, Source: []sayso.Span{who}, Cue: []sayso.Span{find(t, text, "said", 1)}, Content: []sayso.Span{five},
			Speaker: &sayso.Speaker{Name: evil, Role: evil}, Rule: evil, Confidence: 1}},
		Figures: []sayso.Figure{{Number: five, Low: sayso.At(5), High: sayso.At(5), Category: sayso.Killed, Term: find(t, text, "killed", 1),
			Victims: &sayso.Victims{Text: evil, Span: who}, Place: &sayso.Place{Text: evil, Span: who, Name: evil, Country: evil, Resolved: true, Precision: evil},
			When: &sayso.When{Start: evil, End: evil, Precision: evil}, Attribution: 1, Chain: []string{evil, evil}, PartOf: -1, Rule: evil}},
	}
	return ledger.Entry{Input: sayso.Input{ID: evil, Place: evil, Bytes: []byte(text), Meta: doc.Meta}, Captured: captured, Tool: evil, Document: doc, Reading: reading}
}

// harmless fails the test for anything in a page that could run or lead astray.
func harmless(t *testing.T, path, page string) {
	t.Helper()
	if !utf8.ValidString(page) {
		t.Errorf("%s: not UTF-8", path)
	}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		tok := z.Token()
		if tok.Data == "img" || tok.Data == "iframe" || tok.Data == "object" || tok.Data == "style" {
			t.Errorf("%s: <%s> in the page", path, tok.Data)
		}
		for _, a := range tok.Attr {
			switch v := strings.ToLower(strings.TrimSpace(a.Val)); {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
				t.Errorf("%s: <%s %s=%q>", path, tok.Data, a.Key, a.Val)
			case a.Key == "src" && !strings.HasPrefix(v, "/static/"):
				t.Errorf("%s: loads %q", path, a.Val)
			case (a.Key == "href" || a.Key == "action") && strings.Contains(v, ":") && !strings.HasPrefix(v, "https://") && !strings.HasPrefix(v, "http://") && !strings.HasPrefix(v, "/") && !strings.HasPrefix(v, "?") && !strings.HasPrefix(v, "#"):
				t.Errorf("%s: leads to %q", path, a.Val)
			}
		}
	}
}

func TestHostileDocuments(t *testing.T) {
	l := open(t, evilEntry(t))
	h := web.New(l, web.Options{Notice: evil, Ledger: evil, Version: evil, Judge: true, By: evil})
	rec, err := l.Record(t.Context(), evil)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/documents", "/figures", "/attributions", "/events", "/tolls", "/judgements", "/judge?a=" + string(rec.FigureIDs[0]), "/judge?level=origin&a=" + url.QueryEscape(evil) + "&b=" + url.QueryEscape(evil), "/event/" + string(rec.FigureIDs[0]) + "/why", "/origins", "/origin?name=" + url.QueryEscape(evil), "/event/" + string(rec.FigureIDs[0]), "/search?q=alert", "/search?q=" + url.QueryEscape(evil),
		"/documents/" + string(rec.ID), "/claims/" + string(rec.FigureIDs[0]), "/claims/" + string(rec.AttributionIDs[0]), "/nothing" + url.PathEscape(evil)} {
		r := ask(t, h, path)
		page := body(t, r)
		if r.StatusCode >= 500 {
			t.Errorf("%s: status %d", path, r.StatusCode)
		}
		harmless(t, path, page)
	}
	// The capture is handed out as a file that no browser shows.
	r := ask(t, h, "/captures/"+rec.Current().Capture.Hash.String())
	if got := body(t, r); got != rec.Text.Text || r.Header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("capture: %s %q", r.Header, got)
	}
}

func TestHostileAddresses(t *testing.T) {
	h := web.New(open(t, market(t)), web.Options{})
	long := strings.Repeat("x", 5000)
	nasty := []string{evil, "%00", "\x00", "\xff\xfe", "' OR 1=1 --", `"`, `"unclosed`, "*", "NEAR(", "a AND", "-", "^", long, "９", strings.Repeat("a* ", 130), "../../etc/passwd", "99999999999999999999", "-1", "1e9", "NaN", "2026-99-99"}
	lists := []string{"/figures", "/figures.csv"}
	if !testing.Short() {
		lists = append(lists, "/documents", "/events", "/tolls", "/origins", "/attributions", "/figures.jsonl")
	}
	for _, s := range nasty {
		q := url.QueryEscape(s)
		paths := []string{"/search?q=" + q, "/documents/" + url.PathEscape(s), "/claims/" + url.PathEscape(s), "/claims/f" + url.PathEscape(s), "/event/" + url.PathEscape(s), "/events?place=" + q, "/events?from=" + q, "/events?tolls=" + q, "/events?page=" + q, "/events?origin=" + q, "/tolls?place=" + q, "/tolls?origin=" + q, "/tolls?flagged=" + q, "/toll/" + url.PathEscape(s), "/toll/" + url.PathEscape(s) + "/plot.svg", "/event/" + url.PathEscape(s) + "/plot.svg?scale=" + q, "/origin?name=" + q, "/proof/" + url.PathEscape(s), "/proof/f" + url.PathEscape(s), "/judge?level=" + q + "&a=" + q + "&b=" + q, "/judge?level=text&a=" + q, "/judge?level=origin&a=" + q, "/event/" + url.PathEscape(s) + "/why", "/origins?source=" + q, "/captures/" + url.PathEscape(s), "/static/" + url.PathEscape(s), "/documents/market?at=" + q}
		for _, list := range lists {
			for _, name := range []string{"q", "document", "outlet", "source", "place", "since", "until", "from", "to", "category", "status", "scope", "kind", "class", "min", "max", "confidence", "sort", "page"} {
				paths = append(paths, fmt.Sprintf("%s?%s=%s", list, name, q))
			}
		}
		for _, path := range paths {
			r := ask(t, h, path)
			page := body(t, r)
			if r.StatusCode >= 500 {
				t.Errorf("%.120s: status %d: %.300s", path, r.StatusCode, seen(page))
			}
			if r.StatusCode != http.StatusOK && len(seen(page)) < 40 && !strings.HasPrefix(path, "/static/") {
				t.Errorf("%.120s: says nothing: %q", path, page)
			}
			if strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
				harmless(t, path, page)
			}
		}
	}
	if r := ask(t, h, "/figures?"+strings.Repeat("category=killed&", 400)); r.StatusCode != http.StatusOK {
		t.Errorf("one value many times: status %d", r.StatusCode)
	}
}

func FuzzAddress(f *testing.F) {
	h := web.New(open(f, market(f)), web.Options{})
	for _, s := range []string{"/", "/figures?q=a&sort=-number", "/documents/market?at=3", "/claims/f0", "/search?q=%22dead", "/figures.csv?min=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := url.ParseRequestURI(s)
		if err != nil || !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") {
			return
		}
		r := ask(t, h, "/", func(r *http.Request) { r.URL = u; r.RequestURI = s })
		page := body(t, r)
		if r.StatusCode >= 500 {
			t.Errorf("%q: status %d", s, r.StatusCode)
		}
		if strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			harmless(t, s, page)
		}
	})
}
